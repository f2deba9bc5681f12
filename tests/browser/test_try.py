"""The page that reads pasted texts, in a real browser: the library itself, and no word leaves the device."""

import csv
import io
import re
import shutil
import threading
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from docx import Document
from loaded import load
from playwright.sync_api import expect

from inotherwords.attribution import network
from inotherwords.pages import pasted

TEXTS = {
    "Echo": "Port closed\nTerrorists entered the old town on Friday, the army said. It denied that it had "
    "fled. “We left at night,” said Ann Reed, a baker.",
    "Herald": "Port is shut\nThe rebels entered the old town on Friday. “We left at night,” Ms Reed told "
    "AFP. Nobody was hurt & <b>nobody</b> fled.",
}
LABELS = "fighters: rebel*, terrorist*\nbakers: baker*\nthe state: army"
# Whether what has the focus, and nothing less, is in sight.
IN_SIGHT = """() => {
  const { top, bottom } = document.activeElement.getBoundingClientRect();
  return document.activeElement.id === "fault" && top >= 0 && bottom <= innerHeight;
}"""
# In a thread under the page's rules: what becomes of a question to another address.
ELSEWHERE = """() => new Promise((done) => {
  const ask = `fetch("http://localhost:1/").then(() => postMessage("sent"), (f) => postMessage(f.message));
    addEventListener("securitypolicyviolation", (it) => postMessage(it.violatedDirective))`;
  const thread = new Worker(URL.createObjectURL(new Blob([ask], { type: "text/javascript" })));
  thread.onmessage = ({ data }) => data.includes("connect-src") && done(data);
})"""


class Quiet(SimpleHTTPRequestHandler):
    """A server of a folder that keeps, rather than prints, what it is asked."""

    asked: ClassVar[list[str]] = []
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, *told):
        self.asked.append(self.path)


@pytest.fixture(scope="module")
def rows():
    """The rows that the library finds here, without a browser."""
    lists = pasted.read_list("labels", LABELS), pasted.read_list("speakers", "")
    return network.answer(pasted.reading(TEXTS, *lists), network.load())


def test_every_link_of_every_published_page_leads_to_a_published_file(tmp_path):
    build = load("docs/try/build")
    build.build_study(tmp_path)
    (tmp_path / "try").mkdir()
    for name in build.PAGE:
        shutil.copy(build.HERE / name, tmp_path / "try")
    build.publish_links(tmp_path)
    ways = [(page, way) for page in sorted(tmp_path.rglob("*.html")) for way in build.find_links(page)]
    files = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert [(page.name, way) for page, way in ways if not {way, way / "index.html"} & files] == []
    assert (tmp_path / "teaching" / "school" / "print" / "cards-a4.pdf").is_file()
    (tmp_path / "index.html").write_text('<a href="teaching/none.pdf">', "utf-8")
    with pytest.raises(SystemExit, match=r"^index\.html leads to none\.pdf, which is not there\.$"):
        build.publish_links(tmp_path)


