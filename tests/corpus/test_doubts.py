"""What is asked about an article that is kept: nothing of a clean one. All news is invented."""

import pytest
from found import kept

from inotherwords import cli
from inotherwords.corpus.formats.doubts import find_doubts
from inotherwords.paths import SEEDS

TITLE = "Council of Orlen closes the mill"
BODY = [
    "The council of Orlen closed the mill on Monday, after its wheel had come loose for the third time.",
    "Nobody was hurt. The owners, who live abroad, could not be reached, their lawyer said.",
    "“We shall miss the flour and not the noise,” said Ada Roe, who lives next door.",
]
CLEAN = {
    "plain": [TITLE, *BODY],
    "a byline and a day": [TITLE, "By Ada Roe", "3 May 2024", *BODY],
    "a standfirst": [TITLE, "Owners who live abroad have not been asked", *BODY],
    "a dateline and a signature": [TITLE, f"ORLEN, May 3 (Newswire) - {BODY[0]}", *BODY[1:], "By Ada Roe"],
    "headings": [TITLE, BODY[0], "What the owners say", *BODY[1:], "Who pays", *BODY],
    "a picture": [TITLE, "The mill on Monday. Photo: Jo Roe", *BODY],
    "no headline": BODY,
    "a question": ["Who closes the mill of Orlen?", *BODY],
    "a list": [TITLE, *BODY, "1. Flour", "2. Noise", *BODY],
}


@pytest.mark.parametrize("what", CLEAN)
def test_a_clean_article_has_no_doubts(what):
    assert find_doubts("\n\n".join(CLEAN[what]), {"headline": TITLE, "outlet": "Orlen Post"}) == []


def test_nothing_is_doubtful_in_the_articles_of_the_study(capsys):
    assert cli.main(["inspect", str(SEEDS)]) == 0
    assert "oubtful" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("lines", "asked"),
    [
        (["Home", "3 hours ago", *BODY], "no headline found"),
        (["Wheels", *BODY], "is “Wheels” its headline?"),
        ([TITLE, "166 words", *BODY], "is “166 words” its text?"),
        ([TITLE, *BODY, "Orlen Media Group"], "is “Orlen Media Group” its text?"),
        ([TITLE, *BODY, "Read more of our stories on the mill here."], "is “Read more of our stories"),
        ([TITLE, *BODY, "Order no. 2024-17"], "is “Order no. 2024-17” its text?"),
        ([TITLE, *BODY, "The councilâ€™s leader left."], "has broken letters"),
        ([TITLE, *BODY * 4, "Fair off", "Pool shut", "Fire out", *BODY * 4], "is “Fire out” its text?"),
    ],
)  # fmt: skip
def test_what_hardly_belongs_to_an_article_is_asked(lines, asked):
    told = find_doubts("\n\n".join(lines), {})
    assert [one[: len(asked)] for one in told] == [asked]


def test_an_outlet_that_is_none_is_asked():
    for outlet in ("166 words", TITLE, "Printed from the archive of the Orlen Post"):
        told = find_doubts("\n\n".join([TITLE, *BODY]), {"headline": TITLE, "outlet": outlet})
        assert told == [f"is “{outlet}” its outlet?"]


def test_inspect_counts_doubtful_articles_and_the_note_has_what_is_asked(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("\n\n".join(["Wheels", *BODY]))
    (tmp_path / "b.txt").write_text("\n\n".join([TITLE, *BODY]))
    assert [one.metadata.get("note") for one in kept(tmp_path)] == [
        "doubtful: is “Wheels” its headline?",
        None,
    ]
    cli.main(["inspect", str(tmp_path)])
    told = capsys.readouterr().out
    assert "(doubtful: is “Wheels” its headline?)" in told
    assert "Doubtful: 1 article." in told


def test_a_page_whose_headings_have_texts_of_their_own_is_asked_about(tmp_path):
    text = "".join(f"<p>{line}</p>" for line in BODY)
    page = "".join(f"<h2>{title}</h2>{text}" for title in ("Mill closed", "Quay open"))
    head = "<title>Press review, week 12</title><h1>Press review</h1>"
    (tmp_path / "a.html").write_text(f"<html><body>{head}{page}</body></html>")
    [one] = kept(tmp_path)
    told = "is it one article? 2 headings have texts below them, and none stands above"
    assert (one.metadata["note"].partition(";")[0], one.metadata["outlet"]) == (told, "unknown")
    head = (
        f"<title>{TITLE} - Orlen Post</title><h1>{TITLE}</h1><p>Updated 4 May 2024, published 3 May 2024</p>"
    )
    (tmp_path / "a.html").write_text(f"<html><body>{head}{text}</body></html>")
    [one] = kept(tmp_path)
    assert (one.metadata["outlet"], one.metadata["published"]) == ("Orlen Post", "2024-05-03")
    (tmp_path / "a.html").write_text(
        f"<html lang='en'><body><h1>{TITLE}</h1><p class='date'>03/04/2024</p>{text}</body></html>"
    )
    [one] = kept(tmp_path)
    assert "published" not in one.metadata
    told = "published 03/04/2024: 2024-03-04 or 2024-04-03, which is not said"
    assert one.metadata["note"].startswith(told)


def test_a_message_that_is_sent_on_is_the_article_below_its_head(tmp_path):
    head = (
        f"From: a@x.example\nTo: b@x.example\nSubject: Fwd: {TITLE}\nDate: Mon, 5 May 2025 10:00:00 +0200\n"
    )
    inner = f"---------- Forwarded message ---------\nFrom: Post\nDate: Sun, 4 May 2025\nSubject: {TITLE}\n"
    text = "\n\n".join(BODY).replace("“", '"').replace("”", '"')
    (tmp_path / "a.eml").write_text(f"{head}\nLook at this.\n\n{inner}\n{text}\n")
    [one] = kept(tmp_path)
    assert one.text == f"{TITLE}\n\n{text}"
    assert (one.metadata["published"], one.metadata["headline"]) == ("2025-05-04", TITLE)
    assert one.metadata["note"].endswith("left out: “Look at this.”")


def test_years_of_two_digits_and_lists_pasted_with_an_article_are_read(tmp_path):
    rows = [f"{TITLE};{BODY[0]};09.04.25", f"{TITLE};{BODY[1]};13.04.98"]
    (tmp_path / "a.csv").write_text("\n".join(["title;text;date", *rows]))
    assert [one.metadata["published"] for one in kept(tmp_path)] == ["2025-04-09", "1998-04-13"]


@pytest.mark.parametrize(
    ("lines", "asked"),
    [
        (["Orlen Evening Post", "3 May 2024", TITLE, *BODY], "“Orlen Evening Post” was not taken"),
        ([TITLE, "Nobody was asked about it at all", "The mill on a summer day", *BODY], "is “The mill on a"),
        ([TITLE, *BODY, "Ada Roe is the mill correspondent of the Post."], "is “Ada Roe is the mill corr"),
    ],
)  # fmt: skip
def test_what_is_read_by_a_weak_sign_is_told(lines, asked):
    assert [one[: len(asked)] for one in find_doubts("\n\n".join(lines), {})] == [asked]


def test_a_live_blog_is_told_with_the_order_of_its_entries(tmp_path):
    entries = [line for time in ("14:05", "13:30", "9:10") for line in (time, *BODY)]
    (tmp_path / "a.txt").write_text("\n\n".join([TITLE, BODY[0], *entries]))
    [one] = kept(tmp_path)
    assert "is it a live blog? It has 3 entries with a time, the newest first" in one.metadata["note"]
