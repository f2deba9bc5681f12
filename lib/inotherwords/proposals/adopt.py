"""Take proposed labels over: put them beside the articles, where somebody corrects them."""

import codecs
import json
from pathlib import Path

from inotherwords.corpus import LEXICONS, UNREAD, read_lexicon
from inotherwords.errors import InputError
from inotherwords.layers import files
from inotherwords.paths import MEASURED, shown

NAME = "proposed_labels"


def adopt_labels(results: Path) -> tuple[Path, int]:
    """Write the labels that a run has proposed into labels.csv beside its articles; return it and how many.

    A labels.csv without a row, as a new folder has it, is kept, and the rows are put below its lines and one
    that says that nobody has read them (`UNREAD`): whoever corrects them takes it away. Raises InputError if
    there are no results, no proposals or no articles any more, or if labels.csv has rows.
    """
    proposed = results / "tables" / f"{NAME}.csv"
    if not (results / MEASURED).is_file():
        raise InputError(f"{shown(results)}: no results of a run. Name the folder that a run has written.")
    if not proposed.is_file():
        fault = "proposes no labels, because its articles had a list of labels"
        raise InputError(f"{shown(results)}: {fault}. Correct that list.")
    record = json.loads((results / MEASURED).read_text(encoding="utf-8"))
    corpus = (results / record["corpus"]).resolve()
    folder = corpus if corpus.is_dir() else corpus.parent
    if not corpus.exists():
        raise InputError(
            f"{shown(corpus)}: the articles of this run are not there any more. Bring them back."
        )
    target = folder / "labels.csv"
    if len(read_lexicon(folder, "labels")):
        fault = "has rows already, and nothing is overwritten"
        raise InputError(f"{shown(target)}: {fault}. Copy what you want from {shown(proposed)}.")
    there = (
        files.decode(target.read_bytes(), shown(target)) if target.is_file() else ",".join(LEXICONS["labels"])
    )
    separator = max(",;\t", key=there.partition("\n")[0].count)
    columns = [column.strip() for column in there.partition("\n")[0].split(separator)]
    rows = files.read_table(results, NAME).reindex(columns=columns, fill_value="")
    added = rows.to_csv(sep=separator, index=False, header=False, lineterminator="\n")
    target.write_bytes(codecs.BOM_UTF8 + f'{there.rstrip()}\n"{UNREAD}"\n{added}'.encode())
    return target, len(rows)
