"""What is compared in `terms.py`, and one of them measured once, in a process of its own.

`python term_systems.py prepare FOLDER` makes the data;
`python term_systems.py SYSTEM FOLDER RESULT` measures one.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ARTICLES = 2000
COMPARED = 20  # words looked up, and rows of the loop over scipy
BYTES = 1 if sys.platform == "darwin" else 1024  # in which ru_maxrss counts
PROJECT = Path(__file__).resolve().parents[1]

# From the folder with the data: a function that does the work and returns how much of it there was.
Load = Callable[[Path], Callable[[], int]]


def prepare(folder: Path) -> None:
    """Write the data: the articles, their segments, what is to be counted, tokens and counts."""
    import generated
    import pandas as pd

    from inotherwords import cleaning, terms
    from inotherwords.text.segments import COUNTED, analyse

    names = pd.DataFrame(columns=["variant", "name", "kind"], dtype=str)
    invented = list(generated.articles(ARTICLES))
    texts = {one.doc: one.text for one in invented}
    analysed = {doc: analyse(text) for doc, text in texts.items()}
    segments = cleaning.list_segments(texts, analysed)
    passages = []
    for doc, rows in segments[segments["kind"].isin(COUNTED)].groupby("doc"):
        places = zip(rows["start"], rows["end"], strict=True)
        passages.append("\n".join(analysed[doc][start:end] for start, end in places))
    tokens = terms.find_tokens(segments, analysed, names)
    outlets = {one.doc: one.outlet for one in invented}
    counts = terms.count_terms(segments, analysed, names).assign(doc=lambda rows: rows["doc"].map(outlets))
    segments.to_parquet(folder / "segments.parquet")
    tokens.to_parquet(folder / "tokens.parquet")
    counts.groupby(["doc", "term"])["count"].sum().reset_index().to_parquet(folder / "counts.parquet")
    (folder / "texts.json").write_text(json.dumps(analysed), encoding="utf-8")
    (folder / "passages.json").write_text(json.dumps([passages, len(tokens)]), encoding="utf-8")


def _articles(folder: Path) -> tuple:
    """Return the segments and the texts of all articles, and a list of names without any."""
    import pandas as pd

    texts = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    names = pd.DataFrame(columns=["variant", "name", "kind"], dtype=str)
    return pd.read_parquet(folder / "segments.parquet"), texts, names


def _passages(folder: Path) -> tuple[list[str], int]:
    """Return what is counted of each article, and how many words we count in all: one measure for all."""
    return json.loads((folder / "passages.json").read_text(encoding="utf-8"))


def our_counts(folder: Path) -> Callable[[], int]:
    """Count with `terms.count_terms`: words."""
    from inotherwords import terms

    articles = _articles(folder)
    return lambda: int(terms.count_terms(*articles)["count"].sum())


def vectorizer_counts(folder: Path) -> Callable[[], int]:
    """Count with scikit-learn's CountVectorizer as it comes: words."""
    from sklearn.feature_extraction.text import CountVectorizer

    passages, words = _passages(folder)

    def work() -> int:
        CountVectorizer().fit_transform(passages)
        return words

    return work


def nltk_counts(folder: Path) -> Callable[[], int]:
    """Count with nltk's FreqDist over its regular-expression tokenizer: words."""
    from nltk import FreqDist, RegexpTokenizer

    (passages, words), tokenizer = _passages(folder), RegexpTokenizer(r"\w+")

    def work() -> int:
        for text in passages:
            FreqDist(tokenizer.tokenize(text.lower()))
        return words

    return work


def our_tokens(folder: Path) -> Callable[[], int]:
    """Make the layer of words with their places with `terms.find_tokens`: words."""
    from inotherwords import terms

    articles = _articles(folder)
    return lambda: len(terms.find_tokens(*articles))


def nltk_tokens(folder: Path) -> Callable[[], int]:
    """Make a table of words with their places with nltk's tokenizer: words."""
    import pandas as pd
    from nltk import RegexpTokenizer

    (passages, words), tokenizer = _passages(folder), RegexpTokenizer(r"\w+")

    def work() -> int:
        rows = [
            (number, start, end, text[start:end], text[start:end].lower())
            for number, text in enumerate(passages)
            for start, end in tokenizer.span_tokenize(text)
        ]
        pd.DataFrame(rows, columns=["doc", "start", "end", "text", "term"])
        return words

    return work


