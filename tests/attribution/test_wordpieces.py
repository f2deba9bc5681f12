"""Word pieces: the same, at the same places, as the well-kept `tokenizers` cuts from the same vocabulary."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from inotherwords.attribution.network.wordpieces import MODEL, cut_words
from inotherwords.paths import PROJECT

TEXTS = sorted(
    path for folder in ("seeds", "tests", "teaching") for path in (PROJECT / folder).rglob("*.txt")
)
SIGNS = "".join(map(chr, range(0x2500)))  # Latin, Greek, Cyrillic, Hebrew, Arabic, Indic …, signs


@cache
def tokenizer():
    found = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    found.no_truncation()
    found.no_padding()
    return found


def expected(text):
    """The words that `tokenizers` finds, as `cut_words` returns them."""
    encoded = tokenizer().encode(text, add_special_tokens=False)
    words = {}
    for piece, word, span in zip(encoded.ids, encoded.word_ids, encoded.offsets, strict=True):
        words.setdefault(word, []).append((piece, span))
    return [([piece for piece, _ in own], (own[0][1][0], own[-1][1][1])) for own in words.values()]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_text_of_the_project_is_cut_alike(path):
    text = path.read_text("utf-8", errors="replace")
    assert cut_words(text) == expected(text)


@given(st.lists(st.one_of(st.sampled_from("aZ1 .’é\n"), st.sampled_from(SIGNS)), max_size=40))
def test_any_row_of_signs_is_cut_alike(signs):
    text = "".join(signs)
    assert cut_words(text) == expected(text)


@pytest.mark.parametrize(
    "text",
    ["x" * 100, "x" * 101, "ﬁre ǅ İ ß ẞ Σίσυφος", "水坝安全", "e\u0301a \u0301", "a\u200bb\ufeffc", ""],
)
def test_odd_words_are_cut_alike(text):
    assert cut_words(text) == expected(text)
