"""What a line is, told by those around it. All pages are invented."""

from inotherwords.text.segments import analyse, find_segments

BODY = "The council of Orlen closed the mill on Monday. Nobody was hurt."


def kinds(text):
    """The lines of a text that are not its sentences, by what they are."""
    analysed = analyse(text)
    found = [(kind, analysed[start:end]) for kind, start, end, _ in find_segments(text, analysed)]
    return [one for one in found if one[0] != "sentence"]


def test_a_section_above_the_headline_is_none_and_a_short_headline_is():
    title = "Council closes the mill of Orlen"
    for above in (
        "Environment",
        "Home\nUK\nWorld",
        "Home\n\nWhat You Missed\n\nSport",
        "Lokales",
        "Accueil\n\nFaits divers",
        "País",
        "社会",
        "Orlen",
        "Home\nUS Election\nSport\nBusiness",
        "The Orlen Post\nHome > News > Mill closes",
    ):
        found = kinds(f"{above}\n\n{title}\n\n{BODY}")
        assert [words for kind, words in found if kind == "headline"] == [title], above
        assert {kind for kind, _ in found} == {"headline", "metadata"}, above
    assert kinds(f"Environment\n{BODY}") == [("headline", "Environment")]
    for headline in ("Mill closes", "Dam of Marwick holds"):
        assert kinds(f"{headline}\nThe owners have not been asked\n{BODY}")[0] == ("headline", headline)
    assert kinds(f"{title}\n{BODY}\nEurope\n{BODY}")[1] == ("heading", "Europe")


def test_days_and_names_between_headline_and_text_are_none_of_it():
    lines = [
        "Nov. 21, 2023",
        "28 de abril de 2022, 18h04",
        "Por Rita Falcão",
        "Di Anna Rossi",
        "Ada Roe in Tarn",
    ]
    lines += [
        "By Ada Roe\nOrlen Newsroom, Tarn",
        "Há 2 horas",
        "12\nIda Rell\nOrlen News, Tarn",
        "Listen to this article · 3:41 min",
    ]
    for line in lines:
        assert {kind for kind, _ in kinds(f"Mill closes in Orlen\n{line}\n{BODY}")[1:]} == {"metadata"}, line
    standfirst = ("heading", "Owners not asked")
    assert kinds(f"Mill closes in Orlen\nOwners not asked\n{BODY}")[1] == standfirst


def test_links_below_a_heading_of_links_are_none_and_a_heading_of_the_text_stays():
    for head in ("Most read", "Leia também", "Mehr zum Thema", "関連記事"):
        behind = f"Mill closes in Orlen\n{BODY}\n{head}\n1. Fair cancelled\nWhy did it burn?\n12 November\n"
        assert {kind for kind, _ in kinds(behind)[1:]} == {"metadata"}, head
        within = f"Mill closes in Orlen\n\n{BODY}\n\n{head}\n\nFair cancelled\n\nA long night\n\n{BODY}"
        assert kinds(within)[2:] == [("metadata", "Fair cancelled"), ("heading", "A long night")], head


def test_a_credit_on_a_line_of_its_own_makes_what_stands_with_it_a_caption():
    for credit in ("[Joan Pell/Orlen Pictures]", "Orlen Images", "Foto: Jo Roe"):
        for block in (f"The mill on Monday.\n{credit}", f"{credit}\nThe mill on Monday"):
            found = kinds(f"Mill closes in Orlen\n\n{BODY}\n\n{block}\n\n{BODY}")
            assert {kind for kind, _ in found[1:]} == {"caption", "credit"}, block
    line = "The mill on Monday.Credit...Joan Pell for The Orlen Review"
    assert kinds(f"Mill closes in Orlen\n{line}\nORLEN, Nov 21 (Newswire) - {BODY}")[1:] == [
        ("caption", "The mill on Monday."),
        ("credit", "Credit...Joan Pell for The Orlen Review"),
        ("dateline", "ORLEN, Nov 21 (Newswire) -"),
    ]
    later = f"Mill closes in Orlen\n{BODY}\nORLEN — {BODY}\nUNESCO — a body of the UN — was not asked."
    assert kinds(later)[1:] == [("dateline", "ORLEN —")]
