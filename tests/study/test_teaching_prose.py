"""The prose of the classroom: minutes add up, nothing that states a result is typed, every link leads on."""

import re
from functools import cache
from urllib.parse import parse_qs

import prose
import pytest
import taught
from jinja2 import Environment, TemplateRuntimeError
from loaded import load

from inotherwords.layers.files import read_table
from inotherwords.paths import OUTPUTS, PROJECT

ledger_prose = load("tests/study/test_ledger_prose")
TEACHING = PROJECT / "teaching"
TEMPLATES = {
    path.relative_to(TEACHING / "templates").as_posix(): path.read_text("utf-8")
    for path in sorted((TEACHING / "templates").rglob("*.md"))
}
PAGES = {name: (TEACHING / name).read_text(encoding="utf-8") for name in TEMPLATES}
SCHOOL = "school/README.md"
LESSONS = {name: int(name[:2]) for name in TEMPLATES if name.endswith("-minutes.md")} | {SCHOOL: 45}
PUPILS = ["glossary.md", "what-not-to-conclude.md"]
LONGEST_SENTENCE = 22  # words, in what pupils read
PARTS = ["Objectives", "What is needed", "Steps", "Questions and expected answers"]
PARTS += ["Where pupils may go wrong", "To close", "Homework"]
LINK = re.compile(r"\]\(([^)\s]+)\)")

# Numbers in digits that are no results, by how they are written; the first are those of the README.
NO_RESULT = {kind: ledger_prose.NO_RESULT[kind] for kind in ("the address of a link", "code", "a date")}
NO_RESULT |= {
    "a row of the list of sources": r"^\| [^|]* (?:19|20)\d\d \|.*$",
    "a year in a citation": r"\((?:[^()]*; )?(?:France 24|i24NEWS|[A-Z][^()\d;]*) (?:19|20)\d\d(?=[,;)])",
    "minutes of a step": r"^\| \d+(?: ↔)? \|",
    "the length of a lesson": r"\b(?:15|45|90) minutes\b",
    "a number in a list": r"^\d+\. ",
    "a part or a file": r"\bPair \d\b|\b[Pp]arts? \d(?: and \d)?\b|\b\d\d-minutes\.md\b|\bA4\b",
}
# What is counted in the articles: a number in words before it would be a result.
COUNTABLE = (
    "articles|newsrooms|outlets|times|sources|labels|speakers|translations|places|pairs|claims|passages"
)
SMALL = "|".join(prose.WORDS[1:])
# Where such a number counts nothing that is in the tables.
NO_COUNT = {
    "two articles": "any two, or a pair that is shown",
    "two outlets": "any two",
    "two sources": "any two",
}
JUDGING = r"propagand|\bbias|\blying\b|\bliar|unbiased|\bobjective(?:ly)?\b|trustworthy|\bfake\b|manipulat"


def typed(template: str) -> str:
    """Return what of a template is typed: without its expressions."""
    return re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", " … ", template, flags=re.DOTALL)


def digits(template: str) -> list[str]:
    rest = re.sub("|".join(NO_RESULT.values()), " ", typed(template), flags=re.MULTILINE)
    return [word for word in rest.split() if any(letter.isnumeric() for letter in word)]


def counted(template: str) -> list[str]:
    found = re.findall(rf"\b(?:{SMALL}) (?:{COUNTABLE})\b", typed(template), re.IGNORECASE)
    return [words for words in found if words.lower() not in NO_COUNT]


def tables_of_steps(page: str) -> list[list[tuple[int, bool]]]:
    """Return each table of steps of a lesson as (minutes, whether the variant replaces the step)."""
    tables = re.split(r"^\| minutes \(estimate\) \|.*$", page, flags=re.MULTILINE)[1:]
    return [
        [
            (int(minutes), bool(mark))
            for minutes, mark in re.findall(r"^\| (\d+)( ↔)? \|", table, re.MULTILINE)
        ]
        for table in tables
    ]


def step_rows(page: str) -> list[str]:
    """Return the rows of the tables of steps."""
    return re.findall(r"^\| \d+(?: ↔)? \|.*$", page, re.MULTILINE)


def sentences(page: str) -> list[str]:
    """Return the sentences of a page: of its paragraphs, list items and fields, without quotations."""
    lines = [line for line in page.splitlines() if not line.startswith(("<!--", "#", ">", "| ---"))]
    fields = [field for line in lines for field in line.split("|")]
    parts = [part for field in fields for part in re.split(r"(?<=[.?!:;])\*?\s", field)]
    return [re.sub("“[^”]*”", "…", part).strip() for part in parts if part.strip()]


def test_no_number_that_states_a_result_and_no_word_of_an_article_is_typed():
    for name, template in TEMPLATES.items():
        assert digits(template) + counted(template) == [], name
        assert re.findall(".{0,20}[“”].{0,20}", typed(template)) == [], name


def test_the_minutes_of_a_lesson_add_up_and_the_long_one_has_a_variant():
    for name, length in LESSONS.items():
        steps, *variants = tables_of_steps(PAGES[name])
        assert sum(minutes for minutes, _ in steps) == length
        replaced = sum(minutes for minutes, mark in steps if mark)
        assert [sum(minutes for minutes, _ in variant) for variant in variants] == [replaced] * len(variants)
        assert len(variants) == (name == "90-minutes.md")
    core = [row for row in step_rows(PAGES["45-minutes.md"]) if row.endswith("| no |")]
    assert sum(int(re.findall(r"\d+", row)[0]) for row in core) == 35
    assert [name in " ".join(core) for name in ("**I do.**", "**We do.**", "**You do.**")] == [True] * 3


