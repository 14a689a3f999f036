"""Dispute files: articles, statements and exhaustive links between them, for fitting and measuring."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.types import Act, RelationKind, StatementInput


class DisputeError(ValueError):
    """A file is not a dispute; the message names it."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """One dispute.

    Attributes:
        name: its slug.
        statements: by article, then in order of their first content character; ids and documents as "slug/id".
        links: unordered pairs of statement ids → relation; a pair that is missing has none.
        uncertain: ids of statements of whose pairs it is not known whether they are links.
    """

    name: str
    statements: tuple[StatementInput, ...]
    links: dict[frozenset[str], RelationKind]
    uncertain: frozenset[str] = frozenset()


def list_dispute_files(folder: Path) -> list[Path]:
    """The dispute files of a folder (``*.json`` without ``*.src.json``), in order of their names.

    Raises:
        DisputeError: if it has none.
    """
    paths = [path for path in sorted(folder.glob("*.json")) if not path.name.endswith(".src.json")]
    if not paths:
        raise DisputeError(f"{folder}: no dispute files")
    return paths


def read_disputes(folder: Path) -> list[Dispute]:
    """All disputes of a folder, in order of file names.

    Raises:
        DisputeError: if a file is none, or the folder has none.
    """
    disputes = []
    for path in list_dispute_files(folder):
        try:
            disputes.append(_read(json.loads(path.read_text(encoding="utf-8"))))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DisputeError(f"{path}: {error!r}") from error
    return disputes


def _read(record: dict[str, Any]) -> Dispute:
    name = record["dispute"]
    statements = [
        _statement(name, article, s)
        for article in record["articles"]
        for s in sorted(record["statements"], key=lambda s: s["content"][0]["start"])
        if s["article"] == article["id"]
    ]
    links = {frozenset((f"{name}/{k['a']}", f"{name}/{k['b']}")): RelationKind(k["relation"]) for k in record["links"]}
    return Dispute(name, tuple(statements), links)


def _statement(name: str, article: dict[str, Any], record: dict[str, Any]) -> StatementInput:
    return StatementInput(
        id=f"{name}/{record['id']}",
        text=" ".join(span["text"] for span in record["content"]),
        language=article["language"],
        actor=record["actor"],
        side=record["side"],
        act=Act(record["act"]),
        document=f"{name}/{article['id']}",
        published=article["published"],
    )
