"""Every number of the ledger, counted again from the committed tables by plain loops.

Nothing here uses the library: each name leads to a function that reads the rows of the table it names.
"""

import collections
import csv
import inspect
import math
import re
import statistics
from functools import cache

import numpy as np
import pytest

from inotherwords.paths import OUTPUTS, PROJECT, SEEDS

OWN = ("own", "heading", "caption")
BE = ("was", "were", "been", "being", "is", "are")


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def rows(table, folder="tables"):
    return read(OUTPUTS / folder / f"{table}.csv")


SHORT = {row["doc"]: row["short"] for row in rows("articles")}
OUTLET = {row["doc"]: row["outlet"] for row in rows("articles")}
NAMES = {row["actor"]: row["name"] for row in read(SEEDS / "actors.csv")} | {"event": "the event"}
BODIES = {row["speaker"]: row["for"] or row["speaker"] for row in read(SEEDS / "speakers.csv")}
FAMILIES = {
    (row["actor"], row["label"]): row["family"] for row in read(SEEDS / "labels.csv") if row["family"]
}


def of(table, outlet):
    """The rows of a table on one article."""
    return [row for row in rows(table) if SHORT[row["doc"]] == outlet]


# Labels.


def mentions(who, outlet):
    return [row for row in of("labels", outlet) if NAMES[row["actor"]] == who]


def in_voice(who, words, outlet, voice):
    if outlet.endswith(" never"):
        raise AssertionError(outlet)
    if voice == "own voice":
        return sum(row["label"] == words and row["voice"] in OWN for row in mentions(who, outlet))
    own = [row for row in mentions(who, outlet) if FAMILIES.get((row["actor"], row["label"])) == words]
    voices = {"mentions": (*OWN, "attributed", "quoted"), "own": OWN}.get(voice, (voice,))
    return sum(row["voice"] in voices for row in own)


def with_label(who, label, outlet):
    """How often a label means an actor in an article, or in all that never mean another by it."""
    if not outlet.endswith(" never"):
        return sum(row["label"] == label for row in mentions(who, outlet))
    other = outlet.removesuffix(" never")
    without = [
        one for one in SHORT.values() if not any(row["label"] == label for row in mentions(other, one))
    ]
    return sum(row["label"] == label for one in without for row in mentions(who, one))


# Acts.


def acts(act):
    return [row for row in rows("acts") if row["act"] == act]


def in_claim(patient):
    """The claim of which most versions have an act done to so many, and these acts."""
    found = collections.defaultdict(dict)
    for version in rows("claims"):
        for row in rows("acts"):
            inside = int(version["start"]) <= int(row["start"]) < int(version["end"])
            if row["doc"] == version["doc"] and inside and row["number"] and row["act"] == "people killed":
                found[version["claim"]][row["doc"], row["start"]] = row
    claim = max(found, key=lambda claim: (len(found[claim]), -int(claim)))
    assert patient in [row["patient"] for row in found[claim].values()]
    return claim, list(found[claim].values())


def with_verb(_, patient, verb):
    found = 0
    for row in in_claim(patient)[1]:
        text = (SEEDS / f"{row['doc']}.txt").read_text(encoding="utf-8")
        before = text[: int(row["start"])].split()[-1]
        passive = row["form"] == "passive" and before in BE
        found += verb == (f"{before} {row['verb']}" if passive else row["verb"])
    return found


def sentences_of(act):
    found = collections.defaultdict(list)
    for row in acts(act):
        found[row["doc"], row["sentence"]].append(row)
    return list(found.values())


def with_doer(act, actor):
    named = [[row for row in own if row["agent"]] for own in sentences_of(act)]
    return sum(
        {row["agent_actor"] for row in own} == {actor} and {row["agent_by"] for row in own} != {"pronoun"}
        for own in named
    )


def with_pronoun(act, actor):
    named = [
        {(row["agent_actor"], row["agent_by"]) for row in own if row["agent"]} for own in sentences_of(act)
    ]
    return named.count({(actor, "pronoun")})


# Copy, sources.


def changes(kind, outlet):
    known = [row for row in of("wire", outlet) if row["confidence"] != "doubtful"]
    return sum(row["change"].split("+")[0] == kind for row in known)


def heard(source):
    return [
        row
        for row in rows("attributions")
        if source in [BODIES.get(s, s) for s in row["speaker"].split("; ")]
    ]


def articles_of_side(who):
    sides = [row for row in rows("attributions") if who in [NAMES.get(s) for s in row["side"].split("; ")]]
    return len({row["doc"] for row in sides})


def words_of_sides(outlet, sides):
    own = [row for row in of("share_of_voice", outlet) if row["side"] != "own voice"]
    if sides != "on somebody's word":
        own = [row for row in own if NAMES.get(row["side"], row["side"]) in sides.split("; ")]
    return sum(int(row["words"]) for row in own)


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


