"""Trains the reader: ``python -m analysis train --disputes FOLDER --parliament FILE --out FOLDER``.

Deterministic for a seed and a number of threads; saves every few minutes and goes on from there when started again.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, Final

import numpy as np
import torch  # type: ignore[import-not-found]
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F  # type: ignore[import-not-found]  # noqa: N812

from analysis.encoder.augment import join, vary
from analysis.encoder.base_weights import BaseModel, dequantize, find_base_file, read_base_model
from analysis.encoder.examples import Example, read_disputes, read_marked, read_parliament
from analysis.encoder.labels import bucket_distances, bucket_sentences
from analysis.encoder.network import Reader, Shape, load_base
from analysis.encoder.pieces import PAD, UNKNOWN, build_tokenizer, cut_into_pieces
from analysis.encoder.silver import read_silver
from analysis.encoder.targets import Target, draw_windows, make_target
from analysis.encoder.windows import find_reach

#: Pieces a step, padding included.
STEP_PIECES: Final = 2560
ENCODER_RATE: Final = 2e-4
HEAD_RATE: Final = 1e-3
#: Each layer below learns this much slower.
LAYER_DECAY: Final = 0.9
_ROLE_WEIGHTS: Final = (1.0, 2.5, 2.5, 1.2)
_ANCHOR_WEIGHT: Final = 2.0
_UNKNOWN_SHARE: Final = 0.03
_DATA: Final = Path(__file__).with_name("data")


def main(arguments: list[str] | None = None) -> None:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--disputes", type=Path, nargs="+", required=True)
    parser.add_argument("--parliament", type=Path, required=True)
    parser.add_argument("--leave-out", nargs="*", default=[], help="disputes kept for tuning")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--silver", type=Path, nargs="*", default=[], help="files that the rules have read, as `write_silver` writes them")
    parser.add_argument("--start-from", type=Path, help="weights to start from instead of the base encoder")
    parser.add_argument("--take-layers", type=int, nargs="*", help="where those have more layers: which to take")
    parser.add_argument("--freeze", type=int, default=0, help="lowest layers that learn nothing more")
    parser.add_argument("--steps", type=int, default=700)
    parser.add_argument("--rate", type=float, default=1.0, help="factor on the learning rates")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    train(parser.parse_args(arguments))


def load_examples(options: argparse.Namespace) -> dict[str, list[Example]]:
    """All examples by kind."""
    left_out = frozenset(options.leave_out)
    return {
        "disputes": [e for folder in options.disputes for e in read_disputes(folder, left_out)],
        "own": [e for path in sorted(_DATA.glob("*.txt")) for e in read_marked(path)],
        "parliament": list(read_parliament(options.parliament)),
        "silver": [e for path in options.silver for e in read_silver(path)],
    }


def draw_epoch(examples: dict[str, list[Example]], tokenizer: Tokenizer, random: Random) -> list[Target]:
    """Targets of one pass: each of our own articles in variants, a part of the speeches."""
    drawn: list[Example] = []
    for kind, times in (("disputes", 3), ("own", 5)):
        drawn += [vary(e, random) for e in examples[kind] for _ in range(times)]
    drawn += random.sample(examples["silver"], min(len(examples["silver"]), 120))
    drawn = join_some(drawn, random)
    drawn += random.sample(examples["parliament"], max(1, len(examples["parliament"]) // 6))
    targets = []
    for example in drawn:
        pieces = cut_into_pieces(example.text, tokenizer)
        targets += [make_target(example, pieces, window, random) for window in draw_windows(pieces, random)]
    return targets


def join_some(drawn: list[Example], random: Random) -> list[Example]:
    """Join a third of the texts to another of their language."""
    random.shuffle(drawn)
    joined: list[Example] = []
    waiting: dict[str, Example] = {}
    for example in drawn:
        if (other := waiting.pop(example.language, None)) is not None:
            joined.append(join(other, example))
        elif random.random() < 0.2:
            waiting[example.language] = example
        else:
            joined.append(example)
    return [*joined, *waiting.values()]


def draw_steps(examples: dict[str, list[Example]], tokenizer: Tokenizer, random: Random) -> Iterator[list[Target]]:
    """Endless batches of windows of like length."""
    while True:
        targets = draw_epoch(examples, tokenizer, random)
        targets.sort(key=lambda t: len(t) + random.randrange(40))
        batches: list[list[Target]] = [[]]
        for target in targets:
            longest = max([len(target), *(len(t) for t in batches[-1])])
            if batches[-1] and longest * (len(batches[-1]) + 1) > STEP_PIECES:
                batches.append([])
            batches[-1].append(target)
        random.shuffle(batches)
        yield from batches


def collate(targets: list[Target], table: np.ndarray[Any, Any], random: Random) -> dict[str, Tensor]:
    """Targets → padded tensors; ``which`` tells the window of each anchor."""
    length = max(len(t) for t in targets)

    def stacked(rows: list[np.ndarray[Any, Any]], fill: int = 0) -> Tensor:
        return torch.from_numpy(np.stack([np.pad(r, [(0, length - len(r))] + [(0, 0)] * (r.ndim - 1), constant_values=fill) for r in rows]))

    anchored = [(i, t, k) for i, t in enumerate(targets) for k in range(len(t.places))]
    ids = stacked([t.columns["ids"] for t in targets], PAD)
    words = torch.from_numpy(dequantize(table[ids.numpy().ravel()])).view(*ids.shape, -1)
    hidden = torch.from_numpy(np.random.default_rng(random.randrange(2**31)).random(ids.shape) < _UNKNOWN_SHARE)
    words[hidden] = torch.from_numpy(dequantize(table[UNKNOWN : UNKNOWN + 1]))
    batch = {
        "words": words,
        "mask": (ids != PAD).float(),
        "quotes": stacked([t.columns["quotes"] for t in targets]),
        "breaks": stacked([t.columns["breaks"] for t in targets]),
        "style": torch.tensor([t.style for t in targets]),
        "anchors": stacked([t.anchors for t in targets]).float(),
        "counted": stacked([t.counted for t in targets]).float(),
    }
    if not anchored:
        return batch
    return (
        batch
        | {
            "which": torch.tensor([i for i, _, _ in anchored]),
            "places": torch.tensor([int(t.places[k]) for _, t, k in anchored]),
            "kinds": torch.tensor([int(t.kinds[k]) for _, t, k in anchored]),
        }
        | _around(anchored)
    )


def _around(anchored: list[tuple[int, Target, int]]) -> dict[str, Tensor]:
    """What the pair head sees of the pieces around each anchor; ``pieces`` are their places in the window, ``shown`` is 0 where there is none."""
    columns: dict[str, list[np.ndarray[Any, Any]]] = {name: [] for name in ("pieces", "shown", "roles", "distance", "sentence", "same")}
    for _, target, k in anchored:
        place, length = int(target.places[k]), len(target)
        part = find_reach(place, length)
        c = target.columns
        columns["pieces"].append(np.arange(part.start, part.stop))
        columns["shown"].append(np.ones(part.stop - part.start, dtype=np.int64))
        columns["roles"].append(target.roles[k][part])
        columns["distance"].append(bucket_distances(place, length)[part])
        columns["sentence"].append(bucket_sentences(place, c["sentences"], c["paragraphs"])[part])
        columns["same"].append((c["quotations"] == c["quotations"][place]).astype(np.int64)[part])
    widest = max(len(row) for row in columns["pieces"])
    return {name: torch.from_numpy(np.stack([np.pad(row, (0, widest - len(row))) for row in rows])) for name, rows in columns.items()}


def compute_loss(reader: Reader, batch: dict[str, Tensor]) -> tuple[Tensor, dict[str, float]]:
    """The sum of both losses and each by itself."""
    anchors, as_piece, as_anchor = reader(batch["words"], batch["quotes"], batch["breaks"], batch["style"], batch["mask"])
    wanted = batch["anchors"]
    each = F.binary_cross_entropy_with_logits(anchors, wanted, reduction="none") * (1 + (_ANCHOR_WEIGHT - 1) * wanted)
    anchor_loss = (each * batch["counted"] * batch["mask"][:, :, None]).sum() / (wanted.sum() + 4)
    if "which" not in batch:
        return anchor_loss, {"anchor": anchor_loss.item()}
    which, pieces, shown = batch["which"], batch["pieces"], batch["shown"].float()
    at = which[:, None]
    roles = reader.pairs(
        as_piece[at, pieces],
        as_anchor[which, batch["places"]],
        batch["kinds"],
        batch["distance"],
        batch["sentence"],
        batch["quotes"][at, pieces],
        batch["same"],
        shown,
    )
    weights = torch.tensor(_ROLE_WEIGHTS)
    crossed = F.cross_entropy(roles.transpose(1, 2), batch["roles"], weight=weights, reduction="none") * shown
    role_loss = (crossed.sum(1) / ((batch["roles"] > 0).sum(1) + 10)).mean()
    loss = anchor_loss + 2 * role_loss
    return loss, {"anchor": anchor_loss.item(), "roles": role_loss.item()}


def make_groups(reader: Reader, factor: float) -> list[dict[str, Any]]:
    """Parameters with their learning rates: heads fastest, the lowest layer slowest; no decay on vectors."""
    groups = []
    for name, parameter in reader.named_parameters():
        if not parameter.requires_grad:
            continue
        rate = HEAD_RATE
        if name.startswith("encoder.layers."):
            rate = ENCODER_RATE * LAYER_DECAY ** (len(reader.encoder.layers) - 1 - int(name.split(".")[2]))
        elif name.startswith("encoder."):
            rate = ENCODER_RATE * (1.0 if name.split(".")[1] in ("quotes", "breaks", "styles") else LAYER_DECAY ** len(reader.encoder.layers))
        groups.append({"params": [parameter], "lr": rate * factor, "peak": rate * factor, "weight_decay": 0.01 if parameter.ndim > 1 else 0.0})
    return groups


def take_layers(state: dict[str, Tensor], layers: list[int] | None) -> dict[str, Tensor]:
    """Weights of a reader with more layers as those of one that has only the layers named, in that order."""
    if layers is None:
        return state
    kept = {name: value for name, value in state.items() if not name.startswith("encoder.layers.")}
    for new, old in enumerate(layers):
        at = f"encoder.layers.{old}."
        kept |= {f"encoder.layers.{new}.{name.removeprefix(at)}": value for name, value in state.items() if name.startswith(at)}
    return kept


def prepare(options: argparse.Namespace, base: BaseModel) -> Reader:
    """The reader to train: the base encoder's lowest layers, or other weights to go on from; frozen as asked."""
    reader = Reader(Shape())
    load_base(reader.encoder, base)
    if options.start_from:
        reader.load_state_dict(take_layers(torch.load(options.start_from, weights_only=True)["reader"], options.take_layers))
    for name, parameter in reader.encoder.named_parameters():
        number = int(name.split(".")[1]) if name.startswith("layers.") else -1
        parameter.requires_grad_(number >= options.freeze or not options.freeze)
    return reader


