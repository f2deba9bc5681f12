"""A few texts in plain Python: the same passages as the index finds, to the last digit."""

import random

import pytest

from inotherwords import cleaning, settings
from inotherwords.reuse.few import find_few
from inotherwords.reuse.passages import find_passages

SENTENCES = [
    "The ferry sank before dawn near the old harbour, and divers quickly searched the empty village port.",
    "The ferry sank before dawn, officials said on Monday, and nobody was hurt.",
    "Divers quickly searched the empty village port, said Ann Reed.",
    "Nobody was hurt when the old ferry sank.",
    "Cease fire talks go on in the capital city today.",
    "Ceasefire talks go on in the capital city today.",
    "Sign up for our newsletter.",
    "Bakers of the town say that bread will be dearer in winter.",
    "Bread will be dearer in winter, bakers of the town say.",
]


def both(texts):
    """The passages by the index and by plain looking, as rows."""
    segments, analysed = cleaning.clean_some(texts, texts)
    told = segments[segments["kind"].isin(settings.READ)]
    spans = {doc: told.loc[told["doc"] == doc, ["start", "end"]].to_numpy().tolist() for doc in texts}
    rows = find_passages(segments, analysed).drop(columns="passage")
    return [*rows.itertuples(index=False, name=None)], [tuple(row) for row in find_few(analysed, spans)]


def test_the_five_articles_share_the_same_passages(texts):
    by_index, by_looking = both(texts)
    assert len(by_index) > 50
    assert by_looking == by_index


@pytest.mark.parametrize("seed", range(4))
def test_texts_of_shared_sentences_and_clauses_share_the_same_passages(seed):
    chance = random.Random(seed)
    texts = {name: "\n".join(chance.choices(SENTENCES, k=7)) for name in "abcd"}
    by_index, by_looking = both(texts)
    assert {row[6] for row in by_index} >= {"verbatim", "near"}
    assert by_looking == by_index


def test_what_too_many_have_is_boilerplate_here_too(monkeypatch):
    texts = {name: f"{SENTENCES[7]}\n{SENTENCES[number]}" for number, name in enumerate("abc")}
    assert len(both(texts)[0]) > 2
    monkeypatch.setattr(settings, "BOILERPLATE", 2)
    by_index, by_looking = both(texts)
    assert by_looking == by_index
    assert all(texts[row[0]][row[1] : row[2]] != SENTENCES[7] for row in by_looking)


def test_one_text_and_texts_without_words_share_nothing():
    assert find_few({"a": "The ferry sank before dawn."}, {"a": [(0, 27)]}) == []
    assert find_few({"a": "", "b": ""}, {"a": [], "b": []}) == []
