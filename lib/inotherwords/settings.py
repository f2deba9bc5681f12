"""Every threshold that can change a result, and why it is what it is. Sizes of drawings are not here.

These are defaults. They are read when they are used and never copied, so that a check may vary them, and
so may a corpus: what its settings.toml gives another value is set by `choose` while that corpus is read.
"""

from collections.abc import Mapping

Value = int | float | tuple[str, ...]  # of a setting that a corpus may choose itself

# text

READ = ("sentence", "caption")  # the segments that tell the story: a headline or a credit does not
LONGEST_HEADING = 10  # words; a longer line without a full stop is a sentence that lost it
LONGEST_ASKING_HEADING = 6  # words; a longer question that stands alone is the writer's, in the story
FEWEST_LINES = 4  # of a text: fewer do not show whether they were broken to fit a page
PAGE_WIDTHS = (40, 121)  # characters of the widest line of such a text: from a newspaper's column to a page
FULL_LINE = 0.72  # of the widest line: a line within a paragraph is at least as wide, in any type
FULL_LINES = 0.85  # of the lines within paragraphs that are so wide, where a text was broken
SHORTEST_BROKEN = 40  # characters of a line without its stop that goes on in the next one in lower case
LONGEST_NAME = 5  # words of a newspaper's name: "The Marwick and Orlen Herald"
LONGEST_ENTRY = 3  # words of an entry of a menu; a headline has more
FEWEST_ENTRIES = 3  # of a menu, of which two are known: fewer lines may be a kicker and a headline
LONGEST_AMENDMENT = 400  # characters of a paragraph on what was changed; what is longer tells the story
LATEST_DATELINE = 3  # paragraphs before it, of which a caption may be one, and a standfirst
WORDS_AFTER_NUMBER = 4  # what a number counts stands within so many words: "five other old police officers"
WORDS_ROUND_THE_DEAD = 5  # "255 people of this town died": what is farther away tells of somebody else
PARTS_WITH_A_NUMBER = 50  # a number that more parts of a corpus have ("two men") says nothing of any two

# layers

# corpus
COMPARED = 12  # units that are compared, and articles that are read closely: as many as a figure has room for
LONGEST_ARTICLE = 1_000_000  # characters: ten novels' worth of chapters, far more than news has
LONGEST_ARTICLE_WORDS = 30_000  # the longest reports ever printed in one piece; an export has more
WORDS_OF_A_PART = 20  # of a file that may have several articles: fewer between two marks are no article
WORDS_OF_AN_ARTICLE = 50  # between two heads: a timeline or a live blog has fewer below its own
FEWEST_NAMES = 4  # above a heading and below it: with fewer, nothing in common is chance
LONGEST_MARK = 160  # characters of a line that parts articles: two lines of a page; what is longer is prose
LABELS_OF_A_HEAD = 25  # above each other: the richest records of databases have about twenty
LONGEST_LABEL = 30  # characters of one that stands above its value
LINES_OF_A_HEAD = 6  # in which an article's headline and day stand: kicker, title, outlet, day, byline, page
LINES_OF_A_RUNNING_HEAD = 3  # at the head or the foot of each page: name and day, title, number
CHARACTERS_OF_A_HEAD = 5_000  # of a text, within which its headline and its day stand, below whatever menu
WORDS_OF_A_DATED_LINE = 12  # below a headline: day, outlet, who wrote it; three lines longer are text already
MOST_LINES = 200_000  # of a file with several articles, some thousand of them; more takes too long
ENTRIES_OF_A_BLOG = 3  # lines with a time alone: two may be those of publication and of a change
EDGES = (12, 10)  # paragraphs at the beginning and the end of an article where what is a page's stands
LONGEST_EDGE = 200  # characters of a line that may be none of the article's
SHORT_TITLE = 2  # words: a headline as short is perhaps an entry of a menu
SHORT_LINE = 4  # words between headline and text: fewer are hardly a standfirst
LINES_OF_A_LIST = 3  # in a row without a full stop, within a text: fewer are headings
LONGEST_HEAD = 20  # words of a line that may be a headline, or an outlet with its day
WORDS_OF_A_TEASER = 150  # of a page: a shorter text whose last sentence is cut off is only its beginning
MISSED_SHARE = 0.2  # of the letters that were found: where boxes like theirs have as many more, all are read
CHARACTERS_A_LETTER = 10  # where fewer than one in so many characters is a letter, it is no prose
SHORTEST_ARTICLE = 3  # words; fewer are a heading without a text
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
FEWEST_RESAMPLED = 10  # articles: resampling fewer shows little but its own steps
SHUFFLES = 1000  # enough that the spread hardly moves with the seed
SEED = 20241129
MOST_SHUFFLED = 100_000  # words; a corpus that large has no need of shuffling, and it would take minutes
MOST_COMPARED = 200_000  # rows of keyness: articles (or groups of them) x terms
# Kinds of words that keyness leaves out: they tell the day, the layout or who prints ("told the Brent Post":
# outlet, for the words of its own outlet's name in an article), not the choice of words.
KEYNESS_WITHOUT = ("weekday", "ordinal", "number", "letter", "outlet")
STOP_WORDS: frozenset[str] = frozenset()  # those of the corpus that is read, besides the library's

