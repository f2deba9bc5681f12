"""What an import finds: the articles that are kept, the reasons for the rest. All news is invented."""

from inotherwords.corpus.formats import accept
from inotherwords.corpus.formats.article import Article, Dropped

FERRY = "A ferry sank on Friday off Marwick, the coastguard said."
MAYOR = "The mayor of Marwick resigned on Monday, her office said."


def articles(found):
    return [one for one in found if isinstance(one, Article)]


def reasons(found):
    return [one.reason for one in found if isinstance(one, Dropped)]


def kept(path, encoding=None):
    """Return what is kept of all that is found at a path."""
    return [found for found in accept.examine(path, encoding) if isinstance(found, accept.Kept)]


def dropped(path, encoding=None):
    """Return what is dropped of it, as (file, place, reason)."""
    return [tuple(found) for found in accept.examine(path, encoding) if isinstance(found, Dropped)]
