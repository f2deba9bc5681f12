"""What reads one text does without tables and arrays: each module reads one where neither can be imported."""

import subprocess
import sys
from pathlib import Path

WITHOUT = """
import runpy, sys
sys.modules |= dict.fromkeys(("pandas", "numpy", "duckdb", "pyarrow", "scipy", "tokenizers"))
runpy.run_path(sys.argv[1])
"""


def run(*program):
    return subprocess.run([sys.executable, "-c", WITHOUT, *program], capture_output=True, text=True)


def test_one_string_and_one_pair_are_read_without_pandas_numpy_duckdb_and_pyarrow():
    done = run(Path(__file__).with_name("one_string.py"))
    assert (done.returncode, done.stderr) == (0, "")


def test_tables_cannot_be_made_there(tmp_path):
    program = tmp_path / "tables.py"
    program.write_text("import inotherwords.cleaning\n", "utf-8")
    assert "import of pandas halted" in run(program).stderr


def test_one_text_is_read_without_pandas_numpy_duckdb_and_pyarrow():
    done = run(Path(__file__).with_name("one_text.py"))
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "direct | Ann Reed | the mayor, Ann Reed | said | “The dam is safe,” | ",
        "town | government | neutral | quotation, then verb and speaker | named",
        "indirect | Ann Reed | she | told | The rebels left | AFP",
        "town | government | neutral | content, then speaker and verb | pronoun",
        "[('rebels', 'rebel', 'attributed', 2)]",
        "She (÷ 1.3), so (÷ 1.3)",
    ]
