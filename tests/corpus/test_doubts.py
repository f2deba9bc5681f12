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
