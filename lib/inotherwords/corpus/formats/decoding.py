"""How a file is encoded: as said by the user, as marked, UTF-8, as declared, or guessed (which is said)."""

import codecs
import re

from inotherwords.corpus.formats import languages
from inotherwords.corpus.formats.article import Unreadable
from inotherwords.errors import InputError

# UTF-32 before UTF-16, whose mark begins like it.
MARKS = {
    codecs.BOM_UTF8: ("utf-8-sig", "UTF-8 with BOM"),
    codecs.BOM_UTF32_LE: ("utf-32", "UTF-32"),
    codecs.BOM_UTF32_BE: ("utf-32", "UTF-32"),
    codecs.BOM_UTF16_LE: ("utf-16", "UTF-16"),
    codecs.BOM_UTF16_BE: ("utf-16", "UTF-16"),
}
# How files begin that are no text, whatever their name says.
BINARY = {
    b"PK\x03\x04": "an archive or an office document",
    b"\x1f\x8b": "an archive",
    b"7z\xbc\xaf": "an archive",
    b"Rar!": "an archive",
    b"\xd0\xcf\x11\xe0": "an old office document (.doc, .xls)",
    b"%PDF": "a PDF",
    b"PAR1": "a Parquet table",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
}
ESCAPED = re.compile(rb"\x1b[$(][ -/]?[@-~]")
# A capital with an accent in or behind a small word, a sign in one: letters of another encoding.
ODD = re.compile(
    r"(?<=[a-zà-öø-ÿ])[À-ÖØ-ÞŠŒŽŸ](?![A-ZÀ-Þ])|(?<![\w'’])[ÒÓÔÐ](?=\w)|(?<=\w)[^\w\s'’./:,;?!()&@+*“”\"–—-](?=\w)"
    r"|[‡‰ˆ„˜•‹›](?=[a-z])|[\x80-\x9f]"
)
SAMPLE = 65_536  # bytes that a guess is made from
# What Windows wrote each language in; the others that are written in Latin letters in windows-1252.
OF_LANGUAGE = {
    **dict.fromkeys(["bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"], "cp1250"),
    "tr": "cp1254",
    **dict.fromkeys(["et", "lt", "lv"], "cp1257"),
}
NOT_LATIN = re.compile(r"[Ͱ-\U0010ffff]")
PUNCTUATION = re.compile(r"[\u2000-\u2bff]")


def check_name(name: str | None) -> None:
    """Raise InputError if an encoding that the user named is not known.

    >>> check_name("windows-1252")
    """
    try:
        b"ab".decode(name or "utf-8")
    except (LookupError, UnicodeError, ValueError):
        raise InputError(
            f"--encoding {name}: no encoding of that name. Write for example utf-8, windows-1252 or utf-16."
        ) from None


def find_encoding(content: bytes, given: str | None = None, declared: str | None = None) -> tuple[str, str]:
    r"""Return the codec with which some bytes can be read, and what to call it.

    A byte-order mark tells it; else the encoding that the user gives; else UTF-8, if every byte fits; else
    the one that the file itself declares; else a guess, which says so. Raises Unreadable if the bytes are no
    text, or not in the encoding given.

    >>> find_encoding("Café".encode()), find_encoding(b"Plain")
    (('utf-8', 'UTF-8'), ('ascii', 'ASCII'))
    >>> find_encoding("Le café est fermé.".encode("cp1252"))
    ('cp1252', 'windows-1252 (guessed)')
    """
    for beginning, what in BINARY.items():
        if content.startswith(beginning):
            raise Unreadable(f"{what}, not text")
    marked = next((names for mark, names in MARKS.items() if content.startswith(mark)), None)
    if marked:
        return _fitting(content, *marked)
    if given:
        return _fitting(content, given, f"{given} (as named)")
    if codec := _utf16_without_mark(content):
        return _fitting(content, codec, "UTF-16")
    if b"\0" in content:
        raise Unreadable("holds zero bytes, so it is no text")
    if content.isascii():
        ways = [("iso2022_kr", "ISO-2022-KR")] if b"\x1b$)C" in content else [("iso2022_jp_2", "ISO-2022-JP")]
        return (ESCAPED.search(content) and _first_fitting(content, ways)) or ("ascii", "ASCII")
    ways = [("utf-8", "UTF-8"), (_known(declared), f"{declared} (as the page says)")]
    return _first_fitting(content, ways) or _guessed(content)


