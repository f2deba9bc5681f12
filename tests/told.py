"""Small articles and claims given as rows, and what is told of them as a reader sees it."""

import pandas as pd

from inotherwords.layers import schema

FERRY = "The ferry sank off the northern coast."


def table(*versions):
    """Claims given as (claim, doc, text, told, speaker[, link]); returns the table and the texts."""
    texts, rows = {}, []
    for claim, doc, text, told, speaker, *link in versions:
        start = len(texts.get(doc, ""))
        texts[doc] = texts.get(doc, "") + text + "\n"
        place = (doc, start, start + len(text))
        rows.append(
            (claim, *place, told, speaker.rstrip("?"), "yes" * ("?" in speaker), *(link or ["near"]), "t")
        )
    return schema.table("claims", rows), texts


def printed(make, *tables):
    """The sentences as a reader sees them."""
    return [str(sentence) for sentence in make(*tables)]


def dated(**published):
    return pd.DataFrame(
        {
            "doc": published.keys(),
            "short": [doc.upper() for doc in published],
            "published": published.values(),
        }
    )


def articles_of(*names):
    return pd.DataFrame({"doc": list(names), "short": [name.capitalize() for name in names]})
