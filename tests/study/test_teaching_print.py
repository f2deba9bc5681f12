"""The printed sheets, read back from the PDFs and looked at as pictures.

Spaces are left out on both sides of a comparison, because a line's end has none.
"""

import io
import itertools
import re
from functools import cache

import build
import numpy as np
import pytest
import taught
from bs4 import BeautifulSoup
from matplotlib.image import imread
from pypdf import PdfReader
from scipy.ndimage import minimum_filter

from inotherwords.layers.files import read_table
from inotherwords.paths import OUTPUTS, SEEDS

PAGES = {"worksheet": 2, "cards": 10, "desk": 1, "matrix": 1, "voice-card": 1, "limits": 1, "key": 7}
PAGES |= {"pairs": 1, "plan": 1, "starter": 1, "short-cards": 5, "stretch": 1, "word-bank": 1}
GUESSING = ("worksheet", "starter")  # where the phrases are to choose from
SIZES = {"a4": (595, 842), "letter": (612, 792)}
PPI = 60
CARD_AND_KEY = ("voice-card", "key")
FOR_PUPILS = [name for name in PAGES if name not in ("key", "plan", "cards", "short-cards", "stretch")]
SIZE = re.compile(rb"/f\d+ ([\d.]+) Tf")


def contents(pdf):
    """The pages of a PDF."""
    return PdfReader(io.BytesIO(pdf)).pages


def written(page):
    """Everything that a page writes, without its spaces."""
    return close(page.extract_text())


@cache
def letters(pdf):
    return "".join(map(written, contents(pdf)))


def close(text):
    return "".join(text.replace("\u200b", "").split())


def pdf(name, paper="a4"):
    return (build.TEACHING / "print" / f"{name}-{paper}.pdf").read_bytes()


@pytest.fixture(scope="module")
def sheets():
    """The bytes of every sheet on every paper, and its pages."""
    every = {(name, paper): pdf(name, paper) for name in PAGES for paper in build.PAPERS}
    return {which: (content, contents(content)) for which, content in every.items()}


def pictures(name, known, paper, ppi):
    """Return the pages of a sheet as pictures: height, width, three colours from 0 to 1."""
    pages = build.printed(build.TEMPLATES, f"{name}.typ", known, paper, format="png", ppi=ppi)
    pages = [pages] if isinstance(pages, bytes) else pages
    return [imread(io.BytesIO(page))[..., :3] for page in pages]


def test_a_picture_of_a_sheet_has_no_hue_and_no_grey_but_at_the_edge_of_black(known):
    for name in PAGES:
        for page in pictures(name, known, "a4", ppi=144):
            ink = page[..., 0]
            assert (ink == page[..., 1]).all(), name
            assert (ink == page[..., 2]).all(), name
            grey = (ink < 0.8) & (minimum_filter(ink, size=5) > 0.5)
            assert grey.sum() < 100, name  # one grey word has more


def test_nothing_is_set_into_the_edge_that_a_printer_leaves_white_and_no_page_is_half_empty(known):
    edge = round(PPI * 9 / 25.4)  # 9 mm
    for name, paper in itertools.product(PAGES, build.PAPERS):
        pages = pictures(name, known, paper, PPI)
        for page in pages:
            for side in (page[:edge], page[-edge:], page[:, :edge], page[:, -edge:]):
                assert side.min() == 1, (name, paper)
        for page in pages[:-1] if name == "key" else pages:  # but the key's last
            body = page[: round(0.92 * len(page))]
            assert np.nonzero(body.min(axis=(1, 2)) < 0.5)[0].max() > 0.75 * len(body), (name, paper)


def test_a_sheet_has_its_pages_in_its_paper_s_size_a_title_a_language_tags_and_no_date(sheets):
    templates = {path.stem for path in build.TEMPLATES.glob("*.typ") if not path.name.startswith("_")}
    assert templates == {*PAGES, "slides"}
    for (name, paper), (content, _) in sheets.items():
        boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", content)
        sizes = [(round(float(wide)), round(float(high))) for wide, high in boxes]
        assert sizes == [SIZES[paper]] * PAGES[name], name
        for mark in (rb"/Title\(", rb"/Lang\(en-GB\)", b"/Marked true"):
            assert re.search(mark, content), name
        assert not re.search(rb"(?:Creation|Mod|Create|Modify|Metadata)Date", content), name


def test_typst_finds_nothing_against_the_standard_for_accessible_pdfs(known):
    for name in PAGES:
        assert build.printed(build.TEMPLATES, f"{name}.typ", known, "a4", pdf_standards=["ua-1"])


