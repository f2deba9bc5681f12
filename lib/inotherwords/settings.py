"""Every threshold that can change a result, and why it is what it is. Sizes of drawings are not here.

These are defaults. They are read when they are used and never copied, so that a check may vary them.
"""

# text

# layers

# corpus

# cleaning

# terms

# naming
FEWEST = 3  # mentions, uses or articles below which a sentence would only list chances
MOST_ACTORS = 4  # whose names are compared: as many as a finding can name and a reader can follow
ACTORS: dict[str, str] = {}  # names of actors and sides by identifier: those of the corpus that is read

# attribution
LOWEST_CUE = 0.2  # probability; words less likely to be of a cue are not looked at
SHOWN_CUE = 0.5  # probability; cues at least this likely are shown to the second step as other cues
ACCEPTED = 0.42  # probability; below it there is no attribution
SURE = 0.6  # probability; below it an attribution is doubtful
SOURCE_FLOOR = 0.3  # probability; what a word's to be of the source counts against
CRUMB = 0.7  # probability; a part of a content that is short and less certain than this is left out
CRUMB_SHARE = 10  # a part is short if the content has more than so many times its words
LONGEST_SPEECH = 100  # paragraphs; a quotation that runs on for longer has lost its end
SHORTEST_SPEECH = 4  # words; a shorter quotation without a speaker is a scare quote or a name
NEAR_CUE = 2_000  # characters of an endless sentence, on each side of a cue, that are read for a carrier
LEAD = 60  # characters before a source or cue in which words tell how they are joined
REACH = 500  # speakers, names or sentences back to which a pronoun or a description is followed
CLAUSE = 1_000  # characters before a relative pronoun in which the one it stands for is looked for
MOST_REASONS = 5  # words that explain one cue: more would not be read
LEAST_FALL = 1.1  # times; a word without which the odds fall by less is no reason
FOLDS = 5  # parts of the annotated articles, of which each is decided by weights fitted on the others

# reuse

# collation

# claims

# report

# coding

# proposals