def our_keyness(folder: Path) -> Callable[[], int]:
    """Compute all measures of `terms.keyness` for the outlets: rows."""
    import pandas as pd

    from inotherwords import terms

    counts = pd.read_parquet(folder / "counts.parquet")
    return lambda: len(terms.keyness(counts))


def scipy_keyness(folder: Path) -> Callable[[], int]:
    """Compute log-likelihood alone, in a loop over scipy's test, for some words of each outlet: rows."""
    import pandas as pd
    from scipy.stats import chi2_contingency

    counts = pd.read_parquet(folder / "counts.parquet")
    matrix = counts.pivot(index="doc", columns="term", values="count").fillna(0)
    sizes, totals = matrix.sum(axis=1), matrix.sum()
    chosen = totals.sort_values(ascending=False).index[:COMPARED]

    def work() -> int:
        rows = []
        for doc in matrix.index:
            for term in chosen:
                here, size = matrix.loc[doc, term], sizes[doc]
                cells = [[here, size - here], [totals[term] - here, sizes.sum() - size - totals[term] + here]]
                rows.append(chi2_contingency(cells, correction=False, lambda_="log-likelihood").statistic)
        return len(rows)

    return work


def _looked_up(folder: Path) -> tuple:
    import pandas as pd

    tokens = pd.read_parquet(folder / "tokens.parquet")
    frequencies = tokens["term"].value_counts()
    order = frequencies.reset_index().sort_values(["count", "term"], ascending=[False, True])
    return tokens, order["term"].tolist()[200 : 200 + COMPARED]


def our_concordance(folder: Path) -> Callable[[], int]:
    """Look up some words with `terms.concordance`: words looked up."""
    from inotherwords import terms

    tokens, words = _looked_up(folder)
    _, texts, _ = _articles(folder)

    def work() -> int:
        return len([terms.list_concordance(tokens, texts, word) for word in words])

    return work


def nltk_concordance(folder: Path) -> Callable[[], int]:
    """Look up some words with nltk's Text.concordance_list, its index included: words looked up."""
    from nltk.text import Text

    tokens, words = _looked_up(folder)
    listed = tokens["text"].tolist()

    def work() -> int:
        text = Text(listed)
        return len([text.concordance_list(word, lines=sys.maxsize) for word in words])

    return work


class System(NamedTuple):
    """One way to do a task: what the table calls it, its virtual environment, and how it is loaded."""

    task: str
    name: str
    load: Load
    venv: str = ".venv"

    @property
    def python(self) -> Path:
        """The Python that runs the system; this one for the project's own."""
        return Path(sys.executable) if self.venv == ".venv" else PROJECT / self.venv / "bin" / "python"


# Of each task, the second is the one that the others are a multiple of.
SYSTEMS = {
    "our_counts": System("count words", "ours", our_counts),
    "vectorizer_counts": System(
        "count words", "scikit-learn's CountVectorizer", vectorizer_counts, ".venv-bench"
    ),
    "nltk_counts": System("count words", "nltk's FreqDist", nltk_counts),
    "our_tokens": System("words with their places", "ours", our_tokens),
    "nltk_tokens": System("words with their places", "nltk's tokenizer and a table", nltk_tokens),
    "our_keyness": System("rows of keyness", "ours", our_keyness),
    "scipy_keyness": System("rows of keyness", "a loop over scipy", scipy_keyness),
    "our_concordance": System("words in their context", "ours", our_concordance),
    "nltk_concordance": System("words in their context", "nltk's Text", nltk_concordance),
}


def measure(load: Load, folder: Path) -> dict[str, float]:
    """Return CPU seconds of the second time, how much was done, and the most memory taken, in bytes."""
    work = load(folder)
    work()  # what is made only once is made now
    begin = time.process_time()
    done = work()
    seconds = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * BYTES
    return {"seconds": seconds, "done": done, "peak": peak}


def main(name: str, folder: str, *result: str) -> None:
    """Prepare the data, or measure the system of this name and write the result."""
    if name == "prepare":
        prepare(Path(folder))
    else:
        measured = measure(SYSTEMS[name].load, Path(folder))
        Path(*result).write_text(json.dumps(measured), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
