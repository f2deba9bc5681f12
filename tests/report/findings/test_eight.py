"""The eight sentences: true of what they count, silent where nothing bears them out. All invented."""

import re
from types import SimpleNamespace

import pandas as pd
import pytest
from told import ARTICLES, DOCS, act, evidence

from inotherwords import settings
from inotherwords.layers import schema
from inotherwords.report.findings import eight, robustness, templates


def test_every_template_has_the_finite_verb_that_it_declares():
    for name, row in templates.TEMPLATES.items():
        assert re.search(rf"\b{row['verb']}\b", row["sentence"]), name


def test_nothing_is_told_of_nothing():
    assert eight.tell_eight(evidence()) == {}


REBELS = [("a", "north", "rebel", "own"), ("a", "north", "rebel", "attributed"), ("a", "north", "Ann", "own")]
THUGS = [("b", "north", "thug", "quoted"), ("b", "north", "thug", "heading")]


def test_two_vocabularies_are_told_with_their_voices():
    sentence = str(eight.two_vocabularies(evidence(labels=REBELS + THUGS)))
    assert "Echo has “rebel” in 2 of 3 mentions (1 in its own voice, 1 in paraphrase)" in sentence
    assert "Herald has “thug” in 2 of 2 mentions (1 in its own voice, 1 in quotation marks)" in sentence
    assert sentence.endswith("; neither has the other’s word once.")


def test_a_word_inside_a_longer_label_is_used_there_too():
    nested = [*REBELS, ("a", "north", "Ann", "own", "thug"), ("a", "north", "rebel", "own"), *THUGS]
    assert "neither" not in str(eight.two_vocabularies(evidence(labels=nested)))
    texts = {"a": "“They are no thugs,” she said.", "b": ""}
    assert "neither" not in str(eight.two_vocabularies(evidence(labels=REBELS + THUGS, texts=texts)))


def test_the_words_of_a_family_are_those_of_the_article_and_one_mention_is_no_count():
    loud = [("a", "north", word, "own") for word in ("rioter", "mob", "mob", "lout", "vandal")]
    sentence = str(eight.two_vocabularies(evidence(labels=[*loud, ("b", "north", "driver", "attributed")])))
    assert sentence.startswith(
        "The word for north differs: Echo has “mob”, “lout”, “rioter” or the like in 5 of 5 mentions (5 in "
        "its own voice); Herald has “driver” in its one mention, in paraphrase; "
    )


def test_in_short_articles_a_second_actor_is_told_as_well():
    rows = [("a", "north", "rebel", "own"), ("b", "north", "bandit", "own"), ("c", "north", "bandit", "own")]
    held = [("a", "held", "hostage", "own"), ("b", "held", "captive", "attributed")]
    sentence = str(eight.two_vocabularies(evidence(labels=rows + held)))
    assert sentence.endswith(
        " The word for held differs as well: Herald has “captive” in its one mention, in paraphrase; "
        "Echo has “hostage” in its one mention, in its own voice; neither has the other’s word once."
    )
    assert "as well" not in str(eight.two_vocabularies(evidence(labels=rows * 3 + held)))


def test_half_of_the_mentions_is_not_most_of_them_and_one_word_everywhere_is_no_difference():
    assert eight.two_vocabularies(evidence(labels=[*REBELS[1:], *THUGS])) is None
    assert eight.two_vocabularies(evidence(labels=[*REBELS[:2], ("b", *REBELS[0][1:])])) is None


def test_a_word_only_in_quotation_marks_is_not_how_an_article_speaks():
    quoted = [(*row[:3], "quoted") for row in THUGS]
    assert eight.two_vocabularies(evidence(labels=REBELS + quoted)) is None