# naming
FEWEST = 3  # mentions, uses or articles below which a sentence would only list chances
MOST_ACTORS = 4  # whose names are compared: as many as a finding can name and a reader can follow
BEFORE_A_LABEL = 120  # characters before a label, a long clause, in which it is denied or said to be a place
ACTORS: dict[str, str] = {}  # names of actors and sides by identifier: those of the corpus that is read

# attribution
# Up to as many articles the network computes in float32, the same on every computer; more are read in 8 bits.
EXACT = 200
LOWEST_CUE = 0.2  # probability; words less likely to be of a cue are not looked at
SHOWN_CUE = 0.5  # probability; cues at least this likely are shown to the second step as other cues
ACCEPTED = 0.44  # probability; below it there is no attribution
SURE = 0.6  # probability; below it an attribution is doubtful
SOURCE_FLOOR = 0.3  # probability; what a word's to be of the source counts against
CRUMB = 0.7  # probability; a part of a content that is short and less certain than this is left out
CRUMB_SHARE = 10  # a part is short if the content has more than so many times its words
ACT = 0.7  # probability below which a verb of doing that no list of cues has is an act, and nobody's word
TORN = 0.7  # probability below which what is said in several parts, without quotation marks, is left out
LONGEST_SOURCE = 300  # characters before a verb within somebody's words in which its speaker is looked for
FEWEST_TURNS = 3  # paragraphs that open with a label before a colon, for an interview
LONGEST_SPEECH = 100  # paragraphs; a quotation that runs on for longer has lost its end
SHORTEST_SPEECH = 4  # words; a shorter quotation without a speaker is a scare quote or a name
NEAR_CUE = 2_000  # characters of an endless sentence, on each side of a cue, that are read for a carrier
LEAD = 60  # characters before a source or cue in which words tell how they are joined
REACH = 500  # speakers, names or sentences back to which a pronoun or a description is followed
CLAUSE = 1_000  # characters before a relative pronoun in which the one it stands for is looked for
# How much a mention stands out for a pronoun, in sentences of distance: read on articles of news, where the
# subject of the last sentence and who spoke last are meant far more often than the last name.
SALIENCE = {
    "subject": 1.8,
    "source": 0.8,
    "gender": 1.2,
    "quoted": -1.5,
    "owner": -1.0,
    "unsure": -4.0,
    "no person": -1.0,
}
MISSPELT = (
    0.8  # how alike (difflib) a word without a bearer and a surname are that is misspelt: one letter of five
)
LETTER = 2_000  # characters behind "I" or "we" in which a letter is signed
JUST_ABOUT = 4  # sentences within which a description like "the mother of two" is of whom they are about
JUST_NAMED = 3  # sentences within which a surname is that of the subject that was just named in full
FAR_BACK = 12  # sentences back to which a pronoun is followed
TEENS = range(13, 20)  # years of age at which somebody may be "the teenager"
BESIDE = 16  # characters before a name in which a word tells whose wife, husband or kin it is: "his wife, "
SPELT_OUT = 120  # characters before initials in brackets in which a body's whole name stands: a long name
FIRST_LINES = 2  # line breaks before what still opens an article: headline and dateline
JUST_ONE = 2  # sentences in which an epithet's person must be the only one that is named
MOST_REASONS = 5  # words that explain one cue: more would not be read
LEAST_FALL = 1.1  # times; a word without which the odds fall by less is no reason
FOLDS = 5  # parts of the annotated articles, of which each is decided by weights fitted on the others

