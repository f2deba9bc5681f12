"""The eight sentences: what a reader who reads nothing else should know of a corpus.

Each is a function from the evidence to a sentence, or to None where the corpus does not bear it out.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from inotherwords import claims, settings
from inotherwords.claims import ACTIVE, BESIDE, PASSIVE
from inotherwords.naming import EVENT, divided_labels, readable
from inotherwords.report.findings.evidence import Evidence, by_source, fold_voices, most_first
from inotherwords.report.findings.templates import tell
from inotherwords.report.sentences import Number, Sentence, join, say, unit_words
from inotherwords.text import quantities
from inotherwords.text.words import to_singular

VOICES = {
    "own": "{n} in {units:its|their} own voice",
    "attributed": "{n} in paraphrase",
    "quoted": "{n} in quotation marks",
}
AUXILIARIES = re.compile(r"(?:\b(?:have|has|had|will|would|was|were|is|are|be|been|being) )+$")
CUTS = ("delete", "truncate")
COUNTS = ("shared", "words")  # of an article's words
DONE = {  # what was done to copy, one and several, in the order in which it is told
    "relabel": "change of name|changes of name",
    "delete": "cut|cuts",
    "add": "addition|additions",
    "rewrite": "rewriting|rewritings",
    "dequote": "quotation turned into narration|quotations turned into narration",
    "kept": "phrase kept|phrases kept",
}
LANGUAGES = {
    "fr": "French",
    "de": "German",
    "es": "Spanish",
    "ar": "Arabic",
    "ru": "Russian",
    "it": "Italian",
}


def _quoted(words: Iterable[str]) -> list[str]:
    return [f"“{word}”" for word in dict.fromkeys(words)]


def list_words(uses: pd.DataFrame) -> list[str]:
    """Return the labels that stand in some mentions, those used most first.

    For a label that is no printed word ("armed" of gunmen) stands the word it is most often printed as; one
    that holds another of them ("takfiri terrorist") is told by that. `uses` has label and text.

    >>> uses = pd.DataFrame({"label": ["mob", "big mob", "armed"], "text": ["mob", "big mob", "gunmen"]})
    >>> list_words(uses)
    ['gunmen', 'mob']
    """
    words = []
    for label in most_first(uses["label"]).index:
        own = uses.loc[uses["label"] == label, "text"]
        printed = own.str.casefold().str.contains(label.casefold(), regex=False).any()
        words.append(label if printed else most_first(own).index[0])
    return [word for word in words if not any(f" {one} " in f" {word} " for one in words if one != word)]


def quote_words(words: list[str]) -> str:
    """Return words as a sentence prints them: all, or of many the first.

    >>> quote_words(["terrorist", "takfiri"]), quote_words(["rioter", "mob", "thug", "lout"])
    ('“terrorist” or “takfiri”', '“rioter”, “mob”, “thug” or the like')
    """
    shown = _quoted(words)[: settings.WORDS_COMPARED]
    return join([*shown, *["the like"] * (len(set(words)) > len(shown))], "or")


class Vocabularies(NamedTuple):
    """An actor, its mentions with their family, and the units that each family leads (`_leads`).

    `mostly`: in more than half of all mentions; else only of those by a word of a family, not by a name.
    """

    actor: str
    rows: pd.DataFrame
    leading: dict[str, list[str]]
    mostly: bool

    def of(self, family: str) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return the mentions in the units that a family leads, and those of them in its words."""
        mentions = self.rows[self.rows["doc"].isin(self.leading[family])]
        return mentions, mentions[mentions["family"] == family]


def find_vocabularies(evidence: Evidence) -> list[Vocabularies]:
    """Return the actors whom units call by words of several families, those that differ most often first.

    The event comes last. Where names leave too few units with a family in most of all mentions, counted is
    in most of those by a family's word, of families used FEWEST times.
    """
    found = []
    for actor in evidence.named():
        rows = evidence.labels[evidence.labels["actor"] == actor]
        pairs = zip(rows["actor"], rows["label"], strict=True)
        rows = rows.assign(family=[evidence.families.get(pair, "") for pair in pairs])
        for mostly, base in ((True, rows), (False, rows[rows["family"] != ""])):
            leading: dict[str, list[str]] = defaultdict(list)
            for doc, own in base.groupby("doc"):
                family = _leads(own)  # of a few among many names once is no way to speak
                if family and (mostly or len(own) > 1):
                    leading[family].append(doc)
            one = Vocabularies(actor, rows, dict(leading), mostly)
            often = {family: len(one.of(family)[1]) for family in leading}
            if not mostly:
                for family in [family for family, n in often.items() if n < settings.FEWEST]:
                    del one.leading[family], often[family]
            if len(often) > 1:
                found.append((actor == EVENT, -sorted(often.values())[-2], one))
                break
    return [one for *_, one in sorted(found, key=lambda each: each[:2])]


