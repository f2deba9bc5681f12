"""In Other Words: how an event is told, word by word."""

from collections.abc import Callable, Mapping
from importlib import import_module

__version__ = "0.1.0"


def offer(
    package: str, names: Mapping[str, str]
) -> tuple[Callable[[str], object], Callable[[], list[str]], list[str]]:
    """Return `__getattr__`, `__dir__` and `__all__` of a package that loads what it offers on first use.

    `names` gives for each module of the package the names that it offers, parted by blanks; none if the
    module itself is offered. Nothing else of a package is used from outside. See PEP 562.

    >>> get, _, every = offer("inotherwords.text", {"quotations": ""})
    >>> every, get("quotations").__name__
    (['quotations'], 'inotherwords.text.quotations')
    """
    homes = {name: module for module, listed in names.items() for name in listed.split() or [module]}

    def __getattr__(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module = import_module(f"{package}.{homes[name]}")
        return module if name == homes[name] else getattr(module, name)

    every = sorted(homes)
    return __getattr__, lambda: every, every


__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        "corpus": "Study",
        "reproduction.public_face": "attributions check collate compare concordance keyness labels passages "
        "run segments tokens",
    },
)
