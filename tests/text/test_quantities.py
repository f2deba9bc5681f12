from hypothesis import given
from hypothesis import strategies as st

from inotherwords.text import quantities


def found(text):
    return [(quantity.value, quantity.counted) for quantity in quantities.find_quantities(text)]


def others(texts, *expected):
    """The texts in which something else is found."""
    return {text: found(text) for text in texts if found(text) != [*expected]}


def test_a_number_in_digits_or_words_has_one_value():
    values = {
        "24": 24,
        "14,000": 14_000,
        "3.5": 3.5,
        "fifty": 50,
        "twenty-five": 25,
        "two hundred and six": 206,
        "a dozen": 12,
        "three dozen": 36,
        "half a million": 500_000,
        "1.5 million": 1_500_000,
        "two million three hundred thousand": 2_300_000,
        "a hundred thousand": 100_000,
        "two thousand three hundred": 2_300,
    }
    assert {number: quantities.read_number(number) for number in values} == values
    assert {number: found(f"They saw {number} ships.") for number in values} == {
        number: [(value, "ships")] for number, value in values.items()
    }


@given(st.integers(0, 10**9))
def test_digits_mean_themselves_with_and_without_commas(number):
    assert quantities.read_number(str(number)) == quantities.read_number(f"{number:,}") == number


def test_dates_ranks_vague_numbers_and_numbers_of_nothing_are_no_quantities():
    texts = [
        *("In 2016 ships sank.", "In 1987 ships sank.", "On March 3 ships sank.", "On 3 March ships sank."),
        *("The 4th ship sank.", "Dozens of ships and tens of thousands of boats sank.", "They lost 183."),
        *(
            "Of the 24, 19 of them sank.",
            "T-72 tanks sank.",
            "Ann, 51, sank.",
            "The 29-year-old sank.",
            "a boy, 9 years old, sank",
        ),
    ]
    assert others(texts) == {}


def test_what_is_counted_may_follow_small_words_a_hyphen_or_nothing():
    text = "six of the sailors; a two-day storm; a strip of 100km; five other towns"
    assert found(text) == [(6, "sailors"), (2, "day"), (100, "km"), (5, "towns")]


def test_the_dead_are_one_count_however_they_are_told():
    texts = [
        *("at least 255 dead", "255 people killed", "255 people have died", "it left 255 dead"),
        *("it claimed the lives of 255 people", "it killed more than 255 people"),
        "255 people of this town died",  # five words away, and no farther
    ]
    assert others(texts, (255, "dead")) == {}


def test_people_who_are_not_dead_and_dead_who_are_not_just_people_are_counts_of_their_own():
    assert found("24 civilians were killed") == [(24, "civilians")]
    texts = [
        "255 people fled",
        "255 people fled, said the widow of a man killed there",
        "255 people met where this man had died",
    ]
    assert others(texts, (255, "people")) == {}


def test_the_words_of_a_quantity_say_how_exact_it_is():
    [quantity] = quantities.find_quantities("More than half a million people fled.")
    assert quantity.text == "More than half a million"


@given(st.text(alphabet=st.sampled_from("12, .-ao thousanddozenhalfmillionpeople\n")))
def test_any_text_can_be_read(text):
    for quantity in quantities.find_quantities(text):
        assert quantity.text in text
        assert quantity.counted


def test_of_several_words_behind_a_number_the_first_plural_is_counted():
    counted = {
        "two police officers left": "officers",
        "two booby-trapped cars burned": "cars",
        "41 basis points": "points",
        "20 wounded policemen": "policemen",
        "a two-day lightning strike on towns": "day",
        "two soldiers carrying letters": "soldiers",
        "100 km from two towns": "km",
    }
    assert {text: found(text)[0][1] for text in counted} == counted
