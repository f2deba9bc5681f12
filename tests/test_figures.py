"""The figures: what they plot is what the tables hold, whatever the corpus, and the same bytes each time."""

import functools
import itertools
import re

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from inotherwords import figures, figures_style, figures_wording, naming_differences, reuse, sentences
from inotherwords.corpus import (
    OUTPUTS,
    SEEDS,
    read_sources,
    read_table,
    read_texts,
    read_wire,
    sha256,
    table_bytes,
)
from inotherwords.naming import readable

NAMES = ["labels-by-voice", "share-of-voice", "cue-verbs", "keyness", "shared-passages", "dispersion"]
NAMES += ["claims-matrix", "shared-copy", "labels-of-one-actor", "other-words"]
PER_ARTICLE = [name for name in NAMES if name != "other-words"]
TEXTS = read_texts(SEEDS, read_sources(SEEDS))
WIRE = read_wire(SEEDS, TEXTS)
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
    return naming_differences.variously_named(tables["labels"])


def draw(name, tables):
    articles = tables["articles"]
    if name == "labels-by-voice":
        return figures.labels_by_voice(tables["labels"], articles, actors_of(tables), [NOTE])
    if name == "labels-of-one-actor":
        return figures.labels_of_one_actor(tables["labels"], articles, next(iter(actors_of(tables)), ""))
    if name == "other-words":
        groups = reuse.clusters(tables["passages"])
        texts = {doc: TEXTS[doc.split(" ")[0]] for doc in articles["doc"]}
        return figures_wording.other_words(groups, tables["labels"], WIRE, texts, articles)
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


@pytest.fixture(scope="module")
def drawn_of_twelve(tables):
    return {name: draw(name, twelve(tables)) for name in NAMES}


@pytest.fixture(scope="module")
def drawn_with_long_names(tables):
    articles = tables["articles"].assign(short=[f"{DREADED} {n}" for n in range(5)])
    return {name: draw(name, tables | {"articles": articles}) for name in NAMES}


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


@pytest.mark.parametrize("name", ["share-of-voice", "keyness", "dispersion", "shared-copy"])
def test_a_figure_of_outlets_speaks_of_outlets(name, tables):
    drawing = draw(name, tables | {"articles": tables["articles"].assign(kind="outlet")})
    written = [text.get_text() for text in drawing.figure.texts] + [drawing.alt.text]
    assert any("outlet" in text for text in written)
    # The voice stays that of an article.
    assert not [text for text in written if re.search(r"\barticles?\b(?!’s own)", text)]


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
    """Return (y, width) of each part of a bar that is drawn."""
    drawn = [part for part in axis.patches if 0.5 < part.get_height() < 0.9]
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


def test_the_cues_plotted_are_those_counted(tables, drawn):
    data = drawn["cue-verbs"].data
    columns = ["doc", "cue", "cue_class", "count"]
    plotted = data.loc[data["count"] > 0, columns].sort_values(columns, ignore_index=True)
    counted = tables["cue_verbs"][columns].sort_values(columns, ignore_index=True)
    assert plotted.to_dict("records") == counted.to_dict("records")


def test_no_word_left_out_of_the_keyness_figure_scores_higher_than_one_in_it(tables, drawn):
    table, data = tables["keyness"], drawn["keyness"].data
    over = table[(table["log_ratio"] > 0) & (table["count"] > 1) & ~table["term"].isin(figures.stop_words())]
    for doc, part in data.groupby("doc"):
        left_out = over[(over["doc"] == doc) & ~over["term"].isin(part["term"])]
        assert len(part) == 8
        assert left_out["log_likelihood"].max() <= part["log_likelihood"].min()


def test_a_word_with_strokes_is_used_five_times_or_more(drawn):
    assert drawn["dispersion"].data["term"].value_counts().min() >= 5


def test_no_frequent_word_without_strokes_sets_an_article_more_apart_than_one_with_them(tables, drawn):
    table = tables["keyness"]
    often = table["term"].map(tables["tokens"]["term"].value_counts()) >= 5
    content = (table["log_ratio"] > 0) & ~table["term"].isin(figures.stop_words())
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


