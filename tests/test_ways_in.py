"""What is read from pages, tables and plain text, and what is made of it. All news here is invented."""

import json

import pandas as pd
import pytest

from inotherwords import corpus
from inotherwords.ways_in import (
    encodings,
    import_corpus,
    keeping,
    languages,
    needs_import,
    reading,
    web_pages,
)
from inotherwords.ways_in.article import Dropped, Remark

FERRY = "A ferry sank on Friday off Marwick, the coastguard said."
MAYOR = "The mayor of Marwick resigned on Monday, her office said."
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


def kept(path, encoding=None):
    """What is kept of all that is found at a path."""
    return [found for found in keeping.examine(path, encoding) if isinstance(found, keeping.Kept)]


def dropped(path, encoding=None):
    """What is dropped of it, as (file, place, reason)."""
    return [tuple(found) for found in keeping.examine(path, encoding) if isinstance(found, Dropped)]


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
        sources = corpus.read_sources(tmp_path / "corpus")
        return sources, corpus.read_texts(tmp_path / "corpus", sources)

    return imported


# --- saved web pages ---


@pytest.fixture(scope="module")
def page():
    [article] = web_pages.read(PAGE.encode(), "mayor.html")
    return article


def test_each_paragraph_of_a_page_is_a_paragraph_of_the_article(page):
    assert page.text.split("\n\n")[1:4] == [
        "The mayor of Marwick resigned on Saturday, hours after the council voted against her bridge.",
        "Why now",
        "“I have done what I could,” she told reporters outside the town hall,",
    ]


def test_the_headline_of_a_page_stands_first_and_once(page):
    assert page.text.startswith("Mayor resigns\n\n")
    assert page.text.count("Mayor resigns") == 1


def test_menus_and_footers_of_a_page_are_left_out(page):
    assert "Sport" not in page.text
    assert "rights" not in page.text


def test_a_page_says_its_outlet_its_day_and_where_it_was_saved_from(page):
    assert page.metadata == {
        "headline": "Mayor resigns",
        "outlet": "Marwick Herald",
        "published": "2025-05-03",
        "url": "https://www.herald.example/news/mayor.html",
    }


@pytest.mark.parametrize("tag", ["li", "p", "h3"])
def test_a_page_of_links_only_is_no_article(tag):
    links = "".join(f"<{tag}><a href='/{i}'>Mayor {i} resigns over a bridge</a></{tag}>" for i in range(30))
    html = f"<html><head><title>Home</title></head><body><h1>Home</h1><p>All news</p>{links}</body></html>"
    [found] = web_pages.read(html.encode(), "home.html")
    assert found == Dropped("home.html", "", "no article found in the page: hardly anything but links")


def test_a_page_with_links_in_its_article_is_one():
    html = PAGE.replace(
        "resigned on Saturday, hours after", "<a href='/1'>resigned on Saturday</a>, hours after"
    )
    [article] = web_pages.read(html.encode(), "mayor.html")
    assert "resigned on Saturday, hours after" in article.text


def test_a_page_without_a_name_of_its_site_is_from_the_site_it_was_saved_from():
    html = PAGE.replace('<meta property="og:site_name" content="Marwick Herald">', "").replace(
        " | Herald", ""
    )
    [article] = web_pages.read(html.encode(), "mayor.html")
    assert article.metadata["outlet"] == "herald.example"


def test_a_day_that_only_the_prose_mentions_is_not_when_a_page_was_published():
    html = PAGE.replace('<meta property="article:published_time" content="2025-05-03T10:00:00Z">', "")
    html = html.replace("Why now", "The old bridge fell on 4 March 2019.")
    [article] = web_pages.read(html.encode(), "mayor.html")
    assert "published" not in article.metadata


def test_a_page_is_read_in_the_charset_it_declares():
    html = PAGE.replace("utf-8", "iso-8859-2").replace("baker", "řezník").replace("“", '"').replace("”", '"')
    [article] = web_pages.read(html.encode("iso-8859-2"), "mayor.html")
    assert "said the řezník of the town" in article.text
    assert article.encoding == "iso-8859-2 (as the page says)"


def test_a_page_that_declares_another_charset_than_its_own_is_read_in_its_own():
    html = PAGE.replace("utf-8", "windows-1251")
    [article] = web_pages.read(html.encode(), "mayor.html")
    assert "“I have done what I could,”" in article.text


