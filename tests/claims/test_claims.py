"""What several articles tell, and on whose word: kinds of sentences, all invented."""

import pandas as pd

from inotherwords import cleaning
from inotherwords.claims import claims, clauses, per_article, sources
from inotherwords.layers import files, schema
from inotherwords.paths import OUTPUTS
from inotherwords.reuse import find_passages

ACTS = pd.DataFrame(
    [
        ("hurting", "verb", "injured"),
        ("killing", "verb", "killed"),
        ("killing", "verb", "killing"),
        ("killing", "died", "died"),
    ],
    columns=["act", "part", "pattern"],
)


def find_table(texts, said=()):
    """The table of claims of some texts; `said` are (doc, speaker, words that the speaker says)."""
    segments, analysed = cleaning.clean_some(texts, texts)
    places = [(doc, texts[doc].index(words), words) for doc, _, words in said]
    rows = [(doc, n, "content", at, at + len(words), words) for n, (doc, at, words) in enumerate(places, 1)]
    spans = schema.table("attribution_spans", rows)
    heads = [(doc, number, speaker, "") for number, (doc, speaker, _) in enumerate(said, 1)]
    heads = pd.DataFrame(heads, columns=["doc", "attribution", "speaker", "doubtful"])
    acts = per_article.list_acts(segments, schema.table("labels"), spans, ACTS, analysed)
    return claims.find_claims(find_passages(segments, analysed), segments, heads, spans, acts, analysed)


def find(texts, said=()):
    """Those claims: (title, {doc: (told, speaker)})."""
    return [
        (rows["title"].iloc[0], {row.doc: (row.told, row.speaker) for row in rows.itertuples()})
        for _, rows in find_table(texts, said).groupby("claim")
    ]


BANNED = "Marwick police roughly broke up a banned rally in the old harbour on {}, hurting several people"
PLANNED = "further rallies were planned against last week’s ballot"
ACCUSED = "police of firing rubber bullets to break up a rally Wednesday in the old harbour"


def test_what_must_be_is_not_what_was_and_a_thing_tells_of_no_act():
    texts = {"a": "Tarn never had a secret weapons programme.", "b": "Tarn must never have secret weapons."}
    assert find(texts) == []
    text = "He did the right thing, the right thing for Tarn, and the right thing for the peace of all."
    found = clauses.cut_clauses(clauses.Read(text, [], [], []), (0, len(text)))
    assert [text[one.start : one.end] for one in found] == [text[:-1]]


def test_the_meddling_of_a_nation_is_a_noun_and_no_title_begins_with_if():
    text = "Holt gave the guards a list as part of his inquiry into Russian meddling."
    [clause] = clauses.cut_clauses(clauses.Read(text, [], [], []), (0, len(text)))
    assert sorted(clause.verbs) == ["gave"]
    asked = "there were any secret payments to the harbour guards of Tarn"
    texts = {"a": f"She asked if {asked}.", "b": f"He said {asked}."}
    spoken = [("a", "Ann Pell", f"if {asked}"), ("b", "Tom Holt", asked)]
    assert [title[:9] for title, _ in find(texts, spoken)] == ["there wer"]


def test_two_who_speak_with_verbs_of_their_own_make_no_claim():
    texts = {"a": "Bankers fear a general strike.", "b": "On Monday Ann Pell called for a general strike."}
    segments, analysed = cleaning.clean_some(texts, texts)
    places = [
        ("a", 1, "source", 0, 7),
        ("a", 1, "cue", 8, 12),
        ("a", 1, "content", 13, 29),
        ("b", 1, "source", 10, 18),
        ("b", 1, "cue", 19, 29),
        ("b", 1, "content", 30, 46),
    ]
    spans = schema.table(
        "attribution_spans", [(*place, texts[place[0]][slice(*place[-2:])]) for place in places]
    )
    heads = pd.DataFrame(
        [("a", 1, "bankers", ""), ("b", 1, "Ann Pell", "")],
        columns=["doc", "attribution", "speaker", "doubtful"],
    )
    acts = schema.table("acts")
    assert claims.find_claims(find_passages(segments, analysed), segments, heads, spans, acts, analysed).empty