def test_words_that_set_outlets_apart_are_drawn_where_they_stand_in_articles(tables):
    outlets = tables["keyness"].assign(doc="outlet of " + tables["keyness"]["doc"])
    drawing = figures.dispersion(tables["tokens"], outlets, tables["articles"])
    pd.testing.assert_frame_equal(drawing.data, draw("dispersion", tables).data)


# What it says to those who cannot see it.


@pytest.mark.parametrize("name", NAMES)
def test_the_alternative_text_names_every_article(name, tables, drawn):
    assert [short for short in tables["articles"]["short"] if short not in drawn[name].alt.text] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_picture_names_every_article(name, tables, drawn):
    assert set(tables["articles"]["short"]) <= set(words_in(drawn[name].figure))


@pytest.mark.parametrize(("name", "column"), [("labels-by-voice", "count"), ("share-of-voice", "words")])
def test_the_numbers_of_the_alternative_text_add_up_to_the_data(name, column, tables, drawn):
    total = 0
    for short in tables["articles"]["short"]:
        # "Kayhan 17" in one figure, "Kayhan: own voice 363, Russia 161" in the other.
        own = rf"{short} (\d+)" if column == "count" else rf"{short}: ([^;]*)"
        alt = drawn[name].alt.text.split(" Outlined")[0]
        total += sum(int(n) for part in re.findall(own, alt) for n in re.findall(r"\d+", part))
    assert total == drawn[name].data[column].sum()


def test_a_label_of_two_actors_is_counted_for_each_alone(tables):
    labels = pd.DataFrame(
        [("a", "x", "regime", "own"), ("a", "y", "regime", "own"), ("a", "y", "regime", "own")],
        columns=["doc", "actor", "label", "voice"],
    )
    articles = pd.DataFrame({"doc": ["a"], "short": ["Ann"]})
    alt = figures.labels_by_voice(labels, articles, ["x", "y"], []).alt.text
    assert alt.endswith("regime: Ann 1; regime: Ann 2.")


def test_notes_stand_under_the_bars_and_at_the_end_of_the_alternative_text(tables):
    long = "On no day was anybody on one of the many lists that the world keeps of those whom it fears. " * 3
    notes = [long.strip(), NOTE]
    drawing = figures.labels_by_voice(tables["labels"], tables["articles"], ["israel"], notes)
    [under] = [text for text in words_in(drawing.figure) if text.startswith("Drawn: ")]
    assert under.endswith(f" labels. {' '.join(notes)}")
    assert drawing.alt.text.endswith(under)


def test_notes_change_no_plotted_number(tables):
    with_notes, without = (
        figures.labels_by_voice(tables["labels"], tables["articles"], ["israel"], notes)
        for notes in ([NOTE], [])
    )
    assert figures.data_digest(with_notes) == figures.data_digest(without)


def test_the_alternative_text_says_which_article_has_nothing(tables):
    doc, short = tables["articles"][["doc", "short"]].iloc[0]
    labels = tables["labels"][tables["labels"]["doc"] != doc]
    _, missing, after = draw("labels-by-voice", tables | {"labels": labels}).alt.text.partition("; none in ")
    assert missing
    assert after.startswith(f"{short}. Drawn: ")
    assert after.endswith(NOTE)


def test_how_many_of_all_labels_are_drawn_is_said(tables):
    labels = tables["labels"]
    drawing = figures.labels_by_voice(labels, tables["articles"], ["israel"], [])
    drawn, actors = (labels["actor"] == "israel").sum(), labels["actor"].nunique()
    assert drawing.alt.text.endswith(f" Drawn: 1 of {actors} actors, {drawn} of {len(labels)} labels.")


