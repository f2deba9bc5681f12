import time
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from inotherwords.text import quotations

MARKS = quotations.DOUBLE + quotations.SINGLE
# Prose in which marks stand everywhere, also where no newsroom would put them.
PIECES = [*MARKS, *"` \n\tas01.,?(—\u200b", "''", "``", "‘‘", "’’", "s' w", "\n“", "'90s", "5'10\""]
ANY = st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text()
# Words of which none is shortened at its beginning, and the last letter of none may be before an apostrophe.
PLAIN = st.lists(
    st.sampled_from(["Peace", "the army", "left", "at 10", "we", "Zoë", "don't", "— he —"]), min_size=1
).map(" ".join)
ONE_CHARACTER = ["“”", "„“", "„”", "“„", "““", "””", "«»", "»«", '""', "‘’", "''", "‚‘"]
TWO_CHARACTERS = [("''", "''"), ("``", "''"), ("‘‘", "’’")]
NESTED = [
    ("“", "”", "‘", "’"),
    ("„", "“", "‚", "‘"),
    ("„", "”", "“", "”"),
    ("«", "»", "“", "”"),
    ("“", "”", "“", "”"),
    ('"', '"', "'", "'"),
    ('"', '"', '"', '"'),
    ("‘", "’", "“", "”"),
    ("'", "'", '"', '"'),
    ("''", "''", "'", "'"),
    ("``", "''", "'", "'"),
]
# Each opens, closes, repeats or does nothing without an end.
HEAPS = ["“", '"', "'", "’", "‘", "`", "«a ", "“ ", "“„\"«''", "“‘", "a” ", "“a\n", "\n“", "“‘a\n“‘", "1'"]
HEAPS += ["s' ", ". "]


def cases(lines):
    """The texts between strokes and line breaks."""
    return [case for line in lines.strip().splitlines() for case in line.strip().split(" | ")]


def quoted(text):
    return [text[start:end] for start, end in quotations.find_quotations(text)]


def parsed(text):
    """Every pair of marks with what stands between them."""
    return [text[first : last + 1] for first, last in quotations.pair_marks(text)]


def test_a_quotation_is_found_whatever_the_shape_of_its_marks():
    texts = cases("""
        “Peace,” he said. | „Peace,“ he said. | „Peace,” he said. | “Peace,„ he said.
        “Peace,“ he said. | ”Peace,” he said. | «Peace,» he said. | « Peace, » he said.
        «\u202fPeace,\u202f» he said. | »Peace,« he said. | "Peace," he said. | ‘Peace,’ he said.
        'Peace,' he said. | ‚Peace,‘ he said. | ''Peace,'' he said. | ``Peace,'' he said.
        ‘‘Peace,’’ he said. | „Peace,'' he said. | ‘Peace,‘ he said.
    """)
    assert {text: quoted(text) for text in texts} == {
        text: [text.removesuffix(" he said.")] for text in texts
    }


def test_the_outermost_quotations_of_a_text_are_these():
    expected = {
        'He said "yes" and "no".': ['"yes"', '"no"'],  # straight marks: by their neighbours
        "„Were they “with him”, he asked,” she said.": ["„Were they “with him”, he asked,”"],
        "“to bring order” in Homs “as soon as possible“.": ["“to bring order”", "“as soon as possible“"],
        "the 'terrorists' and the 'rebels' left": ["'terrorists'", "'rebels'"],
        # An apostrophe in a later quotation does not keep an earlier one open.
        "They called 'the boys' back. “It is the fighters’,” he said.": [
            "'the boys'",
            "“It is the fighters’,”",
        ],
        '<a id="1" who="@b" on="May">“No,” he said.</a>': ['"1"', '"@b"', '"May"', "“No,”"],
        "Syria’s allies’ fronts, Syria's allies' fronts and ’twas Iran’s.": [],
        "In the ’90s the allies’ fronts held.": [],
        "(« Peace » at last)": ["« Peace »"],
        "‘We’re scared,’ he said.": ["‘We’re scared,’"],
        "“We left. Nobody stopped us,” she said.": ["“We left. Nobody stopped us,”"],
        "“We left at night.\n\n“Nobody came,” she said.": ["“We left at night.\n\n“Nobody came,”"],
        "“One.\n“Two.\n“Three,” she said.": ["“One.\n“Two.\n“Three,”"],
        "“We left at night.\nThey arrived. “Welcome,” they heard.": ["“Welcome,”"],
        "We left,” she said, “at night”.": ["“at night”"],
        "": [],
    }
    assert {text: quoted(text) for text in expected} == expected


def test_both_pairs_of_a_nested_quotation_are_known():
    text = "“He said ‘no’ twice.”"
    assert [text[first : last + 1] for first, last in quotations.pair_marks(text)] == [text, "‘no’"]


def test_a_pair_of_marks_of_two_characters_has_the_outer_ones():
    assert quotations.pair_marks("He: ''Go.''") == [(4, 10)]