def test_what_one_source_says_shorter_here_and_longer_there_is_one_statement():
    said = "Guards came under fire shortly before dawn"
    texts = {
        "a": f"{said}, Pell said.",
        "b": f"{said} at the mill of Tarn, some 60 kilometres north of Norland, Pell said.",
        "c": "Pell said that guards had come under fire before dawn.",
    }
    spoken = [("a", "Pell", said), ("b", "Pell", texts["b"][:-12]), ("c", "Pell", texts["c"][10:-1])]
    assert [sorted(docs) for _, docs in find(texts, spoken)] == [["a", "b", "c"]]


def test_what_is_told_of_long_ago_has_a_title_that_says_when():
    listed = pd.DataFrame([*ACTS.itertuples(index=False), ("the fire", "event", "in 1990")], columns=[*ACTS])
    texts = {"a": "In 1990, six men died.", "b": "The mill burned in 1990. Six men were killed."}
    segments, analysed = cleaning.clean_some(texts, texts)
    spans = schema.table("attribution_spans")
    none = pd.DataFrame(columns=["doc", "attribution", "speaker", "doubtful"])
    acts = per_article.list_acts(segments, schema.table("labels"), spans, listed, analysed)
    found = claims.find_claims(find_passages(segments, analysed), segments, none, spans, acts, analysed)
    assert [*found["doc"]] == ["a", "b"]
    assert "1990" in found["title"][0]


def test_what_is_of_another_event_by_the_list_is_another_statement():
    texts = {"a": "Guards killed two miners in the old war.", "b": "Guards killed two miners in Tarn."}
    segments, analysed = cleaning.clean_some(texts, texts)
    listed = pd.DataFrame(
        [*ACTS.itertuples(index=False), ("the old war", "event", "in the old war")], columns=[*ACTS]
    )
    spans, none = (
        schema.table("attribution_spans"),
        pd.DataFrame(columns=["doc", "attribution", "speaker", "doubtful"]),
    )
    acts = per_article.list_acts(segments, schema.table("labels"), spans, listed, analysed)
    assert claims.find_claims(find_passages(segments, analysed), segments, none, spans, acts, analysed).empty


def test_a_sentence_that_tells_two_acts_makes_two_claims():
    texts = {
        "a": "Guards boarded three trawlers in the strait on Tuesday, killing one man.",
        "b": "Guards boarded three trawlers off Tarn in the strait, killing one man on deck.",
        "c": "One man died.",
    }
    found = {title: sorted(docs) for title, docs in find(texts)}
    assert sorted(found.values()) == [["a", "b"], ["a", "b", "c"]]
    assert "One man died" in found


def test_a_title_begins_with_who_and_ends_with_no_word_that_hangs():
    texts = {
        "a": "The blast shook Tarn and injured 23 men.",
        "b": "Twenty-three men were injured.",
        "c": "The blast broke the mill and injured 23 men.",
    }
    assert [title for title, docs in find(texts) if len(docs) == 3] == ["Twenty-three men were injured"]
    both = "Nineteen men were trapped behind a fall of rock for six hours"
    texts = {"a": f"{both} before rescuers reached them.", "b": f"{both}."}
    assert [title for title, _ in find(texts)] == [both]
    hung = "The guards shelled a school in Tarn, killing four men"
    texts = {"a": f"{hung}.", "b": "Shells hit the school, killing four men."}
    assert "Shells hit the school, killing four men" in [title for title, _ in find(texts)]


def test_a_claim_is_one_clause_and_its_voice_is_that_of_this_clause():
    texts = {
        "a": f"{BANNED.format('Wednesday')}, and one union leader said {PLANNED}.\nThe mayor was abroad.",
        "b": f"{BANNED.format('Wednesday')}, and one union leader said {PLANNED}.\nFerries ran as usual.",
        "c": f"A candidate accused {ACCUSED}, as dockers called for last week's ballot to be held again.",
    }
    found = find(
        texts, [("a", "a leader", PLANNED), ("b", "a leader", PLANNED), ("c", "a candidate", ACCUSED)]
    )
    broken, planned = (next(docs for title, docs in found if word in title) for word in ("broke", "planned"))
    assert (broken["a"], broken["b"]) == (("own", ""), ("own", ""))
    assert planned == {"a": ("attributed", "a leader"), "b": ("attributed", "a leader")}


