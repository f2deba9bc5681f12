"""The command line: `inotherwords run [--corpus PATH] [--outputs DIR]`."""

import argparse
import sys
from importlib.metadata import version


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(
        prog="inotherwords", description="How an event is told, word by word, in several news articles."
    )
    top.add_argument("--version", action="version", version=f"inotherwords {version('inotherwords')}")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="run every notebook and put the results in place")
    run.add_argument(
        "--corpus",
        metavar="PATH",
        help="folder with one .txt file an article and articles.csv (default: seeds)",
    )
    run.add_argument(
        "--outputs", metavar="DIR", help="folder for the results, replaced as a whole (default: outputs)"
    )
    return top


def main(argv: list[str] | None = None) -> int:
    """Run a command and return its exit code.

    0 done; 1 the study failed; 2 something given cannot be used; 130 interrupted. After 1, 2 and 130
    the outputs are as they were, and one line on stderr says why.
    """
    options = parser().parse_args(argv)

    from inotherwords import pipeline  # after the parser: `--help` need not wait for pandas

    try:
        pipeline.run(options.corpus, options.outputs)
    except pipeline.InputError as fault:
        print(fault, file=sys.stderr)
        return 2
    except pipeline.StudyError as fault:
        print(f"{fault} (The outputs are as they were.)", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted. The outputs are as they were.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
