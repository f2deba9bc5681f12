"""Make `site/`: a start page, the reader, the lessons, the notebooks as pages, and the try page.

`make site` runs it. The try page is the library itself in a browser: Python and the network's runtime come
from npm, at the versions and with the hashes of package-lock.json; of the library goes along whatever can be
loaded without tables and arrays. Without npm it says so and does nothing.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from html import escape
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, unquote, urlsplit

from bs4 import BeautifulSoup

from inotherwords.pages import render_page
from inotherwords.paths import NOTEBOOKS, OUTPUTS, PROJECT, SEEDS
from inotherwords.report import reader

HERE = Path(__file__).parent
LIBRARY = PROJECT / "lib" / "inotherwords"
MODEL = LIBRARY / "attribution" / "network" / "model"
SITE = PROJECT / "site"
PACKAGES = PROJECT / ".node"

PAGE = ["index.html", "try.css", "try.js", "keep.js", "icon.svg", "app.webmanifest"]
PYTHON = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"]
RUNTIME = ["ort.wasm.bundle.min.mjs", "ort-wasm-simd-threaded.wasm", "ort-wasm-simd-threaded.mjs"]
WEIGHTS = ["cues.onnx", "roles.onnx", "weights.bin"]
# Of nltk, its sentence splitter and its stemmer with what they need, without what each package begins with.
NLTK = ["internals", "pathsec", "picklesec", "probability", "tabdata", "termsec"]
NLTK += ["stem/api", "stem/porter", "stem/snowball", "stem/util"]
NLTK += ["tokenize/api", "tokenize/punkt", "tokenize/util"]
NLTK += [f"{package}__init__" for package in ("", "corpus/", "stem/", "tokenize/")]
DATA = {".csv", ".css", ".html", ".js", ".json"}
# What a folder is led to by, as a page: the names of its files.
FOLDER = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{name}</title>
<h1>{name}</h1>
<ul>
{files}
</ul>
</html>
"""
# Prints which modules of the library cannot be loaded where there is nothing but Python and what goes along.
LOAD = """
import importlib, pathlib, sys, start
start.prepare()
place = pathlib.Path(start.__file__).parent
for path in sorted(place.glob("inotherwords/**/*.py")):
    try:
        importlib.import_module(".".join(path.relative_to(place).with_suffix("").parts).removesuffix(".__init__"))
    except ImportError:
        print(path.relative_to(place))
"""


