"""Which of the articles found are kept, under which name, and what is known of them."""

import re
import string
import unicodedata
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from inotherwords import settings
from inotherwords.corpus.folder import PLACEHOLDER
from inotherwords.corpus.formats import dates, files, languages
from inotherwords.corpus.formats.article import Article, Dropped, Remark, printable
from inotherwords.corpus.formats.doubts import find_doubts
from inotherwords.corpus.formats.metadata import Entry, list_names, look_up, read_metadata
from inotherwords.corpus.idle import Idle, tell_rows

LONGEST_DOC = 80
FEWEST_LETTERS_OF_AN_END, MOST_LETTERS_OF_AN_END = 20, 500  # of a last paragraph that articles share
MOST_COLUMNS = 100  # of metadata besides ours
UNKNOWN = "unknown"
DOUBTFUL = "doubtful: "
# Characters that are not seen, some of which turn the direction of writing.
INVISIBLE = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
ASCII = string.ascii_letters.encode()
# A name that a table reader would take for a number or a truth value, or Windows for a device.
NO_NAME = re.compile(
    r"[\d.eE+_-]*|inf(?:inity)?|nan|true|false|(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE
)
WWW = re.compile(r"www\.(?=[\w-]+\.)", re.IGNORECASE)  # before the name of a site, which others write without
# What articles.csv or a table of the study says of each article by itself.
TAKEN = {
    "doc", "file", "part", "encoding", "sha256", "words", "bytes", "characters", "lines", "dateline",
    "folder",
}  # fmt: skip
LAST = ["file", "part", "folder", "encoding", "invisible_characters"]  # columns, as `_kept` fills them


class Kept(NamedTuple):
    """An article that is kept: its name, its text, and a value for each column of articles.csv it has.

    `origins` says for outlet, published, url and language where they are from; what is missing is not in it.
    `unread_day`: something is said on when it was published, but no day can be read in it.
    """

    doc: str
    text: str
    metadata: dict[str, str]
    origins: dict[str, str]
    unread_day: bool


def examine(path: Path, encoding: str | None = None) -> Iterator[Kept | Dropped | Remark | Idle]:
    """Yield everything found at a path, in order: what is kept, what is dropped and why, and remarks.

    Raises InputError if there is nothing at the path, or if a table of metadata cannot be read.
    """
    tables, remarks = read_metadata(path)
    yield from remarks
    met: set[str] = set()
    seen: dict[bytes, str] = {}
    names, ends = Names(), Ends()
    for found in files.find_articles(path, encoding):
        if not isinstance(found, Remark):
            met |= set(list_names(found.file))
        if not isinstance(found, Article):
            yield found
            continue
        if reason := find_fault(found.text):
            yield Dropped(found.file, found.place, reason)
            continue
        metadata, origins, unread_day = _known(found, look_up(tables, found.file))
        # The same words in another outlet, on another day or at another address are another article: a copy.
        told_apart = [metadata.get(name, "") for name in ("outlet", "published", "url")]
        content = "\0".join([*told_apart, " ".join(found.text.split())]).encode()
        digest = blake2b(content, digest_size=16).digest()
        if digest in seen:
            of = ", ".join(known for known in told_apart[:2] if known not in ("", UNKNOWN))
            told = f"the same text as {seen[digest]}" + (f", of {of}" if of else "")
            yield Dropped(found.file, found.place, told)
            continue
        seen[digest] = printable(" ".join([found.file, found.place]).strip(), 120)
        ends.add(found)
        doc = _name(found, metadata, names)
        metadata["note"] = add_doubts(metadata.get("note", ""), found.text, metadata)
        metadata = {name: words for name, words in metadata.items() if words}
        yield Kept(doc, found.text, metadata, origins, unread_day)
    yield from ends.remarks()
    for table in tables:
        missing = [(said.table, printable(key), said.row) for key, said in table.items() if key not in met]
        for name in dict.fromkeys(name for name, *_ in missing):
            rows = [row for of, *row in missing if of == name]
            yield from tell_rows(name, "about files that are not there", rows)


