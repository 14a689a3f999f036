"""What the machine proposes, before it is stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimsite.statements.anchors import Place
    from claimsite.statements.models import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementDraft:
    """One attribution as found in a version's text.

    Attributes:
        content: half-open places in code points of the version's text; at least one.
        source: places of the words that name the speaker; may be empty.
        cue: places of the reporting expression; may be empty.
        act: one of `Act`.
        type: one of `AttributionType`.
        actor: the stored actor; None if nobody could be named.
        side: the stored side; None takes the actor's.
        score: 0 to 1; None if unknown.
        why: one sentence per interface language, on the attribution.
        why_actor: the same on the actor; empty without one.
        alternatives: other actors that were considered: name and score.
    """

    content: Sequence[Place]
    source: Sequence[Place] = ()
    cue: Sequence[Place] = ()
    act: str
    type: str
    actor: Actor | None = None
    side: Actor | None = None
    score: float | None = None
    why: Mapping[str, str] = field(default_factory=dict)
    why_actor: Mapping[str, str] = field(default_factory=dict)
    alternatives: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many statements a run added, found again as they were, found again changed, withdrew, and left out because people had decided there."""

    added: int = 0
    kept: int = 0
    changed: int = 0
    withdrawn: int = 0
    left_out: int = 0
