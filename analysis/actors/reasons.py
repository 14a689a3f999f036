"""Why an actor is meant: one sentence in each interface language."""

from __future__ import annotations

from analysis.actors.entities import Entity, Sentences
from analysis.actors.places import Place
from analysis.actors.spoken import spoken_name
from analysis.types import Actor, ActorKind, Reason

_KINDS = {
    "country": ("the country", "das Land"),
    "capital": ("the capital", "die Hauptstadt"),
    "seat": ("the seat", "der Sitz"),
    "region": ("the region", "die Region"),
}


def _say(name: str, kind: ActorKind = ActorKind.BODY) -> str:
    """A name or an office as German readers say it."""
    return spoken_name(name, kind, "de") or name


def _name_german(actor: Actor) -> str:
    return actor.person or _say(actor.name, actor.kind)


def name(words: str, actor: Actor) -> Reason:
    """The words name the actor; where the side is somebody else's, also how the actor belongs to it."""
    if actor.side and actor.office and actor.organization and actor.side != actor.name:
        role = f"{_say(actor.office, ActorKind.PERSON)}, {_say(actor.organization)}"
        return Reason(
            f"“{words}” names {actor.name}, who counts to {actor.side} ({actor.office}, {actor.organization}).",
            f"„{words}“ nennt {_name_german(actor)}; Seite: {_say(actor.side)} ({role}).",
        )
    return Reason(f"“{words}” names {actor.name}.", f"„{words}“ nennt: {_name_german(actor)}.")


def short_name(words: str, actor: Actor) -> Reason:
    """A surname whose full form stands elsewhere in the text."""
    return Reason(
        f"“{words}” is short for {actor.name}, whose full name the text gives.",
        f"„{words}“ steht kurz für: {_name_german(actor)}; der volle Name steht im Text.",
    )


def place(words: str, found: Place) -> Reason:
    """A place stands for those who speak there."""
    if found.kind == "alliance":
        return Reason(f"“{words}” names {found.body}.", f"„{words}“ nennt: {_say(found.body)}.")
    en, de = _KINDS[found.kind]
    return Reason(f"“{words}” is {en} that stands for {found.body} ({found.side}).", f"„{words}“ ist {de}; gemeint: {_say(found.body)} ({_say(found.side)}).")


def group(words: str, actor: Actor) -> Reason:
    """Several speak together."""
    return Reason(f"“{words}” names two that speak together: {actor.name}.", f"„{words}“ nennt zwei, die gemeinsam sprechen: {_name_german(actor)}.")


def composed(words: str, actor: Actor) -> Reason:
    """No name, but the office or body is known."""
    return Reason(f"“{words}” says which office or group speaks: {actor.name}.", f"„{words}“ sagt, welche Stelle oder Gruppe spricht: {_name_german(actor)}.")


def other_country(words: str, actor: Actor) -> Reason:
    """The words name no country, and another one is near too."""
    return Reason(
        f"“{words}” names no country; the text also allows {actor.name}.", f"„{words}“ nennt kein Land; nach dem Text auch möglich: {_name_german(actor)}."
    )


def as_written(words: str) -> Reason:
    """Nothing known."""
    return Reason(f"“{words}” is kept as written; no table knows it.", f"„{words}“ bleibt wie geschrieben; keine Tabelle kennt es.")


def points_back(words: str, entity: Entity, start: int, sentences: Sentences) -> Reason:
    """A pronoun or title points to somebody named before."""
    distance = sentences.between(entity.last_before(start), start)
    where_en = ("in the same sentence", "in the sentence before")[distance] if distance < 2 else f"{distance} sentences before"
    where_de = ("im selben Satz", "im Satz davor")[distance] if distance < 2 else f"{distance} Sätze davor"
    spoke = any(position < start for position in entity.spoken[:1])
    who_en, who_de = ("last fitting speaker", "zuletzt passend gesprochen") if spoke else ("last fitting name", "der letzte passende Name")
    return Reason(
        f"“{words}” points to {entity.actor.name}, the {who_en}, {where_en}.",
        f"„{words}“ weist auf: {_name_german(entity.actor)}, {who_de}, {where_de}.",
    )
