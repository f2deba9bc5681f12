"""What is read from pages, tables and plain text, and what is made of it. All news here is invented."""

import json

import pandas as pd
import pytest
from found import FERRY, MAYOR, dropped, kept, read
from pyarrow.parquet import ParquetFile

from inotherwords import errors, paths
from inotherwords.corpus import archive, articles
from inotherwords.corpus.formats import decoding, languages, web_pages
from inotherwords.corpus.formats.article import Dropped, Remark
from inotherwords.corpus.formats.files import find_articles
from inotherwords.corpus.formats.importing import import_corpus, needs_import
from inotherwords.corpus.study import list_files, read_sources, read_texts

PAGE = """\
<!doctype html>
<!-- saved from url=(0042)https://www.herald.example/news/mayor.html -->
<html lang="en"><head><meta charset="utf-8"><title>Mayor resigns | Herald</title>
<meta property="og:title" content="Mayor resigns"><meta property="og:site_name" content="Marwick Herald">
<meta property="article:published_time" content="2025-05-03T10:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Mayor resigns</h1>
<p>The mayor of Marwick resigned on Saturday, hours after the council voted against her bridge.</p>
<h2>Why now</h2>
<p>“I have done what I could,” she told reporters outside the town hall,<br>and left by bicycle.</p>
<blockquote><p>We will miss her, said the baker of the town, who had voted for her twice.</p></blockquote>
</article><footer>All rights reserved</footer></body></html>
"""


@pytest.fixture
def folder(tmp_path):
    """An empty folder for articles."""
    (tmp_path / "news").mkdir()
    return tmp_path / "news"


@pytest.fixture
def imported(folder, tmp_path):
    """Return a function that imports the folder and gives its sources and texts."""

    def imported():
        import_corpus(folder, tmp_path / "corpus")
        sources = read_sources(tmp_path / "corpus")
        return sources, read_texts(tmp_path / "corpus", sources)

    return imported


# --- saved web pages ---


def page(*changes, written="utf-8"):
    """The article of the page with some of its words replaced."""
    html = PAGE
    for old, new in changes:
        assert old in html
        html = html.replace(old, new)
    [article] = web_pages.read_web_page(html.encode(written), "mayor.html")
    return article


def test_a_page_gives_its_headline_once_its_paragraphs_and_what_it_says_of_itself():
    assert page().text.split("\n\n") == [
        "Mayor resigns",
        "The mayor of Marwick resigned on Saturday, hours after the council voted against her bridge.",
        "Why now",
        "“I have done what I could,” she told reporters outside the town hall,",
        "and left by bicycle.",
        "We will miss her, said the baker of the town, who had voted for her twice.",
    ]
    saved = {"url": "https://www.herald.example/news/mayor.html", "published": "2025-05-03"}
    assert page().metadata == saved | {"headline": "Mayor resigns", "outlet": "Marwick Herald"}
    # Without its name a page is from the site it was saved from; a day in the prose is not that of the page.
    nameless = page(('<meta property="og:site_name" content="Marwick Herald">', ""), (" | Herald", ""))
    assert nameless.metadata["outlet"] == "herald.example"
    day = '<meta property="article:published_time" content="2025-05-03T10:00:00Z">'
    undated = page((day, ""), ("Why now", "The old bridge fell on 4 March 2019."))
    assert "published" not in undated.metadata


def test_a_page_of_links_only_is_no_article_and_one_with_links_in_it_is():
    for tag in ("li", "p", "h3"):
        links = "".join(
            f"<{tag}><a href='/{i}'>Mayor {i} resigns over a bridge</a></{tag}>" for i in range(30)
        )
        body = f"<body><h1>Home</h1><p>All news</p>{links}</body>"
        html = f"<html><title>Home</title>{body}</html>"
        [found] = read(web_pages.read_web_page, html.encode(), "home.html")
        assert found == Dropped("home.html", "", "no article found in the page: hardly anything but links")
    words = "resigned on Saturday, hours after"
    linked = page((words, "<a href='/1'>resigned on Saturday</a>, hours after"))
    assert words in linked.text


def test_a_page_is_read_in_the_charset_it_declares_or_in_its_own_where_that_is_another():
    plain = [("utf-8", "iso-8859-2"), ("baker", "řezník"), ("“", '"'), ("”", '"')]
    article = page(*plain, written="iso-8859-2")
    assert "said the řezník of the town" in article.text
    assert article.encoding == "iso-8859-2 (as the page says)"
    assert "“I have done what I could,”" in page(("utf-8", "windows-1251")).text