def test_nested_quotations_are_all_known():
    known = [
        ("''They said 'no,'''", ["'no,'"]),
        ("'''No' is what they said,''", ["'No'"]),
        ("\"'No' is what they said, 'and no again.'\"", ["'No'", "'and no again.'"]),
        ("‘They said “no,”’", ["“no,”"]),
        ("“They said ‘no.’”", ["‘no.’"]),
        ('"They said "no" twice."', ['"no"']),
        ('"They said "at 10" twice."', ['"at 10"']),
        ("„They said ‚no‘, then «yes»,“", ["‚no‘", "«yes»"]),
        ("“He said ‘she said “no” again’ twice.”", ["‘she said “no” again’", "“no”"]),
        ("„They said 'no.'“", ["'no.'"]),
    ]
    found = [(text, parsed(f"{text}, she told us.")) for text, _ in known]
    assert found == [(text, [text, *inner]) for text, inner in known]


def test_apostrophes_in_a_quotation_do_not_end_it():
    texts = cases("""
        ‘The fighters’ war is over,’ | 'The fighters' war is over,' | 'We're doin' fine,'
        'Rock 'n' roll was big in the '90s,' | ‘Oh, ’tis the end of ’90s rock ’n’ roll,’
        'Get 'em out, and don't come back 'til May,' | 'The fighters' and the neighbours' war is over,'
        “The fighters’ war ‘is over’ for Syria’s ’90s men,” | 'boys' club' | 'terrorists' | ‘N-word’
        '12 dead' | “He called it ‘the boys’’ war,”
    """)
    assert [text for text in texts if quoted(f"She said {text} and left.") != [text]] == []


def test_apostrophes_measures_and_heaps_of_marks_open_nothing():
    texts = cases("""
        Rock 'n' roll, rock 'n roll, '90s and ’90s music, ’tis and 'tis and ‘tis, get 'em.
        The fighters' war and the neighbours’ wars. | In '94 the fighters' war began.
        He had 'bout enough. The fighters' war began.
        He is 5'10" and she is 5' 6" and it is 6’2” and 3'4'' long. | A 10" gun and a 12'' record.
        ''''Peace'''' and ```Peace``` | It`s peace.
    """)
    assert [text for text in texts if quotations.pair_marks(text)] == []


def test_feet_and_inches_do_not_end_a_quotation():
    texts = cases("""
        "He's 5'10" tall," | “He’s 6’2”,” | “She’s 5’2”. You know her,” | "A 10" gun was found,"
        'He is 5' 10" tall,' | "We counted 10"
    """)
    assert [text for text in texts if quoted(f"She said {text} and left.") != [text]] == []


def test_a_mark_that_never_closes_swallows_nothing():
    expected = [
        ("“We will fight, he said. “And win.” Then he left.", ["“And win.”"]),
        ('"We will fight, he said. "And win." He left. "No," she said.', ['"And win."', '"No,"']),
        ("“We will fight, he said. “And win.”\n“No,” she said.", ["“And win.”", "“No,”"]),
        ("“We will fight, he said. “And win.\n“Or not,” she said.", ["“And win.\n“Or not,”"]),
        ("«We “will fight» and win.", ["«We “will fight»"]),
        ("“We ‘will fight,” he said. The people’s men.", ["“We ‘will fight,”"]),
        ("‘We will fight, he said. The fighters’ war began.", []),
        ("We left,„ he said. “No,” she said.", ["“No,”"]),
        ("“We left.\nThey came,” he said.", []),
        ("“We left. “", ["“We left. “"]),
        ("„\nWe left,“ he said.", []),
        ("“One.\n“Two.\nThree. “Four,” he said.", ["“Four,”"]),
        ("He had 'bout enough.\n'Peace,' he said.", ["'Peace,'"]),
    ]
    assert [(text, quoted(text)) for text, _ in expected] == expected


def test_each_paragraph_of_a_long_quotation_repeats_its_mark():
    texts = [
        '"One.\n\n"Two.\n\n"Three,"',
        "''One.\n\n''Two.\n\n''Three,''",
        "«One.\n« Two.\n«Three»",
        "‘One.\n‘Two.\n‘Three,’",
        "„One “strange” thing.\n„Two,“",
        "“One: ‘a.\n“‘b.’ Two,”",
        "“One.\n“‘Two’ is two,”",
        "“One.\r\n \u200b“Two,”",
    ]
    found = {text: quoted(f"He said: {text} and left.\n“No,” she said.") for text in texts}
    assert found == {text: [text, "“No,”"] for text in texts}


def test_a_quotation_in_a_quotation_may_run_over_two_paragraphs_too():
    text = "“He said: ‘One.\n“‘Two,’ and left.”"
    assert parsed(text) == [text, "‘One.\n“‘Two,’"]


