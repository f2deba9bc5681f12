"""The reader in a real browser: what a stranger does in the first minute, and what must never break."""

import re

import pandas as pd
import pytest

from inotherwords import reader
from inotherwords.corpus import OUTPUTS, SEEDS, WIRE, read_table


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reader")
    (folder / "tables").symlink_to(OUTPUTS / "tables")
    reader.write(folder, SEEDS)
    return (folder / "reader.html").as_uri()


@pytest.fixture
def page(browser, address):
    """The page as first opened; afterwards no script has failed and nothing was asked of a network."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    faults, asked = [], []
    tab.on("pageerror", lambda fault: faults.append(str(fault)))
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(address)
    yield tab
    tab.close()
    assert faults == []
    assert [url for url in asked if not url.startswith("file:")] == []


def visible(page):
    return page.locator("article:visible").evaluate_all("found => found.map(it => it.id)")


def cells(page, label):
    row = page.locator("section[aria-labelledby=h-labels] tr").filter(
        has=page.get_by_role("rowheader", name=label, exact=True)
    )
    return row.first.locator("td").all_inner_texts()[1:]


def test_at_first_one_article_is_shown_and_no_layer(page):
    assert visible(page) == ["A"]
    assert page.locator("[data-layer][aria-pressed=true]").count() == 0


def test_who_says_terrorists_in_its_own_voice_is_in_the_table_and_leads_to_the_words(page):
    own = {place for place, text in enumerate(cells(page, "terrorist")) if re.search(r"\d own", text)}
    labels = read_table(OUTPUTS, "labels")
    found = labels[(labels["label"] == "terrorist") & (labels["voice"] == "own")]
    assert own == {int(doc[:3]) for doc in found["doc"]}
    page.locator("a[data-key='l1.HTS and its allies.terrorist']").click()
    [word] = page.locator("#results td.word", has_text=" own").all_inner_texts()
    assert word == "terrorists own"


def test_search_finds_jihadists_in_all_articles_and_the_words_in_their_place(page):
    page.fill("#find", "jihadist")
    page.keyboard.press("Enter")
    assert page.locator("#status").inner_text() == "10 places in 2 of 5 articles"
    assert page.locator("#swaps tbody tr:visible", has_text="takfiri terrorists").count() > 0
    assert page.locator("[data-strip=C] i").count() == 6


def test_a_row_of_the_concordance_leads_to_the_words_in_an_article_that_was_not_shown(page):
    page.fill("#find", "jihadist")
    page.keyboard.press("Enter")
    page.locator("#results td.word a").first.click()
    assert "C" in visible(page)
    assert "jihadists" in page.locator(".piece.at").inner_text()


@pytest.mark.parametrize("layer", ["labels", "attributions", "passages", "segments"])
def test_a_layer_changes_the_look_of_the_text_and_goes_off_again(page, layer):
    text, button = page.locator("#A .text"), page.locator(f"[data-layer={layer}]")
    before = text.screenshot()
    button.click()
    page.mouse.move(0, 0)
    assert text.screenshot() != before
    assert page.locator(f"[data-key-of={layer}]").is_visible()
    button.click()
    assert not page.locator(f"[data-key-of={layer}]").is_visible()


def test_a_chosen_sentence_shows_its_versions_and_another_article_can_be_the_base(page):
    page.click("[data-layer=passages]")
    page.locator("#A .shared").nth(1).click()
    details = page.locator("#details")
    assert "base: A" in details.inner_text()
    assert details.locator("mark").count() > 0
    details.get_by_role("button", name="Take C as base").first.click()
    assert "base: C" in details.inner_text()


def test_spelling_is_marked_only_when_asked_for(page):
    page.click("[data-layer=passages]")
    page.locator("#A .shared").nth(1).click()
    assert page.locator("mark.typography").count() == 0
    page.check("#spelling")
    assert page.locator("mark.typography").count() > 0


def test_the_address_restores_the_view(page, browser):
    page.click("[data-show=B]")
    page.click("[data-layer=passages]")
    page.locator("#A .shared").nth(1).click()
    other = browser.new_page()
    other.goto(page.url)
    assert visible(other) == ["A", "B"]
    assert other.locator("#details").inner_text() == page.locator("#details").inner_text()
    other.close()


def test_labels_can_be_chosen_with_the_keyboard_alone(page):
    page.locator("[data-layer=labels]").focus()
    page.keyboard.press("Space")
    first = page.locator("#A .piece[role=button][tabindex='0']")
    first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert "who is meant" in page.locator("#details").inner_text()
    page.keyboard.press("Escape")
    assert not page.locator("#details").is_visible()


@pytest.mark.parametrize("width", [320, 1920])
def test_nothing_is_wider_than_the_window(page, width):
    page.set_viewport_size({"width": width, "height": 700})
    for layer in ("labels", "attributions", "passages", "segments"):
        page.click(f"[data-layer={layer}]")
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("view", ["show=A", "show=A,B&layers=labels,attributions", "show=A,B,C,D,E"])
def test_a_printed_view_has_at_most_two_pages(page, address, view):
    page.goto("about:blank")
    page.goto(f"{address}#{view}")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) <= 2


def test_without_scripts_texts_and_tables_are_there(browser, address):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address)
    assert tab.locator("article:visible").count() == 5
    assert tab.locator("section.table:visible table").count() == 3
    assert not tab.locator("nav").is_visible()
    context.close()


def test_markup_and_long_words_in_an_article_stay_text(browser, tmp_path):
    text = (
        "<img src=x onerror='window.bad=1'><script>window.bad=1</script>\u202e " + "x" * 3000 + " terrorists"
    )
    tables = {name: read_table(OUTPUTS, name).iloc[:0] for name in reader.NAMES}
    row = dict.fromkeys(tables["articles"].columns, text)
    tables["articles"] = pd.DataFrame([row | {"doc": "a", "words": 1}])
    tables["segments"] = pd.DataFrame(
        [("a", 0, "sentence", 0, len(text), 0)], columns=tables["segments"].columns
    )
    html = reader.render(reader.contents(tables, {"a": text}, pd.DataFrame(columns=WIRE)))
    path = tmp_path / "reader.html"
    path.write_text(html, "utf-8")
    tab = browser.new_page(viewport={"width": 320, "height": 640})
    tab.goto(path.as_uri())
    tab.fill("#find", "terrorists")
    tab.keyboard.press("Enter")
    assert tab.locator("#status").inner_text() == "1 place in 1 of 1 articles"
    assert tab.evaluate("[window.bad, document.documentElement.scrollWidth]") == [None, 320]
    tab.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(page, barriers, theme):
    page.emulate_media(color_scheme=theme)
    for layer in ("labels", "attributions", "passages", "segments"):
        page.click(f"[data-layer={layer}]")
    page.locator("#A .shared").nth(1).click()
    assert barriers(page) == []