def test_among_many_names_a_word_that_stands_once_is_no_way_to_speak():
    names = [(doc, "north", "Ann", "own") for doc in "ab" for _ in range(9)]
    ours = [("a", "north", "rebel", "own")] * 4
    thugs = [("b", "north", "thug", "own")] * 4
    once = [("c", "north", "Ann", "own")] * 9 + [("c", "north", "thug", "own")]
    sentence = str(eight.two_vocabularies(evidence(labels=[*ours, *names, *thugs, *once])))
    assert "Herald has “thug” in 4 of 13" in sentence
    assert "Post" not in sentence


def test_where_names_are_many_the_words_beside_them_are_told_and_people_before_the_event():
    storm = [("a", "event", "storm", "own"), ("b", "event", "breeze", "own")] * 9
    ours = [(doc, "north", word, "own") for doc, word in (("a", "rebel"), ("b", "thug")) for _ in range(3)]
    names = [(doc, "north", "Ann", "own") for doc in "ab" for _ in range(3)]
    sentence = str(eight.two_vocabularies(evidence(labels=[*storm, *ours, *names])))
    assert sentence.startswith(
        "The word for north differs: Echo has “rebel” in 3 of 6 mentions (3 in its own "
    )
    assert eight.two_vocabularies(evidence(labels=[*ours[1:], *names])) is None


def of_source(*rows):
    """Words of a source: (source, doc, text, voice, mismatch)."""
    made = [
        (source, doc, 0, 1, 1, text, text, "north", text, text, voice, mismatch)
        for source, doc, text, voice, mismatch in rows
    ]
    return schema.table("words_of_source", made)


def test_one_source_is_told_if_articles_give_it_words_of_several_families():
    words = of_source(
        ("Ann", "a", "rebels", "attributed", ""),
        ("Ann", "b", "thugs", "attributed", ""),
        ("the army", "a", "thugs", "quoted", ""),
        ("the army", "c", "rebels", "attributed", "yes"),
    )
    found = evidence(labels=REBELS + THUGS, words=words)
    assert str(eight.one_source(found)) == (
        "In what the army is reported to say, perhaps in different statements, north is “thugs” in Echo "
        "and “rebels” in Post. In quotation "
        "marks the army has “thugs” in Echo; in paraphrase, perhaps of another statement, “rebels” in Post."
    )
    rest = of_source(
        ("Ann", "b", "thugs", "attributed", ""),
        ("Ann", "c", "rebels", "attributed", ""),
        ("the army", "c", "rebels", "attributed", "yes"),  # and where it has “thugs” is left out
    )
    assert "quotation" not in str(eight.one_source(evidence(labels=REBELS + THUGS, words=rest)))
    same = of_source(("Ann", "a", "rebels", "attributed", ""), ("Ann", "b", "rebels", "attributed", ""))
    assert eight.one_source(evidence(labels=REBELS + THUGS, words=same)) is None


def test_articles_that_give_a_source_the_same_word_are_told_together():
    words = of_source(
        ("the police", "a", "thugs", "quoted", ""),
        ("the police", "b", "Thugs", "quoted", ""),
        ("the police", "c", "rebels", "attributed", "yes"),
    )
    assert str(eight.one_source(evidence(labels=REBELS + THUGS, words=words))) == (
        "In what the police are reported to say, perhaps in different statements, north is “thugs” in Echo "
        "and Herald and “rebels” in Post. "
        "In quotation marks the police have “thugs” in Echo and Herald; in paraphrase, perhaps of another "
        "statement, “rebels” in Post."
    )


def counted(doc, start, verb, number, patient, act="harm", actor=""):
    """An act in the first sentence of an article that counts those to whom it is done."""
    place = (doc, start, start + 6, verb, "passive", "", "", "", start, start + 3, patient, number)
    return (*place, "", act, "", "", "", 0, actor)