@pytest.fixture(scope="module")
def address(tmp_path_factory, rows):
    """The try page on this machine's own address; skipped where npm or what it fetches is not to be had."""
    folder = tmp_path_factory.mktemp("site")
    try:
        load("docs/try/build").build_try(folder / "try", pasted.make_page(TEXTS, rows))
    except SystemExit as fault:
        pytest.skip(str(fault))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/try/index.html"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def window(browser, address):
    """The page with two texts read, and the addresses asked for, before it was loaded and after."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, accept_downloads=True)
    page = context.new_page()
    asked, faults = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(f"{address}#names=%5B%22Echo%22%2C%22%22%5D")
    page.click("#read")  # empty boxes are told before anything is loaded
    page.locator("#fault", has_text="“Echo”: no words in it").wait_for()
    assert not any("model/" in url for url in asked)
    boxes = page.locator("fieldset")
    boxes.nth(1).locator("[type=text]").fill("Herald")
    for place, text in enumerate(TEXTS.values()):
        boxes.nth(place).locator("textarea").fill(text)
    page.click("#lists summary")
    page.fill("#labels", LABELS)
    context.set_offline(True)  # the network goes just then: told in one line, and tried again
    page.click("#read")
    page.locator("#fault", has_text="Is there a network?").wait_for()
    context.set_offline(False)
    page.evaluate("lost = 0; setInterval(() => (lost += document.activeElement === document.body), 20)")
    page.click("#load")
    page.locator("#state", has_text="Starting").wait_for(timeout=240_000)
    assert page.locator("#bar:not([value])").is_visible()  # it moves, as nobody knows how long it takes
    page.locator("#passed", has_text=" s").wait_for()
    page.locator("#load").wait_for(state="hidden", timeout=240_000)
    before = [*asked]
    page.locator("#read").press("Enter")
    page.locator("#result").wait_for(timeout=120_000)
    assert page.evaluate("lost") == 0  # the focus, while it loads and reads
    yield page, before, asked[len(before) :], faults
    context.close()


def test_the_rows_are_those_of_the_library_to_the_byte(window, rows, tmp_path):
    page, *_ = window
    with page.expect_download() as download:
        page.click("#tables")
    download.value.save_as(tmp_path / "tables.zip")
    with zipfile.ZipFile(tmp_path / "tables.zip") as archive:
        found = {name: archive.read(name).decode() for name in archive.namelist()}
    assert found == {f"{name}.csv": pasted.write_csv(own) for name, own in rows.items() if own}
    speakers = [row["speaker"] for row in csv.DictReader(io.StringIO(found["attributions.csv"]))]
    assert speakers.count("Ann Reed") == 1
    assert "passages.csv" in found


def test_the_reader_shows_them_and_is_the_file_that_is_taken_along(window, rows, tmp_path):
    page, *_ = window
    shown = page.frame_locator("#reader")
    told = shown.locator("[data-screen=heard] p", has_text="no side is known").text_content()
    assert told == "Of two sources no side is known, so that they are counted to none: Ann Reed, Reed."
    counts = [f"{row['words']} words" for row in rows["articles"]]
    assert page.locator(".words").all_inner_texts() == shown.locator("p.about").all_text_contents() == counts
    assert "Terrorists entered the old town" in shown.locator("article").first.text_content()
    assert shown.locator("html.js").count() == 1  # its script has run
    assert shown.locator("#copy").get_attribute("hidden") is not None  # such an address leads nowhere else
    with page.expect_download() as download:
        page.click("#page")
    download.value.save_as(tmp_path / "reader.html")
    text = (tmp_path / "reader.html").read_text("utf-8")
    assert "&lt;b" in text
    assert "<b>nobody" not in text
    assert "http:" not in text.replace("http://www.w3.org", "")


def test_of_a_source_that_is_listed_all_words_are_lit(window, rows):
    page, *_ = window
    [source] = [row["source"] for row in rows["attributions"] if "baker" in row["source"]]
    assert source == "Ann Reed, a baker"  # in pieces, as “baker” is a label
    reader = page.frame_locator("#reader")
    reader.locator("a[data-key='heard.unknown.A']").evaluate("it => it.click()")
    assert reader.locator("#walk span").inner_text().startswith("1 of 1:")
    assert (
        reader.locator("body").evaluate("() => [...CSS.highlights.get('found')].map(String).join('')")
        == source
    )


def test_nothing_is_asked_for_after_loading_and_never_of_another_address(window, address):
    page, before, after, faults = window
    own = address.removesuffix("try/index.html")
    assert before
    assert [url for url in [*before, *after] if not url.startswith((own, f"blob:{own}"))] == []
    assert [url for url in after if not url.startswith("blob:")] == []
    assert faults == []
    assert "connect-src" in page.evaluate(ELSEWHERE)


def test_a_link_keeps_names_and_list_and_no_word_of_the_texts(window):
    page, *_ = window
    page.click("#link")
    page.locator("#copied", has_text="address bar").or_(page.locator("#copied", has_text="Copied")).wait_for()
    assert "Herald" in page.url
    assert "rebel*" in page.url
    assert "entered" not in page.url


def test_it_is_open_to_everybody_and_fits_a_phone(window, barriers):
    page, *_ = window
    assert barriers(page, within="header, main, footer") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_files_are_read_as_paragraphs_without_what_a_page_has_around_them(window, tmp_path):
    page, *_ = window
    word = Document()
    for line in ("Port closed", "The army said it had “fled”."):
        word.add_paragraph(line)
    word.save(tmp_path / "a.docx")
    html = "<nav>Home</nav><article><h1>Port closed</h1><p>The army\nsaid it had “fled”.</p></article>"
    (tmp_path / "a.html").write_text(html, "utf-8")
    (tmp_path / "a.txt").write_bytes("Port closed\nThe army said it had “fled”.".encode("cp1252"))
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    for ending in ("docx", "html", "txt"):
        page.locator("textarea").first.fill("")
        page.locator("[type=file]").first.set_input_files(tmp_path / f"a.{ending}")
        text = re.compile(r"^Port closed\nThe army said it had “fled”\.\s*$")
        expect(page.locator("textarea").first).to_have_value(text)
    page.locator("[type=file]").first.set_input_files(tmp_path / "a.pdf")
    page.locator("#fault", has_text="a.pdf: no text could be read").wait_for()
    assert page.evaluate(IN_SIGHT)
    page.locator("textarea").first.fill("")
    page.locator("[type=file]").first.set_input_files(tmp_path / "a.docx")
    page.click("#read")  # at once: the file is waited for, and what was found comes into sight
    page.locator("#told", has_text="Echo quotes or reports somebody 1 time;").wait_for(timeout=60_000)
    assert page.evaluate("Math.abs(document.activeElement.getBoundingClientRect().top)") < 5


def test_what_was_found_in_other_texts_than_those_of_the_boxes_is_said_to_be(window):
    page, *_ = window
    text = page.locator("textarea").first
    before = text.input_value()
    text.fill(f"{before} More.")
    assert page.locator("#stale").is_visible()
    assert "Press Read again" in page.locator("#state").inner_text()
    assert page.locator(".words").first.inner_text() == ""
    text.fill(before)
    assert page.locator("#stale").is_hidden()


def test_one_text_in_two_boxes_and_too_few_words_to_tell_the_language_are_told(window):
    page, *_ = window
    second = page.locator("textarea").nth(1)
    before = second.input_value()
    second.fill(page.locator("textarea").first.input_value().replace(" ", "\n "))
    page.click("#read")
    told = page.locator("#first", has_text="The same text is in Text 1 (Echo) and Text 2 (Herald)")
    told.wait_for(timeout=60_000)
    assert "Too few words to tell the language: “Echo”, “Herald”." in told.inner_text()
    second.fill(before)


def test_what_cannot_be_read_is_told_in_one_line_where_one_looks(window):
    page, *_ = window
    page.locator("textarea").first.fill(" ")
    for width, height in ((1366, 768), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.click("#read")
        page.locator("#fault", has_text="“Echo”: no words in it").wait_for()
        assert page.evaluate(IN_SIGHT)
        assert page.locator("#result").is_hidden()


def test_loaded_again_it_comes_from_the_device_without_a_network_and_no_text_is_lost(window):
    page, *_ = window
    before = page.locator("textarea").evaluate_all("all => all.map((it) => it.value)")
    assert "nobody" in before[1]
    Quiet.asked.clear()
    page.reload()
    page.locator("#state", has_text="works without a network").wait_for(timeout=240_000)
    assert set(Quiet.asked) == {"/try/keep.js"}  # as the page says
    page.context.set_offline(True)
    page.reload()
    page.locator("#state", has_text="Starting").wait_for(timeout=240_000)
    assert page.locator("textarea").evaluate_all("all => all.map((it) => it.value)") == before
    page.context.set_offline(False)
