"""Who a pronoun or a bare title points back to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.actors.entities import Entity, Sentences, fit_gender, fit_title
from analysis.actors.places import Place
from analysis.types import ActorKind

#: Beyond this many sentences a pronoun points to nobody; a title may still.
PRONOUN_REACH = 8
#: Weight of one sentence's distance.
PRONOUN_FADE, TITLE_FADE = 0.6, 0.12
#: Those who have not spoken are less often meant than those who have.
SILENT = 0.55
#: A common noun points to a name rather than to another common noun.
GENERIC = 0.5


@dataclass(frozen=True, slots=True)
class Pointer:
    """Words that point back.

    Attributes:
        words: as written.
        number: "singular", "plural" or "any".
        gender: "feminine", "masculine", "neuter", "any" or "".
        head: head noun in English; "" for a pronoun.
        english: whole title in English; "" for a pronoun.
        kind: person or body; "" if open.
        places: countries named with the title; the one pointed to must be of them.
        is_pronoun: whether it is one.
        is_strict: whether only somebody with this very title can be meant ("her lawyer").
    """

    words: str
    number: str = "any"
    gender: str = ""
    head: str = ""
    english: str = ""
    kind: str = ""
    places: tuple[Place, ...] = ()
    is_pronoun: bool = False
    is_strict: bool = False


def rank_entities(entities: Iterable[Entity], pointer: Pointer, start: int, sentences: Sentences) -> list[tuple[float, Entity]]:
    """Entities that may be meant, best first, with a score between 0 and 1.

    The score is the product of how near the entity was last named, whether it has spoken, and how gender, number and title fit.
    """
    ranked: list[tuple[float, Entity]] = []
    for entity in entities:
        score = _score(entity, pointer, start, sentences)
        if score > 0.02:
            ranked.append((score, entity))
    return sorted(ranked, key=lambda each: (-each[0], -each[1].last_before(start)))


def _score(entity: Entity, pointer: Pointer, start: int, sentences: Sentences) -> float:
    last = entity.last_before(start)
    if last < 0:
        return 0.0
    distance = sentences.between(last, start)
    if pointer.is_pronoun:
        fit = _fit_pronoun(entity, pointer) if distance <= PRONOUN_REACH else 0.0
        near = 1 / (1 + PRONOUN_FADE * distance)
    else:
        fit = _fit_title(entity, pointer)
        near = 1 / (1 + TITLE_FADE * distance)
    has_spoken = any(position < start for position in entity.spoken[:1]) or (distance <= 1 and sentences.opens(last))
    return fit * near * (1.0 if has_spoken else SILENT) * (GENERIC if entity.is_generic else 1.0)


def _fit_pronoun(entity: Entity, pointer: Pointer) -> float:
    plural = entity.plural
    if pointer.number == "plural" and not plural:
        return 0.25 if entity.actor.kind is ActorKind.BODY else 0.0
    if pointer.number == "singular" and plural:
        return 0.0
    if pointer.gender == "neuter":
        return 0.0 if entity.is_person else max(0.5, fit_gender(entity, "neuter"))
    if pointer.number == "any" and pointer.gender == "any":
        if pointer.words.casefold() in ("who", "qui"):
            return 1.0 if entity.is_person or plural else 0.5
        return 0.3 if entity.is_person else 1.0
    if plural and pointer.number == "any":
        return 0.8
    fit = fit_gender(entity, pointer.gender)
    if entity.is_person:
        return fit
    english = pointer.words.casefold() in ("he", "she", "him", "her", "his")
    if pointer.gender == "any":
        return fit  # "their", «его»: whose paper it is, a body's as well as a person's
    return 0.0 if english else 0.6 * fit


def _fit_title(entity: Entity, pointer: Pointer) -> float:
    if (pointer.kind == "person") != entity.is_person or entity.plural:
        return 0.0
    if pointer.is_strict and fit_title(entity, pointer.head, pointer.english) < 1.0:
        return 0.0
    if pointer.places and entity.actor.side not in {place.side for place in pointer.places}:
        return 0.3 * fit_title(entity, pointer.head, pointer.english)
    gender = fit_gender(entity, pointer.gender) if pointer.kind == "person" else 1.0
    return gender * fit_title(entity, pointer.head, pointer.english)