def told_words(outlet):
    """The places of the words that stand in sentences and captions."""
    told = [row for row in of("segments", outlet) if row["kind"] in ("sentence", "caption")]
    return [
        int(row["start"])
        for row in of("tokens", outlet)
        if any(int(part["start"]) <= int(row["start"]) < int(part["end"]) for part in told)
    ]


def words_shared(outlet):
    parts = [
        range(int(start), int(end))
        for _, _, *places in pairs()
        for doc, start, end in places
        if SHORT[doc] == outlet
    ]
    return sum(any(place in part for part in parts) for place in told_words(outlet))


# Figures: a row of the plotted table a thing drawn.


def mentions_drawn():
    actors = collections.Counter(row["actor"] for row in rows("labels"))
    assert len(rows("every-word", "figures")) == actors["opposition_hts"]
    return actors["opposition_hts"]


def stretches_drawn():
    drawn = rows("the-floor", "figures")
    assert all(int(row["start"]) < int(row["end"]) for row in drawn)
    return len(drawn)


def sources_drawn():
    articles = collections.defaultdict(set)
    for row in rows("words_of_source"):
        if row["actor"] == "opposition_hts":
            articles[row["source"]].add(row["doc"])
    return sum(len(docs) > 1 for docs in articles.values())


def claims_drawn():
    """Claims whose sure versions are on several words; offices and officers of one state are one source."""
    states = {
        row["speaker"]: row["side"]
        for row in rows("attributions")
        if row["source_type"] in ("government", "military")
    }
    told = collections.defaultdict(set)
    for row in rows("claims"):
        body = states.get(row["speaker"], BODIES.get(row["speaker"], row["speaker"]))
        if row["link"] != "paraphrase" and row["doubtful"] != "yes":
            told[row["claim"]].add("own" if row["told"] == "own" else body)
    return sum(len(bodies) > 1 for bodies in told.values())


# What may not be concluded.


WEEKDAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
ORDINALS = {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}


def is_compared(term, doc):
    """Whether keyness compares a word: no weekday, ordinal, number, single letter or name of its outlet."""
    if term in re.findall(r"\w+", OUTLET[doc].lower()) and term != "the":
        return False
    plain = re.sub(r"s$", "", term) in WEEKDAYS or term in ORDINALS
    return not plain and not re.fullmatch(r"\d[\d.,]*(?:st|nd|rd|th)?|[^\W\d_]", term)


def surprises():
    """The log-likelihood of each compared word in each article against the rest, from the counts alone."""
    counts = collections.defaultdict(dict)
    for row in rows("terms"):
        counts[row["term"]][row["doc"]] = int(row["count"])
    sizes = {doc: sum(term.get(doc, 0) for term in counts.values()) for doc in SHORT}
    every = sum(sizes.values())
    found = []
    for word, term in counts.items():
        for doc, size in sizes.items():
            if not is_compared(word, doc):
                continue
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


def over_the_limit():
    assert len(SURPRISES) == len(rows("keyness"))
    return sum(value > LIMIT for value in SURPRISES)


def smallest_p():
    """Benjamini & Hochberg: the smallest of all p · tests / rank."""
    ps = sorted(math.erfc(math.sqrt(max(value, 0) / 2)) for value in SURPRISES)
    return f"{min(p * len(ps) / rank for rank, p in enumerate(ps, 1)):.2g}"


@cache
def passed_by_chance(shuffled):
    """Deal the words, or the sentences, out anew as often as the table says, with the same seed."""
    [row] = [row for row in rows("chance") if row["shuffled"] == shuffled]
    tokens = rows("tokens")
    docs = list(dict.fromkeys(token["doc"] for token in tokens))
    terms = {term: n for n, term in enumerate(dict.fromkeys(token["term"] for token in tokens))}
    doc = np.array([docs.index(token["doc"]) for token in tokens])
    term = np.array([terms[token["term"]] for token in tokens])
    places = {place: n for n, place in enumerate(dict.fromkeys((t["doc"], t["segment"]) for t in tokens))}
    sentence = np.array([places[token["doc"], token["segment"]] for token in tokens])
    of_sentence = np.array([docs.index(place[0]) for place in places])
    compared = np.array([[is_compared(word, doc) for word in terms] for doc in docs])
    random, found = np.random.default_rng(20241129), []
    for _ in range(int(row["shuffles"])):
        dealt = random.permutation(doc if shuffled == "words" else of_sentence)
        given = dealt if shuffled == "words" else dealt[sentence]
        counts = np.zeros((len(docs), len(terms)))
        np.add.at(counts, (given, term), 1)
        sizes, uses, every = counts.sum(1, keepdims=True), counts.sum(0, keepdims=True), len(doc)
        cells = [
            (counts, sizes * uses),
            (uses - counts, (every - sizes) * uses),
            (sizes - counts, sizes * (every - uses)),
            (every - sizes - uses + counts, (every - sizes) * (every - uses)),
        ]
        surprise = sum(2 * n * np.log(np.where(n > 0, n * every / e, 1)) for n, e in cells)
        found.append(int((surprise[compared] > 3.84).sum()))
    return found


