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
from pictures import DREADED, alternative, flat, laid_out, words_in, written_in

from inotherwords.corpus.folder import read_wire
from inotherwords.corpus.study import read_sources, read_texts
from inotherwords.layers.files import read_table, sha256, table_bytes
from inotherwords.naming import differences
from inotherwords.naming.mentions import readable
from inotherwords.paths import OUTPUTS, SEEDS
from inotherwords.report import sentences
from inotherwords.report.figures import claims, reuse, style, terms, versions, voices
from inotherwords.report.figures import drawing as report_figures_drawing
from inotherwords.report.figures.drawing import data_digest, save, short_names, show
from inotherwords.report.figures.labels import MOST_LABELS, labels_by_voice, labels_of_one_actor
from inotherwords.reuse import clusters
from inotherwords.text.words import stop_words

TEXTS = read_texts(SEEDS, read_sources(SEEDS))
WIRE = read_wire(SEEDS, TEXTS)
WITH_DOCS = ["articles", "labels", "share_of_voice", "cue_verbs", "keyness", "tokens", "claims"]
WITH_DOCS += ["shared_wording"]
TABLES = [*WITH_DOCS, "passages"]
NOTE = "On 30 November 2024 nobody was on a list."


@pytest.fixture(autouse=True)
def shown(monkeypatch):
    """What a notebook would show; nothing is printed on the terminal of a test."""
    found = []
    monkeypatch.setattr(
        report_figures_drawing, "display", lambda bundle, **options: found.append((bundle, options))
    )
    return found


@pytest.fixture(scope="module")
def tables():
    return {name: read_table(OUTPUTS, name) for name in TABLES}


def actors_of(tables):
    return differences.variously_named(tables["labels"])


def other_words(tables):
    texts = {doc: TEXTS[doc.split(" ")[0]] for doc in tables["articles"]["doc"]}
    groups = clusters.find_clusters(tables["passages"])
    return versions.other_words(groups, tables["labels"], WIRE, texts, tables["articles"])


def shared_passages(tables):
    groups = clusters.find_clusters(tables["passages"])
    return reuse.shared_passages(tables["passages"], groups, tables["articles"])


DRAWN_FROM = {
    "labels-by-voice": lambda t: labels_by_voice(t["labels"], t["articles"], actors_of(t), [NOTE]),
    "share-of-voice": lambda t: voices.share_of_voice(t["share_of_voice"], t["articles"]),
    "cue-verbs": lambda t: voices.cue_verbs(t["cue_verbs"], t["articles"]),
    "keyness": lambda t: terms.keyness(t["keyness"], t["articles"]),
    "shared-passages": shared_passages,
    "dispersion": lambda t: terms.dispersion(t["tokens"], t["keyness"], t["articles"]),
    "claims-matrix": lambda t: claims.claims_matrix(t["claims"], t["articles"]),
    "shared-copy": lambda t: reuse.shared_copy(t["shared_wording"], t["articles"]),
    "labels-of-one-actor": lambda t: labels_of_one_actor(
        t["labels"], t["articles"], next(iter(actors_of(t)), "")
    ),
    "other-words": other_words,
}


def draw(name, tables, **changed):
    return DRAWN_FROM[name](tables | changed)


def draw_all(tables):
    return {name: draw(name, tables) for name in DRAWN_FROM}


@pytest.fixture(scope="module")
def drawn(tables):
    return draw_all(tables)


@pytest.fixture(scope="module")
def drawn_of_twelve(tables):
    """The figures of twelve articles with long names."""
    sets = [
        tables,
        renamed(tables, " B"),
        only(renamed(tables, " C"), [f"{doc} C" for doc in docs_of(tables)[:2]]),
    ]
    many = {name: pd.concat([one[name] for one in sets], ignore_index=True) for name in TABLES}
    many["articles"]["short"] = NAMES_OF_TWELVE
    return draw_all(many)


NAMES_OF_TWELVE = [f"{DREADED} {n}" for n in range(12)]


