"""Findings on who speaks and in whose voice."""

import pandas as pd

from inotherwords import attribution, settings
from inotherwords.naming import readable
from inotherwords.report.findings.wording import ON_SOMEBODYS_WORD
from inotherwords.report.sentences import Number, Sentence, plural, say, short_names, unit_words


def on_whose_word(shares: pd.DataFrame, articles: pd.DataFrame) -> list[Sentence]:
    """Return a sentence on how many words stand on a source's word, and one on the largest side of each.

    Sides with equally many words are all named. Then how many words only a doubtful attribution puts
    there: how much smaller the share is without them.
    """
    short = short_names(articles)
    told, largest, unsure = [], [], []
    sides_known = not shares["side"].isin(["own voice", "unknown"]).all()
    for doc, rows in shares.groupby("doc"):
        name = short[doc]
        others = rows[rows["side"] != "own voice"]
        known = others[others["side"] != "unknown"]
        sourced = Number(others["words"].sum(), f"share_of_voice/{ON_SOMEBODYS_WORD}/{name}")
        every = Number(rows["words"].sum(), f"share_of_voice/words/{name}")
        nobody = others["words"].sum() - known["words"].sum()
        unknown = Number(nobody, f"share_of_voice/source or side unknown/{name}")
        note = say(", {unknown} of them with source or side unknown", unknown=unknown)
        note = note if nobody and sides_known else ""
        told.append(say("{n} of {every} in {name}{note}", n=sourced, every=every, name=name, note=note))
        if len(most := attribution.find_largest_sides(rows)):
            sides = sorted(map(readable, most["side"]))
            words = plural(most["words"].iloc[0], "word", f"share_of_voice/side given most words/{name}")
            each = " each" if len(sides) > 1 else ""
            given = "{sides:and} in {name} ({words}{each})"
            largest.append(say(given, sides=sides, name=name, words=words, each=each))
        if few := others["doubtful"].sum():
            doubtful = Number(few, f"share_of_voice/by a doubtful attribution only/{name}")
            unsure.append(say("{doubtful} of {n} in {name}", doubtful=doubtful, n=sourced, name=name))
    sentences = []
    if told:
        sentences.append(say("Words that stand on somebody's word: {told:; }.", told=told))
        doubt = "Of these, by a doubtful attribution only: {unsure}."
        sentences.append(say(doubt, unsure=unsure or "none"))
    if told and not sides_known:
        sentences.append(say("On which side a source stands is not known of any."))
    if largest:
        sentences.append(say("The side given most words: {largest}.", largest=largest))
    return sentences


def not_in_english(articles: pd.DataFrame, english: pd.DataFrame) -> list[Sentence]:
    """Return a sentence on the articles that are not read for attributions, if there are any.

    >>> every = pd.DataFrame({"language": ["en", "de"], "short": ["Ann", "Ben"]})
    >>> [str(sentence) for sentence in not_in_english(every, every.head(1))]
    ['No attributions are looked for in 1 of 2 articles, which is not in English (de: 1).']
    """
    others = articles[~articles.index.isin(english.index)]
    if others.empty:
        return []
    by = others["language"].value_counts().sort_index()
    parts = [
        say("{language}: {n}", language=language, n=Number(n, f"articles/in/{language}"))
        for language, n in by.items()
    ]
    return [
        say(
            "No attributions are looked for in {found} of {every} articles, which {are} not in English "
            "({parts}).",
            found=Number(len(others), "articles/not in English"),
            every=Number(len(articles), "articles/in any language"),
            are="is" if len(others) == 1 else "are",
            parts=parts,
        )
    ]


def missing_sources(attributions: pd.DataFrame, articles: pd.DataFrame) -> list[Sentence]:
    """Return a sentence for each source that all articles but one have."""
    short, words = short_names(articles), unit_words(articles)
    return [
        say(
            "{speaker}: found as a source in {some} of {every}; not in {lacks}.",
            speaker=row.speaker,
            some=Number(row.articles, f"attributions/{row.speaker}/articles with it"),
            every=plural(len(short), words["article"], "articles/all"),
            lacks=short[row.missing_in],
        )
        for row in attribution.find_missing_once(attributions, short, settings.FEWEST).itertuples()
    ]


