"""Two people's corrections of one corpus compared: what is an item, what agrees, what is said of it."""

import pandas as pd
import pytest

from inotherwords import cli
from inotherwords.coding import agreement
from inotherwords.coding.corrections import compare_coders, list_codings, list_differences, report_agreement
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


def test_the_same_decision_is_the_same_value():
    assert values(AB=[REMOVE], CD=[REMOVE]) == [["nothing there", "nothing there"]]


def test_who_leaves_a_place_alone_has_it_as_the_program_has_it():
    assert values(AB=[REMOVE], CD=[]) == [["nothing there", "as the program has it"]]


def test_where_only_others_add_there_is_nothing_for_who_leaves_it_alone():
    assert values(AB=[ADD], CD=[]) == [["actor: rebels, label: Holt", "nothing there"]]


def test_a_speaker_added_by_another_stands_in_an_attribution_that_is_there():
    added = SPEAKER | {"do": "add", "speaker": "Ann"}
    assert values(AB=[added], CD=[]) == [["speaker: Ann", "as the program has it"]]


def test_an_attribution_and_its_speaker_are_one_place():
    removed = SPEAKER | {"layer": "attribution"}
    assert values(AB=[SPEAKER], CD=[removed]) == [["speaker: none", "nothing there"]]


def test_a_passage_is_one_place_from_both_sides():
    one = THERE | {"layer": "passage", "do": "remove", "doc_b": "b", "start_b": 0, "end_b": 6}
    other = one | {"doc": "b", "start": 0, "end": 6, "doc_b": "a", "start_b": 4, "end_b": 10}
    assert len(values(AB=[one], CD=[other])) == 1


def test_places_that_overlap_without_being_the_same_are_two_items():
    assert len(values(AB=[REMOVE], CD=[REMOVE | {"start": 0}])) == 2


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


def test_the_report_says_that_corrections_are_no_coding_of_everything():
    assert "somebody who corrects what they notice has not coded all there is" in told(AB=[ADD], CD=[ADD])


def test_the_coefficients_of_a_case_worked_by_hand():
    # Both: nothing, nothing; nothing, as found; as found, nothing; nothing, nothing.
    rows = [THERE | {"do": "remove", "start": number} for number in range(4)]
    report = told(AB=[rows[0], rows[1], rows[3]], CD=[rows[0], rows[2], rows[3]])
    # Observed 2 of 4. Chance: 3/4 x 3/4 + 1/4 x 1/4 = 10/16. (0.5 - 0.625) / 0.375
    assert "Cohen's kappa, over all these places: -0.33." in report
    # Of 8 values 6 are "nothing": chance disagrees in 2 x 6 x 2 / (8 x 7) = 24/56. 1 - 0.5 / (24/56)
    assert "Krippendorff's alpha, over all these places: -0.17." in report


def test_a_coefficient_that_is_undefined_says_why():
    report = told(AB=[REMOVE], CD=[REMOVE])
    assert "No Krippendorff's alpha: every answer is “nothing there”" in report
    assert "No Cohen's kappa: every answer is “nothing there”." in report


def test_of_three_coders_there_is_no_kappa():
    assert "kappa" not in told(AB=NOW, CD=[ADD], EF=[REMOVE])


def test_coders_without_a_place_in_common_are_told_so():
    assert "Where both of two corrected: no such place." in told(AB=[REMOVE], CD=[ADD])


def test_the_differences_are_listed_with_everybodys_answer_and_note():
    found = list_differences({"AB": table(REMOVE | {"note": "not them"}, ADD), "CD": table(CHANGE, ADD)})
    [row] = found.to_dict("records")
    assert (row["words"], row["answers"]) == ("rebels", "label: fighter: CD; nothing there: AB")
    assert row["notes"] == "AB: not them"


# --- kappa ---


def test_kappa_leaves_out_what_only_one_of_two_answered():
    rows = [("A", "1", "x"), ("B", "1", "x"), ("A", "2", "y"), ("B", "2", "y"), ("A", "3", "y")]
    assert agreement.kappa(pd.DataFrame(rows, columns=agreement.CODING)) == 1


def test_kappa_is_refused_for_three_coders():
    rows = [(coder, "1", "x") for coder in "ABC"]
    with pytest.raises(ValueError, match="compares two coders"):
        agreement.kappa(pd.DataFrame(rows, columns=agreement.CODING))


# --- the command ---


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "articles.csv").write_text("doc,outlet\na,A\nb,B\n")
    for doc, text in TEXTS.items():
        (tmp_path / f"{doc}.txt").write_text(text, encoding="utf-8")
    table(*NOW).assign(by="AB").to_csv(tmp_path / "corrections.csv", index=False)
    table(CHANGE, ADD).to_csv(tmp_path / "corrections.CD.csv", index=False)
    return tmp_path


def test_the_command_compares_the_files_of_a_corpus_by_name(folder, capsys):
    assert cli.main(["agreement", str(folder)]) == 0
    assert capsys.readouterr().out.startswith("2 coders (AB, CD), 3 places that any of them corrected.")


def test_the_command_writes_the_differences_on_demand(folder, tmp_path_factory):
    output = tmp_path_factory.mktemp("out") / "differences.csv"
    assert cli.main(["agreement", str(folder), "--output", str(output)]) == 0
    assert pd.read_csv(output)["words"].tolist() == ["“We won,”", "rebels"]


def test_the_command_compares_corrections_beside_articles_of_any_form(folder, capsys):
    (folder / "articles.csv").unlink()
    before = sorted(folder.iterdir())
    assert cli.main(["agreement", str(folder)]) == 0
    assert capsys.readouterr().out.startswith("2 coders (AB, CD), 3 places that any of them corrected.")
    assert sorted(folder.iterdir()) == before


def refusal(folder, output=None):
    with pytest.raises(InputError) as refused:
        compare_coders(folder, output)
    return str(refused.value)


def test_one_coder_alone_cannot_be_compared(folder):
    (folder / "corrections.CD.csv").unlink()
    assert "corrections of one coder only" in refusal(folder)


def test_two_files_of_one_coder_are_not_compared(folder):
    (folder / "corrections.CD.csv").rename(folder / "corrections.AB.csv")
    assert "corrections.csv: signed by a coder who has a file besides." in refusal(folder)


def test_a_file_without_rows_is_named(folder):
    table().to_csv(folder / "corrections.CD.csv", index=False)
    assert refusal(folder).endswith("corrections.CD.csv: no rows. Fill it in, or take it away.")


def test_differences_are_not_written_among_the_corrections(folder):
    assert "lies in the corpus. Write it to another folder." in refusal(folder, folder / "corrections.x.csv")
