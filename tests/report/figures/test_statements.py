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


def test_of_a_version_that_hangs_on_another_act_the_figure_has_the_doer_all_the_same():
    text = "They shelled it, killing two men."
    shelled = (("a", 5, 12, "shelled", "active", *(50, 56), "", 13, 15, "it", ""), "shelling", "Guards")
    killing = (("a", 17, 24, "killing", "active", *(50, 56), "", 25, 32, "two men", 2.0), "killing", "Guards")
    rows = [(*places, "", deed, who, "pronoun", "", 0, "") for places, deed, who in (shelled, killing)]
    acts = schema.table("acts", rows)
    found = evidence(acts=acts, texts={"a": text})
    [row] = acts[acts["verb"] == "killing"].assign(start_version=17).itertuples()
    assert statements._cut(found, row)[:4] == ("They", "", "shelled it", "killing two men")
