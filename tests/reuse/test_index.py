import numpy as np
import pandas as pd
import pytest
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from inotherwords import settings as defaults
from inotherwords.reuse import index, passages


@pytest.fixture
def gathered(segments, analysed, tmp_path):
    """A folder with the index of the five articles, and their wordings."""
    index.number_parts([passages.cut_parts(segments, analysed)], tmp_path)
    index.gather(tmp_path)
    index.write_index(tmp_path)
    return tmp_path, pd.read_parquet(tmp_path / "wordings.parquet")


def parts(*rows):
    """Parts of articles: (doc, words); all are whole sentences."""
    table = pd.DataFrame(rows, columns=["doc", "words"])
    return table.assign(start=0, end=table["words"].str.len(), whole=True, telling=table["words"])


def wordings(folder, *rows):
    """The wordings of some parts: words, articles, doc."""
    index.number_parts([parts(*rows)], folder)
    index.gather(folder)
    found = pd.read_parquet(folder / "wordings.parquet")
    return found[["words", "articles", "doc"]].values.tolist()


def test_similarity_is_that_of_tf_idf_over_runs_of_letters(gathered):
    folder, wordings = gathered
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    theirs = vectorizer.fit(wordings.loc[wordings["whole"], "words"]).transform(wordings["words"])
    ours = index.weigh_letters(np.arange(len(wordings)), index.read_letters(folder))
    np.testing.assert_allclose((ours @ ours.T).toarray(), (theirs @ theirs.T).toarray(), atol=1e-12)


def test_what_touches_has_enough_rare_words_and_pairs_of_words_in_common(gathered):
    folder, wordings = gathered
    counter = CountVectorizer(token_pattern=r"\S+", ngram_range=(1, 2), binary=True)
    features = counter.fit_transform(wordings["words"]).toarray()
    sentences = features[wordings["whole"]].sum(axis=0)
    rare = features[:, (sentences >= 2) & (sentences <= defaults.RARE)]
    sizes = features.sum(axis=1)
    touch = np.triu(rare @ rare.T / np.sqrt(np.outer(sizes, sizes)), k=1)
    doc = wordings["doc"].to_numpy()
    of_two = (doc[:, None] != doc) | (doc[:, None] == -1)
    expected = set(zip(*np.nonzero((touch >= defaults.TOUCH) & of_two), strict=True))
    found = index.find_touching(folder, (0, len(wordings)))
    assert set(zip(found["one"], found["other"], strict=True)) == expected


def test_one_wording_is_the_same_letters_counted_once_an_article_and_has_the_first_spelling(tmp_path):
    rows = [
        ("a", "the ceasefire held on"),
        ("b", "the cease fire held on"),
        ("b", "the ceasefire broke down"),
    ]
    assert wordings(tmp_path, *rows, rows[-1]) == [
        ["the cease fire held on", 2, -1],
        ["the ceasefire broke down", 1, 1],
    ]


def test_a_clause_belongs_to_the_sentence_before_it(tmp_path):
    table = parts(("a", "one two"), ("a", "two"), ("b", "three"), ("b", "one"))
    table["whole"] = [True, False, True, False]
    index.number_parts([table.iloc[:2], table.iloc[2:]], tmp_path)
    assert pd.read_parquet(tmp_path / "parts.parquet")["sentence"].tolist() == [0, 0, 2, 2]


def test_pairs_are_judged_in_ranges_of_whole_articles(tmp_path, monkeypatch):
    monkeypatch.setattr(index, "PAIRS", 3)
    index.number_parts([parts(*((doc, "the old ferry sank") for doc in "abcde"))], tmp_path)
    index.gather(tmp_path)
    index.write_index(tmp_path)
    index.compare(tmp_path)
    index.find_boilerplate(tmp_path)
    # a has four pairs, b three, c two, d one.
    assert index.list_pairs(tmp_path) == [(0, 1), (1, 2), (2, 4)]


def test_no_pair_that_could_be_a_copied_clause_is_left_out(gathered):
    folder, wordings = gathered
    letters = index.read_letters(folder)
    words, sizes = [set(own.split()) for own in wordings["words"]], np.diff(letters.ends)
    touching = index.find_touching(folder, (0, len(words)))
    kept = set(index.find_overlapping(touching, letters).itertuples(index=False, name=None))
    touching = set(touching.itertuples(index=False, name=None))
    alike = {
        (a, b) for a, b in touching if len(words[a] & words[b]) >= defaults.IN_ORDER * min(sizes[a], sizes[b])
    }
    assert alike
    assert alike <= kept < touching
