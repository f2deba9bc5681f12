"""E-mails (.eml) and web archives (.mht, .mhtml): both are messages of several parts."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

from inotherwords.corpus.formats import databases, dates, exports, web_pages
from inotherwords.corpus.formats.article import (
    Article,
    Dropped,
    Unreadable,
    printable,
    telling,
    with_headline,
)

# Before what stands below a message, and what a list of addresses puts above or below it.
SIGNATURE = re.compile(r"\n--[ \t]*\n(?=(?:.*\n?){1,15}\Z)")
OF_A_LIST = re.compile(
    r"unsubscribe|manage your (?:subscription|preferences)"
    r"|you.{0,20} receiv\w* this (?:e-?mail|newsletter|message)"
    r"|(?:view|read|open) (?:this|it)?.{0,20}in (?:your|a|the) browser|forwarded this"
    r"|abbestellen|abmelden|austragen|erhalten (?:sie )?diese|im browser (?:an|lesen|öffnen)"
    r"|désabonn|désinscri|recevez ce|dans (?:votre|le) navigateur"
    r"|darse de baja|date de baja|anular (?:la|tu|su) suscripci|recib\w+ este|en (?:tu|su|el) navegador"
    r"|cancelar (?:a |sua |a sua )?(?:subscri|inscri|assinatura)|receb\w+ este|no (?:seu )?navegador"
    r"|afmelden|uitschrijven|ontvangt deze|in (?:je|uw|de) browser"
    r"|disiscri|annulla(?:re)? l.iscrizione|ricevi? questa"
    r"|avregistrera|avsluta prenumeration|wypisz|rezygnacj|отписаться|abonelikten",
    re.IGNORECASE,
)
OF_MAIL = re.compile(
    r"mail|newsletter|list|abo\b|https?:|browser|navegador|navigateur|subscri|correo|bolet|nieuwsbrief|lettre"
    r"|here\b|hier\b|ici\b|aqu[ií]\b|qui\b|här\b|tutaj",
    re.IGNORECASE,
)
# Above a message that is sent on: a line that says so, and its own head.
SENT_ON = re.compile(
    r"(?:\A|\n)[ \t>*]*(?:-{3,} ?(?:forwarded|original|weitergeleitet|ursprüngliche|message|mensaje"
    r"|doorgestuurd|messaggio).{0,40}|begin forwarded message:|anfang der weitergeleiteten .{0,20}"
    r"|début du message .{0,20})[ \t]*\n\s*"
    r"(?P<head>(?:[ \t>*]*(?:[^\W\d_][\w -]{1,20}) ?:.*\n){2,8})",
    re.IGNORECASE,
)
SENT = re.compile(
    r"(?:date|sent|datum|gesendet|envoyé|fecha|enviado|verzonden|data|inviato)\W", re.IGNORECASE
)
PREFIX = re.compile(r"(?:(?:fwd?|re|wg|aw|tr|rv|enc|doorst|i)\s?:\s*)+", re.IGNORECASE)
LONGEST_NOTICE = 300  # characters of a paragraph that is a list's
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
    subject = PREFIX.sub("", subject.strip(), count=1)
    above, which = "", "message"
    if on := SENT_ON.search(one.text):  # what is sent on is the article, and not what stands above
        first = next(filter(SENT.match, on["head"].split("\n")), "")
        sent = dates.read_day(first.partition(":")[2])[0] or sent
        which = "first message"
        above, one = one.text[: on.start()], one._replace(text=one.text[on.end() :].lstrip())
        above = above.removeprefix(subject).strip()
    paragraphs, left_out = _without_notices(one.text)
    left_out = " ".join(filter(None, [above, left_out]))
    one = one._replace(text=paragraphs)
    if not one.metadata.get("headline"):
        one = one._replace(text=with_headline(subject, [one.text]))
    said = {
        "headline": subject,
        "published": sent,
        "sender": str(message.get("From", "")),
        **one.metadata,
        "note": exports.join_notes(
            one.metadata.get("note", ""),
            f"the day is that on which the {which} was sent"
            if sent and "published" not in one.metadata
            else "",
            f"left out: “{exports.shorten(left_out)}”" if left_out else "",
        ),
    }
    return one._replace(metadata={name: value for name, value in said.items() if value})


def _without_notices(text: str) -> tuple[str, str]:
    r"""Return the text of a message without what a list puts around it and its signature, and those.

    >>> _without_notices("A dam stands.\n\n-- \nThe Herald")
    ('A dam stands.', 'The Herald')
    """
    text, _, below = text.partition(found.group()) if (found := SIGNATURE.search(text)) else (text, "", "")
    paragraphs = re.split(r"\n\s*\n", text)
    edges = [one for one in paragraphs[:2] + paragraphs[2:][-6:] if len(one) <= LONGEST_NOTICE]
    notices = [one for one in edges if OF_A_LIST.search(one) and OF_MAIL.search(one)]
    kept = [one for one in paragraphs if one not in notices]
    return "\n\n".join(kept).strip(), " ".join([*notices, below]).strip()


def _known(charset: str) -> str | None:
    try:
        b"ab".decode(charset)
    except (LookupError, ValueError):
        return None
    return charset