def only(tables, docs):
    """Return the tables of some articles."""
    chosen = {name: tables[name][tables[name]["doc"].isin(docs)] for name in WITH_DOCS}
    both = tables["passages"]["doc_a"].isin(docs) & tables["passages"]["doc_b"].isin(docs)
    return chosen | {"passages": tables["passages"][both]}


def renamed(tables, ending):
    """Return the tables of a second set of articles with the same words."""
    again = {name: tables[name].assign(doc=tables[name]["doc"] + ending) for name in WITH_DOCS}
    passages = tables["passages"]
    return again | {
        "passages": passages.assign(doc_a=passages["doc_a"] + ending, doc_b=passages["doc_b"] + ending)
    }


def docs_of(tables):
    return tables["articles"]["doc"].tolist()


def test_a_figure_of_outlets_speaks_of_outlets(tables):
    outlets = tables["articles"].assign(kind="outlet")
    for name in ("share-of-voice", "keyness", "dispersion", "shared-copy"):
        drawing = draw(name, tables, articles=outlets)
        written = [text.get_text() for text in drawing.figure.texts] + [alternative(drawing)]
        assert any("outlet" in text for text in written), name
        # The voice stays that of an article.
        assert not [text for text in written if re.search(r"\barticles?\b(?!’s own)", text)], name


# What is plotted adds up.


def test_the_labels_shares_and_cues_plotted_are_those_of_the_tables(tables, drawn):
    labels, counts = tables["labels"], drawn["labels-by-voice"].data.groupby(["doc", "voice"])["count"].sum()
    chosen = labels[labels["actor"].isin(actors_of(tables))]
    assert counts.to_dict() == chosen.groupby(["doc", "voice"]).size().to_dict()
    words = drawn["share-of-voice"].data.groupby("doc")["words"].sum()
    assert words.to_dict() == tables["articles"].set_index("doc")["words"].to_dict()
    data, columns = drawn["cue-verbs"].data, ["doc", "cue", "cue_class", "count"]
    plotted = data.loc[data["count"] > 0, columns].values.tolist()
    assert sorted(plotted) == sorted(tables["cue_verbs"][columns].values.tolist())


def test_no_word_left_out_of_the_keyness_figure_scores_higher_than_one_in_it(tables, drawn):
    table, data = tables["keyness"], drawn["keyness"].data
    content = ~table["term"].isin(report_figures_drawing.terms.stop_words())
    over = table[(table["log_ratio"] > 0) & (table["count"] > 1) & content]
    for doc, part in data.groupby("doc"):
        left_out = over[(over["doc"] == doc) & ~over["term"].isin(part["term"])]
        assert len(part) == 8
        assert left_out["log_likelihood"].max() <= part["log_likelihood"].min()


def test_strokes_stand_where_a_word_that_is_used_five_times_or_more_stands_and_are_as_many(tables, drawn):
    tokens, data = tables["tokens"], drawn["dispersion"].data
    plotted = data["term"].value_counts()
    assert plotted.to_dict() == tokens["term"].value_counts()[plotted.index].to_dict()
    assert (len(plotted), plotted.min() >= 5) == (terms.MOST_ROWS, True)
    for term, doc, place in data.itertuples(index=False):
        assert tokens[tokens["doc"] == doc]["term"].iloc[place - 1] == term


def test_no_frequent_word_without_strokes_sets_an_article_more_apart_than_one_with_them(tables, drawn):
    table = tables["keyness"]
    often = table["term"].map(tables["tokens"]["term"].value_counts()) >= 5
    content = (table["log_ratio"] > 0) & ~table["term"].isin(stop_words())
    best = table[often & content].groupby("term")["log_likelihood"].max()
    shown = best.index.isin(drawn["dispersion"].data["term"])
    assert best[~shown].max() <= best[shown].min()


