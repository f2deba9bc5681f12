"""The figures of statements: what is not found, and what is told otherwise."""

from told import act, evidence

from inotherwords.layers import schema
from inotherwords.report.figures import statements


def test_who_tells_of_the_same_act_otherwise_is_not_said_to_tell_nothing():
    acts = [act("a", 0), act("b", 0, patient="nine men", number=9.0), act("c", 0, event="the old war")]
    acts += [
        act("c", 9, patient="two horses", number=9.0),
        act("c", 20),
        act("c", 30, patient="the men", number=""),
    ]
    found = evidence(acts=schema.table("acts", acts))
    versions = schema.table("claims", [(1, "a", 0, 9, "own", "", "", "near", "two men were killed")])
    assert statements._tell_otherwise(found, versions) == {"b"}
    assert statements._tell_otherwise(found._replace(acts=schema.table("acts")), versions) == set()