def test_what_is_said_of_somebody_between_commas_is_a_clause_by_itself():
    named = "The Red Watch, led by a former customs officer"
    for goes_on in ("controlled", "controls"):
        text = f"{named}, {goes_on} upper valleys seized in spring."
        found = clauses.cut_clauses(clauses.Read(text, [], [], []), (0, len(text)))
        assert [text[one.start : one.end] for one in found] == [named, text[len(named) + 2 : -1]]
    text = "Six men died when another ship of the line, the Ann Moor, sank in the strait."
    found = clauses.cut_clauses(clauses.Read(text, [], [], []), (0, len(text)))
    assert [text[one.start : one.end] for one in found] == [text[:12], text[13:-1]]  # the ship sank


def test_the_same_number_of_dead_ties_versions_in_other_words_but_another_number_parts_them():
    texts = {
        "a": "Guards shelled a school in Tarn, killing four civilians there.",
        "b": "In Tarn guards shelled a campus where four civilians died.",
        "c": "Guards shelled a market in Tarn, killing nine civilians there.",
    }
    assert [sorted(docs) for _, docs in find(texts)] == [["a", "b"]]
    assert find_table(texts)["claim"].tolist() == [1, 1]


def test_one_act_done_to_as_many_of_the_same_is_one_statement_and_its_title_names_no_doer_of_one_alone():
    texts = {
        "a": "Guards killed two miners at the old pit.",
        "b": "Two men died underground, their families learned.",
        "c": "On Monday two miners were killed near Tarn, and the mill was shut.",
        "d": "Guards killed nine miners at the old pit.",
    }
    [(title, docs)] = [(title, docs) for title, docs in find(texts) if "a" in docs and "d" not in docs]
    assert sorted(docs) == ["a", "b", "c"]
    assert "Guards" not in title


def test_what_was_in_two_years_is_no_one_statement():
    one = "The dam at Tarn broke after heavy rain and the lower town was flooded"
    for years, claims_ in ((("2016", "2024"), 0), (("2024", "2024"), 1)):
        texts = {
            doc: f"In {year} the council met. In {year} {one}." for doc, year in zip("ab", years, strict=True)
        }
        assert len([title for title, _ in find(texts) if "dam" in title]) == claims_, years


def test_who_is_named_may_suffer_an_act_in_any_words_but_not_what_is_named_after_its_place():
    same = ("The founder, Ann Reed, was killed in May.", "Neighbours wept when Ms Reed was killed.")
    other = ("They killed guards of Tarn.", "Masked men killed bakers of Tarn.")
    assert [len(find(dict(zip("ab", pair, strict=True)))) for pair in (same, other)] == [1, 0]


def test_a_title_ends_before_what_only_some_of_its_versions_tell():
    texts = {
        "a": "Fourteen old boats were burnt in an uprising on Tuesday.",
        "b": "Fourteen old boats were burnt in a riot, the mayor was told.",
        "c": "Fourteen old boats were burnt.",
    }
    assert [title for title, _ in find(texts)] == ["Fourteen old boats were burnt"]


def test_who_says_it_in_the_middle_is_no_part_of_a_title():
    both = "Two of the old ferries sank off Tarn{} and the third was lost in the storm."
    texts = {"a": both.format(", the guard said,"), "b": both.format("")}
    segments, analysed = cleaning.clean_some(texts, texts)
    at = {words: texts["a"].index(words) for words in ("Two", ", the guard", "the guard", "said", " and")}
    places = [
        ("content", at["Two"], at[", the guard"]),
        ("source", at["the guard"], at["the guard"] + 9),
        ("cue", at["said"], at["said"] + 4),
        ("content", at[" and"] + 1, len(texts["a"]) - 1),
    ]
    rows = [("a", 1, role, start, end, texts["a"][start:end]) for role, start, end in places]
    heads = pd.DataFrame([("a", 1, "a guard", "")], columns=["doc", "attribution", "speaker", "doubtful"])
    found = claims.find_claims(
        find_passages(segments, analysed),
        segments,
        heads,
        schema.table("attribution_spans", rows),
        schema.table("acts"),
        analysed,
    )
    assert "guard" not in " ".join(found["title"])


