"""What the Markdown templates may ask beyond the facts: checked quotations, counts in words, links.

Everything here is computed from the facts (`facts.every`), so that a handout cannot quote words that are not
in the article, or name a source that the tables do not have: a wrong name stops the build.
"""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from inotherwords.corpus import InputError
from inotherwords.findings import day, listed

READER = "../outputs/reader.html"
WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def in_words(count: int) -> str:
    """Return a small count as a word, a larger one in digits.

    >>> in_words(5), in_words(92)
    ('five', '92')
    """
    return WORDS[count] if count < len(WORDS) else str(count)


def quoted(words: str) -> str:
    """Return words of an article in the quotation marks that only they get.

    >>> quoted("rebels")
    '“rebels”'
    """
    return f"“{words}”"


def sheet(name: str, title: str) -> Markup:
    """Return the title of a printed sheet with links to both papers.

    >>> print(sheet("matrix", "comparison matrix"))
    comparison matrix ([A4](print/matrix-a4.pdf), [Letter](print/matrix-letter.pdf))
    """
    return Markup(f"{title} ([A4](print/{name}-a4.pdf), [Letter](print/{name}-letter.pdf))")


def only(found: list, what: str):
    """Return the one thing that was found. Raises InputError, with what was looked for, unless it is one."""
    if len(found) != 1:
        raise InputError(f"{what}: found {len(found)} times, not once")
    return found[0]


def helpers(facts: Mapping) -> dict[str, Callable]:
    """Return the functions that the Markdown templates use, by name.

    An article is named by its letter. Each raises InputError if the tables do not have what is asked for.
    """
    articles = {article["letter"]: article for article in facts["articles"]}

    def short(letter: str) -> str:
        return articles[letter]["short"]

    def outlet(letter: str) -> str:
        return f"{short(letter)} ({letter})"

    def outlets(letters: list[str]) -> str:
        return listed([outlet(letter) for letter in letters]) or "no article"

    def said(letter: str, words: str) -> str:
        if not any(words in paragraph["text"] for paragraph in articles[letter]["paragraphs"]):
            raise InputError(f"“{words}” is not in article {letter}")
        return quoted(words)

    def sentence(letter: str, beginning: str) -> str:
        return _sentence(letter, beginning)["text"]

    def _sentence(letter: str, beginning: str) -> dict:
        found = [row for row in facts["sentences"] if row["letter"] == letter]
        return only([row for row in found if row["text"].startswith(beginning)], f"a sentence “{beginning}”")

    def label(name: str) -> dict:
        return only([row for row in facts["labels"] if row["label"] == name], f"the label {name}")

    def speaker(name: str) -> dict:
        return only([row for row in facts["speakers"] if row["speaker"] == name], f"the speaker {name}")

    def attribution(letter: str, words: str) -> dict:
        found = [row for row in facts["attributions"] if row["letter"] == letter and words in row["content"]]
        return only(found, f"an attribution of “{words}” in article {letter}")

    def agency(letter: str, words: str) -> dict:
        found = [row for row in facts["agency_places"] if row["letter"] == letter]
        return only([row for row in found if words in row["agency"]], f"agency copy “{words}” for {letter}")

    def own_labels(letter: str) -> str:
        found = [(row["label"], row["counts"]["own"][letter]) for row in facts["labels"]]
        return ", ".join(f"{name} {count}" for name, count in found if count) or "none"

    def sources(letter: str) -> str:
        return ", ".join(row["speaker"] for row in facts["speakers"] if letter in row["in"])

    def by_length() -> list[str]:
        return sorted(articles, key=lambda letter: articles[letter]["words"])

    def translated() -> list[str]:
        return [letter for letter, article in articles.items() if "translated" in article["copy"]]

    def spread(counts: Mapping[str, int]) -> str:
        used = sorted((letter for letter in counts if counts[letter]), key=lambda x: (-counts[x], x))
        none = [letter for letter in counts if not counts[letter]]
        told = ", ".join(f"{counts[letter]} in {outlet(letter)}" for letter in used) or "in no article"
        return f"{told}; none in {outlets(none)}" if used and none else told

    def view(show: str, layers: str = "", find: str = "", at: tuple[str, str] | None = None) -> Markup:
        address = {"show": ",".join(show), "layers": layers, "find": find}
        if at:
            address["at"] = f"{at[0]}{_sentence(*at)['start']}"
        return Markup(f"{READER}#" + "&".join(f"{name}={value}" for name, value in address.items() if value))

    asked = [in_words, day, listed, sheet, short, outlet, outlets, said, sentence, label, speaker, attribution]
    asked += [agency, own_labels, sources, by_length, translated, spread, view]
    return {function.__name__: function for function in asked} | {"quoted": quoted}
