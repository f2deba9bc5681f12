"""Make CODEBOOK.md, the page that says what every column means, from the codebook of the library.

It has the tables that are files: of the corpus, of the study, of the library. What stages keep only while
the study runs is declared in the codebook too, but no page for readers (see `layers.schema`).
"""

import re
import sys
from pathlib import Path

import pandas as pd

from inotherwords.layers import schema
from inotherwords.report import manifest

DOCS = Path(__file__).resolve().parent

TYPES = {
    "text": "words as they are",
    "texts": "one or more texts, parted by “; ”",
    "category": "one of the values named, or of those in the column named of another table",
    "categories": "one or more of these, parted by “; ” or joined by “+”",
    "integer": "a whole number",
    "number": "a number with at most six decimal places; `inf`, `-inf` (without bound) where that is said",
    "numeral": "a number as it is written, kept as text",
    "date": "a day as 2024-11-30, or a year alone as 2017",
    "yes/empty": "`yes`; empty means no",
}
CLOSED = ("category", "categories")

# "doc, attribution of TABLE.csv": the cell stands in that column there, beside the same doc.
REFERENCE = re.compile(r"((?:\w+, )*)(\w+) of ([\w/-]+\.csv)")
FUNCTION = re.compile(r"inotherwords\.([\w.]+)\.(\w+)")

PAPERS = {
    "Benjamini and Hochberg 1995": "Controlling the false discovery rate: a practical and powerful approach "
    "to multiple testing. Journal of the Royal Statistical Society B 57(1), 289–300.",
    "Church and Hanks 1990": "Word association norms, mutual information, and lexicography. Computational "
    "Linguistics 16(1), 22–29.",
    "Church et al. 1991": "K. Church, W. Gale, P. Hanks and D. Hindle: Using statistics in lexical analysis. "
    "In U. Zernik (ed.), Lexical acquisition, 115–164. Erlbaum.",
    "Clopper and Pearson 1934": "The use of confidence or fiducial limits illustrated in the case of the "
    "binomial. Biometrika 26(4), 404–413.",
    "Covington and McFall 2010": "Cutting the Gordian knot: the moving-average type-token ratio (MATTR). "
    "Journal of Quantitative Linguistics 17(2), 94–100.",
    "Dice 1945": "Measures of the amount of ecologic association between species. Ecology 26(3), 297–302.",
    "Dunning 1993": "Accurate methods for the statistics of surprise and coincidence. Computational "
    "Linguistics 19(1), 61–74.",
    "Efron 1979": "Bootstrap methods: another look at the jackknife. Annals of Statistics 7(1), 1–26.",
    "Evert 2022": "Measuring keyness. Digital Humanities 2022, conference abstracts.",
    "FIPS 180-4": "Secure hash standard. National Institute of Standards and Technology, 2015.",
    "Gabrielatos and Marchi 2011": "Keyness: matching metrics to definitions. Corpus Linguistics in the "
    "South 1, Portsmouth.",
    "Gotoh 1982": "An improved algorithm for matching biological sequences. Journal of Molecular Biology "
    "162(3), 705–708.",
    "Gries 2008": "Dispersions and adjusted frequencies in corpora. International Journal of Corpus "
    "Linguistics 13(4), 403–437.",
    "Gries 2013": "50-something years of work on collocations: what is or should be next … International "
    "Journal of Corpus Linguistics 18(1), 137–166.",
    "Hardie 2014": "Log Ratio: an informal introduction. ESRC Centre for Corpus Approaches to Social "
    "Science, Lancaster.",
    "Juilland and Chang-Rodríguez 1964": "Frequency dictionary of Spanish words. Mouton.",
    "Kiss and Strunk 2006": "Unsupervised multilingual sentence boundary detection. Computational "
    "Linguistics 32(4), 485–525.",
    "Lijffijt and Gries 2012": "Correction to Stefan Th. Gries’ “Dispersions and adjusted frequencies in "
    "corpora”. International Journal of Corpus Linguistics 17(1), 147–149.",
    "McCarthy and Jarvis 2010": "MTLD, vocd-D, and HD-D: a validation study of sophisticated approaches to "
    "lexical diversity assessment. Behavior Research Methods 42(2), 381–392.",
    "Monroe, Colaresi and Quinn 2008": "Fightin’ words: lexical feature selection and evaluation for "
    "identifying the content of political conflict. Political Analysis 16(4), 372–403.",
    "Needleman and Wunsch 1970": "A general method applicable to the search for similarities in the amino "
    "acid sequence of two proteins. Journal of Molecular Biology 48(3), 443–453.",
    "Newell, Margolin and Ruths 2018": "An attribution relations corpus for political news. LREC 2018.",
    "Rychlý 2008": "A lexicographer-friendly association score. Recent Advances in Slavonic Natural "
    "Language Processing, 6–9. Brno.",
    "Salton and Buckley 1988": "Term-weighting approaches in automatic text retrieval. Information "
    "Processing and Management 24(5), 513–523.",
    "Wilson 2013": "Embracing Bayes factors for key item analysis in corpus linguistics. In M. Bieswanger "
    "and A. Koll-Stobbe (eds), New approaches to the study of linguistic variability, 3–11. Lang.",
}

