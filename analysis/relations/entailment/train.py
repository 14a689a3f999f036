"""Trains the network for pairs: ``python -m analysis train-pairs --pairs FOLDER --out FOLDER``.

Deterministic for a seed and a number of threads, also when broken off: it saves every two minutes and at the end, and goes on from there when started
again, with the batches and the dropout that it would have had. Products are of 16-bit numbers (bfloat16), weights of 32: a step takes half the time.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch  # type: ignore[import-not-found]
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F  # type: ignore[import-not-found]  # noqa: N812
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn  # type: ignore[import-not-found]

from analysis.encoder.base_weights import dequantize, find_base_file, read_base_model
from analysis.encoder.files import FOLDER
from analysis.encoder.network import load_base
from analysis.encoder.pieces import PAD, build_tokenizer
from analysis.relations.entailment.examples import MOST_PIECES, Twins, cut, draw_steps, frame, read_pairs, read_parallel
from analysis.relations.entailment.network import SHAPE, PairNetwork

#: Pieces a step, padding included.
STEP_PIECES: Final = 1536
LAYER_RATE: Final = 9e-5
HEAD_RATE: Final = 5e-4
#: Each layer below learns this much slower.
LAYER_DECAY: Final = 0.92
_SMOOTHING: Final = 0.05
#: What the answers to one line in two pairings of languages may differ counts so much beside what they miss: R-Drop (Liang et al. 2021) over
#: translations instead of dropout alone.
_AGREEMENT: Final = 1.0
#: The weights that are kept are a running mean of those learned; so much of it stays from step to step.
_MEAN: Final = 0.998
_SAVE_EVERY: Final = 120.0
_WARM: Final = 15


def main(arguments: list[str] | None = None) -> None:
    """Train as the command line says, then print how many of the pairs set aside are right."""
    parser = argparse.ArgumentParser(prog="python -m analysis train-pairs", description=__doc__)
    parser.add_argument("--pairs", type=Path, required=True, help="folder of multinli.train.{de,en,fr}.tsv")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--words", type=Path, default=FOLDER, help="folder with the reader's word table, which is shared")
    parser.add_argument("--steps", type=int, default=3600)
    parser.add_argument("--stop-at", type=float, default=float("inf"), help="stop after so many seconds, saved; start again to go on")
    parser.add_argument("--frozen", type=int, default=0, help="lowest layers that learn nothing")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--test", type=Path, help="pairs that are only counted, never learned from")
    options = parser.parse_args(arguments)
    table, tokenizer = read_words(options.words)
    network, done = train(options, table, tokenizer)
    if done and options.test:
        print(f"{count_right(network, read_pairs(options.test), table, tokenizer):.4f} of {options.test.name} right", flush=True)


def read_words(folder: Path) -> tuple[np.ndarray[Any, Any], Tokenizer]:
    """The reader's word table and tokenizer."""
    with np.load(folder / "reader-words.npz") as words:
        names = words["pieces"].tobytes().decode("utf-8").split("\n")
        return words["blocks"], build_tokenizer(list(zip(names, words["scores"].tolist(), strict=True)))


def collate(pairs: Sequence[tuple[list[int], list[int]]], table: np.ndarray[Any, Any]) -> tuple[Tensor, Tensor, Tensor]:
    """Framed pairs → padded words, second and mask, as the network takes them."""
    longest = max(len(ids) for ids, _ in pairs)
    ids = np.full((len(pairs), longest), PAD)
    second = np.zeros((len(pairs), longest), dtype=np.float32)
    for row, (own, part) in enumerate(pairs):
        ids[row, : len(own)] = own
        second[row, : len(own)] = part
    words = torch.from_numpy(dequantize(table[ids.ravel()])).view(*ids.shape, -1)
    return words, torch.from_numpy(second), torch.from_numpy((ids != PAD).astype(np.float32))


