"""How far two or more people correct the same corpus alike: their files of corrections compared.

The files lie beside the articles: corrections.csv, and one for each further coder, corrections.AB.csv. A
place that any of them decided on is an item; whoever left it alone says that the program may stand.
"""

import tempfile
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from inotherwords.coding import agreement
from inotherwords.coding.sheets import LINE, count_noun, csv_bytes, tell_share
from inotherwords.corpus import corrections, read_sources, read_texts
from inotherwords.corpus.formats import import_corpus, needs_import
from inotherwords.errors import InputError
from inotherwords.paths import shown

AS_FOUND = "as the program has it"
NOTHING = "nothing there"
WHERE = ["layer", "doc", "start", "end", "words", "doc_b", "start_b", "end_b"]
DIFFERENCES = [*WHERE, "answers", "notes"]
SAID = ["actor", "label", "voice", "source", "cue", "speaker", "side", "source_type", "kind"]
READING = textwrap.fill(
    "How to read it: somebody who corrects what they notice has not coded all there is. Where one of them "
    "corrected nothing, that may be a judgement or an oversight; and a place that all left alone is not "
    "here, though they may agree on it. So these numbers compare corrections. They are no measure of how "
    "reliable the coding of the whole corpus is: for that, two people code the same chosen places without "
    "seeing each other's answers. A place counts as the same only if it begins and ends at the same "
    "character.",
    LINE,
)


def compare_coders(folder: Path, output: Path | None = None) -> str:
    """Return the report on the files of corrections in a corpus; write where they differ to `output`, if any.

    The articles may be in any form that is imported. Raises InputError if there are fewer
    than two files with rows, if one has a fault, or if `output` would lie among them.
    """
    if output and output.parent.resolve() == folder.resolve():
        raise InputError(f"{shown(output)}: lies in the corpus. Write it to another folder.")
    with _texts(folder) as texts:
        coders = {
            path: corrections.read(folder, texts, path.name)
            for path in corrections.list_correction_files(folder)
        }
    for path, made in coders.items():
        if made.empty:
            raise InputError(f"{shown(path)}: no rows. Fill it in, or take it away.")
    if len(coders) < 2:
        raise InputError(
            f"{shown(folder)}: corrections of one coder only. Put the second coder's beside them, as "
            "corrections.AB.csv."
        )
    named = {_coder(path, made): made for path, made in coders.items()}
    if len(named) < len(coders):
        raise InputError(
            f"{shown(folder / corrections.NAME)}: signed by a coder who has a file besides. Correct by, or "
            "take one of the files away."
        )
    if output:
        output.write_bytes(csv_bytes(list_differences(named)))
    return report_agreement(named)


@contextmanager
def _texts(folder: Path) -> Iterator[Mapping[str, str]]:
    """Yield the texts of a corpus as a run reads them: imported first, if that is what a run does."""
    with tempfile.TemporaryDirectory() as scratch:
        corpus = Path(scratch) / "corpus" if needs_import(folder) else folder
        if corpus != folder:
            import_corpus(folder, corpus)
        yield read_texts(corpus, read_sources(corpus))


def _coder(path: Path, made: pd.DataFrame) -> str:
    """Return a coder's name: that of the file, or for corrections.csv who signed all its rows.

    >>> _coder(Path("corrections.AB.csv"), pd.DataFrame()), _coder(Path("corrections.csv"), pd.DataFrame())
    ('AB', 'corrections.csv')
    """
    if path.name != corrections.NAME:
        return path.name.removeprefix("corrections.").removesuffix(".csv")
    signed = set(made["by"]) - {""} if "by" in made else set()
    return signed.pop() if len(signed) == 1 else path.name


def describe_decision(row: dict[str, object]) -> str:
    """Return what a correction says of its place, in words.

    >>> describe_decision({"do": "change", "label": "rebel", "voice": ""})
    'label: rebel'
    >>> describe_decision({"do": "remove"})
    'nothing there'
    """
    if row["do"] == "remove":
        return "speaker: none" if row.get("layer") == "speaker" else NOTHING
    return ", ".join(f"{name}: {row[name]}" for name in SAID if row.get(name)) or "an attribution"


