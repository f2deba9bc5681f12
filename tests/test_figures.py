"""The figures: what they plot is what the tables hold, whatever the corpus, and the same bytes each time."""

import itertools
import re
from bisect import bisect_right

import pandas as pd
import pytest
from matplotlib.colors import to_hex, to_rgb
from matplotlib.text import Text

from inotherwords import figures, figures_wording, findings, ledger, reuse
from inotherwords.corpus import OUTPUTS, read_table, sha256, table_bytes
from inotherwords.naming import readable

NAMES = ["labels-by-voice", "share-of-voice", "cue-verbs", "keyness", "shared-passages", "dispersion"]
NAMES += ["claims-matrix", "shared-copy"]
WITH_DOCS = [
    "articles",
    "labels",
    "share_of_voice",
    "cue_verbs",
    "keyness",
    "tokens",
    "claims",
    "shared_wording",
]
TABLES = [*WITH_DOCS, "passages"]
NOTE = "On 30 November 2024 nobody was on a list."
DREADED = "The Extraordinarily Long-Named Evening Gazette & Advertiser of $Somewhere$ <East>"


@pytest.fixture(autouse=True)
def shown(monkeypatch):
    """What a notebook would show; nothing is printed on the terminal of a test."""
    found = []
    monkeypatch.setattr(figures, "display", lambda bundle, **options: found.append((bundle, options)))
    return found


@pytest.fixture(scope="module")
def tables():
    return {name: read_table(OUTPUTS, name) for name in TABLES}


def actors_of(tables):
    return findings.variously_named(tables["labels"])


def draw(name, tables):
    articles = tables["articles"]
    if name == "labels-by-voice":
        return figures.labels_by_voice(tables["labels"], articles, actors_of(tables), [NOTE])
    if name == "share-of-voice":
        return figures.share_of_voice(tables["share_of_voice"], articles)
    if name == "cue-verbs":
        return figures.cue_verbs(tables["cue_verbs"], articles)
    if name == "keyness":
        return figures.keyness(tables["keyness"], articles)
    if name == "shared-passages":
        groups = reuse.clusters(tables["passages"])
        return figures_wording.shared_passages(tables["passages"], groups, articles)
    if name == "claims-matrix":
        return figures_wording.claims_matrix(tables["claims"], articles)
    if name == "shared-copy":
        return figures_wording.shared_copy(tables["shared_wording"], articles)
    return figures.dispersion(tables["tokens"], tables["keyness"], articles)


@pytest.fixture(scope="module")
def drawn(tables):
    return {name: draw(name, tables) for name in NAMES}


def only(tables, docs):
    """Return the tables of some articles."""
    chosen = {name: tables[name][tables[name]["doc"].isin(docs)] for name in WITH_DOCS}
    both = tables["passages"]["doc_a"].isin(docs) & tables["passages"]["doc_b"].isin(docs)
    return chosen | {"passages": tables["passages"][both]}


def renamed(tables, ending):
    """Return the tables of a second set of articles with the same words."""
    again = {name: tables[name].assign(doc=tables[name]["doc"] + ending) for name in WITH_DOCS}
    again["articles"]["short"] += ending
    passages = tables["passages"]
    return again | {
        "passages": passages.assign(doc_a=passages["doc_a"] + ending, doc_b=passages["doc_b"] + ending)
    }


def docs_of(tables):
    return tables["articles"]["doc"].tolist()


def twelve(tables):
    sets = [
        tables,
        renamed(tables, " B"),
        only(renamed(tables, " C"), [f"{doc} C" for doc in docs_of(tables)[:2]]),
    ]
    return {name: pd.concat([one[name] for one in sets], ignore_index=True) for name in TABLES}


def words_in(figure):
    """Return the text a reader finds in the figure, with line breaks as blanks."""
    return [" ".join(text.get_text().split()) for text in figure.findobj(Text) if text.get_visible()]


def bars(axis):
    """Return (y, width) of each bar that is drawn, the lines under them left out."""
    drawn = [bar for bar in axis.patches if bar.get_height() > 0.1]
    return [(round(bar.get_y() + bar.get_height() / 2, 3), bar.get_width()) for bar in drawn]


# What is plotted adds up.


def test_the_labels_plotted_are_all_labels_of_the_actors(tables, drawn):
    labels = tables["labels"]
    chosen = labels[labels["actor"].isin(actors_of(tables))]
    counted = drawn["labels-by-voice"].data.groupby(["doc", "voice"])["count"].sum().to_dict()
    assert counted == chosen.groupby(["doc", "voice"]).size().to_dict()