def _leads(rows: pd.DataFrame) -> str:
    """Return the family of more than half of some mentions, also of those outside quotation marks; or "".

    A word that stands only in a source's quotation marks is not how the unit speaks.
    """
    families, voices = rows["family"].tolist(), rows["voice"].tolist()
    told = [family for family, voice in zip(families, voices, strict=True) if voice != "quoted"]
    return next((one for one in {*families} if one and _is_most(one, families) and _is_most(one, told)), "")


def _is_most(one: str, of: list[str]) -> bool:
    return 2 * of.count(one) > len(of)


def two_vocabularies(evidence: Evidence) -> Sentence | None:
    """Say by which words units call one actor in more than half of their mentions, if not all by the same.

    In short articles, which mention the actor twice at most on average, of a second one, too.
    """
    found = find_vocabularies(evidence)
    if not found:
        return None
    short = len(found[0].rows) <= settings.FEW_MENTIONS * found[0].rows["doc"].nunique()
    more = [say(" {one}", one=_vocabularies(evidence, one, " as well")) for one in found[1:2] if short]
    return _vocabularies(evidence, found[0], more=more)


def _vocabularies(evidence: Evidence, found: Vocabularies, as_well: str = "", more: object = "") -> Sentence:
    who, parts = readable(found.actor), []
    uses = {family: found.of(family)[1] for family in found.leading}
    order = sorted(uses, key=lambda family: (-len(uses[family]), family))[: settings.WORDS_COMPARED]
    for family in order:
        units, mentions = evidence.names(found.leading[family]), found.of(family)[0]
        path = f"labels/{who}/{family}/{', '.join(units)}"
        voiced = fold_voices(uses[family]["voice"]).value_counts()
        words = quote_words(list_words(uses[family]))
        every = Number(len(mentions), f"labels/{who}/{', '.join(units)}/all")
        if len(mentions) == 1:
            voice = VOICES[voiced.index[0]].removeprefix("{n} ")
            parts.append(
                tell("vocabulary once", units=units, words=words, m=every, voice=say(voice, units=units))
            )
            continue
        parts.append(
            tell(
                "vocabulary",
                units=units,
                words=words,
                n=Number(len(uses[family]), f"{path}/mentions"),
                m=every,
                voices=[
                    say(words, n=Number(voiced[voice], f"{path}/{voice}"), units=units)
                    for voice, words in VOICES.items()
                    if voice in voiced
                ],
            )
        )
    alone = not any(
        _uses(found.of(one)[0], other, list_words(uses[other]), evidence.texts)
        for one in order
        for other in order
        if one != other
    )
    neither = "; neither has the other’s word once" if alone and len(order) == 2 else ""
    return tell(f"vocabularies{as_well}", who=who, parts=parts, neither=neither, more=more)


def _uses(rows: pd.DataFrame, family: str, words: list[str], printed: Mapping[str, str]) -> bool:
    """Return whether a family is used: as a label, inside a longer one, in the words of a mention, or
    anywhere in what the articles of these rows have `printed`.
    """
    whole = [printed.get(doc, "").casefold() for doc in set(rows["doc"])]
    if any(re.search(rf"\b{re.escape(word.casefold())}", text) for word in words for text in whole):
        return True
    texts = (rows["text"] + " " + rows["also"]).str.casefold()
    return bool(
        (rows["family"] == family).any()
        or any(texts.str.contains(word.casefold(), regex=False).any() for word in words)
    )


class Told(NamedTuple):
    """One source, the actor it speaks of, and by its docs the phrase that is most its word for the actor."""

    source: str
    actor: str
    phrases: dict[str, str]