def without_source(alone: pd.DataFrame, segments: pd.DataFrame, articles: pd.DataFrame) -> list[Sentence]:
    """Return a sentence on the sentences in which nothing is said on anybody's word.

    Both tables are counted (doc, kind, count), `alone` of the table `unsourced`.
    """
    every, some = (
        table[table["kind"] == "sentence"].groupby("doc")["count"].sum() for table in (segments, alone)
    )
    parts = [
        say(
            "{some} of {every} in {short}",
            some=Number(some.get(doc, 0), f"unsourced/sentences/{short}"),
            every=Number(every.get(doc, 0), f"segments/sentences/{short}"),
            short=short,
        )
        for doc, short in short_names(articles).items()
    ]
    return [say("Sentences in which nothing is said on anybody's word: {parts}.", parts=parts)]


def quoted_or_paraphrased(quoted: pd.DataFrame, articles: pd.DataFrame) -> list[Sentence]:
    """Return a sentence on the sides that an article paraphrases only, never in quotation marks."""
    parts = []
    for doc, name in short_names(articles).items():
        rows = quoted[(quoted["doc"] == doc) & (quoted["quoted"] == 0) & (quoted["attributed"] > 0)]
        rows = rows[rows["side"] != "unknown"]
        sides = [
            say("{side} ({n})", side=side, n=plural(n, "word", f"quoted_words/{side}/in paraphrase/{name}"))
            for side, n in zip(rows["side"].map(readable), rows["attributed"], strict=True)
        ]
        if sides:
            parts.append(say("{name}: {sides:and}", name=name, sides=sides))
    return [say("Found in paraphrase only: {parts:; }.", parts=parts)] if parts else []


def cue_classes(attributions: pd.DataFrame, articles: pd.DataFrame) -> list[Sentence]:
    """Return a sentence on the cues that lend weight, take it away or blame."""
    cued = attributions[attributions["cue"] != ""]
    parts = []
    for doc, name in short_names(articles).items():
        rows = cued[cued["doc"] == doc]
        special = rows[rows["cue_class"].isin(settings.SPECIAL_CUES)]
        more = Number(len(special), f"attributions/cue does more than report/{name}")
        every = Number(len(rows), f"attributions/with a cue/{name}")
        parts.append(say("{more} of {every} in {name}", more=more, every=every, name=name))
    does_more = "Attributions whose cue does more than report (lends weight, doubts or blames): {parts}."
    return [say(does_more, parts=parts)]


def accuracy(measured: pd.DataFrame) -> list[Sentence]:
    """Return in plain words how many attributions that people marked are found, and go to the right person.

    `measured` is the table of measured accuracy: measure, right, found, annotated.
    """
    rows = measured.set_index("measure")

    def of(part: str, whole: str, measure: str = "detection") -> Sentence:
        name = f"accuracy/{measure}"
        counts = {
            column: Number(int(rows.loc[measure, column]), f"{name}/{column}") for column in (part, whole)
        }
        return say("{part} of {whole}", part=counts[part], whole=counts[whole])

    def of_ten(whole: str, measure: str = "detection", base: str = "detection") -> Number:
        tenths = round(10 * int(rows.loc[measure, "right"]) / int(rows.loc[base, whole]))
        return Number(tenths, f"accuracy/{measure}/right of ten {whole}")

    return [
        say(
            "Of ten attributions that a second person would mark, it finds about {ten_marked} ({marked}); of "
            "ten that it finds, about {ten_found} are right ({found}), {with_source} of them with the right "
            "source as well.",
            ten_marked=of_ten("annotated"),
            marked=of("right", "annotated"),
            ten_found=of_ten("found"),
            found=of("right", "found"),
            with_source=of_ten("found", "source and content"),
        ),
        say(
            "It is better where there are quotation marks ({direct} direct quotations) than where there are "
            "none ({indirect}).",
            direct=of("right", "annotated", "direct"),
            indirect=of("right", "annotated", "indirect"),
        ),
        say(
            "Of ten that it finds, about {ten} are given to the right person or body ({persons}, in those of "
            "the articles that were read for it).",
            ten=of_ten("found", "person", "person"),
            persons=of("right", "found", "person"),
        ),
    ]


def margins(found: pd.DataFrame) -> list[Sentence]:
    """Return a sentence on the nearest of all decisions, from the table `margins`: decision, at_least."""
    if found.empty:
        return []
    nearest = found.sort_values("at_least", key=lambda column: column.astype(float), kind="stable").iloc[0]
    return [
        say(
            "No decision came nearer to its threshold than {distance} (the nearest: {decision}).",
            distance=Number(nearest["at_least"], "margins/nearest"),
            decision=nearest["decision"],
        )
    ]
