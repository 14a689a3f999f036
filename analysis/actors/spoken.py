"""What an actor is called for readers of a language: "Russian foreign ministry" is "Russisches Außenministerium" to German ones.

Canonical names are English and made by rules from tables (see `naming`), so most of them can be read back and said in another language: countries by
CLDR, bodies, offices and groups by ``spoken.json``. Whoever has a name of their own is called as texts in the language write it, if the name there reads
as the same name; titles, pronouns and inflected forms do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from babel import Locale

from analysis.actors.aliases import keys_of
from analysis.actors.grammar import articles
from analysis.actors.names import romanize_name
from analysis.actors.naming import LOCATED, STATE_BODIES
from analysis.actors.places import country_name
from analysis.actors.state_names import ADJECTIVE
from analysis.actors.translation import translate_name
from analysis.languages.tables import load_table
from analysis.types import Actor, ActorKind

#: Words of a name that a text may have, with what stands around it.
_LONGEST = 8
_EDGES = " ,.;:!?()„“”«»\"'"


def spoken_name(name: str, kind: ActorKind, language: str, *, state: tuple[str, str] | None = None) -> str | None:
    """An actor's name as readers of a language say it, with a capital, for it stands as a label.

    Args:
        name: canonical English name ("Russian government").
        kind: what the actor is.
        language: ISO 639-1.
        state: of the actor's side, if it is one that no table knows: its canonical name and its name in the language ("Talvaria", "Talvarien").

    Returns:
        None where the tables do not say: the canonical name holds.
    """
    table = load_table("spoken").get(language)
    if table is None:
        return None
    found = state[1] if state is not None and state[0] == name else _say(name, kind, language, state)
    return found[:1].upper() + found[1:] if found and found != name else None


def _say(name: str, kind: ActorKind, language: str, state: tuple[str, str] | None) -> str | None:
    table = load_table("spoken")[language]
    is_country = kind is not ActorKind.PERSON
    whole = table["whole"].get(name) or (_countries(language).get(name) if is_country else None)
    if whole or "heads" not in table:
        return str(whole) if whole else None
    if kind is ActorKind.COLLECTIVE and " and " in name:
        parts = [_say(part, ActorKind.STATE, language, state) for part in re.split(r"(?:,| and) (?:the )?", name)]
        if all(parts):
            return f"{', '.join(str(part) for part in parts[:-1])} {table['and']} {parts[-1]}"
    words = name.split()
    if kind is ActorKind.PERSON:  # an office in capitals before a name: "US Under Secretary of State"
        return _compose(words, language, state) or _compose([word if word in _find_capitals(language) else word.casefold() for word in words], language, state)
    return _compose(words, language, state)


def _compose(words: list[str], language: str, state: tuple[str, str] | None) -> str | None:
    """Owner, modifiers and head: "Russian | deputy | foreign minister"."""
    table = load_table("spoken")[language]
    for i in range(max(0, len(words) - 4), len(words)):
        head = table["heads"].get(" ".join(words[i:]))
        if head is None:
            continue
        noun, _, gender = head.rpartition(" ")
        noun, rest = _with_firsts(noun, words[:i], language)
        return _with_owner(rest, " ".join(words[i:]), noun, gender, language, state)
    return None


def _with_firsts(noun: str, rest: list[str], language: str) -> tuple[str, list[str]]:
    """The noun with what goes before it in one word ("natural resources | ministry" → "Rohstoffministerium"), and what is left."""
    firsts = load_table("spoken")[language]["firsts"]
    while n := next((n for n in (2, 1) if len(rest) >= n and " ".join(rest[-n:]) in firsts), 0):
        noun, rest = firsts[" ".join(rest[-n:])] + noun[:1].casefold() + noun[1:], rest[:-n]
    return noun, rest


def _with_owner(rest: list[str], head: str, noun: str, gender: str, language: str, state: tuple[str, str] | None) -> str | None:
    table = load_table("spoken")[language]
    adjectives: list[str] = []
    while rest and rest[-1] in table["modifiers"]:
        adjectives.insert(0, table["modifiers"][rest[-1]])
        rest = rest[:-1]
    while rest and rest[0] in table["modifiers"]:
        adjectives.append(table["modifiers"][rest[0]])
        rest = rest[1:]
    if not rest:
        return _join(adjectives, noun, gender, language)
    owners = [_find_owner(each, language, state) for each in " ".join(rest).split(" and ")]
    stems = [owner for owner in owners if owner]
    if len(stems) == len(owners):
        return _own(stems[0], adjectives, noun, gender, language) if len(stems) == 1 else _own_together(stems, noun, gender, language)
    if state is not None and " ".join(rest) in (state[0], f"{state[0]}n"):
        rest = [state[1]]
    if "of" not in table or not all(word[:1].isupper() for word in rest) or ADJECTIVE["en"].search(rest[-1]):
        return None
    if len(rest) == 1 and " " not in rest[0] + noun and not adjectives and head not in LOCATED | STATE_BODIES and not head.endswith("ministry"):
        return f"{rest[0]}-{noun}"
    return f"{_join(adjectives, noun, gender, language)} {'' if head in LOCATED else table['of'] + ' '}{' '.join(rest)}"


def _own_together(stems: list[str], noun: str, gender: str, language: str) -> str:
    """What several countries have ("South Korean and US officials")."""
    table = load_table("spoken")[language]
    said = [stem if stem.endswith("-") else _inflect(stem, gender, language) for stem in stems]
    owners = f"{' '.join(said[:-1])} {table['and']} {said[-1]}"
    if table["adjective"] == "behind":
        return f"{noun} {owners}"
    return f"{owners}{'' if owners.endswith('-') else ' '}{noun}"


def _own(owner: str, adjectives: list[str], noun: str, gender: str, language: str) -> str:
    if owner.endswith("-") and " " in noun:  # "Nationaler Sicherheitsrat der USA"
        behind = load_table("spoken")[language]["behind"].get(owner)
        return f"{_join(adjectives, noun, gender, language)} {behind}" if behind else ""
    if owner.endswith("-"):
        return _join(adjectives, f"{owner}{noun[:1].upper()}{noun[1:]}", gender, language)
    if re.match(r"(?:des|der|dem) ", owner):
        return f"{_join(adjectives, noun, gender, language)} {owner}"
    return _join([owner, *adjectives], noun, gender, language)


def _join(adjectives: list[str], noun: str, gender: str, language: str) -> str:
    said = [_inflect(stem, gender, language) for stem in adjectives]
    return " ".join([*said, noun] if load_table("spoken")[language]["adjective"] == "before" else [noun, *said])


def _inflect(stem: str, gender: str, language: str) -> str:
    """A stem of an adjective with the ending that goes with a noun's gender ("m", "f", "n", "p" for plural)."""
    table = load_table("spoken")[language]
    if gender == "f":
        for pattern, feminine in table.get("feminine", ()):
            if re.search(pattern, stem):
                return re.sub(pattern, feminine, stem) + str(table["endings"][gender])
    if gender == "p" and language == "fr" and stem.endswith(("s", "x")):
        return stem
    return stem + str(table["endings"][gender])