def test_the_type_is_free_not_too_small_and_black(sheets):
    for which, (content, pages) in sheets.items():
        faces = set(re.findall(rb"/BaseFont/[A-Z]{6}\+([A-Za-z]+)-", content))
        assert faces == {b"LibertinusSerif"}, which  # SIL Open Font License 1.1
        for page in pages:
            drawn = page.get_contents().get_data()
            assert min(map(float, SIZE.findall(drawn))) >= 10.5, which
            colours = set(re.findall(rb"((?:[\d.]+ )+)(?:scn|SCN|rg|RG|g|G|k|K)\b", drawn))
            assert colours == {b"0 "}, which


def test_each_card_begins_on_the_front_of_a_sheet_and_says_what_it_lacks_and_what_was_inferred(known, sheets):
    for paper in build.PAPERS:
        _, pages = sheets["cards", paper]
        for i, article in enumerate(known["articles"]):
            front, back = written(pages[2 * i]), written(pages[2 * i + 1])
            assert front.startswith("Yourgroupfindsout")
            assert f"{article['letter']}{close(article['outlet'])}" in front
            assert close(article["url"]) in front + back
            assert ("article’sbeginning" in front) == (not article["whole"])
            assert close(article["lacks"]) in front
            assert ("headline" in article["lacks"]) == (not article["headline"])
            assert (f"about{close(article['day'])}" in front) == (not article["dated"])


def test_an_article_of_one_page_still_has_a_sheet_of_its_own(known):
    short = [article | {"paragraphs": article["paragraphs"][:2]} for article in known["articles"]]
    made = build.printed(build.TEMPLATES, "cards.typ", {**known, "articles": short}, "a4")
    pages = [written(page) for page in contents(made)]
    assert len(pages) == 2 * len(short) - 1
    assert all(page.startswith("Thispageisleftempty") for page in pages[1::2])
    assert not any("leftempty" in page for page in pages[::2])


def test_the_cards_have_every_word_of_the_articles(known):
    for paper in build.PAPERS:
        shown = re.sub(r"InOtherWords·ArticlecardsPage\d+of\d+", "", letters(pdf("cards", paper)))
        for article in known["articles"]:
            text = (SEEDS / f"{article['doc']}.txt").read_text(encoding="utf-8")
            for paragraph in filter(str.strip, text.splitlines()):
                words = re.sub(r"^ date [\d-]+ ", "", paragraph).removesuffix(" Photo / AFP")
                assert close(words) in shown


def test_the_key_has_the_number_of_each_label_in_each_voice(key):
    table = taught.counted()
    codes = {"own": "O", "heading": "O", "attributed": "S", "quoted": "Q", "caption": "caption"}
    for label, rows in table.groupby("label"):
        cells = ""
        for doc in sorted(read_table(OUTPUTS, "articles")["doc"]):
            counts = rows.loc[rows["doc"] == doc, "voice"].map(codes).value_counts()
            cells += ",".join(
                f"{code}{counts[code]}" for code in dict.fromkeys(codes.values()) if code in counts
            )
        assert f"{close(label)}{cells}{len(rows)}" in key


@pytest.fixture(scope="module")
def key():
    """What the key says."""
    return letters(pdf("key"))


def test_the_key_answers_every_task_with_the_words_of_the_tables(known, key):
    table = read_table(OUTPUTS, "labels").query("actor == 'opposition_hts' and voice != 'heading'")
    phrases = sorted(table.groupby("doc")["text"].first(), key=str.lower)
    answers = []
    for letter, (_, rows) in zip("ABCDE", table.groupby("doc"), strict=True):
        first = rows["text"].iloc[0]
        answers.append(f"{letter}{phrases.index(first) + 1}{first}")
    for row in (row for row in known["agency_places"] if row["change"] != "kept"):  # what is asked for
        place = f"{row['letter']}{row['paragraph'] or '–'}"
        answers.append(f"{place}{row['agency']}{row['wording'] or '–'}")
    for row in known["coded"]:
        answers.append(f"{row['letter']}{row['paragraph']}{row['words']}{row['voice']}{row['told']}")
    assert known["coded"]
    assert [answer for answer in answers if close(answer) not in key] == []


@pytest.mark.parametrize("name", GUESSING)
def test_a_sheet_that_asks_for_the_phrases_does_not_tell_where_they_stood(known, name):
    shown = letters(pdf(name))
    order = [shown.index(close(row["text"].lower())) for row in known["openings"]]
    assert order != sorted(order)
    for row in known["openings"]:
        assert close(row["after"]) in shown
        assert close(row["before"] + row["text"] + row["after"]) not in shown
        assert close(row["outlet"]) not in shown