def test_words_that_set_outlets_apart_are_drawn_where_they_stand_in_articles(tables, drawn):
    outlets = tables["keyness"].assign(doc="outlet of " + tables["keyness"]["doc"])
    drawing = terms.dispersion(tables["tokens"], outlets, tables["articles"])
    pd.testing.assert_frame_equal(drawing.data, drawn["dispersion"].data)


# What it says to those who cannot see it.


def test_the_picture_and_the_alternative_text_name_every_article(tables, drawn):
    shorts = set(tables["articles"]["short"])
    for name, drawing in drawn.items():
        assert shorts - set(words_in(drawing.figure)) == set(), name
        assert {short for short in shorts if short not in alternative(drawing)} == set(), name


def test_the_numbers_of_the_alternative_text_add_up_to_the_data(tables, drawn):
    # "Kayhan 17" in one figure, "Kayhan: own voice 363, Russia 161" in the other.
    ways = {"labels-by-voice": ("count", r"{} (\d+)"), "share-of-voice": ("words", r"{}: ([^;]*)")}
    for name, (column, way) in ways.items():
        alt = alternative(drawn[name]).split(" Outlined")[0]
        found = [part for short in tables["articles"]["short"] for part in re.findall(way.format(short), alt)]
        total = sum(int(number) for part in found for number in re.findall(r"\d+", part))
        assert total == drawn[name].data[column].sum(), name


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


# What is saved and shown. That a figure drawn twice has the same bytes is seen where the study is run again.


@pytest.fixture(scope="module")
def saved(drawn, tmp_path_factory):
    folder, shown = tmp_path_factory.mktemp("saved"), []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            report_figures_drawing, "display", lambda *bundle, **options: shown.append((bundle, options))
        )
        rows = {name: save(folder, name, drawing) for name, drawing in drawn.items()}
    return folder / "figures", rows, shown


def test_a_saved_picture_names_neither_date_nor_program(saved, drawn):
    for name in drawn:
        svg, png = ((saved[0] / f"{name}.{ending}").read_bytes() for ending in ("svg", "png"))
        about = svg[svg.index(b"<metadata>") : svg.index(b"</metadata>")]
        assert [word for word in (b"dc:date", b"dc:creator", b"Matplotlib") if word in about] == [], name
        assert [word for word in (b"Matplotlib", b"tEXt", b"tIME") if word in png] == [], name


def test_saving_writes_four_files_and_returns_the_row_of_the_table_of_figures(saved, drawn):
    folder, rows, _ = saved
    endings = ("csv", "png", "svg", "txt")
    assert {path.name for path in folder.iterdir()} == {f"{n}.{end}" for n in drawn for end in endings}
    for name, drawing in drawn.items():
        data = table_bytes(drawing.data)
        assert (folder / f"{name}.csv").read_bytes() == data
        assert (folder / f"{name}.txt").read_text(encoding="utf-8") == f"{alternative(drawing)}\n"
        assert rows[name] == {"figure": name, "alt": drawing.alt, "data_sha256": sha256(data)}


def test_a_reader_of_a_figure_sees_no_names_of_numbers(drawn, saved):
    folder, _, shown = saved
    assert sentences.numbers([drawn["claims-matrix"].alt]) != []
    svg, text = (
        (folder / f"claims-matrix{ending}").read_text(encoding="utf-8") for ending in (".svg", ".txt")
    )
    for seen in (svg, text, str(shown)):
        assert "A matrix of 18 claims" in seen
        assert "figures/claims-matrix" not in seen


def test_a_figure_is_shown_with_its_alternative_text_and_digest(drawn, shown, capsys):
    drawing = drawn["share-of-voice"]
    show("share-of-voice", drawing)
    [(bundle, options)] = shown
    said = alternative(drawing)
    assert (bundle["text/plain"], options["metadata"]["image/png"]["alt"]) == (said, said)
    assert capsys.readouterr().out.split()[-1] == sha256(table_bytes(drawing.data))[:16]


# Other corpora.