def _find_owner(words: str, language: str, state: tuple[str, str] | None) -> str | None:
    """The country's adjective as a stem, or how a body is said before ("US-") or behind ("des Weißen Hauses") what is its own."""
    owner = load_table("spoken")[language]["owners"].get(words) or _adjectives(language).get(words)
    if owner is None and state is not None and words in (state[0], f"{state[0]}n"):
        return _adjective_of(state[1], language)
    return owner


def _adjective_of(state: str, language: str) -> str | None:
    """The stem of the adjective of a state that no table knows, where the language makes it regularly ("Talvarien" → "talvarisch")."""
    for ending, adjective in load_table("spoken")[language].get("states", {}).items():
        if state.endswith(ending) and len(state) > len(ending) + 2:
            stem = state.removesuffix(ending) + str(adjective)
            return stem[:1].casefold() + stem[1:]
    return None


@cache
def _find_capitals(language: str) -> frozenset[str]:
    """Words with a capital that owners in the tables are called by."""
    owners = [*load_table("spoken")[language]["owners"], *_adjectives(language)]
    return frozenset(word for owner in owners for word in owner.split())


@cache
def _countries(language: str) -> dict[str, str]:
    """English names of countries → the everyday name in a language."""
    table = load_table("places")
    short: dict[str, str] = load_table("spoken")[language].get("short", {})
    own, english = Locale(language).territories, Locale("en").territories
    found: dict[str, str] = {}
    for code in table["adjectives"]:
        said = short.get(code) or (own[code] if language != "en" else "")
        for name in (country_name(code), english.get(code, ""), *table["names"].get(code, ())):
            if name and name.isascii() and said:
                found.setdefault(name, said)
    return found