APART = [
    ("The mayor of Marwick phoned the minister on Monday.", "The minister of Marwick opened a school."),
    ("Ann Reed, 36, sells bread in the old town.", "Ben Holt, 36, said he had lost his house."),
    ("For four years the ferry was late.", "The bridge was closed for four years."),
    ("The ferry, which sank in May, was an old one.", "In May the mayor bought an old ferry."),
    ("Guards killed 40 soldiers at the gate.", "Any talk of 40 soldiers killed at the gate is false."),
    ("In Tarn 23 people were injured on Friday.", "37 people and 23."),
    ("Seven years for 112 lives.", "Seven years after 112 men had met in Tarn the court sat."),
    (
        "The boats were three miles inside Ostrian waters.",
        "The boats were eight miles inside Ostrian waters.",
    ),
    ("The boats were two miles off when their lamp went out.", "The boats were a mile off when it went out."),
    ("The boats were inside Ostrian waters.", "The boats were inside Marnish waters."),
    ("Some 300 guards tried to clear a road.", "The road was open at six, and 300 guards stayed on duty."),
    ("They opened the gates before the old dam gave way.", "The old dam gave way at dawn."),
    ("We were sent cars.", "Ask those who sent the cars."),
    ("Norvik bought the 19-hectare site.", "Norvik lost its 19-hectare site after all."),
    ("Guards killed two miners at the pit.", "Two nurses were killed by a flood."),
    ("Riot police restored order shortly before midnight.", "Riot police came shortly before midnight."),
    ("The bank has 22 branches in the north.", "Savers will block all 22 branches."),
    ("In 2016 police stormed the old port with dogs.", "Police stormed the old port with dogs at dawn."),
    ("Did the guards shell the old mill?", "Did the guards shell the old mill?"),
    ("In 2011 nine men were jailed in Tarn.", "Nine men were jailed in Tarn in 2024."),
    ("A decade ago such a strike killed two men.", "Such a strike killed two men."),
    ("The treaty of 1974 divided the old strait.", "The treaty of 1992 divided the old strait."),
    ("Around 60 men refused to go back to their cells.", "Around 60 men went back to their cells."),
]


def test_names_ages_durations_and_remarks_in_passing_make_no_claim():
    assert [pair for pair in APART if find(dict(zip("ab", pair, strict=True)))] == []


TWICE = [
    "They knew about the cracks and they did nothing.",
    "No order was given.",
    "It was the fourth such incident this year.",
    "They were attacked and they defended themselves.",
]


def test_a_clause_that_two_articles_have_in_the_same_words_is_a_claim():
    assert [one for one in TWICE if not find({"a": one, "b": f"It rained in Tarn. {one}"})] == []


def test_what_one_says_in_other_words_with_all_that_tells_is_the_same():
    texts = {"a": "Norvik ignored the warning.", "b": "The warning of 2019 was ignored."}
    assert [sorted(docs) for _, docs in find(texts)] == [["a", "b"]]


def test_what_is_no_clause_has_its_word_for_saying_and_what_is_ignored_is_no_saying():
    for text, cue, whole in (
        ("The mayor called for calm.", "called for", "called for calm"),
        ("The mayor ignored the warning.", "ignored", "The mayor ignored the warning"),
    ):
        at = text.index(cue)
        roles = [
            (1, "source", 0, 9),
            (1, "cue", at, at + len(cue)),
            (1, "content", at + len(cue) + 1, len(text)),
        ]
        [clause] = clauses.cut_clauses(clauses.Read(text, roles, [], []), (0, len(text)))
        assert text[clause.start : clause.end] == whole


