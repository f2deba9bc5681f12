"""Every number of the ledger, counted again from the committed tables by plain loops.

Nothing here uses the library: each name leads to a function that reads the rows of the table it names.
"""

import collections
import csv
import inspect
import itertools
import math
import re
import statistics

import pytest

from inotherwords.paths import OUTPUTS

NAMES = {  # as readers see them
    "opposition_hts": "HTS and its allies",
    "syrian_government": "Syrian state",
    "usa_west": "US and the West",
    "event": "the event",
    "israel": "Israel",
    "iran": "Iran",
    "turkey": "Turkey",
    "several": "several sides",
}
DONE = {
    "relabel": "named otherwise",
    "delete": "left out",
    "rewrite": "rewritten",
    "dequote": "quotation marks taken away",
    "truncate": "cut short",
    "spelling": "spelt otherwise",
    "typography": "set otherwise",
}
WHERE = {
    "own": "in the article's own voice",
    "heading": "in the article's own voice",
    "attributed": "inside a paraphrase",
    "": "without any words in its place",
}
RECOUNTS = {}  # pattern of a name → what counts it


def recounts(pattern):
    """Let a function count the numbers whose name has a form: `*` is any one part, given to the function."""

    def keep(function):
        RECOUNTS[re.compile(re.escape(pattern).replace(r"\*", "([^/]+)"))] = function
        return function

    return keep


