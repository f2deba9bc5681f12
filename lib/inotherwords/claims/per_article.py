"""Tables of what each article tells by itself: acts, numbers, and what it puts first and last."""

import re
from collections.abc import Mapping

import pandas as pd

from inotherwords import attribution, settings
from inotherwords.claims import acts
from inotherwords.claims.claims import UNNAMED
from inotherwords.cleaning import clean
from inotherwords.corpus import Study
from inotherwords.layers import schema
from inotherwords.layers.parts import Given, Stage
from inotherwords.naming import EVENT
from inotherwords.text import quantities, wordlists

DEAD = "dead"
KINDS = {  # of people, by what is said of them behind the number; of things, by what is counted
    "wounded": re.compile(r"wound(?:ed|ing|s)|injur(?:ed|ing)|hurt", re.IGNORECASE),
    "displaced": re.compile(
        r"displac|homeless|fled|flee|refugees|evacuat|relocat|uprooted|(?:lost|left) their homes"
        r"|moved to (?:\w+ )?(?:schools?|shelters?|camps?|halls?|safety)",
        re.IGNORECASE,
    ),
}
COUNTED = {
    "distance": re.compile(r"km|kilomet(?:re|er)s?|miles?"),  # metres are mostly the size of a thing
    "places": re.compile(r"(?:town|village|district|neighbou?rhood|cit(?:y|ie)|settlement|province)s?"),
}
SIGNS = {"$": "dollars", "£": "pounds", "€": "euros"}
MANY = {"k": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9, "": 1.0}
AMOUNT = re.compile(
    rf"(?P<sign>[$£€])(?P<digits>\d[\d,]*(?:\.\d+)?)(?:\ ?(?P<scale>k|m|bn|million|billion))?\b"
    rf"|{quantities.NUMBER.pattern}"
    r"(?:\ (?P<money>crowns|dollars|euros|francs|pounds|roubles|rupees|yen|yuan)\b"
    r"|\ ?(?P<share>per\ ?cent\b|%))",
    re.IGNORECASE | re.VERBOSE,
)
DEADLY = ("died", "lost", "toll")  # parts of the list of acts: what they tell of is death, if nothing less
# What became of people is said by their own verb, not by that of others: "14 were arrested and 3 injured".
OWN_VERB = re.compile(
    r"(?:\b(?:was|were|been|being|are|is)\s+(?:\w+ly\s+)?|^\s*)"
    r"(?P<verb>\w+ed(?: to(?: \w+){1,2})?|hurt|homeless)\b"
)
OF_OTHERS = re.compile(rf"{quantities.NUMBER.pattern}|[;:]|\b(?:while|after|but)\b", re.I | re.X)


def list_acts(
    segments: pd.DataFrame,
    labels: pd.DataFrame,
    attribution_spans: pd.DataFrame,
    listed: pd.DataFrame,
    texts: Mapping[str, str],
) -> pd.DataFrame:
    """Return the table `acts`: every act of a corpus' list, in sentences and captions (`acts.find_acts`)."""
    lexicon = acts.compile_acts(listed.itertuples())
    contents = attribution_spans[attribution_spans["role"] == "content"]
    rows = []
    for doc, own in segments[segments["kind"].isin(settings.READ)].groupby("doc"):
        told = acts.Told(
            texts[doc], _of(own, doc), _of(labels, doc, "actor"), _of(contents, doc, "attribution")
        )
        rows += [(doc, *act) for act in acts.find_acts(told, lexicon)]
    return schema.table("acts", rows)


def _of(table: pd.DataFrame, doc: str, *columns: str) -> list[tuple]:
    """Return the rows of an article as plain tuples: start, end and these columns."""
    own = table.loc[table["doc"] == doc, ["start", "end", *columns]]
    return list(own.itertuples(index=False, name=None))


