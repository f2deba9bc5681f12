"""What an import finds: the articles that are kept, the reasons for the rest. All news is invented."""

import io

from docx import Document

from inotherwords.corpus.formats import screening
from inotherwords.corpus.formats.article import Article, Dropped, telling

FERRY = "A ferry sank on Friday off Marwick, the coastguard said."
MAYOR = "The mayor of Marwick resigned on Monday, her office said."


def read(reader, content, file):
    """Return what a reader finds in the bytes of a file."""
    return list(telling(reader)(content, file))


def articles(found):
    return [one for one in found if isinstance(one, Article)]


def reasons(found):
    return [one.reason for one in found if isinstance(one, Dropped)]


def kept(path, encoding=None):
    """Return what is kept of all that is found at a path."""
    return [found for found in screening.examine(path, encoding) if isinstance(found, screening.Kept)]


def dropped(path, encoding=None):
    """Return what is dropped of it, as (file, place, reason)."""
    return [tuple(found) for found in screening.examine(path, encoding) if isinstance(found, Dropped)]


def docx(lines, change=None):
    """A Word document of some lines."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    if change:
        change(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def rtf(lines):
    """Rich text of some lines."""

    def escaped(line):
        return "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in line)

    return ("{\\rtf1\\ansi\\ansicpg1252 " + "\\par ".join(map(escaped, lines)) + "}").encode("ascii")


def pdf(lines):
    """A PDF of one page: each line with its size, its distance from the one above, and its words."""
    y, drawn = 800, []
    for size, down, words in lines:
        y -= down
        escaped = words.replace("(", r"\(").replace(")", r"\)").encode("cp1252")
        drawn.append(b"BT /F1 %d Tf 50 %d Td (" % (size, y) + escaped + b") Tj ET")
    stream = b"\n".join(drawn)
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n" % len(stream) + stream + b"\nendstream", font,
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + part + b"endobj\n"
    begin = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in places)
    return out + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % begin
