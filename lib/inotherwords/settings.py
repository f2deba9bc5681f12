"""Every threshold that can change a result, and why it is what it is. Sizes of drawings are not here.

These are defaults. They are read when they are used and never copied, so that a check may vary them.
"""

# text

# layers

# corpus

# cleaning

# terms

# naming

# attribution

# reuse

# collation

# claims

SMALL_NUMBER = 12  # up to here two articles count the same things to the same number by chance
OF_THE_CORE = 0.25  # how much of what the versions of a claim have in common a mere paraphrase must have
LONGEST_TITLE = 12  # words; a longer title is a sentence to be read, no name of a claim

# report

OWN_VOICE = ("own", "heading")  # a heading is the newsroom's own
SPECIAL_CUES = ("assertive", "doubt", "blame")  # classes of cues that do more than report
SIGNIFICANT_G2 = 3.84  # the value that G2 passes by chance for one word in twenty
SIGNIFICANCE_LEVEL = 0.05  # the usual one
UNSURE_LABELS = ("article", "adjective", "capital")  # who is meant may be decided without words that say so
SOURCES_ASKED = 2  # missing sources that are asked about again: more would only lengthen the table
SENTENCES_OF_A_LIST = 5  # a handful; the claims in most articles come first
SELDOM_NAMED = 5  # of the labels that are used too seldom for a sentence of their own
COUNTS_TOLD = 5  # of one table that corrections change; the table has all
ARTICLES_DRAWN = 12  # more panels than can be read on a page
COLUMNS_OF_A_TABLE = 12  # articles side by side on the reader page; of more, a table shows totals
ARTICLES_ON_A_PAGE = 40  # of the reader, which a browser then opens in a moment
SWAPS_PRINTED = 3  # of the places of a swap, in its row; the number in the row leads to all
LABELS_OF_AN_ARTICLE = 4  # where one actor's labels are drawn
CUES_DRAWN = 40  # as many rows as a page has room for
KEYWORDS_DRAWN = 8  # of an article, where words are set against the other articles
DISPERSED_WORDS = 12  # one row each
FEWEST_USES = 5  # of a word, for its places to be drawn: fewer make no pattern
CLAIMS_DRAWN = 18  # as many rows as a page has room for
SENTENCES_SET = 4  # of those whose versions name one actor by different labels
VERSIONS_SET = 6  # of a sentence
LETTERS_SET = 105  # of a version, three lines of a column, unless its labels stand further apart

# coding

# proposals
