"""Several articles in one file: parted, or set aside with what comes again in it. All news is invented."""

from found import docx, dropped, kept

from inotherwords.corpus.formats import several_articles

STORY = (
    "The council of Marwick voted on Friday to close the harbour, after the old quay had cracked again.\n\n"
)
STORY += "Mayor Ada Quill said that it was no longer safe for anyone who works there or comes by ferry."
CLIPS = [("Harbour shut", "Marwick Herald", "3 May 2024"), ("Ferries angry", "Oxholm Echo", "4 May 2024")]


def told(text):
    """What each part is, or the reason for which the file is set aside; None for one article."""
    found = several_articles.part_text(text, "a.txt", "UTF-8")
    facts = ("outlet", "published")
    return found and [
        one.reason if hasattr(one, "reason") else (one.text.split("\n")[0], *map(one.metadata.get, facts))
        for one in found
    ]


PARTED = [("Harbour shut", "Marwick Herald", "2024-05-03"), ("Ferries angry", "Oxholm Echo", "2024-05-04")]


def test_a_file_is_parted_where_every_part_begins_with_a_headline_and_a_day():
    forms = [
        "{0}\n{1}, {2}",
        "{0}\n\n{1}\n{2}",
        "Title: {0}\nSource: {1}\nDate: {2}",
        "{0}\nQuelle: {1}\nDatum: {2}",
        "{0}\nBy Delia Brook\n{1}\nFriday, {2}",
        "{1}\nFriday, {2}\n\n{0} once and for all",
        "{3}. {0}\n{1}, {2}",
        "[{3}]\n{0}\n{1} vom {2}, S. 4",
        "{1}\n{2}\nPagina {3}\n\n{0}",
        '"{1}" vom {2}   Seite 3\nRessort: Lokales\n\n{0}',
        "Title:\n{0}\nAuthor(s):\nAda Roe\nSource:\n{1}. {2}, p3.",
        "Источник: {1}\nДата выпуска: {2}\nНомер выпуска: 101\nЗаглавие: {0}",
    ]
    for head in forms:
        for before in ("-----\n", "* * *\n", "\f", "Document {3} of 2\n", "", "\n\n\n"):
            text = [f"{before}{head}\n\n{STORY}\n\n".format(*clip, i) for i, clip in enumerate(CLIPS, 1)]
            parted = [
                (headline.removesuffix(" once and for all"), *rest) for headline, *rest in told("".join(text))
            ]
            assert parted == PARTED, (head, before)


def test_a_file_that_cannot_be_parted_surely_is_set_aside_with_what_comes_again_in_it():
    for mark, named in [
        ("Record 000{}\n", "headings like “Record 0001”"),
        ("{} of 3 DOCUMENTS\n", "lines like “1 of 3 DOCUMENTS”"),
        ("Dokument {} von 3\n", "lines like “Dokument 1 von 3”"),
        ("APA00{}2 5 AI 0234\n", "lines like “APA0012 5 AI 0234”"),
        ("APA00{}2 5 CI 105 II  Do, 12.Okt.2023\n", "lines like “APA0012 5 CI 105 II Do, 12.Okt.2023”"),
        ("Accession number: 12{}\n", "the label “Accession number”"),
        ("#####\n", "rows of “###”"),
        ("\f", "page breaks"),
        ("Copyright 2024 Marwick Media {}\n", "lines with a copyright"),
        ("WARC/1.0\nWARC-Type: conversion\nWARC-Date: 2024-05-0{}\nWARC-ID: x\n\n", "lines like “WARC-Type"),
        ("Tid: {}\nPlats: Marwick\nSkrivet av: Ada\n", "lines like “Tid: 1”"),
        ('<text id="{}">\n', "lines like “<text>”"),
        ("**** *nr_{}\n", "lines like “****”"),
    ]:
        text = "".join(f"{mark.format(i)}Harbour shut again\n\n{STORY}\n\n" for i in range(1, 4))
        [reason] = told(text)
        assert reason.startswith(f"several articles in one file, parted by {named}"), reason
        assert "save each article in a file of its own" in reason
    notice = "\n\nSent to all who pay for the Marwick Wire.\n\n"
    [reason] = told("".join(f"Day {i}\n\n{STORY.replace('.', f' {i}.')}{notice}" for i in "abc"))
    assert reason.startswith("several articles in one file, parted by the line “Sent to all who pay for")
    [reason] = told(f"Harbour shut\n\n{STORY * 900}")
    assert reason.startswith("longer than any article")


