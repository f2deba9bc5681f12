"""What is saved and shown of a figure."""

import pytest
from pictures import alternative

from inotherwords.layers.files import sha256, table_bytes
from inotherwords.report import sentences
from inotherwords.report.figures import drawing, save, show, the_floor


@pytest.fixture(scope="module")
def saved(drawn, tmp_path_factory):
    folder, shown = tmp_path_factory.mktemp("saved"), []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawing, "display", lambda *bundle, **options: shown.append((bundle, options)))
        rows = {name: save(folder, name, drawing) for name, drawing in drawn.items()}
    return folder / "figures", rows, shown


def test_a_saved_picture_names_neither_date_nor_program(saved, drawn):
    for name in drawn:
        svg, png = ((saved[0] / f"{name}.{ending}").read_bytes() for ending in ("svg", "png"))
        about = svg[svg.index(b"<metadata>") : svg.index(b"</metadata>")]
        assert [word for word in (b"dc:date", b"dc:creator", b"Matplotlib") if word in about] == [], name
        assert [word for word in (b"Matplotlib", b"tEXt", b"tIME") if word in png] == [], name


def test_saving_writes_four_files_and_returns_the_row_of_the_table_of_figures(saved, drawn):
    folder, rows, _ = saved
    endings = ("csv", "png", "svg", "txt")
    assert {path.name for path in folder.iterdir()} == {f"{n}.{end}" for n in drawn for end in endings}
    for name, figure in drawn.items():
        data = table_bytes(figure.data)
        assert (folder / f"{name}.csv").read_bytes() == data
        assert (folder / f"{name}.txt").read_text(encoding="utf-8") == f"{alternative(figure)}\n"
        assert rows[name] == {"figure": name, "alt": figure.alt, "data_sha256": sha256(data)}


def test_a_reader_of_a_figure_sees_no_names_of_numbers(drawn, saved):
    folder, _, shown = saved
    assert sentences.numbers([drawn["claims-matrix"].alt]) != []
    svg, text = (
        (folder / f"claims-matrix{ending}").read_text(encoding="utf-8") for ending in (".svg", ".txt")
    )
    for seen in (svg, text, str(shown)):
        assert "A matrix of 5 statements" in seen
        assert "figures/claims-matrix" not in seen


def test_a_figure_is_shown_with_its_alternative_text_and_digest(drawn, shown, capsys):
    figure = drawn["the-floor"]
    show("the-floor", figure)
    [(bundle, options)] = shown
    said = alternative(figure)
    assert (bundle["text/plain"], options["metadata"]["image/png"]["alt"]) == (said, said)
    assert capsys.readouterr().out.split()[-1] == sha256(table_bytes(figure.data))[:16]


def written(figure):
    return " ".join(" ".join(text.get_text() for text in figure.figure.texts).split())


def test_a_table_without_room_for_all_articles_says_so(drawn_of_twelve):
    for name in ("one-source", "claims-matrix"):
        assert "Drawn are 5 of 12 articles" in written(drawn_of_twelve[name]), name


def test_who_has_the_floor_is_a_source_where_nobody_is_known_to_speak_for_an_actor(evidence):
    title = written(the_floor(evidence._replace(sides=frozenset())))
    assert title.startswith("Who has the floor: the Observatory in 4 of 5 articles")
