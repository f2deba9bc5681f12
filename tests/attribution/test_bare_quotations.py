"""Eighty invented passages, each with one quotation that has no source of its own: who says it.

They were written by somebody who had not read the program, and who said who speaks before it did. It then
gave 27 of the first forty, which were made to be hard, to the right one, and 24 of the others; what was wrong
was mended: these are no unseen texts any more.
"""

import json
from pathlib import Path

from inotherwords.attribution.speaker_evaluation import is_same
from inotherwords.attribution.tables import read_attributions

PASSAGES = json.loads(Path(__file__).with_name("bare_quotations.json").read_text("utf-8"))


def name_speaker(passage):
    """Who says the quotation, by the program; "" if nobody does."""
    words = passage["quote"].replace("’", "'")
    return next((one.speaker for one in read_attributions(passage["text"]) if words in one.content), "")


def test_nine_of_ten_quotations_without_a_source_are_given_to_who_a_reader_says_they_are_of():
    wrong = [
        (said, passage)
        for passage in PASSAGES
        if not (said := name_speaker(passage)) or not is_same(said, passage["speaker"], True)
    ]
    assert len(PASSAGES) == 80
    assert len(wrong) <= 8, "\n".join(map(str, wrong))
