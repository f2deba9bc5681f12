"""What the network is asked, in which portions, and what is made of its answers: no arrays, any network."""

from inotherwords import settings
from inotherwords.attribution.network import answers
from inotherwords.attribution.network.answers import CueWords, Network, find_candidates, log_distances
from inotherwords.attribution.network.windows import Window


def cue_words(*likely):
    """What the first step says of words that are a first or a further word of a cue."""
    return CueWords(*zip(*((max(a + b, 0), 1 - max(a + b, 0), a, b) for a, b in likely), strict=True))


def found(*likely, paragraph=None):
    candidates = find_candidates(cue_words(*likely), paragraph or [0] * len(likely), 0)
    return [one.words for one in candidates]


# Possible cues


def test_a_word_that_is_likely_enough_is_a_possible_cue():
    [one] = find_candidates(cue_words((0, 0), (0.75, 0), (0, 0)), [0, 0, 0], 4)
    assert one == (4, [1], 0.75)
    low = settings.LOWEST_CUE
    assert found((low - 0.01, 0), (0, 0), (low + 0.01, 0)) == [[2]]
    assert found((0, 0), (0, 0)) == []


def test_a_further_word_belongs_to_the_cue_beside_it_and_a_first_word_begins_one():
    assert found((0.75, 0), (0.25, 0.5), (0, 0.75)) == [[0, 1, 2]]
    assert found((0.75, 0), (0.5, 0.25)) == [[0], [1]]
    assert found((0.75, 0), (0, 0), (0, 0.75)) == [[0], [2]]


def test_a_cue_does_not_go_on_in_the_next_paragraph():
    assert found((0.75, 0), (0, 0.75), paragraph=[0, 0]) == [[0, 1]]
    assert found((0.75, 0), (0, 0.75), paragraph=[0, 1]) == [[0], [1]]


def test_words_half_as_likely_as_the_likeliest_are_left_off_at_the_ends_but_not_within():
    assert found((0.25, 0), (0, 0.75), (0, 0.25), (0, 0.75), (0, 0.25)) == [[1, 2, 3]]


def test_a_cue_is_as_likely_as_its_likeliest_word():
    [one] = find_candidates(cue_words((0.5, 0), (0, 0.75)), [0, 0], 0)
    assert one.likely == 0.75


# Distances


def test_distances_grow_in_steps_to_the_farthest_on_both_sides():
    distances = log_distances(range(201), 100, 100)
    before, behind = distances[99::-1], distances[101:]
    assert before == sorted(before)
    assert (before[0], before[-1]) == (1, answers.FARTHEST)
    assert behind == [step + answers.FARTHEST for step in before]


def test_all_words_of_a_cue_are_at_no_distance_and_both_its_ends_count():
    assert log_distances(range(5), 1, 3) == [1, 0, 0, 0, 1 + answers.FARTHEST]


# Asking


def ask(*windows):
    """The answers on windows, each the likelihood of each word by paragraph, and what was asked for them."""
    asked = []

    def encode(window):
        return window, cue_words(*((likely, 0) for likely in window.pieces))

    def assign(states, here, marks, distances):
        asked.append((here, marks, distances))
        return [[[0.8, 0.1, 0.1] for _ in here] for _ in marks]

    made = []
    for paragraphs in windows:
        likely = [one for paragraph in paragraphs for one in paragraph]
        owner = [number for number, paragraph in enumerate(paragraphs) for _ in paragraph]
        made.append(Window(likely, [], [], [], owner, [(place, place + 1) for place in range(len(likely))]))
    return answers.ask(made, Network(encode, assign)), asked


def test_the_second_step_is_told_which_cue_is_meant_and_which_others_are_likely():
    # The last is a possible cue, but not likely enough to be shown.
    _, [(here, marks, distances)] = ask([[0.9, 0, 0.6, 0, 0.4]])
    assert here == range(5)
    assert marks == [[2, 0, 1, 0, 0], [1, 0, 2, 0, 0], [1, 0, 1, 0, 2]]
    assert distances[0] == log_distances(here, 0, 0)


def test_cues_of_one_paragraph_are_asked_for_together_and_those_of_another_apart():
    found, asked = ask([[0, 0.9, 0.9], [0, 0.9]], [[0.9, 0]])
    assert [(here, len(marks)) for here, marks, _ in asked] == [
        (range(3), 2),
        (range(3, 5), 1),
        (range(2), 1),
    ]
    assert [(one.candidate.window, one.candidate.words, one.here) for one in found.assigned] == [
        *((0, [1], range(3)), (0, [2], range(3)), (0, [4], range(3, 5)), (1, [0], range(2)))
    ]
    assert [len(cues.likely) for cues in found.cues] == [5, 2]


def test_no_more_than_a_fixed_number_of_cues_is_asked_for_at_once():
    found, asked = ask([[0.9] * (2 * answers.CANDIDATES + 1)])
    assert [len(marks) for _, marks, _ in asked] == [answers.CANDIDATES, answers.CANDIDATES, 1]
    assert len(found.assigned) == 2 * answers.CANDIDATES + 1


def test_an_article_without_windows_or_cues_is_answered_with_nothing():
    assert ask()[0] == ([], [], [])
    assert ask([[0, 0]])[0].assigned == []