def decode_text(content: bytes, given: str | None = None, declared: str | None = None) -> tuple[str, str]:
    """Return the text of some bytes, its line ends untouched, and what its encoding is called.

    See `find_encoding`; raises Unreadable as it does.

    >>> decode_text("„Café“".encode("utf-16"))
    ('„Café“', 'UTF-16')
    """
    codec, name = find_encoding(content, given, declared)
    return content.decode(codec), name


def _fitting(content: bytes, codec: str, name: str) -> tuple[str, str]:
    try:
        content.decode(codec)
    except UnicodeDecodeError as fault:
        raise Unreadable(f"not {name} (byte 0x{content[fault.start]:02x} at {fault.start})") from None
    except (UnicodeError, ValueError):
        raise Unreadable(f"not {name}") from None
    return codec, name


def _first_fitting(content: bytes, ways: list[tuple[str, str]]) -> tuple[str, str] | None:
    """Return the first codec, and its name, with which some bytes can be read; "" is none."""
    for codec, name in ways:
        try:
            return _fitting(content, codec, name) if codec else None
        except Unreadable:
            continue
    return None


def _known(declared: str | None) -> str:
    """Return the codec of a charset as a page names it, which browsers take wider than its letter."""
    wider = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
    try:
        name = codecs.lookup(declared or "").name
        b"ab".decode(name)
    except (LookupError, UnicodeError, ValueError):
        return ""
    return wider.get(name, name)


def _utf16_without_mark(content: bytes) -> str | None:
    """Return which half of each pair of bytes is mostly zero, as in UTF-16 of Latin letters."""
    sample = content[: SAMPLE // 2 * 2]
    if len(sample) < 4 or len(content) % 2 or b"\0" not in sample:
        return None
    zeros = {"utf-16-be": sample[::2].count(0), "utf-16-le": sample[1::2].count(0)}
    low, high = sorted(zeros, key=zeros.get)
    return high if zeros[high] > 0.4 * len(sample) / 2 and zeros[low] < 0.01 * len(sample) / 2 else None


def _guessed(content: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    sample = content[:SAMPLE]
    if len(content) > SAMPLE:
        sample = sample[: max(sample.rfind(b"\n"), sample.rfind(b" ")) + 1] or sample
    best = from_bytes(sample).best()
    if best is None:
        raise Unreadable("in an encoding that cannot be told; name it with --encoding")
    ways = [best.encoding]
    # Texts in Latin letters look tidy in many encodings: what tells them apart is the language.
    if not NOT_LATIN.search(PUNCTUATION.sub("", str(best))):
        codec = OF_LANGUAGE.get(languages.recognise(str(best)), "cp1252")
        odd = codec == "cp1252" and _oddness(sample, "mac_roman") < _oddness(sample, codec)
        ways = ["mac_roman" if odd else codec, best.encoding]
    named = [(codec, f"{_called(codec)} (guessed)") for codec in ways]
    return _first_fitting(content, named) or _fitting(content, *named[-1])


def _oddness(sample: bytes, codec: str) -> int:
    return len(ODD.findall(sample.decode(codec, "replace")))


def _called(codec: str) -> str:
    """Return the usual name of a codec of Python's.

    >>> _called("cp1250"), _called("koi8_r")
    ('windows-1250', 'koi8-r')
    """
    return codec.replace("cp125", "windows-125").replace("_", "-")
