"""The rule of the accuracy: small cases, worked by hand."""

import pytest

from inotherwords.attribution import scoring

#       0         1         2         3         4
#       0123456789012345678901234567890123456789012345678901
TEXT = "“The mill has gone,” said Ann Reed. Tom Holt thinks so."
REED = {"source": [[26, 34]], "cue": [[21, 25]], "content": [[0, 20]]}
HOLT = {"source": [[36, 44]], "cue": [[45, 51]], "content": [[52, 54]]}


def counts(marked, found, discarded=(), text=TEXT):
    """What counts: found, annotated, right, right with source."""
    made = scoring.score((text, marked, [*discarded]), found)
    return tuple(made[name] for name in ("found", "annotated", "right", "right with source"))


@pytest.mark.parametrize(
    ("content", "right"),
    [
        ([[0, 20]], 1),
        ([[1, 18]], 1),  # marks and commas at the edge decide nothing
        ([[1, 9]], 1),  # The mill: two of four words
        ([[3, 7]], 1),  # a span has the tokens of which it touches a letter: the same two
        ([[5, 7]], 0),  # one of four
        ([[1, 4], [14, 18]], 1),  # a broken content has the words of all its parts
        ([[0, 34]], 1),  # four of seven
        ([[0, 44]], 0),  # four of nine
        ([[35, 54]], 0),
        ([], 0),
    ],
)
def test_half_of_the_words_make_two_contents_one(content, right):
    assert counts([REED], [REED | {"content": content}])[2] == right


@pytest.mark.parametrize(
    ("source", "marked", "right"),
    [
        ([[26, 34]], [[26, 34]], 1),
        ([[30, 34]], [[26, 34]], 1),  # Reed: one of two
        ([[26, 44]], [[30, 34]], 0),  # one of four
        ([], [[26, 34]], 0),
        ([[26, 34]], [], 0),
        ([], [], 1),
    ],
)
def test_a_source_is_right_by_half_of_its_words_or_where_there_is_none(source, marked, right):
    found = counts([REED | {"source": marked}], [REED | {"source": source}])
    assert found == (1, 1, 1, right)


def test_each_is_paired_with_one_other_and_so_that_most_is_shared():
    twice = [REED, REED | {"source": []}]
    assert counts([REED], twice) == (2, 1, 1, 1)
    assert counts(twice, [REED]) == (1, 2, 1, 1)
    # What has Holt's words alone goes to Holt, and what has both's to Reed.
    both = REED | {"content": [[0, 20], [52, 54]]}
    assert counts([REED, HOLT], [both, HOLT]) == (2, 2, 2, 2)
    assert counts([], [REED]) == (1, 0, 0, 0)
    assert counts([REED], []) == (0, 1, 0, 0)
    edges = {(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8}  # the best single pair would leave two without one
    assert scoring.match(edges) == [(0, 1), (1, 0)]
    assert scoring.match({}) == []


def test_between_equal_contents_the_source_decides_and_then_the_cue():
    one, other = (REED | {"source": source} for source in ([[26, 34]], [[36, 44]]))
    assert counts([one, other], [other, one]) == (2, 2, 2, 2)
    assert counts([other], [one, other]) == (2, 1, 1, 1)


def test_what_is_no_part_of_the_article_does_not_count():
    assert counts([REED, HOLT], [REED, HOLT], [[0, 20]]) == (1, 1, 1, 1)
    assert counts([REED], [REED], [[0, 9]]) == (1, 1, 1, 1)  # less than half of what is found
    assert counts([REED], [REED], [[0, 13]]) == (0, 1, 0, 0)
    assert counts([REED | {"content": []}], []) == (0, 0, 0, 0)


def test_the_type_is_by_the_words_in_quotation_marks_and_says_which_were_detected():
    mixed = REED | {"content": [[0, 34]]}
    made = scoring.score((TEXT, [REED, mixed, HOLT], []), [REED, HOLT])
    kinds = ("direct", "mixed", "indirect")
    assert [made[kind] for kind in kinds] == [1, 1, 1]
    assert [made[f"{kind} right"] for kind in kinds] == [1, 0, 1]


def test_an_annotation_is_read_as_brat_writes_it(tmp_path):
    marked, discarded = scoring.read_annotation(
        "T1\tSource 26 34\tAnn Reed\nT2\tCue 21 25\tsaid\nT3\tContent 15 20;0 14\tgone The mill\n"
        "T4\tDiscard 36 54\tTom\nE1\tAttribution:T2 Source:T1 Cue:T2 Content:T3\n#1\tNote T1\tno event\n"
        "T5\tContent 52 54\tso\nE2\tAttribution:T5 Content1:T5 Other:T4\n"
    )
    assert marked == [
        {"source": [[26, 34]], "cue": [[21, 25]], "content": [[0, 14], [15, 20]]},
        {"source": [], "cue": [], "content": [[52, 54]]},
    ]
    assert discarded == [[36, 54]]
    for name, content in {
        "text/a.txt": TEXT,
        "attributions/a_00ff.ann": "",
        "attributions/a_ff00.ann": "",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "attributions" / "a_ff00.ann").write_text("T4\tDiscard 0 4\t“The\n", encoding="utf-8")
    assert scoring.read_part(tmp_path) == {"a": (TEXT, [], [])}
    assert scoring.read_part(tmp_path, 1) == {"a": (TEXT, [], [[0, 4]])}
    assert scoring.read_part(tmp_path, 2) == {}


def test_precision_recall_and_f1():
    assert scoring.shares(3, 4, 6) == (0.75, 0.5, 0.6)
    assert scoring.shares(0, 0, 0) == (0.0, 0.0, 0.0)
