"""Every sentence that is told of a corpus, each with its finite verb (`sentences.csv`): filled by `tell`.

A sentence says whose words it counts, and how many of how many; it prints words of the articles, no codes.
What stands in braces is filled in; of “has|have” that form which agrees with how many there are.
"""

from pathlib import Path

from inotherwords.report.sentences import Sentence, say
from inotherwords.text.wordlists import read_list

TEMPLATES = {row["name"]: row for row in read_list(Path(__file__).with_name("sentences.csv"))}


def tell(name: str, /, **values: object) -> Sentence:
    """Return the sentence of a name, filled (see `sentences.say`); raises KeyError if there is none.

    >>> str(tell("civilians", unit="Kayhan"))
    'Only Kayhan lets ordinary civilians speak by name.'
    """
    sentence = say(TEMPLATES[name]["sentence"], **values)
    return sentence._replace(text=sentence.text.strip())
