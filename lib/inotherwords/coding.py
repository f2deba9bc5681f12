"""Coding by hand: the sheet that a class fills in, what the program says there, and how far all agree."""

import codecs
import textwrap

import pandas as pd

from inotherwords import agreement, voice_tables
from inotherwords.apparatus import sigla
from inotherwords.cleaning import paragraph_numbers
from inotherwords.corpus import table_bytes

# The heading of a question in the sheet, and the answers that are allowed; None: in the coder's own words.
QUESTIONS = {
    "voice": ["own", "attributed", "quoted"],
    "on somebody's word": ["yes", "no"],
    "who": None,
}
COUNTED = [question for question, allowed in QUESTIONS.items() if allowed]
SEEN = ["item", "article", "paragraph", "sentence", "marked words"]
PROGRAM = "the program"

FEW_PAIRS = 10  # of coders; more are told together
LINE = 96  # characters
READING = textwrap.fill(
    "How to read it: alpha is 1 where all agree, and 0 where they agree no more often than by chance. A low "
    "alpha is a finding about the question, not about those who answered it. The program is no key: where it "
    "differs, it may be the one that is wrong.",
    LINE,
)


def items(labels: pd.DataFrame, segments: pd.DataFrame, texts: dict[str, str]) -> pd.DataFrame:
    """Return each label that stands in a sentence as an item to code, in the order of the texts.

    Columns item, article, paragraph, sentence, marked words (all that a coder may see), then doc, segment,
    start, actor and told: the label's voice, which is the program's answer. item is the article's letter
    with the characters between which the marked words stand, so that it names the place by itself; they
    are in {braces} in the sentence; paragraphs are counted as on the cards.

    >>> labels = pd.DataFrame({"doc": ["a"], "start": [4], "end": [10], "actor": ["x"], "voice": ["own"]})
    >>> segments = pd.DataFrame(
    ...     {"doc": ["a"], "segment": [0], "kind": ["sentence"], "start": [0], "end": [16], "paragraph": [0]}
    ... )
    >>> items(labels, segments, {"a": "The rebels came."})[["item", "sentence"]].values.tolist()
    [['A4-10', 'The {rebels} came.']]
    """
    letters, numbers = sigla(sorted(texts)), paragraph_numbers(segments)
    sentences = segments[segments["kind"] == "sentence"]
    placed = labels.merge(sentences, on="doc", suffixes=("", "_of_sentence"))
    inside = placed["start"].between(placed["start_of_sentence"], placed["end_of_sentence"] - 1)
    rows = []
    for row in placed[inside].sort_values(["doc", "start"]).itertuples():
        text, letter = texts[row.doc], letters[row.doc]
        before, after = text[row.start_of_sentence : row.start], text[row.end : row.end_of_sentence]
        words = " ".join(text[row.start : row.end].split())
        sentence = " ".join(f"{before}{{{words}}}{after}".split())
        seen = (f"{letter}{row.start}-{row.end}", letter, numbers[row.doc, row.paragraph], sentence, words)
        rows.append((*seen, row.doc, row.segment, row.start, row.actor, row.voice))
    return pd.DataFrame(rows, columns=[*SEEN, "doc", "segment", "start", "actor", "told"])


def choose(every: pd.DataFrame, actor: str) -> pd.DataFrame:
    """Return the items of a coding sheet: each article's first label for an actor in each voice.

    And its last one in the own voice. Only voices that a coder can choose.

    >>> every = pd.DataFrame({"doc": ["a"] * 5, "actor": ["x"] * 5, "told": ["own"] * 3 + ["quoted"] * 2})
    >>> choose(every, "x").index.tolist()
    [0, 2, 3]
    """
    of_actor = every[(every["actor"] == actor) & every["told"].isin(QUESTIONS["voice"])]
    cells = of_actor.groupby(["doc", "told"])
    last_own = (of_actor["told"] == "own") & (cells.cumcount(ascending=False) == 0)
    return of_actor[(cells.cumcount() == 0) | last_own]


def sheet(chosen: pd.DataFrame) -> pd.DataFrame:
    """Return the coding sheet of some items: what a coder may see, and the QUESTIONS without an answer."""
    return chosen[SEEN].assign(**dict.fromkeys(QUESTIONS, ""))


def csv_bytes(table: pd.DataFrame) -> bytes:
    r"""Return a table as a CSV file that spreadsheet programs open rightly: with a mark for UTF-8, harmless.

    >>> csv_bytes(pd.DataFrame({"who": ["=1+1", "Türkiye"]})).decode("utf-8")
    "\ufeffwho\n'=1+1\nTürkiye\n"
    """
    return codecs.BOM_UTF8 + table_bytes(table)


def program(
    every: pd.DataFrame, segments: pd.DataFrame, attributions: pd.DataFrame, spans: pd.DataFrame
) -> pd.DataFrame:
    """Return what the program says of each item, as a coder's rows: coder, item and the QUESTIONS.

    Something is said on somebody's word where the sentence holds content of an attribution; who: all its
    speakers, in the order of the attributions.
    """
    alone = set(
        voice_tables.unsourced(segments, spans)[["doc", "segment"]].itertuples(index=False, name=None)
    )
    contents = spans[spans["role"] == "content"].merge(attributions, on=["doc", "attribution"])
    sentences = segments.set_index(["doc", "segment"])
    rows = []
    for item in every.itertuples():
        sentence = sentences.loc[(item.doc, item.segment)]
        here = (contents["doc"] == item.doc) & (contents["start"] < sentence["end"])
        speakers = contents.loc[here & (contents["end"] > sentence["start"]), "speaker"]
        who = "; ".join(dict.fromkeys(name or "not named" for name in speakers))
        said = "no" if (item.doc, item.segment) in alone else "yes"
        rows.append((PROGRAM, item.item, item.told, said, who))
    return pd.DataFrame(rows, columns=["coder", "item", *QUESTIONS])