def test_one_article_is_drawn(tables):
    one = only(tables, docs_of(tables)[1:2])
    for name, drawing in draw_all(one).items():
        laid_out(drawing)
        assert "Kayhan" in alternative(drawing), name


def test_of_three_articles_one_of_which_nothing_is_found_keeps_its_place(tables):
    docs = docs_of(tables)[1:4]
    two = only(tables, [docs[0], docs[2]]) | {"articles": only(tables, docs)["articles"]}
    for name in DRAWN_FROM:
        if name != "other-words":
            drawing = draw(name, two)
            assert {"Kayhan", "Fakti.bg"} <= set(laid_out(drawing)), name
            assert "Fakti.bg" in alternative(drawing), name


def test_twelve_articles_with_long_names_leave_most_of_the_width_to_the_figure(drawn_of_twelve):
    for name, drawing in drawn_of_twelve.items():
        if name != "other-words":
            assert set(NAMES_OF_TWELVE) <= set(laid_out(drawing)), name
            places = [axis.get_position() for axis in drawing.figure.axes]
            assert max(place.x1 for place in places) - min(place.x0 for place in places) > 0.5, name


def test_empty_tables_give_a_figure_that_says_so(tables):
    empty = {table: tables[table].iloc[:0] for table in TABLES} | {"articles": tables["articles"]}
    for name in DRAWN_FROM:
        if name != "shared-passages":
            drawing = draw(name, empty)
            [note] = laid_out(drawing)
            assert note.startswith("No "), name
            assert note in alternative(drawing)
            assert "NZ Herald" in alternative(drawing)


def test_a_side_and_a_cue_class_that_are_not_known_are_drawn_the_class_last(tables):
    shares = tables["share_of_voice"].replace({"side": {"ngo": "fishing_fleet"}})
    assert "fishing fleet" in laid_out(draw("share-of-voice", tables, share_of_voice=shares))
    cues = tables["cue_verbs"].replace({"cue_class": {"neutral": "boastful"}})
    drawing = draw("cue-verbs", tables, cue_verbs=cues)
    assert "boastful" in laid_out(drawing)
    assert drawing.data["cue_class"].iloc[-1] == "boastful"


def test_a_word_far_beyond_the_usual_scale_keeps_its_dot(tables):
    table = tables["keyness"].assign(log_ratio=tables["keyness"]["log_ratio"] * 4)
    drawing = draw("keyness", tables, keyness=table)
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
    names = style.VOICE_NAMES
    for styles in (style.VOICES, style.WRITTEN):
        pairs = itertools.combinations(styles.items(), 2)
        assert [(a, b) for (a, one), (b, two) in pairs if names[a] != names[b] and alike(one, two, 1.5)] == []


def test_passages_and_paraphrases_and_shared_and_own_words_differ_in_lightness():
    for kinds in (reuse.PASSAGE_KINDS, reuse.WORDING):
        assert contrast(*(colour for colour, _ in kinds.values())) > 3


def test_writing_can_be_read_on_every_ground():
    ink, quiet, white = style.INK, style.QUIET, style.WHITE_ON
    both = set(itertools.product((ink, quiet), ("white", style.BAND, style.GROUND)))
    both |= {("white" if v in white else ink, ground) for v, (ground, _) in style.WRITTEN.items()}
    assert [pair for pair in both if contrast(*pair) <= 4.5] == []


def test_blue_is_only_used_for_voices(drawn):
    """Grey has as much red as blue."""
    parts = [part for drawing in drawn.values() for part in drawing.figure.findobj(Rectangle)]
    coloured = [part.get_facecolor() for part in parts if part.get_facecolor()[0] != part.get_facecolor()[2]]
    assert set(map(to_hex, coloured)) <= {colour for colour, _ in style.VOICES.values()}


# At the size at which it is printed.


def test_a_figure_is_as_wide_as_a_column_or_a_page_and_its_type_is_not_too_small(drawn):
    for name, drawing in drawn.items():
        assert drawing.figure.get_figwidth() in (3.5, 7.0), name
        assert min(text.get_fontsize() for text in written_in(drawing.figure)) >= 6.5, name


