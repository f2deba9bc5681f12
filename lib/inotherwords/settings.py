"""Every threshold that can change a result, and why it is what it is. Sizes of drawings are not here.

These are defaults. They are read when they are used and never copied, so that a check may vary them.
"""

# text

# layers

# corpus
LONGEST_ARTICLE = 1_000_000  # characters: ten novels' worth of chapters, far more than news has
CHARACTERS_A_LETTER = 10  # where fewer than one in so many characters is a letter, it is no prose
FEWEST_WORDS = 3  # of an article: fewer are a heading without a text
FEWEST_LETTERS = 20  # where a script puts no spaces between its words, letters count
LANGUAGE_CHARACTERS = 400  # of a text, from its beginning: more of it changes nothing but the time
LANGUAGE_LETTERS = 20  # fewer letters, about five words, say nothing of the language
LANGUAGE_SURE = 0.6  # probability from which a language is recognised: below, texts of two languages fall
LINKS_OF_A_LIST = 10  # where links have more than so many times the letters of all else, a page is a list
LETTERS_BETWEEN_LINKS = 2_000  # of a list, at most: what is further apart is an article's own
SHORTEST_HASH = 12  # digits of a text's hash that a correction gives: enough to tell texts apart, fit to type

# cleaning

# terms
MATTR_WINDOW = 50  # words; shorter than any article is likely to be
MTLD_THRESHOLD = 0.72  # where the type-token ratio of most texts levels off (McCarthy & Jarvis 2010)
INTERVAL_LEVEL = 0.95  # of the intervals of the log ratio, as usual
MIN_COUNT = 3  # a pair seen twice in a corpus with shared wire copy is one sentence printed twice
# What a corpus of any size has room for; what is beyond is named by `note_left_out`, never dropped silently.
MOST_COLLOCATIONS = 50_000  # pairs
MOST_NGRAMS = 100_000
MOST_COMPARED = 200_000  # rows of keyness: articles (or groups of them) x terms

# naming

# attribution

# reuse

# collation

# claims

# report

# coding

# proposals
ARTICLES_READ = 1000  # of more articles, as many, spread evenly over the corpus, tell whom it is about
MOST_LABELS = 100  # rows: what somebody reads in one sitting
MOST_LABELS_OF_ONE = 15  # rows for one actor: more are spellings of what is there
MOST_SINGLE_LABELS = 30  # rows among them for words that nothing ties to others: the rest should not drown
MANY_NOUNS = 3  # a word that stands before more nouns ("major") describes anybody and makes no label
USES_OF_A_TIE = 20  # of a bundle of nouns for each tie to a name: fewer ties are an accident
LONGEST_SWAP = 8  # words with a meaning on either side: a longer replacement is another sentence
ACTS_OF_DOERS = 0.1  # share of uses followed by a verb that tells people, where the form ("-er") says so, too
ACTS_OF_OTHERS = 0.4  # the same of a noun whose form says nothing: things act in sentences, too
