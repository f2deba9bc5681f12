"""What is read in one article as plain rows: of its attributions, and of the stretches of each."""

from inotherwords.attribution.extraction import Extracted
from inotherwords.attribution.reading import Attribution

ROLES = ("source", "cue", "content")

Row = dict[str, object]


def make_row(doc: str, number: int, found: Attribution) -> Row:
    """Return the row of the table `attributions` for one of an article's attributions.

    It has its source and content, too, which that table leaves out.
    """
    row = {"doc": doc, "attribution": number, **found._asdict()}
    del row["spans"]
    return row | {
        "probability": "" if found.probability is None else found.probability,
        "outer": "" if found.outer is None else found.outer,
        "doubtful": "yes" if found.doubtful else "",
    }


def make_span_rows(doc: str, number: int, spans: Extracted, text: str) -> list[tuple[object, ...]]:
    """Return the rows of the table `attribution_spans` for one of an article's attributions."""
    return [(doc, number, role, *part, text[slice(*part)]) for role in ROLES for part in getattr(spans, role)]