def collisions(figure):
    """Return the texts of a figure that leave it and the pairs that overlap, once it is laid out."""
    figure.set_dpi(style.DPI)
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


def test_no_text_leaves_a_figure_or_overlaps_another(drawn, drawn_of_twelve):
    every = [*drawn.items(), *drawn_of_twelve.items()]
    assert [(name, found) for name, drawing in every if (found := collisions(drawing.figure))] == []


def test_a_text_over_another_is_found():
    figure = Figure()
    figure.text(0.5, 0.5, "rebels")
    figure.text(0.5, 0.51, "jihadists")
    figure.text(0.99, 0.1, "outside")
    assert collisions(figure) == ["outside", ("rebels", "jihadists")]


# Of many articles.


def test_of_many_articles_the_longest_are_drawn_and_it_is_said(tables):
    """The second of the articles twenty times, the last of them the longest."""
    one = only(tables, docs_of(tables)[1:2])
    docs, papers = [f"{docs_of(tables)[1]} {n}" for n in range(20)], [f"Paper {n}" for n in range(20)]
    many = {
        table: pd.concat([one[table].assign(doc=doc) for doc in docs], ignore_index=True)
        for table in WITH_DOCS
    }
    words = many["articles"]["words"] + pd.RangeIndex(20)
    many |= {"passages": one["passages"], "articles": many["articles"].assign(short=papers, words=words)}
    note = "Drawn are 12 of 20 articles, the longest."
    for name in DRAWN_FROM:
        if name != "other-words":
            drawing = draw(name, many)
            written = laid_out(drawing)
            assert [paper for paper in papers if paper in written] == papers[8:], name
            assert note in alternative(drawing), name
            assert [text for text in written if note in text] != [], name
            assert drawing.figure.get_figheight() < 22, name


# What is drawn is what is plotted. The digest beside a figure is that of its data: so each picture is read
# here as a reader does, by titles, ticks and legend, and must give the data back.


def title_of(axis):
    return " ".join(axis.get_title("left").split())


def rows_of(axis):
    """Return what is written at each place of the y axis."""
    return dict(zip(axis.get_yticks().round(6), map(flat, axis.get_yticklabels()), strict=True))


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


def bold(texts):
    return [text for text in texts if text.get_weight() == "bold"]


def at(text):
    """Return how far down a text stands in its panel."""
    return round(text.get_position()[1], 6)


def parts(axis):
    """Return (y, left, right, what the key says) of each part of the bars, left to right."""
    said, found = explained(axis.figure), []
    for bar in axis.patches:
        y, left, right = bar.get_y() + bar.get_height() / 2, bar.get_x(), bar.get_x() + bar.get_width()
        found += (
            [(round(y, 6), round(left, 6), round(right, 6), said[look(bar)])] if look(bar) in said else []
        )
    return sorted(found)


def lengths(axis):
    """Return the length of each part by (y, what the key says); each begins where another ends."""
    ends, found = {}, {}
    for y, left, right, name in parts(axis):
        assert left == ends.get(y, 0)
        ends[y] = right
        found[y, name] = round(found.get((y, name), 0) + right - left, 5)
    return found


def bars(axes):
    """Return (title of the panel, y, what the key says, length) of each bar."""
    return [(title_of(axis), *bar, length) for axis in axes for bar, length in lengths(axis).items()]


def plotted(tables, drawing):
    """Return the rows of the data with the short name of their article and what the key says."""
    short = short_names(tables["articles"])
    rows = drawing.data.assign(article=drawing.data["doc"].map(short))
    how = rows["voice" if "voice" in rows else "told"] if {"voice", "told"} & set(rows) else ""
    rows = rows.assign(how=how).replace({"how": SAID})
    return list(rows.rename(columns={"count": "times"}).itertuples(index=False))


