"""Every sentence that is told of a corpus, each with its finite verb: filled by `tell`.

A sentence says whose words it counts, and how many of how many; it prints words of the articles, no codes.
What stands in braces is filled in; "has" and its like agree with how many there are.
"""

from inotherwords.report.sentences import Sentence, say

TEMPLATES: dict[str, tuple[str, str]] = {  # name: its finite verb, the sentence
    "vocabulary": ("has", "{units:and} {has} {words} in {n} of {m} mentions ({voices})"),
    "vocabularies": ("differs", "The word for {who} differs: {parts:; }{neither}."),
    "one source": ("are", "In what {source} is reported to say, {who} are {parts:and}. {mismatch}"),
    "mismatch": (
        "has",
        "In quotation marks {source} has {quoted:and}; in paraphrase, perhaps of another statement, "
        "{words:and}.",
    ),
    "deaths": (
        "tell",
        "{docs:Words} {articles} tell in {sentences:words} sentences of {patient}; the verb is "
        "{verbs:and}{foreign}. {unsourced}",
    ),
    "unsourced": ("names", "{n:Words} of the {all:words}, in {units:and}, {names} no source."),
    "acts": ("tell", "{n:Words} {sentences} {tell} of {act}: {parts:; }."),
    "nobody": ("names", "{n:words}, read alone, {names} nobody who did it"),
    "doer": ("names", "{n:words} {names} {who}"),
    "pronoun": ("has", "{n:words} {has} only a pronoun for {who}"),
    "event": ("is", "{n:words} {is_} about {event}"),
    "copy": ("can", "{n} places can be set beside copy that others printed: {parts:; }. {rest: }"),
    "foreign": ("is", "That of {units:and} is {language}: there a word may be a translator’s."),
    "cuts": ("went", "With {unit}’s {cuts} went {words:and}."),
    "most cited": ("is", "No source is cited as often as {source}: {n} of {all} attributions. {rest: }"),
    "without it": (
        "has",
        "{unit} alone has none of it, and gives {words} of its {all} reported words to {sides:and}.",
    ),
    "lets speak": ("lets", "{n:Words} of {all:words} {units} {lets} {who} speak."),
    "civilians": ("lets", "Only {unit} lets ordinary civilians speak by name."),
    "two targets": ("means", "“{word}” means {who} in {parts:and}; in {others:and}, never {who}. {own}"),
    "own word": ("says", "In {its} own voice only {units:and} {says} it of {who} ({counts})."),
    "witnesses": (
        "stand",
        "Of {most}’s words {n} of {m} stand in sentences that another {article} has too; of {least}’s "
        "{few} of {every}. {translated}",
    ),
    "shared alike": (
        "stand",
        "All words of all {articles} stand in sentences that another {article} has too. {translated}",
    ),
    "translated": ("is", "{units:and} {is_} translated from {language}, it seems."),
    "chance": (
        "pass",
        "Of {every} comparisons (each word, each {article} against the rest) {passing} pass "
        "log-likelihood {limit}; {shuffled:; }. After adjustment the smallest p is {p}: {verdict}.",
    ),
    "shuffled": ("do", "with the {what} shuffled {mean} do on average ({low} to {high} in most shuffles)"),
    "floor": ("cannot", "Shuffling {all} cannot give a p below {floor}."),
    "found": (
        "finds",
        "Of ten attributions that people marked in other news, the program finds about {recall}; of ten "
        "that it finds, about {precision} are right, {source} of them with the right source as well.",
    ),
    "better": (
        "is",
        "It is better where there are quotation marks ({direct} direct quotations) than where there are "
        "none ({indirect}).",
    ),
    "right person": (
        "are given",
        "Of ten that it finds, about {ten} are given to the right person or body ({persons}, in "
        "articles read twice, on which its rules were made).",
    ),
    "not in English": (
        "is",
        "No attributions are looked for in {found} of {every} articles, which {is_} not in English "
        "({parts}).",
    ),
    "close": (
        "follows",
        "What follows is of {few} of the {every} articles, read closely: those with the sentences that "
        "most articles share, then the longest.",
    ),
    "listed": ("stood", "{when} {name} stood on these lists of terrorist organisations: {parts:and}."),
    "survive": (
        "holds",
        "Asked again after every change that bears on them, {each} of {every} sentences {hold} each "
        "time{fail}.",
    ),
    "answer 1": ("are", "Here are {articles} of {outlets}, {words} in all{when}."),
    "answer 2": (
        "are",
        "The story is told in {sentences}; {rest} segments are something else (headlines, place lines, "
        "captions, credits), and in {edits} the text is read otherwise than it is printed.",
    ),
    "answer 3": (
        "are",
        "Of {all} words {different} are different ones; most surprising is {word}, {n} times in one "
        "article, {rest} in all others.",
    ),
    "answer 4": (
        "stand",
        "News comes on somebody’s word: here {said} of {all} words stand on a source’s.",
    ),
}


def tell(name: str, /, **values: object) -> Sentence:
    """Return the sentence of a name, filled (see `sentences.say`); raises KeyError if there is none.

    >>> str(tell("civilians", unit="Kayhan"))
    'Only Kayhan lets ordinary civilians speak by name.'
    """
    sentence = say(TEMPLATES[name][1], **values)
    return sentence._replace(text=sentence.text.strip())


def agree(count: int, one: str, several: str) -> str:
    """Return the form of a verb that goes with so many.

    >>> agree(1, "has", "have"), agree(2, "has", "have")
    ('has', 'have')
    """
    return one if count == 1 else several
