"""The facts of the lessons, found once for all tests."""

from functools import cache

import build
import facts

from inotherwords.paths import OUTPUTS, SEEDS


@cache
def known():
    return facts.every(build.TEACHING, SEEDS, OUTPUTS)


@cache
def school():
    """The facts of the lesson on the phone ban."""
    return facts.every(build.SCHOOL, build.SCHOOL / "articles", build.SCHOOL)