def list_quantities(
    segments: pd.DataFrame,
    told: pd.DataFrame,
    attribution_spans: pd.DataFrame,
    listed: pd.DataFrame,
    texts: Mapping[str, str],
) -> pd.DataFrame:
    """Return the table `quantities`: the numbers of dead, wounded, displaced, of distances, of places, of
    money and of per cent.

    Of those to whom an act of the list happens (`told`, the table `acts`) the act says what became of them:
    dead, if its list also has a word for dying and none for less. Of others the words around the number do.
    """
    less = set(listed.loc[listed["pattern"].map(_fate) != "", "act"])
    no_death = listed["part"].eq("died") & ~listed["pattern"].str.contains(acts.DYING)
    deadly = set(listed.loc[listed["part"].isin(DEADLY) & ~no_death, "act"]) - less
    ill = acts.compile_acts(listed[no_death].itertuples())  # "fell ill", though its act is one of dying
    contents = attribution_spans[attribution_spans["role"] == "content"]
    rows, lexicon = [], acts.compile_acts(listed.itertuples())
    for doc, own in segments[segments["kind"].isin(settings.READ)].groupby("doc"):
        inside, sentences = _of(contents, doc, "attribution"), _of(own, doc)
        events = dict(zip(sentences, acts.find_events(texts[doc], sentences, lexicon), strict=True))
        counted = told[(told["doc"] == doc) & (told["number"] != "")]
        fates = {
            row.patient_start: (
                row,
                DEAD if row.act in deadly and not _is_of(row.verb, ill) else _fate(row.verb),
            )
            for row in counted.itertuples()
        }
        found = {
            place: (row.patient_end, row.patient, float(row.number), kind, kind)
            for place, (row, kind) in fates.items()
            if kind
        }
        for start, end in sentences:
            sentence = texts[doc][start:end]
            for one in quantities.find_quantities(sentence):
                place = start + one.start
                reach = 0 if place in fates else settings.REACH_OF_A_NUMBER
                kind = _kind(one, sentence[one.end : one.end + reach])
                if kind and not any(first <= place < last[0] for first, last in found.items()):
                    words = sentence[one.start : one.end]
                    found[place] = (start + one.end, words, one.value, one.counted, kind)
            found |= {start + place: (start + end, *rest) for place, end, *rest in find_amounts(sentence)}
        for start, rest in sorted(found.items()):
            around = acts.innermost(inside, start)
            sentence = next(one for one in sentences if one[0] <= start < one[1])
            event = events[sentence]
            rows.append((doc, start, *rest, around[2] if around else "", event))
    return schema.table("quantities", rows)


def _is_of(verb: str, listed: acts.Lexicon) -> bool:
    """Return whether a verb is a word of a list."""
    return listed.search is not None and any(wordlists.find_matches(listed.search, verb, 0, len(verb)))


def find_amounts(text: str) -> list[tuple[int, int, str, float, str, str]]:
    """Return the amounts of money and the percentages in a text: start, end, words, value, unit, kind.

    >>> [row[2:] for row in find_amounts("A fine of $4m, or up to 2,000 euros, is 5 per cent.")]
    [('$4m', 4000000.0, 'dollars', 'money'), ('up to 2,000 euros', 2000.0, 'euros', 'money'), \
('5 per cent', 5.0, 'per cent', 'share')]
    """
    found = []
    for match in AMOUNT.finditer(text):
        if match["sign"]:
            value = float(match["digits"].replace(",", "")) * MANY[(match["scale"] or "").lower()]
            unit = SIGNS[match["sign"]]
        else:
            value, unit = quantities.read_number(match["number"]), (match["money"] or "per cent").lower()
        found.append((*match.span(), match.group(), value, unit, "share" if match["share"] else "money"))
    return found