def test_one_article_with_breaks_pictures_times_questions_and_numbers_is_one():
    for between in (
        "* * *",
        "-----",
        "\f",
        "1 / 3",
        "10:15",
        "Q: Is it safe?",
        "© Reuters",
        "Day 2",
        "Gunfire",
    ):
        assert told(f"Harbour shut\n\n{STORY}\n\n{between}\n\n{STORY}\n\n{between}\n\n{STORY}") is None, (
            between
        )
    assert told(f"Harbour shut\nMarwick Herald, 3 May 2024\n\n{STORY}\n\n© 2024 Marwick Media") is None
    for heading in ("=== {} ===", "# {}", "https://marwick.example/{0!a:.4}"):
        text = "".join(f"{heading.format(name)}\n{STORY}\n\n" for name, *_ in CLIPS)
        assert (told(text), several_articles.note_parts(text)[:35]) == (
            None,
            "is it one article? Its parts begin ",
        )


MORE = [
    "Ferries to the isle of Oxholm stopped at noon, when their crews heard of the Marwick quay. "
    "The company, Northern Sound Lines, said that Ruth Callander would speak for it, and she said nothing. "
    "About a hundred people slept in the hall of the school, where the cook made soup until midnight.",
    "Hives on the roofs of Arlenberg gave twice as much honey as those of the farms, Marthe Quillon found. "
    "She weighed them with pupils of the college each week between April and September, and was stung twice. "
    "Farmers from the Ister valley told her that bees had gone where people had gone, and for one reason.",
    "A girl of nine beat a grandmaster in the village of Little Orm on Sunday, in thirty-four moves. "
    "Her opponent, Viktor Halasz, shook hands with Tamsin Okoro and asked for a copy of what she wrote. "
    "The federation of the county offers her a place, and her mother would rather that she learnt to swim.",
]
HEADS = ["Ferries stop at noon", "City bees make more honey", "Girl of nine beats master"]
NAMES = ["Ada Roe", "Sam Ode", "Lise Moran"]


def test_a_head_that_comes_again_parts_articles_whatever_it_is():
    for form in (
        "#{0}\n{1}\n\n{3}",
        "# {0}\n\n{1}\n\n{3}",
        "[{0}]\n{1}\n{3}",
        "No. {0}\n{1}\n\n{3}",
        "{0}.\n\n{1}\n\n{3}",
        "{0}. {1}\n\n{3}",
        "({0}) {1}\n\n{3}",
        "{1}\nBy {2}\n\n{3}",
        "{1}\n{2}\n\n{3}",
        "{1}\nFrom the Post of {2}\n\n{3}",
        "{1}\n\nOXHOLM, May {0} (Newswire) - {3}",
        "{1}\n\n{3}\n\n(Herald, {0} May 2024)",
        "{1}\n\n{3}\n\n— {2}, Herald",
    ):
        parts = zip((1, 2, 3), HEADS, NAMES, MORE, strict=True)
        found = told("\n\n".join(form.format(*part) for part in parts))
        assert found is not None, form
        assert str(found[0]).startswith("several articles in one file, parted by"), form


CONTROLS = [
    "{0}\n\n{3}\n\n1. {1}\n\n{4}\n\n2. {2}\n\n{5}",  # a list of walks
    "{0}\nBy Ada Roe\n\n1\n\n{3}\n\n2\n\n{4}\n\n3\n\n{5}",  # chapters
    "{0}\nBy Ada Roe\n\n{3}\n\nWhat happened?\n\n{4}\n\nWho pays?\n\n{5}",  # questions
    "{0}\n3 May 2024\nBy Ada Roe\n\n18:40\n{1}\n\n{4}\n\n17:10\n{2}\n\n{5}",  # as it happened
    "{0}\n\n{3}\n\n2 May 2024\n\n{4}\n\n3 May 2024\n\n{5}",  # day by day
    "{0}\nBy Ada Roe\n\n{3}\n\n{1}\n\n{4}\n\n{2}\n\n{5}\n\nReporting by Sam Ode",  # headings
    "{0}\n\n{3}\n\nThe quay on Monday.\nPhoto: Jo Roe\n\n{4}\n\nA ferry.\nPhoto: Sam Ode\n\n{5}",
    "{0}\n\n{3}\n1. Mice\n2. Rats\n3. A cat\n\n{4}\n\n{5}",
]


