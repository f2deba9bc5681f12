"""environment.yml for conda, made from the lock: Python from conda, all else by pip.

`python -m inotherwords.environment` writes it; a test compares it with requirements.txt.
"""

import re

from inotherwords.corpus import PROJECT

PIN = re.compile(r"^([\w.-]+==[^\s;\\]+)\s*(;[^\\]*)?", re.MULTILINE)


def environment(lock: str) -> str:
    r"""Return the text of environment.yml for a lock file's text: the same pins, with their markers.

    >>> print(environment("six==1.17.0 \\\n    --hash=sha256:00\n").splitlines()[-1])
          - six==1.17.0
    """
    pins = [f"{pin} {marker.strip()}" if marker else pin for pin, marker in PIN.findall(lock)]
    lines = [
        "# Made from requirements.txt by `make lock`; a test keeps the two the same.",
        "name: inotherwords",
        "channels:",
        "  - conda-forge",
        "dependencies:",
        "  - python>=3.11",
        "  - pip",
        "  - pip:",
        *(f'      - "{pin}"' if ";" in pin else f"      - {pin}" for pin in pins),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    lock = (PROJECT / "requirements.txt").read_text(encoding="utf-8")
    (PROJECT / "environment.yml").write_text(environment(lock), encoding="utf-8")