# --- encodings and languages ---


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 with BOM"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("cp1252", "windows-1252 (guessed)"),
    ],
)
def test_an_encoding_is_found_and_named(written, name):
    text = "“The café is closed,” the mayor’s office said on Monday."
    assert encodings.decoded(text.encode(written)) == (text, name)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("cp1251", "Мэр города ушёл в отставку в субботу после голосования."),
        ("cp1254", "Belediye başkanı cumartesi günü istifa etti, dedi sözcü."),
        ("cp1250", "Starosta města odstoupil v sobotu po hlasování, řekl mluvčí."),
        ("cp1250", "Burmistrz zrezygnował w sobotę, kilka godzin po głosowaniu rady. Źle się stało."),
        ("shift_jis", "市長は土曜日に辞任した。議会が橋の建設に反対した。"),
    ],
)
def test_a_guess_is_no_western_encoding_where_the_language_is_none(written, text):
    assert encodings.decoded(text.encode(written))[0] == text


def test_an_encoding_that_is_named_is_taken_at_its_word(folder):
    (folder / "a.txt").write_bytes("Le café est fermé.".encode("mac_roman"))
    [article] = kept(folder, "mac_roman")
    assert article.text == "Le café est fermé."
    assert article.metadata["encoding"] == "mac_roman (as named)"


@pytest.mark.parametrize("name", ["klingon", "rot13", "base64"])
def test_an_encoding_that_is_none_is_refused(name):
    with pytest.raises(corpus.InputError, match=f"--encoding {name}: no encoding of that name"):
        encodings.check(name)


@pytest.mark.parametrize("text", ["Ferry 1, 2, 3", "Marwick Herald ferry harbour town"])
def test_a_text_that_says_too_little_has_no_language(text):
    assert languages.recognise(text) == ""


def test_the_language_of_a_text_counts_more_than_what_is_said_of_it(folder):
    french = "Le maire de Marwick a démissionné lundi, a annoncé son bureau dans la matinée."
    (folder / "a.csv").write_text(
        f'text,language\n"{french}",en\nFerry off Marwick,English\n', encoding="utf-8"
    )
    assert [article.metadata["language"] for article in kept(folder)] == ["fr", "en"]


# --- tables ---

ROWS = [
    {
        "Publisher": "Herald",
        "Date": "2025-05-03T08:00:00Z",
        "Title": "Ferry sinks",
        "Body": FERRY,
        "Desk": "sea",
    },
    {"Publisher": "Echo", "Date": "5 May 2025", "Title": "Mayor goes", "Body": MAYOR, "Desk": "town"},
]


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


def test_a_table_gives_an_article_a_row_with_its_headline_first(table):
    assert [article.text for article in kept(table)] == [f"Ferry sinks\n\n{FERRY}", f"Mayor goes\n\n{MAYOR}"]


def test_the_columns_of_a_table_become_ours_and_the_others_stay(table):
    [first, second] = [article.metadata for article in kept(table)]
    assert (first["outlet"], first["published"], first["desk"]) == ("Herald", "2025-05-03", "sea")
    assert (second["outlet"], second["published"], second["part"]) == ("Echo", "2025-05-05", "row 2")


def test_it_is_said_which_column_is_what(table):
    [remark] = [found for found in reading.read(table) if isinstance(found, Remark)]
    assert remark.words.startswith("text from “Body”, outlet from “Publisher”, published from “Date”")


def test_a_table_without_a_column_of_texts_is_refused_with_its_columns(folder):
    (folder / "a.csv").write_text(f"day,words\nMonday,{MAYOR!r}\n")
    [(file, _, reason)] = dropped(folder)
    assert (file, reason) == ("a.csv", "no column with the articles; call it “text” (it has: day, words)")


def test_a_table_by_semicolons_is_read(folder):
    (folder / "a.csv").write_text(f"text;outlet\n{FERRY};Herald\n")
    assert kept(folder)[0].metadata["outlet"] == "Herald"


def test_a_cell_with_line_ends_is_one_cell(folder):
    (folder / "a.csv").write_text(f'text,outlet\n"{FERRY}\n\n{MAYOR}",Herald\n')
    assert kept(folder)[0].text == f"{FERRY}\n\n{MAYOR}"


def test_a_source_that_is_a_thing_with_a_name_is_that_name(folder):
    (folder / "a.jsonl").write_text(json.dumps({"source": {"id": 1, "name": "Herald"}, "content": FERRY}))
    assert kept(folder)[0].metadata["outlet"] == "Herald"


def test_a_day_that_can_be_read_in_two_ways_is_not_guessed(folder):
    (folder / "a.csv").write_text(f'text,date\n"{FERRY}",03/04/2025\n')
    [article] = kept(folder)
    assert "published" not in article.metadata
    assert "03/04/2025" in article.metadata["note"]


def test_articles_are_called_by_their_ids_and_by_their_rows_without(folder):
    (folder / "a.csv").write_text(f'id,text\nferry-1,"{FERRY}"\n7,"{MAYOR}"\n')
    (folder / "b.csv").write_text("text\nThe dam held.\n")
    assert [article.doc for article in kept(folder)] == ["ferry-1", "a-7", "b-000001"]


