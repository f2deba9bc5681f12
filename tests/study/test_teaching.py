"""The handouts: what is committed is what the templates make; a wrong fact stops them; text stays text."""

import doctest
import html
import itertools
import os
import re
import subprocess
import sys

import build
import facts
import lessons
import make_school
import marks
import mistune
import nbformat
import pandas as pd
import pytest
import taught
from bs4 import BeautifulSoup
from kinds import keep_one_of_a_kind

from inotherwords.errors import InputError
from inotherwords.layers.files import read_table
from inotherwords.paths import NOTEBOOKS, OUTPUTS, SEEDS
from inotherwords.reproduction import KERNEL_SETTINGS

HOSTILE = '#import "x": * \\ $a_b$ *b* <script>alert(1)</script> @ref [l](javascript:x) `c` ~ /* “q” \\u{41}'


@pytest.fixture(scope="module")
def made(known):
    return build.files(known)


def test_the_examples_in_the_docstrings_hold():
    for module in (build, facts, lessons, marks):
        tried = doctest.testmod(module)
        assert tried.attempted > 0
        assert tried.failed == 0


def test_what_is_committed_is_what_the_templates_make_and_no_print_is_left_over(made):
    made = made | build.school()
    assert [name for name in made if made[name] != (build.TEACHING / name).read_bytes()] == []
    printed = {path.relative_to(build.TEACHING).as_posix() for path in build.TEACHING.rglob("print/*")}
    assert printed == {name for name in made if "print/" in name}


def test_a_template_makes_a_page_or_two_papers(tmp_path):
    (tmp_path / "a.md").write_text("{{ n }} words", encoding="utf-8")
    (tmp_path / "b.typ").write_text('#import "_c.typ": n\n#n', encoding="utf-8")
    (tmp_path / "_c.typ").write_text("#let n = json(bytes(sys.inputs.facts)).n", encoding="utf-8")
    made = build.files({"n": 3}, tmp_path)
    assert list(made) == ["a.md", "print/b-a4.pdf", "print/b-letter.pdf"]
    assert made["a.md"].startswith(b"<!-- Made by `make teaching` from teaching/templates/a.md")
    assert made["a.md"].endswith(b"3 words")


