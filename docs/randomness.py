"""Where chance comes in: every place in the library and the notebooks that could draw a random number.

Read from the syntax tree, so that no alias hides one: an import of a module of chance, or of anything from
it, and whatever is called by one of the usual words. `python docs/randomness.py`
prints a line for each.
"""

import ast
import json
from collections.abc import Iterator

from inotherwords.paths import NOTEBOOKS, PROJECT

MODULES = {"random", "secrets", "uuid", "numpy.random", "scipy.stats.qmc"}
NAMES = {"random", "secrets", "uuid", "default_rng", "RandomState", "SystemRandom", "urandom", "getrandbits"}
NAMES |= {
    "randint",
    "integers",
    "shuffle",
    "permutation",
    "permuted",
    "sample",
    "choice",
    "choices",
    "rvs",
    "uuid4",
}


def draws(code: str) -> list[tuple[int, str]]:
    """Return line and expression of each place in a piece of code where chance may come in.

    >>> draws("from numpy.random import default_rng as fixed\\nfixed(1)\\n")
    [(1, 'from numpy.random import default_rng as fixed')]
    >>> draws("import numpy as np\\nnp.random.default_rng(1).permutation(9)\\n")
    [(2, 'np.random.default_rng(1).permutation(9)')]
    """
    found: dict[int, str] = {}
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            hit = any(one.name in MODULES for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            hit = node.module in MODULES or any(f"{node.module}.{one.name}" in MODULES for one in node.names)
        elif isinstance(node, ast.Call):
            *before, last = chain(node.func)
            hit = (
                last in NAMES
                or bool(MODULES & set(before))
                or "random_state" in {keyword.arg for keyword in node.keywords}
            )
        else:
            continue
        if hit:
            found.setdefault(node.lineno, ast.unparse(node))
    return sorted(found.items())


def chain(function: ast.expr) -> list[str]:
    """Return the names by which a function is reached: np.random.default_rng(1).normal → np, random, …."""
    match function:
        case ast.Attribute():
            return [*chain(function.value), function.attr]
        case ast.Call():
            return chain(function.func)
        case ast.Name():
            return [function.id]
    return [""]


def pieces() -> Iterator[tuple[str, str]]:
    """Yield the name and the code of every module of the library and every notebook."""
    for path in sorted((PROJECT / "lib").rglob("*.py")):
        yield path.relative_to(PROJECT).as_posix(), path.read_text(encoding="utf-8")
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        yield path.relative_to(PROJECT).as_posix(), "\n".join(code)


if __name__ == "__main__":
    for name, code in pieces():
        for _, expression in draws(code):
            print(f"{name}: {expression}")