# --- folders ---


def test_plain_text_is_taken_as_it_is(folder):
    (folder / "a.txt").write_bytes(f"Ferry sinks\r\n\r\n  {FERRY}\r\n".encode())
    assert kept(folder)[0].text == f"Ferry sinks\r\n\r\n  {FERRY}\r\n"


def test_files_are_read_in_order_and_subfolders_after_them(folder):
    (folder / "a").mkdir()
    for name, text in {"b.txt": FERRY, "a/c.txt": MAYOR}.items():
        (folder / name).write_text(text)
    assert [(one.doc, one.metadata["file"]) for one in kept(folder)] == [("b", "b.txt"), ("a-c", "a/c.txt")]
    assert kept(folder)[1].metadata["folder"] == "a"


def test_what_a_table_beside_says_goes_before_what_a_file_says(folder):
    (folder / "mayor.html").write_text(PAGE, encoding="utf-8")
    (folder / "metadata.csv").write_text("file,newspaper,desk\nmayor.html,The Herald,town\n")
    [article] = kept(folder)
    assert (article.metadata["outlet"], article.metadata["desk"]) == ("The Herald", "town")
    assert article.origins["outlet"] == "metadata.csv"
    assert article.origins["published"] == "the files themselves"


def test_two_tables_beside_may_each_know_a_part(folder):
    (folder / "a.txt").write_text(FERRY)
    (folder / "articles.csv").write_text("doc,outlet\na,Herald\n")
    (folder / "metadata.csv").write_text("file,outlet,desk\na.txt,Echo,town\n")
    [article] = kept(folder)
    assert (article.metadata["outlet"], article.metadata["desk"]) == ("Herald", "town")


def test_a_row_of_metadata_about_no_file_is_told(folder):
    (folder / "a.txt").write_text(FERRY)
    (folder / "metadata.csv").write_text("doc,outlet\na,Herald\nb,Echo\n")
    assert dropped(folder) == [("metadata.csv", "line 3", "names “b”, which is not there")]


def test_metadata_that_name_no_file_are_refused(folder):
    (folder / "metadata.csv").write_text("outlet,desk\nHerald,town\n")
    with pytest.raises(corpus.InputError, match=r"news/metadata.csv: no column “doc” or “file”"):
        dropped(folder)


def test_an_outlet_that_nobody_names_is_unknown(folder):
    (folder / "a.txt").write_text(FERRY)
    assert kept(folder)[0].metadata["outlet"] == "unknown"


def test_pictures_beside_a_saved_page_are_one_thing_that_is_dropped(folder):
    (folder / "mayor.html").write_text(PAGE, encoding="utf-8")
    (folder / "mayor_files").mkdir()
    for name in ("a.js", "b.html"):
        (folder / "mayor_files" / name).write_text("x")
    told = "what the saved page mayor.html is shown with; no article"
    assert dropped(folder) == [("mayor_files", "", told)]


def test_word_lists_beside_the_articles_are_no_articles(folder):
    (folder / "a.txt").write_text(FERRY)
    (folder / "labels.csv").write_text("actor,label,part,pattern,reason\n")
    assert dropped(folder) == []


# --- the folder that an import makes ---


def test_an_import_gives_the_same_sources_and_texts_that_were_kept(folder, imported):
    pd.DataFrame(ROWS).to_csv(folder / "news.csv", index=False)
    (folder / "a.txt").write_text("The dam held.")
    sources, texts = imported()
    assert sources["doc"].tolist() == list(texts) == ["a", "news-000001", "news-000002"]
    assert sources["outlet"].tolist() == ["unknown", "Herald", "Echo"]
    assert texts["news-000002"] == f"Mayor goes\n\n{MAYOR}"


def test_what_is_dropped_stands_in_a_table_beside(folder, imported, tmp_path):
    (folder / "a.txt").write_text(FERRY)
    (folder / "b.txt").write_text("\n")
    imported()
    assert (tmp_path / "corpus" / "rejected.csv").read_text() == "file,place,reason\nb.txt,,empty\n"


def test_word_lists_and_corrections_come_along(folder, imported, tmp_path):
    (folder / "a.txt").write_text(FERRY)
    for name in ("Labels.csv", "corrections.csv", "corrections.AB.csv"):
        (folder / name).write_text(f"{name}\n")
    imported()
    assert {path.name for path in (tmp_path / "corpus").iterdir()} == {
        *("articles.csv", "rejected.csv", "texts.parquet"),
        *("labels.csv", "corrections.csv", "corrections.AB.csv"),
    }


