"""How far an archive has been read, kept in a file beside the data: what is in it is stored for good, what is not is done again and changes nothing."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

_HEAD = 1_000_000


@dataclass(slots=True)
class Progress:
    """Up to `offset` (bytes, uncompressed) every line is stored, known or in the errors file, of which `errors_size` bytes belong to them."""

    archive: str
    offset: int = 0
    lines: int = 0
    stored: int = 0
    known: int = 0
    failed: int = 0
    errors_size: int = 0
    seconds: float = 0.0
    is_finished: bool = False

    def save(self, path: Path) -> None:
        """Write it whole or not at all."""
        beside = path.with_suffix(".new")
        with beside.open("w", encoding="utf-8") as file:
            json.dump(asdict(self), file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)


def identify(archive: Path) -> str:
    """What tells an archive from another, wherever it lies: its first million bytes. Lines may be added at its end."""
    with archive.open("rb") as file:
        head = file.read(_HEAD)
    first = head.split(b"\n", 1)[0]
    return hashlib.sha256(first if len(head) < _HEAD else head).hexdigest()


def load(path: Path, archive: Path) -> Progress:
    """What was kept for this archive; a new beginning where nothing was, or it was another's."""
    fresh = Progress(identify(archive))
    try:
        kept = Progress(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return fresh
    return kept if kept.archive == fresh.archive else fresh
