"""Write a folder of invented articles: python articles.py FOLDER NUMBER."""

import random
import sys
from pathlib import Path

WHO = ["the mayor", "a resident", "Ann Reed", "the Town Office", "a driver who asked not to be named"]
SAID = ["said", "told AFP", "claimed", "stressed", "added"]
WHAT = [
    "the bridge over the Wend had been shut since Monday",
    "nobody would be left without water",
    "three shops on Mill Street were flooded",
    "the road to Norbury will open again in May",
    "engineers had found cracks in two pillars",
]
TOLD = ["It rained for three days.", "Trains ran late.", "Schools stayed open.", "The market moved indoors."]


def article(number: int) -> str:
    """Return the text of one article: a headline and some paragraphs, never the same twice."""
    dice = random.Random(number)
    paragraphs = [f"Water in Norbury, day {number}"]
    for _ in range(dice.randint(3, 7)):
        who, said, what = dice.choice(WHO), dice.choice(SAID), dice.choice(WHAT)
        quoted = f"“{what.capitalize()},” {who} {said}."
        told = f"{who.capitalize()} {said} that {what}."
        paragraphs.append(f"{dice.choice([quoted, told])} {dice.choice(TOLD)}")
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