def test_no_sheet_for_pupils_has_what_the_key_has(known):
    places = [row["before"] + row["text"] + row["after"] for row in known["openings"]]
    copies = [row["wording"] for row in known["agency_places"] if row["names_group"]]
    for name in FOR_PUPILS:
        shown = letters(pdf(name))
        answers = places if name in GUESSING else places + copies
        assert [words for words in answers if close(words) in shown] == [], name


def test_the_extra_task_shows_the_agency_s_words_only(known):
    shown = letters(pdf("desk"))
    asked = [row for row in known["agency_places"] if row["names_group"]]
    assert len(asked) > 3
    assert all(
        close(f"{row['agency']}({row['seen_at'] or 'site not noted'}){row['letter']}, paragraph") in shown
        for row in asked
    )
    assert {row["seen_at"] for row in asked} >= {"theirishpress.com", "gulftoday.ae"}
    assert all(row["change"] != "kept" for row in asked)


@pytest.mark.parametrize(("facts_of", "folder"), [(taught.known, ""), (taught.school, "school/")])
def test_key_and_card_have_the_same_rules_and_the_key_each_mention_with_the_mark_of_its_rule(
    facts_of, folder
):
    known = facts_of()
    card, key = (letters((build.TEACHING / f"{folder}print/{n}-a4.pdf").read_bytes()) for n in CARD_AND_KEY)
    for number, rule in enumerate(known["rules"], 1):
        printed = close(f"{number}{rule['mark']}{rule['name']}.{rule['card']}")
        assert printed in card
        assert printed in key
        example = rule["example"]
        place = f"{example['letter']} ¶{example['paragraph']}".removesuffix(" ¶0")
        assert (printed + close(f"{example['text']}, {place}")) in card
    numbers = {rule["rule"]: number for number, rule in enumerate(known["rules"], 1)}
    assert set(numbers) == {row["rule"] for row in known["mentions"]}
    for row in known["mentions"]:
        kind = f"({row['voice']})" if row["voice"] in ("heading", "caption") else ""
        whose = row["speaker"] or ("nobody named" if row["voice"] == "attributed" else "–")
        line = f"{row['paragraph'] or '–'}{row['text']}{row['mark']}{kind}{numbers[row['rule']]}{whose}"
        assert close(line) in key
    for row in known["not_counted"]:
        assert close(f"“{row['text']}” (¶{row['paragraph']}): {row['why']}") in key
    assert any(row["mark"] == "S*" for row in known["mentions"])
    assert close(known["lesson"]["count"]) in card
    for row in known["second"]["differing"]:
        marked = f"{row['letter']}{row['paragraph']}{row['words']}{row['mark'] or '–'}{row['key'] or '–'}"
        assert close(marked + (row["settled"] or "not settled")) in key


def test_the_plan_names_the_slides_says_how_many_cards_and_answers_every_question():
    plan = letters(pdf("plan"))
    for words in ("slides.html", "three sets of five for a class of 30", "both sides", "Four:", "Five:"):
        assert close(words) in plan, words


def test_the_sheet_of_pairs_has_each_sentence_of_the_short_lesson(known):
    shown = letters(pdf("pairs"))
    lesson = (build.TEACHING / "15-minutes.md").read_text("utf-8").replace("\\", "")
    pairs = re.findall(r"^> \*\*.*? \(([A-Z])\):\*\* (.*)$", lesson, re.MULTILINE)
    assert len(pairs) == 6
    for _, sentence in pairs:
        assert close(sentence) in shown


def test_the_blank_matrix_has_nothing_of_these_articles_and_the_card_of_limits_their_number(known):
    shown, limits = letters(pdf("matrix")), letters(pdf("limits"))
    words = [row["outlet"] for row in known["articles"]] + [row["label"] for row in known["labels"]]
    assert [word for word in words if close(word) in shown] == []
    assert len(known["articles"]) == 5
    assert close("Five articles on one event") in limits
    assert close(f"only in {len(known['agency_places'])} places") in limits