def added(pairs):
    """Return the sum of the numbers of each key."""
    found = {}
    for key, number in pairs:
        found[key] = found.get(key, 0) + number
    return found


SAID = {"own": "own voice", "quoted": "inside quotation marks"}
SAID |= dict.fromkeys(["heading", "caption"], "heading or caption")


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
        assert shown.tolist() == sorted(counts, reverse=True)[:MOST_LABELS]
        assert shown.to_dict() == counts[shown.index].to_dict()
    assert set(drawn["labels-of-one-actor"].data["actor"]) == {actor}


def test_the_words_set_are_the_pieces_of_the_data_each_label_in_the_box_of_its_voice(tables, drawn):
    """Read as a reader does: line by line, a box told by the key, an article by its name at the left."""
    figure, short = drawn["other-words"].figure, short_names(tables["articles"])
    said = explained(figure)
    figure.set_dpi(72)
    figure.draw_without_rendering()
    texts = [text for text in figure.texts if text.get_fontsize() == style.TEXT]
    beside = [text for text in figure.texts if flat(text) in {*short.values(), versions.COPY}]
    names = sorted((-text.get_window_extent().y1, flat(text)) for text in beside)
    boxes = [(box.get_window_extent(), said.get(look(box))) for box in figure.artists]
    read = [[name, "", []] for _, name in names]
    for text in sorted(texts, key=lambda text: (-at(text), text.get_position()[0])):
        place, letters = text.get_window_extent(), flat(text).replace(" ", "")
        version = read[sum(y < -place.y1 + 5 for y, _ in names) - 1]
        x, y = (place.x0 + place.x1) / 2, (place.y0 + place.y1) / 2
        [voice] = [name for box, name in boxes if box.height > 8 and box.contains(x, y)] or [""]
        version[1] += letters
        # A label may go on in the next line, in a box of its own.
        version[2] += [(letter, voice) for letter in letters if voice]
    pieces = drawn["other-words"].data.replace({"voice": SAID})
    expected = []
    for (_, doc, version), rows in pieces.groupby(["sentence", "doc", "version"], sort=False):
        boxed = [(i, row.voice) for row in rows.itertuples() if row.voice for i in row.text.replace(" ", "")]
        name = short[doc] if version == "article" else version
        expected.append([name, "".join(rows["text"]).replace(" ", ""), boxed])
    assert read == expected


def test_the_bars_of_the_shares_are_the_words_of_each_side_the_doubtful_ones_apart(tables, drawn):
    axes, rows = drawn["share-of-voice"].figure.axes, plotted(tables, drawn["share-of-voice"])
    names, size = rows_of(axes[0]), tables["articles"].set_index("doc")["words"]
    expected = {}
    for row in rows:
        how = "own voice" if row.side == "own voice" else "on somebody’s word"
        words = {how: row.words - row.doubtful, "by a doubtful attribution only": row.doubtful}
        for key in filter(words.get, words):
            expected[row.article, readable(row.side), key] = 100 * words[key] / size[row.doc]
    read = {(title, names[y], how): length for title, y, how, length in bars(axes)}
    assert read == pytest.approx(expected, abs=2e-4)
    numbers = {(title_of(axis), names[at(text)]): int(flat(text)) for axis in axes for text in axis.texts}
    assert numbers == {(row.article, readable(row.side)): row.words for row in rows}


def test_the_bars_of_the_cues_are_the_counts_each_with_its_number(tables, drawn):
    axes = drawn["cue-verbs"].figure.axes
    names, ticks = rows_of(axes[0]), axes[0].get_yticklabels()
    headings = [y for y, tick in zip(names, ticks, strict=True) if tick in bold(ticks)]
    long, written = {}, {}
    for axis in axes:
        numbers = {at(text): int(flat(text)) for text in axis.texts}
        for part in axis.patches:
            if look(part) == style.GREY:
                y = round(part.get_y() + part.get_height() / 2, 6)
                key = (names[max(h for h in headings if h < y)], names[y], title_of(axis))
                long[key], written[key] = part.get_width(), numbers.pop(y)
        assert numbers == {}
    data = plotted(tables, drawn["cue-verbs"])
    assert written == long == {(row.cue_class, row.cue, row.article): row.times for row in data if row.times}


