"""What a way in yields: an article, or what was dropped and why.

A reader is a function `read(content, file, encoding)` that is given a file's bytes, its name as messages
show it and the encoding that the user named (or None), and yields Article and Dropped in the file's order.
Nothing is left out in silence: whatever is met is yielded as the one or the other. A reader never opens
another file, and raises nothing for what stands in `content`.
"""

from typing import NamedTuple


class Article(NamedTuple):
    r"""An article as it was found, before anything is said on whether it is kept.

    text: paragraphs separated by a blank line, the headline, where there is one, first. file: its name
    relative to what the user named. place: which one in the file ("article 3", "row 17"), "" for a file
    that is one article. encoding: as the file was read ("utf-8"). metadata: by the names of
    `corpus.SOURCE_COLUMNS` where they fit (`published` as 2025-05-03 where the day can be read), else by
    names of its own; no empty values.

    >>> Article("A headline\n\nA paragraph.", "a.txt", "", "utf-8", {"outlet": "The Herald"}).place
    ''
    """

    text: str
    file: str
    place: str
    encoding: str
    metadata: dict[str, str]


class Dropped(NamedTuple):
    """What was met and not taken, with the reason as a phrase that ends a sentence: "empty".

    >>> Dropped("photo.jpg", "", "a picture, not an article").reason
    'a picture, not an article'
    """

    file: str
    place: str
    reason: str
