"""Two people's corrections of one corpus compared: what is an item, what agrees, what is said of it."""

import pandas as pd
import pytest

from inotherwords import cli
from inotherwords.coding import agreement
from inotherwords.coding.agreement_on_corrections import (
    compare_coders,
    list_codings,
    list_differences,
    report_agreement,
)
from inotherwords.corpus import corrections
from inotherwords.errors import InputError

TEXTS = {"a": "The rebels came. “We won,” Holt said.", "b": "Rebels have come."}
EMPTY = dict.fromkeys(corrections.COLUMNS, "") | {"text_sha256": corrections.hash_text(TEXTS["a"])}
THERE = EMPTY | {"layer": "label", "doc": "a", "start": 4, "end": 10, "words": "rebels"}
REMOVE = THERE | {"do": "remove"}
CHANGE = THERE | {"do": "change", "label": "fighter"}
ADD = THERE | {"do": "add", "start": 27, "end": 31, "words": "Holt", "actor": "rebels", "label": "Holt"}
SPEAKER = THERE | {"layer": "speaker", "do": "remove", "start": 17, "end": 26, "words": "“We won,”"}
NOW = [REMOVE, ADD, SPEAKER]


def table(*rows):
    return pd.DataFrame(rows, columns=corrections.COLUMNS)


def values(**named):
    """The value that each coder has for each item, in the order of the items."""
    found, _ = list_codings({coder: table(*rows) for coder, rows in named.items()})
    return found.groupby("item")["value"].agg(list).tolist()


# --- items and values ---


def test_a_decision_is_a_value_and_who_leaves_a_place_alone_has_what_is_there():
    there, gone = "as the program has it", "nothing there"
    assert values(AB=[REMOVE], CD=[REMOVE]) == [[gone, gone]]
    assert values(AB=[REMOVE], CD=[]) == [[gone, there]]
    assert values(AB=[ADD], CD=[]) == [["actor: rebels, label: Holt", gone]]
    # A speaker added by another stands in an attribution that is there.
    assert values(AB=[SPEAKER | {"do": "add", "speaker": "Ann"}], CD=[]) == [["speaker: Ann", there]]
    # An attribution and its speaker are one place; places that overlap are two.
    assert values(AB=[SPEAKER], CD=[SPEAKER | {"layer": "attribution"}]) == [["speaker: none", gone]]
    assert len(values(AB=[REMOVE], CD=[REMOVE | {"start": 0}])) == 2
    # So is a passage, from both sides.
    one = THERE | {"layer": "passage", "do": "remove", "doc_b": "b", "start_b": 0, "end_b": 6}
    other = one | {"doc": "b", "start": 0, "end": 6, "doc_b": "a", "start_b": 4, "end_b": 10}
    assert len(values(AB=[one], CD=[other])) == 1


# --- the report ---


def told(**named):
    return report_agreement({coder: table(*rows) for coder, rows in named.items()})


def test_the_report_tells_places_pairs_and_layers():
    report = told(AB=NOW, CD=[REMOVE, ADD | {"label": "Captain"}])
    assert "2 coders (AB, CD), 3 places that any of them corrected." in report
    assert "  AB: 3 places\n  CD: 2 places" in report
    assert "Wherever any of them corrected, AB and CD decide the same in 1 of 3 (33%)." in report
    assert "Where both of two corrected, AB and CD decide the same in 1 of 2 (50%)." in report
    assert "  label: all the same in 1 of 2\n" in report
    assert "  speaker: all the same in 0 of 1\n" in report
    assert "somebody who corrects what they notice has not coded all there is" in report
    assert "Where both of two corrected: no such place." in told(AB=[REMOVE], CD=[ADD])


def test_the_coefficients_are_those_of_a_case_worked_by_hand_or_it_is_said_why_there_are_none():
    # Both: nothing, nothing; nothing, as found; as found, nothing; nothing, nothing.
    rows = [THERE | {"do": "remove", "start": number} for number in range(4)]
    report = told(AB=[rows[0], rows[1], rows[3]], CD=[rows[0], rows[2], rows[3]])
    # Observed 2 of 4. Chance: 3/4 x 3/4 + 1/4 x 1/4 = 10/16. (0.5 - 0.625) / 0.375
    assert "Cohen's kappa, over all these places: -0.33." in report
    # Of 8 values 6 are "nothing": chance disagrees in 2 x 6 x 2 / (8 x 7) = 24/56. 1 - 0.5 / (24/56)
    assert "Krippendorff's alpha, over all these places: -0.17." in report
    report = told(AB=[REMOVE], CD=[REMOVE])
    for name in ("Krippendorff's alpha", "Cohen's kappa"):
        assert f"No {name}: every answer is “nothing there”" in report
    assert "kappa" not in told(AB=NOW, CD=[ADD], EF=[REMOVE])
    # Kappa leaves out what only one of two answered, and is of two coders.
    rows = [("A", "1", "x"), ("B", "1", "x"), ("A", "2", "y"), ("B", "2", "y"), ("A", "3", "y")]
    assert agreement.kappa(pd.DataFrame(rows, columns=agreement.CODING)) == 1
    with pytest.raises(ValueError, match="compares two coders"):
        agreement.kappa(pd.DataFrame([*rows, ("C", "1", "x")], columns=agreement.CODING))


def test_the_differences_are_listed_with_everybodys_answer_and_note():
    found = list_differences({"AB": table(REMOVE | {"note": "not them"}, ADD), "CD": table(CHANGE, ADD)})
    [row] = found.to_dict("records")
    assert (row["words"], row["answers"]) == ("rebels", "label: fighter: CD; nothing there: AB")
    assert row["notes"] == "AB: not them"


# --- the command ---


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "articles.csv").write_text("doc,outlet\na,A\nb,B\n")
    for doc, text in TEXTS.items():
        (tmp_path / f"{doc}.txt").write_text(text, encoding="utf-8")
    table(*NOW).assign(by="AB").to_csv(tmp_path / "corrections.csv", index=False)
    table(CHANGE, ADD).to_csv(tmp_path / "corrections.CD.csv", index=False)
    return tmp_path


def test_the_command_compares_the_files_beside_articles_of_any_form(folder, capsys, tmp_path_factory):
    output = tmp_path_factory.mktemp("out") / "differences.csv"
    for arguments in (["--output", str(output)], []):
        before = sorted(folder.iterdir())
        assert cli.main(["agreement", str(folder), *arguments]) == 0
        report = capsys.readouterr().out
        assert report.startswith("2 coders (AB, CD), 3 places that any of them corrected.")
        assert sorted(folder.iterdir()) == before
        (folder / "articles.csv").unlink(missing_ok=True)
    assert pd.read_csv(output)["words"].tolist() == ["“We won,”", "rebels"]


def refusal(folder, output=None):
    with pytest.raises(InputError) as refused:
        compare_coders(folder, output)
    return str(refused.value)


def test_what_cannot_be_compared_is_told(folder):
    output = folder / "corrections.x.csv"
    assert "lies in the corpus. Write it to another folder." in refusal(folder, output)
    other = folder / "corrections.CD.csv"
    other.rename(folder / "corrections.AB.csv")
    assert "corrections.csv: signed by a coder who has a file besides." in refusal(folder)
    (folder / "corrections.AB.csv").unlink()
    assert "corrections of one coder only" in refusal(folder)
    table().to_csv(other, index=False)
    assert refusal(folder).endswith("corrections.CD.csv: no rows. Fill it in, or take it away.")