def test_the_bars_of_an_article_are_as_long_as_its_labels_are_many(tables, drawn):
    labels = tables["labels"]
    chosen = labels[labels["actor"].isin(actors_of(tables))]
    axes = drawn["labels-by-voice"].figure.axes
    lengths = [sum(width for _, width in bars(axis)) for axis in axes]
    assert lengths == [(chosen["doc"] == doc).sum() for doc in docs_of(tables)]


def test_shares_of_voice_add_up_to_the_words_of_each_article(tables, drawn):
    words = drawn["share-of-voice"].data.groupby("doc")["words"].sum().to_dict()
    assert words == tables["articles"].set_index("doc")["words"].to_dict()


def test_each_bar_of_the_shares_is_a_hundred_per_cent_long(tables, drawn):
    drawn_bars = pd.DataFrame(bars(drawn["share-of-voice"].figure.axes[0]), columns=["y", "width"])
    assert drawn_bars.groupby("y")["width"].sum().round(6).tolist() == [100.0] * len(docs_of(tables))


def test_the_lines_under_the_bars_are_as_long_as_the_doubtful_words(tables, drawn):
    shares = tables["share_of_voice"]
    per_cent = 100 * shares["doubtful"] / shares.groupby("doc")["words"].transform("sum")
    lines = [part for part in drawn["share-of-voice"].figure.axes[0].patches if part.get_height() < 0.1]
    assert sorted(round(line.get_width(), 6) for line in lines) == sorted(per_cent[per_cent > 0].round(6))


def test_the_cues_plotted_are_those_counted(tables, drawn):
    data = drawn["cue-verbs"].data
    columns = ["doc", "cue", "cue_class", "count"]
    plotted = data.loc[data["count"] > 0, columns].sort_values(columns, ignore_index=True)
    counted = tables["cue_verbs"][columns].sort_values(columns, ignore_index=True)
    assert plotted.to_dict("records") == counted.to_dict("records")


def test_no_word_left_out_of_the_keyness_figure_scores_higher_than_one_in_it(tables, drawn):
    table, data = tables["keyness"], drawn["keyness"].data
    over = table[
        (table["log_ratio"] > 0) & (table["count"] > 1) & ~table["term"].isin(figures.terms.stop_words())
    ]
    for doc, part in data.groupby("doc"):
        left_out = over[(over["doc"] == doc) & ~over["term"].isin(part["term"])]
        assert len(part) == 8
        assert left_out["log_likelihood"].max() <= part["log_likelihood"].min()


def test_a_part_of_four_per_cent_or_more_has_its_number(tables, drawn):
    [axis] = drawn["share-of-voice"].figure.axes
    written = sorted(int(text.get_text().split("\n")[-1]) for text in axis.texts)
    shares = tables["share_of_voice"]
    assert written == sorted(shares.loc[shares["share"] >= 0.04, "words"])


def test_a_word_with_strokes_is_used_five_times_or_more(drawn):
    assert drawn["dispersion"].data["term"].value_counts().min() >= 5


def test_no_frequent_word_without_strokes_sets_an_article_more_apart_than_one_with_them(tables, drawn):
    table = tables["keyness"]
    often = table["term"].map(tables["tokens"]["term"].value_counts()) >= 5
    content = (table["log_ratio"] > 0) & ~table["term"].isin(figures.terms.stop_words())
    best = table[often & content].groupby("term")["log_likelihood"].max()
    shown = best.index.isin(drawn["dispersion"].data["term"])
    assert best[~shown].max() <= best[shown].min()


def test_a_stroke_stands_where_the_word_stands(tables, drawn):
    tokens = tables["tokens"]
    for term, doc, place in drawn["dispersion"].data.itertuples(index=False):
        assert tokens[tokens["doc"] == doc]["term"].iloc[place - 1] == term


def test_the_strokes_are_as_many_as_the_word_is_frequent(tables, drawn):
    counted = tables["tokens"]["term"].value_counts()
    plotted = drawn["dispersion"].data["term"].value_counts()
    assert len(plotted) == figures.MOST_ROWS
    assert plotted.to_dict() == counted[plotted.index].to_dict()


# What it says to those who cannot see it.