def test_the_quotations_of_the_study_are_the_same_in_the_raw_and_the_analysed_text(texts, analysed):
    for doc, text in texts.items():
        assert quotations.pair_marks(analysed[doc]) == quotations.pair_marks(text)


def test_every_double_mark_of_the_study_but_the_stray_one_is_in_a_pair(texts):
    alone = []
    for text in texts.values():
        paired = {place for pair in quotations.pair_marks(text) for place in pair}
        marks = {place for place, character in enumerate(text) if character in quotations.DOUBLE}
        alone += [text[place - 3 : place + 4] for place in sorted(marks - paired)]
    assert alone == [".” “. ."]


def is_double(text, place, closing):
    """Whether the mark of a pair is a double one: a double mark, or the outer of two single ones."""
    two = text[place - 1 : place + 1] if closing else text[place : place + 2]
    return text[place] in quotations.DOUBLE or two in quotations.TWO


@given(ANY)
@example("“" * 50)
@example("“‘a\n“‘”’b")
@example("('''.")
def test_pairs_of_any_text_are_sorted_balanced_and_in_range(text):
    pairs = quotations.pair_marks(text)
    assert pairs == sorted(pairs)
    used = [place for pair in pairs for place in pair]
    assert len(set(used)) == len(used)
    for opening, closing in pairs:
        assert 0 <= opening < closing < len(text)
        assert {text[opening], text[closing]} <= {*MARKS, "`"}
        assert is_double(text, opening, closing=False) == is_double(text, closing, closing=True)
        assert not any(opening < first < closing < last for first, last in pairs)


@given(ANY)
def test_quotations_of_any_text_are_the_outermost_pairs_and_do_not_overlap(text):
    pairs, spans = quotations.pair_marks(text), quotations.find_quotations(text)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert {(start, end - 1) for start, end in spans} <= set(pairs)
    assert all(any(start <= first and last < end for start, end in spans) for first, last in pairs)


@given(ANY, PLAIN)
@example("‘No. The fighters'", "left")
def test_plain_text_after_the_end_changes_no_pair(text, plain):
    assert quotations.pair_marks(f"{text}\n{plain}.") == quotations.pair_marks(text)
    assert quotations.pair_marks(f"{text} and. {plain}.\n{plain}") == quotations.pair_marks(f"{text} and.")


@given(
    PLAIN, PLAIN, PLAIN, st.sampled_from(ONE_CHARACTER + TWO_CHARACTERS), st.sampled_from(["", ".", ",", "?"])
)
def test_a_quoted_sentence_in_plain_prose_is_found_whole(before, said, after, marks, stop):
    quotation = f"{marks[0]}{said}{stop}{marks[1]}"
    assert parsed(f"{before} {quotation} {after}.") == [quotation]
    assert quoted(f"{quotation}, {before}.\n{quotation}") == [quotation] * 2


@given(PLAIN, PLAIN, PLAIN, st.sampled_from(NESTED))
def test_a_quotation_in_a_quotation_in_plain_prose_is_found_whole(before, said, after, marks):
    inner = f"{marks[2]}{said}{marks[3]}"
    for words in [f"{before} {inner} {after}", f"{inner} {after}", f"{before} {inner}"]:
        outer = f"{marks[0]}{words}{marks[1]}"
        assert parsed(f"{after} {outer}, {before}.") == [outer, inner]


@given(
    st.lists(PLAIN, min_size=2, max_size=5),
    PLAIN,
    st.sampled_from(["“”", "„“", '""', "«»", "‘’", *TWO_CHARACTERS]),
)
def test_a_quotation_over_any_number_of_paragraphs_is_found_whole(paragraphs, after, marks):
    quotation = marks[0] + f".\n\n{marks[0]}".join(paragraphs) + marks[1]
    assert quoted(f"{quotation} {after}.\n{after}") == [quotation]


@given(PLAIN, PLAIN, PLAIN, st.sampled_from(ONE_CHARACTER), st.sampled_from("’'"))
def test_marks_that_were_given_one_shape_stand_in_the_same_pairs(before, said, after, marks, apostrophe):
    text = f"{before} {marks[0]}{said}, the army{apostrophe}s{marks[1]} {after}."
    [(opening, closing)] = quotations.pair_marks(text)
    shaped = list(text.replace("’", "'"))
    shaped[opening], shaped[closing] = "‘’" if text[opening] in quotations.SINGLE else "“”"
    assert quotations.pair_marks("".join(shaped)) == [(opening, closing)]


def seconds(size):
    """How long it takes to read heaps of every kind, `size` characters in all."""
    share = size // len(HEAPS)
    text = "\n".join((heap * share)[:share] for heap in HEAPS)
    begun = time.process_time()
    quotations.find_quotations(text)
    return time.process_time() - begun


def test_ten_times_the_marks_take_about_ten_times_as_long():
    shorter = min(seconds(40_000) for _ in range(2))
    assert seconds(400_000) < 25 * shorter  # quadratic time would be a hundred times as long
