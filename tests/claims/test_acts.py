"""Who does what to whom: kinds of sentences, all invented."""

import re

import pytest

from inotherwords.claims import phrases
from inotherwords.claims.acts import Listed, Told, compile_acts, find_acts, is_of_earlier
from inotherwords.errors import InputError

LEXICON = compile_acts(
    [
        Listed("killing", "verb", "kill*"),
        *(Listed("killing", "died", word) for word in ("died", "dead")),
        Listed("killing", "lost", "lost"),
        Listed("killing", "toll", "death toll"),
        *(Listed("shelling", "verb", word) for word in ("shelled", "bombed")),
        Listed("the old war", "event", "in 1990"),
    ]
)


def acts(text, actors=(), contents=()):
    """The acts of a text, a line a sentence; `actors` are words that name somebody."""
    sentences = [match.span() for match in re.finditer(".+", text)]
    places = [(text.index(word), word, actor) for word, actor in dict(actors).items() if word in text]
    mentions = sorted((start, start + len(word), actor) for start, word, actor in places)
    return find_acts(Told(text, sentences, mentions, list(contents)), LEXICON)


def told(text, **actors):
    return [(one.verb, one.form, one.agent, one.patient) for one in acts(text, actors)]


FORMS = {
    "Guards killed two men.": ("killed", "active", "Guards", "two men"),
    "Two men were killed by guards in Tarn.": ("killed", "passive", "guards", "Two men"),
    "Guards killed “deserters” in Tarn.": ("killed", "active", "Guards", "deserters"),
    "The fire left 12 dead.": ("dead", "no_agent", "", "12"),
    "Two men, one of them a doctor, were killed.": ("killed", "passive", "", "Two men"),
    "On Monday, 255 people killed in Tarn were buried.": ("killed", "passive", "", "255 people"),
    "The war has killed more than 500,000 people.": ("killed", "active", "", "more than 500,000 people"),
    "The two killed were guards.": ("killed", "passive", "", "two"),
    "The army lost 100 men.": ("lost", "no_agent", "", "100 men"),
    "The death toll rose to 24 people.": ("death toll", "no_agent", "", "24 people"),
    "The death toll on the coast stands at more than 900.": ("death toll", "no_agent", "", "more than 900"),
    # A phrase ends where a verb begins.
    "The number of people killed by guards rose to 17 on Friday.": ("killed", "passive", "guards", "17"),
    "That brings to five the number of men killed in Tarn.": ("killed", "passive", "", "five"),
    "The guards rammed a boat and killed two men.": ("killed", "active", "The guards", "two men"),
    "One of the crew hit a guard with an axe and later died.": ("died", "no_agent", "", "One of the crew"),
    "An armed mob stormed the mill, killing two of them.": (
        "killing",
        "active",
        "An armed mob",
        "two of them",
    ),
    "Guards stormed the mill, killing one man and seizing 19 others.": (
        "killing",
        "active",
        "Guards",
        "one man",
    ),
    "Rebels shelled the jail after a battle in which four guards died.": [
        ("shelled", "active", "Rebels", "the jail"),
        ("died", "no_agent", "", "four guards"),
    ],
    "Nobody will say who killed them.": ("killed", "active", "", "them"),
    "A lamp that killed nine workers began to burn.": ("killed", "active", "A lamp", "nine workers"),
    "Guards killed two men and a boy fled.": ("killed", "active", "Guards", "two men"),
    "The first, in 2019, killed 14 workers.": ("killed", "active", "The first", "14 workers"),
    "He spoke of the death of a guard, who died on Sunday.": ("died", "no_agent", "", "a guard"),
    # An age, a span of years, the children of the dead count nobody who died.
    "Ann Reed, 34, a mother of two, was killed at the gate.": ("killed", "passive", "", "Ann Reed"),
    "Cecil worked here for 20 years and his nephew is dead.": ("dead", "no_agent", "", "his nephew"),
    "Ann Reed, whose brother worked here for 20 years and whose nephew is dead, wept.": (
        "dead",
        "no_agent",
        "",
        "nephew",
    ),
    "Ann Reed, 22, Bob Hill, 31, and two cousins were killed.": (
        "killed",
        "passive",
        "",
        "Ann Reed, 22, Bob Hill, 31, and two cousins",
    ),
    "Sergeant Bob Hill, 29, who was killed at the gate, was a father.": (
        "killed",
        "passive",
        "",
        "Sergeant Bob Hill",
    ),
    "Two people were killed in a house owned by Norland.": ("killed", "passive", "", "Two people"),
    # Another verb's subject, where it is surely that: a relative clause has its own.
    "The guards shelled boats that were fishing there and killed six men.": [
        ("shelled", "active", "The guards", "boats"),
        ("killed", "active", "The guards", "six men"),
    ],
    "The guards who gave the order killed two men.": ("killed", "active", "The guards", "two men"),
    "The guards shelled men who ran away and killed two boys.": [
        ("shelled", "active", "The guards", "men"),
        ("killed", "active", "", "two boys"),
    ],
    "Ann Reed, once a nurse, was shelled and killed by guards.": [
        ("shelled", "passive", "guards", "Ann Reed"),
        ("killed", "passive", "guards", "Ann Reed"),
    ],
    "In 2012, again their candidate, she was killed.": ("killed", "passive", "", "she"),
    "It came after a fire in Tarn that killed a boy.": ("killed", "active", "", "a boy"),
    "And she was killed by Mr. Hill of the U.S. army.": (
        "killed",
        "passive",
        "Mr. Hill of the U.S. army",
        "she",
    ),
    "Ann Reed, killed 12 years ago, was a nurse.": ("killed", "passive", "", "Ann Reed"),
    "Ann Reed blamed the guards for killing two men.": ("killing", "active", "", "two men"),
    "By her count guards have killed at least 120 men.": ("killed", "active", "", "at least 120 men"),
    "The number of killed rose to 71 on Monday.": ("killed", "passive", "", "71"),
    # Behind "and" another subject may stand, and a participle before a noun is none's deed.
    "A guard has died and dozens of people have been killed.": [
        ("died", "no_agent", "", "A guard"),
        ("killed", "passive", "", "dozens of people"),
    ],
    "Two men died and guards killed a boy.": [
        ("died", "no_agent", "", "Two men"),
        ("killed", "active", "guards", "a boy"),
    ],
    "Guards killed two men and a woman was killed.": [
        ("killed", "active", "Guards", "two men"),
        ("killed", "passive", "", "a woman"),
    ],
    "Two women and three boys were killed.": ("killed", "passive", "", "Two women and three boys"),
    "The doctors spoke of two dead, and the police of nine killed officers.": ("dead", "no_agent", "", "two"),
    "Guards denied that they had come late and said that two men had been killed.": (
        "killed",
        "passive",
        "",
        "two men",
    ),
    "Tehran killed two men.": ("killed", "active", "Tehran", "two men"),
    "They killed our neighbours.": ("killed", "active", "They", "our neighbours"),
}