def test_a_fact_that_does_not_exist_stops_the_build_with_one_line(tmp_path):
    for name, text in {"a.md": "{{ artciles }}", "b.typ": "#sys.inputs.artciles"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        told = rf"^teaching/templates/{name}: [^\n]*artciles[^\n]*Correct"
        with pytest.raises(InputError, match=told) as fault:
            build.files({"articles": []}, tmp_path)
        assert "\n" not in str(fault.value)
        (tmp_path / name).unlink()


def test_article_text_in_a_markdown_page_is_text_and_what_a_macro_made_is_not_escaped_twice(tmp_path):
    macro = "{% macro bold(x) %}**{{ x }}**{% endmacro %}{{ bold(w) | safe }}"
    (tmp_path / "a.md").write_text("{{ words }}", encoding="utf-8")
    (tmp_path / "b.md").write_text(macro, encoding="utf-8")
    made = build.files({"words": HOSTILE, "w": "a_b"}, tmp_path)
    page = mistune.html(made["a.md"].decode().partition("-->")[2]).strip()
    shown = page.removeprefix("<p>").removesuffix("</p>")
    assert "<" not in shown
    assert html.unescape(shown) == HOSTILE
    assert made["b.md"].endswith(rb"**a\_b**")


def test_labels_are_counted_as_in_the_table_in_each_voice_and_article(known):
    table = taught.counted().assign(voice=lambda rows: rows["voice"].replace("heading", "own"))
    docs = {article["letter"]: article["doc"] for article in known["articles"]}
    for row in known["labels"]:
        rows = table[table["label"] == row["label"]]
        assert row["total"] == len(rows) == sum(row["counts"]["any"].values())
        for voice, letter in itertools.product(facts.VOICES, docs):
            found = ((rows["voice"] == voice) & (rows["doc"] == docs[letter])).sum()
            assert row["counts"][voice].get(letter, 0) == found, (row["label"], voice, letter)


def test_every_paragraph_is_there_in_its_order_with_the_places_in_it_and_the_first_label_opens(known):
    for article in known["articles"]:
        text = (SEEDS / f"{article['doc']}.txt").read_text(encoding="utf-8")
        shown = "".join("".join(p["text"].split()) for p in article["paragraphs"])
        assert "".join(text.split()).removeprefix("date" + article["date"]) == shown
        numbers = [p["number"] for p in article["paragraphs"] if p["number"]]
        assert numbers == list(range(1, len(numbers) + 1))
    texts = {
        (article["letter"], paragraph["number"]): paragraph["text"]
        for article in known["articles"]
        for paragraph in article["paragraphs"]
    }
    for row in known["mentions"] + known["openings"] + known["same_statement"]:
        if row["paragraph"]:
            assert row["before"] + row["text"] + row["after"] in texts[row["letter"], row["paragraph"]]
    labels = taught.counted()
    for row, article in zip(known["openings"], known["articles"], strict=True):
        running = labels[(labels["doc"] == article["doc"]) & (labels["voice"] != "heading")]
        assert row["text"] == running["text"].iloc[0]


@pytest.mark.parametrize(("facts_of", "outputs"), [(taught.known, OUTPUTS), (taught.school, build.SCHOOL)])
def test_a_side_is_missing_where_no_source_of_it_is_named_as_in_the_reader(facts_of, outputs):
    known, table = facts_of(), read_table(outputs, "attributions")
    sources = read_table(outputs, "attribution_spans").query("role == 'source'")
    named = sources.groupby(["doc", "attribution"])["text"].first().rename("words")
    table = table.merge(named.reset_index(), how="left")
    table.loc[table["words"].isna(), "side"] = known["unnamed"]
    table = table[~table["words"].str.contains("images|footage", na=False)]
    table = table.assign(side=table["side"].str.split("; ")).explode("side")
    assert {row["side"] for row in known["sides"]} == set(table["side"])
    docs = {article["letter"]: article["doc"] for article in known["articles"]}
    for row in known["sides"]:
        own = set(table.loc[table["side"] == row["side"], "doc"])
        assert {docs[letter] for letter in row["in"]} == own
        assert sorted(row["in"] + row["missing"]) == list(docs)
        assert bool(row["speakers"]) == (row["side"] != known["unnamed"])
    page = BeautifulSoup((outputs / "reader.html").read_text("utf-8"), "html.parser")
    shown = {
        row.th.find(string=True).strip(): {cell["data-head"] for cell in row("td") if cell.a}
        for row in page.select(".floor tbody tr")
    }
    short = {article["letter"]: article["short"] for article in known["articles"]}
    assert {name: heads for name, heads in shown.items() if heads} == {
        row["name"]: {short[letter] for letter in row["in"]} for row in known["sides"]
    }


def test_the_quotation_in_most_articles_is_taken():
    claims = [(1, "a", "X"), (1, "b", "X"), (2, "a", "Y"), (2, "b", "Y"), (2, "c", "Y"), (3, "a", "Z")]
    table = pd.DataFrame(claims, columns=["claim", "doc", "speaker"])
    table = table.assign(told="quoted", start=0, end=4)
    docs = ["a", "b", "c"]
    tables = {
        "claims": table,
        "articles": pd.DataFrame({"doc": docs, "short": docs}),
        "segments": pd.DataFrame({"doc": docs, "kind": "sentence", "start": 0, "end": 4, "paragraph": 0}),
    }
    found = facts.same_statement(tables, dict.fromkeys(docs, "Hear"))
    assert [(row["letter"], row["speaker"]) for row in found] == [("A", "Y"), ("B", "Y"), ("C", "Y")]


def test_the_examples_of_the_voices_are_three_articles_three_labels_and_open_to_no_dispute(known):
    examples = known["voice_examples"]
    assert {voice: row["voice"] for voice, row in examples.items()} == {
        voice: voice for voice in ("own", "attributed", "quoted")
    } | {"open": "attributed"}
    for column in ("letter", "label"):
        assert len({row[column] for voice, row in examples.items() if voice != "open"}) == 3
    openings = {row["text"] for row in known["openings"]}
    for voice, row in examples.items():
        assert row["text"] not in openings
        assert (row["mark"] == "S*") == (voice == "open")
        sentence = row["before"] + row["text"] + row["after"]
        # Nor does any accuse somebody from afar.
        assert not [word for word in ("Zionist", "Israel", "United States", "US") if word in sentence]
    # Those whom the example of the own voice means another article names otherwise.
    own = known["voice_examples"]["own"]
    doc = known["articles"][ord(own["letter"]) - 65]["doc"]
    text = (SEEDS / f"{doc}.txt").read_text(encoding="utf-8")
    tables = {"named": taught.counted(), "passages": read_table(OUTPUTS, "passages")}
    assert (doc, text.index(own["before"] + own["text"])) in facts.renamed(tables)


def test_agency_places_have_the_article_s_words(known):
    wire = pd.read_csv(SEEDS / "wire.csv", keep_default_na=False)
    assert [row["wording"] for row in known["agency_places"]] == wire["wording"].tolist()
    assert all((row["paragraph"] > 0) == bool(row["wording"]) for row in known["agency_places"])


def test_make_teaching_writes_what_is_committed_or_leaves_one_line_and_code_2(
    tmp_path, monkeypatch, capsys, made
):
    monkeypatch.setattr(build, "TEACHING", tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(build, "every", lambda *folders: {})
        patch.setattr(build, "school", dict)
        patch.setattr(build, "files", lambda known: made)
        assert build.main() == 0
    written = [path for path in tmp_path.rglob("*.*") if path.is_file()]
    assert {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in written} == made
    assert capsys.readouterr().out == f"teaching: {len(made)} files\n"
    monkeypatch.setattr(build, "OUTPUTS", tmp_path)
    assert build.main() == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_sentence_is_renamed_if_two_versions_have_different_labels_in_their_own_voice():
    named = [("a", 4, 9, "rebel"), ("b", 5, 9, "terrorist"), ("c", 3, 9, "rebel")]
    labels = pd.DataFrame(named, columns=["doc", "start", "end", "label"])
    passages = [("a", 0, 20, "b", 0, 20, "near"), ("a", 0, 20, "c", 0, 20, "near")]
    columns = ["doc_a", "start_a", "end_a", "doc_b", "start_b", "end_b", "kind"]
    tables = {
        "named": labels.assign(voice="own"),
        "passages": pd.DataFrame(passages, columns=columns),
    }
    assert facts.renamed(tables) == {("a", 0), ("b", 0)}


def ruled(sentence, words="rebels", voice="attributed", speaker="X", said=("", "said"), named=False):
    """The rule for words of a sentence; `said` are where the content begins and its cue."""
    start = sentence.index(words)
    mention = {"before": sentence[:start], "text": words, "after": sentence[start + len(words) :]}
    begins = sentence.index(said[0])
    content = {"said_before": sentence[begins:start], "said_after": mention["after"], "cue": said[1]}
    mention |= {"speaker": speaker, "names_speaker": named}
    return marks.rule_of(voice, mention, content if voice == "attributed" else None)


@pytest.mark.parametrize(
    ("sentence", "content", "cue", "rule"),
    [
        ("X said the rebels left.", "the", "said", "said"),
        ("X said on the road where the rebels are.", "on", "said", "aside"),
        ("X said the road, which leads north, was held by rebels.", "the", "said", "said"),
        ("X said a town (long held by rebels) had fallen.", "a", "said", "aside"),
        ("X said a town – held by rebels – had fallen.", "a", "said", "aside"),
        ("HTS, a band of rebels led by Y, shelled a school, X said.", "HTS", "said", "aside"),
        ("On Friday, a band of rebels, led by Y, shelled a school, X said.", "On", "said", "said"),
        ("X vowed to fight rebels.", "to", "vowed", "more than said"),
        ("X had issued a statement calling for peace with rebels.", "peace", "calling for", "more than said"),
        ("X confirmed that the rebels left.", "that", "confirmed", "said"),
        ("According to X, rebels left.", "rebels", "According to", "said"),
        ("X said the so-called “rebels” left.", "the", "said", "distance"),
    ],
)
def test_how_far_reported_words_reach_is_open_in_an_aside_and_after_more_than_said(
    sentence, content, cue, rule
):
    assert ruled(sentence, said=(content, cue)) == rule


def test_what_is_not_reported_is_the_article_s_own_by_one_of_five_rules_or_quoted():
    assert ruled("Rebels left", "Rebels", "heading") == "heading"
    assert ruled("‘Rebels’ have left", "Rebels", "heading") == "quoted"
    assert ruled("The “rebels” left.", voice="own") == "distance"
    name = "“Rebels of al-Sham“"
    assert ruled(f"The group {name} left.", name, "own") == "own"
    assert ruled(f"X said {name} left.", name, said=(name, "said")) == "said"
    assert ruled("A rebel of the rebels said so.", voice="own", named=True) == "speaker"
    assert ruled("AFP images from the town showed rebels.", voice="own") == "picture"
    assert ruled("The rebels showed images.", voice="own") == "own"
    assert ruled("It is X’s, “the rebels left”.", voice="quoted") == "quoted"
    assert ruled("The rebels have reportedly left.", speaker="", said=("The", "reportedly")) == "nobody named"


@pytest.mark.parametrize("facts_of", [taught.known, taught.school])
def test_every_mention_has_the_mark_of_its_rule_and_marks_agree_with_the_voices_of_the_reader(facts_of):
    rules = facts_of()["rules"]
    voices = {"Q": {"quoted"}, "O": {"own", "heading"}, "S": {"attributed"}}
    voices["S*"] = voices["S"] | {"own"}  # own in an aside that follows what is reported
    of_rule = {rule["rule"]: rule["mark"] for rule in rules}
    for row in facts_of()["mentions"]:
        assert row["mark"] == of_rule[row["rule"]]
        assert row["voice"] in voices[row["mark"]] | {"caption"}


def test_a_lesson_says_which_place_is_the_example_of_a_rule_and_on_whose_word_a_quotation_stands(known):
    lesson, examples = known["lesson"], {rule["rule"]: rule["example"] for rule in known["rules"]}
    assert [rule for rule, words in lesson["examples"].items() if words not in examples[rule]["before"]] == []
    whose = {(n["letter"], n["paragraph"]): n["whose"] for n in lesson["notes"] if "whose" in n}
    told = {(row["letter"], row["paragraph"]): row["speaker"] for row in known["mentions"]}
    assert whose
    assert {place: told[place] for place in whose} == whose


def test_own_words_in_an_aside_that_follows_what_is_reported_are_open():
    text = "X vowed to help Y after the rise of rebels."
    row = {"doc": "a", "start": 36, "end": 42, "voice": "own", "attribution": ""}
    spans = {"doc": ["a"], "attribution": 1, "role": "content", "start": 8, "end": 17}
    said = {"doc": ["a"], "attribution": 1, "speaker": "X", "cue": "vowed"}
    tables = {"attribution_spans": pd.DataFrame(spans), "attributions": pd.DataFrame(said)}
    [row] = pd.DataFrame([row]).itertuples()
    mention = {"before": text[:36], "text": "rebels", "after": ".", "speaker": "", "names_speaker": False}
    found = facts.said_around(tables, {"a": text}, row, 36)
    assert (found["speaker"], marks.rule_of("own", mention, found)) == ("X", "aside")
    other = {"a": text.replace(" after", " and, ")}
    assert facts.said_around(tables, other, row, 36) is None


def test_a_modifier_of_the_noun_that_two_labels_share_is_no_part_of_the_first():
    text = "The last major rebel and jihadist base. Armed rebels and jihadists."
    named = [(9, 20, "rebel"), (25, 33, "jihadist"), (40, 52, "rebels"), (57, 66, "jihadists")]
    table = pd.DataFrame(named, columns=["start", "end", "head"]).assign(doc="a")
    segments = pd.DataFrame(
        {"doc": "a", "kind": "sentence", "start": [0, 40], "end": [39, 67], "paragraph": 0}
    )
    articles = pd.DataFrame({"doc": ["a"], "short": "A"})
    tables = {"named": table, "segments": segments, "articles": articles}
    shown = [facts.named_at(tables, {"a": text}, row)["text"] for row in table.itertuples()]
    assert shown == ["rebel", "jihadist", "Armed rebels", "jihadists"]


def test_a_second_reading_is_set_beside_the_mentions_place_by_place(tmp_path):
    columns = ["letter", "paragraph", "text", "mark", "rule"]
    rows = [("A", 1, "rebels", "S", "said"), ("A", 1, "rebels", "O", "own"), ("B", 2, "HTS", "O", "own")]
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    (tmp_path / "second-reading.csv").write_text(
        "letter,paragraph,words,mark,rule,settled\n"
        "A,1,the rebels,S,said,\nA,1,rebels,S,said,a reason\nC,1,they,O,own,no label\n"
    )
    second = facts.second_reading(tmp_path, found)
    assert [second[name] for name in ("places", "common", "alike")] == [3, 2, 1]
    differing = [(row["letter"], row["mark"], row["key"], row["settled"]) for row in second["differing"]]
    assert differing == [("A", "S", "O", "a reason"), ("C", "O", "", "no label"), ("B", "", "O", "")]


def test_what_names_the_group_elsewhere_is_counted_or_listed_with_a_reason():
    words, text = re.compile("rebels?"), {"a": "The rebels came. Other rebels left."}
    counted, listed = (
        {"doc": "a", "start": 4, "end": 10},
        {"doc": "a", "words": "Other rebels", "why": "others"},
    )
    table = pd.DataFrame([listed])
    [found] = marks.not_counted(table, [counted], words, text)
    assert found == {"doc": "a", "start": 17, "end": 29, "why": "others"}
    for rows, places in [
        (table[:0], [counted]),  # one is neither
        (table, [counted, {"doc": "a", "start": 23, "end": 29}]),  # one is both
        (table.replace("Other rebels", "rebels"), [counted]),  # not once
    ]:
        with pytest.raises(InputError, match=r"^not-counted\.csv: “[^\n]*rebels”[^\n]*$"):
            marks.not_counted(rows, places, words, text)


def test_what_is_kept_of_the_run_on_the_invented_reports_is_what_the_notebooks_make(tmp_path):
    given = {"corpus": str(build.SCHOOL / "articles"), "outputs": str(tmp_path / "results"), "by": None}
    (tmp_path / "results").mkdir()
    # Their code in one process, which no other test has used: a kernel each takes twice as long.
    parts = ["import runpy"]
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
        script = tmp_path / f"{path.stem}.py"
        script.write_text("\n".join(cell.source for cell in cells if "tags" not in cell.metadata), "utf-8")
        parts.append(f"runpy.run_path({str(script)!r}, init_globals={given!r})")
    environment = {**os.environ, **KERNEL_SETTINGS, "MPLBACKEND": "agg"}
    environment["INOTHERWORDS_PARTS"] = str(tmp_path / "parts")
    ask = [sys.executable, "-c", "\n".join(parts)]
    subprocess.run(ask, env=environment, check=True, capture_output=True)
    kept = {path.relative_to(build.SCHOOL).as_posix() for path in build.SCHOOL.glob("tables/*")}
    assert {*kept, "reader.html"} == set(make_school.KEPT)
    for name in make_school.KEPT:
        assert (tmp_path / "results" / name).read_bytes() == (build.SCHOOL / name).read_bytes(), name


@pytest.fixture(scope="module")
def page(made):
    return BeautifulSoup(made["lessons.html"].decode(), "html.parser")


def test_the_page_of_lessons_has_every_page_once_and_its_links_lead_to_a_place_or_a_file(page):
    names = [section["aria-labelledby"] for section in page.find_all("section")]
    assert names[0] == "README"
    assert page.find("a", href="school/lesson.html")
    assert sorted(names) == sorted(path.stem for path in build.TEMPLATES.glob("*.md"))
    assert [link["href"] for link in page.nav.find_all("a")] == [f"#{name}" for name in names]
    places = {tag["id"] for tag in page.find_all(id=True)}
    links = {link["href"]: link["href"].partition("#") for link in page.find_all("a")}
    lost = [link for link, (file, _, place) in links.items() if not file and place not in places]
    lost += [link for link, (file, *_) in links.items() if not (build.TEACHING / file).exists()]
    assert lost + [link for link in links if link.endswith("-minutes.md")] == []


def test_the_page_of_the_school_leads_back_and_headings_descend_one_by_one(page):
    lesson = BeautifulSoup((build.SCHOOL / "lesson.html").read_text("utf-8"), "html.parser")
    assert {"reader.html", "../lessons.html", "../lessons.html#own-texts"} <= {a["href"] for a in lesson("a")}
    files = {link["href"].partition("#")[0] for link in lesson.main("a")}
    assert [file for file in files if not (build.SCHOOL / file).exists()] == []
    for shown in (page, lesson):
        depths = [int(heading.name[1]) for heading in shown(re.compile("^h[1-6]$"))]
        assert [b for a, b in itertools.pairwise(depths) if b > a + 1] == []


def test_article_text_and_html_in_the_page_of_lessons_stay_text():
    text = build.escaped(HOSTILE).replace("\n", " ")
    for written in (text, "a <b>bold</b>\n\n<script>bad()</script>"):
        [found] = lessons.sections({"README.md": f"# A\n\n{written}"})
        shown = BeautifulSoup(found["html"], "html.parser")
        assert {tag.name for tag in shown.find_all(True)} == {"h2", "p"}
        assert written != text or shown.p.get_text() == HOSTILE


@pytest.mark.parametrize("name", ["lessons.html", "slides.html", "school/lesson.html"])
def test_axe_finds_nothing_in_a_page_of_lessons_or_slides(browser, barriers, name):
    for width, theme in ((1280, "light"), (320, "dark")):
        shown = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=theme)
        shown.goto((build.TEACHING / name).as_uri())
        assert shown.evaluate("document.documentElement.scrollWidth") <= width
        keep_one_of_a_kind(shown)
        assert barriers(shown) == []
        shown.close()


@pytest.mark.parametrize("key", ["PageDown", "ArrowDown"])
def test_a_key_leads_from_slide_to_slide_so_that_no_answer_stands_beside_its_question(
    browser, made, tmp_path, key
):
    """A slide fits the window, and one is in sight at a time."""
    path = tmp_path / "slides.html"
    path.write_bytes(made["slides.html"])
    in_sight = """() => [...document.querySelectorAll("section")]
      .map((it) => [it, it.getBoundingClientRect()])
      .filter(([, box]) => box.bottom > 1 && box.top < innerHeight - 1)
      .map(([it, box]) => [it.id, box.top, box.height <= innerHeight])"""
    shown = browser.new_page(reduced_motion="reduce")
    for width, height in ((1366, 768), (1280, 720)):
        shown.set_viewport_size({"width": width, "height": height})
        shown.goto("about:blank")
        shown.goto(path.as_uri())
        for number in range(1, 9):
            shown.wait_for_function(f"number => ({in_sight})()[0][0] === `slide-${{number}}`", arg=number)
            shown.wait_for_function(f"() => ({in_sight})()[0][1] === 0")
            assert shown.evaluate(in_sight) == [[f"slide-{number}", 0, True]]
            shown.keyboard.press(key)
    shown.close()


def test_the_link_to_a_statement_shows_the_sentences_that_the_lesson_prints(browser):
    lesson = (build.TEACHING / "45-minutes.md").read_text(encoding="utf-8").replace("\\", "")
    [link] = re.findall(r"reader\.html(#[^)]*at=B\d+)", lesson)
    part = lesson.partition("*On whose word is this told?*")[2].partition("On the word of")[0]
    sentences = re.findall(r"> \*\*[^*]*\*\* (.*)", part)
    shown = browser.new_page()
    shown.goto((OUTPUTS / "reader.html").as_uri() + link)
    details = "".join(shown.locator("#details").inner_text().replace("∅", "").split())
    assert len(sentences) == 4
    assert [sentence for sentence in sentences if "".join(sentence.split()) not in details] == []
    shown.close()
