"""What may not get in: code that is read as data, anything fetched, a package whose bytes are not known."""

import json
import re
import subprocess
import sys
from pathlib import Path

import nbformat

from inotherwords.paths import PROJECT

# Rules that are about safety: the S of flake8-bandit, and the calls and modules that pyproject.toml bans.
SAFETY = re.compile(r"S\d|TID251")
# What no comment in the code lifts, but these, which each say why.
LIFTED = {
    (
        "lib/inotherwords/report/reader/page.py",
        "S704",
    ),  # what is marked as markup was escaped, or is a file of the library
    ("teaching/build.py", "S701"),  # Markdown: `escaped` does what is needed there
    ("teaching/lessons.py", "S704"),  # mistune has escaped it
    ("teaching/prose.py", "S704"),
    ("tests/report/test_sentences.py", "S102"),
    ("tests/study/test_outputs.py", "S108"),
    ("tests/study/test_teaching_prose.py", "S701"),  # Markdown, too
}

REFUSED = {
    # Code that is read as data, or made from text.
    "import pickle": "TID251",
    "from pickle import loads": "TID251",
    "import cloudpickle": "TID251",
    "import dill": "TID251",
    "import joblib": "TID251",
    "from joblib import load": "TID251",
    "import marshal": "TID251",
    "import shelve": "TID251",
    "import pandas as pd\npd.read_pickle('table.pkl')": "S301",
    "import torch\ntorch.load('weights.pt')": "TID251",
    "import torch\ntorch.save({}, 'weights.pt')": "TID251",
    "import yaml\nyaml.load('a: 1')": "S506",
    "eval('1 + 1')": "S307",
    "exec('x = 1')": "S102",
    # The network.
    "import urllib.request": "TID251",
    "from urllib.request import urlopen": "TID251",
    "import urllib3": "TID251",
    "import http.client": "TID251",
    "import requests": "TID251",
    "import httpx": "TID251",
    "import httpx2": "TID251",
    "import aiohttp": "TID251",
    "import ftplib": "TID251",
    "import smtplib": "TID251",
    "import socket": "TID251",
    "import asyncio\nasyncio.open_connection('example.org', 80)": "TID251",
    # Libraries of ours that would download.
    "import nltk\nnltk.download('punkt')": "TID251",
    "import nltk\nnltk.data.load('punkt')": "TID251",
    "import huggingface_hub": "TID251",
    "from tokenizers import Tokenizer\nTokenizer.from_pretrained('bert')": "TID251",
    "import seaborn as sns\nsns.load_dataset('tips')": "TID251",
    "from sklearn.datasets import fetch_20newsgroups": "TID251",
    "import torch\ntorch.hub.load('a', 'b')": "TID251",
    # Shells and files that others can foresee.
    "import os\nos.system('/bin/ls')": "S605",
    "import subprocess\nsubprocess.run('/bin/ls', shell=True)": "S602",
    "import tempfile\ntempfile.mktemp()": "S306",
    "import os\nos.chmod('file', 0o777)": "S103",
    "import hashlib\nhashlib.md5(b'')": "S324",
    "import tarfile\ntarfile.open('a.tar').extractall()": "S202",
}


def faults(*arguments, folder=PROJECT, **settings):
    """Return what ruff finds against the safety rules in a folder, as (file, rule)."""
    command = [sys.executable, "-m", "ruff", "check", "--output-format=json", "--force-exclude", *arguments]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False, **settings)
    found = [(Path(fault["filename"]), fault["code"]) for fault in json.loads(ended.stdout)]
    return {(path.relative_to(folder).as_posix(), rule) for path, rule in found if SAFETY.match(rule)}


# --- code ---


def test_the_linter_refuses_what_may_not_get_in(tmp_path):
    for number, code in enumerate(REFUSED):
        (tmp_path / f"{number}.py").write_text(code, encoding="utf-8")
    found = faults(f"--config={PROJECT / 'pyproject.toml'}", ".", folder=tmp_path)
    broken = {code: {rule for name, rule in found if name == f"{n}.py"} for n, code in enumerate(REFUSED)}
    assert broken == {code: {rule} for code, rule in REFUSED.items()}


def test_the_linter_leaves_ordinary_code_alone():
    code = "import json\nfrom urllib.parse import urlsplit\n\nprint(json.loads('1'), urlsplit('a'))\n"
    assert faults("--stdin-filename=lib/inotherwords/new.py", "-", input=code) == set()


FOLDERS = ["lib/inotherwords", "seeds", "outputs", "tests", "docs", "benchmarks", "teaching", "training"]


def test_it_refuses_in_every_folder():
    for file in [f"{folder}/new.py" for folder in FOLDERS]:
        found = faults(f"--stdin-filename={file}", "-", input="import pickle\neval('1')")
        assert found == {(file, "TID251"), (file, "S307")}


def test_it_refuses_in_a_notebook():
    file = "notebooks/07_new.ipynb"
    cell = nbformat.v4.new_code_cell("import pickle\neval('1')")
    notebook = nbformat.writes(nbformat.v4.new_notebook(cells=[cell]))
    found = faults(f"--stdin-filename={file}", "-", input=notebook)
    assert found == {(file, "TID251"), (file, "S307")}


def test_no_comment_lifts_a_safety_rule_but_those_that_are_known():
    assert faults("--ignore-noqa", ".") == LIFTED


# --- packages ---

MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
CI = [PROJECT / ".ci" / "run", *(PROJECT / ".github" / "workflows").glob("*.yml")]
COMMANDS = "\n".join([MAKEFILE, *(file.read_text(encoding="utf-8") for file in CI)])
INSTALLS = re.findall(r"pip install .*", COMMANDS)
LOCKS = ["requirements.txt", "benchmarks/requirements.txt"]
# Training is not fixed to the byte: torch comes in builds of one version that differ in their bytes.
TRAINING = {"--no-deps -r training/requirements.txt", "torch"}
# And `make newest` takes, on purpose and in an environment of its own, what no lock has seen yet.
NEWEST = {"--upgrade -e ."}


def wishes(install):
    """Return what a pip command asks for, without what only makes it quieter."""
    quiet = {"--quiet", "--disable-pip-version-check"}
    return " ".join(word for word in install.split()[2:] if word not in quiet)


def test_what_is_installed_is_checked_against_a_hash_but_for_the_project_itself_and_known_exceptions():
    locked = {f"--require-hashes -r {lock}" for lock in LOCKS}
    assert {wishes(install) for install in INSTALLS} == {
        *locked,
        "--no-deps --no-build-isolation -e .",
        *TRAINING,
        *NEWEST,
    }


def test_every_package_of_a_lock_is_one_version_with_its_hashes():
    pinned = re.compile(r"[\w.-]+==\S+ (;[^\\]*)?\\\n +--hash=sha256:")
    for lock in LOCKS:
        entries = re.split(r"(?m)^(?=[^\s#])", (PROJECT / lock).read_text(encoding="utf-8"))[1:]
        assert entries
        assert [entry for entry in entries if not pinned.match(entry)] == []


def test_no_other_index_is_trusted():
    files = [PROJECT / "Makefile", PROJECT / "environment.yml", PROJECT / "pyproject.toml", *CI]
    files += [*PROJECT.glob("requirements*"), *PROJECT.glob("*/requirements*")]
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    elsewhere = re.compile(
        r"index-url|find-links|trusted-host|index-strategy|tool\.uv\.(index|sources)|PIP_|UV_|://"
    )
    assert [line for line in lines if elsewhere.search(line) and not line.startswith("#")] == []
