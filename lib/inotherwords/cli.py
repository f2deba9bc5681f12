"""The command line: `inotherwords run`, `new`, `inspect`, `adopt`, `cite`, `check`, `compare` and others."""

import argparse
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(
        prog="inotherwords", description="How an event is told, word by word, in several news articles."
    )
    top.add_argument("--version", action="version", version=f"inotherwords {version('inotherwords')}")
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, do: Callable[[argparse.Namespace], int], told: str) -> Callable:
        """Add a command, and return the function that adds an argument to it."""
        made = commands.add_parser(name, help=told)
        made.set_defaults(do=do)
        return made.add_argument

    run = command("run", _run, "run every notebook and put the results in place")
    _add_study(run)
    run("--by", metavar="COLUMN", help="column of articles.csv to compare by (default: article, or outlet)")
    _add_encoding(run)
    run("--workers", metavar="N", help="processes at a time (default: one a processor)")
    run("--engine", choices=["processes", "dask"], default="processes", help="what computes")
    run("--scheduler", metavar="ADDRESS", help="of the Dask scheduler, for --engine dask")
    run("--resume", action="store_true", help="go on where the last run was stopped")
    new = command("new", _new, "make a folder to paste articles of your own into")
    new("folder", metavar="FOLDER", type=Path, help="the folder to make")
    inspect = command("inspect", _inspect, "say which articles are found, and what is dropped and why")
    told = "folder, file or table with articles, in any form that is read"
    inspect("path", metavar="PATH", type=Path, help=told)
    _add_encoding(inspect)
    inspect("--output", metavar="FILE.csv", type=Path, help="CSV file for every row")
    inspect("--json", action="store_true", help="print everything as JSON, for scripts")
    adopt = command("adopt", _adopt, "put the labels that a run proposes beside its articles")
    cite = command("cite", _cite, "print a finding as it is cited, with its numbers")
    for add in (adopt, cite):
        add("results", metavar="RESULTS", type=Path, help="the results of a run, or its folder")
    cite("number", metavar="NUMBER", type=int, help="of the sentence in findings.md")
    check = command("check", _check, "rebuild the study in scratch and compare it with what is committed")
    told = "file for the report (default: docs/check-report.txt)"
    check("--report", metavar="FILE", type=Path, help=told)
    compare = command("compare", _compare, "compare two executed runs")
    for name in ("first", "second"):
        told = f"the {name} run: a project, or the outputs of a run on another corpus"
        compare(name, metavar=name.upper(), type=Path, help=told)
    _add_study(command("html", _html, "make pages of a run: its notebooks, and an index"))
    told = "how far coding sheets agree, or the corrections of two coders"
    agreement = command("agreement", _agreement, told)
    told = "the filled-in sheets, one a coder; or a corpus with corrections.csv and corrections.AB.csv"
    agreement("folder", metavar="FOLDER", type=Path, help=told)
    told = "CSV file for the items on which they differ (default: none is written)"
    agreement("--output", metavar="FILE", type=Path, help=told)
    told = "of coding sheets: the articles that were coded (default: seeds)"
    agreement("--corpus", metavar="PATH", help=told)
    told = "of coding sheets: the results of the run on these articles (default: outputs)"
    agreement("--outputs", metavar="DIR", help=told)
    return top


def _add_encoding(add: Callable) -> None:
    add("--encoding", metavar="NAME", help="of files that do not say theirs (default: found out)")


def _add_study(add: Callable) -> None:
    """Let a command be told which study it is about, in one of two ways."""
    told = "a folder that `new` made: its articles, with the results beside them (default: the study)"
    add("folder", nargs="?", metavar="FOLDER", type=Path, help=told)
    told = "folder, file or table with articles, in any form that `inspect` finds (default: seeds)"
    add("--corpus", metavar="PATH", help=told)
    told = "folder for the results, replaced as a whole (default: outputs)"
    add("--outputs", metavar="DIR", help=told)


def _study(options: argparse.Namespace) -> tuple[str | Path | None, Path | None]:
    """Return the corpus and the outputs that were meant; None: the project's own."""
    from inotherwords.corpus import list_folders
    from inotherwords.errors import InputError

    if not options.folder:
        return options.corpus, options.outputs and Path(options.outputs).absolute()
    if options.corpus or options.outputs:
        raise InputError(
            f"{options.folder}: brings its own articles and results. Leave --corpus and --outputs out."
        )
    return list_folders(options.folder)


