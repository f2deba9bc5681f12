"""A table of labels is proposed from the texts themselves; invented sentences, one thing at a time."""

import pandas as pd
import pytest

from inotherwords import (
    collation,
    collation_tables,
    corpus,
    figures,
    findings_labels,
    naming,
    naming_differences,
    naming_tables,
    proposals,
    reuse,
    schema,
    terms,
    voice_tables,
)

# Of the list made by hand, how much is found without it: what was reached, rounded down.
FOUND, LABELS = 0.68, 0.70  # of its mentions, of its labels
PURE, WHOLE = 0.90, 0.84  # of the mentions found: under an actor that is one of its actors, and the other way


def proposed(texts, pairs=(), keyness=None, wire=None):
    """What is proposed for articles of one paragraph each; pairs are (doc, sentence, doc, sentence)."""
    rows = [(doc, "sentence", 0, len(text)) for doc, text in texts.items()]
    segments = pd.DataFrame(rows, columns=["doc", "kind", "start", "end"])
    shared = []
    for number, (a, one, b, other) in enumerate(pairs):
        places = [(doc, texts[doc].index(said)) for doc, said in ((a, one), (b, other))]
        spans = [(doc, at, at + len(said)) for (doc, at), said in zip(places, (one, other), strict=True)]
        shared.append((number, *spans[0], *spans[1], "near", 0.6))
    passages = pd.DataFrame(shared, columns=collation.PASSAGES)
    substitutions = collation_tables.substitutions(passages, texts)
    if keyness is None:
        keyness = pd.DataFrame(columns=["doc", "term", "count", "rest", "log_likelihood", "log_ratio"])
    return proposals.propose(segments, texts, keyness, substitutions, passages, wire)


def actor_of(table):
    """The actor of each label."""
    return dict(zip(table["label"], table["actor"], strict=True))


def row_of(table, pattern):
    [row] = table[table["pattern"] == pattern].to_dict("records")
    return row


SWAPPED = {
    "a": "On Monday the rebels shelled the bridge. Later the rebels said so.",
    "b": "On Monday the terrorists shelled the bridge. Later the terrorists left.",
}
PAIR = ("a", "the rebels shelled the bridge", "b", "the terrorists shelled the bridge")


def test_words_that_stand_for_one_another_in_a_sentence_are_one_actor():
    actors = actor_of(proposed(SWAPPED, [PAIR]))
    assert actors["rebel"] == actors["terrorist"] == "group_1"


def test_the_reason_says_for_which_word_in_how_many_sentences_of_which_articles():
    row = row_of(proposed(SWAPPED, [PAIR]), "rebels")
    assert row["reason"] == "stands for “terrorist” in 1 shared sentence (articles a, b)"
    assert row["evidence"] == "swap"


def test_the_example_of_a_swap_is_from_the_article_that_has_the_word():
    table = proposed(SWAPPED, [PAIR])
    assert (row_of(table, "rebels")["doc"], row_of(table, "rebels")["text"]) == ("a", "rebels")
    assert (row_of(table, "terrorists")["doc"], row_of(table, "terrorists")["text"]) == ("b", "terrorists")


def test_a_verb_in_the_place_of_another_makes_no_label():
    texts = {"a": "Planes bombed Homs. Planes bombed.", "b": "Planes shelled Homs. Planes shelled."}
    assert proposed(texts, [("a", "Planes bombed Homs.", "b", "Planes shelled Homs.")]).empty


def test_a_thing_that_is_swapped_once_makes_no_label():
    texts = {"a": "They hit the region. The region fell.", "b": "They hit the province. The province fell."}
    assert proposed(texts, [("a", "They hit the region.", "b", "They hit the province.")]).empty


def test_a_thing_that_is_swapped_twice_is_proposed():
    texts = {
        "a": "They fear the offensive. They began an offensive.",
        "b": "They fear the onslaught. They began an onslaught.",
    }
    pairs = [
        ("a", "They fear the offensive.", "b", "They fear the onslaught."),
        ("a", "They began an offensive.", "b", "They began an onslaught."),
    ]
    actors = actor_of(proposed(texts, pairs))
    assert actors["offensive"] == actors["onslaught"]


def test_one_swap_does_not_make_an_army_and_rebels_one():
    texts = {
        "a": "Then the rebels shelled it. The rebels left.",
        "b": "Then the army shelled it. The army left.",
    }
    actors = actor_of(proposed(texts, [("a", "the rebels shelled it", "b", "the army shelled it")]))
    assert actors.get("rebel") is None or actors["rebel"] != actors.get("army")


def test_what_the_agency_had_counts_as_a_swap():
    known = pd.DataFrame(
        [("a", 15, 25, "the rebels", "the jihadists")],
        columns=["doc", "start", "end", "wording", "wire_wording"],
    )
    texts = {"a": "As they say it the rebels left. Now the jihadists left."}
    actors = actor_of(proposed(texts, wire=known))
    assert actors["rebel"] == actors["jihadist"]


