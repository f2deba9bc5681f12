"""The facts of the lessons, found once for all tests."""

from functools import cache

import build
import facts

from inotherwords.layers.files import read_table
from inotherwords.paths import OUTPUTS, SEEDS


@cache
def known():
    return facts.every(build.TEACHING, SEEDS, OUTPUTS)


@cache
def school():
    """The facts of the lesson on the phone ban."""
    return facts.every(build.SCHOOL, build.SCHOOL / "articles", build.SCHOOL)


def counted():
    """The rows of the table `labels` that the lesson on Aleppo counts: all of its group."""
    return read_table(OUTPUTS, "labels").query("actor == 'opposition_hts'")
