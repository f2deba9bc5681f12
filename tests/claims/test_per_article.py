"""Numbers, and one source in other words: invented."""

import pandas as pd
import pytest

from inotherwords import cleaning
from inotherwords.claims import per_article, sources
from inotherwords.layers import schema

ACTS = pd.DataFrame(
    [("killing", "died", "died"), ("killing", "verb", "killed")], columns=["act", "part", "pattern"]
)


def quantities(text, listed=ACTS):
    segments, analysed = cleaning.clean_some({"a": text}, {"a": text})
    spans = schema.table("attribution_spans")
    acts = per_article.list_acts(segments, schema.table("labels"), spans, listed, analysed)
    found = per_article.list_quantities(segments, acts, spans, listed, analysed)
    return list(found[["value", "kind"]].itertuples(index=False, name=None))


def test_who_suffers_what_the_part_died_lists_is_dead_only_if_it_lists_a_word_of_dying():
    ill = pd.DataFrame([("illness", "died", "fallen ill")], columns=ACTS.columns)
    assert quantities("Eleven villagers had fallen ill.", ill) == []
    assert quantities("Eleven villagers died.", ill.assign(pattern="died")) == [(11, "dead")]
    both = pd.concat([ACTS, ill.assign(act="killing"), ill.assign(act="killing", pattern="hospitalised")])
    assert quantities("Two men died and eleven women had fallen ill.", both) == [(2, "dead")]
    assert quantities("Gas killed two men. Six were hospitalised.", both) == [(2, "dead")]
    assert quantities("Two people died after 40 people fell ill; 11 people were taken ill.") == [(2, "dead")]
    assert quantities("Three people lost their lives at noon.") == [(3, "dead")]


def test_a_year_before_a_number_is_no_part_of_it():
    assert quantities("In 2017 nine men were injured, in 2019 two million people fled.") == [
        (9, "wounded"),
        (2e6, "displaced"),
    ]


def test_a_number_of_people_is_what_became_of_them():
    text = (
        "Ten men died there. At least 16 civilians were killed and 20 others wounded. More than 14,000 "
        "people, nearly half of them children, have been displaced. They held 50 towns and a strip of 100 km."
    )
    assert quantities(text) == [
        *(
            (10, "dead"),
            (16, "dead"),
            (20, "wounded"),
            (14000, "displaced"),
            (50, "places"),
            (100, "distance"),
        )
    ]


def test_a_number_of_another_event_says_so_and_the_length_of_a_thing_is_no_distance():
    listed = pd.DataFrame(
        [*ACTS.itertuples(index=False), ("the flood", "event", "in 1998")], columns=ACTS.columns
    )
    text = (
        "Six people died in 1998. Some 2,400 people were moved to schools. About 3,000 people have lost "
        "their homes. A boat of 24 metres lay two miles off the coast. It was the 12th death."
    )
    segments, analysed = cleaning.clean_some({"a": text}, {"a": text})
    spans = schema.table("attribution_spans")
    acts = per_article.list_acts(segments, schema.table("labels"), spans, listed, analysed)
    found = per_article.list_quantities(segments, acts, spans, listed, analysed)
    assert found[["value", "kind", "event"]].values.tolist() == [
        [6, "dead", "the flood"],
        [2400, "displaced", ""],
        [3000, "displaced", ""],
        [2, "distance", ""],
    ]


HURT = [("arrest", "verb", "arrested"), ("harm", "verb", "injured"), ("harm", "died", "hurt")]


@pytest.mark.parametrize("listed", [ACTS, pd.DataFrame(HURT, columns=ACTS.columns)])
def test_a_number_goes_to_its_own_verb_and_who_is_hurt_is_not_dead(listed):
    text = "Fourteen people were arrested and three people injured at the gate. Two people were hurt there."
    assert quantities(text, listed) == [(3, "wounded"), (2, "wounded")]


def test_other_numbers_are_none_of_these():
    assert quantities("Five men died and 31 people were taken to hospital.") == [(5, "dead")]
    assert quantities("He bought 12 loaves in 2011, aged 51. The 29-year-old sold five of them.") == []


def words(*rows, families, bodies=(), heard="yes"):
    columns = ["doc", "start", "end", "text", "actor", "label", "voice", "attribution"]
    labels = pd.DataFrame(rows, columns=columns)
    said = pd.DataFrame({"doc": ["a", "b"], "attribution": [1, 1], "speaker": ["Ann Holt", "the ministry"]})
    said = said.assign(heard=heard)
    texts = {"a": "x" * 40, "b": "the rebels and their rebel assault went on."}
    return sources.words_of_source(labels, said, families, dict(bodies), texts)


def test_a_paraphrase_in_a_word_that_the_source_has_in_no_quotation_is_a_mismatch_whoever_speaks_for_it():
    rows = [
        ("a", 0, 9, "terrorist", "hts", "terrorist", "quoted", 1),
        ("b", 4, 10, "rebels", "hts", "rebel", "attributed", 1),
        ("b", 21, 26, "rebel", "hts", "rebel", "attributed", 1),  # names the assault, not who is spoken of
    ]
    families = {("hts", "terrorist"): "terrorist", ("hts", "rebel"): "rebel"}
    apart = words(*rows, families=families)
    assert apart["mismatch"].tolist() == ["", ""]
    bodies = {"Ann Holt": "the state", "the ministry": "the state"}
    one = words(*rows, families=families, bodies=bodies)
    assert one[["source", "phrase", "mismatch"]].values.tolist() == [
        ["the state", "terrorist", ""],
        ["the state", "rebels", "yes"],
    ]
    name = ("a", 0, 9, "HTS", "hts", "HTS", "quoted", 1)
    assert words(*rows, families=families, heard="").empty  # "He said that Ann Holt had told him of thugs"
    by_name = words(name, *rows[1:], families=families, bodies=bodies)
    assert by_name[["phrase", "mismatch"]].values.tolist() == [["HTS", ""], ["rebels", "yes"]]


def test_the_last_word_is_theirs_who_are_said_last_to_have_spoken():
    tokens = pd.DataFrame({"doc": "a", "start": [0, 5, 10, 15], "attribution": ["", 1, "", ""]})
    said = pd.DataFrame({"doc": "a", "attribution": [1, 2], "speaker": ["", "Ann"]})
    spans = [("a", 2, "source", 10, 14, "who"), ("a", 2, "cue", 15, 19, "said")]
    given = tokens, schema.table("labels"), said
    [row] = per_article.find_prominence(*given, schema.table("attribution_spans", spans)).to_dict("records")
    assert (row["first_source"], row["last_word"]) == ("", "Ann")
    [row] = per_article.find_prominence(*given, schema.table("attribution_spans")).to_dict("records")
    assert row["last_word"] == ""