@pytest.mark.parametrize(
    "text",
    [
        "It is said of the jihadist group Green Dawn again.",
        "It is said that Green Dawn, a jihadist group, left.",
        "It is said that Green Dawn is a jihadist group.",
        "It is said that Green Dawn, described as a jihadist group, left.",
        "It is said of the jihadists of Green Dawn again.",
        "It is said that the jihadist group “Green Dawn” left.",
    ],
)
def test_what_a_text_calls_a_group_is_a_label_of_its_name(text):
    assert actor_of(proposed({"a": text}))["jihadist"] == "Green_Dawn"


def test_a_short_form_in_brackets_is_the_same_name():
    table = proposed({"a": "It was the Army of the Green Dawn that left. We saw Green Dawn (GD) there."})
    assert row_of(table, "GD")["actor"] == row_of(table, "Green Dawn")["actor"] == "Green_Dawn"


def test_the_text_that_ties_a_word_to_a_name_is_quoted_as_the_reason():
    row = row_of(proposed({"a": "It is said of the jihadist group Green Dawn again."}), "jihadist")
    assert row["reason"] == "the text has “jihadist group Green Dawn”"
    assert row["evidence"] == "apposition"


def test_the_example_is_the_text_at_its_place():
    texts = {"a": "It is said of the jihadist group Green Dawn again."}
    row = row_of(proposed(texts), "jihadist")
    assert texts[row["doc"]][row["start"] : row["end"]] == row["text"] == "jihadist group Green Dawn"


def test_one_noun_does_not_make_one_actor_of_two_names():
    text = "We saw the militant group Green Dawn. We saw the militant group Red Dusk. We met Red Dusk."
    actors = actor_of(proposed({"a": text}))
    assert actors["militant"] == "Red_Dusk"
    assert actors.get("Green Dawn") != "Red_Dusk"


def test_an_army_belongs_to_the_country_that_the_texts_give_it():
    text = "We saw the Norlandish army. We met the Norlandish army. We know that Norland denied it."
    table = proposed({"a": text})
    assert row_of(table, "army")["actor"] == row_of(table, "Norlandish")["actor"] == "Norland"
    assert row_of(table, "army")["part"] == "office"
    assert row_of(table, "Norlandish")["part"] == "modifier"


def test_a_person_belongs_to_the_country_that_is_said_before_the_name():
    text = (
        "We know that Norland denied it. Then Norland left. We met the Norlandish minister Anna Holt. "
        "Now Norland left."
    )
    assert actor_of(proposed({"a": text}))["Anna Holt"] == "Norland"


def test_a_surname_is_the_same_as_the_full_name():
    text = "We met Anna Holt. Later we met Holt there. At last Holt left."
    actors = actor_of(proposed({"a": text}))
    assert actors["Holt"] == actors["Anna Holt"]


def keyness_of(texts):
    counts = [
        (doc, term, text.casefold().split().count(term))
        for doc, text in texts.items()
        for term in sorted(set(" ".join(texts.values()).casefold().split()))
    ]
    table = pd.DataFrame(counts, columns=["doc", "term", "count"])
    return terms.keyness(table[table["count"] > 0])


def test_people_whom_one_article_names_more_are_offered_singly_with_the_actor_open():
    texts = {"a": "the protesters sang and the protesters left", "b": "the rioters ran and the rioters left"}
    table = proposed(texts, keyness=keyness_of(texts))
    assert set(table["label"]) == {"protester", "rioter"}
    assert set(table["evidence"]) == {"keyness"}
    assert table["actor"].nunique() == 2
    assert table["reason"].str.contains("who is meant is open").all()


def test_a_news_agency_is_no_actor():
    texts = {
        "a": "today Reuters said so and today Reuters left while today Norland said so and Norland left",
        "b": "it rained",
    }
    assert set(proposed(texts, keyness=keyness_of(texts))["label"]) == {"Norland"}


def test_a_thing_that_one_article_names_more_is_not_offered():
    texts = {"a": "the bridges are old and the bridges are long", "b": "the rioters ran and the rioters left"}
    assert set(proposed(texts, keyness=keyness_of(texts))["label"]) == {"rioter"}


def test_singular_and_plural_are_one_pattern_if_it_finds_nothing_else():
    texts = {"a": "A gunner left. The gunners left.", "b": "A rebel left. The rebels left the rebellion."}
    pair = ("a", "The gunners left", "b", "The rebels left")
    patterns = set(proposed(texts, [pair])["pattern"])
    assert "gunner*" in patterns
    assert {"rebel", "rebels"} <= patterns


def test_a_word_that_often_stands_before_a_label_makes_one_of_its_own():
    texts = {**SWAPPED, "b": SWAPPED["b"].replace("the terrorists", "the foreign terrorists")}
    pair = (*PAIR[:3], "the foreign terrorists shelled the bridge")
    assert row_of(proposed(texts, [pair]), "foreign terrorists")["label"] == "foreign terrorist"


def test_a_count_is_of_the_places_where_the_pattern_is_found():
    row = row_of(proposed(SWAPPED, [PAIR]), "rebels")
    assert (row["count"], row["articles"]) == (2, 1)