# --- encodings and languages ---


def test_an_encoding_is_found_and_named_or_guessed_by_the_language():
    text = "“The café is closed,” the mayor’s office said on Monday."
    names = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8 with BOM", "utf-16": "UTF-16", "utf-16-le": "UTF-16"}
    for written, name in (names | {"cp1252": "windows-1252 (guessed)"}).items():
        assert decoding.decode_text(text.encode(written)) == (text, name)
    for written, text in [
        ("cp1251", "Мэр города ушёл в отставку в субботу после голосования."),
        ("cp1254", "Belediye başkanı cumartesi günü istifa etti, dedi sözcü."),
        ("cp1250", "Starosta města odstoupil v sobotu po hlasování, řekl mluvčí."),
        ("cp1250", "Burmistrz zrezygnował w sobotę, kilka godzin po głosowaniu rady. Źle się stało."),
        ("shift_jis", "市長は土曜日に辞任した。議会が橋の建設に反対した。"),
    ]:
        assert decoding.decode_text(text.encode(written))[0] == text


def test_an_encoding_that_is_named_is_taken_at_its_word_and_refused_if_it_is_none(folder):
    (folder / "a.txt").write_bytes("Le café est fermé.".encode("mac_roman"))
    [article] = kept(folder, "mac_roman")
    assert article.text == "Le café est fermé."
    assert article.metadata["encoding"] == "mac_roman (as named)"
    for name in ("klingon", "rot13", "base64"):
        with pytest.raises(errors.InputError, match=f"--encoding {name}: no encoding of that name"):
            decoding.check_name(name)


def test_the_language_of_a_text_counts_more_than_what_is_said_of_it(folder):
    french = "Le maire de Marwick a démissionné lundi, a annoncé son bureau dans la matinée."
    table = f'text,language\n"{french}",en\nFerry off Marwick,English\n'
    (folder / "a.csv").write_text(table, encoding="utf-8")
    assert [article.metadata["language"] for article in kept(folder)] == ["fr", "en"]
    short = ["Ferry 1, 2, 3", "Marwick Herald ferry harbour town"]
    assert [languages.recognise(text) for text in short] == ["", ""]  # they say too little


# --- tables ---


ROWS = [("Herald", "2025-05-03T08:00:00Z", "Ferry sinks", FERRY, "sea")]
ROWS += [("Echo", "5 May 2025", "Mayor goes", MAYOR, "town")]
ROWS = [dict(zip(("Publisher", "Date", "Title", "Body", "Desk"), row, strict=True)) for row in ROWS]


@pytest.fixture(params=["csv", "tsv", "jsonl", "ndjson", "json", "parquet"])
def table(request, folder):
    """Two articles in a table of each kind."""
    path = folder / f"news.{request.param}"
    frame = pd.DataFrame(ROWS)
    if request.param == "parquet":
        frame.to_parquet(path)
    elif request.param == "json":
        path.write_text(json.dumps(ROWS))
    elif "json" in request.param:
        path.write_text("".join(f"{json.dumps(row)}\n" for row in ROWS))
    else:
        frame.to_csv(path, index=False, sep="\t" if request.param == "tsv" else ",")
    return path