def find_one_source(evidence: Evidence) -> Told | None:
    """Return the source that most articles let speak of one actor in words of several families."""
    for actor in evidence.named():
        rows = evidence.words[(evidence.words["actor"] == actor) & (evidence.words["family"] != "")]
        found = []
        for source, own in rows[rows["source"].str.casefold() != readable(actor).casefold()].groupby(
            "source"
        ):
            spread = own["label"].nunique(), own["doc"].nunique(), own["family"].nunique()
            first = own.groupby("doc")["family"].agg(lambda part: part.value_counts().index[0])
            if first.nunique() > 1:
                found.append((first.nunique(), (own["mismatch"] == "yes").sum(), *spread, source))
        if found:
            source = max(found)[-1]
            return Told(source, actor, _choose_phrases(evidence, rows[rows["source"] == source]))
    return None


def _choose_phrases(evidence: Evidence, rows: pd.DataFrame) -> dict[str, str]:
    """Return for each article the surest phrase of its most frequent family, if it can be a paraphrase."""
    sure = evidence.said[["doc", "attribution", "probability"]]
    rows = rows.merge(sure, on=["doc", "attribution"], how="left").assign(
        probability=lambda told: told["probability"].replace("", 1).fillna(0).astype(float)
    )
    phrases = {}
    for doc, own in rows.groupby("doc"):
        chosen = own[own["family"] == own["family"].value_counts().index[0]]
        said = chosen[chosen["voice"] == "attributed"]
        best = (chosen if said.empty else said).sort_values("probability", kind="stable").iloc[-1]
        phrases[doc] = best["phrase"]
    return phrases


def one_source(evidence: Evidence) -> Sentence | None:
    """Say with which words articles let one source speak of one actor, if they are of several families."""
    told = find_one_source(evidence)
    if told is None:
        return None
    parts = _by_phrase(evidence, told.phrases.items())
    mismatch = _mismatch(evidence, evidence.words[evidence.words["actor"] == told.actor], told.source)
    who, number = readable(told.actor), how_many(told.source)
    called = 2 if " and " in who else how_many(who)
    found = {"source": told.source, "number": number, "who": who, "called": called}
    return tell("one source", **found, parts=parts, mismatch=mismatch)


def _by_phrase(evidence: Evidence, phrases: Iterable[tuple[str, str]]) -> list[str]:
    """Return each phrase with all articles that have it, from pairs of doc and phrase."""
    docs: dict[str, list[str]] = defaultdict(list)
    printed: dict[str, str] = {}
    for doc, phrase in phrases:
        docs[phrase.casefold()].append(doc)
        printed.setdefault(phrase.casefold(), phrase)
    return [f"“{printed[phrase]}” in {join(evidence.names(own))}" for phrase, own in docs.items()]


def how_many(source: str) -> int:
    """Return 2 if the words for a source are a plural, else 1: how a verb agrees with them.

    >>> [how_many(source) for source in ("the police", "shopkeepers on the bank", "Reuters", "the watch")]
    [2, 2, 1, 1]
    >>> how_many("those called “striker” or “thug”")
    2
    """
    head = re.split(r" (?:of|in|on|at|for|from|with|near|who|that|close) |,", source)[0].split()[-1]
    several = head in ("police", "people", "women", "men", "children") or source.startswith("those ")
    return 2 if several or (head.islower() and to_singular(head) != head) else 1


def _mismatch(evidence: Evidence, rows: pd.DataFrame, source: str) -> Sentence | str:
    """Say what a source said in quotation marks, and what a paraphrase has: rather another source's."""
    in_marks = rows[rows["voice"] == "quoted"]
    wrong = rows[(rows["mismatch"] == "yes") & rows["source"].isin(in_marks["source"])]  # one may be left out
    wrong = wrong[wrong["source"] != source] if (wrong["source"] != source).any() else wrong
    if wrong.empty:
        return ""
    other = wrong["source"].value_counts().index[0]
    quoted, words = (
        _by_phrase(evidence, own.drop_duplicates()[["doc", "phrase"]].itertuples(index=False))
        for own in (part.loc[part["source"] == other, ["doc", "phrase"]] for part in (in_marks, wrong))
    )
    return tell("mismatch", source=other, number=how_many(other), quoted=quoted, words=words)


