"""Lists to start from: labels and actors that a corpus itself suggests."""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(__name__, {"adopt": "adopt_labels", "labels": "propose_for_corpus"})