def long(codings: pd.DataFrame, question: str) -> pd.DataFrame:
    """Return the answers to one question as agreement.CODING: coder, item, value."""
    return codings[["coder", "item", question]].set_axis(agreement.CODING, axis=1)


def discussion(codings: pd.DataFrame, said: pd.DataFrame, every: pd.DataFrame) -> pd.DataFrame:
    """Return the items on which coders, or coders and program, differ: those that divide them most first.

    `said` is what the program says; it counts as one more coder. Columns: what a coder saw of the item, all
    answers to each of the QUESTIONS ("own: Ana; quoted: Ben, the program"), pairs (of coders who answered
    the same question) and same (pairs with the same answer), both of the COUNTED questions together.
    """
    coded = said["item"].isin(codings["item"])
    everybody = pd.concat([codings, said[coded]])
    table = every.loc[every["item"].isin(codings["item"]), SEEN].assign(pairs=0, same=0).set_index("item")
    for question in QUESTIONS:
        answers = agreement.by_item(long(everybody, question)).set_index("item").reindex(table.index)
        table[question] = answers["answers"].fillna("")
        if question in COUNTED:
            table["pairs"] += answers["pairs"].fillna(0).astype(int)
            table["same"] += answers["same"].fillna(0).astype(int)
    columns = [*SEEN, *QUESTIONS, "pairs", "same"]
    return agreement.disagreements(table.reset_index())[columns]


def report(codings: pd.DataFrame, said: pd.DataFrame, every: pd.DataFrame) -> str:
    """Return how far coders agree, among themselves and with the program, in plain sentences.

    `codings` and `said` have the columns coder, item and the QUESTIONS; `every` are the items. Ends with
    what there is to talk about: the items of `discussion`.
    """
    coders, coded = codings["coder"].unique(), codings["item"].nunique()
    parts = [f"{_counted(len(coders), 'coder')} ({', '.join(coders)}), {_counted(coded, 'item')}."]
    for question in COUNTED:
        lines = _agreement(long(codings, question), long(said, question))
        wrapped = [line if line.startswith(" ") else textwrap.fill(line, LINE) for line in lines]
        parts.append("\n".join([question.upper(), *wrapped]))
    table = discussion(codings, said, every)
    parts.append(
        f"TO TALK ABOUT: {len(table)} of {_counted(coded, 'item')}, those that divide most first. "
        "The program is one more reader there."
    )
    for row in table.to_dict("records"):
        place = f"{row['item']} (article {row['article']}, paragraph {row['paragraph']})"
        answers = [f"  {question}? {row[question]}" for question in QUESTIONS if row[question]]
        parts.append("\n".join([textwrap.fill(f"{place}: {row['sentence']}", LINE), *answers]))
    return "\n\n".join([*parts, READING])


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" + "s" * (count != 1)


def _of(rows: pd.DataFrame) -> str:
    """Return how many comparisons gave the same answer, as a count and in per cent."""
    same, items = rows["same"].sum(), rows["items"].sum()
    return f"{same} of {items} ({same / items:.0%})"


def _agreement(codings: pd.DataFrame, said: pd.DataFrame) -> list[str]:
    """Return the sentences on one question."""
    among = agreement.pairs(codings)
    together = pd.concat([codings, said[said["item"].isin(codings["item"])]])
    lines = [_alpha(codings, "among the coders")]
    if len(among):
        lines += [f"The same answer, two coders at a time: {_of(among)}.", *_pairs(among)]
    every_pair = agreement.pairs(together)
    compared = every_pair[(every_pair[["coder_a", "coder_b"]] == PROGRAM).any(axis=1)]
    if len(compared):
        lines += [f"The same answer as the program: {_of(compared)}.", *_pairs(compared)]
        lines.append(_alpha(together, "with the program as one more coder"))
    return lines


def _alpha(codings: pd.DataFrame, among: str) -> str:
    """Return a sentence on alpha, and how far it rests on single items."""
    try:
        value = agreement.alpha(codings)
    except ValueError as reason:
        return f"No alpha {among}: {reason}."
    items = agreement.shared(codings)["item"].nunique()
    sentence = (
        f"Krippendorff's alpha {among}: {value:.2f}, over {_counted(items, 'item')} that two or more answered"
    )
    try:
        low, *_, high = agreement.alpha_without_each(codings)
    except ValueError:
        return f"{sentence}; it rests on a single one of them, without which there is no alpha."
    return f"{sentence}; between {low:.2f} and {high:.2f} when any one item is left out."


def _pairs(rows: pd.DataFrame) -> list[str]:
    """Return a line for each pair of coders; of a whole class only how far the pairs lie apart."""
    if len(rows) == 1:
        return []
    if len(rows) <= FEW_PAIRS:
        return [
            f"  {row.coder_a} and {row.coder_b}: {_of(rows.loc[[row.Index]])}" for row in rows.itertuples()
        ]
    shares = rows["same"] / rows["items"]
    middle = f"the middle one at {shares.median():.0%}"
    return [f"  {len(rows)} pairs, from {shares.min():.0%} to {shares.max():.0%}, {middle}"]