def test_who_speaks_in_the_sentence_before_bears_on_no_clause_of_the_next():
    text = "Police said that ten men left. Six of them from Tarn."
    roles = [(1, "source", 0, 6), (1, "cue", 7, 11), (1, "content", 17, 29)]
    [clause] = clauses.cut_clauses(clauses.Read(text, roles, [], []), (31, len(text)))
    assert text[clause.start : clause.end] == "Six of them from Tarn"


def test_what_is_claimed_ends_before_its_denial_and_before_what_its_source_does_next():
    for text, said, parts in (
        ("Claims that all doors were shut were dismissed.", "that all doors were shut were dismissed", 1),
        ("Ann Reed said the dam was safe and ordered a check.", "the dam was safe and ordered", 2),
    ):
        at = text.index(said)
        roles = [(1, "cue", at - 5, at - 1), (1, "content", at, at + len(said))]
        found = clauses.cut_clauses(clauses.Read(text, roles, [], []), (0, len(text)))
        told = [text[one.start : one.end] for one in found]
        whole = said.removesuffix(" were dismissed").removesuffix(" and ordered")
        assert (told[0], len(told)) == (whole, parts)


def test_a_time_without_a_verb_and_a_plan_are_no_cuts_in_the_wrong_place():
    for text, parts in (
        ("Six boats came in shortly before dawn", ["Six boats came in shortly before dawn"]),
        ("Two men were killed and 14 wounded", ["Two men were killed", "and 14 wounded"]),
        (
            "The old port was shut and six boats were sunk",
            ["The old port was shut", "and six boats were sunk"],
        ),
        (
            "Six boats came in shortly before the dam broke",
            ["Six boats came in", "shortly before the dam broke"],
        ),
        (
            "Norvik bought the old site and plans to sell it to farmers",
            ["Norvik bought the old site", "and plans to sell it to farmers"],
        ),
        (
            "Norvik spent a million on it and a new wing for 300 pupils will open",
            ["Norvik spent a million on it", "and a new wing for 300 pupils will open"],
        ),
        (
            "Three days after guards had boarded the ferry, insurers raised their rates",
            ["Three days after guards had boarded the ferry", "insurers raised their rates"],
        ),
        (
            "Ann Reed, who gave the town its pool, was led away at noon",
            ["Ann Reed, who gave the town its pool", "was led away at noon"],
        ),
    ):
        found = clauses.cut_clauses(clauses.Read(text, [], [], []), (0, len(text)))
        assert [text[one.start : one.end] for one in found] == parts


def test_what_a_source_denies_is_another_statement_and_its_title_says_so():
    text = "The guards denied that any boat had hit the pier."
    roles = [(1, "source", 0, 10), (1, "cue", 11, 17), (1, "content", 18, 48)]
    [clause] = clauses.cut_clauses(clauses.Read(text, roles, [], []), (0, len(text)))
    assert (clause.denied, clause.by) == (True, "denied")
    text = "The guards denied that any boat had hit the pier and said that one boat had come too near."
    found = clauses.cut_clauses(clauses.Read(text, [*roles, (1, "content", 53, 89)], [], []), (0, len(text)))
    assert [clause.by for clause in found] == ["denied", ""]


def test_a_title_says_what_most_articles_have_in_common():
    texts = {
        "a": "He said that his men had fired only after they were attacked with axes.",
        "b": "His men had been attacked with axes, he said.",
        "c": "The men had been attacked with axes.",
    }
    assert "fired" not in " ".join(title for title, docs in find(texts) if len(docs) == 3)


def test_of_an_agency_and_whom_it_carries_the_one_who_says_it_is_told():
    said = "Ten boats sank off Tarn"
    text = f"{said}, the guard said, according to the agency."
    places = [
        (number, role, text.index(words), text.index(words) + len(words))
        for number, role, words in (
            (1, "source", "the agency"),
            (1, "cue", "according to"),
            (1, "content", said),
            (2, "source", "the guard"),
            (2, "cue", "said"),
            (2, "content", said),
        )
    ]
    [clause] = clauses.cut_clauses(clauses.Read(text, places, [], []), (0, len(text)))
    assert (text[clause.start : clause.end], clause.attribution) == (said, 2)