def find_fault(text: str) -> str:
    """Return why a text is not kept as an article, "" if it is.

    >>> [find_fault(text) for text in ("The dam stands.", "  ", "2024 -- 11", "x Only")]
    ['', 'empty', 'no words in it', 'hardly any words in it: 2']
    """
    if not text.strip():
        return "empty"
    if len(text) > settings.LONGEST_ARTICLE:
        return f"more than {settings.LONGEST_ARTICLE:,} characters ({len(text):,}): is it one article?"
    try:
        content = text.encode()
    except UnicodeEncodeError as wrong:
        return f"half a character (a lone surrogate or a byte that does not fit) at {wrong.start}"
    if "\0" in text:
        return "holds zero bytes, so it is no text"
    if left := PLACEHOLDER.search(text):
        return f"still has the line “{left.group()} …”"
    enough = max(settings.FEWEST_LETTERS, len(text) / settings.CHARACTERS_A_LETTER)
    if (
        len(content) - len(content.translate(None, ASCII)) >= enough
    ):  # which takes less time than to count all
        return ""
    words = text.split()
    letters = sum(map(str.isalpha, text))
    if not letters:
        return "no words in it"
    if letters * settings.CHARACTERS_A_LETTER < sum(map(len, words)):
        return f"hardly any words in it: {letters:,} letters among {len(text):,} characters"
    if len(words) < settings.SHORTEST_ARTICLE and letters < settings.FEWEST_LETTERS:
        return f"hardly any words in it: {len(words)}"
    return ""


def add_doubts(note: str, text: str, metadata: Mapping[str, str]) -> str:
    r"""Return a note on an article, with what is doubtful about it.

    >>> add_doubts("copied", "Wheels\n\nIt rained on Monday.", {})
    'copied; doubtful: is “Wheels” its headline?'
    """
    doubts = ", ".join(find_doubts(text, metadata))
    return "; ".join(filter(None, [note, doubts and f"{DOUBTFUL}{doubts}"]))


def _known(found: Article, said: list[Entry]) -> tuple[dict[str, str], dict[str, str], bool]:
    """Return what is known of an article, where that is from, and whether its day could not be read."""
    metadata: dict[str, str] = {}
    origins: dict[str, str] = {}
    # What is said beside an article goes before what it says itself, and the first table before the second.
    sources = [("the files themselves", found.metadata), *((row.table, row.metadata) for row in said[::-1])]
    for origin, known in sources:
        cells = {name: words for name, value in known.items() if (words := _words(value))}
        given = {f"given_{name}" if name in TAKEN else name: words for name, words in cells.items()}
        metadata |= given
        origins |= dict.fromkeys(given.keys() & {"outlet", "published", "url", "language"}, origin)
    recognised = languages.recognise(found.text)
    given = languages.read_code(metadata.pop("language", ""))
    if recognised:
        origins["language"] = "recognised from the text"
    elif not given:
        origins.pop("language", None)
    outlet = WWW.sub("", metadata.get("outlet", UNKNOWN), count=1)
    metadata |= {"outlet": outlet, "language": recognised or given}
    if origins.get("published", "the files themselves") != "the files themselves":
        of_the_day = dates.UNREAD.sub("", metadata.get("note", ""))  # which is said beside the article
        metadata["note"] = of_the_day.strip("; ")
    unread_day = not re.fullmatch(r"\d{4}-\d\d-\d\d", metadata.get("published", "0000-00-00"))
    if unread_day:
        origins.pop("published")
        said = metadata.pop("published")
        unread = f"published “{said}”: no day can be read in it"
        why = dates.read_day(said)[1] if dates.find_date_of_a_cell(said) else unread
        metadata["note"] = "; ".join(filter(None, [metadata.get("note"), why]))
    where = (found.file, found.place, found.file.rpartition("/")[0], found.encoding)
    metadata |= dict(zip(LAST, [*where, str(len(INVISIBLE.findall(found.text)))], strict=True))
    return metadata, origins, unread_day