def test_corrections_of_a_second_coder_are_no_article_and_nothing_that_is_dropped(folder):
    (folder / "a.txt").write_text(FERRY)
    (folder / "corrections.CD.csv").write_text("doc,do\na,remove\n")
    assert dropped(folder) == []


def test_two_imports_give_the_same_bytes(table, tmp_path):
    for name in ("one", "two"):
        import_corpus(table, tmp_path / name)
    assert [path.read_bytes() for path in sorted((tmp_path / "one").iterdir())] == [
        path.read_bytes() for path in sorted((tmp_path / "two").iterdir())
    ]


def test_articles_are_sorted_by_name_whatever_the_order_of_a_table(folder, imported):
    ids = [f"x{(i * 7) % 500:03}" for i in range(500)]
    (folder / "a.csv").write_text("id,text\n" + "".join(f"{name},Ferry {name} sank.\n" for name in ids))
    _, texts = imported()
    assert list(texts) == sorted(ids)
    assert all(texts[name] == f"Ferry {name} sank." for name in ids)


def test_a_column_that_is_called_like_one_of_ours_does_not_take_its_place(folder, imported, tmp_path):
    (folder / "a.csv").write_text(f'text,words,encoding,file\n"{FERRY}",9,none,x\n')
    sources, texts = imported()
    assert sources["given_words"].tolist() == ["9"]
    files = corpus.file_table(tmp_path / "corpus", texts)
    story = pd.DataFrame({"doc": sources["doc"], "headline": "", "dateline": "", "words": 10})
    [row] = corpus.articles_table(sources, files, story).to_dict("records")
    assert (row["encoding"], row["words"], row["bytes"]) == ("UTF-8", 10, len(FERRY))


def test_an_outlet_that_looks_like_a_formula_is_guarded_in_the_file_and_read_as_it_is(
    folder, imported, tmp_path
):
    (folder / "a.csv").write_text(f'text,outlet\n"{FERRY}",=1+1\n')
    assert imported()[0]["outlet"].tolist() == ["=1+1"]
    assert "'=1+1" in (tmp_path / "corpus" / "articles.csv").read_text()


def test_an_import_does_not_write_over_anything(folder, tmp_path):
    (folder / "a.txt").write_text(FERRY)
    (tmp_path / "corpus").mkdir()
    with pytest.raises(corpus.InputError, match="/corpus: is there already"):
        import_corpus(folder, tmp_path / "corpus")


def test_sources_of_other_articles_than_the_texts_are_refused(folder, imported, tmp_path):
    (folder / "a.txt").write_text(FERRY)
    imported()
    (tmp_path / "corpus" / "articles.csv").write_text("doc,outlet\nb,Herald\n")
    with pytest.raises(corpus.InputError, match=r"names other articles than texts\.parquet"):
        corpus.read_sources(tmp_path / "corpus")


def test_texts_are_read_one_row_group_at_a_time(folder, imported, monkeypatch):
    (folder / "a.csv").write_text("text\n" + "".join(f"Ferry {i:03} sank.\n" for i in range(450)))
    _, texts = imported()
    read = []
    monkeypatch.setattr("pyarrow.parquet.ParquetFile.read_row_group", _noting(read))
    assert sum(len(text) for text in texts.values()) == 450 * len("Ferry 000 sank.")
    assert read == [0, 1, 2]


def _noting(read):
    from pyarrow.parquet import ParquetFile

    original = ParquetFile.read_row_group

    def noting(self, group, *arguments, **settings):
        read.append(group)
        return original(self, group, *arguments, **settings)

    return noting


# --- what has to be imported ---


def test_the_study_itself_is_not_imported():
    assert not needs_import(corpus.SEEDS)


@pytest.mark.parametrize(
    ("files", "needed"),
    [
        ({"a.txt": FERRY, "articles.csv": "doc,outlet\na,Herald\n"}, False),
        ({"a.txt": FERRY}, True),
        ({"a.html": PAGE, "articles.csv": "doc,outlet\na,Herald\n"}, True),
        ({"articles.csv": f"text,outlet\n{FERRY},Herald\n"}, True),
        ({"a.txt": FERRY, "articles.csv": "doc,outlet\na,Herald\n", "labels.csv": "actor,label\n"}, False),
        ({"a.txt": FERRY, "articles.csv": "doc,outlet\na,Herald\n", "notes.csv": "day,what\n"}, False),
    ],
)
def test_a_folder_is_imported_unless_it_is_laid_out_like_the_study(folder, files, needed):
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert needs_import(folder) == needed


def test_a_folder_that_an_import_made_is_not_imported_again(folder, imported, tmp_path):
    (folder / "a.txt").write_text(FERRY)
    imported()
    assert not needs_import(tmp_path / "corpus")
