"""The figures of labels: what they plot is what the tables hold."""

import pandas as pd
from pictures import (
    NOTE,
    actors_of,
    added,
    alternative,
    at,
    bars,
    bold,
    draw,
    flat,
    lengths,
    parts,
    plotted,
    rows_of,
    words_in,
)

from inotherwords import settings
from inotherwords.naming import readable
from inotherwords.report.figures import labels_by_voice, labels_of_one_actor
from inotherwords.report.figures.drawing import data_digest


def test_a_label_of_two_actors_is_counted_for_each_alone():
    rows = [("a", "x", "regime", "own"), ("a", "y", "regime", "own"), ("a", "y", "regime", "own")]
    labels = pd.DataFrame(rows, columns=["doc", "actor", "label", "voice"])
    articles = pd.DataFrame({"doc": ["a"], "short": ["Ann"]})
    drawing = labels_by_voice(labels, articles, ["x", "y"], [])
    assert alternative(drawing).endswith("regime: Ann 1; regime: Ann 2.")


def test_under_the_bars_it_is_said_how_many_labels_are_drawn_then_the_notes_of_the_corpus(tables):
    long = "On no day was anybody on one of the many lists that the world keeps of those whom it fears. " * 3
    labels, notes = tables["labels"], [long.strip(), NOTE]
    noted = labels_by_voice(labels, tables["articles"], ["israel"], notes)
    [under] = [text for text in words_in(noted.figure) if text.startswith("Drawn: ")]
    drawn, actors = (labels["actor"] == "israel").sum(), labels["actor"].nunique()
    assert under == f"Drawn: 1 of {actors} actors, {drawn} of {len(labels)} labels. {' '.join(notes)}"
    assert alternative(noted).endswith(under)


def test_an_actor_asked_for_twice_is_drawn_once_and_one_that_nobody_names_not_at_all(tables):
    one, more = (
        labels_by_voice(tables["labels"], tables["articles"], actors, [])
        for actors in (["israel"], ["martians", "israel", "israel"])
    )
    assert data_digest(more) == data_digest(one)
    assert (words_in(more.figure), more.alt) == (words_in(one.figure), one.alt)


def test_the_alternative_text_says_which_article_has_nothing(tables):
    doc, short = tables["articles"][["doc", "short"]].iloc[0]
    drawing = draw("labels-by-voice", tables, labels=tables["labels"][tables["labels"]["doc"] != doc])
    _, missing, after = alternative(drawing).partition("; none in ")
    assert missing
    assert after.startswith(f"{short}. Drawn: ")
    assert after.endswith(NOTE)


def test_the_title_names_what_an_article_says_twice_or_more_in_its_own_voice():
    rows = [("a", "rebel", "own")] * 2 + [("a", "terrorist", "quoted")] * 3 + [("b", "terrorist", "own")]
    labels = pd.DataFrame(rows, columns=["doc", "label", "voice"]).assign(actor="opposition_hts")
    articles = pd.DataFrame({"doc": ["a", "b"], "short": ["A", "B"], "outlet": ["A", "B"], "words": [9, 9]})
    drawing = labels_of_one_actor(labels, articles, "opposition_hts")
    titles = [text for text in words_in(drawing.figure) if text.startswith("HTS and its allies")]
    assert titles == ["HTS and its allies, most often in the article’s own voice: “rebel” in A"]


def test_the_labels_of_an_actor_and_the_cues_of_a_class_stand_in_the_order_of_their_number(tables, drawn):
    written = [words for _, words in sorted(rows_of(drawn["labels-by-voice"].figure.axes[0]).items())]
    for actor in actors_of(tables):
        counts = tables["labels"].loc[tables["labels"]["actor"] == actor, "label"].value_counts()
        first = written.index(readable(actor)) + 1
        in_order = [counts[label] for label in written[first : first + len(counts)]]
        assert in_order == sorted(counts, reverse=True)
    for _, part in drawn["cue-verbs"].data.groupby("cue_class"):
        counts = part.groupby("cue", sort=False)["count"].sum().tolist()
        assert counts == sorted(counts, reverse=True)


def test_the_bars_of_the_labels_are_the_counts_by_voice_and_the_number_at_a_bar_is_its_length(tables, drawn):
    axes = drawn["labels-by-voice"].figure.axes
    written = rows_of(axes[0])
    ticks = axes[0].get_yticklabels()
    headings = [y for y, tick in zip(written, ticks, strict=True) if tick in bold(ticks)]
    actor = {y: written[max(heading for heading in headings if heading <= y)] for y in written}
    read = {(title, actor[y], written[y], how): length for title, y, how, length in bars(axes)}
    rows = plotted(tables, drawn["labels-by-voice"])
    assert read == added(((row.article, readable(row.actor), row.label, row.how), row.times) for row in rows)
    for axis in axes:
        ends = {y: right for y, _, right, _ in parts(axis)}
        assert {at(text): int(text.get_text()) for text in axis.texts} == ends
        assert all(text.get_position()[0] > ends[at(text)] for text in axis.texts)


def test_the_bars_of_one_actor_are_the_counts_by_voice_under_the_name_of_the_article(tables, drawn):
    [axis] = drawn["labels-of-one-actor"].figure.axes
    headings = {round(at(text) + 0.4, 6): flat(text) for text in bold(axis.texts)}
    numbers = {at(text): int(flat(text)) for text in axis.texts if text not in bold(axis.texts)}
    read = {
        (headings[max(y for y in headings if y < row)], rows_of(axis)[row], voice): length
        for (row, voice), length in lengths(axis).items()
    }
    rows = plotted(tables, drawn["labels-of-one-actor"])
    assert read == added(((row.article, row.label, row.how), row.times) for row in rows)
    assert numbers == {y: right for y, _, right, _ in parts(axis)}


def test_of_one_actor_each_article_has_its_most_used_labels_the_first_first(tables, drawn):
    actor = actors_of(tables)[0]
    labels = tables["labels"][tables["labels"]["actor"] == actor]
    for doc, rows in drawn["labels-of-one-actor"].data.groupby("doc"):
        counts = labels.loc[labels["doc"] == doc, "label"].value_counts()
        shown = rows.groupby("label", sort=False)["count"].sum()
        assert shown.tolist() == sorted(counts, reverse=True)[: settings.LABELS_OF_AN_ARTICLE]
        assert shown.to_dict() == counts[shown.index].to_dict()
    assert set(drawn["labels-of-one-actor"].data["actor"]) == {actor}
