"""One string in, spans out: words, sentences, quotation marks, quantities, names."""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        "furniture": "",
        "names": "",
        "quantities": "",
        "quotations": "",
        "segments": "",
        "spans": "",
        "surroundings": "",
        "wordlists": "",
        "words": "",
        "wrapping": "",
    },
)
