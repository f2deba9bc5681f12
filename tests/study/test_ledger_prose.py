"""No number that states a result is typed by hand: the README and the prose of the notebooks.

A number in digits is a link into the ledger, or is written so that it is seen to be no result: a date, a
year in a citation, code, a quotation, a name. A number in words is in one of the two lists below.
"""

import csv
import re

import nbformat

from inotherwords import settings
from inotherwords.layers.files import read_table
from inotherwords.paths import OUTPUTS, PROJECT
from inotherwords.report import manifest, sentences
from inotherwords.reproduction import pipeline

README = (PROJECT / "README.md").read_text(encoding="utf-8")
NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.ipynb"))
ARTICLES = read_table(OUTPUTS, "articles")


def prose():
    """The README without the findings, which the run writes, and each cell of text: (file, cell, text)."""
    before, _, rest = README.partition(pipeline.FINDINGS_BEGIN)
    yield "README.md", "", before + rest.partition(pipeline.FINDINGS_END)[2]
    for path in NOTEBOOKS:
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "markdown":
                yield path.name, cell.id, cell.source


TEXTS = list(prose())

# Numbers in digits that are no results, by how they are written.
MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
NO_RESULT = {
    "a link into the ledger": sentences.LINK.pattern,
    "a picture, whose text is that of the table `figures`": r"!\[[^\]]*\]\([^)]*\)",
    "the address of a link": r"\]\([^)]*\)",
    "code": r"(?s:^```.*?^```)|`[^`\n]*`",
    "a quotation": r"“[^“”\n]*”",
    "a date": rf"(?:\b\d{{1,2}} (?:and \d{{1,2}} )?)?{MONTH} \d{{4}}\b",
    "a year in a citation": r"\((?:[^();]*; )?[A-Z][^()\d;]* (?:19|20)\d\d(?=[,;)])",
    "a notebook or a figure": r"\b[Nn]otebooks? \d\b(?: to \d\b)?|^# \d(?= ·)|\[\d(?= ·)|"
    r"^## Figure \d+(?= ·)",
    "a name": "SHA-256|UTF-8|BSD-3-Clause|" + "|".join(map(re.escape, ARTICLES["short"])),
}

# Numbers in words that count something, with what they have to agree with.
COUNTED = {
    "five newsrooms": len(ARTICLES),
    "five outlets": ARTICLES["outlet"].nunique(),
    "five articles": len(ARTICLES),
    "two articles are translations": ARTICLES["underlying_copy"].str.contains("translated").sum(),
    "two commands": len(
        re.findall("^make ", README.partition("## Two commands")[2].partition("##")[0], re.M)
    ),
    "six notebooks": len(NOTEBOOKS),
    "two layers": sum(
        notebook == "02_cleaning.ipynb" and output.startswith("tables/")
        for output, (notebook, _) in manifest.writers().items()
    ),
    "seven kinds": read_table(OUTPUTS, "segments")["kind"].nunique(),
    "ten words or fewer": settings.LONGEST_HEADING,
}
VALUES = {"two": 2, "twice": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
VALUES |= {"ten": 10, "eleven": 11, "twelve": 12, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
NUMBER_WORD = (
    rf"\b(?:{'|'.join(VALUES)}|half|halves|a third|thirds|quarters?|\w+teen|sixty|seventy|eighty|ninety|"
    r"dozens?|hundreds?|thousands?|millions?)\b"
)

# Numbers in words that count nothing, with the reason.
IDIOMS = {
    "two paragraphs": "any two",
    "two sentences": "any two",
    "two translations": "any two",
    "two articles with many": "any two",
    "ten articles or more": "a limit of the settings",
    "two readers": "who read, as seeds/README.md tells",
    "two readings": "who read, as seeds/README.md tells",
    "read twice": "who read, as seeds/README.md tells",
    "all four cells": "belongs to the formula",
    "twice as frequent": "explains a formula",
    "four times, `−1` half": "explains a formula",
    "one half": "explains a formula",
    "to a third": "explains `÷ 3`",
    "per thousand": "a unit",
}


def digits(text):
    """Return the words with a number in digits that is not seen to be no result."""
    rest = re.sub("|".join(NO_RESULT.values()), " ", text, flags=re.MULTILINE)
    return [word for word in rest.split() if any(letter.isnumeric() for letter in word)]


def words(text):
    """Return the numbers in words, with what stands around them, that are in neither list."""
    unlinked = "|".join(NO_RESULT[kind] for kind in NO_RESULT if "picture" in kind or "quotation" in kind)
    rest = re.sub(unlinked, " ", " ".join(text.split()))
    known = "|".join(re.escape(phrase) for phrase in [*COUNTED, *IDIOMS])
    rest = re.sub(known, " ", rest, flags=re.IGNORECASE)
    return [match[0] for match in re.finditer(rf".{{0,20}}{NUMBER_WORD}.{{0,20}}", rest, re.IGNORECASE)]


def test_no_number_is_typed_by_hand():
    found = {(file, cell): typed for file, cell, text in TEXTS if (typed := digits(text))}
    assert found == {}, "Make each a link into the ledger, or write it as what it is (CONTRIBUTING.md)."


def test_no_number_in_words_is_left_unchecked():
    found = {(file, cell): typed for file, cell, text in TEXTS if (typed := words(text))}
    assert found == {}, "Say it without a number, or enter the phrase in COUNTED or IDIOMS."


def test_a_number_in_words_agrees_with_what_it_counts_and_no_phrase_of_the_lists_is_left_over():
    texts = [" ".join(text.split()).lower() for _, _, text in TEXTS]
    wrong = [one for one in COUNTED if VALUES[re.search(NUMBER_WORD, one)[0]] != COUNTED[one]]
    assert [one for one in [*COUNTED, *IDIOMS] if not any(one in text for text in texts)] + wrong == []


def test_every_link_has_the_value_of_its_name():
    with (OUTPUTS / "tables" / "numbers.csv").open(encoding="utf-8", newline="") as file:
        values = {row["name"]: row["value"] for row in csv.DictReader(file)}
    for file, cell, text in TEXTS:
        assert sentences.renew_links(text, values) == text, (file, cell)
    assert len(sentences.LINK.findall(README)) >= 3


def test_a_number_typed_by_hand_is_found_and_what_is_written_as_something_else_is_no_result():
    for text, *typed in [
        ("We read 12 articles.", "12"),
        ("1,234 words", "1,234"),
        ("3.5 times as many", "3.5"),
        ("12 % of them", "12"),
        ("12% of them", "12%"),
        ("half of it, ½ to be exact", "½"),
        ("[18](outputs/tables/terms.csv) claims", "[18"),
        ("in 2014 they said", "2014"),
        ("Kayhan (of 2014, say)", "2014,"),
        ("notebook 14", "14"),
        ("3 of notebooks 1 to 5", "3"),
        ('[18](outputs/tables/numbers.csv "claims/all") claims',),
        ("on 29 and 30 November 2024, in May 2024",),
        ("log-likelihood (G2; Dunning 1993, all cells), DP (Gries 2008)",),
        ("a threshold of `0.6`",),
        ("“24 civilians were killed”",),
        ("[4 · Who is speaking?](04.ipynb) in 24newsbulletin, by SHA-256",),
        ("# 4 · Who is speaking?\n\nnotebooks 1 to 5",),
        ("```sh\nhead -3\n```",),
    ]:
        assert digits(text) == typed, text
    for text in ("seven outlets", "Three newsrooms", "told\ntwice", "dozens of labels", "half the labels"):
        assert len(words(f"Here are {text} to read.")) == 1, text
    assert words("all four\ncells") == []  # known over the end of a line
