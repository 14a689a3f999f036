"""Details of two statements held against each other: whether their figures count the same thing and differ, and whether one party may be speaking."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from analysis.actors.places import find_adjective, find_places
from analysis.relations.likeness import sound_alike, spell_latin
from analysis.relations.quantities import Quantity, is_year
from analysis.relations.reading import Reading, tokenize
from analysis.relations.words import get_words
from analysis.types import Act, StatementInput

#: Cosine of two units from which on they count the same ("litres" – "Liter" .9).
_SAME_UNIT: Final = 0.6
_LEAST_LETTERS: Final = 3


_DATA: Final = Path(__file__).parent / "data" / "offices.txt"
_DIRECTED = re.compile(r"\b(north|south|east|west)\w*[ -](?=[A-Z])", re.IGNORECASE)


@cache
def _nobody() -> frozenset[str]:
    """Words of offices and kinds of bodies, which name nobody."""
    return frozenset(word for line in _DATA.read_text(encoding="utf-8").splitlines() if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=20_000)
def _name_words(name: str) -> frozenset[str]:
    words = (spell_latin(token).removesuffix("'s").removesuffix("’s") for token in tokenize(_DIRECTED.sub(r"\1", name)))
    return frozenset(word for word in words if len(word) >= _LEAST_LETTERS and word not in _nobody())


def name_party(statement: StatementInput) -> frozenset[str]:
    """The words of actor and side that name somebody, lower case in Latin letters."""
    return _name_words(statement.actor or "") | _name_words(statement.side or "")


def is_figure(word: str, language: str) -> bool:
    """Whether a word gives a number, in digits or letters."""
    return word[0].isdigit() or word.lower() in get_words(language).numbers


@lru_cache(maxsize=20_000)
def is_place(word: str, language: str) -> bool:
    """Whether a word names a state, a capital or what belongs to one ("russischen"); hyphenated parts count each for itself."""
    return any(find_adjective(part, language) is not None or bool(find_places(part, language)) for part in word.split("-") if len(part) >= _LEAST_LETTERS)


_NO_ONE = re.compile(r"\b(?:niemand(?:em|en)?|nobody|no one|none|personne|никто|никого|никому)\b", re.IGNORECASE)
#: Rejected by a verb, "anyone" is nobody: "denied that anyone was hurt".
_ANYONE = re.compile(
    r"\b(?:(?:irgend)?jemand(?:em|en)?|irgendwer|anyone|anybody|any one|quiconque|qui que ce soit|кто-(?:либо|нибудь|то)|кого-(?:либо|нибудь|то))\b",
    re.IGNORECASE,
)


def find_nobody(reading: Reading) -> re.Match[str] | None:
    """The words by which a statement says that nobody is concerned: it gives no figure, and negates "anyone" or names "no one"."""
    if reading.numbers:
        return None
    if reading.negations:
        return _NO_ONE.search(reading.statement.text)
    return _ANYONE.search(reading.statement.text) if reading.statement.act is Act.DENIES else None


def find_count_against_none(a: Reading, b: Reading) -> tuple[str, Quantity] | None:
    """ "12 dead" against "no one was hurt", or against a denial that anyone was: the words for nobody, and what the other counts."""
    for one, other in ((a, b), (b, a)):
        nobody, counted = find_nobody(one), find_counted(other)
        if nobody and counted:
            return nobody.group(), counted
    return None


def find_counted(reading: Reading) -> Quantity | None:
    """The first thing that a statement counts and does not negate."""
    return None if reading.negations else next((q for q in reading.quantities if q.value > 0 and not is_year(q)), None)


def compare_figures(a: Reading, b: Reading) -> tuple[bool, bool]:
    """Whether a figure of one agrees with one of the other that counts the same, and whether some clash and none agrees.

    A figure without unit ("it was 900") may count anything; years count nothing.
    """
    pairs = _pair_figures(a, b)
    agree = any(p.value == q.value for p, q in pairs)
    return agree, bool(pairs) and not agree


def find_clash(a: Reading, b: Reading) -> tuple[Quantity, Quantity] | None:
    """The first two figures that count the same and differ, if none agree."""
    return _pair_figures(a, b)[0] if compare_figures(a, b)[1] else None


def _pair_figures(a: Reading, b: Reading) -> list[tuple[Quantity, Quantity]]:
    return [(p, q) for p in a.quantities for q in b.quantities if _count_alike(p, q, a, b)]


def _count_alike(p: Quantity, q: Quantity, a: Reading, b: Reading) -> bool:
    if is_year(p) != is_year(q):
        return False
    if is_year(p):
        return p.value == q.value
    if not p.unit or not q.unit:
        return True
    if p.unit == q.unit or sound_alike(p.unit, q.unit):
        return True
    if p.unit not in a.topic or q.unit not in b.topic:
        return False
    return float(a.vectors[a.topic.index(p.unit)] @ b.vectors[b.topic.index(q.unit)]) >= _SAME_UNIT