def test_a_hostile_text_is_set_as_it_is(known):
    hostile = (
        r"""#import "x": * \ $a$ *b* _c_ <script>alert('1')</script> @d [e] = `f` ~ -- /* // #[g] \u{41}"""
    )
    long = "W" * 300
    paragraph = {"number": 1, "kind": "sentence", "text": f"{hostile} {long} end"}
    place = {"text": hostile, "before": "", "after": f" {long} end"}
    changed = {
        **known,
        "articles": [article | {"paragraphs": [paragraph]} for article in known["articles"]],
        "openings": [row | place for row in known["openings"]],
        "mentions": [row | place for row in known["mentions"]],
        "voice_examples": {voice: row | place for voice, row in known["voice_examples"].items()},
    }
    for name in ("cards", "worksheet", "voice-card", "key"):
        shown = letters(build.printed(build.TEMPLATES, f"{name}.typ", changed, "a4"))
        assert close(hostile) in shown, name
        if name != "key":
            assert f"{long}end" in shown, name
            for page in pictures(name, changed, "a4", ppi=40):
                assert page[:, -14:].min() == 1, name  # nothing in the right margin


def test_cards_have_a_code_to_scan_only_if_an_address_is_given(known):
    address = "https://example.org/outputs/reader.html"
    plain = letters(pdf("cards"))
    assert "Allarticlesononepage" not in plain
    assert build.at("") == {"address": "", "code": []}
    given = known | build.at(address)
    assert close(f"All articles on one page: {address}") in letters(
        build.printed(build.TEMPLATES, "cards.typ", given, "a4")
    )
    one = {"articles": known["articles"][:1]}
    bare, first = (pictures("cards", it | one, "a4", ppi=254)[0][..., 0] < 0.5 for it in (known, given))
    code = np.kron(np.array(given["code"], dtype=bool), np.ones((10, 10), dtype=bool))
    changed = bare != first
    changed[:, : np.nonzero(changed)[1].min() + 20] = False  # the rule at the left, which is longer now
    top, left = (axis.min() for axis in np.nonzero(changed))
    assert (first[top:, left:][: len(code), : len(code)] == code).mean() > 0.97


def test_the_sheets_of_the_school_have_their_pages_for_both_papers_and_are_accessible():
    pages = {"cards": 3, "worksheet": 2, "voice-card": 1, "word-bank": 1, "key": 2}
    assert set(pages) == set(build.SHEETS)
    for name, paper in itertools.product(pages, build.PAPERS):
        content = (build.SCHOOL / "print" / f"{name}-{paper}.pdf").read_bytes()
        assert len(contents(content)) == pages[name], (name, paper)
    for name in pages:
        assert build.printed(build.TEMPLATES, f"{name}.typ", taught.school(), "a4", pdf_standards=["ua-1"])


def test_a_short_card_has_six_paragraphs_with_every_sentence_as_it_stands(known, sheets):
    for paper in build.PAPERS:
        _, pages = sheets["short-cards", paper]
        for article, page in zip(known["articles"], pages, strict=True):
            chosen = known["lesson"]["short"][article["letter"]]
            texts = [p["text"] for p in article["paragraphs"] if p["number"] in chosen]
            assert len(texts) == 6
            assert 170 <= len(" ".join(texts).split()) <= 205
            shown = written(page)
            assert [text for text in texts if close(text) not in shown] == []


def test_the_plan_has_the_steps_of_the_lesson_and_the_word_bank_each_word_and_no_name_for_the_group(known):
    plan, bank = letters(pdf("plan")), letters(pdf("word-bank"))
    from_minute = 0
    for step in known["lesson"]["steps"]:
        to_minute = from_minute + step["minutes"]
        assert close(f"{from_minute}–{to_minute}{step['name']}{step['what'].replace('*', '')}") in plan
        from_minute = to_minute
    for row in known["word_bank"]:
        assert close(f"{row['word']}{row['meaning']}… {row['text']} …") in bank
        assert row["word"] not in {label["label"] for label in known["labels"]} - {"allies"}
        counted = [it for it in known["mentions"] if it["letter"] == row["letter"]]
        assert not any(it["start"] <= row["start"] < it["start"] + len(it["text"]) for it in counted)


def test_eight_slides_say_the_same_on_the_page_and_in_print(known):
    pages = contents((build.TEACHING / "print" / "slides.pdf").read_bytes())
    shown = BeautifulSoup((build.TEACHING / "slides.html").read_text("utf-8"), "html.parser")
    slides = build.slides(build.TEMPLATES, known)
    assert len(slides) == len(pages) == len(shown.find_all("section")) == 8
    for slide, page, section in zip(slides, pages, shown.find_all("section"), strict=True):
        assert [section.h2.get_text(), *(p.get_text() for p in section.find_all("p"))] == [
            slide["title"],
            *slide["lines"],
        ]
        assert written(page).startswith(close(slide["title"] + "".join(slide["lines"])))