def _kind(one: quantities.Quantity, behind: str) -> str:
    """Return of what kind a number is, "" if of none that is listed."""
    if one.counted == DEAD:
        return DEAD
    for kind, words in COUNTED.items():
        if words.fullmatch(one.counted):
            return kind
    if kind := _fate(one.counted):
        return kind
    if one.counted not in quantities.PEOPLE | {"civilians", "children", "others", "women", "men"}:
        return ""
    said = OF_OTHERS.split(behind, maxsplit=1)[0]
    own = OWN_VERB.search(said)
    return _fate(own["verb"] if own else said)


def _fate(words: str) -> str:
    """Return what some words say became of people, the first of KINDS in them, or "".

    >>> _fate("and wounded or displaced"), _fate("arrested")
    ('wounded', '')
    """
    said = {kind: match.start() for kind, pattern in KINDS.items() if (match := pattern.search(words))}
    return min(said, key=lambda kind: said[kind]) if said else ""


def find_prominence(
    tokens: pd.DataFrame, labels: pd.DataFrame, attributions: pd.DataFrame, spans: pd.DataFrame
) -> pd.DataFrame:
    """Return what each article puts first and last: the table `prominence`.

    `tokens` have their voice (`attribution.add_voice`): doc, start, voice, attribution; `spans` is the table
    `attribution_spans`: who is said last to have spoken ("…, the minister said.") has the last word, too.

    >>> tokens = pd.DataFrame({"doc": "a", "start": [0, 5], "attribution": ["", 1]})
    >>> labels = schema.table("labels").iloc[:0]
    >>> said = pd.DataFrame({"doc": ["a"], "attribution": [1], "speaker": ["Ann"]})
    >>> find_prominence(tokens, labels, said, schema.table("attribution_spans").iloc[:0]).values.tolist()
    [['a', '', '', 'Ann', 'Ann', 1, 2]]
    """
    speakers = attributions.set_index(["doc", "attribution"])["speaker"].to_dict()
    named = labels[labels["actor"] != EVENT].sort_values(["doc", "start"]).drop_duplicates("doc")
    first_named = named.set_index("doc")[["actor", "text"]].to_dict("index")
    told = spans[spans["role"] != "content"].sort_values(["doc", "start"])
    naming = {doc: (_of(part, doc, "attribution")) for doc, part in told.groupby("doc")}
    rows = []
    for doc, own in tokens.sort_values(["doc", "start"]).groupby("doc"):
        heard = [speakers[doc, number] for number in own["attribution"] if number != ""]
        last, end = own["attribution"].iloc[-1], own["start"].iloc[-1]
        if last == "":
            last = next((number for start, stop, number in naming.get(doc, []) if start <= end < stop), "")
        first = own.head(settings.FIRST_WORDS)
        actor = first_named.get(doc, {"actor": "", "text": ""})
        said = int((first["attribution"] != "").sum())
        ending = "" if last == "" else speakers[doc, last] or UNNAMED
        heard = [*filter(None, heard), ""]
        rows.append((doc, actor["actor"], actor["text"], heard[0], ending, said, len(first)))
    return schema.table("prominence", rows)


def prominence_of(study: Study) -> pd.DataFrame:
    """Return the table `prominence` of the articles in English that a run reads closely."""
    close = study.heard_close
    names = ("tokens", "segments", "attribution_spans", "labels", "attributions")
    tokens, segments, spans, labels, said = (study.read(name, close) for name in names)
    voiced = attribution.add_voice(tokens, segments, spans, study.analyse(close))
    return find_prominence(voiced, labels, said, spans)


def compute(texts: dict[str, str], given: Given) -> Given:
    """Return acts and quantities; `given` has the list `acts`, and `labels` and `attribution_spans`."""
    _, analysed, segments = clean(texts)
    tables = segments, given["labels"], given["attribution_spans"], given["acts"], analysed
    told = list_acts(*tables)
    found = list_quantities(segments, told, given["attribution_spans"], given["acts"], analysed)
    return {"acts": told, "quantities": found}


stage = Stage("claims", compute, lists=("acts",), tables=("labels", "attribution_spans"), english=True)
