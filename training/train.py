"""Train the network on PolNeAR: `make train POLNEAR=folder`."""

import argparse
import copy
import json
import random
import sys
import time
from collections import Counter
from pathlib import Path

import data
import net
import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch.nn import functional

from inotherwords import cleaning, evaluation, extraction, quotations
from inotherwords.windows import windows

PIECES = 1536  # word pieces a batch
RATE, HEAD_RATE = 2e-4, 6e-4
SHOW_ALL = 0.95  # share of the other cues that the second head is shown
SMOOTHED = 0.995


def batches(examples: list[data.Example], order: random.Random) -> list[list[data.Example]]:
    """Return the examples in batches of about PIECES word pieces, alike in length."""
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


def loss_of(encoder: net.Encoder, roles: net.Roles, batch: list[data.Example], order: random.Random) -> torch.Tensor:
    """Return the loss of one batch: cues, then the roles of each annotated cue and whether it is one."""
    pad = lambda column: torch.from_numpy(extraction.padded(column))
    letter_case = [item.window.letter_case * (order.random() > 0.1) for item in batch]
    states, logits = encoder(
        pad([item.window.pieces for item in batch]), pad(letter_case), pad([item.window.quoted for item in batch])
    )
    cue_loss = torch.zeros(())
    inputs, targets, valid = [], [], []
    for number, item in enumerate(batch):
        word_logits = logits[number, torch.from_numpy(item.window.first)].float()
        cue_loss = cue_loss + functional.cross_entropy(
            word_logits, torch.from_numpy(item.labels), ignore_index=data.NO_LABEL, reduction="sum"
        )
        likely = word_logits.detach().softmax(-1).numpy()
        likely[item.labels != 0] = (1, 0, 0)
        wrong = extraction.find_candidates(likely, item.window.paragraph, number)
        order.shuffle(wrong)
        cues = [(cue, source, content, 1.0) for cue, source, content in item.cues]
        cues += [(candidate.words, [], [], 0.0) for candidate in wrong[: 1 + len(item.cues) // 2]]
        for cue, source, content, right in cues:
            here = np.flatnonzero(item.window.paragraph == item.window.paragraph[cue[0]])
            others = [word for other, *_ in item.cues if other is not cue and order.random() < SHOW_ALL for word in other]
            others += [w for c in wrong if c.probability > extraction.SHOWN_CUE and order.random() < 0.5 for w in c.words]
            marks = np.isin(here, others).astype(np.int64)
            marks[np.isin(here, cue)] = 2
            target = np.where(np.isin(here, content), 2, np.isin(here, source))
            target[marks == 2] = data.NO_LABEL
            if not right:
                target[:] = data.NO_LABEL
            word_states = states[number, torch.from_numpy(item.window.first[here])]
            inputs.append((word_states, np.ones(len(here), dtype=np.int64), marks, extraction.log_distances(here, cue)))
            targets.append(target + 1)
            valid.append(right)
    count = max(sum(valid), 1)
    loss = cue_loss / count
    if inputs:
        role_logits, yes = roles(
            torch.nn.utils.rnn.pad_sequence([item[0] for item in inputs], batch_first=True),
            *(pad([item[part] for item in inputs]) for part in (1, 2, 3)),
        )
        wanted = pad(targets) - 1
        wanted[wanted == -1] = data.NO_LABEL
        loss = loss + 0.3 * functional.cross_entropy(
            role_logits.float().flatten(0, 1), wanted.flatten(), ignore_index=data.NO_LABEL, reduction="sum"
        ) / count
        loss = loss + 0.5 * functional.binary_cross_entropy_with_logits(yes.float(), torch.tensor(valid))
    return loss


def as_functions(encoder: net.Encoder, roles: net.Roles):
    """Return the two nets as `extraction` takes them."""

    def encode(*arrays):
        with torch.inference_mode():
            return tuple(part.float().numpy() for part in encoder(*map(torch.from_numpy, arrays)))

    def assign(*arrays):
        with torch.inference_mode():
            return tuple(part.float().numpy() for part in roles(*map(torch.from_numpy, arrays)))

    return encode, assign


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("polnear", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--rate", type=float, default=RATE)
    options = parser.parse_args()
    torch.manual_seed(0)  # every seed begins with the same heads, so that their weights can be averaged
    order = random.Random(options.seed)
    folder = options.polnear.parent
    scorer = evaluation.load_scorer(folder)
    articles = data.read_examples(folder, "train")
    encoder, roles = net.load_encoder(load_file(options.encoder)), net.Roles()
    roles.layer.load_state_dict(encoder.layers[-1].state_dict())
    torch.manual_seed(options.seed)
    if options.start:
        weights = load_file(options.start)
        encoder.load_state_dict({k[8:]: v for k, v in weights.items() if k.startswith("encoder.")})
        roles.load_state_dict({k[6:]: v for k, v in weights.items() if k.startswith("roles.")})
    both = torch.nn.ModuleDict({"encoder": encoder, "roles": roles})
    smoothed = copy.deepcopy(both).eval()
    heads = [p for n, p in both.named_parameters() if p.requires_grad and (n.startswith("roles") or ".cue." in n or "letter_case" in n or "quoted" in n)]
    ids = {id(p) for p in heads}
    rest = [p for p in both.parameters() if p.requires_grad and id(p) not in ids]
    optimizer = torch.optim.AdamW([{"params": rest, "lr": options.rate}, {"params": heads, "lr": options.rate * HEAD_RATE / RATE}], weight_decay=0.01, fused=True)
    epochs = [batches([item for versions in articles for item in order.choice(versions)], order) for _ in range(options.epochs)]
    steps = sum(map(len, epochs))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1, (step + 1) / (0.06 * steps)) * max(0.02, 1 - step / steps))
    print(steps, "steps", flush=True)
    began = time.time()
    total = 0.0
    step = 0
    for epoch in epochs:
        both.train()
        for batch in epoch:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(encoder, roles, batch, order)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(both.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            with torch.no_grad():
                for mean, now in zip(smoothed.parameters(), both.parameters(), strict=True):
                    if now.requires_grad:
                        mean.lerp_(now, 1 - min(SMOOTHED, (1 + step) / (10 + step)))
            total += float(loss.detach())
            if step % 50 == 0:
                print(step, round(total / 50, 4), round(time.time() - began), flush=True)
                total = 0.0
        both.eval()
        options.out.mkdir(parents=True, exist_ok=True)
        save_file({k: v.contiguous() for k, v in smoothed.state_dict().items()}, options.out / "smoothed.safetensors")
        save_file({k: v.contiguous() for k, v in both.state_dict().items()}, options.out / "last.safetensors")
        annotated = scorer.read_gold(str(options.polnear / "dev"))
        for name, model in (("last", both), ("smoothed", smoothed)):
            counts = Counter()
            for doc, (text, gold, discarded) in annotated.items():
                analysed = cleaning.apply_edits({doc: text}, cleaning.edits({doc: text}))[doc]
                read = windows(analysed, data.body_paragraphs(analysed), quotations.find(analysed))
                found = extraction.extract(read, *as_functions(model["encoder"], model["roles"]))
                counts += scorer.score_doc(text, gold, discarded, [{"source": f.source, "cue": f.cue, "content": f.content} for f in found])
            s = scorer.summarise(counts)
            print(name, {k: round(100 * s[k]["f1"], 2) for k in ("detection", "source_content_jaccard", "cue_overlap")},
                  "p", round(s["detection"]["p"], 3), "r", round(s["detection"]["r"], 3),
                  {k: round(v["recall"], 3) for k, v in s["recall_by_type"].items()}, flush=True)


if __name__ == "__main__":
    main()
