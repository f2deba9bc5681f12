"""The pages of a run: whole, the same each time, without a network or scripts, and open to everybody."""

import re
import shutil
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
from bs4 import BeautifulSoup
from kinds import keep_one_of_a_kind
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from inotherwords import cli
from inotherwords.pages import build, render
from inotherwords.paths import OUTPUTS, PAGES, PROJECT, SEEDS
from inotherwords.report import manifest
from inotherwords.reproduction import check, compare

NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.ipynb"))
OURS = [*(f"{path.stem}.html" for path in NOTEBOOKS), "codebook.html", "index.html"]
LINK = re.compile(r"</?a\b[^>]*>")
EVIL = "<script>window.bad=1</script><img src=x onerror='window.bad=1'>\u202e {{ 7*7 }} \"'&amp;"


@pytest.fixture(scope="module")
def made():
    return build.render_page(SEEDS, OUTPUTS, PROJECT / "notebooks")


@pytest.fixture(scope="module")
def parsed(made):
    """Each page parsed; only to be read."""
    return {name: soup(html) for name, html in made.items()}


@pytest.fixture(scope="module")
def folder(made, tmp_path_factory):
    """The pages in a copy of the project, where they would lie in it."""
    project = tmp_path_factory.mktemp("project")
    for path in PROJECT.iterdir():
        if path.name != "outputs" and not path.name.startswith("."):
            (project / path.name).symlink_to(path)
    (project / "outputs" / PAGES).mkdir(parents=True)
    for path in OUTPUTS.iterdir():
        if path.name != PAGES:
            (project / "outputs" / path.name).symlink_to(path)
    for name, html in made.items():
        (project / "outputs" / PAGES / name).write_bytes(html.encode())
    return project / "outputs" / PAGES


def run_in(folder):
    """The outputs of a run with its notebooks in them, as a run on another corpus leaves them."""
    outputs = folder / "results"
    shutil.copytree(OUTPUTS, outputs, ignore=shutil.ignore_patterns(PAGES))
    shutil.copytree(PROJECT / "notebooks", outputs / "notebooks")
    return outputs


@pytest.fixture
def run(tmp_path):
    return run_in(tmp_path)


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """The pages of a run elsewhere, in which an outlet has a hostile name."""
    run = run_in(tmp_path_factory.mktemp("elsewhere"))
    table = run / "tables" / "articles.csv"
    text = table.read_text("utf-8").replace("Kayhan International", f'"{EVIL}"'.replace("\"'&", "'&"))
    table.write_text(text, "utf-8")
    return build.write_pages(SEEDS, run)


@pytest.fixture
def refusal(run, capsys):
    """Return a function that asks for pages and returns the one line that says why there are none."""

    def refusal(corpus=SEEDS):
        before = set(run.parent.rglob("*"))
        assert cli.main(["html", "--corpus", str(corpus), "--outputs", str(run)]) == 2
        assert set(run.parent.rglob("*")) == before
        out, err = capsys.readouterr()
        assert out == ""
        [line] = err.splitlines()
        return line

    return refusal


def soup(html):
    return BeautifulSoup(html, "html.parser")


def shown(*cells):
    """The HTML of a notebook with these cells, parsed; no link of it leads anywhere."""
    return soup(render.render_body(new_notebook(cells=list(cells)), render.Made(), lambda href: None)[0])


def code(*outputs):
    return new_code_cell("x", execution_count=1, outputs=list(outputs))


def printed(text):
    return new_output("stream", name="stdout", text=text)


def displayed(metadata=None, **data):
    names = {"html": "text/html", "markdown": "text/markdown", "plain": "text/plain"}
    names |= {"png": "image/png", "svg": "image/svg+xml", "script": "application/javascript"}
    return new_output(
        "display_data", {names[name]: text for name, text in data.items()}, metadata=metadata or {}
    )


# --- what is on a page ---


