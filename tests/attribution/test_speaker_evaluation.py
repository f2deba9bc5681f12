"""Whether words go to the right person: how it is judged."""

from types import SimpleNamespace

from inotherwords.attribution import speaker_evaluation
from inotherwords.attribution.extraction import Extracted

SAME = [
    *[
        ("Ann Reed", "Ann Reed", False),
        ("Dr. Ann Reed", "Ann Reed", False),
        ("the Council", "Council", False),
    ],
    *[("the mayor", "the mayor of Hull", True), ("Ann Reed; Tom Holt", "Ann Reed and Tom Holt", False)],
]
OTHER = [
    *[("Robert Reed", "Ann Reed", False), ("Reed", "Ann Reed", False), ("", "Ann Reed", True)],
    ("Ann Reed; Tom Dow", "Ann Reed and Tom Holt", False),
]


def test_two_names_are_of_one_person_if_one_holds_the_other():
    assert [case for case in SAME + OTHER if speaker_evaluation.is_same(*case)] == SAME


def test_what_is_found_is_judged_by_the_person_read_or_else_by_the_source_itself():
    raw = "Ann Reed said it rained. She said it froze. The mayor said it thawed."
    marked = [(0, 8, 14, 23), (25, 28, 34, 42), (44, 53, 59, 68)]
    gold = [{"source": [[a, b]], "cue": [], "content": [[c, d]]} for a, b, c, d in marked]
    found = [
        SimpleNamespace(speaker=speaker, resolved_by="", spans=Extracted((), (), ((c, d),), 1.0))
        for speaker, (_, _, c, d) in zip(("Ann Reed", "the mayor", "the mayor"), marked, strict=True)
    ]
    judged = speaker_evaluation.judge((raw, gold, []), {1: (0, 8), 2: (0, 8)}, found)
    assert {one.rule for one in judged} == {"none"}
    assert [(one.kind, one.meant, one.right) for one in judged] == [
        ("full name", "Ann Reed", True),
        ("pronoun", "Ann Reed", False),
        ("description", "The mayor", True),
    ]


def test_the_articles_read_have_a_place_for_each_person():
    read = speaker_evaluation.read_persons()
    assert len(read) == 27
    assert all(0 <= start < end for places in read.values() for start, end in places.values())
