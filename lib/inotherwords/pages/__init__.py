"""The executed notebooks as pages to read in a browser."""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        "build": "render_page write_pages",
        "pasted": "make_page read_list reading refuse write_csv",
    },
)