def find_deaths(evidence: Evidence) -> pd.DataFrame | None:
    """Return the acts of which most versions of one claim tell, with several verbs: one a sentence.

    They are of one act, and done to the same number of the same: "three were injured" is another matter than
    "fourteen were arrested" in the same sentence. With their version's columns.
    """
    counted = evidence.acts[(evidence.acts["number"] != "") & (evidence.acts["event"] == "")]
    counted = counted.assign(noun=[_noun(patient) for patient in counted["patient"]])
    best = []
    for (claim, act, number), rows in _acts_of_claims(counted, evidence.claims).groupby(
        ["claim", "act", "number"]
    ):
        named = rows[rows["noun"] != ""]
        nouns = most_first(named["noun"]).index[:1]
        actors = set(named.loc[named["noun"].isin(nouns), "patient_actor"]) - {""}  # "inmates", "convicts"
        same = rows["noun"].isin(["", *nouns]) | rows["patient_actor"].isin(actors)
        rows = rows[same].drop_duplicates(["doc", "sentence"])
        if rows["doc"].nunique() > 1 and rows["verb"].nunique() > 1:
            best.append((len(rows), -claim, act, -number, rows))
    return max(best, key=lambda one: one[:-1])[-1] if best else None


def _noun(patient: str) -> str:
    """Return what a number of people counts, "" if that is not said."""
    found = quantities.find_quantities(patient)
    return found[0].counted if found else ""


def choose_patient(rows: pd.DataFrame) -> str:
    """Return how most of some acts call those they were done to: with a noun if they can."""
    named = rows[rows["noun"] != ""]
    return Counter(map(_uncapital, (rows if named.empty else named)["patient"])).most_common(1)[0][0]


def _is_number(patient: str) -> bool:
    """Return whether a phrase is a number alone: "at least four"."""
    return bool(quantities.NUMBER.fullmatch(patient))


def _uncapital(patient: str) -> str:
    """Return a phrase as it stands inside a sentence, if it begins with a number."""
    return f"{patient[0].lower()}{patient[1:]}" if quantities.NUMBER.match(patient) else patient


def same_deaths(evidence: Evidence) -> Sentence | None:
    """Say with which verbs articles tell one statement about one act, if they do so with several."""
    rows = find_deaths(evidence)
    if rows is None:
        return None
    printed = [spell_verb(evidence.texts[row.doc], row) for row in rows.itertuples()]
    same = pd.Series(printed, rows.index).groupby(rows["verb"])
    # "Two were killed and three wounded": one verb with "three were wounded"
    verbs = Counter(rows["verb"].where(same.transform("nunique") > 1, printed))
    patient, called = (
        choose_patient(rows),
        most_first(rows.loc[~rows["patient"].map(_is_number), "patient"].map(_uncapital)),
    )
    path = f"acts/{rows['act'].iloc[0]}/{patient}"
    return tell(
        "deaths",
        docs=Number(rows["doc"].nunique(), f"{path}/articles"),
        sentences=Number(len(rows), f"{path}/sentences"),
        patient=quote_words([*called.index] or [patient]),
        verbs=[
            say("“{verb}” in {n:words}", verb=verb, n=Number(n, f"{path}/{verb}"))
            for verb, n in sorted(verbs.items(), key=lambda item: (-item[1], item[0]))
        ],
        foreign=_by_translators(evidence, rows["doc"]),
        unsourced=_unsourced(evidence, rows, path),
    )


def _by_translators(evidence: Evidence, docs: pd.Series) -> str:
    """Return where a word may be a translator's, as the end of a sentence."""
    units = evidence.names(docs[docs.isin(evidence.translated()["doc"])])
    return f", perhaps a translator’s in {join(units)}" if units else ""


def _acts_of_claims(acts: pd.DataFrame, versions: pd.DataFrame) -> pd.DataFrame:
    """Return the acts that stand in versions of claims, with the version's claim, place and source."""
    places = versions[["claim", "doc", "start", "end", "told", "doubtful", "link"]]
    both = acts.merge(places, on="doc", suffixes=("", "_version"))
    inside = (both["start_version"] <= both["start"]) & (both["start"] < both["end_version"])
    return both[inside].drop_duplicates(["claim", "doc", "start", "patient_start"])


def spell_verb(text: str, row: tuple) -> str:
    """Return a verb with its auxiliaries, as printed: "were killed", "had been killed"."""
    before = AUXILIARIES.search(text, 0, row.start) if row.form == PASSIVE else None
    return f"{before.group() if before else ''}{row.verb}"