@pytest.mark.parametrize("name", NAMES)
def test_the_alternative_text_names_every_article(name, tables, drawn):
    assert [short for short in tables["articles"]["short"] if short not in drawn[name].alt] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_picture_names_every_article(name, tables, drawn):
    assert set(tables["articles"]["short"]) <= set(words_in(drawn[name].figure))


@pytest.mark.parametrize(("name", "column"), [("labels-by-voice", "count"), ("share-of-voice", "words")])
def test_the_numbers_of_the_alternative_text_add_up_to_the_data(name, column, tables, drawn):
    total = 0
    for short in tables["articles"]["short"]:
        # "Kayhan 17" in one figure, "Kayhan: own voice 363, Russia 161" in the other.
        own = rf"{short} (\d+)" if column == "count" else rf"{short}: ([^;]*)"
        alt = drawn[name].alt.split(" Underlined")[0]
        total += sum(int(n) for part in re.findall(own, alt) for n in re.findall(r"\d+", part))
    assert total == drawn[name].data[column].sum()


def test_a_label_of_two_actors_is_counted_for_each_alone(tables):
    labels = pd.DataFrame(
        [("a", "x", "regime", "own"), ("a", "y", "regime", "own"), ("a", "y", "regime", "own")],
        columns=["doc", "actor", "label", "voice"],
    )
    articles = pd.DataFrame({"doc": ["a"], "short": ["Ann"]})
    alt = figures.labels_by_voice(labels, articles, ["x", "y"], []).alt
    assert alt.endswith("regime: Ann 1; regime: Ann 2.")


def test_notes_stand_under_the_bars_and_at_the_end_of_the_alternative_text(tables):
    long = "On no day was anybody on one of the many lists that the world keeps of those whom it fears. " * 3
    notes = [long.strip(), NOTE]
    drawing = figures.labels_by_voice(tables["labels"], tables["articles"], ["israel"], notes)
    assert " ".join(["mentions", *notes]) in words_in(drawing.figure)
    assert drawing.alt.endswith(" ".join(notes))
    assert max(map(len, drawing.figure.get_supxlabel().splitlines())) <= 120


def test_without_notes_only_the_mentions_stand_under_the_bars(tables):
    drawing = figures.labels_by_voice(tables["labels"], tables["articles"], ["israel"], [])
    assert drawing.figure.get_supxlabel() == "mentions"
    assert drawing.alt.endswith(f"; none in {tables['articles']['short'].iloc[-1]}.")


def test_notes_change_no_plotted_number(tables):
    with_notes, without = (
        figures.labels_by_voice(tables["labels"], tables["articles"], ["israel"], notes)
        for notes in ([NOTE], [])
    )
    assert figures.data_digest(with_notes) == figures.data_digest(without)


def test_the_alternative_text_says_which_article_has_nothing(tables):
    doc, short = tables["articles"][["doc", "short"]].iloc[0]
    labels = tables["labels"][tables["labels"]["doc"] != doc]
    assert draw("labels-by-voice", tables | {"labels": labels}).alt.endswith(f"; none in {short}. {NOTE}")


# The same bytes.


@pytest.fixture(scope="module")
def saved(tables, tmp_path_factory):
    folder = tmp_path_factory.mktemp("saved")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figures, "display", lambda *bundle, **options: None)
        rows = {name: figures.save(folder, name, draw(name, tables)) for name in NAMES}
    return folder / "figures", rows


@pytest.mark.parametrize("name", NAMES)
def test_drawing_twice_gives_the_same_bytes(name, saved, drawn, tmp_path):
    figures.save(tmp_path, name, drawn[name])
    for ending in ("png", "svg", "csv", "txt"):
        again = tmp_path / "figures" / f"{name}.{ending}"
        assert again.read_bytes() == (saved[0] / again.name).read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_a_saved_picture_names_neither_date_nor_program(name, saved):
    svg, png = ((saved[0] / f"{name}.{ending}").read_bytes() for ending in ("svg", "png"))
    about = svg[svg.index(b"<metadata>") : svg.index(b"</metadata>")]
    assert [word for word in (b"dc:date", b"dc:creator", b"Matplotlib") if word in about] == []
    assert [word for word in (b"Matplotlib", b"tEXt", b"tIME") if word in png] == []


@pytest.mark.parametrize("name", NAMES)
def test_saving_writes_four_files(name, saved, drawn):
    folder, _ = saved
    assert sorted(path.name for path in folder.glob(f"{name}.*")) == [
        f"{name}.{ending}" for ending in ("csv", "png", "svg", "txt")
    ]
    assert (folder / f"{name}.csv").read_bytes() == table_bytes(drawn[name].data)
    assert (folder / f"{name}.txt").read_text(encoding="utf-8") == (f"{ledger.plain(drawn[name].alt)}\n")


