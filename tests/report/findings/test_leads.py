"""What is said above the tables: numbers that differ, what one article alone lacks. All invented."""

import pandas as pd
from told import ARTICLES, DOCS, act, evidence

from inotherwords.claims import per_article
from inotherwords.layers import schema
from inotherwords.report.findings import leads


def number(doc, start, text, value, event=""):
    return doc, start, start + len(text), text, value, "people", "wounded", "", event


def test_the_highest_number_of_each_article_is_told_where_they_differ():
    rows = [
        number("a", 0, "At least 31 people", 31.0),
        number("a", 40, "nine officers", 9.0),
        number("b", 0, "23 people", 23.0),
        number("c", 0, "at least 31 people", 31.0),
        number("c", 40, "90 people", 90.0, "the old war"),
    ]
    table = schema.table("quantities", rows)
    assert list(map(str, leads.tell_numbers(evidence(), table))) == [
        "The highest number of wounded that an article gives differs, perhaps as other people or days are "
        "counted: “at least 31 people” in Echo and Post; “23 people” in Herald."
    ]
    assert leads.tell_numbers(evidence(), table.head(1)) == []
    both = [
        *rows[:3],
        number("b", 40, "at least 31 people", 31.0),
        number("b", 60, "40 people", 40.0),
        rows[3],
    ]
    assert leads.tell_numbers(evidence(), schema.table("quantities", both)) == []


def test_amounts_of_one_matter_that_differ_are_told_with_all_who_give_them():
    texts = {
        "a": "Inspectors found a hole of 62 million crowns in the bank's books. Milk costs 2 crowns a litre.",
        "b": "Shares fell by 5 per cent, and 54 million crowns were missing from the bank's books.",
        "c": "The books of a bank lack 62 million crowns. Its shares fell by 6 per cent.",
    }
    rows = [(doc, "sentence", 0, len(text)) for doc, text in texts.items()]
    segments = pd.DataFrame(rows, columns=["doc", "kind", "start", "end"])
    listed = pd.DataFrame(columns=["act", "part", "pattern"])
    spans, acts = schema.table("attribution_spans"), schema.table("acts")
    table = per_article.list_quantities(segments, acts, spans, listed, texts)
    assert len(table) == 6
    [told] = leads.tell_amounts(evidence(texts=texts), table)
    assert str(told) == (
        "Of what seems one matter, amounts differ, perhaps as other things or days are counted: "
        "“62 million crowns” in Echo and Post and “54 million crowns” in Herald; "
        "“6 per cent” in Post and “5 per cent” in Herald."
    )
    assert leads.tell_amounts(evidence(texts=texts), table.head(2)) == []


def test_an_act_is_missing_in_one_article_if_none_of_its_words_stands_there():
    articles = [*DOCS, "d"]
    whole = pd.concat([ARTICLES, pd.DataFrame({"doc": ["d"], "short": ["Mail"], "words": [100]})])
    texts = dict.fromkeys(articles, "Two men were killed.")
    listed = pd.DataFrame([("killing", "verb", "killed")], columns=["act", "part", "pattern"])
    found = evidence(acts=schema.table("acts", [act(doc, 0) for doc in DOCS]))
    found = found._replace(articles=whole, units=whole, texts=texts | {"d": "Nobody was there."})
    assert list(map(str, leads.tell_left_out(found, listed))) == [
        "In Mail no word of the list for “killing” stands; every other article has a sentence with one."
    ]
    denied = found._replace(texts=texts | {"d": "He denied that they were killed."})
    assert leads.tell_left_out(denied, listed) == []
