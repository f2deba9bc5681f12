"""The figures of words."""

from pictures import flat

from inotherwords.text.words import stop_words


def test_no_word_left_out_of_the_keyness_figure_scores_higher_than_one_in_it(tables, drawn):
    table, data = tables["keyness"], drawn["keyness"].data
    content = ~table["term"].isin(stop_words())
    over = table[(table["log_ratio"] > 0) & (table["count"] > 1) & content]
    for doc, part in data.groupby("doc"):
        left_out = over[(over["doc"] == doc) & ~over["term"].isin(part["term"])]
        assert len(part) == 8
        assert left_out["log_likelihood"].max() <= part["log_likelihood"].min()


def test_the_dots_and_lines_of_keyness_are_the_ratios_and_their_intervals(tables, drawn):
    read, expected = {}, {}
    for axis in filter(lambda axis: axis.lines, drawn["keyness"].figure.axes):
        [dots] = [line for line in axis.lines if line.get_marker() == "o"]
        [intervals] = axis.collections
        ratios = dict(zip(dots.get_ydata(), dots.get_xdata(), strict=True))
        for (low, y), (high, _) in intervals.get_segments():
            names = dict(zip(axis.get_yticks().round(6), map(flat, axis.get_yticklabels()), strict=True))
            read[" ".join(axis.get_title("left").split()), names[y]] = low, ratios[y], high
    least, most = drawn["keyness"].figure.axes[0].get_xlim()
    short = tables["evidence"].outlets()
    for row in drawn["keyness"].data.rename(columns={"count": "times"}).itertuples():
        interval = max(row.log_ratio_low, least), row.log_ratio, min(row.log_ratio_high, most)
        expected[short[row.doc], f"{row.term} {row.times} : {row.rest}"] = interval
    assert read == expected