def test_the_title_names_what_an_article_says_twice_or_more_in_its_own_voice():
    rows = [("a", "rebel", "own")] * 2 + [("a", "terrorist", "quoted")] * 3 + [("b", "terrorist", "own")]
    labels = pd.DataFrame(rows, columns=["doc", "label", "voice"]).assign(actor="opposition_hts")
    articles = pd.DataFrame({"doc": ["a", "b"], "short": ["A", "B"], "outlet": ["A", "B"], "words": [9, 9]})
    drawing = figures.labels_of_one_actor(labels, articles, "opposition_hts")
    titles = [text for text in words_in(drawing.figure) if text.startswith("HTS and its allies")]
    assert titles == ["HTS and its allies, most often in the article’s own voice: “rebel” in A"]


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
    assert (folder / f"{name}.txt").read_text(encoding="utf-8") == (f"{drawn[name].alt!s}\n")


@pytest.mark.parametrize("name", NAMES)
def test_saving_returns_the_row_of_the_table_of_figures(name, saved, drawn):
    folder, rows = saved
    digest = sha256((folder / f"{name}.csv").read_bytes())
    assert rows[name] == {"figure": name, "alt": drawn[name].alt, "data_sha256": digest}


def test_a_reader_of_a_figure_sees_no_names_of_numbers(drawn, shown, tmp_path):
    drawing = drawn["claims-matrix"]
    figures.save(tmp_path, "claims-matrix", drawing)
    svg, text = (
        (tmp_path / "figures" / f"claims-matrix{ending}").read_text(encoding="utf-8")
        for ending in (".svg", ".txt")
    )
    assert sentences.numbers([drawing.alt]) != []
    for seen in (svg, text, str(shown)):
        assert "A matrix of 18 claims" in seen
        assert "figures/claims-matrix" not in seen


def test_a_figure_is_shown_with_its_alternative_text_and_digest(drawn, shown, capsys):
    drawing = drawn["share-of-voice"]
    figures.show("share-of-voice", drawing)
    [(bundle, options)] = shown
    assert bundle["text/plain"] == options["metadata"]["image/png"]["alt"] == drawing.alt.text
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
    assert "Kayhan" in drawing.alt.text


@pytest.mark.parametrize("name", PER_ARTICLE)
def test_twelve_articles_are_drawn(name, tables, drawn_of_twelve):
    assert set(twelve(tables)["articles"]["short"]) <= set(laid_out(drawn_of_twelve[name]))


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


@pytest.mark.parametrize("name", PER_ARTICLE)
def test_a_long_name_leaves_most_of_the_width_to_the_figure(name, drawn_with_long_names):
    drawing = drawn_with_long_names[name]
    words = laid_out(drawing)
    places = [axis.get_position() for axis in drawing.figure.axes]
    assert f"{DREADED} 0" in words
    assert max(place.x1 for place in places) - min(place.x0 for place in places) > 0.5


@pytest.mark.parametrize("name", PER_ARTICLE)
def test_an_article_of_which_nothing_is_found_keeps_its_place(name, tables):
    doc = docs_of(tables)[2]
    rest = only(tables, [other for other in docs_of(tables) if other != doc])
    drawing = draw(name, rest | {"articles": tables["articles"]})
    assert "Fakti.bg" in laid_out(drawing)
    assert "Fakti.bg" in drawing.alt.text


@pytest.mark.parametrize("name", [name for name in NAMES if name != "shared-passages"])
def test_empty_tables_give_a_figure_that_says_so(name, tables):
    empty = {table: tables[table].iloc[:0] for table in TABLES} | {"articles": tables["articles"]}
    drawing = draw(name, empty)
    [note] = laid_out(drawing)
    assert note.startswith("No ")
    assert note in drawing.alt.text
    assert "NZ Herald" in drawing.alt.text


def test_a_side_that_the_palette_lacks_is_drawn(tables):
    shares = tables["share_of_voice"].replace({"side": {"ngo": "fishing_fleet"}})
    drawing = draw("share-of-voice", tables | {"share_of_voice": shares})
    assert "fishing fleet" in laid_out(drawing)


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
    names = figures_style.VOICE_NAMES
    for styles in (figures_style.VOICES, figures_style.WRITTEN):
        pairs = itertools.combinations(styles.items(), 2)
        assert [(a, b) for (a, one), (b, two) in pairs if names[a] != names[b] and alike(one, two, 1.5)] == []