def test_a_count_is_a_statement_beside_another_in_one_sentence():
    both = "37 people had been detained and that 11 officers were hurt by bottles and bolts from the crowd"
    texts = {
        "a": f"Police said that {both}.",
        "b": f"The police in Marwick said that {both}.",
        "c": "The crowd threw bottles and bolts at the officers, who were hurt.",
    }
    [detained] = [
        docs for title, docs in find(texts, [(doc, "police", both) for doc in "ab"]) if "37" in title
    ]
    assert sorted(detained) == ["a", "b"]


def test_what_is_told_alike_here_as_own_and_there_on_somebody_s_word_is_doubtful_if_no_cue_stands_by_it():
    text = "The harbour bridge collapsed on Friday after heavy rain."
    table = find_table({"a": text, "b": f"{text[:-1]}, a guard said."}, [("b", "a guard", text[:-1])])
    assert table[["told", "doubtful"]].values.tolist() == [["own", "yes"], ["attributed", "yes"]]
    clause = clauses.Clause(0, 55, 1, False, *[frozenset()] * 4, False, True)
    for own, roles, sure in (
        (clause, [(1, "cue", 65, 69)], True),
        (clause, [(2, "cue", 65, 69)], False),
        (clause._replace(attribution=""), [], True),
        (clause._replace(attribution=""), [(1, "cue", 65, 69)], False),
    ):
        assert claims._is_sure(f"{text[:-1]}, a guard said.", own, (0, 70), roles) == sure


def test_what_a_clause_tells_only_of_those_a_source_speaks_of_is_not_surely_on_its_word():
    texts = {
        "a": "The union demanded arrests after the fire that killed nine men.",
        "b": "The union said that nine men were killed.",
        "c": "The union said that nine men who left were killed.",
        "d": "The union said that the fire, which killed nine men, was lit by three boys from the old mill.",
    }
    said = [(doc, "the union", texts[doc][texts[doc].index(" ", 12) + 1 : -1]) for doc in texts]
    table = find_table(texts, said)
    assert table[["doc", "speaker", "doubtful"]].values.tolist() == [
        ["a", "the union", "yes"],
        ["b", "the union", ""],
        ["c", "the union", ""],
        ["d", "the union", "yes"],
    ]


def test_who_is_read_as_a_speaker_for_a_verb_of_the_list_has_done_it_and_said_nothing():
    text = "Norvik killed the old bear on Friday."
    segments, analysed = cleaning.clean_some({"a": text}, {"a": text})
    places = [("source", 0, 6), ("cue", 7, 13), ("content", 14, 36)]
    rows = [("a", 1, role, start, end, text[start:end]) for role, start, end in places]
    spans = schema.table("attribution_spans", rows)
    acts = per_article.list_acts(segments, schema.table("labels"), spans, ACTS, analysed)
    said = {("a", 1): {"speaker": "Norvik"}}
    [version] = claims.list_clauses(segments, spans, acts, said, analysed)
    assert (version.speaker, version.clause.attribution) == ("", "")


def test_who_is_not_told_is_no_source_that_has_a_name():
    told = pd.DataFrame([(1, "quoted", ""), (1, "quoted", "Ann Holt")], columns=["claim", "told", "speaker"])
    nobody = pd.DataFrame(columns=["speaker", "side", "source_type"])
    assert sources.settle_sources(told, nobody, {}, []) == ["", "Ann Holt"]


def test_a_title_is_whole_words_of_one_version_without_what_joins_it():
    texts = {
        "a": "Rain fell, while the council approved a new tunnel under the bay.",
        "b": "On Friday the council approved a new tunnel under the bay.",
    }
    [(title, _)] = find(texts)
    assert title in (
        "the council approved a new tunnel under the bay",
        "On Friday the council approved a new tunnel under the bay",
    )


def test_a_version_of_the_study_begins_and_ends_with_words(texts):
    for row in files.read_table(OUTPUTS, "claims").itertuples():
        assert texts[row.doc][row.start : row.end].strip() == texts[row.doc][row.start : row.end]