def main(argv: list[str] | None = None) -> int:
    """Run a command and return its exit code.

    0 done, or no difference; 1 the study failed, or a difference; 2 something given cannot be used; 130
    interrupted. After 1, 2 and 130 of `run` the outputs are as they were, and one line on stderr says why.
    """
    options = parser().parse_args(argv)

    # jsonschema would spend more than a second on a grammar of addresses, of which a notebook has none.
    sys.modules.setdefault("rfc3987_syntax", None)

    # After the parser: `--help` need not wait for pandas.
    from inotherwords import errors, paths

    try:
        return options.do(options)
    except errors.InputError as fault:
        print(fault, file=sys.stderr)
        return 2
    except errors.StudyError as fault:
        print(f"{fault} (The outputs are as they were.)", file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever read what is printed has gone
        sys.stdout = None
        return 1
    except OSError as fault:
        place = paths.shown(Path(fault.filename)) if fault.filename else "a file"
        reason = f"{place}: cannot be read or written ({fault.strerror}). Make room or give leave to."
        print(reason, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Interrupted. The outputs are as they were.", file=sys.stderr)
        return 130


def _run(options: argparse.Namespace) -> int:
    from inotherwords import reproduction

    corpus, outputs = _study(options)
    reproduction.warm_up()  # it loads beside this process, which has still to load the rest
    settings = reproduction.Settings(options.by, options.encoding, _engine(options), options.resume)
    reproduction.run_study(corpus, outputs, settings=settings)
    if options.folder:
        print(f"Open first: {outputs / 'reader.html'}")
    return 0


def _engine(options: argparse.Namespace) -> dict[str, str]:
    """Return the settings of the workplace that were given, by their names in the environment."""
    from inotherwords.errors import InputError
    from inotherwords.layers import workspace

    if (options.engine == "dask") != bool(options.scheduler):
        raise InputError("--engine dask and --scheduler ADDRESS belong together. Give both, or neither.")
    given = {workspace.WORKERS: options.workers, workspace.SCHEDULER: options.scheduler}
    return {name: value for name, value in given.items() if value}


def _new(options: argparse.Namespace) -> int:
    from inotherwords.corpus import ARTICLES, make_folder
    from inotherwords.paths import program

    make_folder(options.folder)
    articles = options.folder / ARTICLES
    print(
        f"Made {options.folder}. Its READ ME.txt says more.\n"
        f"1. Paste an article into {articles / 'first.txt'} and another into second.txt.\n"
        f"2. Write the names of the newspapers into {articles / 'articles.csv'}.\n"
        f'3. Run: {program()} run "{options.folder}"   or: make run NAME="{options.folder}"'
    )
    return 0


def _results(folder: Path) -> Path:
    """Return the folder with results that was meant: itself, or that of a folder that `new` made."""
    from inotherwords.corpus import RESULTS

    inside = folder.absolute() / RESULTS
    return inside if (inside / "manifest.json").is_file() else folder.absolute()


def _adopt(options: argparse.Namespace) -> int:
    from inotherwords import proposals
    from inotherwords.paths import shown

    target, rows = proposals.adopt_labels(_results(options.results))
    print(
        f"{rows} labels are in {shown(target)} now, as they were proposed. Read them: whom a row means\n"
        "(actor) may be wrong, and a row that names nobody has to go. Then run the study again."
    )
    return 0


def _cite(options: argparse.Namespace) -> int:
    from inotherwords.report import methods

    print(methods.cite(_results(options.results), options.number))
    return 0


def _inspect(options: argparse.Namespace) -> int:
    from inotherwords.corpus import find_articles
    from inotherwords.corpus.formats import inspecting
    from inotherwords.errors import InputError
    from inotherwords.paths import shown
    from inotherwords.reproduction import check_lists

    path = find_articles(options.path.absolute())
    check_lists(path if path.is_dir() else path.parent)  # as a run does
    output = options.output and options.output.absolute()
    words, kept = inspecting.inspect(path, options.encoding, output, options.json)
    print(words)
    if kept < 2:
        found = "one article only" if kept else "no article that can be kept"
        raise InputError(f"{shown(path)}: {found}. The study compares articles: two are needed at least.")
    return 0


def _check(options: argparse.Namespace) -> int:
    from inotherwords import reproduction

    return int(
        reproduction.check_study((options.report or reproduction.REPORT).absolute()) != reproduction.FULL
    )


def _compare(options: argparse.Namespace) -> int:
    from inotherwords import reproduction

    told, same = reproduction.compare_runs(options.first.absolute(), options.second.absolute())
    print(told)
    return int(not same)


def _html(options: argparse.Namespace) -> int:
    from inotherwords import pages

    folder = pages.write_pages(*_study(options))
    made = list(folder.iterdir())
    size = sum(path.stat().st_size for path in made) / 1e6
    index = (folder / "index.html").relative_to(folder.parents[1]).as_posix()
    print(f"{len(made)} pages, {size:.1f} MB\n\nLook at: {index}")
    return 0


def _agreement(options: argparse.Namespace) -> int:
    from inotherwords import coding
    from inotherwords.corpus import corrections
    from inotherwords.layers.workspace import locate

    folder, output = options.folder.absolute(), options.output and options.output.absolute()
    if corrections.list_correction_files(folder):
        print(coding.compare_coders(folder, output))
    else:
        print(coding.compare_sheets(folder, *locate(options.corpus, options.outputs), output))
    return 0


if __name__ == "__main__":
    sys.exit(main())