def test_the_same_sentence_and_a_paraphrase_differ_in_lightness():
    assert contrast(*(colour for colour, _ in figures_wording.PASSAGE_KINDS.values())) > 3


def test_shared_words_and_own_ones_differ_in_lightness():
    assert contrast(*(colour for colour, _ in figures_wording.WORDING.values())) > 3


@pytest.mark.parametrize("voice", figures_style.WRITTEN)
def test_words_on_the_ground_of_a_voice_can_be_read(voice):
    writing = "white" if voice in figures_style.WHITE_ON else figures_style.INK
    assert contrast(writing, figures_style.WRITTEN[voice][0]) > 4.5


@pytest.mark.parametrize("ground", ["white", figures_style.BAND, figures_style.GROUND])
@pytest.mark.parametrize("ink", [figures_style.INK, figures_style.QUIET])
def test_writing_can_be_read_on_every_ground(ink, ground):
    assert contrast(ink, ground) > 4.5


@pytest.mark.parametrize("name", NAMES)
def test_blue_is_only_used_for_voices(name, drawn):
    """Grey has as much red as blue."""
    figure = drawn[name].figure
    coloured = {
        to_hex(part.get_facecolor())
        for part in figure.findobj(Rectangle)
        if part.get_facecolor()[0] != part.get_facecolor()[2]
    }
    assert coloured <= {colour for colour, _ in figures_style.VOICES.values()}


# At the size at which it is printed.


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_is_as_wide_as_a_column_or_a_page(name, drawn):
    assert drawn[name].figure.get_figwidth() in (3.5, 7.0)


@pytest.mark.parametrize("name", NAMES)
def test_no_type_is_smaller_than_six_and_a_half_points(name, drawn):
    assert min(text.get_fontsize() for text in written_in(drawn[name].figure)) >= 6.5


def written_in(figure):
    return [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]


def collisions(figure):
    """Return the texts of a figure that leave it and the pairs that overlap, once it is laid out."""
    figure.set_dpi(figures_style.DPI)
    figure.draw_without_rendering()
    boxes = [(flat(text), text.get_window_extent()) for text in written_in(figure)]
    left = [
        words
        for words, box in boxes
        if min(box.x0, box.y0) < 0 or box.x1 > figure.bbox.width or box.y1 > figure.bbox.height
    ]
    low, high = (np.array([getattr(box, corner) for _, box in boxes]) for corner in ("min", "max"))
    # Descenders of one line may reach the ascenders of the next: each second box is a pixel smaller.
    both = (low[:, None] <= high - 1) & (low + 1 <= high[:, None])
    pairs = zip(*np.triu(both.all(axis=2), 1).nonzero(), strict=True)
    return left + [(boxes[one][0], boxes[two][0]) for one, two in pairs]


@pytest.mark.parametrize("name", NAMES)
def test_no_text_leaves_the_figure_or_overlaps_another(name, drawn):
    assert collisions(drawn[name].figure) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_text_leaves_the_figure_or_overlaps_another_where_names_are_long(name, drawn_with_long_names):
    assert collisions(drawn_with_long_names[name].figure) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_text_leaves_the_figure_or_overlaps_another_with_twelve_articles(name, drawn_of_twelve):
    assert collisions(drawn_of_twelve[name].figure) == []


def test_a_text_over_another_is_found():
    figure = Figure()
    figure.text(0.5, 0.5, "rebels")
    figure.text(0.5, 0.51, "jihadists")
    figure.text(0.99, 0.1, "outside")
    assert collisions(figure) == ["outside", ("rebels", "jihadists")]


# Of many articles.