def test_of_one_act_only_those_of_its_number_and_noun_count_each_sentence_once():
    rows = [
        counted("a", 0, "arrested", 14.0, "fourteen people", "arrest"),
        counted("b", 0, "arrested", 14.0, "fourteen people", "arrest"),
        counted("a", 20, "injured", 3.0, "three"),
        counted("a", 40, "harmed", 3.0, "Three people"),
        counted("b", 20, "hurt", 3.0, "three people"),
        counted("c", 20, "hurt", 3.0, "three horses"),
    ]
    versions = [(1, doc, 0, 60, "own", "", "", "near", "title") for doc in DOCS]
    found = evidence(acts=schema.table("acts", rows), claims=schema.table("claims", versions))
    assert str(eight.same_deaths(found)) == (
        "Two articles tell in two sentences of “three people”; the verb is “hurt” in one and “injured” in "
        "one. No source is named in any of them."
    )
    people = [counted("a", 40, "harmed", 3.0, "Three people", actor="miners")]
    people += [counted("b", 20, "hurt", 3.0, "three pitmen", actor="miners")]
    assert "“three people”" in str(eight.same_deaths(found._replace(acts=schema.table("acts", people))))


def test_a_verb_is_printed_with_all_its_auxiliaries():
    for text in ("Ten homes had been destroyed.", "Ten homes were destroyed."):
        row = SimpleNamespace(start=text.index("destroyed"), form="passive", verb="destroyed")
        assert eight.spell_verb(text, row) == text[len("Ten homes ") : -1]


def test_who_did_it_counts_each_sentence_once():
    rows = [
        act("a", 0),
        act("a", 20),
        act("b", 0, "active", "the guards", "guard"),
        act("b", 20, event="the old war"),
        act("c", 0),
        act("c", 0, agent="Norland", patient="one of them"),
    ]
    sentence = str(eight.who_does_it(evidence(acts=schema.table("acts", rows))))
    assert sentence == (
        "Five sentences tell of killing: two, read alone, name nobody who did it; one names “Norland”, for "
        "“one of them”; one names “the guards”, for “two men”; one is about the old war."
    )


def test_whom_a_pronoun_stands_for_is_not_named():
    rows = [
        act("a", 0, "passive", "the guards", "guard"),
        *(act("b", place, "passive", "the guards", "guard", by="pronoun") for place in (0, 20)),
    ]
    assert str(eight.who_does_it(evidence(acts=schema.table("acts", rows)))) == (
        "Three sentences tell of killing: one names guard and two have only a pronoun for the same, "
        "all for “two men”."
    )
    alone = eight.who_does_it(evidence(acts=schema.table("acts", rows[1:])))
    assert str(alone).startswith("Two sentences tell of killing: two have only a pronoun for guard, ")


def test_a_clause_beside_and_a_pronoun_for_nobody_known_are_neither_a_doer_nor_nobody():
    rows = [
        act("a", 0, agent="when guards fired", by="beside"),
        act("b", 0, agent="They", by="pronoun"),
        act("c", 0, "active"),  # "the war killed"
    ]
    assert str(eight.who_does_it(evidence(acts=schema.table("acts", rows)))) == (
        "Three sentences tell of killing: one has only “They”, for “two men”; one says only "
        "“when guards fired”; one has no doer that was found."
    )


def test_doers_of_whom_nothing_is_known_but_their_words_are_not_one():
    rows = [act("a", 0, agent="A truck"), act("b", 0, agent="a truck"), act("c", 0, agent="Some boys")]
    told = str(eight.who_does_it(evidence(acts=schema.table("acts", rows))))
    assert told == (
        "Three sentences tell of killing: two name “A truck”, all for “two men”; one names “Some boys”, for "
        "“two men”."
    )


def test_of_one_sentence_it_speaks_in_the_singular_and_of_a_patient_only_where_there_is_one():
    rows = schema.table("acts", [act("a", 0, agent="A storm", patient="")])
    assert (
        str(eight.who_does_it(evidence(acts=rows))) == "One sentence tells of killing: one names “A storm”."
    )