def test_verb_form_doer_and_patient_are_what_the_sentence_says():
    assert {text: told(text) for text in FORMS} == {
        text: form if isinstance(form, list) else [form] for text, form in FORMS.items()
    }


def test_what_did_not_happen_and_what_was_lost_without_a_number_are_no_acts():
    for text in (
        "Guards have not killed anybody.",
        "The army lost its way.",
        "The killing of doves is banned.",
        "The guards resumed killing.",
        "Two of the killed were guards.",
        "A fund for the badly wounded and killed has been opened.",
        "They will wait until every killed man has been buried.",
        "No guard was killed.",
        "The two men could have been killed.",
        "It was the 12th killer they caught.",
        "She denied that anyone had been killed by the gas.",
        "They ask whether the guards killed two men.",
        "What killed them?",
        "The guards said it had killed two hours.",
        "Gas killed in three of them.",
        "They moved through the town and killed at will.",
        "They have killed a business with their lies.",
        "The new tax will kill jobs.",
        "Nobody killed the two men.",
        "They can kill a man, but they cannot kill two.",
    ):
        assert told(text) == []


def test_what_has_not_lived_is_not_killed_but_in_a_figure_of_speech():
    for text in (
        "They have killed a town.",
        "Business was being killed by this camp.",
        "The fire killed any hope of a dividend.",
        "This government has killed the last hope of talks.",
        "One lamp had been dead for two weeks.",
        "The sea killed 400 jobs.",
        "They nearly killed the car industry.",
    ):
        assert told(text) == [], text
    for whom in (
        *(
            "him",
            "us",
            "40",
            "40 sheep",
            "two bakers",
            "protesters",
            "my son",
            "Jan Tolk",
            "the last of the crew",
        ),
        *(
            "dozens of dockers",
            "a nine-year-old girl",
            "some of those",
            "the dogs",
            "an Ostrian general",
            "at least one",
            "his widow",
        ),
    ):
        assert [patient for *_, patient in told(f"Guards killed {whom}.")] == [whom]