HEAD = """\
# Codebook

What every column means: in the tables of the corpus (`seeds/`), in those that the notebooks write \
(`outputs/tables/`) or draw (`outputs/figures/`), and in the lists that come with the library \
(`lib/inotherwords/`). `make docs` makes this page from \
[codebook.csv](../lib/inotherwords/layers/codebook.csv); \
the tests hold both against the tables, every column and every cell. Actors, sides and kinds of source are \
those of this corpus; another one brings its own. The benchmark's table is explained in \
[its own folder](../benchmarks/README.md), words such as *claim* in the \
[glossary](GLOSSARY.md).

## How to read it

- A table is a CSV file: UTF-8, commas between the cells, the names of the columns in its first line.
- The **key** of a table is the columns that tell its rows apart: no two rows are the same in all of them.
- **Places.** `doc` names an article, `start` and `end` a stretch of its text: in Python, `text[start:end]` \
is the words, if `text` is the file `seeds/DOC.txt` as it is. The *analysed* text is the same with the \
[edits](#outputstableseditscsv) made; every place means the same in both.
- **Values.** Where a column of another table is named, every cell is found there, and with `doc` before it \
in the same article.
- **An empty cell** says that there is nothing to say; *empty if* tells why. A column without these words \
has no empty cells.
- **An apostrophe before =, +, - or @** at the beginning of a text is not the article's: it keeps a \
spreadsheet from taking the text for a formula. What reads the tables here takes it off again.
- **Tables of more than 200,000 rows**, of a corpus of your own, are Parquet files (`.parquet`) with the \
same columns.
- **Written by** names the notebook and, in brackets, the number of its cell.
- **Source.** The paper that a formula or method comes from, and the function that computes it. Where none \
is given, it is that of the table.
"""


def _anchor(heading: str) -> str:
    """Return the address of a heading within a page, as GitHub makes it.

    >>> _anchor("outputs/tables/cue_verbs.csv")
    'outputstablescue_verbscsv'
    """
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def _link(table: str) -> str:
    return f"[{table}](#{_anchor(table)})"


def _values(kind: str, values: str) -> str:
    """Return what a column may hold, other tables as links and the values of a closed set as code.

    >>> _values("category", "own; quoted; empty if nobody speaks")
    '`own`, `quoted`, empty if nobody speaks'
    """
    shown = []
    for part in values.split("; "):
        if reference := REFERENCE.fullmatch(part):
            before, column, table = reference.groups()
            shown.append(f"{before}{column} of {_link(table)}")
        else:
            shown.append(f"`{part}`" if kind in CLOSED and not part.startswith("empty if ") else part)
    return (", " if kind in CLOSED else "; ").join(shown)


def _source(source: str) -> str:
    """Return where a column comes from, with each function as a link to its module.

    >>> _source("Dice 1945; inotherwords.terms.measures.association")
    'Dice 1945; [`measures.association`](../lib/inotherwords/terms/measures.py)'
    """

    def linked(name: re.Match[str]) -> str:
        module = name[1].split(".")
        return f"[`{module[-1]}.{name[2]}`](../lib/inotherwords/{'/'.join(module)}.py)"

    return FUNCTION.sub(linked, source)