def test_who_is_heard_names_the_one_that_does_without():
    said = [("a", n, "the watch", "ngo", "ngo_monitor") for n in range(3)]
    said += [("b", 1, "the watch", "ngo", "ngo_monitor"), ("c", 1, "Ann", "north", "civilian")]
    shares = [("c", "north", 9, 0.9, 0), ("c", "own voice", 1, 0.1, 0)]
    shares = schema.table("share_of_voice", shares)
    found = evidence(said=said, shares=shares, persons=["Ann"], labels=REBELS + THUGS)
    told = str(eight.who_is_heard(found))
    named = found._replace(texts=found.texts | {"c": "The Watch had left."})
    assert "alone" not in str(eight.who_is_heard(named))
    assert told == (
        "No source is cited as often as the watch: 4 of 5 attributions. Post alone has none of it, and gives "
        "9 of its 9 reported words to north. One of three articles lets north speak. Only Post lets "
        "ordinary civilians speak by name."
    )


def test_who_lets_an_actor_speak_is_told_only_where_it_is_known_who_speaks_for_it():
    said = [(doc, 1, "Ann Reed", "north", "other") for doc in "ab"]
    known = evidence(said=said, labels=REBELS + THUGS)
    assert str(eight._lets_speak(known)) == "Two of three articles let north speak."
    more = evidence(said=[*said, ("c", 1, "Ben Holt", "unknown", "other")], labels=REBELS + THUGS)
    assert str(eight._lets_speak(more)) == "At least two of three articles let north speak."
    assert eight._lets_speak(known._replace(sides=frozenset())) is None


def test_a_word_for_two_is_told_with_who_says_it_in_its_own_voice():
    rows = [
        ("a", "south", "regime", "own"),
        ("a", "south", "regime", "quoted"),
        ("b", "south", "regime", "quoted"),
    ]
    told = str(eight.one_word_two_targets(evidence(labels=[*rows, ("c", "east", "regime", "own")])))
    assert told == (
        "“Regime” means south in Echo (2) and Herald (1); in Post east (1), never south. "
        "In its own voice only Echo says it of south (1 of 2)."
    )
    assert eight.one_word_two_targets(evidence(labels=rows)) is None


def copied(*rows):
    return pd.DataFrame(rows, columns=["doc", "wording", "wire_wording", "change"]).assign(
        confidence="likely", wire_language="fr", start="", end=""
    )


def test_what_the_copy_said_counts_by_kind_and_tells_what_went():
    wire = copied(
        ("a", "thugs", "rebels", "relabel+delete"),
        ("a", "∅", "by Norland", "delete"),
        ("b", "x", "x", "kept"),
    )
    assert str(eight.what_the_copy_said(evidence(wire=wire))) == (
        "3 places can be set beside copy that others printed: Echo shows one change of name and one cut; "
        "Herald shows one phrase kept. That of Echo and Herald is French: there a word may be a "
        "translator’s. With Echo’s cut went “by Norland”."
    )
    doubtful = wire.assign(confidence="doubtful")
    assert eight.what_the_copy_said(evidence(wire=doubtful)) is None


def test_translations_from_one_language_are_no_two_witnesses():
    shared = pd.DataFrame({"doc": DOCS, "shared": [8, 6, 1], "words": [10, 10, 10], "common": 0})
    articles = ARTICLES.assign(translated_from=["French: inferred", "French, by ear", ""])
    found = evidence(shared=shared, articles=articles)
    assert str(eight.not_so_many_witnesses(found)) == (
        "Of Echo’s words 8 of 10 stand in sentences that another article has too; of Post’s 1 of 10. Echo "
        "and Herald are translated from French, it seems."
    )
    assert eight.not_so_many_witnesses(evidence(shared=shared.assign(shared=0))) is None


@pytest.mark.parametrize(("left", "holds"), [(REBELS, "no"), (REBELS + THUGS, "yes")])
def test_a_sentence_holds_if_it_says_the_same_of_the_same(left, holds, monkeypatch):
    monkeypatch.setattr(
        robustness, "list_variations", lambda *_: [("other labels", "", evidence(labels=left))]
    )
    rows = robustness.ask_again(evidence(labels=REBELS + THUGS), {})
    assert rows[["finding", "holds"]].values.tolist() == [["Two vocabularies", holds]]