def compute_rate(step: int, steps: int) -> float:
    """The learning rate's share of its peak: a short rise, then a line down."""
    warm = max(1, steps // 15)
    return max(0.02, (step + 1) / warm if step < warm else (steps - step) / (steps - warm))


def train(options: argparse.Namespace) -> Reader:
    """Train, or go on training; writes ``checkpoint.pt`` and, a line a step, ``log.jsonl`` to the output folder."""
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    base: BaseModel = read_base_model(find_base_file())
    torch.manual_seed(options.seed)
    reader = prepare(options, base)
    optimizer = torch.optim.AdamW(make_groups(reader, options.rate), betas=(0.9, 0.98))
    checkpoint, done = options.out / "checkpoint.pt", 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        reader.load_state_dict(state["reader"])
        optimizer.load_state_dict(state["optimizer"])
        done = state["step"]
    random = Random(options.seed * 1000 + done)
    torch.manual_seed(options.seed * 1000 + done)
    steps = draw_steps(load_examples(options), build_tokenizer(base.pieces), random)
    began = saved = time.monotonic()
    reader.train()
    with (options.out / "log.jsonl").open("a", encoding="utf-8") as log:
        for step in range(done, options.steps):
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * compute_rate(step, options.steps)
            loss, parts = compute_loss(reader, collate(next(steps), base.word_blocks, random))
            loss.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            line = {"step": step + 1, "seconds": round(time.monotonic() - began, 1)} | {k: round(v, 4) for k, v in parts.items()}
            log.write(json.dumps(line) + "\n")
            log.flush()
            if sys.stderr.isatty():
                print(f"\rstep {step + 1} of {options.steps}: {parts}", end="", file=sys.stderr)
            if time.monotonic() - saved > 180 or step + 1 == options.steps:
                torch.save({"reader": reader.state_dict(), "optimizer": optimizer.state_dict(), "step": step + 1}, checkpoint)
                saved = time.monotonic()
    return reader
