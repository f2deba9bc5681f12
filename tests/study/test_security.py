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
    # what is marked as markup was escaped, or is a file of the library
    ("lib/inotherwords/report/reader/markup.py", "S704"),
    ("lib/inotherwords/reproduction/kernels.py", "S606"),  # a kernel's own command, and no shell
    ("teaching/build.py", "S701"),  # Markdown: `escaped` does what is needed there
    ("teaching/lessons.py", "S704"),  # mistune has escaped it
    ("teaching/prose.py", "S704"),
    ("tests/study/test_teaching_prose.py", "S701"),  # Markdown, too
}

# Code that is read as data, the network, libraries of ours that would download, shells, foreseeable files.
MODULES = (
    "pickle cloudpickle dill joblib marshal shelve urllib.request urllib3 http.client "
    "requests httpx httpx2 aiohttp ftplib smtplib socket huggingface_hub"
)
BANNED = [*(f"import {module}" for module in MODULES.split())]
BANNED += [
    "from pickle import loads",
    "from joblib import load",
    "import torch\ntorch.load('weights.pt')",
    "import torch\ntorch.save({}, 'weights.pt')",
    "from urllib.request import urlopen",
    "import asyncio\nasyncio.open_connection('example.org', 80)",
    "import nltk\nnltk.download('punkt')",
    "import nltk\nnltk.data.load('punkt')",
    "from tokenizers import Tokenizer\nTokenizer.from_pretrained('bert')",
    "import seaborn as sns\nsns.load_dataset('tips')",
    "from sklearn.datasets import fetch_20newsgroups",
    "import torch\ntorch.hub.load('a', 'b')",
]
REFUSED = dict.fromkeys(BANNED, "TID251") | {
    "import pandas as pd\npd.read_pickle('table.pkl')": "S301",
    "import yaml\nyaml.load('a: 1')": "S506",
    "eval('1 + 1')": "S307",
    "exec('x = 1')": "S102",
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


def test_the_linter_leaves_ordinary_code_alone_and_looks_into_every_folder_and_notebook():
    code = "import json\nfrom urllib.parse import urlsplit\n\nprint(json.loads('1'), urlsplit('a'))\n"
    assert faults("--stdin-filename=lib/inotherwords/new.py", "-", input=code) == set()
    wrong = "import pickle\neval('1')"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(wrong)])
    folders = ["lib/inotherwords", "seeds", "outputs", "tests", "docs", "benchmarks", "teaching", "training"]
    looked_into = {f"{folder}/new.py": wrong for folder in folders}
    for file, code in (looked_into | {"notebooks/07_new.ipynb": nbformat.writes(notebook)}).items():
        assert faults(f"--stdin-filename={file}", "-", input=code) == {(file, "TID251"), (file, "S307")}


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
    quiet = {"--quiet", "--disable-pip-version-check", "$(KEPT)"}
    return " ".join(word for word in install.split()[2:] if word not in quiet)


def test_what_is_installed_is_checked_against_a_hash_but_for_the_project_itself_and_known_exceptions():
    locked = {f"--require-hashes -r {lock}" for lock in LOCKS}
    assert {wishes(install) for install in INSTALLS} == {
        *locked,
        "--no-deps --no-build-isolation -e .",
        *TRAINING,
        *NEWEST,
    }


def test_no_other_index_is_trusted():
    files = [
        PROJECT / "Makefile",
        PROJECT / "Dockerfile",
        PROJECT / "environment.yml",
        PROJECT / "pyproject.toml",
        *CI,
    ]
    files += [*PROJECT.glob("requirements*"), *PROJECT.glob("*/requirements*")]
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    elsewhere = re.compile(
        r"index-url|find-links|trusted-host|index-strategy|tool\.uv\.(index|sources)|PIP_|UV_|://"
    )
    kept = "KEPT = $(if $(wildcard wheels),--no-index --find-links wheels)"  # of this machine, and by hashes
    found = [line for line in lines if elsewhere.search(line) and not line.startswith("#")]
    assert found == [kept]