def test_there_is_a_limit_to_the_rows(monkeypatch):
    monkeypatch.setattr(proposals, "MOST", 1)
    assert len(proposed(SWAPPED, [PAIR])) == 1


def test_there_is_a_limit_to_the_rows_of_one_actor(monkeypatch):
    monkeypatch.setattr(proposals, "OF_ONE", 1)
    assert len(proposed(SWAPPED, [PAIR])) == 1


def test_of_a_large_corpus_articles_from_all_of_it_are_read(monkeypatch):
    monkeypatch.setattr(proposals, "READ", 2)
    assert proposals.articles_read(pd.DataFrame({"doc": ["a", "b", "c", "d"]})) == ["a", "c"]


def test_the_table_begins_with_the_columns_of_labels_csv():
    table = proposed(SWAPPED, [PAIR])
    assert list(table)[:5] == corpus.LEXICONS["labels"]
    assert list(proposals.adoptable(table)) == corpus.LEXICONS["labels"]


def test_nothing_to_go_by_is_an_empty_table_with_its_columns():
    table = proposed({"a": "It rained."})
    assert table.empty
    assert list(table) == [*schema.columns("proposed_labels")]


# --- Measured on the five articles, without their own list ---


@pytest.fixture(scope="module")
def of_seeds(texts, segments, analysed):
    counts = terms.term_counts(terms.tokens(segments, analysed, corpus.read_lexicon(corpus.SEEDS, "names")))
    passages = reuse.passages(segments, analysed)
    substitutions = collation_tables.substitutions(passages, texts)
    return proposals.propose(segments, analysed, terms.keyness(counts), substitutions, passages)


def matched(by_hand, found):
    """The mentions of the list made by hand, each with the actor of the longest proposed one on it, or ""."""
    rows = []
    for one in by_hand.itertuples():
        there = found[(found["doc"] == one.doc) & (found["start"] < one.end) & (one.start < found["end"])]
        longest = there.sort_values(["end", "start"]).assign(length=there["end"] - there["start"])
        actors = longest.sort_values("length", ascending=False, kind="stable")["actor"]
        rows.append((one.actor, one.label, next(iter(actors), "")))
    return pd.DataFrame(rows, columns=["actor", "label", "proposed"])


def test_the_words_for_those_who_attacked_are_one_actor_without_any_list(of_seeds):
    labels = ["jihadist", "terrorist", "takfiri terrorist", "rebel", "Islamic fighter", "fighter", "HTS"]
    assert {actor_of(of_seeds)[label] for label in labels} == {"Hayat_Tahrir_al_Sham"}


def test_regression_guard_of_the_list_made_by_hand_as_much_is_found_as_ever(
    of_seeds, mentions, segments, analysed
):
    found = matched(mentions, naming_tables.mentions(segments, analysed, proposals.adoptable(of_seeds)))
    named = found[found["proposed"] != ""]
    assert len(named) / len(found) >= FOUND
    labels = found.groupby(["actor", "label"])["proposed"].agg(lambda column: (column != "").any())
    assert labels.mean() >= LABELS


def test_regression_guard_a_proposed_actor_is_one_actor_of_the_list_made_by_hand(
    of_seeds, mentions, segments, analysed
):
    found = matched(mentions, naming_tables.mentions(segments, analysed, proposals.adoptable(of_seeds)))
    named = found[found["proposed"] != ""]
    pure = named.groupby("proposed")["actor"].agg(lambda actors: actors.value_counts().iloc[0])
    whole = named.groupby("actor")["proposed"].agg(lambda actors: actors.value_counts().iloc[0])
    assert pure.sum() / len(named) >= PURE
    assert whole.sum() / len(named) >= WHOLE


# --- Adopted ---


@pytest.fixture(scope="module")
def adopted(of_seeds, tmp_path_factory, segments, analysed, spans):
    """The labels of the five articles by the proposed table, copied as labels.csv as it is written."""
    folder = tmp_path_factory.mktemp("adopted")
    corpus.write_table(folder, "proposed_labels", of_seeds)
    (folder / "tables" / "proposed_labels.csv").rename(folder / "labels.csv")
    found = naming_tables.mentions(segments, analysed, corpus.read_lexicon(folder, "labels"))
    return voice_tables.add_voice(found, segments, spans, analysed)[naming.LABEL_COLUMNS]


def test_the_proposed_table_copied_as_labels_csv_finds_its_labels(adopted, of_seeds):
    assert set(adopted.loc[adopted["label"] == "jihadist", "actor"]) == {"Hayat_Tahrir_al_Sham"}
    assert set(adopted["actor"]) <= set(of_seeds["actor"])


def test_figures_and_findings_stand_on_an_adopted_table(adopted, texts):
    articles = pd.DataFrame({"doc": sorted(texts), "short": ["A", "B", "C", "D", "E"]})
    chosen = naming_differences.variously_named(adopted)
    assert "Hayat_Tahrir_al_Sham" in chosen
    assert not figures.labels_of_one_actor(adopted, articles, chosen[0]).data.empty
    assert findings_labels.naming(adopted, articles)