@pytest.mark.parametrize("name", NAMES)
def test_saving_returns_the_row_of_the_table_of_figures(name, saved, drawn):
    folder, rows = saved
    digest = sha256((folder / f"{name}.csv").read_bytes())
    assert rows[name] == {"figure": name, "alt": drawn[name].alt, "data_sha256": digest}


def test_a_reader_of_a_figure_sees_no_names_of_numbers(tables, shown, tmp_path):
    drawing = draw("claims-matrix", tables)
    figures.save(tmp_path, "claims-matrix", drawing)
    svg, text = (
        (tmp_path / "figures" / f"claims-matrix{ending}").read_text(encoding="utf-8")
        for ending in (".svg", ".txt")
    )
    assert ledger.numbers([drawing.alt]) != []
    for seen in (svg, text, str(shown)):
        assert "A matrix of 18 claims" in seen
        assert not [mark for mark in (ledger.OPEN, "\\ufdd0") if mark in seen]


def test_a_figure_is_shown_with_its_alternative_text_and_digest(tables, shown, capsys):
    drawing = draw("share-of-voice", tables)
    figures.show("share-of-voice", drawing)
    [(bundle, options)] = shown
    assert bundle["text/plain"] == options["metadata"]["image/png"]["alt"] == drawing.alt
    assert capsys.readouterr().out.split()[-1] == sha256(table_bytes(drawing.data))[:16]


@pytest.mark.parametrize(
    ("name", "table", "column"),
    [
        ("share-of-voice", "share_of_voice", "words"),
        ("cue-verbs", "cue_verbs", "count"),
        ("shared-passages", "passages", "start_a"),
        ("shared-copy", "shared_wording", "shared"),
    ],
)
def test_one_number_more_changes_the_digest(name, table, column, tables, drawn):
    changed = tables[table].copy()
    changed.loc[changed.index[0], column] += 1
    again = draw(name, tables | {table: changed})
    assert figures.data_digest(again) != figures.data_digest(drawn[name])


@pytest.mark.parametrize(
    ("name", "table", "column"), [("labels-by-voice", "labels", "voice"), ("claims-matrix", "claims", "told")]
)
def test_a_changed_voice_changes_the_digest(name, table, column, tables, drawn):
    changed = tables[table].copy()
    changed.loc[changed.index[0], column] = "quoted"
    again = draw(name, tables | {table: changed})
    assert figures.data_digest(again) != figures.data_digest(drawn[name])


# Other corpora.


def laid_out(drawing):
    """Lay a figure out (any warning fails the test) and return its words."""
    drawing.figure.draw_without_rendering()
    return [words for words in words_in(drawing.figure) if words]


@pytest.mark.parametrize("name", NAMES)
def test_two_articles_are_drawn(name, tables):
    two = only(tables, docs_of(tables)[1:3])
    assert {"Kayhan", "Fakti.bg"} <= set(laid_out(draw(name, two)))


@pytest.mark.parametrize("name", NAMES)
def test_one_article_is_drawn(name, tables):
    one = only(tables, docs_of(tables)[1:2])
    drawing = draw(name, one)
    laid_out(drawing)
    assert "Kayhan" in drawing.alt


@pytest.mark.parametrize("name", NAMES)
def test_twelve_articles_are_drawn(name, tables):
    many = twelve(tables)
    assert set(many["articles"]["short"]) <= set(laid_out(draw(name, many)))


@pytest.mark.parametrize("name", ["labels-by-voice", "keyness", "dispersion"])
def test_the_names_of_neighbouring_panels_do_not_overlap(name, tables):
    many = twelve(tables)
    many["articles"] = many["articles"].assign(short=[f"{DREADED} {n}" for n in range(12)])
    drawing = draw(name, many)
    laid_out(drawing)
    titles = [
        text for text in drawing.figure.findobj(Text) if text.get_text().split()[:2] == DREADED.split()[:2]
    ]
    boxes = [title.get_window_extent() for title in titles]
    assert len(boxes) == 12
    assert [pair for pair in itertools.combinations(boxes, 2) if pair[0].overlaps(pair[1])] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_long_name_leaves_most_of_the_width_to_the_figure(name, tables):
    articles = tables["articles"].assign(short=[f"{DREADED} {n}" for n in range(5)])
    drawing = draw(name, tables | {"articles": articles})
    words = laid_out(drawing)
    places = [axis.get_position() for axis in drawing.figure.axes]
    assert f"{DREADED} 0" in words
    assert max(place.x1 for place in places) - min(place.x0 for place in places) > 0.5