def _row(cells: list[str]) -> str:
    r"""Return a row of a Markdown table.

    >>> print(_row(["a|b", "c"]))
    | a\|b | c |
    """
    return "".join(["| ", " | ".join(cell.replace("|", r"\|") for cell in cells), " |"])


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    return [_row(head), _row(["---"] * len(head)), *map(_row, rows), ""]


def _groups(tables: list[str], writers: dict[str, tuple[str, int]]) -> dict[str, list[str]]:
    """Return the tables by the heading they stand under, those of the notebooks as these write them."""
    groups = {"The corpus": [table for table in tables if table.startswith("seeds/")]}
    for output, (notebook, _) in writers.items():
        if (table := f"outputs/{output}.csv") in tables:
            number, _, name = notebook.removesuffix(".ipynb").partition("_")
            groups.setdefault(f"Notebook {int(number)} · {name.replace('_', ' ')}", []).append(table)
    groups["The library's lists"] = [table for table in tables if table.startswith("lib/")]
    for table in tables:
        if not any(table in group for group in groups.values()):
            raise ValueError(f"{table}: no cell of a notebook writes it. Take it out of codebook.csv.")
    return groups


def _section(rows: pd.DataFrame, writers: dict[str, tuple[str, int]]) -> list[str]:
    """Return what the page says of one table, given its rows of the codebook."""
    whole, columns = rows[rows["column"] == ""].iloc[0], rows[rows["column"] != ""]
    meaning = whole["meaning"]
    about = [
        f"A row is {meaning[0].lower()}{meaning[1:]}",
        f"**Key:** {whole['values'].removeprefix(schema.KEY)}.",
    ]
    output = whole["table"].removeprefix("outputs/").removesuffix(".csv")
    if output in writers:
        notebook, cell = writers[output]
        about.append(f"**Written by** [{notebook}](../notebooks/{notebook}), cell [{cell}].")
    about.append(f"**Source:** {_source(whole['source'])}.")
    cells = [
        [f"`{row.column}`", row.type, _values(row.type, row.values), row.meaning, _source(row.source)]
        for row in columns.itertuples()
    ]
    lines = _table(["column", "type", "values", "meaning", "source"], cells)
    return [f"### {whole['table']}", "", " ".join(about), "", *lines]


def page(codebook: pd.DataFrame, writers: dict[str, tuple[str, int]]) -> str:
    """Return CODEBOOK.md, given the codebook (all strings) and which cell writes which output.

    `writers` is that of `inotherwords.manifest`. Raises ValueError if a table is neither the corpus's nor
    the library's and no notebook writes it.
    """
    groups = _groups(list(codebook["table"].unique()), writers)
    meaning = codebook[codebook["column"] == ""].set_index("table")["meaning"]
    lines = [HEAD, *_table(["type", "what a cell holds"], [list(item) for item in TYPES.items()])]
    lines += ["## The tables", ""]
    for name, tables in groups.items():
        lines += [f"**{name}**", "", *(f"- {_link(table)}: {meaning[table]}" for table in tables), ""]
    for name, tables in groups.items():
        lines += [f"## {name}", ""]
        for table in tables:
            lines += _section(codebook[codebook["table"] == table], writers)
    lines += ["## Papers", "", *(f"- {paper}. {title}" for paper, title in PAPERS.items())]
    return "\n".join(lines) + "\n"


def read() -> pd.DataFrame:
    """Return what the codebook says of tables that are files, all columns strings."""
    rows = pd.DataFrame(schema.codebook())
    return rows[rows["table"].str.endswith(".csv")].reset_index(drop=True)


def main() -> int:
    """Write CODEBOOK.md and return 0; or say in a line what is wrong and return 2."""
    codebook = read()
    try:
        text = page(codebook, manifest.writers())
    except ValueError as fault:
        print(fault, file=sys.stderr)
        return 2
    (DOCS / "CODEBOOK.md").write_bytes(text.encode())
    columns = (codebook["column"] != "").sum()
    print(f"docs/CODEBOOK.md: {codebook['table'].nunique()} tables, {columns} columns")
    return 0


if __name__ == "__main__":
    sys.exit(main())