def test_a_sentence_is_not_asked_again_without_an_article_that_it_names():
    rows = robustness.ask_again(evidence(labels=[*REBELS, *THUGS]), {})
    assert not any(row.variation in ("without Echo", "without Herald") for row in rows.itertuples())
    assert "without Post" in set(rows["variation"])


SAID = [(doc, number, "Ann", "ngo", "ngo_monitor") for doc in DOCS for number in (1, 2)]


def test_every_variation_is_asked_of_a_corpus_in_which_nobody_is_named():
    nothing = evidence(said=[*SAID, ("a", 3, "Ben", "ngo", "ngo_monitor")])
    named = [name for name, *_ in robustness.list_variations(nothing, {})]
    assert [name for name in named if not name.startswith("without ")] == [
        *("only sure labels", "only the article’s own labels", "attributions from 0.55"),
    ]
    assert len(robustness.ask_again(nothing, {})) > 0
    assert robustness.read_anew(SimpleNamespace(english=nothing.units[:0]), nothing) == {}


def test_a_lower_threshold_is_told_to_all_that_compute_and_taken_back(monkeypatch):
    """Else a part that was kept would be taken for what the lower threshold gives."""
    seen = []

    class Again:
        def __init__(self, *_):
            settings.choose({"FEWEST": 4})

        def compute(self, _):
            seen.append(settings.chosen())
            raise KeyboardInterrupt

    monkeypatch.setattr(robustness, "Study", Again)
    told = evidence(said=SAID)
    study = SimpleNamespace(corpus="", outputs="", by=None, english=told.units)
    with pytest.raises(KeyboardInterrupt):
        robustness.read_anew(study, told)
    assert seen == [{"ACCEPTED": robustness._threshold(robustness.LOOSER), "FEWEST": 4}]
    assert settings.chosen() == {"FEWEST": 4}
    settings.choose({})


def test_what_only_a_doubtful_attribution_gives_to_somebody_is_nobodys_above_its_probability():
    words = {"a": "rebels rebels", "b": "", "c": ""}
    told = evidence(labels=[(DOCS[0], "rebels", "rebel", "quoted")] * 2, said=SAID, texts=words)
    probability = [0.5 if number == 1 else 0.9 for _, number, *_ in SAID]
    told = told._replace(
        labels=told.labels.assign(attribution=[1, 2], start=[0, 7], end=[6, 13]),
        attributions=told.attributions.assign(probability=probability),
    )
    strict = robustness.from_threshold(told, 0.55)
    assert strict.labels[["voice", "attribution"]].values.tolist() == [["own", ""], ["quoted", 2]]
    assert set(strict.attributions["attribution"]) == {2}


def test_an_article_that_is_left_out_is_in_no_table():
    rest = robustness.leave_out(evidence(labels=REBELS + THUGS, said=SAID), DOCS[0])
    tables = [table for table in rest if isinstance(table, pd.DataFrame) and "doc" in table]
    assert len(tables) > 5
    assert not any((table["doc"] == DOCS[0]).any() for table in tables)


def test_words_parted_at_blanks_are_counted_as_they_stand():
    texts = {"a": "Ann’s well-known ferry sank. “It sank,” said Ann.", "b": "A ferry sank."}
    segments = pd.DataFrame(
        [("a", "sentence", 0, 28), ("a", "sentence", 29, 49), ("b", "sentence", 0, 13)],
        columns=["doc", "kind", "start", "end"],
    )
    said = [("a", 1, "Ann", "crew", "civilian")]
    spans = schema.table("attribution_spans", [("a", 1, "content", 29, 39, "“It sank,”")])
    found = robustness.part_at_blanks(
        evidence(said=said, texts=texts)._replace(spans=spans),
        segments,
        pd.DataFrame({"doc": ["a"], "start": [0], "end": [28]}),
    )
    assert found.shared.values.tolist() == [["a", 4, 8, 0], ["b", 0, 3, 0]]
    assert found.shares[["doc", "side", "words"]].values.tolist() == [
        ["a", "own voice", 6],
        ["a", "crew", 2],
        ["b", "own voice", 3],
    ]