def test_the_index_leads_to_every_page_asks_every_question_and_has_every_finding(made, parsed):
    assert sorted(made) == sorted([*OURS, "reader.html"])
    assert set(parsed) <= {link["href"] for link in parsed["index.html"].find_all("a")}
    headings = [heading.get_text() for heading in parsed["index.html"].select(".notebooks h3")]
    first = [nbformat.read(path, 4).cells[0].source.partition("\n")[0] for path in NOTEBOOKS]
    assert [f"# {heading}" for heading in headings] == first
    lines = (OUTPUTS / "findings.md").read_text("utf-8").splitlines()
    numbered = [line.partition(". ")[2] for line in lines if re.match(r"\d+\. ", line)]
    told = [re.sub(r"\*\*|\[([^\]]*)\]\([^)]*\)", r"\1", line) for line in numbered]
    assert [item.get_text() for item in parsed["index.html"].select(".findings li")] == told


def test_previous_and_next_lead_through_the_notebooks_in_order(parsed):
    for way, names in (("next", [*OURS[1:6], None]), ("prev", [None, *OURS[:5]])):
        links = [parsed[name].select_one(f".steps [rel={way}]") for name in OURS[:6]]
        assert [link and link["href"] for link in links] == names


def test_the_code_is_on_the_page_folded_and_the_prose_and_all_that_is_printed_outside_it(made):
    for path in NOTEBOOKS:
        page, cells = soup(made[f"{path.stem}.html"]), nbformat.read(path, 4).cells
        sources = [cell.source for cell in cells if cell.cell_type == "code"]
        assert [block.pre.get_text().strip() for block in page.select("details.code")] == sources
        assert not page.select("details.code[open]")
        for details in page.select("details.code"):
            details.decompose()
        words = "".join(page.get_text().split())
        printed = [output.get("text", "") for cell in cells for output in cell.get("outputs", [])]
        assert [text for text in printed if "".join(text.split()) not in words] == []


def test_a_line_that_announces_a_table_becomes_its_caption_and_a_sentence_stays_one():
    table = displayed(html="<table><tr><th>A</th><td>one</td></tr></table>")
    page = shown(code(printed("One thing.\nSentence 1\n"), table))
    assert page.caption.get_text() == "Sentence 1"
    assert page.select_one(".printed").get_text() == "One thing."
    page = shown(code(printed("One thing.\n"), table))
    assert page.caption is None
    assert page.select_one(".printed").get_text() == "One thing."


def test_a_table_has_a_caption_and_its_headers_a_scope_and_an_empty_cell_is_none():
    html = "<table><thead><tr><th></th><th>b</th></tr></thead><tr><th> </th><td>1</td></tr></table>"
    assert [cell.get_text() for cell in shown(code(displayed(html=html))).find_all("th")] == ["b"]
    html = "<table><thead><tr><th>a</th><th>b</th></tr></thead><tr><td>x</td><td>1</td></tr></table>"
    page = shown(new_markdown_cell("# One\n\n## Who speaks"), code(displayed(html=html)))
    assert page.caption.get_text() == "Table 1 · Who speaks"
    scopes = [(cell.get_text(), cell["scope"]) for cell in page.find_all("th")]
    assert scopes == [("a", "col"), ("b", "col"), ("x", "row")]


def test_headings_come_in_order_whatever_a_note_of_the_corpus_has_and_a_drawing_before_pixels():
    page = shown(new_markdown_cell("# One"), code(displayed(markdown="# Note\n\n#### Deep\n\n## Note")))
    headings = [(heading.name, heading["id"]) for heading in page.find_all(render.HEADINGS)]
    assert headings == [("h1", "one"), ("h2", "note"), ("h3", "deep"), ("h2", "note-1")]
    image = shown(code(displayed({"image/png": {"alt": "Bars."}}, svg="<svg/>", png="AAAA"))).img
    assert image["src"].startswith("data:image/svg+xml;base64,")
    assert image["alt"] == "Bars."