def _unsourced(evidence: Evidence, rows: pd.DataFrame, path: str) -> Sentence | str:
    """Say how many of some acts stand in versions that name no source, where every version is sure."""
    own = rows[rows["told"] == "own"]
    if own.empty or claims.is_unsure(rows).any():
        return ""
    return tell(
        "unsourced" if len(own) < len(rows) else "none sourced",
        n=Number(len(own), f"{path}/without a source"),
        all=Number(len(rows), f"{path}/versions"),
        units=evidence.names(own["doc"]),
    )


def who_does_it(evidence: Evidence) -> Sentence | None:
    """Say in how many sentences on an act nobody is named who did it, and who is named in the others.

    The act is that of most sentences, of those that are told without a doer if there are any.
    """
    told = evidence.acts
    if told.empty:
        return None
    undone = told[told["form"] != ACTIVE]
    once = (told if undone.empty else told[told["act"].isin(undone["act"])]).drop_duplicates(
        ["doc", "sentence", "act"]
    )
    act = most_first(once["act"]).index[0]
    sentences = [rows for _, rows in told[told["act"] == act].groupby(["doc", "sentence"])]
    path, nobody, unfound, beside = f"acts/{act}", 0, 0, []
    doers: dict[tuple[str, str], list[pd.DataFrame]] = defaultdict(list)  # by actors, else by words
    events: Counter[str] = Counter()
    for rows in sentences:
        clauses = rows.loc[rows["agent_by"] == BESIDE, "agent"]
        named = rows[(rows["agent"] != "") & (rows["agent_by"] != BESIDE)]
        event = next((event for event in rows["event"] if event), "")
        if event:
            events[event] += 1
        elif len(named):
            actors = "; ".join(sorted(set(named["agent_actor"])))
            doers[actors, "" if actors else named["agent"].iloc[0].casefold()].append(named)
        elif len(clauses):
            beside.append(clauses.iloc[0])
        elif (rows["form"] != ACTIVE).any():
            nobody += 1
        else:  # "the war has killed": something else is its subject
            unfound += 1
    parts = []
    if nobody:
        parts.append(tell("nobody", n=Number(nobody, f"{path}/nobody named")))
    for (actor, _), found in sorted(doers.items(), key=lambda item: (-len(item[1]), item[0])):
        rows = pd.concat(found)
        known = [readable(one) for one in actor.split("; ") if one]
        words = f"“{rows['agent'].iloc[0]}”"
        who = " and ".join(known) if known and len(found) > 1 else words
        by_pronoun = sum((own["agent_by"] == "pronoun").all() for own in found)
        told = []
        for how, n in (("doer", len(found) - by_pronoun), ("pronoun", by_pronoun)):
            if n:
                number = Number(n, f"{path}/{how}/{actor or words}")
                how = how if actor or how == "doer" else "pronoun alone"
                told.append(tell(how, n=number, who="the same" if told else who))
        patients = _quoted(_uncapital(one) for one in rows["patient"] if one)
        same_number = len(found) > 1 and rows["number"].nunique() == 1 and rows["number"].iloc[0] != ""
        all_ = "all " if same_number else ""
        of_whom = say(", {all}for {patients:or}", all=all_, patients=patients) if patients else ""
        parts.append(say("{told:and}{patients}", told=told, patients=of_whom))
    if beside:
        parts.append(tell("beside", n=Number(len(beside), f"{path}/beside"), words=_quoted(beside)))
    if unfound:
        parts.append(tell("no doer", n=Number(unfound, f"{path}/no doer found")))
    for event, count in events.items():
        parts.append(tell("event", n=Number(count, f"{path}/event/{event}"), event=event))
    if not parts:
        return None
    named = f"“{act}”" if act in set(evidence.acts["verb"]) else act  # the list should name it by a noun
    return tell("acts", n=Number(len(sentences), f"{path}/sentences"), act=named, parts=parts)


def count_changes(changes: pd.Series, path: str) -> list[Sentence]:
    """Return how many places each thing was done to: each place counts once, by what is listed first.

    >>> list(map(str, count_changes(pd.Series(["relabel+delete", "kept", "kept"]), "wire/{}")))
    ['one change of name', 'two phrases kept']
    """
    kinds = changes.str.split("+").str[0].value_counts()
    return [
        say(f"{{n:words}} {{n:{nouns}}}", n=Number(kinds[kind], path.format(kind)))
        for kind, nouns in DONE.items()
        if kind in kinds
    ]


