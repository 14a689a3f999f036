"""What a check says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is: a warning lets the site work, an error does not, or leaves a door open."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing, in a sentence; `fix` says what to do and is empty if nothing need be done. `code` stays the same over versions."""

    code: str
    level: Level
    message: str
    fix: str = ""


def say_ok(code: str, message: str) -> Finding:
    """Nothing to do."""
    return Finding(code, Level.OK, message)


def warn(code: str, message: str, fix: str) -> Finding:
    """The site works, but not as it should."""
    return Finding(code, Level.WARNING, message, fix)


def fail(code: str, message: str, fix: str) -> Finding:
    """This must be mended."""
    return Finding(code, Level.ERROR, message, fix)