def test_every_figure_has_its_alternative_text_whole_and_its_first_sentence_on_the_picture(parsed):
    for path in NOTEBOOKS:
        outputs = [o for cell in nbformat.read(path, 4).cells for o in cell.get("outputs", [])]
        alts = [o.metadata["image/png"]["alt"] for o in outputs if "image/png" in o.get("data", {})]
        figures = parsed[f"{path.stem}.html"].find_all("figure")
        first = [figure.img["alt"] for figure in figures]
        assert first == [alt.split(". ")[0].removesuffix(".") + "." for alt in alts]
        whole = [(figure.details.p.get_text() if figure.details else figure.img["alt"]) for figure in figures]
        assert whole == alts
        links = [[link["href"] for link in figure.find_all("a")] for figure in figures]
        assert all(len(two) == 2 and all((OUTPUTS / way[3:]).is_file() for way in two) for two in links)
        printed = re.findall(r"figure ([\w-]+), digest", " ".join(o.get("text", "") for o in outputs))
        assert [svg for svg, _ in links] == [f"../figures/{name}.svg" for name in printed]


# --- where links lead ---


def test_every_link_leads_to_something_that_is_there(folder, parsed):
    found = {folder / name: page for name, page in parsed.items()}
    names = {name: {tag["id"] for tag in page.find_all(id=True)} for name, page in parsed.items()}
    count = 0
    for path, page in found.items():
        for link in page.find_all("a"):
            address = urlsplit(link["href"])
            if address.scheme:
                continue
            count += 1
            target = path if not address.path else folder / unquote(address.path)
            assert target.exists(), (path.name, link["href"])
            if address.fragment and target.suffix == ".html":
                assert unquote(address.fragment) in names[target.name], (path.name, link["href"])
    assert count > 500


def test_a_link_leads_to_a_page_or_out_of_their_folder_and_to_what_is_not_there_nowhere(parsed):
    last = [link["href"] for link in parsed["01_loading.html"].main.find_all("a")][-2:]
    assert last == ["02_cleaning.html", "../tables/articles.csv"]
    for name, found in (("numbers", "../tables/numbers.csv"), ("none", None)):
        href = f"../outputs/tables/{name}.csv"
        assert build.find_address(href, PROJECT / "notebooks", OUTPUTS, []) == found


def test_a_run_elsewhere_makes_the_same_pages_but_for_links_and_does_not_tell_where_the_project_is(
    elsewhere, made
):
    found = {path.name: path.read_text("utf-8") for path in elsewhere.iterdir()}
    assert set(found) == set(made)
    assert not [name for name, html in found.items() if "../.." in html or str(PROJECT) in html]
    without_links = [{name: LINK.sub("", pages[name]) for name in OURS[:-1]} for pages in (found, made)]
    assert without_links[0] == without_links[1]  # made anew, the same; the index has the hostile name


def test_a_table_that_is_named_can_be_opened(parsed):
    page = parsed["01_loading.html"]
    assert "../tables/articles.csv" in {link["href"] for link in page.select(".facts a")}
    assert page.select_one(".printed a")["href"] == "../tables/articles.csv"


# --- what must never happen ---


def test_no_page_but_the_reader_has_a_script_or_a_style_of_its_own_or_allows_one(parsed):
    for name in OURS:
        page = parsed[name]
        assert page.find_all(["script", "iframe", "object", "embed", "form", "link", "base"]) == []
        attributes = {name for tag in page.find_all(True) for name in tag.attrs}
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        rules = page.select_one("meta[http-equiv=Content-Security-Policy]")["content"]
        assert rules.startswith("default-src 'none'; script-src 'none'; img-src data:; style-src 'sha256-")


