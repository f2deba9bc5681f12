"""Ways in: every form in which articles come, from saved web pages to tables and databases' exports."""

from inotherwords.ways_in.importing import import_corpus, needs_import

__all__ = ["import_corpus", "needs_import"]
