"""From source words to an actor: the canonical English name, its side and organization, by general rules.

A person's name is the name alone; the office joins it only where the words name the state it belongs to ("Kremlin spokesman Dmitry Peskov"), because
only then does it read the same in every article. A body without a name of its own is named in English; a name of its own stays as written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.actors.mentions import Mention
from analysis.actors.names import romanize_name
from analysis.actors.places import Place
from analysis.actors.translation import translate_name
from analysis.languages.tables import load_table
from analysis.types import Actor, ActorKind

#: Bodies that are called by the place where they are.
LOCATED = frozenset(
    (
        *("court", "regional court", "district court", "administrative court", "city", "town hall", "city administration", "police", "fire brigade"),
        *("clinic", "hospital", "airport", "public prosecutor's office", "power plant", "municipality"),
    )
)
#: Heads of a government's office: bodies like these have a country even where the words do not say which.
STATE_BODIES = frozenset(
    (
        *("government", "ministry", "presidential office", "presidential administration", "presidency", "foreign ministry", "cabinet", "embassy"),
        *("army", "navy", "air force", "armed forces", "military", "general staff", "border service", "intelligence service", "domestic intelligence service"),
        *("national security council", "prime minister's office", "state media", "official media"),
    )
)
#: "The American side" is its government.
SIDE = "side"
_NO_CAPITAL = frozenset(("of", "for", "and", "the", "to", "in"))
_WHOSE = re.compile(r"\w['’]s?\s+(\w+)$")
_SPOKEN_FOR = ("spokesman", "spokeswoman", "press secretary", "spokesperson", "leader", "envoy", "official", "adviser")


@dataclass(frozen=True, slots=True)
class Context:
    """What the article around the words adds.

    Attributes:
        place: country or seat that a government's office without one belongs to.
        organization: canonical name of the body that a person without one speaks for.
        side: side of that body.
    """

    place: Place | None = None
    organization: str | None = None
    side: str | None = None


NO_CONTEXT = Context()


def says_whose(mention: Mention) -> bool:
    """Whether a genitive stands before the noun itself ("the anglers' federation", not "the company's filing")."""
    match = _WHOSE.search(mention.words)
    return match is not None and mention.noun is not None and match[1].casefold() in mention.noun.english.split()


def place_actor(place: Place) -> Actor:
    """The actor behind a country, capital, seat or alliance."""
    kind = ActorKind.STATE if place.kind in ("country", "capital", "region") else ActorKind.BODY
    return Actor(place.body, kind, side=place.side)


def person_actor(name: str, mention: Mention, language: str, context: Context = NO_CONTEXT) -> Actor:
    """A person with a name.

    Args:
        name: full name as written, in the nominative.
        mention: words that say the most about the person.
        language: ISO 639-1.
        context: what to fill in where the words are silent.
    """
    person = romanize_name(name, language)
    place = mention.places[0] if mention.places else None
    office = _office(mention)
    organization = _organization(mention, office, place, context)
    side = place.side if place else (context.side or (context.place.side if context.place else None))
    full = person
    if place is not None and office and is_state_office(mention):
        full = f"{_place_word(place)} {_capitalize(office, mention)} {person}"
        office = f"{_place_word(place)} {_capitalize(office, mention)}"
    return Actor(full, ActorKind.PERSON, side=side or organization, person=person, office=office or None, organization=organization)


def nameless_actor(mention: Mention, language: str, context: Context = NO_CONTEXT) -> Actor:
    """A body, group or unnamed person in English words; the words as written where the tables lack them."""
    noun = mention.noun
    if noun is None:
        return Actor(mention.name or mention.words, ActorKind.BODY)
    if noun.kind == "collective":
        return _collective(mention, language)
    if noun.kind == "person":
        return _unnamed_person(mention, language, context)
    return _body(mention, language, context)


def named_body(name: str, language: str, context: Context = NO_CONTEXT) -> Actor:
    """A body with a name of its own, without legal form ("Hallmar AG" → "Hallmar")."""
    words = name.split()
    while len(words) > 1 and words[-1] in load_table("nouns")["legal_forms"]:
        words.pop()
    romanized = romanize_name(" ".join(words), language)
    return Actor(romanized, ActorKind.BODY, side=romanized, english=translate_name(" ".join(words), language))


def is_state_office(mention: Mention) -> bool:
    """Whether the noun is an office that a state gives."""
    noun = mention.noun
    return (
        noun is not None
        and noun.kind == "person"
        and any(noun.english == head or noun.english.endswith(f" {head}") for head in load_table("nouns")["state_offices"])
    )


def _office(mention: Mention) -> str:
    return mention.office if mention.noun is not None and mention.noun.kind == "person" else ""


def _place_word(place: Place) -> str:
    return place.body if place.kind in ("seat", "alliance") else place.adjective


def _capitalize(office: str, mention: Mention) -> str:
    """Offices before a name take capitals; those who speak for another do not ("Kremlin spokesman")."""
    if office.endswith(_SPOKEN_FOR):
        return office
    return " ".join(word if word in _NO_CAPITAL or word != word.casefold() else word.capitalize() for word in office.split())


def _organization(mention: Mention, office: str, place: Place | None, context: Context) -> str | None:
    """The body that the office belongs to: a ministry for a minister, the seat for its spokesman, the company named beside it."""
    if place is not None and place.kind in ("seat", "alliance"):
        return place.body
    country = place or context.place
    if office and country is not None and is_state_office(mention):
        subject = re.sub(r"^(?:(?:former|first|vice|deputy|senior|acting) )+", "", office)
        if subject.endswith(" minister") and subject != "prime minister":
            return f"{country.adjective} {subject.removesuffix(' minister')} ministry".strip()
        if "ministry" in subject:
            return f"{country.adjective} {subject.split('ministry')[0]}ministry".strip()
        return country.body
    return mention.organization or context.organization


def _collective(mention: Mention, language: str) -> Actor:
    adjectives = [place.adjective or place.body for place in mention.places if place.kind != "alliance"] + [
        "UN" if place.body == "United Nations" else place.body for place in mention.places if place.kind == "alliance"
    ]
    names = [mention.organization] if (mention.organization and mention.before_noun) or (mention.organization and not adjectives) else []
    name = " ".join([*(romanize_name(each, language) for each in names), " and ".join(dict.fromkeys(adjectives)), mention.office]).strip()
    name = " ".join(name.split())
    sides = tuple(dict.fromkeys(place.side for place in mention.places))
    return Actor(name, ActorKind.COLLECTIVE, side=" and ".join(sides) or name, parts=sides if len(sides) > 1 else ())


def _unnamed_person(mention: Mention, language: str, context: Context) -> Actor:
    place = mention.places[0] if mention.places else None
    organization = mention.organization if mention.before_noun or not _is_where(mention, language) else ""
    owner = _place_word(place) if place else organization
    side = place.side if place else None
    speaks_for = re.match(r"(?:company|group|ministry|firm|club|association|authority|union|bank) ((?:spokes|press).*)", mention.office)
    if not owner and speaks_for and context.organization:
        return Actor(
            f"{context.organization} {speaks_for.group(1)}", ActorKind.PERSON, side=context.side, office=mention.office, organization=context.organization
        )
    if not owner and (mention.office == (mention.noun.english if mention.noun else "")) and mention.office.endswith(_SPOKEN_FOR[:4]):
        owner, side = context.organization or "", context.side
    elif not owner and "government" in mention.office and context.place:
        owner, side = context.place.adjective, context.place.side
    words = re.sub("['’]s$", "", mention.words) if language == "en" and not owner else mention.office
    name = f"{romanize_name(owner, language)} {words}".strip() if owner else words
    return Actor(
        name, ActorKind.PERSON, side=side or owner or None, office=mention.office or None, organization=_organization(mention, mention.office, place, context)
    )


def _is_where(mention: Mention, language: str) -> bool:
    return bool(re.search(r"\b(?:in|at|from|near|aus|bei|à)\s", mention.words))


def _body(mention: Mention, language: str, context: Context) -> Actor:
    noun = mention.noun
    if noun is None:
        return Actor(mention.words, ActorKind.BODY)
    place = mention.places[0] if mention.places else None
    if place is not None and noun.english == SIDE:
        return place_actor(place)
    if place is None and not mention.organization and noun.head in STATE_BODIES | {noun.head for ministry in ("ministry",) if noun.head.endswith(ministry)}:
        place = context.place
    if noun.rest and not mention.places and language == "de":
        name = re.sub(r"^(\w+?(?:verband|bund|verein|amt|institut|werk|dienst|rat))e?s\b.*", r"\1", mention.words.split(",")[0])
        return Actor(name, ActorKind.BODY, side=name)
    if language == "en" and not mention.places and not (place and mention.office == noun.english) and not context.organization:
        return _english_body(mention, place)
    owner = (
        _place_word(place)
        if place
        else romanize_name(mention.organization, language) or (context.organization or "" if mention.article == "possessive" else "")
    )
    office = mention.office.removeprefix("federal ") if place else mention.office
    office = f"{noun.english} of {owner}" if noun.head == "university" and not place and not mention.before_noun and owner else f"{owner} {office}".strip()
    return Actor(office, ActorKind.BODY, side=place.side if place else context.side or office)


def _english_body(mention: Mention, place: Place | None) -> Actor:
    """English words name it already; only a name in capitals keeps them, and a following "of …" stays part of it."""
    name = mention.words.split(",")[0]
    if place is not None and not mention.organization:
        name = f"{place.adjective} {mention.office}"
    elif not mention.organization:
        is_whole = says_whose(mention) or " of " in name or " for " in name
        name = mention.office if mention.office in name.casefold() and not is_whole else name
        name = re.sub(r"\b(\w+s)(?= (?:union|office|group|federation|association|council|club)\b)", r"\1'", name) if "'" in mention.words else name
    match = re.match(r"(.+?) (?:of|at|in) ((?:[A-Z][\w-]+ ?)+)$", name)
    if match and mention.noun and mention.noun.head not in ("university", "ministry", "bank", "court", "council", "front", "institute", "church", "party"):
        name = f"{match.group(2).strip()} {match.group(1)[:1].lower()}{match.group(1)[1:]}"
    return Actor(name, ActorKind.BODY, side=place.side if place else name)