def test_who_asks_and_nobody_are_no_doers():
    for text in (
        "Nobody will say who killed the men.",
        "It is unclear who killed them.",
        "They ask who killed him.",
    ):
        assert [doer for _, _, doer, _ in told(text)] == [""], text
    text = "“We saw them,” said Ann Pell, who killed two wolves."
    assert [doer for _, _, doer, _ in told(text)] == ["Ann Pell"]
    assert [doer for _, _, doer, _ in told("At the root of the hatred that killed two men is land.")] == [""]
    assert told("Two guards were soon killed.") == [("killed", "passive", "", "Two guards")]
    text = "Guards shelled men in the square where two boys died in May."
    assert [doer for _, _, doer, _ in told(text)] == ["Guards", ""]


def test_those_to_whom_it_happens_end_where_another_verb_begins():
    text = (
        "A fire that killed 32 cost the owner his post, and guards who killed five students halved exports."
    )
    assert [patient for *_, patient in told(text)] == ["32", "five students"]


def test_the_doer_of_one_act_did_what_follows_from_it():
    for text in (
        "Guards shelled the town, killing four people.",
        "Guards shelled the town, where four people died.",
        "Guards, an old force, shelled the town, where four people were killed.",
    ):
        assert [(one.agent, one.agent_by) for one in acts(text)] == [("Guards", "subject"), ("Guards", "act")]


BESIDE = {
    "Four men were killed when guards opened fire on a crowd.": "when guards opened fire on a crowd",
    "After soldiers fired on the crowd, four men died.": "After soldiers fired on the crowd",
    "Four men were killed in Norland air strikes.": "in Norland air strikes",
    "Four men were killed when the wall fell.": "",
    "Four men were killed when a march by guards turned violent.": "",
    "One of the men died after he attacked a guard.": "",
}


def test_what_somebody_did_then_is_told_beside_a_verb_without_a_doer_and_names_no_doer():
    found = {
        text: [
            (one.agent, one.agent_by, one.agent_actor) for one in acts(text, {"guards": "g", "Norland": "n"})
        ]
        for text in BESIDE
    }
    assert found == {text: [(told, "beside" if told else "", "")] for text, told in BESIDE.items()}


def test_who_is_only_the_subject_of_another_matter_did_nothing():
    text = "A doctor who saw it said four people died.\nGuards left, and four people were killed in a crash."
    assert [one.agent for one in acts(text)] == ["", ""]


def test_a_pronoun_is_who_was_the_last_subject():
    text = "The guards reached the town.\nA doctor saw them.\nThey shelled it, killing four people."
    found = acts(text.replace("The guards", "About 40 guards"), {"guards": "guard"})
    assert {one.agent_actor for one in found} == {"guard"}
    found = acts(text, {"guards": "guard"})
    assert [(one.agent_actor, one.agent_by) for one in found] == [("guard", "pronoun"), ("guard", "pronoun")]


def test_who_did_it_with_others_is_named_with_them_by_a_pronoun_too():
    text = "The guards and their Norland helpers shelled the town.\nThey shelled it."
    actors = {"guards": "guard", "Norland": "norland", "Norland helpers": "guard"}
    assert [(one.agent, one.agent_actor) for one in acts(text, actors)] == [
        ("The guards and their Norland helpers", "guard"),
        ("The guards and their Norland helpers", "guard"),
    ]


def test_of_a_part_of_the_dead_another_doer_may_be_named():
    text = "24 people were killed, 19 of them in attacks by Norland, in the south."
    assert [(one.agent, one.patient, one.number) for one in acts(text)] == [
        ("", "24 people", 24),
        ("Norland", "19 of them", 19),
    ]


def test_the_source_of_a_statement_did_not_do_it():
    text = "The ministry said guards killed two men."
    [found] = acts(text, contents=[(18, 39, 7)])
    assert (found.agent, found.attribution) == ("guards", 7)


def test_a_phrase_of_which_a_source_is_given_all_but_the_first_word_is_read_whole():
    [found] = acts("Nine guards were killed, he said.", contents=[(5, 23, 7)])
    assert (found.patient, found.number) == ("Nine guards", 9)


def test_a_phrase_in_capitals_is_as_long():
    assert phrases.phrase_before("The Number Of the Strikers killed", 0, 27) == (0, 26)


def test_a_time_did_not_do_it():
    for when in ("dawn on Friday", "midnight", "last week", "4 a.m.", "two days"):
        [found] = acts(f"Guards left the camp before {when}, killing two men.")
        assert found.agent == "Guards", when