def _name(found: Article, metadata: dict[str, str], names: "Names") -> str:
    """Return the name of an article, and take that out of `metadata` if it asks for it itself."""
    asked = metadata.get("given_doc", "")
    base = asked or _base(found.file, found.place)
    doc = names.take(f"{Path(found.file).stem}-{asked}" if asked and NO_NAME.fullmatch(asked) else base)
    if asked == doc:
        del metadata["given_doc"]
    return doc


def _words(value: str) -> str:
    """Return a value as one line that can be written: no control characters, no half characters."""
    words = INVISIBLE.sub("", value.encode("utf-8", "replace").decode()).replace("\0", "")
    return " ".join(words.split())


def _base(file: str, place: str) -> str:
    """Return what an article is called by where it was found; numbers have zeros in front, to be sorted.

    >>> _base("herald/May.docx", "article 3"), _base("a.csv", "row 17"), _base("a.txt", "")
    ('herald-May-003', 'a-000017', 'a')
    """
    stem = "-".join(Path(file).with_suffix("").parts)
    number = re.search(r"\d+", place)
    return f"{stem}-{number[0].zfill(6 if place.startswith('row') else 3)}" if number else stem


class Ends:
    """The last paragraphs of articles: what several end with, whose texts differ, may be none of theirs."""

    def __init__(self) -> None:
        """Begin with none."""
        self._met: dict[
            bytes, tuple[int, bytes, bool]
        ] = {}  # how many, what precedes it, whether that differs
        self._said: dict[bytes, tuple[str, str]] = {}  # of those met twice, the file of the second one

    def add(self, found: Article) -> None:
        """Remember the last paragraph of an article."""
        before, _, last = found.text.strip().rpartition("\n")
        if not before or not FEWEST_LETTERS_OF_AN_END < len(last) < MOST_LETTERS_OF_AN_END:
            return
        end, above = (blake2b(words.encode("utf-8", "replace"), digest_size=16).digest()
                      for words in (last.strip(), before.strip()[-300:]))  # fmt: skip
        count, first, differs = self._met.get(end, (0, above, False))
        self._met[end] = (count + 1, first, differs or above != first)
        if count == 1:
            self._said[end] = (found.file, last.strip())

    def remarks(self) -> Iterator[Remark]:
        """Yield what is to be told of the ends that three articles or more have in common."""
        for end, (file, words) in self._said.items():
            count, _, differs = self._met[end]
            if count > 2 and differs:
                told = f"{count} articles end with “{printable(words, 60)}”"
                yield Remark(file, f"{told}: if that is none of their text, take it out")


class Names:
    """Names for articles: safe in any file system, in a table and in an address, and each given once."""

    def __init__(self) -> None:
        """Begin with no name taken."""
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}

    def take(self, name: str) -> str:
        """Return a name that was not given before, like the one asked for.

        >>> names = Names()
        >>> [names.take(name) for name in ("../../etc/passwd", "Été 1", "été 1", "CON", "2024", "")]
        ['etc-passwd', 'Ete-1', 'ete-1-2', 'article-CON', 'article-2024', 'article']
        """
        base = safe(name)
        given = base
        while given.casefold() in self._taken:
            number = self._next[base.casefold()] = self._next.get(base.casefold(), 1) + 1
            given = f"{base[: LONGEST_DOC - 1 - len(str(number))]}-{number}"
        self._taken.add(given.casefold())
        return given


def safe(name: str) -> str:
    r"""Return a name in letters, digits, `.`, `_`, `-`, at most LONGEST_DOC, that is no path and no number.

    >>> safe("C:\\news\\a.txt"), safe("x" * 200) == "x" * 80
    ('C-news-a.txt', True)
    """
    plain = unicodedata.normalize("NFKD", name[:1000]).encode("ascii", "ignore").decode()
    plain = re.sub(r"\.{2,}", ".", re.sub(r"[^A-Za-z0-9._-]+", "-", plain))
    plain = re.sub(r"-{2,}", "-", plain).strip("-.")
    if NO_NAME.fullmatch(plain):
        plain = f"article-{plain}".rstrip("-.")
    return plain[:LONGEST_DOC].rstrip("-.")