def test_a_label_that_is_no_printed_word_has_no_two_targets():
    rows = [("a", "north", "a named person", "own"), ("b", "south", "a named person", "own")]
    labels = evidence(labels=rows * 2).labels.assign(text="Ann Reed")
    assert eight.one_word_two_targets(evidence(labels=rows * 2)._replace(labels=labels)) is None
    assert eight.one_word_two_targets(evidence(labels=rows * 2)) is not None


def test_no_source_is_cited_most_if_it_is_the_only_one_or_two_are_cited_as_often():
    said = [("a", number, "Ann", "north", "unknown") for number in range(3)]
    more = [("b", number, "Ben", "north", "unknown") for number in range(3)]
    assert eight.who_is_heard(evidence(said=said)) is None
    assert eight.who_is_heard(evidence(said=[*said, *more[:1]])) is not None
    assert eight.who_is_heard(evidence(said=said + more)) is None
    close = [("c", number, "Ann", "north", "unknown") for number in range(2)] + said + more[:1] * 4
    told = str(eight.who_is_heard(evidence(said=close)))
    assert told.startswith("No source is cited as often as Ann: 5 of 9 attributions (Ben: 4).")


def test_who_is_cited_without_a_name_may_be_the_one_cited_most_or_keep_it_from_being_told():
    said = [("a", n, "the Interior Ministry", "state", "government") for n in range(4)]
    said += [
        ("b", 1, "the Labour Ministry", "state", "other"),
        ("b", 2, "the ministry", "unknown", "unknown"),
    ]
    told = str(eight.who_is_heard(evidence(said=said)))
    assert told.startswith("No source is cited as often as the Interior Ministry: at least 4 of 6 ")
    many = [("c", n, "the ministry", "unknown", "unknown") for n in range(3)]
    assert eight.who_is_heard(evidence(said=said + many)) is None


def test_who_is_only_cited_by_a_source_is_not_let_speak():
    said = [("a", 1, "Ann Reed", "north", "other"), ("b", 1, "Ben", "south", "other")]
    found = evidence(said=[*said, ("b", 2, "the rebels", "north", "other")], labels=REBELS + THUGS)
    marked = found.attributions.assign(heard=["yes", "yes", ""])
    told = eight._lets_speak(found._replace(attributions=marked))
    assert str(told) == "One of three articles lets north speak."


def test_only_one_lets_civilians_speak_if_nobody_elsewhere_may_be_one():
    said = [("a", 1, "Ann Reed", "civilian", "civilian"), ("b", 1, "the army", "north", "unknown")]
    told = [*said, ("b", 2, "Ben Holt", "unknown", "unknown")]
    sure, unsure = (eight._civilians(evidence(said=rows, persons=["Ann Reed"])) for rows in (said, told))
    assert str(sure) == "Only Echo lets ordinary civilians speak by name."
    assert unsure is None


def test_where_all_share_as_much_no_article_shares_most():
    shared = pd.DataFrame({"doc": DOCS, "shared": 34, "words": 34, "common": 0})
    assert str(eight.not_so_many_witnesses(evidence(shared=shared))) == (
        "All words of all articles stand in sentences that another article has too."
    )
    assert eight.not_so_many_witnesses(evidence(shared=shared.assign(words=68))) is None
    unread = pd.DataFrame({"doc": ["z"], "shared": 0, "words": 40, "common": 0})  # in another language
    assert eight.not_so_many_witnesses(evidence(shared=pd.concat([shared, unread]))) is None
    assert str(eight.not_so_many_witnesses(evidence(shared=shared.assign(common=4)))).endswith(
        "too. Of all words so counted 12 stand in wordings that more than 100 articles have, or nearly."
    )
