"""One room a question: a room uses only rooms below it, and of another room only what its face names."""

import ast
import subprocess
import sys
from importlib import import_module

import pytest

import inotherwords
from inotherwords.paths import PROJECT

LIBRARY = PROJECT / "lib" / "inotherwords"
FLOORS = [  # from the ground up; rooms of one floor do not use each other
    {"errors", "paths", "settings"},
    {"text", "layers"},
    {"corpus"},  # 1  What is there?
    {"cleaning"},  # 2  What is the story?
    {"terms"},  # 3  Which words, how often?
    {"naming"},  # 3  Who is called what?
    {"attribution"},  # 4  Who is speaking?
    {"reuse", "collation"},  # 5  The same sentence, in other words
    {"claims"},  # 5  The same statement, on whose word
    {"report"},  # 6  Figures, findings, reader
    {"coding", "proposals", "pages", "reproduction"},
    {"cli"},
]
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
FILES = sorted(path for path in LIBRARY.rglob("*.py") if "new_folder" not in path.parts)
PACKAGES = [path.parent for path in FILES if path.name == "__init__.py" and path.parent != LIBRARY]


def dotted(path):
    """The name of a module of the library without the library's own: text.quotations."""
    return (
        ".".join(path.relative_to(LIBRARY).with_suffix("").parts).removesuffix("__init__").removesuffix(".")
    )


MODULES = {dotted(path): path for path in FILES}


def imported(path):
    """What a file of the library imports from it, wherever the import stands: dotted names."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "inotherwords":
            start = node.module.partition(".")[2]
            yield from (f"{start}.{one.name}".lstrip(".") for one in node.names)
        if isinstance(node, ast.Import):
            yield from (
                one.name.partition(".")[2] for one in node.names if one.name.startswith("inotherwords.")
            )


def room_of(name):
    return name.split(".")[0]


def upward(path):
    """The imports of a file that break the rule, each as “file imports name”."""
    room = room_of(dotted(path))
    return [
        f"{path.relative_to(LIBRARY)} imports {name}"
        for name in imported(path)
        if room in FLOOR and room_of(name) in FLOOR
        if room_of(name) != room and FLOOR[room_of(name)] >= FLOOR[room]
    ]


def home(name):
    """The module that a dotted name stands for or is taken from, through the faces that hand it on."""
    while name not in MODULES:
        package, _, last = name.rpartition(".")
        if not package:
            return ""
        face = import_module(f"inotherwords.{package}")
        found = getattr(face, last, None) if MODULES.get(package, LIBRARY).name == "__init__.py" else None
        made_in = getattr(found, "__module__", "") or ""
        name = made_in.partition(".")[2] if made_in.startswith("inotherwords.") else package
    return name


def test_every_file_belongs_to_a_room():
    assert {room_of(dotted(path)) for path in FILES} - {""} <= set(FLOOR)


def test_a_room_uses_only_rooms_below_it():
    assert [line for path in FILES for line in upward(path)] == []


def test_an_upward_import_is_named_with_its_file(tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules[__name__], "LIBRARY", tmp_path)
    wrong = tmp_path / "text" / "words.py"
    wrong.parent.mkdir()
    wrong.write_text("def late():\n    from inotherwords.corpus import read_texts\n", "utf-8")
    assert upward(wrong) == ["text/words.py imports corpus.read_texts"]


def test_nothing_is_taken_past_a_face():
    """Outside a package, its modules are used only through the names that its `__init__.py` hands on."""
    past = []
    for path in FILES:
        own = dotted(path)
        for name in imported(path):
            parts = name.split(".")
            for depth in range(1, len(parts)):
                package, step = ".".join(parts[:depth]), parts[depth]
                outside = not f"{own}.".startswith(f"{package}.")
                if outside and LIBRARY.joinpath(*parts[:depth]) in PACKAGES:
                    offered = import_module(f"inotherwords.{package}").__all__
                    past += [] if step in offered else [f"{path.relative_to(LIBRARY)} imports {name}"]
    assert sorted(set(past)) == []


def test_no_module_needs_itself():
    needs = {dotted(path): {home(name) for name in imported(path)} - {""} for path in FILES}
    left = dict(needs)
    while free := [name for name, others in left.items() if not (others & left.keys()) - {name}]:
        left = {name: others for name, others in left.items() if name not in free}
    assert sorted(left) == []
    assert [name for name, others in needs.items() if name in others] == []


@pytest.mark.parametrize("package", PACKAGES, ids=dotted)
def test_a_face_hands_on_what_exists_under_names_of_its_own(package):
    """Loading a module must not put it in the place of a function that the face hands on."""
    face = import_module(f"inotherwords.{dotted(package)}")
    modules = {path.stem for path in package.glob("*.py")} | {path.name for path in package.iterdir()}
    for name in face.__all__:
        found = getattr(face, name)
        assert name not in modules or found.__name__ == f"{face.__name__}.{name}", name


def test_no_name_of_the_public_face_is_the_name_of_a_room():
    assert set(inotherwords.__all__) & set(FLOOR) == set()


def test_no_module_shadows_python_s_own():
    assert [name for name in MODULES if name.split(".")[-1] in sys.stdlib_module_names] == []


def test_two_modules_of_one_package_never_define_one_public_name():
    twice = []
    for package in PACKAGES:
        seen = {}
        for path in sorted(package.glob("*.py")):
            for node in ast.parse(path.read_text("utf-8")).body:
                if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                    if node.name in seen:
                        twice.append(f"{dotted(package)}: {node.name} in {seen[node.name]} and {path.stem}")
                    seen[node.name] = path.stem
    assert twice == []


def test_a_setting_is_declared_once():
    tree = ast.parse((LIBRARY / "settings.py").read_text("utf-8"))
    names = [name.id for name in ast.walk(tree) if isinstance(name, ast.Name) and name.id.isupper()]
    assert [name for name in set(names) if names.count(name) > 1] == []


def test_the_reader_is_made_from_plain_rows_without_tables():
    code = (
        "import sys; from inotherwords.report.reader import contents, render; "
        "from inotherwords import collation; "
        "collation.find_swaps_in, collation.replacements_in; contents({}, {}); "
        "print(sorted({'pandas', 'numpy'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_neither_the_library_nor_its_help_loads_what_is_slow_to_load():
    code = (
        "import sys, inotherwords; from inotherwords import cli; cli.parser().format_help(); "
        "print(sorted({'pandas', 'numpy', 'matplotlib', 'duckdb', 'papermill'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
