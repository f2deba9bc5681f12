"""The smallest study: two articles, and notebooks of one cell each."""

import nbformat

from inotherwords.reproduction.notebooks import serialise

KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


def write_corpus(folder):
    """Write a corpus of two articles that every rule accepts, and return its folder."""
    folder.mkdir()
    (folder / "a.txt").write_text("One article.\n", encoding="utf-8")
    (folder / "b.txt").write_text("Another article.\n", encoding="utf-8")
    (folder / "articles.csv").write_text("doc,outlet\na,A Paper\nb,B Paper\n", encoding="utf-8")
    return folder


def write_notebooks(folder, *sources, tags=("parameters",)):
    """Write a notebook for each piece of code and return their folder."""
    folder.mkdir(exist_ok=True)
    for number, source in enumerate(sources, start=1):
        parameters = "corpus = None\noutputs = None"
        cells = [
            nbformat.v4.new_markdown_cell("# A question", id="title"),
            nbformat.v4.new_code_cell(parameters, id="parameters", metadata={"tags": list(tags)}),
            nbformat.v4.new_code_cell(source, id="work"),
        ]
        notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
        (folder / f"0{number}_part.ipynb").write_bytes(serialise(notebook))
    return folder