def list_codings(named: dict[str, pd.DataFrame]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the decisions of coders as agreement.CODING, and the items: WHERE, notes, one row an item.

    The codings have a fourth column, given: "yes" if the coder wrote a row, "" if they left the place alone.
    Then the value is AS_FOUND, or NOTHING where somebody else adds. The items are sorted by place.
    """
    by_item: dict[tuple, dict[str, list[dict]]] = {}
    for coder, made in named.items():
        for row in made.to_dict("records"):
            by_item.setdefault(corrections.find_place(row), {}).setdefault(coder, []).append(row)
    rows, items = [], []
    for item, (_, given) in enumerate(sorted(by_item.items(), key=lambda entry: entry[0])):
        everything = [row for own in given.values() for row in own]
        added = all(row["do"] == "add" and row["layer"] != "speaker" for row in everything)
        for coder in named:
            own = sorted(map(describe_decision, given.get(coder, [])))
            value = " and ".join(own) or (NOTHING if added else AS_FOUND)
            rows.append((coder, item, value, "yes" if own else ""))
        notes = [f"{coder}: {row['note']}" for coder, own in given.items() for row in own if row["note"]]
        first = everything[0]
        second = {name: first[name] if first["layer"] == "passage" else "" for name in WHERE[5:]}
        items.append({name: first[name] for name in WHERE} | second | {"notes": "; ".join(notes)})
    table = pd.DataFrame(rows, columns=[*agreement.CODING, "given"])
    return table, pd.DataFrame(items, columns=[*WHERE, "notes"])


def list_differences(named: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the places on which coders differ: DIFFERENCES, in the order of the places."""
    table, items = list_codings(named)
    answers = agreement.count_by_item(table).set_index("item")
    differ = answers["same"] < answers["pairs"]
    return items.assign(answers=answers["answers"])[differ][DIFFERENCES].reset_index(drop=True)


def report_agreement(named: dict[str, pd.DataFrame]) -> str:
    """Return how far coders correct alike, in plain sentences, and each place on which they differ."""
    table, items = list_codings(named)
    every = count_noun(len(items), "place")
    lines = [f"{len(named)} coders ({', '.join(named)}), {every} that any of them corrected."]
    for coder, own in table.groupby("coder"):
        lines.append(f"  {coder}: {count_noun(int((own['given'] == 'yes').sum()), 'place')}")
    lines += ["", *_same("Wherever any of them corrected", table)]
    lines += _same("Where both of two corrected", table[table["given"] == "yes"])
    answers = agreement.count_by_item(table).set_index("item").assign(layer=items["layer"])
    lines.append("By layer:")
    for layer, own in answers.groupby("layer"):
        lines.append(f"  {layer}: all the same in {(own['same'] == own['pairs']).sum()} of {len(own)}")
    lines += _coefficients(table)
    different = list_differences(named)
    told = [f"WHERE THEY DIFFER: {len(different)} of {every}."]
    for row in different.to_dict("records"):
        place = f"{row['doc']} {row['start']} to {row['end']}, {row['layer']}: “{row['words']}”"
        answers = textwrap.fill(row["answers"], LINE, initial_indent="  ", subsequent_indent="  ")
        told.append("\n".join([textwrap.fill(place, LINE), answers]))
    return "\n\n".join(["\n".join(lines), *told, READING])


def _same(where: str, table: pd.DataFrame) -> list[str]:
    pairs = agreement.count_pairs(table)
    if pairs.empty:
        return [f"{where}: no such place."]
    coders = zip(pairs.index, pairs["coder_a"], pairs["coder_b"], strict=True)
    return [
        f"{where}, {one} and {other} decide the same in {tell_share(pairs.loc[[place]])}."
        for place, one, other in coders
    ]


def _coefficients(table: pd.DataFrame) -> list[str]:
    """Return the lines on Krippendorff's alpha and, of two coders, Cohen's kappa."""
    lines = []
    measures = [("Krippendorff's alpha", agreement.alpha)]
    measures += [("Cohen's kappa", agreement.kappa)] if table["coder"].nunique() == 2 else []
    for name, measure in measures:
        try:
            lines.append(f"{name}, over all these places: {measure(table):.2f}.")
        except ValueError as reason:
            lines.append(f"No {name}: {reason}.")
    return lines