@pytest.mark.parametrize("name", NAMES)
def test_an_article_of_which_nothing_is_found_keeps_its_place(name, tables):
    doc = docs_of(tables)[2]
    rest = only(tables, [other for other in docs_of(tables) if other != doc])
    drawing = draw(name, rest | {"articles": tables["articles"]})
    assert "Fakti.bg" in laid_out(drawing)
    assert "Fakti.bg" in drawing.alt


@pytest.mark.parametrize("name", [name for name in NAMES if name != "shared-passages"])
def test_empty_tables_give_a_figure_that_says_so(name, tables):
    empty = {table: tables[table].iloc[:0] for table in TABLES} | {"articles": tables["articles"]}
    drawing = draw(name, empty)
    [note] = laid_out(drawing)
    assert note.startswith("No ")
    assert note in drawing.alt
    assert "NZ Herald" in drawing.alt


def test_a_side_that_the_palette_lacks_is_drawn(tables):
    shares = tables["share_of_voice"].replace({"side": {"ngo": "fishing_fleet"}})
    drawing = draw("share-of-voice", tables | {"share_of_voice": shares})
    assert "fishing fleet" in laid_out(drawing)
    lengths = pd.DataFrame(bars(drawing.figure.axes[0])).groupby(0)[1].sum().round(6)
    assert lengths.tolist() == [100.0] * 5


def test_four_sides_that_the_palette_lacks_look_different():
    styles = figures.side_styles({"farmers", "fishers", "miners", "weavers"})
    assert len(set(styles.values()) - set(figures.SIDES.values())) == 4


def test_a_cue_class_of_its_own_stands_after_the_known_ones(tables):
    cues = tables["cue_verbs"].replace({"cue_class": {"neutral": "boastful"}})
    drawing = draw("cue-verbs", tables | {"cue_verbs": cues})
    assert "boastful" in laid_out(drawing)
    assert drawing.data["cue_class"].iloc[-1] == "boastful"


def test_actors_the_articles_do_not_name_are_left_out(tables):
    drawing = figures.labels_by_voice(tables["labels"], tables["articles"], ["martians", "israel"], [])
    assert set(drawing.data["actor"]) == {"israel"}
    assert "martians" not in words_in(drawing.figure)


def test_an_actor_asked_for_twice_is_drawn_once(tables):
    once, twice = (
        figures.labels_by_voice(tables["labels"], tables["articles"], actors, [])
        for actors in (["israel"], ["israel", "israel"])
    )
    assert twice.alt == once.alt
    assert words_in(twice.figure).count("Israel") == words_in(once.figure).count("Israel")


def test_a_word_far_beyond_the_usual_scale_keeps_its_dot(tables):
    table = tables["keyness"].assign(log_ratio=tables["keyness"]["log_ratio"] * 4)
    drawing = draw("keyness", tables | {"keyness": table})
    assert drawing.data["log_ratio"].max() > 9
    assert drawing.figure.axes[0].get_xlim()[1] > drawing.data["log_ratio"].max()


# In grey and for the colour-blind.