# reuse

# Read by eye on the five articles of this study: of what CANDIDATE offers, most pairs say the same thing; of
# what SUPPORTED adds, fewer.
CANDIDATE = 0.30  # similarity from which on a pair is offered
SUPPORTED = 0.22  # or from here on, if a sentence of a third article is alike to both
# Two roads to "the same sentence": much in common whatever the order (NEAR, TELLING), or most of the shorter
# sentence's words recur in order (IN_ORDER), which finds a copy that was cut or drawn out.
NEAR = 0.42  # similarity; below it, pairs of these articles say different things
TELLING = 2  # words in common that are neither names nor stop words: not only names and a word more
IN_ORDER = 0.6  # share of the shorter sentence's words
# Share of the longer sentence's words that recur in order where no number does: the same report, brought up
# to date, and not three miles on this side of a line and eight on that.
SAME_BUT_NUMBERS = 0.8
FEWEST_WORDS = 4  # of a sentence; shorter ones ("He said so.") are alike by chance
# Of a clause on its own: "said the head of the Syrian Observatory for Human Rights" is no shared copy.
FEWEST_TELLING = 5
MOSTLY_THE_SAME = 0.7  # similarity of near ones; of less, the reader is told that it is so in part only
COLLATED = ("verbatim", "near")  # kinds of passages that are the same sentence; paraphrases would be shredded
# A word, or two in a row, leads to a comparison only if few sentences have it, and if enough of all that both
# sentences have, words and pairs of words, is rare and in common. One name is not enough for a long sentence.
# That keeps the comparisons per sentence few, however large the corpus; copies still meet in many places,
# because most pairs of words are rare.
RARE = 50  # sentences at most that have a rare word
TOUCH = 0.07  # share of rare words in common
BOILERPLATE = 100  # articles; what more of them have ("Sign up for our newsletter") is no shared copy
MOST_COLLATED = 20_000  # passages of which the words are compared; more would not change what recurs
MOST_SHOWN = 5  # sentences that a notebook sets side by side; the reader page has all

# collation

# What a match of two words is worth (and a point for each letter: of two ways as good as each other the one
# with the longer words is taken), and what it costs to begin a difference: less than any match but that of a
# function word, which holds two differences apart only if nothing else does.
SAME_WORTH = 400
ALIKE_WORTH = 300
FUNCTION_WORTH = 110
OPENING = 100
MOST_PARTS = 3  # of a compound: "U.A.E.", "UAE"
ALIKE_LETTERS = 4  # with which words begin that are alike: "arrived", "arriving", but not "Iran", "Iraq"
PHRASE = 5  # words with a meaning; more of them are not one phrase for another
SHORT = 3  # letters of a function word that holds nothing together
LEMMA = 14  # words of an apparatus; a longer stretch is shortened, so that an entry stays a line
FEW = 4  # words with a meaning in a swap: a longer phrase is rewriting
FRAMED = 3  # words of a swap in sentences alike only in part: read by eye, more of them replaced nothing
EXAMPLES = 2  # of a swap: enough to see what it is

# claims

SMALL_NUMBER = 12  # up to here two articles count the same things to the same number by chance
WORDS_OF_A_CLAUSE = 3  # with a meaning; less is no statement of its own
IN_COMMON = 3  # words with a meaning that two versions of a statement share at least
# How much of the shorter of two clauses, rare words counting more, is in common: read by eye on the five
# articles and on the ten invented ones. Less will do in sentences that are the same, or if they count alike.
SAME_CLAUSE = 0.55
SAME_CLAUSE_SHARED = 0.3
SAME_CLAUSE_WHOLE = 0.15  # of both together: a clause of four words is found inside many
UNCOUNTED_CLAUSE_WHOLE = 0.28  # the same where no number ties them: of less, read by eye, few were the same
CLAUSE_NEAR = 0.4  # of both together; below it the versions are a candidate
LONGEST_TITLE = 12  # words; a longer title is a sentence to be read, no name of a claim
SUBJECTS_BACK = 5  # sentences in which the subject that a pronoun stands for is looked for

