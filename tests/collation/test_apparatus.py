from inotherwords.collation.apparatus import write_line
from inotherwords.collation.collation import collate


def line(base, *others):
    return write_line(
        base, [(siglum, collate(base, text)) for siglum, text in zip("BCD", others, strict=False)]
    )


def test_a_line_has_lemma_reading_and_siglum():
    told = [
        ("The offensive began.", "The onslaught began.", "offensive ] onslaught B"),
        ("Four died, he said.", "Four died.", "he said ] om. B"),
        ("A ceasefire held.", "A fragile ceasefire held.", "A ] add. fragile B"),
        ("The war ended.", "Then the war ended.", "The ] pr. Then B"),
        ("The old war ended.", "The old war soon ended.", "war ] add. soon B"),
        (
            "In recent years, calm reigned here.",
            "Calm reigned here in recent years.",
            "In recent years ] transp. B",
        ),
        ("Rebels fled today.", "Gunmen fled later.", "Rebels ] Gunmen B ‖ today ] later B"),
        (
            "Rebels fled the old city today.",
            "The rebels fled the city later.",
            "Rebels ] pr. The B ‖ old ] om. B ‖ today ] later B",
        ),
        ("The “centre” held.", 'the "center" held', ""),  # spelling and typography are left out
    ]
    assert [(a, b, line(a, b)) for a, b, _ in told] == told


def test_a_long_stretch_is_shortened():
    a = "HTS shelled a student residence in the city at night, killing four civilians, state media reported."
    b = "HTS with its many allies has long controlled a rebel enclave in the region of the northwest."
    assert line(a, b) == "shelled … reported ] with … northwest B"


def test_a_line_gathers_what_the_witnesses_have_in_one_place():
    others = ("The onslaught began near Homs.", "The Onslaught began near Aleppo.", "The began near Idlib.")
    expected = "offensive ] onslaught B C; om. D ‖ Aleppo ] Homs B; Idlib D"
    assert line("The offensive began near Aleppo.", *others) == expected
    assert line("They fled.") == ""