def test_one_article_with_headings_numbers_days_and_names_of_its_own_is_one():
    for form in CONTROLS:
        text = form.format(*HEADS, *MORE)
        assert told(text) is None, form


def test_headings_below_which_nothing_of_what_is_above_is_named_are_told():
    text = "\n\n".join(f"{head}\n\n{words}" for head, words in zip(HEADS, MORE, strict=True))
    assert told(text) is None
    assert several_articles.note_parts(text) == (
        "is it one article? nothing that is named above “City bees make more honey” is named below it"
    )
    same = text.replace("honey", "honey from Oxholm and Northern Marwick").replace("Little", "Oxholm")
    assert several_articles.note_parts(same) == ""


def test_titles_of_a_page_and_what_stands_behind_an_article_part_it(tmp_path):
    (tmp_path / "a.html").write_text("".join(f"<h1>{title}</h1><p>{STORY}</p>" for title, *_ in CLIPS))
    [(_, _, reason)] = dropped(tmp_path)
    assert reason.startswith("several articles in one file, parted by page breaks or titles (2 parts)")
    tail = "Ada Roe\n\nSubject: ports\nLänge: 40\n\n"
    parts = several_articles.part_text(
        "".join(f"-----\n{a}\n{b}, {c}\n\n{STORY}\n\n{tail}" for a, b, c in CLIPS), "", ""
    )
    assert [(one.text.split("\n\n")[1:], one.metadata["byline"]) for one in parts] == [
        (STORY.split("\n\n"), "Ada Roe")
    ] * 2


def test_titles_in_a_word_document_part_it(tmp_path):
    lines = [line for title, outlet, day in CLIPS for line in (title, f"{outlet}, {day}", STORY)]

    def titled(document):
        for paragraph in document.paragraphs[::3]:
            paragraph.style = "Heading 1"

    (tmp_path / "a.docx").write_bytes(docx(lines, titled))
    assert [one.metadata["outlet"] for one in kept(tmp_path)] == ["Marwick Herald", "Oxholm Echo"]
    assert dropped(tmp_path) == []


BODY = (
    "The council of Orlen closed the mill on Monday, after its wheel had come loose for the third time.\n\n"
    "Nobody was hurt. The owners, who live abroad, could not be reached, their lawyer said on Tuesday.\n\n"
    "“We shall miss the flour and not the noise,” said Ada Roe, who has lived next door for twenty years."
)


def test_what_stands_before_the_first_article_is_a_cover(tmp_path):
    heads = [
        f"[{at}] {title}\nOrlen Post - {at} May 2024" for at, title in ((1, "Mill shut"), (2, "Quay open"))
    ]
    text = "\n\n".join(f"{head}\n\n{BODY}" for head in heads)
    (tmp_path / "a.txt").write_text(f"Search results for: mill\nExported 4 November 2025\n\n{text}")
    found = [(one.metadata["headline"], one.metadata["published"]) for one in kept(tmp_path)]
    assert found == [("Mill shut", "2024-05-01"), ("Quay open", "2024-05-02")]
    assert "left out: Search results for: mill Exported" in kept(tmp_path)[0].metadata["note"]


def test_labels_above_their_values_are_read_as_before_them(tmp_path):
    heads = [f"Bron\nOrlen Post\nVerschijningsdatum\n{at}-05-2024\nKop\nMill {at} shut" for at in (14, 15)]
    (tmp_path / "a.txt").write_text("\n=====\n".join(f"{head}\n\n{BODY}" for head in heads))
    found = [
        tuple(one.metadata[name] for name in ("headline", "outlet", "published")) for one in kept(tmp_path)
    ]
    assert found == [(f"Mill {at} shut", "Orlen Post", f"2024-05-{at}") for at in (14, 15)]


def test_heads_of_pages_in_a_text_that_was_copied_part_no_articles(tmp_path):
    head = "Orlen Post 3 May 2024"
    pages = "\n".join(f"{BODY}\n{number}\n{head}" for number in (4, 5))
    (tmp_path / "a.txt").write_text(f"{head}\n\nMill shut\n\n{pages}\n{BODY}")
    [one] = kept(tmp_path)
    assert head not in one.text
    assert one.metadata["note"].startswith(f"heads of pages, left out: {head}")