def what_the_copy_said(evidence: Evidence) -> Sentence | None:
    """Say what each article did with its copy, where that is known, and what went with the cuts."""
    known = evidence.wire[evidence.wire["confidence"] != "doubtful"]
    short, parts, cuts = evidence.outlets(), [], []
    for doc, rows in known.groupby("doc"):
        done = count_changes(rows["change"], f"wire/{{}}/{short[doc]}")
        if done:
            parts.append(say("{unit} shows {done:and}", unit=short[doc], done=done))
        gone = rows[rows["change"].isin(CUTS) & (rows["wording"] == settings.NOTHING)]
        if len(gone):
            words = _quoted(gone["wire_wording"].head(settings.CUTS_TOLD))
            cuts.append(tell("cuts", unit=short[doc], cuts=len(gone), words=words))
    if not parts:
        return None
    foreign = known[~known["wire_language"].isin(["", "en"])]
    told = [
        tell(
            "foreign",
            units=evidence.names(rows["doc"]),
            language=LANGUAGES.get(language, "in another language"),
        )
        for language, rows in foreign.groupby("wire_language", sort=False)
    ]
    return tell("copy", n=Number(len(known), "wire/places"), parts=parts, rest=[*told, *cuts])


def who_is_heard(evidence: Evidence) -> Sentence | None:
    """Say which source is cited most, which unit does without it, and who speaks in few.

    "At least" so often, if somebody without a name may be the same; nothing if another may be cited as often.
    """
    heard = by_source(evidence)
    counts = heard["source"].value_counts()
    if counts.empty or counts.iloc[0] < settings.FEWEST or len(evidence.units) < 2:
        return None
    if len(counts) == 1:
        return None
    source, other = counts.index[:2]
    nameless = _find_nameless(evidence, heard)
    perhaps = {name: _perhaps_too(evidence, heard, nameless, name) for name in counts.index}
    if any(counts[name] + len(perhaps[name]) >= counts[source] for name in counts.index[1:]):
        return None
    close = counts.iloc[1] >= settings.CLOSE * counts.iloc[0]
    citing = set(heard.loc[heard["source"] == source, "doc"])
    named = _name_it(evidence, heard, source)
    return tell(
        "most cited",
        source=source,
        least="at least " if len(perhaps[source]) else "",
        n=Number(counts.iloc[0], f"attributions/{source}/all"),
        all=Number(len(evidence.attributions), "attributions/all"),
        close=say(" ({other}: {m})", other=other, m=Number(counts.iloc[1], f"attributions/{other}/all"))
        if close
        else "",
        rest=[
            *filter(
                None,
                (
                    _without(evidence, citing, named | set(perhaps[source]["doc"])),
                    _lets_speak(evidence),
                    _civilians(evidence),
                ),
            )
        ],
    )


def _find_nameless(evidence: Evidence, heard: pd.DataFrame) -> pd.DataFrame:
    """Return where somebody without a name is cited, with its noun and whether it is one: "the ministry"."""
    rows = heard[~heard["source"].str.contains(r"\b[A-Z]") & ~heard["source"].isin(evidence.listed)]
    nouns = [source.casefold().split()[-1] for source in rows["source"]]
    return rows.assign(noun=nouns, one=[how_many(source) == 1 for source in rows["source"]])


def _perhaps_too(
    evidence: Evidence, heard: pd.DataFrame, nameless: pd.DataFrame, source: str
) -> pd.DataFrame:
    """Return where somebody without a name is cited who may be a source with one.

    That is one of the same noun, or of the same known kind, or somebody (not many) of the same side.
    """
    if source not in evidence.listed and not re.search(r"\b[A-Z]", source):
        return nameless[:0]
    own = heard[heard["source"] == source]
    kinds = set("; ".join(own["source_type"]).split("; ")) - {"unknown", "other"}
    sides = set("; ".join(own["side"]).split("; ")) - {"unknown"}
    same = nameless["noun"] == source.casefold().split()[-1]
    return nameless[
        same | nameless["source_type"].isin(kinds) | (nameless["side"].isin(sides) & nameless["one"])
    ]


