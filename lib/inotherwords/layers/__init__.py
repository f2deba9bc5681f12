"""Tables of spans: how they are declared, kept, and computed part by part."""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    dict.fromkeys(
        ["files", "formulas", "layer", "parts", "progress", "schema", "spans", "workers", "workspace"], ""
    ),
)
