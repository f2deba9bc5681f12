"""What names a text has and of which kind."""

from inotherwords.text.names import find_names, strip_name


def test_what_may_be_a_place_is_a_person_where_an_age_a_verb_or_kin_stands_beside_it():
    for text, kind in (
        ("Ann Street, who left,", "person"),
        ("her uncle, Ann Street", "person"),
        ("of Ann Street in Tarn", ""),
    ):
        assert [name.kind for name in find_names(text) if name.words == "Ann Street"] == [kind], text


def test_a_month_or_a_verb_before_a_name_is_a_first_name_unless_it_tells_a_time_or_asks():
    for text, names in (
        ("May Reed left.", ["May Reed"]),
        ("“No,” said Will Holt.", ["Will Holt"]),
        ("The mayor, June Reed, met Mr Will Holt.", ["June Reed", "Will Holt"]),
        ("In May Reed left.", ["Reed"]),
        ("Will Reed go?", ["Reed"]),
        ("May God help us.", ["God"]),
    ):
        assert [name.words for name in find_names(text)] == names
    assert strip_name("May Reed's") == "May Reed"


def test_said_before_a_name_and_a_colon_is_a_verb_unless_it_labels_who_speaks():
    for text, names in (
        ("It rose. Said Holt: “No.”", ["Holt"]),
        ("Said Holt, a baker, left.", ["Said Holt"]),
        (
            "Said Holt: We left.\n\nAnn Reed: Why?\n\nSaid Holt: It burned.",
            ["Said Holt", "Ann Reed", "Said Holt"],
        ),
    ):
        assert [name.words for name in find_names(text)] == names, text


def test_of_what_somebody_is_and_a_name_the_name_is_left():
    assert strip_name("Lawyer Ann Reed's") == "Ann Reed"


def test_a_saint_s_church_is_a_name_with_its_s_and_no_owner():
    found = find_names("They met at St Bride's. St. Anne’s Hospital was full, and Reed's aide left.")
    assert [name.words for name in found] == ["St Bride's", "St. Anne’s Hospital", "Reed"]
