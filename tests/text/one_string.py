"""Each module of text and collation that reads one string, or one pair, reads one (run by test_one_text)."""

from inotherwords.collation import alignment, apparatus, collation
from inotherwords.text import quantities, quotations, segments, spans, wordlists, words

text = "Truce holds\nPARIS -- „Ten men fled,“ Dr. Reed said. The rebels of Homs stayed."
analysed = segments.analyse(text)
kinds = [(kind, analysed[start:end]) for kind, start, end, _ in segments.find_segments(text, analysed)]
assert kinds == [
    ("headline", "Truce holds"),
    ("dateline", "PARIS --"),
    ("sentence", "“Ten men fled,” Dr. Reed said."),
    ("sentence", "The rebels of Homs stayed."),
], kinds

[(start, end)] = quotations.find_quotations(text)
assert text[start:end] == "„Ten men fled,“"
assert spans.touches(spans.build_index([[(start, end)]]), (start, start + 1))

[men] = quantities.find_quantities(text)
assert (men.value, men.counted) == (10, "men")

search = wordlists.compile_patterns(wordlists.sort_longest_first(["rebels", "rebels of [Homs]"]))
assert [text[start:end] for _, start, end in wordlists.find_matches(search, text, 0, len(text))] == ["Homs"]

assert words.stem(words.normal_form("Rebels’")) == "rebel"
assert "of" in words.stop_words()
assert words.to_singular("rebels") == "rebel"

a, b = "The offensive began at dawn.", "The onslaught began, he said."
runs = alignment.align(*(words.read_words(side, 0, len(side)) for side in (a, b)))
assert [run.kind for run in runs] == ["same", "substance", "same", "substance"], runs
found = collation.collate(a, b)
assert collation.apply(found, a) == b
assert collation.apply(collation.mirror(found), b) == a
pieces, _ = collation.split_versions(a, b, found)
assert collation.mark(pieces) == "The [offensive] began [at dawn]."
assert apparatus.write_line(a, [("B", found)]) == "offensive ] onslaught B ‖ at dawn ] he said B"