def train(options: argparse.Namespace, table: np.ndarray[Any, Any], tokenizer: Tokenizer) -> tuple[PairNetwork, bool]:
    """Train, or go on; writes ``pairs.pt`` and, a line a step, ``pairs-log.jsonl``. Also says whether all steps are done."""
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    network = PairNetwork(options.frozen)
    load_base(network, read_base_model(find_base_file()))
    mean = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(_MEAN))
    optimizer = torch.optim.AdamW(_group(network), betas=(0.9, 0.98))
    checkpoint, done = options.out / "pairs.pt", 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(state["network"])
        mean.load_state_dict(state["mean"])
        optimizer.load_state_dict(state["optimizer"])
        done = state["step"]
    network.train()
    began = saved = time.monotonic()
    batches = draw_steps(read_parallel(options.pairs), tokenizer, options.seed, STEP_PIECES)
    with (options.out / "pairs-log.jsonl").open("a", encoding="utf-8") as log:
        for step, batch in enumerate(islice(batches, done, options.steps), start=done):
            torch.manual_seed(options.seed * 1_000_000 + step)
            loss = _take_step(network, optimizer, batch, table, _compute_rate(step, options.steps))
            if step > options.steps // _WARM:
                mean.update_parameters(network)
            log.write(json.dumps({"step": step + 1, "seconds": round(time.monotonic() - began, 1), "pairs": 2 * len(batch), "loss": round(loss, 4)}) + "\n")
            log.flush()
            is_over = time.monotonic() - began > options.stop_at
            if is_over or step + 1 == options.steps or time.monotonic() - saved > _SAVE_EVERY:
                torch.save({"network": network.state_dict(), "mean": mean.state_dict(), "optimizer": optimizer.state_dict(), "step": step + 1}, checkpoint)
                saved, done = time.monotonic(), step + 1
            if is_over:
                break
    return mean.module, done >= options.steps


def _take_step(network: PairNetwork, optimizer: Any, batch: list[Twins], table: np.ndarray[Any, Any], share: float) -> float:
    for group in optimizer.param_groups:
        group["lr"] = group["peak"] * share
    pairs = [one for one, _ in batch] + [other for _, other in batch]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = network(*collate([frame(p.premise, p.hypothesis) for p in pairs], table)).float()
    one, other = (F.log_softmax(part, dim=-1) for part in logits.chunk(2))
    differing = (F.kl_div(one, other, log_target=True, reduction="batchmean") + F.kl_div(other, one, log_target=True, reduction="batchmean")) / 2
    loss = F.cross_entropy(logits, torch.tensor([p.label for p in pairs]), label_smoothing=_SMOOTHING) + _AGREEMENT * differing
    loss.backward()
    torch.nn.utils.clip_grad_norm_([p for p in network.parameters() if p.requires_grad], 1.0)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return float(loss.item())


def _compute_rate(step: int, steps: int) -> float:
    """The learning rate's share of its peak: a short rise, then a line down."""
    warm = max(1, steps // _WARM)
    return max(0.02, (step + 1) / warm if step < warm else (steps - step) / (steps - warm))


def _group(network: PairNetwork) -> list[dict[str, Any]]:
    """Parameters with their learning rates: the head fastest, the lowest layer slowest; no decay on vectors."""
    groups = []
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            layer = int(name.split(".")[1]) if name.startswith("layers.") else None
            rate = HEAD_RATE if layer is None else LAYER_RATE * LAYER_DECAY ** (SHAPE.layers - 1 - layer)
            groups.append({"params": [parameter], "lr": rate, "peak": rate, "weight_decay": 0.01 if parameter.ndim > 1 else 0.0})
    return groups


def count_right(network: PairNetwork, pairs: Sequence[tuple[str, str, int]], table: np.ndarray[Any, Any], tokenizer: Tokenizer) -> float:
    """Share of pairs whose class is foretold."""
    network.eval()
    framed = [frame(cut(p, tokenizer, MOST_PIECES[0]), cut(h, tokenizer, MOST_PIECES[1])) for p, h, _ in pairs]
    order = sorted(range(len(pairs)), key=lambda i: len(framed[i][0]))
    right = 0
    with torch.no_grad():
        for start in range(0, len(order), 32):
            part = order[start : start + 32]
            chosen = network(*collate([framed[i] for i in part], table)).argmax(1).tolist()
            right += sum(pairs[i][2] == best for i, best in zip(part, chosen, strict=True))
    return right / max(1, len(pairs))


if __name__ == "__main__":
    main()
