"""The reader's files: whether they are there and fit, told without opening a network."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

#: Changes whenever a model file of an older code version can no longer be read.
FORMAT: Final = 2
FOLDER: Final = Path(__file__).resolve().parent.parent / "models"
FILES: Final = ("reader.json", "reader-words.npz", "reader-encoder.onnx", "reader-pairs.onnx")


class State(StrEnum):
    """How it stands with the files."""

    READY = "ready"
    MISSING = "missing"
    UNFIT = "unfit"


@dataclass(frozen=True, slots=True)
class Condition:
    """A state, what is wrong in words (empty if nothing is), and which reader it is ("reader 2026-01-31"; empty without one)."""

    state: State
    problem: str = ""
    name: str = ""


class ReaderError(RuntimeError):
    """The model files are there but do not fit the code."""


def inspect(folder: Path = FOLDER) -> Condition:
    """See whether the files are there, complete and of this code's format."""
    if not (folder / FILES[0]).exists():
        return Condition(State.MISSING, f"there is no {FILES[0]} in {folder.name}/")
    if missing := [name for name in FILES if not (folder / name).exists()]:
        return Condition(State.UNFIT, f"the reader's files are incomplete: {', '.join(missing)} missing in {folder.name}/")
    try:
        settings = read_settings(folder)
    except ReaderError as error:
        return Condition(State.UNFIT, str(error))
    return Condition(State.READY, name=f"reader {settings.get('version', '')}".strip())


def read_settings(folder: Path) -> dict[str, Any]:
    """What ``reader.json`` says.

    Raises:
        ReaderError: if it cannot be read or was written for another version of the code.
    """
    try:
        settings = json.loads((folder / FILES[0]).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReaderError(f"{FILES[0]} cannot be read: {error}") from error
    if not isinstance(settings, dict) or settings.get("format") != FORMAT:
        given = settings.get("format") if isinstance(settings, dict) else None
        raise ReaderError(f"{FILES[0]} has format {given}, this code reads format {FORMAT}: export the model again")
    return settings