def fetch_packages() -> Path:
    """Return the folder in which npm has put the packages of the lock, each checked against its hash."""
    if shutil.which("npm") is None:
        raise SystemExit("The site needs npm, which is not here (nodejs.org has it). Nothing was made.")
    packages = PACKAGES / "node_modules"
    lock, installed = HERE / "package-lock.json", packages / ".package-lock.json"
    if installed.exists() and (PACKAGES / lock.name).read_bytes() == lock.read_bytes():
        return packages
    PACKAGES.mkdir(exist_ok=True)
    for path in (HERE / "package.json", lock):
        shutil.copy(path, PACKAGES)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    done = subprocess.run(command, cwd=PACKAGES, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit("npm could not fetch what docs/try/package-lock.json names. Nothing was made.")
    return packages


def gather_library(folder: Path) -> None:
    """Put into a folder what of the library, and of the packages it needs, can be loaded in a browser."""
    without = shutil.ignore_patterns("__pycache__", "model", "formats", "new_folder")
    shutil.copytree(LIBRARY, folder / "inotherwords", ignore=without)
    model = folder / MODEL.relative_to(LIBRARY.parent)
    model.mkdir()
    for name in ("decision.csv", "tokenizer.json"):
        shutil.copy(MODEL / name, model)
    shutil.copy(HERE / "start.py", folder)
    compiled = shutil.ignore_patterns("__pycache__", "*.so", "*.pyd")
    for package in ("jinja2", "markupsafe"):
        place = Path(find_spec(package).origin).parent
        shutil.copytree(place, folder / package, ignore=compiled)
    for name in NLTK:
        path = folder / "nltk" / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        if path.name == "__init__.py":
            path.touch()
        else:
            shutil.copy(Path(find_spec("nltk").origin).parent / f"{name}.py", path)
    done = subprocess.run(
        [sys.executable, "-S", "-c", LOAD],
        env=os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    for name in done.stdout.splitlines():
        (folder / name).unlink()
    needed = {path.parent for path in folder.rglob("*.py")}
    for path in sorted(folder.rglob("*")):
        data = path.suffix in DATA and (path.parent in needed or path.parent == model)
        if path.is_file() and path.suffix != ".py" and not data:
            path.unlink()


def pack(folder: Path, archive: Path) -> None:
    """Write a folder as a ZIP with the same bytes wherever it is made."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix())
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, path.read_bytes())


def build_try(site: Path, page: str) -> None:
    """Write the try page and all that it loads; `page` is a reader, whose scripts it has to let run."""
    packages = fetch_packages()
    site.mkdir(parents=True)
    for name, source, files in (
        ("pyodide", packages / "pyodide", PYTHON),
        ("onnxruntime", packages / "onnxruntime-web" / "dist", RUNTIME),
        ("model", MODEL, WEIGHTS),
    ):
        (site / name).mkdir()
        for file in files:
            shutil.copy(source / file, site / name)
    with TemporaryDirectory() as scratch:
        gather_library(Path(scratch))
        pack(Path(scratch), site / "library.zip")
    shutil.copy(HERE / "worker.js", site)
    loaded = [path for path in sorted(site.rglob("*")) if path.is_file()]
    files = [{"name": path.relative_to(site).as_posix(), "bytes": path.stat().st_size} for path in loaded]
    (site / "files.json").write_text(json.dumps(files, indent=1) + "\n", "utf-8")
    told = {
        "VERSION": "try-" + hashlib.sha256(b"".join(path.read_bytes() for path in loaded)).hexdigest()[:12],
        "SIZE": str(round(sum(file["bytes"] for file in files) / 1e6)),
        "READER": " ".join(re.findall(r"'sha256-[^']+'", page)),
    }
    for name in PAGE:
        content = (HERE / name).read_text("utf-8")
        for mark, value in told.items():
            content = content.replace(mark, value)
        (site / name).write_text(content, "utf-8")


def build_study(site: Path) -> str:
    """Write the start page, the reader, the lessons' page and the notebooks' pages; return the reader's."""
    page = reader.make_page(OUTPUTS, SEEDS)
    (site / "outputs" / "html").mkdir(parents=True)
    (site / "outputs" / "reader.html").write_text(page, "utf-8")
    for name, content in render_page(SEEDS, OUTPUTS, NOTEBOOKS).items():
        (site / "outputs" / "html" / name).write_text(content, "utf-8")
    shutil.copy(HERE / "start.html", site / "index.html")
    return page


def find_links(page: Path) -> list[Path]:
    """Return the files and folders beside a page that it leads to, or shows."""
    soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    links = [tag[name] for name in ("href", "src") for tag in soup.find_all(attrs={name: True})]
    ways = [unquote(urlsplit(link).path) for link in links if not urlsplit(link).scheme]
    return [Path(os.path.normpath(page.parent / way)) for way in dict.fromkeys(ways) if way]


def publish_links(site: Path) -> None:
    """Copy from the project what the pages of the site lead to, and what is led to from there.

    A folder gets a page with the names of its files. Exits if a link leads to nothing.
    """
    pages = sorted(site.rglob("*.html"))
    for page in pages:
        for target in find_links(page):
            source = PROJECT / os.path.relpath(target, site)
            if source.is_dir() and not (target / "index.html").exists():
                names = sorted(path.name for path in source.iterdir() if path.is_file())
                target.mkdir(parents=True, exist_ok=True)
                listed = "\n".join(f'<li><a href="{quote(name)}">{escape(name)}</a></li>' for name in names)
                folder = FOLDER.format(name=escape(target.name), files=listed)
                (target / "index.html").write_text(folder, "utf-8")
                pages.append(target / "index.html")
            elif source.is_file() and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, target)
                pages += [target] if target.suffix == ".html" else []
            elif not target.exists():
                raise SystemExit(f"{page.relative_to(site)} leads to {target.name}, which is not there.")


def main() -> None:
    """Make the site anew, all of it or none."""
    with TemporaryDirectory(dir=PROJECT, prefix=".site-") as scratch:
        new = Path(scratch) / "site"
        new.mkdir()
        build_try(new / "try", build_study(new))
        publish_links(new)
        if SITE.exists():
            shutil.rmtree(SITE)
        new.rename(SITE)
    size = sum(path.stat().st_size for path in SITE.rglob("*") if path.is_file())
    print(f"site/: {size / 1e6:.0f} MB. Open it with: python -m http.server --directory site")


if __name__ == "__main__":
    main()