def test_the_dots_and_lines_of_keyness_are_the_ratios_and_their_intervals(tables, drawn):
    read, expected = {}, {}
    for axis in filter(lambda axis: axis.lines, drawn["keyness"].figure.axes):
        [dots] = [line for line in axis.lines if line.get_marker() == "o"]
        [intervals] = axis.collections
        ratios = dict(zip(dots.get_ydata(), dots.get_xdata(), strict=True))
        for (low, y), (high, _) in intervals.get_segments():
            read[title_of(axis), rows_of(axis)[y]] = low, ratios[y], high
    least, most = drawn["keyness"].figure.axes[0].get_xlim()
    for row in plotted(tables, drawn["keyness"]):
        interval = max(row.log_ratio_low, least), row.log_ratio, min(row.log_ratio_high, most)
        expected[row.article, f"{row.term} {row.times} : {row.rest}"] = interval
    assert read == expected


def test_the_pieces_of_the_strips_are_the_places_of_the_shared_sentences(tables, drawn):
    [axis] = drawn["shared-passages"].figure.axes
    names, numbers = rows_of(axis), [(*text.get_position(), int(flat(text))) for text in axis.texts]
    read = [
        (names[y], left, right, name, sum(n for x, row, n in numbers if round(row) == y and left < x < right))
        for y, left, right, name in parts(axis)
    ]
    long = tables["articles"].set_index("doc")["characters"]
    said = {"near": "the same sentence, word for word or reworded", "paraphrase": "perhaps a paraphrase"}
    expected = []
    for row in plotted(tables, drawn["shared-passages"]):
        left, right = (round(100 * place / long[row.doc], 6) for place in (row.start, row.end))
        expected.append((row.article, left, right, said[row.kind], row.cluster))
    assert sorted(read) == sorted(expected)


def test_the_strokes_are_the_places_of_the_words(tables, drawn):
    axes, read = drawn["dispersion"].figure.axes, []
    for axis in axes:
        places = [place for strokes in axis.collections for place in strokes.get_offsets()]
        read += [(rows_of(axes[0])[row], title_of(axis), place) for place, row in places]
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
    axes, read, expected = drawn["claims-matrix"].figure.axes, [], []
    names = rows_of(axes[0])
    for axis in axes:
        written = {text.get_position()[1]: flat(text) for text in axis.texts}
        assert len(written) == len(parts(axis))
        for y, left, right, how in parts(axis):
            assert (left, right) == (0, 1)
            read.append((names[y], title_of(axis), how, *written[y].partition(" ?")[:2]))
    for row in plotted(tables, drawn["claims-matrix"]):
        who = "own voice" if row.told == "own" else row.speaker or "source not named"
        expected.append((row.title, row.article, row.how, who, " ?" * (row.unsure == "yes")))
    # A long name of a source is cut.
    for (*one, shown, mark), (*other, whole, doubt) in zip(sorted(read), sorted(expected), strict=True):
        assert (one, mark) == (other, doubt)
        assert shown == whole or (shown.endswith(" …") and whole.startswith(shown[:-2]))


def test_the_bars_of_shared_copy_are_the_words_shared_and_those_of_its_own(tables, drawn):
    [axis] = drawn["shared-copy"].figure.axes
    read = {(rows_of(axis)[y], name): length for (y, name), length in lengths(axis).items()}
    data = plotted(tables, drawn["shared-copy"])
    shared = {(row.article, "shared with another article"): row.shared for row in data}
    assert read == shared | {(row.article, "its own"): row.words - row.shared for row in data}
    numbers = {rows_of(axis)[text.get_position()[1]]: flat(text) for text in axis.texts}
    assert numbers == {row.article: f"{row.shared} of {row.words}" for row in data}