def _name_it(evidence: Evidence, heard: pd.DataFrame, source: str) -> set[str]:
    """Return the articles that print the name of a source, or of who speaks for it, wherever they do."""
    names = {source, *"; ".join(heard.loc[heard["source"] == source, "speaker"]).split("; ")}
    named = [re.sub("^the ", "", name.casefold()) for name in names if name]
    return {
        doc
        for doc, text in evidence.texts.items()
        if any(re.search(rf"\b{re.escape(name)}\b", text.casefold()) for name in named)
    }


def _without(evidence: Evidence, has_it: set[str], perhaps: set[str]) -> Sentence | None:
    """Say which unit alone does without a source, and whom it gives most words instead.

    `has_it` are the units that have the source; nothing is said if the only other one has it, `perhaps`, or
    prints its name.
    """
    docs = evidence.units.loc[~evidence.units["doc"].isin(has_it), "doc"]
    if len(docs) != 1 or perhaps & set(docs) or len(evidence.units) < settings.FEWEST:
        return None
    rows = evidence.shares[evidence.shares["doc"].isin(docs) & (evidence.shares["side"] != "own voice")]
    known = rows[~rows["side"].isin(["unknown", "several"])]
    most = known.sort_values(["words", "side"], ascending=[False, True]).head(settings.SIDES_TOLD)
    if most.empty:
        return None
    [unit], sides = evidence.names(docs), [readable(side) for side in most["side"]]
    return tell(
        "without it",
        unit=unit,
        words=Number(most["words"].sum(), f"share_of_voice/{unit}/{'; '.join(sides)}"),
        all=Number(rows["words"].sum(), f"share_of_voice/{unit}/on somebody's word"),
        sides=sides,
    )


def _lets_speak(evidence: Evidence) -> Sentence | None:
    """Say how many units let the first actor speak, if some do and some do not.

    Only if it is known who speaks for the actor: by the list of speakers, or because it is a body with a
    name. Of pupils, or residents, most are told by names that say nothing of their side. "At least" so many,
    if a name of which nothing is known is heard in another unit.
    """
    for actor in (one for one in evidence.named()[:1] if one in evidence.sides):
        said = evidence.attributions[evidence.attributions["heard"] == "yes"]
        of_actor = said["side"].str.split("; ").map(lambda sides, actor=actor: actor in sides)
        sure = of_actor & (said["doubtful"] == "")
        docs = set(said.loc[sure, "doc"])
        n, every = len(docs), len(evidence.units)
        others = said[~said["doc"].isin(docs)]
        open_ = others["side"].str.contains("unknown") & others["speaker"].str.contains(r"\b[A-Z]")
        at_least = (open_ | of_actor[others.index]).any()
        if 0 < n < every:
            return tell(
                "lets speak at least" if at_least else "lets speak",
                n=Number(n, f"attributions/side/{readable(actor)}/articles"),
                all=Number(every, "articles/all"),
                units=unit_words(evidence.units)["articles"],
                who=readable(actor),
            )
    return None


def _civilians(evidence: Evidence) -> Sentence | None:
    """Say which unit alone has civilians who are named; nothing if one without a kind may be another."""
    said = evidence.attributions[evidence.attributions["heard"] == "yes"]
    rows = said[(said["source_type"] == "civilian") & said["speaker"].isin(evidence.persons)]
    if rows["doc"].nunique() != 1 or len(evidence.units) < settings.FEWEST:
        return None
    others = said[(said["doc"] != rows["doc"].iloc[0]) & (said["source_type"] == "unknown")]
    if others["speaker"].str.contains(r"\b[A-Z]").any():
        return None
    return tell("civilians", unit=evidence.names(rows["doc"])[0])


def one_word_two_targets(evidence: Evidence) -> Sentence | None:
    """Say whom a word means in which units, if it means one actor in some and only others in others."""
    labels = evidence.labels
    pairs = zip(labels["label"], labels["text"], strict=True)
    printed = [label.casefold() in text.casefold() for label, text in pairs]
    labels = labels[pd.Series(printed, labels.index, dtype=bool)]  # "a named person" is nobody's word
    for word in divided_labels(labels):
        rows = labels[labels["label"] == word]
        most = most_first(rows["actor"]).index[0]
        ours = rows[rows["actor"] == most]
        others = rows[~rows["doc"].isin(ours["doc"])]
        if others.empty:
            continue
        short, who = evidence.outlets(), readable(most)
        parts = [
            _count_in(short[doc], len(own), f"labels/{who}/{word}/{short[doc]}")
            for doc, own in ours.groupby("doc")
        ]
        means = [
            _count_in(readable(actor), n, f"labels/{readable(actor)}/{word}/{who} never")
            for actor, n in most_first(others["actor"]).items()
        ]
        where = evidence.names(evidence.units.loc[evidence.units["doc"].isin(others["doc"]), "doc"])
        return tell(
            "two targets",
            word=f"{word[0].upper()}{word[1:]}",
            who=who,
            parts=parts,
            others=[say("{where:and} {means:or}", where=where, means=means)],
            own=_own_users(evidence, ours, who, word),
        )
    return None