def test_what_a_source_says_in_two_parts_has_one_doer():
    text = "Guards left the camp, the ministry said, killing two men."
    [found] = acts(text, contents=[(0, 20, 7), (41, 56, 7)])
    assert (found.agent, found.agent_by) == ("Guards", "subject")


def test_a_sentence_on_another_event_says_so():
    assert [one.event for one in acts("Ten men died in 1990.\nTwo men died.")] == ["the old war", ""]
    text = "I stood there in 1990.\nGuards killed two men then, and a boy.\nThen two men died."
    assert [one.event for one in acts(text)] == ["the old war", ""]


def test_how_many_died_in_another_event_is_told_in_the_sentence_behind_it():
    text = "The mill burned in 1990. Six men died.\nTwo men died."
    sentences = [(0, 24), (25, 38), (39, 52)]
    found = find_acts(Told(text, sentences, [], []), LEXICON)
    assert [one.event for one in found] == ["the old war", ""]
    for other in ("Six men have died now.", "Six men died on Monday.", "Guards killed two men."):
        text = f"The mill burned in 1990. {other}"
        found = find_acts(Told(text, [(0, 24), (25, len(text))], [], []), LEXICON)
        assert [one.event for one in found] == [""], other


def test_a_phrase_has_all_who_stand_in_it_and_greed_is_no_verb():
    text = "Ten men died in clashes between guards and miners in Tarn."
    assert [one.agent for one in acts(text, {"guards": "g", "miners": "m"})] in (
        ["in clashes between guards and miners"],
        ["in clashes between guards and miners in Tarn"],
    )
    assert [one.agent for one in acts("Three miners were killed by the owner's greed.")] == [
        "the owner's greed"
    ]


def test_who_was_only_shot_at_is_not_dead():
    shooting = compile_acts([Listed("killing", "verb", "shot"), Listed("killing", "died", "died")])
    for text, verbs in {
        "Guards were shot at by two men.": [],
        "Guards were shot at, and ran.": [],
        "Two guards were shot at the mill.": ["shot"],
    }.items():
        assert [one.verb for one in find_acts(Told(text, [(0, len(text))], [], []), shooting)] == verbs


def test_where_people_died_another_day_nobody_here_did_it():
    text = "Guards shelled the mill, where two men died in May.\nGuards shelled the mill where two men died."
    assert [one.agent for one in acts(text) if one.verb == "died"] == ["", "Guards"]


def test_a_word_of_a_pattern_is_a_noun_by_how_it_ends_only():
    storms = compile_acts([Listed("storming", "verb", "storm*")])
    found = find_acts(Told("Guards storm mills.\nThe stormers left.", [(0, 19), (20, 38)], [], []), storms)
    assert [one.verb for one in found] == ["storm"]


def test_a_list_with_an_unknown_part_or_a_number_for_a_verb_is_refused():
    with pytest.raises(InputError, match=r"acts\.csv: pattern “hit”: “noun” is no part"):
        compile_acts([Listed("hitting", "noun", "hit")])
    for number in ("fourteen", "14"):
        with pytest.raises(
            InputError, match=rf"acts\.csv: pattern “{number}”: a number is no word for an act"
        ):
            compile_acts([Listed("arrest", "verb", number)])
    with pytest.raises(
        InputError, match=r"“2003”: a number tells no event. Write a word beside it, as “in 2003”"
    ):
        compile_acts([Listed("the old flood", "event", "2003")])
    assert find_acts(Told("Guards killed two men.", [(0, 22)], [], []), compile_acts([])) == []


EARLIER = [
    "A decade ago such a strike killed two prisoners.",
    "Nine years ago, prisoners burned the chapel.",
    "Last year six prisoners escaped.",
    "Six prisoners escaped last year.",
    "The 2019 riot, in which prisoners took six guards, ended after a week.",
    "In the riot of March 2019, 14 prisoners died.",
    "The hall, where 12 prisoners died six years earlier, was built in 1890.",
]
OF_TODAY = [
    "In a wing opened in 2019 prisoners began a strike.",
    "Prisoners who were jailed last year began a strike.",
    "The prisoners, jailed in 2019, began a strike.",
    "The prisoners say food was better a year ago.",
    "The prisoners burned the hall they had built eight years ago.",
]


def test_whom_a_clause_of_a_past_year_names_is_not_of_today():
    for texts, earlier in ((EARLIER, True), (OF_TODAY, False)):
        for text in texts:
            start = text.lower().index("prisoners")
            assert is_of_earlier(text, start, start + 9, 2025) == earlier, text