def luminance(colour):
    """Return the relative luminance of WCAG 2: 0 black, 1 white."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, two):
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


def alike(one, two, least):
    return one[1] == two[1] and contrast(one[0], two[0]) < least


def test_any_two_voices_differ_in_hatch_or_clearly_in_lightness():
    pairs = itertools.combinations(figures.VOICES.items(), 2)
    assert [(a, b) for (a, one), (b, two) in pairs if alike(one, two, 1.5)] == []


def test_sides_that_follow_each_other_differ_in_hatch_or_lightness():
    pairs = itertools.pairwise(figures.SIDES.items())
    assert [(a, b) for (a, one), (b, two) in pairs if alike(one, two, 1.3)] == []


def test_no_two_sides_look_the_same():
    assert len(set(figures.SIDES.values())) == len(figures.SIDES)


def test_parts_that_touch_in_the_figure_differ_in_hatch_or_lightness(drawn):
    parts = [part for part in drawn["share-of-voice"].figure.axes[0].patches if part.get_height() > 0.1]
    touching = [
        ((one.get_facecolor(), one.get_hatch()), (two.get_facecolor(), two.get_hatch()))
        for one, two in itertools.pairwise(parts)
        if one.get_y() == two.get_y()
    ]
    assert len(touching) > 20
    assert [pair for pair in touching if alike(*pair, 1.3)] == []


def test_the_same_sentence_and_a_paraphrase_differ_in_lightness():
    assert contrast(*(figures_wording.PASSAGE_KINDS[kind] for kind in ("near", "paraphrase"))) > 3


def test_shared_words_and_own_ones_differ_in_lightness():
    assert contrast(*(colour for colour, _ in figures_wording.WORDING.values())) > 3


@pytest.mark.parametrize("told", figures_wording.TOLD)
def test_the_writing_in_a_cell_of_the_matrix_can_be_read(told):
    writing = "white" if told in figures_wording.DARK else "black"
    assert contrast(writing, figures_wording.TOLD[told][0]) > 7


# What is drawn is what is plotted. The digest beside a figure is that of its data: so each picture is read
# here as a reader does, by titles, ticks and legend, and must give the data back.


def flat(text):
    """Return the words of a text on one line."""
    return " ".join(text.get_text().split())


def title_of(axis):
    return " ".join(axis.get_title("left").split())


def rows_of(axis):
    """Return what is written at each place of the y axis."""
    return dict(zip(axis.get_yticks().round(6), map(flat, axis.get_yticklabels()), strict=True))


def columns_of(axis):
    """Return what is written at each place of the x axis."""
    return dict(zip(axis.get_xticks(), map(flat, axis.get_xticklabels()), strict=True))


def look(patch):
    return to_hex(patch.get_facecolor()), patch.get_hatch() or ""


def explained(figure):
    """Return what the legend says of each look."""
    [legend] = figure.legends
    handles = zip(legend.legend_handles, legend.get_texts(), strict=True)
    return {look(handle): flat(text) for handle, text in handles}


def parts(axis):
    """Return (y, left, right, what the legend says) of each part of the bars at the ticks, left to right."""
    said = explained(axis.figure)
    sides = [
        (round(bar.get_y() + bar.get_height() / 2, 6), bar.get_x(), bar.get_x() + bar.get_width(), look(bar))
        for bar in axis.patches
    ]
    return sorted(
        (y, round(left, 6), round(right, 6), said[how])
        for y, left, right, how in sides
        if y in axis.get_yticks().round(6) and how in said
    )


def lengths(axis):
    """Return the length of each part by (y, what the legend says); each begins where another ends."""
    ends, found = {}, {}
    for y, left, right, name in parts(axis):
        assert left == ends.get(y, 0)
        ends[y] = right
        found[y, name] = round(right - left, 5)
    return found


def plotted(tables, drawing):
    """Return the rows of the data with the short name of their article."""
    short = figures.short_names(tables["articles"])
    rows = drawing.data.assign(article=drawing.data["doc"].map(short))
    return rows.rename(columns={"count": "times"}).itertuples(index=False)


def test_the_labels_of_an_actor_stand_in_the_order_of_their_number(tables, drawn):
    rows = sorted(rows_of(drawn["labels-by-voice"].figure.axes[0]).items())
    written = [words for _, words in rows]
    for actor in actors_of(tables):
        counts = tables["labels"].loc[tables["labels"]["actor"] == actor, "label"].value_counts()
        first = written.index(readable(actor)) + 1
        in_order = [counts[label] for label in written[first : first + len(counts)]]
        assert in_order == sorted(counts, reverse=True)


def test_the_cues_of_a_class_stand_in_the_order_of_their_number(drawn):
    data = drawn["cue-verbs"].data
    for _, part in data.groupby("cue_class"):
        counts = part.groupby("cue", sort=False)["count"].sum().tolist()
        assert counts == sorted(counts, reverse=True)


def test_the_bars_of_the_labels_are_the_counts_by_voice(tables, drawn):
    axes = drawn["labels-by-voice"].figure.axes
    written = rows_of(axes[0])
    headings = [
        y
        for y, tick in zip(written, axes[0].get_yticklabels(), strict=True)
        if tick.get_fontweight() == "bold"
    ]
    actor = {y: written[max(heading for heading in headings if heading <= y)] for y in written}
    read = {
        (title_of(axis), actor[y], written[y], voice): length
        for axis in axes
        for (y, voice), length in lengths(axis).items()
    }
    names = {"own": "own voice", "quoted": "inside quotation marks"}
    assert read == {
        (row.article, readable(row.actor), row.label, names.get(row.voice, row.voice)): row.times
        for row in plotted(tables, drawn["labels-by-voice"])
    }


def test_the_number_at_a_bar_of_the_labels_is_its_length(drawn):
    for axis in drawn["labels-by-voice"].figure.axes:
        ends = {y: right for y, _, right, _ in parts(axis)}
        assert {round(text.get_position()[1], 6): int(text.get_text()) for text in axis.texts} == ends


def test_the_parts_of_the_shares_are_the_words_of_each_side(tables, drawn):
    [axis] = drawn["share-of-voice"].figure.axes
    read = {(rows_of(axis)[y], side): length for (y, side), length in lengths(axis).items()}
    words = tables["articles"].set_index("doc")["words"]
    assert read == {
        (row.article, readable(row.side)): pytest.approx(100 * row.words / words[row.doc], abs=1e-4)
        for row in plotted(tables, drawn["share-of-voice"])
    }


def test_the_number_in_a_part_of_the_shares_is_that_of_its_words(tables, drawn):
    [axis] = drawn["share-of-voice"].figure.axes
    words = {(row.article, readable(row.side)): row.words for row in plotted(tables, drawn["share-of-voice"])}
    for text in axis.texts:
        x, row = text.get_position()
        [side] = [name for y, left, right, name in parts(axis) if y == row and left < x < right]
        *name, number = text.get_text().split("\n")
        assert int(number) == words[rows_of(axis)[row], side]
        assert name in ([], [side])


def test_the_line_under_a_part_of_the_shares_ends_with_it_and_is_its_doubtful_words(tables, drawn):
    [axis] = drawn["share-of-voice"].figure.axes
    ends = {(y, right): name for y, _, right, name in parts(axis)}
    read = {}
    for line in axis.patches:
        if line.get_height() < 0.1:
            row = int(line.get_y())
            side = ends[row, round(line.get_x() + line.get_width(), 6)]
            read[rows_of(axis)[row], side] = round(line.get_width(), 4)
            assert explained(axis.figure)[look(line)] == "by a doubtful attribution only"
    words = tables["articles"].set_index("doc")["words"]
    assert read == {
        (row.article, readable(row.side)): round(100 * row.doubtful / words[row.doc], 4)
        for row in plotted(tables, drawn["share-of-voice"])
        if row.doubtful
    }


def cells(axis):
    """Return (row, column) of each cell of a table that is drawn, in the order of its numbers and colours."""
    return list(itertools.product(rows_of(axis), columns_of(axis)))


def test_the_numbers_in_the_table_of_cues_are_the_counts(tables, drawn):
    [axis] = drawn["cue-verbs"].figure.axes
    lines = sorted(line.get_ydata()[0] for line in axis.lines)
    classes = sorted(
        (text.get_position()[1], flat(text)) for text in axis.texts if text.get_weight() == "bold"
    )
    written = {text.get_position(): flat(text) for text in axis.texts if text.get_weight() != "bold"}
    read = {}
    for y, x in cells(axis):
        _, cue_class = classes[bisect_right(lines, y) - 1]
        read[cue_class, rows_of(axis)[y], columns_of(axis)[x]] = int(written[x, y] or 0)
    data = plotted(tables, drawn["cue-verbs"])
    assert read == {(row.cue_class, row.cue, row.article): row.times for row in data}


def test_a_cell_in_the_table_of_cues_is_the_darker_the_higher_its_count(tables, drawn):
    [axis] = drawn["cue-verbs"].figure.axes
    [mesh] = axis.collections
    colours = map(luminance, mesh.to_rgba(mesh.get_array()).reshape(-1, 4)[:, :3])
    places = ((rows_of(axis)[y], columns_of(axis)[x]) for y, x in cells(axis))
    light = dict(zip(places, colours, strict=True))
    of_count = {}
    for row in plotted(tables, drawn["cue-verbs"]):
        of_count.setdefault(row.times, set()).add(round(light[row.cue, row.article], 6))
    darker = [colour for _, [colour] in sorted(of_count.items())]
    assert len(darker) > 3
    assert darker == sorted(set(darker), reverse=True)


def test_the_dots_and_lines_of_keyness_are_the_ratios_and_their_intervals(tables, drawn):
    read = {}
    for axis in drawn["keyness"].figure.axes:
        if not axis.lines:
            continue
        [dots] = [line for line in axis.lines if line.get_marker() == "o"]
        [intervals] = axis.collections
        ratios = dict(zip(dots.get_ydata(), dots.get_xdata(), strict=True))
        for (low, y), (high, _) in intervals.get_segments():
            read[title_of(axis), rows_of(axis)[y]] = low, ratios[y], high
    least, most = drawn["keyness"].figure.axes[0].get_xlim()
    assert read == {
        (row.article, f"{row.term} {row.times} : {row.rest}"): (
            max(row.log_ratio_low, least),
            row.log_ratio,
            min(row.log_ratio_high, most),
        )
        for row in plotted(tables, drawn["keyness"])
    }


def test_the_pieces_of_the_strips_are_the_places_of_the_shared_sentences(tables, drawn):
    [axis] = drawn["shared-passages"].figure.axes
    numbers = {
        (text.get_position()[1], round(text.get_position()[0], 4)): text.get_text() for text in axis.texts
    }
    read = sorted(
        (rows_of(axis)[y], left, right, name, int(numbers.get((y, round((left + right) / 2, 4)), 0)))
        for y, left, right, name in parts(axis)
    )
    long = tables["articles"].set_index("doc")["characters"]
    said = {"near": "the same sentence, word for word or reworded", "paraphrase": "perhaps a paraphrase"}
    assert read == sorted(
        (
            row.article,
            round(100 * row.start / long[row.doc], 6),
            round(100 * row.end / long[row.doc], 6),
            said[row.kind],
            row.cluster,
        )
        for row in plotted(tables, drawn["shared-passages"])
    )


def test_the_strokes_are_the_places_of_the_words(tables, drawn):
    axes = drawn["dispersion"].figure.axes
    read = [
        (rows_of(axes[0])[strokes.get_lineoffset()], title_of(axis), place)
        for axis in axes
        for strokes in axis.collections
        for place in strokes.get_positions()
    ]
    data = plotted(tables, drawn["dispersion"])
    assert sorted(read) == sorted((row.term, row.article, row.place) for row in data)


def test_a_word_is_as_wide_in_every_panel_of_strokes_and_no_stroke_lies_outside(tables, drawn):
    figure = drawn["dispersion"].figure
    figure.draw_without_rendering()
    words = tables["articles"]["words"]
    assert [axis.get_xlim() for axis in figure.axes] == [(0, count) for count in words]
    wide = [axis.get_window_extent().width / axis.get_xlim()[1] for axis in figure.axes]
    assert wide == pytest.approx([wide[0]] * len(wide), rel=0.01)


def test_the_cells_of_the_matrix_are_who_tells_which_claim_on_whose_word(tables, drawn):
    [axis] = drawn["claims-matrix"].figure.axes
    said = explained(axis.figure)
    boxes = {
        (round(box.get_x() + box.get_width() / 2), round(box.get_y() + box.get_height() / 2)): said[look(box)]
        for box in axis.patches
    }
    written = {text.get_position(): flat(text) for text in axis.texts}
    read = sorted(
        (rows_of(axis)[y], columns_of(axis)[x], told, *written[x, y].partition(" ?")[:2])
        for (x, y), told in boxes.items()
    )
    expected = sorted(
        (
            row.title,
            row.article,
            "own voice" if row.told == "own" else row.told,
            "own voice" if row.told == "own" else row.speaker or "source not named",
            " ?" if row.unsure == "yes" else "",
        )
        for row in plotted(tables, drawn["claims-matrix"])
    )
    # A long name of a source is cut.
    assert [(*row[:3], row[4]) for row in read] == [(*row[:3], row[4]) for row in expected]
    for (*_, shown, _), (*_, whole, _) in zip(read, expected, strict=True):
        assert shown == whole or (shown.endswith(" …") and whole.startswith(shown[:-2]))


def test_the_bars_of_shared_copy_are_the_words_shared_and_those_of_its_own(tables, drawn):
    [axis] = drawn["shared-copy"].figure.axes
    read = {(rows_of(axis)[y], name): length for (y, name), length in lengths(axis).items()}
    data = list(plotted(tables, drawn["shared-copy"]))
    shared = {(row.article, "in a passage shared with another article"): row.shared for row in data}
    assert read == shared | {(row.article, "its own"): row.words - row.shared for row in data}
    numbers = {rows_of(axis)[text.get_position()[1]]: flat(text) for text in axis.texts}
    assert numbers == {row.article: f"{row.shared} of {row.words}" for row in data}