def by_chance(shuffled, what):
    found, part = passed_by_chance(shuffled), {"low": 0.025, "high": 0.975}.get(what)
    return round(np.mean(found)) if part is None else int(np.quantile(found, part, method="nearest"))


def floor(one, other):
    assert int(one) + int(other) == len(SHORT)
    return 1 / math.comb(len(SHORT), int(one))


ACCURACY = PROJECT / "lib" / "inotherwords" / "attribution" / "accuracy.csv"


def measured(measure, column):
    return int({row["measure"]: row for row in read(ACCURACY)}[measure][column])


def survivors(what):
    asked = collections.defaultdict(set)
    for row in rows("robustness"):
        asked[row["finding"]].add(row["holds"])
    return len(asked) if what == "sentences" else sum(holds == {"yes"} for holds in asked.values())


# All of them: what counts the numbers whose name has a form. `*` is any one part, given to the function.
RECOUNTS = {
    "labels/*/*/all": lambda who, outlet: len(mentions(who, outlet)),
    "labels/*/*/*/*": in_voice,
    "labels/*/*/*": with_label,
    "acts/*/*/articles": lambda _, patient: len({row["doc"] for row in in_claim(patient)[1]}),
    "acts/*/*/sentences": lambda _, patient: len(in_claim(patient)[1]),
    "acts/*/*/without a source": lambda _, patient: sum(
        row["claim"] == in_claim(patient)[0] and row["told"] == "own" for row in rows("claims")
    ),
    "acts/*/*/versions": lambda _, patient: sum(
        row["claim"] == in_claim(patient)[0] for row in rows("claims")
    ),
    "acts/*/*/*": with_verb,
    "acts/*/sentences": lambda act: len(sentences_of(act)),
    "acts/*/nobody named": lambda act: sum(
        not any(row["agent"] or row["event"] for row in own) for own in sentences_of(act)
    ),
    "acts/*/doer/*": with_doer,
    "acts/*/pronoun/*": with_pronoun,
    "acts/*/event/*": lambda act, event: sum(
        any(row["event"] == event for row in own) for own in sentences_of(act)
    ),
    "wire/places": lambda: sum(row["confidence"] != "doubtful" for row in rows("wire")),
    "wire/*/*": changes,
    "attributions/*/all": lambda source: len(heard(source)),
    "attributions/all": lambda: len(rows("attributions")),
    "attributions/side/*/articles": articles_of_side,
    "share_of_voice/*/*": words_of_sides,
    "shared_wording/words/*": lambda outlet: len(told_words(outlet)),
    "shared_wording/shared/*": words_shared,
    "figures/every-word/mentions": mentions_drawn,
    "figures/one-statement/sentences": lambda: len(rows("one-statement", "figures")),
    "figures/the-floor/stretches": stretches_drawn,
    "figures/one-source/sources": sources_drawn,
    "figures/the-pencil/places": lambda: sum(row["confidence"] != "doubtful" for row in rows("wire")),
    "figures/shared-pairs/pairs": lambda: len(pairs()),
    "figures/claims-matrix/claims": claims_drawn,
    "keyness/comparisons": lambda: len(rows("keyness")),
    "keyness/limit": lambda: f"{LIMIT:.2f}",
    "keyness/over the limit": over_the_limit,
    "keyness/smallest p": smallest_p,
    "chance/*/*": by_chance,
    "corrections_effect/corrections": lambda: len(read(SEEDS / "corrections.csv")),
    "corrections_effect/counts": lambda: len(rows("corrections_effect")),
    "articles/all": lambda: len(rows("articles")),
    "articles/permutation floor/* against *": floor,
    "accuracy/*/right of ten *": lambda measure, whole: round(
        10 * measured(measure, "right") / measured("person" if measure == "person" else "detection", whole)
    ),
    "accuracy/*/*": measured,
    "robustness/*": survivors,
}
FORMS = {re.compile(re.escape(form).replace(r"\*", "([^/]+)")): count for form, count in RECOUNTS.items()}


def recounted(name):
    """Return the value of a name, counted again by the function that takes the fewest parts from it."""
    found = [
        (len(match.groups()), count, match)
        for form, count in FORMS.items()
        if (match := form.fullmatch(name))
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
    assert [form.pattern for form in FORMS if not any(map(form.fullmatch, names))] == []


def test_nothing_of_the_library_counts_here():
    source = inspect.getsource(inspect.getmodule(recounted))
    assert re.findall(r"^(?:from|import) (inotherwords\S*.*)$", source, re.MULTILINE) == [
        "inotherwords.paths import OUTPUTS, PROJECT, SEEDS"
    ]
