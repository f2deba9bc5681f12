"""The forms that articles come in: web pages, office files, databases' exports, tables, plain text."""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        "screening": "DOUBTFUL",
        "databases": "refuse_several",
        "importing": "import_corpus needs_import",
        "inspecting": "",
        "languages": "recognise",
    },
)
