"""Rows of lists and tables that take no hold are told, by `inspect` and by a run, in the same words."""

import pytest

from inotherwords import cli, errors
from inotherwords.corpus import corrections
from inotherwords.reproduction import pipeline

LISTS = {
    "labels": "actor,label,part,pattern,reason,only_in\nmob,thug,head,thug*,,\nmob,lout,head,lout*,,\n"
    "mob,rower,head,rower*,,first\n",
    "speakers": "pattern,speaker,kind,side,source_type\nHolt,Holt,person,,\nBrandt,Brandt,person,,\n"
    "Holt,H,,,\n",
    "names": "variant,name,kind\nTürkiye,Turkey,spelling\n",
    "stopwords": "word\nthugs\nyesterday\n",
    "actors": "actor,name\nmob,the mob\nguild,the guild\n",
}
TOLD = [
    "labels.csv: in no article: “lout*” (row 3), “rower*” in “first” (row 4)",
    "speakers.csv: in no article: “Brandt” (row 3)",
    "names.csv: in no article: “Türkiye” (row 2)",
    "stopwords.csv: in no article: “yesterday” (row 3)",
    "speakers.csv: passed over, as a row above has the same pattern: “Holt” (row 4)",
    "actors.csv: in neither labels.csv nor speakers.csv: “guild” (row 3)",
]


@pytest.fixture
def corpus(tmp_path):
    """Two articles with lists of which some rows take no hold."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "first.txt").write_text("Thugs at the mill, says Holt\n\nThe mill stood still on Monday.")
    (folder / "second.txt").write_text("A dam broke\n\nThe row-\ners of Marwick saw it on Monday, said Holt.")
    (folder / "articles.csv").write_text("doc,outlet\nfirst,Echo\nsecond,Post\n")
    for name, rows in LISTS.items():
        (folder / f"{name}.csv").write_text(rows)
    return folder


def test_rows_whose_words_are_in_no_article_are_told_once_by_list_and_row(corpus, capsys):
    assert [f"{file}: {words}" for file, words in pipeline.check_corpus(corpus)] == TOLD
    assert cli.main(["inspect", str(corpus)]) == 0
    assert [line for line in capsys.readouterr().out.splitlines() if "(row " in line] == TOLD
    (corpus / "second.txt").write_text("Louts\n\nBrandt of Türkiye, of the guild, saw louts yesterday.")
    (corpus / "first.txt").write_text("Thugs\n\nHolt saw row-\ners and thugs.")
    for name in ("actors", "speakers"):
        rows = (corpus / f"{name}.csv").read_text().splitlines()
        (corpus / f"{name}.csv").write_text("\n".join(rows[:-1]))
    assert pipeline.check_corpus(corpus) == []
    (corpus / "labels.csv").rename(corpus / "label.csv")
    (corpus / "setting.toml").write_text("")
    (corpus / "notes.csv").write_text("")
    told = [f"{file}: {words}" for file, words in pipeline.check_corpus(corpus) if file != "actors.csv"]
    assert told == [f"{one}: not read. Is it {one.replace('.', 's.')}? Then call it so" for one in
                    ("label.csv", "setting.toml")]  # fmt: skip


def test_of_mixed_files_inspect_tells_and_refuses_what_a_run_does(corpus, tmp_path, capsys):
    """A row about a file that is not there is no article, kept or dropped."""
    (corpus / "second.txt").write_text("Louts at the dam\n\nBrandt of Marwick saw louts on Monday.")
    (corpus / "articles.csv").write_text("file,outlet\nfirst.txt,Echo\nsecond.txt,Post\nthird.txt,Sun\n")
    told = "articles.csv: about files that are not there: “third.txt” (row 4)"
    assert cli.main(["inspect", str(corpus)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [told, "labels.csv: in no article: “rower*” in “first” (row 4)"] == [
        line for line in lines if line.startswith(("articles.csv: about", "labels.csv"))
    ]
    assert lines[-1] == "Files: 2. Found: 2, of which kept: 2 articles, dropped: 0."
    folder = pipeline._imported(corpus, tmp_path / "corpus", pipeline.Settings())
    assert told in capsys.readouterr().out.splitlines()
    assert (folder / "rejected.csv").read_text() == "file,place,reason\n"
    rows = "doc,text_sha256,layer,do,start,end,words,actor,label\nfirst,,label,add,0,5,Thugs,mob,thug\n"
    (corpus / "corrections.csv").write_text(rows)
    assert cli.main(["inspect", str(corpus)]) == 2
    fault = capsys.readouterr().err
    assert "corrections.csv: row 2: " in fault
    with pytest.raises(errors.InputError) as refused:
        pipeline._imported(corpus, tmp_path / "again", pipeline.Settings())
    assert str(refused.value).rpartition("/")[2] == fault.strip().rpartition("/")[2]


SLIPS = {
    "labels": "actor,label,part,pattern,reason,only_in\nstrikers,thug,head,thug*,,\n"
    "strikers,thug,head,thug*,again,\n"
    "strkers,striker,head,striker*,,\npolice,hired thug,head,hired thugs,,\nguild,rower,head,rowers,,\n"
    "police,old rower,head,old rower*,,\n",
    "speakers": "pattern,speaker,kind,side,source_type\nHolt,Holt,person,strikers,\n"
    "Brandt,Brandt,person,polise,\n",
    "corrections": "doc,text_sha256,layer,do,start,end,words,speaker,side\n",
}
SLIPS_TOLD = [
    "labels.csv: always inside “old rower*” of another actor (row 7): “rowers” (row 6)",
    "labels.csv: the same as in a row above: “thug*” (row 3)",
    "labels.csv: do you mean “strikers”? actor “strkers” (row 4)",
    "speakers.csv: do you mean “police”? side “polise” (row 3)",
    "corrections.csv: a side that no list has: “pensioner” (row 2)",
    "outlets: one outlet under two names? “County Times” (1 article), “The County Times” (1 article)",
]


def test_rows_that_look_like_a_slip_are_told_with_their_place_and_what_may_be_meant(tmp_path):
    first = "Thugs at the mill\n\nThe thugs and strikers left, hired thugs came, says Holt."
    second = "A dam broke\n\nOld rowers saw Brandt."
    (tmp_path / "first.txt").write_text(first)
    (tmp_path / "second.txt").write_text(second)
    (tmp_path / "articles.csv").write_text("doc,outlet\nfirst,County Times\nsecond,The County Times\n")
    hashed = corrections.hash_text(first)
    start = first.index("hired")
    row = f"first,{hashed},speaker,change,{start},{start + 5},hired,Holt,pensioner\n"
    for name, rows in SLIPS.items():
        (tmp_path / f"{name}.csv").write_text(rows + row * (name == "corrections"))
    assert [f"{file}: {words}" for file, words in pipeline.check_corpus(tmp_path)] == SLIPS_TOLD
    (tmp_path / "second.txt").write_text(f"{second} Rowers left.")
    assert SLIPS_TOLD[0] not in [f"{file}: {words}" for file, words in pipeline.check_corpus(tmp_path)]