def rows(table, folder="tables"):
    with (OUTPUTS / folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


SHORT = {row["doc"]: row["short"] for row in rows("articles")}


def of(table, outlet):
    """The rows of a table on one article."""
    return [row for row in rows(table) if SHORT[row["doc"]] == outlet]


def named(actor):
    return NAMES.get(actor, actor)


# Labels.


def labels(who, label, *voices):
    return [
        row
        for row in rows("labels")
        if (named(row["actor"]), row["label"]) == (who, label) and row["voice"] in voices
    ]


@recounts("labels/*/*/own voice/*")
def own_voice(who, label, outlet):
    used = [SHORT[row["doc"]] for row in labels(who, label, "own", "heading")]
    if outlet != "articles without":
        return used.count(outlet)
    # An article is not without a label that stands inside the words of another label of the actor.
    uses = labels(who, label, "own", "heading", "attributed", "quoted")
    forms = {f" {plain_words(text)} " for text in [label, *(row["text"] for row in uses)]}
    longer = {
        SHORT[row["doc"]]
        for row in rows("labels")
        if named(row["actor"]) == who and row["label"] != label and row["voice"] in ("own", "heading")
        if any(form in f" {plain_words(row['text'])} " for form in forms)
    }
    return len({*SHORT.values()} - {*used} - longer)


def plain_words(text):
    return " ".join(re.findall(r"\w+", text.lower()))


@recounts("labels/*/*/in paraphrase")
def paraphrased(who, label):
    return len(labels(who, label, "attributed"))


@recounts("labels/fewest uses")
def fewest_uses():
    return 3  # what the study's setting says; no row of a table has it


@recounts("labels/seldom used")
def labels_seldom_used():
    told = {row["name"].split("/")[1] for row in rows("numbers") if "/own voice/" in row["name"]}
    used = {(named(row["actor"]), row["label"]) for row in rows("labels")}
    seldom = 0
    for who, label in used:
        own, paraphrased = len(labels(who, label, "own", "heading")), len(labels(who, label, "attributed"))
        seldom += who in told and (not own or own + paraphrased < 3)
    return seldom


@recounts("labels/*/*/any voice/*")
def any_voice(who, label, outlet):
    return sum((named(row["actor"]), row["label"]) == (who, label) for row in of("labels", outlet))


@recounts("labels/all/*")
def all_labels(outlet):
    return len(of("labels", outlet))


# A label stands in the article's own wording if no verbatim or near passage covers its first letter.


def own_wording(outlet):
    covered = collections.defaultdict(set)
    for row in rows("passages"):
        if row["kind"] in ("verbatim", "near"):
            for side in "ab":
                covered[row[f"doc_{side}"]] |= {*range(int(row[f"start_{side}"]), int(row[f"end_{side}"]))}
    return [row for row in of("labels", outlet) if int(row["start"]) not in covered[row["doc"]]]


@recounts("own_labels/own wording/*")
def own_labels(outlet):
    kept = len(own_wording(outlet))
    assert kept == sum(int(row["own_count"]) for row in of("own_labels", outlet))
    return kept


@recounts("own_labels/*/*/own wording/*")
def own_uses(who, label, outlet):
    return sum((named(row["actor"]), row["label"]) == (who, label) for row in own_wording(outlet))


# Whose word.


def words(table, outlet, column, without=()):
    return sum(int(row[column]) for row in of(table, outlet) if row["side"] not in without)


@recounts("share_of_voice/words/*")
def all_words(outlet):
    return sum(int(row["count"]) for row in of("terms", outlet))


@recounts("share_of_voice/on somebody's word/*")
def on_somebodys_word(outlet):
    return words("share_of_voice", outlet, "words", ["own voice"])


@recounts("share_of_voice/source or side unknown/*")
def unknown_side(outlet):
    return sum(int(row["words"]) for row in of("share_of_voice", outlet) if row["side"] == "unknown")


@recounts("share_of_voice/by a doubtful attribution only/*")
def doubtful(outlet):
    return words("share_of_voice", outlet, "doubtful")


@recounts("share_of_voice/side given most words/*")
def largest_side(outlet):
    known = [row for row in of("share_of_voice", outlet) if row["side"] not in ("own voice", "unknown")]
    return max(int(row["words"]) for row in known)


@recounts("own_share_of_voice/words/*")
def own_words(outlet):
    return sum(int(row["own_count"]) for row in of("own_terms", outlet))


@recounts("own_share_of_voice/on somebody's word/*")
def own_words_on_somebodys_word(outlet):
    return words("own_share_of_voice", outlet, "own_words", ["own voice"])


@recounts("quoted_words/*/in paraphrase/*")
def paraphrased_words(side, outlet):
    [row] = [row for row in of("quoted_words", outlet) if named(row["side"]) == side]
    return row["attributed"]


# Sources and cues.


@recounts("attributions/*/articles with it")
def articles_with(speaker):
    return len({row["doc"] for row in rows("attributions") if speaker in row["speaker"].split("; ")})


@recounts("attributions/with a cue/*")
def cued(outlet):
    return sum(row["cue"] != "" for row in of("attributions", outlet))


@recounts("attributions/cue does more than report/*")
def special_cues(outlet):
    return sum(
        row["cue"] != "" and row["cue_class"] not in ("neutral", "other")
        for row in of("attributions", outlet)
    )


@recounts("segments/sentences/*")
def sentences(outlet):
    return sum(row["kind"] == "sentence" for row in of("segments", outlet))


@recounts("unsourced/sentences/*")
def unsourced(outlet):
    """Sentences that no content of an attribution touches."""
    contents = [row for row in of("attribution_spans", outlet) if row["role"] == "content"]
    return sum(
        all(
            int(span["end"]) <= int(row["start"]) or int(row["end"]) <= int(span["start"])
            for span in contents
        )
        for row in of("segments", outlet)
        if row["kind"] == "sentence"
    )


# What is shared.


def pairs():
    """The verbatim and near passages, each as its similarity, number and two places."""
    return [
        (
            float(row["similarity"]),
            int(row["passage"]),
            *((row[f"doc_{side}"], row[f"start_{side}"], row[f"end_{side}"]) for side in "ab"),
        )
        for row in rows("passages")
        if row["kind"] != "paraphrase"
    ]


def groups():
    """The sentences joined where every two of a group are a pair, the most alike first."""
    linked = {frozenset(pair[2:]) for pair in pairs()}
    found = [{place} for pair in pairs() for place in pair[2:]]
    found = [set(group) for group in {frozenset(group) for group in found}]
    for _, _, a, b in sorted(pairs(), key=lambda pair: (-pair[0], pair[1])):
        [one], [other] = ([group for group in found if place in group] for place in (a, b))
        if one is not other and all(frozenset(both) in linked for both in itertools.product(one, other)):
            found.remove(other)
            one |= other
    return [group for group in found if len(group) > 1]


@recounts("passages/verbatim or near/pairs")
def shared_pairs():
    return len(pairs())


@recounts("passages/verbatim or near/groups")
def shared_groups():
    return len(groups())


@recounts("passages/verbatim or near/groups over three or more articles")
def wide_groups():
    return sum(len({doc for doc, _, _ in group}) >= 3 for group in groups())


@recounts("figures/shared-passages/sentences")
def numbered_sentences():
    drawn = len({row["cluster"] for row in rows("shared-passages", "figures")} - {"0"})
    assert drawn == len(groups())
    return drawn


def told_words(outlet):
    """The places of the words that stand in sentences and captions."""
    told = [row for row in of("segments", outlet) if row["kind"] in ("sentence", "caption")]
    return [
        int(row["start"])
        for row in of("tokens", outlet)
        if any(int(part["start"]) <= int(row["start"]) < int(part["end"]) for part in told)
    ]


@recounts("shared_wording/words/*")
def words_told(outlet):
    return len(told_words(outlet))


@recounts("shared_wording/shared/*")
def words_shared(outlet):
    parts = [
        range(int(start), int(end))
        for _, _, *places in pairs()
        for doc, start, end in places
        if SHORT[doc] == outlet
    ]
    return sum(any(place in part for part in parts) for place in told_words(outlet))


@recounts("wire/places/*")
def known_places(outlet):
    known = [SHORT[row["doc"]] for row in rows("wire")]
    return len(known) if outlet == "all" else known.count(outlet)


@recounts("wire/*/*")
def changes(done, part):
    rows_with = [row for row in rows("wire") if done in [DONE[kind] for kind in row["change"].split("+")]]
    if part == "all":
        return len(rows_with)
    return sum(part in (SHORT[row["doc"]], WHERE[row["voice"]]) for row in rows_with)


# Claims.


def versions():
    """Of each claim the version of each article that is most firmly tied, and of these the longest."""
    found = collections.defaultdict(dict)
    for row in rows("claims"):
        tied = ["paraphrase", "near", "verbatim"].index(row["link"])
        key = (tied, int(row["end"]) - int(row["start"]))
        row["firm"] = row["link"] != "paraphrase" and row["doubtful"] != "yes"
        if key > found[row["claim"]].get(row["doc"], ((-1,),))[0]:
            found[row["claim"]][row["doc"]] = (key, row)
    return [[row for _, row in docs.values()] for docs in found.values()]


@recounts("claims/all")
def all_claims():
    return len({row["claim"] for row in rows("claims")})


@recounts("claims/told by * articles/*")
def told_by(docs, part):
    found = sum(len(claim) == int(docs) for claim in versions())
    assert found > 0
    return {"claims": found, "articles": docs}[part]


@recounts("claims/told in another voice/all")
def told_in_another_voice():
    return sum(len({row["told"] for row in claim}) > 1 for claim in versions())


@recounts("claims/told in another voice/neither candidates nor doubtful")
def surely_told_in_another_voice():
    return sum(len({row["told"] for row in claim if row["firm"]}) > 1 for claim in versions())


@recounts("figures/labels-of-one-actor/mentions")
def mentions_of_one_actor():
    drawn = [(row["actor"], row["label"], row["doc"]) for row in rows("labels-of-one-actor", "figures")]
    return sum((row["actor"], row["label"], row["doc"]) in set(drawn) for row in rows("labels"))


@recounts("figures/other-words/sentences")
def sentences_set():
    return len({row["sentence"] for row in rows("other-words", "figures")})


@recounts("figures/other-words/versions")
def versions_set():
    return len({(row["sentence"], row["doc"], row["version"]) for row in rows("other-words", "figures")})


@recounts("figures/claims-matrix/claims")
def drawn_claims():
    return len({row["claim"] for row in rows("claims-matrix", "figures")})


# What may not be concluded.


def surprises():
    """The log-likelihood of each word in each article against the rest, from the counts alone."""
    counts = collections.defaultdict(dict)
    for row in rows("terms"):
        counts[row["term"]][row["doc"]] = int(row["count"])
    sizes = {doc: sum(term.get(doc, 0) for term in counts.values()) for doc in SHORT}
    every = sum(sizes.values())
    found = []
    for term in counts.values():
        for doc, size in sizes.items():
            inside, uses = term.get(doc, 0), sum(term.values())
            cells = [
                (inside, uses * size),
                (uses - inside, uses * (every - size)),
                (size - inside, (every - uses) * size),
                (every - size - uses + inside, (every - uses) * (every - size)),
            ]
            found.append(2 * sum(n * math.log(n * every / expected) for n, expected in cells if n))
    return found


SURPRISES = surprises()
LIMIT = statistics.NormalDist().inv_cdf(0.975) ** 2  # of a chi-squared with one degree of freedom


@recounts("keyness/comparisons")
def comparisons():
    return len(rows("keyness"))


@recounts("keyness/limit")
def limit():
    return f"{LIMIT:.2f}"


@recounts("keyness/over the limit")
def over_the_limit():
    assert len(SURPRISES) == len(rows("keyness"))
    return sum(value > LIMIT for value in SURPRISES)


@recounts("keyness/smallest p")
def smallest_p():
    """Benjamini & Hochberg: the smallest of all p · tests / rank."""
    ps = sorted(math.erfc(math.sqrt(max(value, 0) / 2)) for value in SURPRISES)
    return f"{min(p * len(ps) / rank for rank, p in enumerate(ps, 1)):.2g}"


@recounts("articles/all")
def articles():
    return len(rows("articles"))


@recounts("articles/permutation floor/* against *")
def floor(one, other):
    assert int(one) + int(other) == len(SHORT)
    return 1 / len(list(itertools.combinations(SHORT, int(one))))


@recounts("articles/half")
def half():
    return len(SHORT) // 2


@recounts("articles/other half")
def other_half():
    return len(SHORT) - half()


@recounts("robustness/findings/*")
def survivors(when):
    asked = collections.defaultdict(set)
    for row in rows("robustness"):
        asked[row["finding"], row["whole"]].add(row["holds"])
    answers = {"each time": {"yes"}, "at times": {"yes", "no"}, "never": {"no"}}
    return sum(when == "all" or holds == answers[when] for holds in asked.values())


# All of them.


def recounted(name):
    """Return the value of a name, counted again by the function that takes the fewest parts from it."""
    found = [
        (len(match.groups()), count, match)
        for pattern, count in RECOUNTS.items()
        if (match := pattern.fullmatch(name))
    ]
    assert found, f"{name}: counted nowhere here. Add a recount for names of that form."
    _, count, match = min(found, key=lambda one: one[0])
    return str(count(*match.groups()))


def test_every_number_is_what_the_rows_of_the_tables_make():
    stated = {row["name"]: row["value"] for row in rows("numbers")}
    counted = {name: recounted(name) for name in stated}
    assert {name: (value, counted[name]) for name, value in stated.items() if value != counted[name]} == {}


def test_a_name_that_nothing_counts_is_told():
    with pytest.raises(AssertionError, match="labels/no such thing: counted nowhere here"):
        recounted("labels/no such thing")


def test_each_recount_is_used():
    names = [row["name"] for row in rows("numbers")]
    assert [pattern.pattern for pattern in RECOUNTS if not any(map(pattern.fullmatch, names))] == []


def test_nothing_of_the_library_counts_here():
    source = inspect.getsource(inspect.getmodule(recounted))
    assert re.findall(r"^(?:from|import) (inotherwords\S*.*)$", source, re.MULTILINE) == [
        "inotherwords.paths import OUTPUTS"
    ]