def test_a_table_of_any_kind_gives_articles_with_our_columns_and_its_own_each_time_the_same(table, tmp_path):
    first, second = kept(table)
    assert [first.text, second.text] == [f"Ferry sinks\n\n{FERRY}", f"Mayor goes\n\n{MAYOR}"]
    for article, expected in [
        (first, ["Herald", "2025-05-03", "sea"]),
        (second, ["Echo", "2025-05-05", "town"]),
    ]:
        assert [article.metadata[name] for name in ("outlet", "published", "desk")] == expected
    headed = table.suffix not in (".json", ".jsonl", ".ndjson", ".parquet")
    assert second.metadata["part"] == ("row 3" if headed else "row 2")
    [remark] = [found for found in find_articles(table) if isinstance(found, Remark)]
    assert remark.words.startswith("text from “Body”, outlet from “Publisher”, published from “Date”")
    for name in ("one", "two"):
        import_corpus(table, tmp_path / name)
    one, two = (sorted((tmp_path / name).iterdir()) for name in ("one", "two"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_a_table_without_a_column_of_texts_is_refused_with_its_columns(folder):
    (folder / "a.csv").write_text(f"day,words\nMonday,{MAYOR!r}\n")
    [(file, _, reason)] = dropped(folder)
    assert (file, reason) == ("a.csv", "no column with the articles; call it “text” (it has: day, words)")


def test_semicolons_and_line_ends_in_a_cell_and_a_source_that_is_a_thing_with_a_name_are_read(folder):
    (folder / "a.csv").write_text(f"text;outlet\n{FERRY};Herald\n")
    (folder / "b.csv").write_text(f'text,outlet\n"{FERRY}\n\n{MAYOR}",Echo\n')
    (folder / "c.jsonl").write_text(json.dumps({"source": {"id": 1, "name": "Star"}, "content": MAYOR}))
    assert [article.metadata["outlet"] for article in kept(folder)] == ["Herald", "Echo", "Star"]
    assert kept(folder)[1].text == f"{FERRY}\n\n{MAYOR}"


def test_articles_are_called_by_their_ids_and_by_their_rows_without_and_no_day_is_guessed(folder):
    (folder / "a.csv").write_text(f'id,text,date\nferry-1,"{FERRY}",03/04/2025\n7,"{MAYOR}",\n')
    (folder / "b.csv").write_text("text\nThe dam held.\n")
    articles = kept(folder)
    assert [article.doc for article in articles] == ["ferry-1", "a-7", "b-000002"]
    assert "published" not in articles[0].metadata
    assert "03/04/2025" in articles[0].metadata["note"]


# --- folders ---


def test_files_are_read_in_order_as_they_are_and_subfolders_after_them(folder):
    (folder / "a").mkdir()
    (folder / "a" / "c.txt").write_text(MAYOR)
    (folder / "b.txt").write_bytes(f"Ferry sinks\r\n\r\n  {FERRY}\r\n".encode())
    first, second = kept(folder)
    assert (first.doc, first.metadata["file"], first.metadata["outlet"]) == ("b", "b.txt", "unknown")
    assert first.text == f"Ferry sinks\r\n\r\n  {FERRY}\r\n"
    assert (second.doc, second.metadata["file"], second.metadata["folder"]) == ("a-c", "a/c.txt", "a")


def test_what_a_table_beside_says_goes_before_what_a_file_says_and_two_may_each_know_a_part(folder):
    (folder / "mayor.html").write_text(PAGE, encoding="utf-8")
    (folder / "metadata.csv").write_text("file,newspaper,desk\nmayor.html,The Herald,town\n")
    [article] = kept(folder)
    assert (article.metadata["outlet"], article.metadata["desk"]) == ("The Herald", "town")
    assert article.origins["outlet"] == "metadata.csv"
    assert article.origins["published"] == "the files themselves"
    (folder / "articles.csv").write_text("doc,outlet\nmayor,Echo\n")
    [article] = kept(folder)
    assert (article.metadata["outlet"], article.metadata["desk"]) == ("Echo", "town")


def test_metadata_without_a_column_for_files_are_refused(folder):
    (folder / "a.txt").write_text(FERRY)
    (folder / "metadata.csv").write_text("outlet,desk\nHerald,town\n")
    with pytest.raises(errors.InputError, match=r"news/metadata.csv: no column “doc” or “file”"):
        dropped(folder)


def test_pictures_beside_a_saved_page_are_one_thing_that_is_dropped(folder):
    (folder / "mayor.html").write_text(PAGE, encoding="utf-8")
    (folder / "mayor_files").mkdir()
    for name in ("a.js", "b.html"):
        (folder / "mayor_files" / name).write_text("x")
    told = "what the saved page mayor.html is shown with; no article"
    assert dropped(folder) == [("mayor_files", "", told)]


def test_word_lists_and_corrections_are_no_articles_and_come_along(folder, imported, tmp_path):
    (folder / "a.txt").write_text(FERRY)
    beside = ("labels.csv", "corrections.csv", "corrections.AB.csv")
    for name in ("Labels.csv", *beside[1:]):
        (folder / name).write_text(f"{name}\n")
    assert dropped(folder) == []
    imported()
    made = {path.name for path in (tmp_path / "corpus").iterdir()}
    assert made == {"articles.csv", "rejected.csv", "texts.parquet", *beside}


# --- the folder that an import makes ---


def test_an_import_has_what_was_kept_and_a_table_of_the_rest(folder, imported, tmp_path):
    pd.DataFrame(ROWS).to_csv(folder / "news.csv", index=False)
    (folder / "a.txt").write_text("The dam held.")
    (folder / "b.txt").write_text("\n")
    sources, texts = imported()
    assert sources["doc"].tolist() == list(texts) == ["a", "news-000002", "news-000003"]
    assert sources["outlet"].tolist() == ["unknown", "Herald", "Echo"]
    assert texts["news-000003"] == f"Mayor goes\n\n{MAYOR}"
    assert (tmp_path / "corpus" / "rejected.csv").read_text() == "file,place,reason\nb.txt,,empty\n"
    assert not needs_import(tmp_path / "corpus")


def test_articles_are_sorted_by_name_and_read_one_row_group_at_a_time(folder, imported, monkeypatch):
    ids = [f"x{(i * 7) % 500:03}" for i in range(500)]
    (folder / "a.csv").write_text("id,text\n" + "".join(f"{name},Ferry {name} sank.\n" for name in ids))
    _, texts = imported()
    original, read = ParquetFile.read_row_group, []

    def noted(self, group, *arguments, **settings):
        read.append(group)
        return original(self, group, *arguments, **settings)

    monkeypatch.setattr(ParquetFile, "read_row_group", noted)
    assert list(texts) == sorted(ids)
    assert [text for name, text in texts.items() if text != f"Ferry {name} sank."] == []
    assert read == [0, 1, 2]


def test_a_column_called_like_one_of_ours_does_not_take_its_place_and_a_formula_is_guarded(
    folder, imported, tmp_path
):
    (folder / "a.csv").write_text(f'text,words,encoding,file,outlet\n"{FERRY}",9,none,x,=1+1\n')
    sources, texts = imported()
    assert (sources["given_words"].tolist(), sources["outlet"].tolist()) == (["9"], ["=1+1"])
    assert "'=1+1" in (tmp_path / "corpus" / "articles.csv").read_text()
    files = list_files(tmp_path / "corpus", texts)
    story = pd.DataFrame({"doc": sources["doc"], "headline": "", "dateline": "", "words": 10})
    [row] = articles.list_articles(sources, files, story).to_dict("records")
    assert (row["encoding"], row["words"], row["bytes"]) == ("UTF-8", 10, len(FERRY))


def test_an_import_writes_over_nothing_and_sources_of_other_articles_are_refused(folder, imported, tmp_path):
    (folder / "a.txt").write_text(FERRY)
    imported()
    with pytest.raises(errors.InputError, match="/corpus: is there already"):
        imported()
    (tmp_path / "corpus" / "articles.csv").write_text("doc,outlet\nb,Herald\n")
    with pytest.raises(errors.InputError, match=r"names other articles than texts\.parquet"):
        read_sources(tmp_path / "corpus")


# --- what has to be imported ---


def test_a_folder_is_imported_unless_it_is_laid_out_like_the_study(tmp_path):
    laid_out = {"a.txt": FERRY, "articles.csv": "doc,outlet\na,Herald\n"}
    for number, (files, needed) in enumerate([
        (laid_out, False),
        ({"a.txt": FERRY}, True),
        ({"a.html": PAGE, "articles.csv": "doc,outlet\na,Herald\n"}, True),
        ({"articles.csv": f"text,outlet\n{FERRY},Herald\n"}, True),
        (laid_out | {"labels.csv": "actor,label\n"}, False),
        (laid_out | {"notes.csv": "day,what\n"}, False),
    ]):  # fmt: skip
        (tmp_path / f"{number}").mkdir()
        for name, text in files.items():
            (tmp_path / f"{number}" / name).write_text(text, encoding="utf-8")
        assert needs_import(tmp_path / f"{number}") == needed, files
    assert not needs_import(paths.SEEDS)


def test_texts_in_another_order_than_that_of_their_names_are_refused(tmp_path):
    archive.write_texts(tmp_path / "texts.parquet", [("b", "Rain."), ("a", "Sun.")])
    with pytest.raises(errors.InputError, match=r"not sorted by doc\. Import the articles again\."):
        archive.Texts(tmp_path / "texts.parquet")
