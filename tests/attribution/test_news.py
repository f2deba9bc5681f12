"""Sixteen invented articles by somebody who had not read the program: who says each of 386 statements.

The speakers were written down before the program read the articles, which then gave 319 of the 374 that it
found to the right one (319 of 374: full name 58 of 59, short name 50 of 57, pronoun 73 of 82, description
56 of 83, no words 82 of 93). What was wrong was then mended: these are no unseen texts any more.
"""

import csv
import re
from difflib import unified_diff
from pathlib import Path

import pytest

from inotherwords.attribution.speaker_evaluation import is_same
from inotherwords.attribution.tables import read_attributions

NEWS = Path(__file__).with_name("news")
COLUMNS = ("speaker", "resolved_by", "source", "cue", "content")


@pytest.fixture(scope="module")
def found():
    return {path.stem: read_attributions(path.read_text("utf-8")) for path in sorted(NEWS.glob("a*.txt"))}


def test_every_row_comes_out_as_it_was_recorded(found):
    """A change that is meant is recorded by copying rows.txt from what is told here."""
    made = [
        " | ".join([name, *(" ".join(str(getattr(one, column)).split()) for column in COLUMNS)])
        for name, rows in found.items()
        for one in rows
    ]
    recorded = (NEWS / "rows.txt").read_text("utf-8").splitlines()
    assert made == recorded, "\n".join(unified_diff(recorded, made, lineterm="", n=0))


def plain(words):
    return " ".join(re.findall(r"\w+", words.lower().replace("’", "'")))


def test_nine_of_ten_statements_are_given_to_who_a_reader_says_they_are_of(found):
    judged = []
    with (NEWS / "expected.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            holding = [one for one in found[row["article"]] if plain(row["words"]) in plain(one.content)]
            if holding:
                said = min(holding, key=lambda one: len(one.content)).speaker
                meant = row["speaker"].split(" + ")
                named = said.split("; ")
                right = len(named) == len(meant) and all(
                    any(is_same(one, other, True) for other in meant) for one in named
                )
                judged.append((right, row["kind"], row["article"], row["words"], row["speaker"], said))
    wrong = [one[1:] for one in judged if not one[0]]
    assert len(judged) >= 320
    assert len(wrong) <= len(judged) / 10, "\n".join(map(str, wrong))
