"""Load what the six notebooks load, as kernels would; imported only by the process that they are forked from.

Nothing here may start a thread or open a session when it is imported: of those, a fork has only the locks.
So onnxruntime is not among it.
"""

import atexit
import builtins
import gc
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

LIBRARY = Path(__file__).parents[1]
ROOMS = "text layers corpus terms naming attribution reuse collation claims report"

gc.disable()  # what is loaded stays: to look through it for rubbish took a sixth of the time
builtins.get_ipython = lambda: SimpleNamespace(kernel=None)  # pandas shows less where it thinks of a terminal
import_module("pandas")
del builtins.get_ipython
for _name in ("nltk.tokenize.punkt", "scipy.sparse.csgraph", "sklearn.feature_extraction.text"):
    import_module(_name)
for _room in ROOMS.split():
    for _path in sorted(LIBRARY.glob(f"{_room}/**/[!_]*.py")):
        if "formats" not in _path.parts:
            import_module(".".join(("inotherwords", *_path.relative_to(LIBRARY).with_suffix("").parts)))
gc.freeze()  # nor need a fork look through it
atexit.register(gc.unfreeze)  # at the end it is rubbish
gc.enable()