def _count_in(whom: str, count: int, name: str) -> Sentence:
    return say("{whom} ({n})", whom=whom, n=Number(count, name))


def _own_users(evidence: Evidence, ours: pd.DataFrame, who: str, word: str) -> Sentence | str:
    """Say which units have a word in their own voice, if not all that have it do."""
    own, short = ours[fold_voices(ours["voice"]) == "own"], evidence.outlets()
    if own.empty or own["doc"].nunique() == ours["doc"].nunique():
        return ""
    counts = [
        say(
            "{n} of {m}",
            n=Number(len(rows), f"labels/{who}/{word}/{short[doc]}/own voice"),
            m=Number((ours["doc"] == doc).sum(), f"labels/{who}/{word}/{short[doc]}"),
        )
        for doc, rows in own.groupby("doc")
    ]
    return tell("own word", units=evidence.names(own["doc"]), who=who, counts=counts)


def not_so_many_witnesses(evidence: Evidence) -> Sentence | None:
    """Say how many words stand in shared sentences, most and least, and which articles are translations."""
    shared, short = evidence.shared[evidence.shared["doc"].isin(evidence.units["doc"])], evidence.outlets()
    if len(shared) < 2 or not shared["shared"].sum():
        return None
    share = shared["shared"] / shared["words"]
    also = [sentence for sentence in (_common(shared), _translated(evidence)) if sentence]
    rest = {"rest": also, **unit_words(evidence.units)}
    if share.min() == share.max():
        whole = evidence.shared["shared"].equals(evidence.shared["words"])  # of those, too, that nobody reads
        return tell("shared alike", **rest) if whole else None
    (most, n, m), (least, few, every) = (
        (
            short[row["doc"]],
            *(Number(row[name], f"shared_wording/{name}/{short[row['doc']]}") for name in COUNTS),
        )
        for row in (shared.loc[share.idxmax()], shared.loc[share.idxmin()])
    )
    return tell("witnesses", most=most, n=n, m=m, least=least, few=few, every=every, **rest)


def _common(shared: pd.DataFrame) -> Sentence | str:
    """Say how many words stand in boilerplate, which counts as shared; nothing if none do."""
    count = Number(int(shared["common"].sum()), "shared_wording/common")
    return (
        tell("common", n=count, limit=Number(settings.BOILERPLATE, "boilerplate/limit"))
        if count.value
        else ""
    )


def _translated(evidence: Evidence) -> Sentence | str:
    """Say which articles are translated from one language, if two are."""
    rows = evidence.translated()
    if rows.empty:
        return ""
    language = rows["translated_from"].str.extract(r"^(\w+)", expand=False)
    counts = language.value_counts()
    if counts.iloc[0] < 2:
        return ""
    name = counts.index[0]
    return tell("translated", units=evidence.names(rows.loc[language == name, "doc"]), language=name)


EIGHT: dict[str, tuple[str, Callable[[Evidence], Sentence | None]]] = {  # title: the table it counts, how
    "Two vocabularies": ("labels", two_vocabularies),
    "One source, other words": ("words_of_source", one_source),
    "One act, several verbs": ("claims", same_deaths),
    "Who did it": ("acts", who_does_it),
    "What the copy said": ("wire", what_the_copy_said),
    "Who is heard": ("attributions", who_is_heard),
    "One word, two targets": ("labels", one_word_two_targets),
    "Not so many witnesses": ("passages", not_so_many_witnesses),
}


def tell_eight(evidence: Evidence) -> dict[str, Sentence]:
    """Return the sentences that a corpus bears out, by their titles, in order."""
    told = {title: make(evidence) for title, (_, make) in EIGHT.items()}
    return {title: sentence for title, sentence in told.items() if sentence is not None}
