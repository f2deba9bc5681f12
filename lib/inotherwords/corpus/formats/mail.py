"""E-mails (.eml) and web archives (.mht, .mhtml): both are messages of several parts."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

from inotherwords.corpus.formats import databases, dates, web_pages
from inotherwords.corpus.formats.article import (
    Article,
    Dropped,
    Unreadable,
    printable,
    telling,
    with_headline,
)

MOST_PARTS = 500  # a page has a part for each of its pictures
TEXTS = ("text/html", "text/plain")


def read_mail(content: bytes, file: str, encoding: str | None = None) -> Iterator[Article | Dropped]:
    """Yield the article of a message: its page if it has one, else its text; and what is attached to it.

    The subject is the headline, and the day that of the message, of which the note tells.
    """
    try:
        message = message_from_bytes(content, policy=policy.default)
        parts = [part for part in message.walk() if not part.is_multipart()]
        found = _texts(parts, file)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as fault:
        told = f"damaged: no message that can be read ({type(fault).__name__})"
        raise Unreadable(told) from None
    if len(parts) > MOST_PARTS:
        told = f"more than {MOST_PARTS} parts ({len(parts):,}), which no message with an article has"
        raise Unreadable(told)
    archive = message.get_content_type() == "multipart/related" and bool(_address(message))
    if not found:
        raise Unreadable("no text in the message; save what is attached to it")
    yield from _page(message, found, file) if archive or "html" in found[0] else _text(message, found, file)
    for part in [] if archive else parts:
        if (name := part.get_filename()) and not part.get_content_type().startswith("image/"):
            yield Dropped(file, printable(name, 60), "attached to the message; save it beside the others")


def _texts(parts: list[EmailMessage], file: str) -> tuple[str, bytes, str] | None:
    """Return the kind, the bytes and the charset of the page or text that a message is, a page rather."""
    for kind in TEXTS:
        for part in parts:
            if part.get_content_type() == kind and not part.is_attachment():
                body = part.get_payload(decode=True) or b""
                if body.strip():
                    return kind, body, part.get_content_charset() or ""
    return None


def _address(message: EmailMessage) -> str:
    found = message.get("Snapshot-Content-Location") or message.get("Content-Location") or ""
    if not found:
        inner = (
            part.get("Content-Location") for part in message.walk() if part.get_content_type() == "text/html"
        )
        found = next(filter(None, inner), "")
    return str(found) if str(found).startswith(("http://", "https://")) else ""


def _page(message: EmailMessage, found: tuple[str, bytes, str], file: str) -> Iterator[Article | Dropped]:
    _, body, charset = found
    saved = f"<!-- saved from url=(0000){address} -->\n".encode() if (address := _address(message)) else b""
    for one in telling(web_pages.read_web_page)(saved + body, file, _known(charset)):
        yield one if address or isinstance(one, Dropped) else _of_mail(one, message)


def _text(message: EmailMessage, found: tuple[str, bytes, str], file: str) -> Iterator[Article | Dropped]:
    _, body, charset = found
    name = _known(charset) or "utf-8"
    text = body.decode(name, "replace").replace("\r\n", "\n").strip()
    if several := databases.read_several(text, file, name):
        yield from several
    else:
        yield _of_mail(Article(text, file, "", name, {}), message)


def _of_mail(one: Article, message: EmailMessage) -> Article:
    """Return an article with what the head of a message says: when it was sent, by whom, and of what."""
    sent, subject = dates.read_day(str(message.get("Date", "")))[0], str(message.get("Subject", ""))
    if not one.metadata.get("headline"):
        one = one._replace(text=with_headline(subject, [one.text]))
    said = {
        "headline": subject,
        "published": sent,
        "sender": str(message.get("From", "")),
        "note": "the day is that on which the message was sent" if sent else "",
    }
    return one._replace(metadata={**{name: value for name, value in said.items() if value}, **one.metadata})


def _known(charset: str) -> str | None:
    try:
        b"ab".decode(charset)
    except (LookupError, ValueError):
        return None
    return charset