def test_markup_in_what_a_cell_shows_stays_text_or_goes():
    link = "[a](javascript:window.bad=1) " + EVIL
    page = shown(
        new_markdown_cell(f"# {EVIL}\n\n{link}"),
        code(
            printed(EVIL),
            displayed(plain=EVIL),
            displayed(markdown=link),
            displayed(html=f"<table onclick='bad()'><tr><td>{EVIL}</td></tr></table><style>b{{}}</style>"),
            displayed(script="window.bad=1", plain=EVIL),
            displayed({"image/png": {"alt": f'">{EVIL}', "width": "700"}}, png='A">' + EVIL),
        ),
    )
    allowed = {"div", "h1", "p", "pre", "span", "table", "tr", "th", "details", "summary", "figure", "img"}
    assert {tag.name for tag in page.find_all(True)} <= allowed
    assert len(page.find_all("img")) == 1
    assert not [tag for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")]
    assert "javascript:" not in str(page)
    assert page.h1.get_text() == EVIL


def test_nothing_that_an_article_says_of_itself_runs(tab, elsewhere):
    tab.goto((elsewhere / "index.html").as_uri())
    assert "window.bad=1" in tab.locator("main").inner_text()
    assert tab.evaluate("window.bad") is None


# --- in a browser ---


@pytest.fixture(scope="module")
def window(browser):
    opened = browser.new_page()
    yield opened
    opened.close()


@pytest.fixture
def tab(window):
    """One window for all tests, each time as new."""
    window.set_viewport_size({"width": 1280, "height": 800})
    window.emulate_media(media="null", color_scheme="light")
    yield window
    window.goto("about:blank")


OPEN_ALL = "document.querySelectorAll('details').forEach(it => { it.open = true })"


FULLEST = ["01_loading.html", "05_shared_wording.html", "codebook.html", "index.html"]


def test_axe_finds_nothing_in_the_light_nor_on_a_dark_telephone(tab, barriers, folder):
    faults = []
    for name in OURS:
        tab.goto((folder / name).as_uri())
        tab.evaluate(OPEN_ALL)
        keep_one_of_a_kind(tab)
        faults += [(name, line) for line in barriers(tab, contrast=False)]
        if name in FULLEST:
            for colours, width in (("light", 1280), ("dark", 320)):
                tab.emulate_media(color_scheme=colours)
                tab.set_viewport_size({"width": width, "height": 800})
                faults += [
                    (name, colours, line) for line in barriers(tab, contrast=colours == "light" or None)
                ]
            tab.emulate_media(color_scheme="light")
            tab.set_viewport_size({"width": 1280, "height": 800})
    assert faults == []


def test_what_is_on_any_page_is_on_one_of_which_the_colours_are_looked_at(parsed):
    def kinds(names):
        tags = [tag for name in names for tag in parsed[name].body.find_all(True)]
        links_and_code = {(tag.parent.name, tag.name) for tag in tags if tag.name in ("a", "code")}
        classes = {name for tag in tags if not tag.find_parent("pre") for name in tag.get("class", [])}
        return links_and_code | {tag.name for tag in tags} | classes

    assert kinds(OURS) - kinds(FULLEST) == set()


def test_nothing_is_wider_than_the_window_and_on_paper_there_is_no_navigation(tab, folder):
    for name in OURS:
        tab.emulate_media(media="null")
        tab.goto((folder / name).as_uri())
        tab.evaluate(OPEN_ALL)
        for width, medium in ((320, "null"), (1920, "null"), (680, "print")):
            tab.emulate_media(media=medium)
            tab.set_viewport_size({"width": width, "height": 800})
            assert tab.evaluate("document.documentElement.scrollWidth") == width, (name, medium)
        assert tab.locator("nav:visible").count() == 0, name


def test_nothing_is_asked_of_a_network_and_the_style_is_let_in(browser, folder):
    page = browser.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    for path in sorted(folder.iterdir()):
        page.goto(path.as_uri())
    assert {urlsplit(address).scheme for address in asked} <= {"file", "data"}
    assert said == []
    page.close()


def test_a_line_of_prose_has_about_70_characters_and_a_wide_table_is_scrolled_with_the_keyboard(tab, folder):
    tab.set_viewport_size({"width": 1920, "height": 900})
    tab.goto((folder / "04_attribution_analysis.html").as_uri())
    longest = tab.locator(".prose p:not(.facts)").nth(1)
    lines = longest.evaluate(
        "it => { const range = document.createRange(); range.selectNodeContents(it);"
        " return new Set([...range.getClientRects()].map(box => Math.round(box.bottom / 12))).size }"
    )
    assert 55 <= len(longest.inner_text()) / lines <= 85
    tab.set_viewport_size({"width": 320, "height": 800})
    tab.locator(".scroll[tabindex='0']").first.focus()  # Safari needs to be told
    tab.keyboard.press("ArrowRight")
    tab.wait_for_function("() => document.querySelector('.scroll').scrollLeft > 0")


# --- writing them ---


def test_former_pages_go_with_all_that_was_among_them_and_the_command_says_where_to_look(
    run, capsys, monkeypatch
):
    (run / PAGES).mkdir()
    (run / PAGES / "07_old.html").write_text("old")
    monkeypatch.setattr(build, "render_page", lambda *_: {"index.html": "new"})
    assert cli.main(["html", "--outputs", str(run)]) == 0
    assert capsys.readouterr().out.endswith(f"Look at: {run.name}/html/index.html\n")
    assert {path.name: path.read_text() for path in (run / PAGES).iterdir()} == {"index.html": "new"}
    assert [path.name for path in run.parent.iterdir()] == [run.name]


def test_a_failure_leaves_the_former_pages(run, monkeypatch):
    (run / PAGES).mkdir()
    (run / PAGES / "index.html").write_text("former")
    monkeypatch.setattr(build, "render_page", lambda *_: {"01.html": "new", "index.html": None})
    with pytest.raises(AttributeError):
        build.write_pages(SEEDS, run)
    assert {path.name: path.read_text() for path in (run / PAGES).iterdir()} == {"index.html": "former"}
    assert [path.name for path in run.parent.iterdir()] == [run.name]


def test_a_notebook_of_one_s_own_that_was_not_executed_is_named_and_gets_no_page(run, capsys):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1")])
    nbformat.write(notebook, run / "notebooks" / "07_mine.ipynb")
    assert sorted(build.read_notebooks(run / "notebooks")) == [path.stem for path in NOTEBOOKS]
    assert "notebooks/07_mine.ipynb: not executed to its end. It gets no page." in capsys.readouterr().out


def test_what_of_a_run_is_missing_or_spoilt_is_named(run, refusal):
    path = run / "notebooks" / NOTEBOOKS[2].name
    notebook = nbformat.read(path, 4)
    next(cell for cell in reversed(notebook.cells) if cell.cell_type == "code").execution_count = None
    nbformat.write(notebook, path)
    assert refusal().startswith(
        "notebooks/03_term_frequencies.ipynb: not executed to its end. Run it first: "
    )
    (run / "notebooks" / NOTEBOOKS[0].name).write_text("{")
    assert refusal().startswith("notebooks/01_loading.ipynb: not a notebook that can be read.")
    shutil.rmtree(run / "notebooks")
    assert refusal().startswith("results/notebooks: no notebooks in it. Run it first: ")
    shutil.copytree(PROJECT / "notebooks", run / "notebooks")
    (run / "manifest.json").write_text("[]")
    assert refusal().startswith("results/manifest.json: not a manifest that can be read.")
    for name in reversed(build.NEEDED):
        (run / name).unlink()
        assert f"results: lacks {name}. Run it first: `make`" in refusal()


def test_another_corpus_than_the_runs_is_named(refusal):
    assert "made from other articles than those in" in refusal(PROJECT / "tests" / "ten_articles")


# --- no part of the run ---


def test_comparison_manifest_check_and_git_pass_the_pages_over(run, tmp_path):
    pages_before = compare.run_files(run)
    (run / PAGES).mkdir()
    (run / PAGES / "index.html").write_text("")
    assert compare.run_files(run) == pages_before
    manifest.write_manifest(SEEDS, run)
    assert "index.html" not in (run / "manifest.json").read_text()
    (tmp_path / "outputs" / PAGES).mkdir(parents=True)
    (tmp_path / "outputs" / PAGES / "index.html").write_text("")
    (tmp_path / "outputs" / "findings.md").write_text("")
    assert list(check.digests(tmp_path)) == ["outputs/findings.md"]
    assert f"/outputs/{PAGES}/" in (PROJECT / ".gitignore").read_text().splitlines()
