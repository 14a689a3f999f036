"""To which body an office belongs that the words do not say: a judge to a court, a union's leader to a union, and never the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from analysis.actors.entities import Entity
from analysis.actors.names import is_slavic_given
from analysis.actors.nouns import class_of, find_noun
from analysis.languages.tables import load_table
from analysis.types import ActorKind


@cache
def _by_office() -> dict[str, tuple[str, ...]]:
    classes: dict[str, list[str]] = {}
    for name, offices in load_table("owners")["offices"].items():
        for office in offices:
            classes.setdefault(office, []).append(name)
    return {office: tuple(names) for office, names in classes.items()}


@cache
def classes_of_office(office: str) -> tuple[str, ...]:
    """Classes of the bodies that an office may belong to, "" where any may ("spokeswoman"); empty where none is known.

    Args:
        office: in English, without country ("deputy union leader").
    """
    words = office.casefold().split()
    for i in range(len(words)):
        if found := _by_office().get(" ".join(words[i:])) or _by_office().get(" ".join(words[i:]).replace("hr ", "HR ")):
            return found
    if words and words[-1] in (
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "secretary",
        "lawyer",
        "director",
        "head",
        "chief",
        "boss",
        "leader",
        "president",
        "chairman",
    ):
        subject = find_noun(" ".join(words[:-1]), "en") if len(words) > 1 else None
        return (f"={subject.english}",) if subject is not None and subject.kind == "body" else ("",)
    return ()


def _fits(entity: Entity, wanted: str) -> bool:
    heads = {head for each in entity.heads for head in class_of(each)} | set(entity.heads)
    if not wanted:
        return True
    if wanted.startswith("="):
        return bool(heads & class_of(wanted[1:])) or (not entity.heads and bool({"company", "association", "union"} & class_of(wanted[1:])))
    bodies = set(load_table("owners")["bodies"][wanted])
    heads = heads if wanted == "company" else set(entity.heads)
    return (
        bool(bodies & heads)
        or any(head.split()[-1] in bodies for head in entity.heads if head)
        or (not entity.heads and wanted in load_table("owners")["unnamed"])
    )


def is_at_home(name: str, state: str) -> bool:
    """Whether a personal name has the form that is common in a state ("Dmitri …" in Russia, "… Ho-jin" in Korea); False says nothing."""
    for origin in load_table("owners")["origins"]:
        fits = is_slavic_given(name.split()[0]) if origin.get("given") and name else bool(re.search(origin.get("name", "(?!)"), name))
        if fits and state in origin["states"]:
            return True
    return False


def find_owner(entities: Iterable[Entity], office: str, start: int) -> Entity | None:
    """The body that an office belongs to: of those that fit, the one named last before; else the first one behind.

    Args:
        entities: everyone that the article names.
        office: in English.
        start: where the office stands.
    """
    for wanted in classes_of_office(office):
        bodies = [e for e in entities if e.actor.kind is ActorKind.BODY and not e.is_generic and e.actor.side and e.named and _fits(e, wanted)]
        bodies = [e for e in bodies if e.heads] or bodies if wanted else bodies
        before = [e for e in bodies if e.last_before(start) >= 0]
        if before:
            return max(before, key=lambda e: (len(e.named) > 1, e.last_before(start)) if wanted else (True, e.last_before(start)))
        if wanted and bodies:
            return min(bodies, key=lambda e: e.named[0])
    return None
