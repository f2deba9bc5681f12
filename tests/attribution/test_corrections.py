"""What corrections do to labels, attributions, speakers and passages: invented articles, read by eye."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from marked import unmark

from inotherwords import cleaning
from inotherwords.attribution.corrections import (
    apply_to_attributions,
    apply_to_speakers,
    apply_to_voices,
)
from inotherwords.corpus import corrections
from inotherwords.errors import InputError
from inotherwords.layers import schema
from inotherwords.naming.corrections import apply_to_labels
from inotherwords.reuse.corrections import apply_to_passages
from inotherwords.reuse.passages import find_passages

TEXTS = {
    "a": "Rebels took the port of Marwick on Monday. “We won the town,” Captain Holt said, “without a shot.” "
    "The army denied this. Nobody else spoke.",
    "b": "The rebels took the port of Marwick. It was a quiet day. The army of Norland has denied the loss.",
    "c": "A storm is on its way to the coast.",
}
SEGMENTS = cleaning.list_segments(TEXTS, TEXTS)
KNOWN = pd.DataFrame(
    [
        ("Holt", "Captain Holt", "person", "rebels", "military"),
        ("army", "the army", "group", "state", "military"),
    ],
    columns=["pattern", "speaker", "kind", "side", "source_type"],
)


def row(number, layer, do, doc, words, words_b="", doc_b="", **said):
    """A row as `corrections.read` gives it: the words stand for their place."""
    start, other = TEXTS[doc].index(words), TEXTS[doc_b].index(words_b) if doc_b else 0
    place = {"start": start, "end": start + len(words), "start_b": other, "end_b": other + len(words_b)}
    empty = dict.fromkeys(corrections.COLUMNS, "")
    named = {"row": f"c.csv: row {number}", "layer": layer, "do": do, "doc": doc, "words": words}
    return empty | named | {"doc_b": doc_b, "words_b": words_b} | place | said


def made(*rows):
    return pd.DataFrame(rows, columns=["row", *corrections.COLUMNS])


def refusal(apply, *given):
    with pytest.raises(InputError) as refused:
        apply(*given)
    return str(refused.value)


# --- labels ---


def mention(doc, words, actor, label):
    start = TEXTS[doc].index(words)
    return (doc, start, start + len(words), words, actor, label, words, "", "word", "")


MENTIONS = pd.DataFrame(
    [
        mention("a", "Rebels", "rebels", "rebel"),
        mention("a", "army", "state", "army"),
        mention("b", "rebels", "rebels", "rebel"),
    ],
    columns=[*schema.columns("layers/mentions")],
)


def labels(*rows, table=MENTIONS, texts=TEXTS):
    return apply_to_labels(table, made(*rows), texts)


def seen(table):
    return table[["doc", "text", "actor", "label"]].values.tolist()


def test_without_corrections_every_layer_is_the_table_that_came_in():
    none, spans = made(), SPANS
    assert apply_to_labels(MENTIONS, none, TEXTS) is MENTIONS
    assert apply_to_voices(MENTIONS, none, TEXTS) is MENTIONS
    found = apply_to_attributions(ATTRIBUTIONS, spans, none, SEGMENTS, TEXTS, KNOWN)
    assert found[0] is ATTRIBUTIONS
    assert found[1] is spans
    assert apply_to_speakers(ATTRIBUTIONS, spans, none, TEXTS) is ATTRIBUTIONS
    assert apply_to_passages(FOUND, none, SEGMENTS, TEXTS) is FOUND


def test_labels_are_removed():
    assert seen(labels(row(2, "label", "remove", "a", "army"))) == seen(MENTIONS.iloc[[0, 2]])
    only = MENTIONS[MENTIONS["doc"] == "b"]
    left = labels(row(2, "label", "remove", "b", "rebels"), table=only)
    assert left.empty
    assert list(left) == [*schema.columns("layers/mentions")]


def test_a_label_is_changed_in_what_the_row_says_only():
    table = labels(row(2, "label", "change", "a", "Rebels", label="fighter"))
    assert seen(table)[0] == ["a", "Rebels", "rebels", "fighter"]
    assert table["decided_by"].tolist() == ["correction", "word", "word"]


def test_a_label_is_added_in_its_place_with_its_head():
    table = labels(row(2, "label", "add", "b", "The army of Norland", actor="state", label="army"))
    assert table["text"].tolist() == ["Rebels", "army", "rebels", "The army of Norland"]
    added = table.iloc[3]
    assert (added["head"], added["modifiers"], added["decided_by"]) == ("army", "The", "correction")


def test_labels_are_added_where_there_were_none():
    table = labels(row(2, "label", "add", "c", "storm", actor="event", label="storm"), table=MENTIONS[:0])
    assert seen(table) == [["c", "storm", "event", "storm"]]


def test_every_row_that_cannot_be_done_has_a_line_that_says_so():
    rows = [
        row(7, "label", "remove", "a", "port"),
        row(2, "label", "remove", "a", "army", actor="rebels"),
        row(3, "label", "change", "a", "port", label="x"),
        row(4, "label", "add", "a", "army", actor="state", label="x"),
    ]
    assert refusal(labels, *rows).splitlines() == [
        "c.csv: row 7: nothing to remove there: delete the row, or correct its place.",
        "c.csv: row 2: nothing to remove there: delete the row, or correct its place.",
        "c.csv: row 3: nothing to change there: delete the row, or correct its place.",
        "c.csv: row 4: the label is there already: delete the row, or write change.",
    ]


TWO = pd.concat([MENTIONS, MENTIONS[1:2].assign(actor="rebels", label="troops")], ignore_index=True)


def test_of_two_labels_in_one_place_the_actor_tells_which_is_removed():
    assert "state and rebels are both named there" in refusal(
        apply_to_labels, TWO, made(row(2, "label", "remove", "a", "army")), TEXTS
    )
    left = labels(row(2, "label", "remove", "a", "army", actor="state"), table=TWO)
    assert ["a", "army", "rebels", "troops"] in seen(left)
    assert len(left) == len(TWO) - 1


def test_articles_of_another_part_of_the_corpus_are_left_to_that_part():
    rows = [row(2, "label", "remove", "a", "port"), row(3, "label", "remove", "b", "rebels")]
    part = MENTIONS[MENTIONS["doc"] == "b"]
    assert labels(*rows, table=part, texts={"b": TEXTS["b"]}).empty


WORDS = sorted(set(TEXTS["c"].rstrip(".").split()))


@hypothesis_settings(max_examples=30)
@given(st.sets(st.sampled_from(WORDS), min_size=1), st.randoms(use_true_random=False))
def test_adding_labels_in_any_order_and_removing_them_gives_the_former_table(words, chance):
    add = [row(2, "label", "add", "c", word, actor="event", label="storm") for word in sorted(words)]
    shuffled = chance.sample(add, len(add))
    with_them = labels(*shuffled)
    pd.testing.assert_frame_equal(with_them, labels(*add))
    assert len(with_them) == len(MENTIONS) + len(words)
    without = labels(*({**one, "do": "remove"} for one in shuffled), table=with_them)
    pd.testing.assert_frame_equal(without, MENTIONS)


# --- voices ---

VOICED = MENTIONS.assign(voice=["quoted", "own", "own"], attribution=[1, "", ""])


def voices(*rows):
    return apply_to_voices(VOICED, made(*rows), TEXTS)[["voice", "attribution"]].values.tolist()


def test_a_voice_is_set_and_the_own_voice_stands_in_no_attribution():
    for voice, number in (("own", ""), ("attributed", 1)):
        assert voices(row(2, "label", "change", "a", "Rebels", voice=voice))[0] == [voice, number]
    added = row(2, "label", "add", "a", "Rebels", actor="rebels", voice="own")
    assert voices(added)[0] == ["own", ""]


def test_words_on_nobodys_word_cannot_be_quoted():
    told = refusal(voices, row(2, "label", "change", "a", "army", voice="quoted"))
    assert told.endswith("stand on nobody's word, so they are not quoted: add the attribution.")


# --- attributions ---


def span(doc, number, role, words):
    start = TEXTS[doc].index(words)
    return (doc, number, role, start, start + len(words), words)


HEADS = """
a | 1 | direct | Captain Holt | rebels | military |  | said | neutral | p | 0.9 |  |  | named
a | 2 | indirect | the army | state | military |  | denied | doubt | p | 0.8 |  |  | named
"""
ATTRIBUTIONS = pd.DataFrame(
    [[cell.strip() for cell in line.split("|")] for line in HEADS.strip().splitlines()],
    columns=[*schema.columns("attributions")],
).astype({"attribution": int, "probability": float})
SPANS = pd.DataFrame(
    [
        span("a", 1, "source", "Captain Holt"),
        span("a", 1, "cue", "said"),
        span("a", 1, "content", "“We won the town,”"),
        span("a", 1, "content", "“without a shot.”"),
        span("a", 2, "source", "The army"),
        span("a", 2, "cue", "denied"),
        span("a", 2, "content", "this"),
    ],
    columns=[*schema.columns("attribution_spans")],
)
LOSS = row(2, "attribution", "add", "b", "the loss", source="the army of Norland", cue="has denied")


def apply(*rows, heads=ATTRIBUTIONS, spans=SPANS):
    return apply_to_attributions(heads, spans, made(*rows), SEGMENTS, TEXTS, KNOWN)


def parts(spans, doc, number):
    own = spans[(spans["doc"] == doc) & (spans["attribution"] == number)]
    return own[["role", "text"]].values.tolist()


def test_an_attribution_is_removed_by_its_content_or_a_part_of_it_and_the_rest_is_numbered_anew():
    for words in ("“without a shot.”", "“We won the town,” Captain Holt said, “without a shot.”"):
        heads, spans = apply(row(2, "attribution", "remove", "a", words))
        assert heads[["attribution", "speaker"]].values.tolist() == [[1, "the army"]]
        assert parts(spans, "a", 1) == [["source", "The army"], ["cue", "denied"], ["content", "this"]]


def test_an_added_attribution_says_of_itself_what_the_rules_say_of_any_other():
    heads, spans = apply(LOSS)
    added = heads[heads["doc"] == "b"].iloc[0]
    told = added[["attribution", "type", "speaker", "side"]].tolist()
    assert told == [1, "indirect", "the army", "state"]
    assert added["pattern"] == "speaker and verb, then the content"
    assert added[["probability", "doubtful", "resolved_by"]].tolist() == ["", "", "correction"]
    assert parts(spans, "b", 1) == [
        ["source", "The army of Norland"],
        ["cue", "has denied"],
        ["content", "the loss"],
    ]


def test_attributions_are_numbered_in_the_order_of_the_text():
    heads, spans = apply(row(2, "attribution", "add", "a", "Rebels took the port", speaker="Ann"))
    assert heads[["attribution", "speaker"]].values.tolist() == [
        *([1, "Ann"], [2, "Captain Holt"], [3, "the army"])
    ]
    assert parts(spans, "a", 1) == [["content", "Rebels took the port"]]


def test_what_the_row_says_of_the_speaker_counts_more_than_the_rules():
    heads, _ = apply(LOSS | {"speaker": "Norland's army", "side": "north"})
    assert heads.iloc[2][["speaker", "side", "source_type"]].tolist() == [
        "Norland's army",
        "north",
        "military",
    ]


def test_a_source_without_a_cue_is_looked_for_beside_the_content():
    add = row(2, "attribution", "add", "a", "Rebels took the port", source="Captain Holt")
    assert parts(apply(add)[1], "a", 1) == [["source", "Captain Holt"], ["content", add["words"]]]


def test_source_and_cue_within_the_content_are_cut_out_of_it():
    whole = "“We won the town,” Captain Holt said, “without a shot.”"
    add = row(2, "attribution", "add", "a", whole, source="Captain Holt", cue="said")
    _, spans = apply(add, heads=ATTRIBUTIONS[:0], spans=SPANS[:0])
    assert parts(spans, "a", 1) == parts(SPANS, "a", 1)


def test_a_content_that_begins_with_its_source_is_refused():
    whole = "The army of Norland has denied the loss"
    add = row(2, "attribution", "add", "b", whole, source="the army", cue="denied")
    assert refusal(apply, add).endswith("begins or ends with its source or cue: give only what is said.")


def test_a_cue_is_found_however_it_is_written():
    for typed in ("said", "SAID"):
        change = row(2, "attribution", "change", "a", "this", cue=typed)
        assert ["cue", "said"] in parts(apply(change)[1], "a", 2)


def test_a_source_in_the_sentence_before_is_found():
    change = row(2, "attribution", "change", "a", "this", source="Captain Holt")
    heads, _ = apply(change)
    assert heads.iloc[1]["speaker"] == "Captain Holt"


def test_of_several_places_of_a_cue_the_nearest_outside_the_content_counts(monkeypatch):
    for marked in (
        "He <said>: {she said so}.",
        "He said no. He <said> {yes}.",
        "He<:>{“yes”}: no.",
        "He <said> {yes}, he said.",
    ):
        text, _, [cue], [content] = unmark(marked)
        monkeypatch.setitem(TEXTS, "a", text)
        add = row(2, "attribution", "add", "a", text[slice(*content)], cue=text[slice(*cue)])
        add |= {"start": content[0], "end": content[1]}
        segments = cleaning.list_segments({"a": text}, {"a": text})
        none = ATTRIBUTIONS[:0], SPANS[:0]
        _, spans = apply_to_attributions(*none, made(add), segments, {"a": text}, KNOWN)
        assert spans.loc[spans["role"] == "cue", ["start", "end"]].values.tolist() == [[*cue]], marked


def test_a_cue_two_sentences_away_is_refused():
    add = row(2, "attribution", "add", "b", "the loss", cue="took")
    assert refusal(apply, add).startswith(
        "c.csv: row 2: cue “took” does not stand in the sentence of the content"
    )


def test_a_changed_cue_is_read_by_the_rules_again_and_a_changed_side_is_not():
    heads, _ = apply(row(2, "attribution", "change", "a", "this", cue="said"))
    assert heads.iloc[1][["cue", "cue_class", "probability"]].tolist() == ["said", "neutral", ""]
    heads, _ = apply(row(2, "attribution", "change", "a", "this", side="north"))
    assert heads.iloc[1][["cue", "side", "probability"]].tolist() == ["denied", "north", 0.8]


def test_an_attribution_inside_another_one_names_it_as_its_outer():
    add = row(2, "attribution", "add", "a", "won the town")
    heads, _ = apply(add)
    assert heads.loc[heads["resolved_by"] == "correction", "outer"].tolist() == [1]


def refusals(apply, layer, *rows, **said):
    """What of each refusal is expected and missing: (do, words, message)."""
    told = {case: refusal(apply, row(2, layer, case[0], "a", case[1], **said)) for case in rows}
    return {case: line for case, line in told.items() if case[2] not in line}


def test_an_attribution_that_is_not_as_the_row_has_it_is_refused():
    cases = [
        ("remove", "Nobody", "nothing to remove there"),
        ("change", "Nobody", "nothing to change there"),
        ("add", "this", "there is an attribution already"),
    ]
    assert refusals(apply, "attribution", *cases, speaker="x") == {}


def test_the_attributions_of_the_study_are_the_same_when_an_article_is_put_together_again(
    attributions, spans, segments, analysed
):
    first = attributions.iloc[0]
    place = spans[(spans["doc"] == first["doc"]) & (spans["attribution"] == first["attribution"])]
    start, end = place.loc[place["role"] == "content", ["start", "end"]].iloc[0]
    same = row(2, "attribution", "change", "a", "Rebels", side=first["side"])
    same |= {"doc": first["doc"], "start": start, "end": end}
    heads, parts = apply_to_attributions(attributions, spans, made(same), segments, analysed, KNOWN)
    changed = attributions.copy()
    changed.loc[changed.index[0], "resolved_by"] = "correction"
    assert heads.values.tolist() == changed.values.tolist()
    assert parts.values.tolist() == spans.values.tolist()


SENTENCES = ["Rebels took the port of Marwick on Monday", "Nobody else spoke", "denied", "won the town"]


@hypothesis_settings(max_examples=30)
@given(st.sets(st.sampled_from(SENTENCES), min_size=1), st.randoms(use_true_random=False))
def test_adding_attributions_in_any_order_and_removing_them_gives_the_former_tables(words, chance):
    add = [row(2, "attribution", "add", "a", one, speaker="Ann") for one in sorted(words)]
    shuffled = chance.sample(add, len(add))
    heads, spans = apply(*shuffled)
    for table, same in zip((heads, spans), apply(*add), strict=True):
        pd.testing.assert_frame_equal(table, same)
    assert len(heads) == len(ATTRIBUTIONS) + len(words)
    former = apply(*({**one, "do": "remove"} for one in shuffled), heads=heads, spans=spans)
    for table, same in zip(former, (ATTRIBUTIONS, SPANS), strict=True):
        assert table.values.tolist() == same.values.tolist()


# --- speakers ---


def speakers(*rows, heads=ATTRIBUTIONS):
    table = apply_to_speakers(heads, SPANS, made(*rows), TEXTS)
    return table[["speaker", "side", "source_type", "resolved_by"]].values.tolist()


def test_a_speaker_is_changed_in_what_the_row_says_only_taken_away_or_given():
    changed = speakers(row(2, "speaker", "change", "a", "this", side="north"))
    assert changed[1] == ["the army", "north", "military", "correction"]
    assert speakers(row(2, "speaker", "remove", "a", "this"))[1] == ["", "unknown", "unknown", "correction"]
    nobody = ATTRIBUTIONS.assign(speaker=["Captain Holt", ""])
    found = speakers(row(2, "speaker", "add", "a", "this", speaker="Ann"), heads=nobody)
    assert [speaker for speaker, *_ in found] == ["Captain Holt", "Ann"]


def test_a_speaker_that_is_not_as_the_row_has_it_is_refused():
    cases = [
        ("add", "this", "the army is the speaker already: delete the row, or write change."),
        ("change", "Nobody", "nothing to change there"),
        ("remove", "Nobody", "nothing to remove there"),
    ]
    assert refusals(speakers, "speaker", *cases, speaker="Ann") == {}


# --- passages ---

ONE, OTHER = "Rebels took the port of Marwick on Monday.", "The rebels took the port of Marwick."
FOUND = find_passages(SEGMENTS, TEXTS)[:1]
DENIED = {"doc_b": "b", "words_b": "The army of Norland has denied the loss."}


def passages(*rows, table=FOUND, texts=TEXTS):
    return apply_to_passages(table, made(*rows), SEGMENTS, texts)


def test_a_passage_is_removed():
    gone = passages(row(2, "passage", "remove", "a", ONE, doc_b="b", words_b=OTHER))
    assert gone.empty
    assert list(gone) == list(schema.columns("passages"))


def test_a_passage_is_changed_in_its_kind_only():
    changed = passages(row(2, "passage", "change", "a", ONE, doc_b="b", words_b=OTHER, kind="paraphrase"))
    pd.testing.assert_frame_equal(changed, FOUND.assign(kind="paraphrase"))


def test_an_added_passage_stands_in_order_and_is_about_as_similar_as_the_program_would_have_it():
    sentence = row(2, "passage", "add", "a", ONE, doc_b="b", words_b=OTHER, kind="near")
    again = passages(sentence, table=FOUND[:0])
    assert again.drop(columns="similarity").equals(FOUND.drop(columns="similarity"))
    assert again["similarity"][0] == pytest.approx(FOUND["similarity"][0], abs=0.1)


def test_passages_are_numbered_anew():
    table = passages(row(2, "passage", "add", "a", "The army denied this.", kind="paraphrase", **DENIED))
    assert table["passage"].tolist() == [1, 2]
    assert 0 < table["similarity"][1] < 1


def test_a_passage_with_an_article_of_another_part_is_left_alone():
    rows = [row(2, "passage", "remove", "a", ONE, doc_b="b", words_b=OTHER)]
    assert passages(*rows, texts={"a": TEXTS["a"]}) is FOUND


def test_a_passage_that_is_not_as_the_row_has_it_is_refused():
    there, other = (
        {"doc_b": "b", "words_b": words, "kind": "near"} for words in (OTHER, "It was a quiet day.")
    )
    already = ("add", ONE, "the passage is there already: delete the row, or write change.")
    assert refusals(passages, "passage", already, **there) == {}
    cases = [("remove", ONE, "nothing to remove there"), ("change", ONE, "nothing to change there")]
    assert refusals(passages, "passage", *cases, **other) == {}


@given(st.sets(st.sampled_from(["army", "Monday", "denied this"]), min_size=1))
def test_adding_passages_and_removing_them_gives_the_former_table(words):
    add = [row(2, "passage", "add", "a", one, kind="paraphrase", **DENIED) for one in sorted(words)]
    table = passages(*add[::-1])
    pd.testing.assert_frame_equal(table, passages(*add))
    former = passages(*({**one, "do": "remove"} for one in add), table=table)
    assert former.values.tolist() == FOUND.values.tolist()
