"""What the Markdown templates may ask beyond the facts: checked quotations, counts in words, links.

Everything here is computed from the facts (`facts.every`), so that a handout cannot quote words that are not
in the article, or name a source that the tables do not have: a wrong name stops the build. A quotation from
an article stands in “ ”, and nothing else does.
"""

from collections.abc import Callable, Mapping

from jinja2 import TemplateRuntimeError
from markupsafe import Markup

from inotherwords.report.sentences import day, join

READER = "../outputs/reader.html"
WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


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
    papers = f"[A4](print/{name}-a4.pdf), [Letter](print/{name}-letter.pdf)"
    return Markup(f"{title} ({papers})")  # noqa: S704 (both stand in a template)


def only(found: list, what: str):
    """Return the one thing that was found. Raises jinja2.TemplateRuntimeError unless it is one."""
    if len(found) != 1:
        raise TemplateRuntimeError(f"{what} is found {len(found)} times, not once")
    return found[0]


def helpers(facts: Mapping) -> dict[str, Callable]:
    """Return the functions that the Markdown templates use, by name.

    An article is named by its letter. What the facts do not have raises jinja2.TemplateRuntimeError.
    """

    def of(kind: str, letter: str) -> list[dict]:
        return [row for row in facts[kind] if row["letter"] == letter]

    def article(letter: str) -> dict:
        return only(of("articles", letter), f"article {letter}")

    def short(letter: str) -> str:
        return article(letter)["short"]

    def outlet(letter: str) -> str:
        return f"{short(letter)} ({letter})"

    def outlets(letters: list[str]) -> str:
        return join([outlet(letter) for letter in letters]) or "no article"

    def said(letter: str, words: str) -> str:
        if not any(words in paragraph["text"] for paragraph in article(letter)["paragraphs"]):
            raise TemplateRuntimeError(f"“{words}” is not in article {letter}")
        return quoted(words)

    def begins(letter: str, beginning: str) -> dict:
        found = [row for row in of("sentences", letter) if row["text"].startswith(beginning)]
        return only(found, f"“{beginning} …” in article {letter}")

    def sentence(letter: str, beginning: str) -> str:
        return begins(letter, beginning)["text"]

    def label(name: str) -> dict:
        return only([row for row in facts["labels"] if row["label"] == name], f"the label {name}")

    def speaker(name: str) -> dict:
        return only([row for row in facts["speakers"] if row["speaker"] == name], f"the speaker {name}")

    def attribution(letter: str, words: str) -> dict:
        found = [row for row in of("attributions", letter) if words in row["content"]]
        return only(found, f"an attribution of “{words}” in article {letter}")

    def agency(letter: str, words: str) -> dict:
        found = [row for row in of("agency_places", letter) if words in row["agency"]]
        return only(found, f"the agency's “{words}” beside article {letter}")

    def own_labels(letter: str) -> str:
        found = [(row["label"], row["counts"]["own"][letter]) for row in facts["labels"]]
        return ", ".join(f"{name} {count}" for name, count in found if count) or "none"

    def sources(letter: str) -> str:
        return ", ".join(row["speaker"] for row in facts["speakers"] if letter in row["in"])

    def by_length() -> list[str]:
        return [row["letter"] for row in sorted(facts["articles"], key=lambda row: row["words"])]

    def translated() -> list[str]:
        return [row["letter"] for row in facts["articles"] if "translated" in row["copy"]]

    def spread(counts: Mapping[str, int]) -> str:
        used = sorted((letter for letter in counts if counts[letter]), key=lambda x: (-counts[x], x))
        none = [letter for letter in counts if not counts[letter]]
        told = ", ".join(f"{counts[letter]} in {outlet(letter)}" for letter in used) or "in no article"
        return f"{told}; none in {outlets(none)}" if used and none else told

    def view(show: str, layers: str = "", at: tuple[str, str] | None = None) -> Markup:
        address = {"show": ",".join(show), "layers": layers}
        if at:
            address["at"] = f"{at[0]}{begins(*at)['start']}"
        given = "&".join(f"{name}={value}" for name, value in address.items() if value)
        return Markup(f"{READER}#{given}")  # noqa: S704 (letters, names and a number)

    of_the_articles = [short, outlet, outlets, said, sentence, by_length, translated, view]
    of_the_tables = [label, speaker, attribution, agency, own_labels, sources, spread]
    functions = [in_words, quoted, sheet, day, join, *of_the_articles, *of_the_tables]
    return {function.__name__: function for function in functions}