def eighty_four(tables):
    """The second of the articles 84 times, the last of them the longest."""
    docs = [f"{docs_of(tables)[1]} {n}" for n in range(84)]
    one = only(tables, docs_of(tables)[1:2])
    many = {
        name: pd.concat([one[name].assign(doc=doc) for doc in docs], ignore_index=True) for name in WITH_DOCS
    }
    many["articles"]["short"] = [f"Paper {n}" for n in range(84)]
    many["articles"]["words"] += pd.RangeIndex(84)
    return many | {"passages": one["passages"]}


@pytest.mark.parametrize("name", PER_ARTICLE)
def test_of_many_articles_the_longest_are_drawn_and_it_is_said(name, tables):
    drawing = draw(name, eighty_four(tables))
    note = "Drawn are 12 of 84 articles, the longest."
    words = laid_out(drawing)
    assert [paper for paper in (f"Paper {n}" for n in range(84)) if paper in words] == [
        f"Paper {n}" for n in range(72, 84)
    ]
    assert note in drawing.alt.text
    assert [text for text in words if note in text] != []
    assert drawing.figure.get_figheight() < 22


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


@functools.cache
def explained(figure):
    """Return what the key says of each look: the words beside each swatch."""
    figure.set_dpi(72)
    figure.draw_without_rendering()
    beside = {}
    for swatch in figure.artists:
        if not swatch.get_label():
            continue  # a box behind words
        box = swatch.get_window_extent()
        near = [
            (text.get_window_extent().x0 - box.x1, flat(text))
            for text in figure.texts
            if text.get_window_extent().y0 < (box.y0 + box.y1) / 2 < text.get_window_extent().y1
        ]
        gap, words = min((gap, words) for gap, words in near if gap > 0)
        if gap < 10:
            beside[look(swatch)] = words
    return beside


def parts(axis):
    """Return (y, left, right, what the key says) of each part of the bars, left to right."""
    said = explained(axis.figure)
    sides = [
        (round(bar.get_y() + bar.get_height() / 2, 6), bar.get_x(), bar.get_x() + bar.get_width(), look(bar))
        for bar in axis.patches
    ]
    return sorted(
        (y, round(left, 6), round(right, 6), said[how]) for y, left, right, how in sides if how in said
    )


def lengths(axis):
    """Return the length of each part by (y, what the key says); each begins where another ends."""
    ends, found = {}, {}
    for y, left, right, name in parts(axis):
        assert left == ends.get(y, 0)
        ends[y] = right
        found[y, name] = round(found.get((y, name), 0) + right - left, 5)
    return found


def plotted(tables, drawing):
    """Return the rows of the data with the short name of their article."""
    short = figures.short_names(tables["articles"])
    rows = drawing.data.assign(article=drawing.data["doc"].map(short))
    return rows.rename(columns={"count": "times"}).itertuples(index=False)


SAID = {"own": "own voice", "quoted": "inside quotation marks"}
SAID |= dict.fromkeys(["heading", "caption"], "heading or caption")


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
    expected = {}
    for row in plotted(tables, drawn["labels-by-voice"]):
        key = (row.article, readable(row.actor), row.label, SAID.get(row.voice, row.voice))
        expected[key] = expected.get(key, 0) + row.times
    assert read == expected


def test_the_bars_of_one_actor_are_the_counts_by_voice_under_the_name_of_the_article(tables, drawn):
    [axis] = drawn["labels-of-one-actor"].figure.axes
    headings = {
        round(text.get_position()[1] + 0.4, 6): flat(text)
        for text in axis.texts
        if text.get_weight() == "bold"
    }
    numbers = {
        round(text.get_position()[1], 6): int(flat(text))
        for text in axis.texts
        if text.get_weight() != "bold"
    }
    read = {
        (headings[max(y for y in headings if y < row)], rows_of(axis)[row], voice): length
        for (row, voice), length in lengths(axis).items()
    }
    expected = {}
    for row in plotted(tables, drawn["labels-of-one-actor"]):
        key = (row.article, row.label, SAID.get(row.voice, row.voice))
        expected[key] = expected.get(key, 0) + row.times
    assert read == expected
    assert numbers == {y: right for y, _, right, _ in parts(axis)}