REACH_OF_A_NUMBER = 60  # characters behind a number of people in which is said what became of them
FIRST_WORDS = 100  # of an article, that most readers see

# report

OWN_VOICE = ("own", "heading", "caption")  # a heading or a caption is the newsroom's own
WORDS_COMPARED = 3  # families of words in one sentence; more are a table
ROWS_TOLD = 14  # of a table in findings.md; more are in the table itself
FEW_MENTIONS = 2  # of an actor in an article, on average: in articles so short a second actor is told, too
CLOSE = 0.8  # of the attributions of who is cited most: from here on the next is told, too
CUTS_TOLD = 2  # of one article, in a sentence; the table has all
SIDES_TOLD = 3  # as many as a sentence holds
NOTHING = "∅"  # what stands for no words
SIGNIFICANT_G2 = 3.84  # the value that G2 passes by chance for one word in twenty
SIGNIFICANCE_LEVEL = 0.05  # the usual one
ROWS_OF_A_SHEET = 100_000  # of the workbook for readers; more is opened better as CSV
ARTICLES_DRAWN = 12  # more panels than can be read on a page
COLUMNS_OF_A_TABLE = 12  # articles side by side on the reader page; of more, a table shows totals
ARTICLES_ON_A_PAGE = 40  # of the reader, which a browser then opens in a moment
SOURCES_SHOWN = 8  # rows of who is heard where no side is known; the others are in one row together
COPY_SHOWN = 2  # places of an article where the agency had other words, in the opening of the reader
SHOWING = {"mean", "means", "meant", "show", "shows", "showed", "suggest", "suggests"}  # a thing does, too
SWAPS_PRINTED = 3  # of the places of a swap, in its row; the number in the row leads to all
KEYWORDS_DRAWN = 8  # of an article, where words are set against the other articles
WORDS_DRAWN = 40  # mentions of one actor in one article: more make a wall
SOURCES_DRAWN = 8  # rows that a page has room for
CLAIMS_DRAWN = 10  # the telling ones
LEAST_STRETCH = 3  # characters; less is a mark between two quotations
CHANGES_DRAWN = 40  # places of a page
CHANGES_OF_AN_ARTICLE = 12
WORDS_AROUND = 5  # before and after a changed phrase, so that its place is seen

# coding

# pages
MOST_PASTED = 20_000  # words of pasted texts: more take a browser some minutes
ENGLISH_WORDS = (
    0.2  # share of English function words: prose has twice as many, other languages less than half
)
WORDS_OF_A_LANGUAGE = 20  # fewer say nothing of the language

# proposals
ARTICLES_READ = 1000  # of more articles, as many, spread evenly over the corpus, tell whom it is about
MOST_LABELS = 100  # rows: what somebody reads in one sitting
MOST_LABELS_OF_ONE = 15  # rows for one actor: more are spellings of what is there
MOST_SINGLE_LABELS = 60  # rows among them for words that nothing ties to others: the rest should not drown
MANY_NOUNS = 3  # a word that stands before more nouns ("major") describes anybody and makes no label
USES_OF_A_TIE = 20  # of a bundle of nouns for each tie to a name: fewer ties are an accident
LONGEST_SWAP = 8  # words with a meaning on either side: a longer replacement is another sentence
ACTS_OF_DOERS = 0.1  # share of uses followed by a verb that tells people, where the form ("-er") says so, too
ACTS_OF_OTHERS = 0.4  # the same of a noun whose form says nothing: things act in sentences, too

# choosing

_before: dict[str, Value] = {}  # the defaults of what the corpus that is read has chosen


def choose(values: Mapping[str, Value]) -> None:
    """Give settings the values a corpus has chosen (`corpus.read_settings`), all others their defaults."""
    globals().update(_before)
    _before.clear()
    _before.update({name: globals()[name] for name in values})
    globals().update(values)


def chosen() -> dict[str, Value]:
    """Return the settings that the corpus has chosen, sorted by name, with their values.

    >>> choose({"ACCEPTED": 0.5}), chosen(), choose({}), chosen()
    (None, {'ACCEPTED': 0.5}, None, {})
    """
    return {name: globals()[name] for name in sorted(_before)}


def default(name: str) -> Value:
    """Return what a setting is if no corpus chooses it.

    >>> default("ACCEPTED")
    0.44
    """
    return _before.get(name, globals()[name])