@cache
def _adjectives(language: str) -> dict[str, str]:
    """English adjective of a country → its stem in a language."""
    return {word: words[language][0] for words in reversed(load_table("places")["adjectives"].values()) for word in words["en"] if words.get(language)}


def find_written(name: str, kind: ActorKind, written: Iterable[str], language: str) -> str | None:
    """The spelling of a name in texts of a language, among the words that an actor was named with there.

    Args:
        name: canonical name: a person's bare name, a body's own name.
        kind: what the actor is.
        written: source words ("Präsidentensprecher Dmitri Peskow", "der Sprecher").
        language: ISO 639-1, of these words.

    Returns:
        The name alone ("Dmitri Peskow"); None if none of the words reads as the name, or it is spelled the same.
    """
    candidates = [part for words in sorted(set(written)) for part in _list_parts(words, len(name.split()) if kind is ActorKind.PERSON else None)]
    if name in candidates or kind is ActorKind.COLLECTIVE:
        return None
    exact = [part for part in candidates if kind is ActorKind.PERSON and romanize_name(part, language) == name]
    found = exact or [part for part in candidates if _reads_as(part, name, kind, language)]
    return min(found, key=lambda part: (len(part), part), default=None)


def _list_parts(words: str, length: int | None) -> list[str]:
    """Runs of words that may be a name: they begin and end with a capital."""
    split = words.split()[:30]
    parts = []
    for i in range(len(split)):
        for n in (length,) if length else range(1, _LONGEST + 1):
            part = " ".join(split[i : i + n]).strip(_EDGES)
            if i + n <= len(split) and part[:1].isupper() and part.split()[-1][:1].isupper() and not re.search(r"[,;:!?]", part):
                parts.append(part)
    return [part for part in parts if part.split()[0].casefold() not in _small_words()]


@cache
def _small_words() -> frozenset[str]:
    return frozenset(word for code in ("de", "en", "fr", "ru") for word in articles(code))


@lru_cache(maxsize=20_000)
def _reads_as(part: str, name: str, kind: ActorKind, language: str) -> bool:
    """Whether two spellings have in common what identifies an actor (see `keys_of`)."""
    if len(part) < 3:
        return False
    first = _keys(romanize_name(part, language), kind, translate_name(part, language))
    return bool(first & _keys(name, kind, translate_name(name, language if kind is ActorKind.PERSON else _guess(name))))


def _keys(name: str, kind: ActorKind, english: str | None) -> set[str]:
    actor = Actor(name, kind, side=name, person=name if kind is ActorKind.PERSON else None, english=english)
    return set(keys_of(actor))


def _guess(name: str) -> str:
    """A language in which all words of a body's name, which is in Latin letters, are plain ones; English if there is none."""
    return next((code for code in ("de", "fr") if translate_name(name, code)), "en")


def list_languages() -> tuple[str, ...]:
    """Languages that names can be said in."""
    table: dict[str, Any] = load_table("spoken")
    return tuple(table)
