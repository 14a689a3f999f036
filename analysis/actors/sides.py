"""Which side an actor counts to: the name of a state, body, party, company, group or person; never a common noun."""

from __future__ import annotations

import re
from dataclasses import replace

from analysis.languages.tables import load_table
from analysis.types import Actor, ActorKind

#: Capitalized, yet no name of anybody. A part of the world is one: "Western media" are held to their words together.
_NOBODY = re.compile(r"^(?:Official|State|The|Local|National|Foreign|Regional|Central)\b[^A-ZÀ-ÞА-ЯЁ]*$")
_FORMER = re.compile(r"\b(?:former|retired|ex)\b", re.IGNORECASE)


def is_proper(side: str) -> bool:
    """Whether a side is somebody's name: a word of it has a capital, and not just an adjective that any state has ("National police")."""
    return any(word[:1].isupper() or word[1:2].isupper() for word in side.split()) and not _NOBODY.match(side)


def with_side(actor: Actor, *, published: str | None = None) -> Actor:
    """The actor with the side that it counts to.

    A body of an alliance counts to the alliance. Whoever left an office no longer counts to whom it belonged. A person without any side stands for
    nobody else and is one, and so are groups with a name; unnamed people without one have none.

    Args:
        actor: as found.
        published: the day (ISO) that the text is of; an office that is held until later is still held.
    """
    side: str | None = actor.side
    if side is not None and (not is_proper(side) or _has_left(actor, published)):
        side = None
    if side is None and actor.organization and is_proper(actor.organization) and not _has_left(actor, published):
        side = actor.organization
    if side is None and actor.kind is ActorKind.PERSON and not _has_left(actor, published):
        side = _find_office(actor.person, published)
    if side is None and actor.kind is ActorKind.PERSON:
        side = actor.person
    if side is None and actor.kind is not ActorKind.PERSON and is_proper(actor.name):
        side = actor.name
    parents: dict[str, str] = load_table("places")["parents"]
    side = parents.get(side, side) if side is not None else None
    return actor if side == actor.side else replace(actor, side=side)


def _find_office(person: str | None, published: str | None) -> str | None:
    """What somebody known by name leads or speaks for on a day: texts need not say of what Vladimir Putin is the president.

    Only heads of state, of government and of alliances, and their foreign ministers where news name them bare; from general knowledge, with the month
    from which and, exclusive, until which. Without a day, who is still in office counts.
    """
    known = load_table("leaders").get(person or "")
    if known is None:
        return None
    side, since, until = known
    day = (published or "")[:7]
    is_in_office = (not day or day >= since) and (until is None or (bool(day) and day < until))
    return str(side) if is_in_office else None


def _has_left(actor: Actor, published: str | None) -> bool:
    """Whether a person is said to have held the office only before a day; one held until that very year, month or day counts as left."""
    if actor.kind is not ActorKind.PERSON or actor.person is None:
        return False
    is_over = actor.until is not None and not (published and actor.until > published[: len(actor.until)])
    return is_over or bool(_FORMER.search(actor.office or ""))
