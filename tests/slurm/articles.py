"""Write a folder of invented articles: python articles.py FOLDER NUMBER."""

import random
import sys
from pathlib import Path

WHO = [
    "the mayor",
    "a resident",
    "Ann Reed",
    "the Town Office",
    "a driver who asked not to be named",
    "engineers",
]
SAID = ["said", "told AFP", "claimed", "stressed", "added", "warned"]
KINDS = [
    "old",
    "steep",
    "flooded",
    "narrow",
    "empty",
    "crowded",
    "wooden",
    "northern",
    "painted",
    "silent",
    "rusty",
    "unlit",
]
PLACES = [
    "bridge",
    "market",
    "tower",
    "harbour",
    "school",
    "mill",
    "station",
    "chapel",
    "quarry",
    "orchard",
    "library",
    "tunnel",
]
DOINGS = [
    "closed",
    "opened",
    "leaked",
    "burnt",
    "collapsed",
    "reopened",
    "shook",
    "froze",
    "moved",
    "emptied",
    "darkened",
    "sank",
]
WHENS = [
    "at dawn",
    "on Monday",
    "after the storm",
    "last winter",
    "before noon",
    "in secret",
    "twice a week",
    "without warning",
]


def clause(dice: random.Random) -> str:
    """Return what happened, in some of many ways."""
    street = (
        f"{dice.choice(KINDS).capitalize()} {dice.choice(PLACES).capitalize()} Street {dice.randint(1, 999)}"
    )
    what = f"the {dice.choice(KINDS)} {dice.choice(PLACES)}"
    return f"{what} by {street} {dice.choice(DOINGS)} {dice.choice(WHENS)}"


def article(number: int) -> str:
    """Return the text of one article: a headline and some paragraphs, never the same twice."""
    dice = random.Random(number)
    paragraphs = [f"News from Norbury, day {number}"]
    for _ in range(dice.randint(3, 7)):
        who, said, what, told = dice.choice(WHO), dice.choice(SAID), clause(dice), clause(dice).capitalize()
        quoted = f"“{what.capitalize()},” {who} {said}."
        indirect = f"{who.capitalize()} {said} that {what}."
        paragraphs.append(f"{dice.choice([quoted, indirect])} {told}.")
    return "\n\n".join(paragraphs) + "\n"


def main(folder: Path, articles: int) -> None:
    """Write the articles and the table that lists them."""
    folder.mkdir(parents=True)
    rows = ["doc,outlet"]
    for number in range(articles):
        (folder / f"{number:04}.txt").write_text(article(number), encoding="utf-8")
        rows.append(f"{number:04},Paper {number % 5}")
    (folder / "articles.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
