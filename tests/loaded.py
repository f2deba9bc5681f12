"""Scripts of the project that are in no package, as modules."""

from functools import cache
from importlib.util import module_from_spec, spec_from_file_location

from inotherwords.paths import PROJECT


@cache
def load(name):
    """Return a script as a module, by its path from the project's folder without its ending."""
    spec = spec_from_file_location(name.replace("/", "_"), PROJECT / f"{name}.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