def test_a_lesson_has_its_parts_in_order_and_says_what_may_be_cut_and_that_it_was_not_tried():
    for name in LESSONS:
        headings = re.findall("^## (.*)$", PAGES[name], re.MULTILINE)
        assert [heading for heading in headings if heading in PARTS] == PARTS, name
        rows = [re.findall(r"\| (\w+)[^|]*\|$", row)[0] for row in step_rows(PAGES[name])]
        assert set(rows) == {"yes", "no"}, name
        assert len(rows) == sum(map(len, tables_of_steps(PAGES[name]))), name
        assert "never been tried in a class" in PAGES[name]
        assert "We expect" in PAGES[name]


def test_every_question_is_asked_at_some_step():
    for name in LESSONS:
        part = PAGES[name].partition("## Questions and expected answers")[2].partition("\n## ")[0]
        steps = " ".join(step_rows(PAGES[name]))
        asked = " ".join(re.findall(r"[Qq]uestions? ((?:\w+)(?: and \w+)?)", steps)).split()
        numbers = re.findall(r"^(\d+)\. \*", part, re.MULTILINE)
        assert [n for n in numbers if prose.in_words(int(n)) not in asked] == [], name


def test_every_link_leads_to_a_file_here_and_no_page_judges_an_outlet():
    for name, page in PAGES.items():
        targets = {target.partition("#")[0] for target in LINK.findall(page)}
        folder = (TEACHING / name).parent
        assert [target for target in targets if not (folder / target).exists()] == [], name
        assert re.findall(JUDGING, re.sub("“[^”]*”", "", page), re.IGNORECASE) == [], name


def test_every_page_is_reached_from_the_start_page():
    assert set(PAGES) - set(LINK.findall(PAGES["README.md"])) == {"README.md"}


def test_a_link_into_the_reader_names_what_the_page_has():
    reader = (OUTPUTS / "reader.html").read_text(encoding="utf-8")
    links = {link for page in PAGES.values() for link in LINK.findall(page) if "reader.html#" in link}
    assert links
    for link in links:
        view = {name: value for name, [value] in parse_qs(link.partition("#")[2]).items()}
        named = [f'data-show="{letter}"' for letter in view.pop("show").split(",")]
        named += [f'data-layer="{layer}"' for layer in view.pop("layers", "labels").split(",")]
        named += [f'id="{view.pop("at")}"'] if "at" in view else []
        assert [part for part in named if part not in reader] == [], link
        assert view == {}, link


def test_what_pupils_read_is_in_short_sentences():
    every = [sentence for name in PUPILS for sentence in sentences(PAGES[name])]
    assert [sentence for sentence in every if len(sentence.split()) > LONGEST_SENTENCE] == []


def test_every_word_of_the_glossary_has_an_example_from_the_articles():
    rows = re.findall(r"^\| \*\*.*$", PAGES["glossary.md"], re.MULTILINE)
    words = [row.split("|")[1].strip(" *") for row in rows]
    assert words == sorted(words, key=str.lower)
    without = [word for word, row in zip(words, rows, strict=True) if not re.search(r"“|\([A-Z]\)", row)]
    assert without == ["alpha"]  # the class makes its own


def test_the_rubric_has_three_levels_for_five_things():
    rows = [line.count("|") - 1 for line in PAGES["rubric.md"].splitlines() if line.startswith("| **")]
    assert rows == [4] * 5


def test_every_source_is_listed_and_every_listed_source_is_used():
    page = PAGES["background.md"]
    before, _, listed = page.partition("## Sources")
    cited = {part for found in re.findall(r"\(([^()]*20\d\d)\)", before) for part in found.split("; ")}
    rows = dict(re.findall(r"^\| ([^|]*20\d\d) \|(.*)$", listed, re.MULTILINE))
    assert cited == set(rows)
    assert [name for name, row in rows.items() if row.count("|") != 3] == []


@cache
def known() -> dict:
    given = taught.known()
    return {**given, **prose.helpers(given)}


def filled(expression: str) -> str:
    page = Environment(autoescape=False).from_string(expression)  # noqa: S701
    return page.render(known())


def test_what_the_facts_do_not_have_stops_the_build():
    for expression in [
        'said("A", "no such words")',
        'sentence("A", "He") ~ sentence("A", "")',
        'label("hero")',
        'speaker("Nobody")',
        'attribution("A", "no such words")',
        'agency("E", "offensive")',
        'outlet("Z")',
    ]:
        with pytest.raises(TemplateRuntimeError, match="not"):
            filled(f"{{{{ {expression} }}}}")


def test_counts_are_spread_over_the_articles_the_highest_first():
    used = filled('{{ spread({"A": 1, "B": 0, "C": 3}) }}')
    assert used == "3 in Fakti.bg (C), 1 in Coastal Digest (A); none in Kayhan (B)"


def test_a_side_is_named_that_has_most_words():
    shares = read_table(OUTPUTS, "share_of_voice").query("side != 'own voice'")
    russia = shares[shares["side"] == "russia"].set_index("doc")["words"]
    doc = russia.idxmax()
    assert russia[doc] == shares[shares["doc"] == doc]["words"].max()
    assert filled("{{ most_words.B }}") == "Russia"


def test_a_typed_result_in_digits_or_words_is_found():
    for template, found in {
        "told 12 times": ["12"],
        "told {{ 12 }} times": [],
        "| 5 | a step |": [],
        "in 2014 they said": ["2014"],
        "on 29 and 30 November 2024 (BBC 2018)": [],
        "45 minutes, 46 minutes": ["46"],
        "Five newsrooms": ["Five newsrooms"],
        "two articles": [],
    }.items():
        assert digits(template) + counted(template) == found


def test_long_sentences_are_told_from_long_quotations():
    assert sentences("| a | He said: “one two three”. Then more? |") == ["a", "He said:", "….", "Then more?"]