def test_of_one_actor_each_article_has_its_most_used_labels_the_first_first(tables, drawn):
    actor = actors_of(tables)[0]
    labels = tables["labels"][tables["labels"]["actor"] == actor]
    for doc, rows in drawn["labels-of-one-actor"].data.groupby("doc"):
        counts = labels.loc[labels["doc"] == doc, "label"].value_counts()
        shown = rows.groupby("label", sort=False)["count"].sum()
        assert shown.tolist() == sorted(counts, reverse=True)[: figures.MOST_LABELS]
        assert shown.to_dict() == counts[shown.index].to_dict()
    assert set(drawn["labels-of-one-actor"].data["actor"]) == {actor}


def test_the_words_set_are_the_pieces_of_the_data_each_label_in_the_box_of_its_voice(tables, drawn):
    """Read as a reader does: line by line, a box told by the key, an article by its name at the left."""
    figure = drawn["other-words"].figure
    said = explained(figure)
    figure.set_dpi(72)
    figure.draw_without_rendering()
    short = figures.short_names(tables["articles"])
    texts = sorted(
        (
            (-round(text.get_position()[1], 6), text.get_position()[0], text)
            for text in figure.texts
            if text.get_fontsize() == figures_style.TEXT
        ),
        key=lambda place: place[:2],
    )
    names = sorted(
        (-text.get_window_extent().y1, flat(text))
        for text in figure.texts
        if flat(text) in {*short.values(), figures_wording.COPY}
    )
    boxes = [(box.get_window_extent(), said.get(look(box))) for box in figure.artists]
    read = [[name, "", []] for _, name in names]
    for _, _, text in texts:
        place = text.get_window_extent()
        version = read[sum(y < -place.y1 + 5 for y, _ in names) - 1]
        x, y = (place.x0 + place.x1) / 2, (place.y0 + place.y1) / 2
        [voice] = [name for box, name in boxes if box.height > 8 and box.contains(x, y)] or [""]
        version[1] += flat(text)
        if voice:
            version[2].append((flat(text), voice))
    expected = []
    for (_, doc, version), rows in drawn["other-words"].data.groupby(
        ["sentence", "doc", "version"], sort=False
    ):
        name = short[doc] if version == "article" else version
        boxed = [(row.text, SAID.get(row.voice, row.voice)) for row in rows.itertuples() if row.voice]
        expected.append([name, "".join(rows["text"]), boxed])
    assert [(name, words.replace(" ", "")) for name, words, _ in read] == [
        (name, words.replace(" ", "")) for name, words, _ in expected
    ]
    for (*_, seen), (*_, boxed) in zip(read, expected, strict=True):
        # A label may go on in the next line, in a box of its own.
        together = [(letters, voice) for words, voice in seen for letters in words.replace(" ", "")]
        assert together == [(letters, voice) for words, voice in boxed for letters in words.replace(" ", "")]


def test_the_number_at_a_bar_of_the_labels_is_its_length(drawn):
    for axis in drawn["labels-by-voice"].figure.axes:
        ends = {y: right for y, _, right, _ in parts(axis)}
        assert {round(text.get_position()[1], 6): int(text.get_text()) for text in axis.texts} == ends
        assert all(text.get_position()[0] > ends[round(text.get_position()[1], 6)] for text in axis.texts)


def test_the_bars_of_the_shares_are_the_words_of_each_side_the_doubtful_ones_apart(tables, drawn):
    axes = drawn["share-of-voice"].figure.axes
    names = rows_of(axes[0])
    read = {
        (title_of(axis), names[y], how): round(length, 4)
        for axis in axes
        for (y, how), length in lengths(axis).items()
    }
    size = tables["articles"].set_index("doc")["words"]
    expected = {}
    for row in plotted(tables, drawn["share-of-voice"]):
        how = "own voice" if row.side == "own voice" else "on somebody’s word"
        for key, words in {
            how: row.words - row.doubtful,
            "by a doubtful attribution only": row.doubtful,
        }.items():
            if words:
                expected[row.article, readable(row.side), key] = round(100 * words / size[row.doc], 4)
    assert read == pytest.approx(expected, abs=2e-4)


