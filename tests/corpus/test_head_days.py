"""The day and the outlet of a text that was pasted: from lines that name them, never from prose."""

import pytest
from found import kept

STORY = "\n\nThe council voted on Friday to close the harbour, after the quay had cracked on 9 May 2019.\n"
TITLE = "Harbour of Marwick is shut for repairs"


@pytest.fixture
def read(tmp_path):
    """Return a function that reads a text, and gives its day, its outlet and its note."""

    def read(text):
        (tmp_path / "a.txt").write_text(text, "utf-8")
        [one] = kept(tmp_path)
        return one.metadata.get("published"), one.metadata["outlet"], one.metadata.get("note", "")

    return read


@pytest.mark.parametrize(
    "line",
    [
        "Published: Tuesday 3 May 2024",
        "Publié le vendredi 3 mai 2024 à 18h42, mis à jour le 9 mai 2024 à 8h05",
        "3 maja 2024, 08:15",
        "PUBLISHED: May 3, 2024 at 5:12 p.m. | UPDATED: May 4, 2024 at 9:02 a.m.",
        "Fri 3 May 2024 06.30 BST",
        "Ada Roe | 3 May 2024",
        "03.05.2024, 18:42 Uhr",
        "Veröffentlicht am 3. Mai 2024 um 18:42 Uhr – Aktualisiert: 04.05.2024",
        "2024-05-03T06:30:00+02:00",
        "By Ada Roe, 3 May 2024\nDate printed: 14/06/2025",
        "Erschienen: 3.5.2024\nUpdated 9 May 2024",
        "Madrid, 3 de mayo de 2024 - 10:30",
        "2024年5月3日 10:30",
    ],
)
def test_a_line_of_the_head_gives_the_day(read, line):
    assert read(TITLE + "\n" + line + STORY)[0] == "2024-05-03"
    assert read(line + "\n\n" + TITLE + STORY)[0] == "2024-05-03"


@pytest.mark.parametrize(
    "line",
    [
        "The trial opens on 2026-01-15 and will last four days.",
        "Vote of 3 May 2024 is void",
        "Last updated: 4 March 2026",
        "Date printed: 14/02/2025",
        "Stand: 4. März 2026",
        "Deadline: 3 May 2024",
    ],
)
def test_prose_and_other_days_give_none(read, line):
    assert read(TITLE + "\n" + line + STORY)[0] is None
    assert read(TITLE + STORY + "\n" + line)[0] is None


def test_what_is_open_is_told_and_an_outlet_beside_the_day_is_taken(read):
    day, outlet, note = read(f"{TITLE}\nOrlen Valley News\n03/04/2025{STORY}")
    assert (day, outlet) == (None, "Orlen Valley News")
    assert note == "published 03/04/2025: 2025-03-04 or 2025-04-03, which is not said"
    day, _, note = read(f"{TITLE}\n3 May 2024\n4 May 2024{STORY}")
    assert (day, note) == (None, "published 2024-05-03 or 2024-05-04: the lines above the text name both")


LINES = [f"The council of Marwick voted on Friday to close part {n} of the" for n in "abcdef"]
PAGE = "\n".join(LINES)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Marwick Herald 21/05/2025          Page 1 of 2", "Marwick Herald 21/05/2025          Page 2 of 2"),
        ("1\nMarwick Herald, 21 May 2025", "2\nMarwick Herald, 21 May 2025"),
        ("Seite 1 | Marwick Herald | 21.05.2025", "Seite 2 | Marwick Herald | 21.05.2025"),
    ],
)
def test_the_heads_and_feet_of_pages_are_no_words_and_may_name_day_and_outlet(tmp_path, one, two):
    for text in (
        f"{one}\n{TITLE}\n\n{PAGE} har-\n\n{two}\n\nbour. It is safe.\n",
        f"{TITLE}\n\n{PAGE} har-\n\n{one}\n\nbour. It is safe.\n\n{two}\n",
    ):
        (tmp_path / "a.txt").write_text(text)
        [found] = kept(tmp_path)
        assert found.text.strip() == f"{TITLE}\n\n{PAGE} har-\nbour. It is safe."
        assert (found.metadata["published"], found.metadata["outlet"]) == ("2025-05-21", "Marwick Herald")
        assert found.metadata["note"].startswith("heads of pages, left out: ")


def test_a_file_of_cuttings_keeps_none_of_the_heads_of_its_pages(tmp_path):
    pages = [
        f"OLD LIBRARY — CUTTINGS — MAY    {n}\n\nEcho {n}\n{n} May 2024\n\nThe quay {n} is shut\n\n{PAGE}."
        for n in (1, 2)
    ]
    (tmp_path / "a.txt").write_text("\n\f".join(pages))
    found = kept(tmp_path)
    assert [one.text.partition("\n")[0] for one in found] == ["The quay 1 is shut", "The quay 2 is shut"]
    assert not any("LIBRARY" in one.text for one in found)
    assert found[0].metadata["note"].startswith("heads of pages, left out: OLD LIBRARY")
