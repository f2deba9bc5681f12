"""One system over all articles, once, in a process of its own.

`python measure.py SYSTEM parts.json result.json`
"""

import json
import resource
import sys
import time
from pathlib import Path

from systems import SYSTEMS, Attribution, System, Weights

Part = tuple[dict[str, str], Weights]  # articles, and weights of our decision that do not know them

WARM_UP = {"invented": "“We left at night,” said Ann Moore."}  # so that nothing is loaded while timed
BYTES = 1 if sys.platform == "darwin" else 1024  # in which ru_maxrss counts


def measure(system: System, parts: list[Part]) -> dict[str, object]:
    """Return what the system finds, its CPU seconds without loading, and the most memory it took, in bytes.

    `refused` is the number of paragraphs that it would not read.
    """
    predict = system.load()
    predict(WARM_UP, parts[0][1])
    found: dict[str, list[Attribution]] = {}
    refused = 0
    begin = time.process_time()
    for texts, weights in parts:
        here, more = predict(texts, weights)
        found |= here
        refused += more
    seconds = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * BYTES
    return {"seconds": seconds, "peak": peak, "refused": refused, "found": found}


def main(name: str, parts: str, result: str) -> None:
    """Read the articles, measure the system of this name, write the result."""
    [system] = [system for system in SYSTEMS if system.name == name]
    measured = measure(system, json.loads(Path(parts).read_text(encoding="utf-8")))
    Path(result).write_text(json.dumps(measured), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