def test_the_number_at_a_bar_of_the_shares_is_that_of_its_words(tables, drawn):
    axes = drawn["share-of-voice"].figure.axes
    names = rows_of(axes[0])
    read = {
        (title_of(axis), names[round(text.get_position()[1], 6)]): int(flat(text))
        for axis in axes
        for text in axis.texts
    }
    rows = plotted(tables, drawn["share-of-voice"])
    assert read == {(row.article, readable(row.side)): row.words for row in rows}


def test_the_bars_of_the_cues_are_the_counts_each_with_its_number(tables, drawn):
    axes = drawn["cue-verbs"].figure.axes
    names = rows_of(axes[0])
    ticks = dict(zip(names, axes[0].get_yticklabels(), strict=True))
    headings = [y for y, tick in ticks.items() if tick.get_fontweight() == "bold"]
    long, written = {}, {}
    for axis in axes:
        numbers = {round(text.get_position()[1], 6): int(flat(text)) for text in axis.texts}
        for part in axis.patches:
            if look(part) == figures_style.GREY:
                y = round(part.get_y() + part.get_height() / 2, 6)
                key = (names[max(h for h in headings if h < y)], names[y], title_of(axis))
                long[key], written[key] = part.get_width(), numbers.pop(y)
        assert numbers == {}
    data = plotted(tables, drawn["cue-verbs"])
    assert long == {(row.cue_class, row.cue, row.article): row.times for row in data if row.times}
    assert written == long


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
    numbers = [
        (round(text.get_position()[1]), text.get_position()[0], int(flat(text))) for text in axis.texts
    ]
    names = rows_of(axis)
    read = sorted(
        (names[y], left, right, name, sum(n for row, x, n in numbers if row == y and left < x < right))
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
        (rows_of(axes[0])[row], title_of(axis), place)
        for axis in axes
        for strokes in axis.collections
        for place, row in strokes.get_offsets()
    ]
    data = plotted(tables, drawn["dispersion"])
    assert sorted(read) == sorted((row.term, row.article, row.place) for row in data)


def test_a_word_is_as_wide_in_every_panel_of_strokes_and_no_stroke_lies_outside(tables, drawn):
    figure = drawn["dispersion"].figure
    figure.draw_without_rendering()
    words = tables["articles"]["words"]
    for axis, count in zip(figure.axes, words, strict=True):
        assert axis.get_xlim()[0] == 0
        assert {strip.get_width() for strip in axis.patches} == {count}
        assert axis.get_xlim()[1] >= count
    wide = [axis.get_window_extent().width / axis.get_xlim()[1] for axis in figure.axes]
    assert wide == pytest.approx([wide[0]] * len(wide), rel=0.01)


def test_the_cells_of_the_matrix_are_who_tells_which_claim_on_whose_word(tables, drawn):
    axes = drawn["claims-matrix"].figure.axes
    names = rows_of(axes[0])
    read = []
    for axis in axes:
        written = {text.get_position()[1]: flat(text) for text in axis.texts}
        assert len(written) == len(parts(axis))
        for y, left, right, told in parts(axis):
            assert (left, right) == (0, 1)
            read.append((names[y], title_of(axis), told, *written[y].partition(" ?")[:2]))
    read.sort()
    expected = sorted(
        (
            row.title,
            row.article,
            SAID.get(row.told, row.told),
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
    shared = {(row.article, "shared with another article"): row.shared for row in data}
    assert read == shared | {(row.article, "its own"): row.words - row.shared for row in data}
    numbers = {rows_of(axis)[text.get_position()[1]]: flat(text) for text in axis.texts}
    assert numbers == {row.article: f"{row.shared} of {row.words}" for row in data}
