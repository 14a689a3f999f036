"""Figures in a statement: their values, what they count, and whether two statements' figures clash."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from analysis.relations.words import RelationWords

#: A bare figure in this range is a year, which counts nothing.
_YEARS: Final = (1800, 2100)
#: Words behind a figure among which the noun is looked for ("900 of the tanks").
_REACH: Final = 3
_PER_CENT: Final = "%"
#: English "one" is a figure only before what it counts ("one nurse", "one of the nurses"): in "there never was one" it stands for a noun.
_PRONOUN: Final = "one"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with what it counts.

    Attributes:
        value: multipliers worked in ("two million" → 2e6).
        unit: the word behind it as written ("litres", "%"), "" if there is none.
    """

    value: float
    unit: str


def read_number(token: str, words: RelationWords) -> float | None:
    """The value of a figure ("4.000", "4 000", "12,5", "zwölf"), or None."""
    if token[0].isdigit():
        compact = re.sub(r"[\u00a0\u202f ]", "", token)
        if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", compact):
            return float(re.sub(r"[.,]", "", compact))
        compact = re.sub(r"[.,](?=\d{3}(?:[.,]|$))", "", compact).replace(",", ".").replace(":", ".")
        try:
            return float(compact)
        except ValueError:
            return None
    value = words.numbers.get(token.lower())
    return None if value is None else float(value)


def read_quantities(tokens: Sequence[str], words: RelationWords) -> tuple[Quantity, ...]:
    """All figures in order, multipliers worked in ("zwei Millionen" → 2e6, "€480mn" → 4.8e8)."""
    return tuple(Quantity(value, _find_unit(tokens[behind : behind + _REACH], words)) for value, behind in _read_values(tokens, words))


def read_numbers(tokens: Sequence[str], words: RelationWords) -> frozenset[float]:
    """The values of all figures."""
    return frozenset(value for value, _ in _read_values(tokens, words))


def _read_values(tokens: Sequence[str], words: RelationWords) -> Iterator[tuple[float, int]]:
    """Each value and the place behind it."""
    value: float | None = None
    behind = 0
    for place, token in enumerate(tokens):
        factor = words.multipliers.get(token.lower())
        if factor is not None:
            # "m" and "cent" alone are no figures.
            if value is not None:
                value, behind = value * factor, place + 1
            elif len(token) > 4:
                value, behind = float(factor), place + 1
            continue
        if value is not None:
            yield value, behind
        value, behind = read_number(token, words), place + 1
        if token.lower() == _PRONOUN and not _counts(tokens[place + 1 : place + 2], words):
            value = None
    if value is not None:
        yield value, behind


def _counts(following: Sequence[str], words: RelationWords) -> bool:
    return bool(following) and (following[0].lower() == "of" or following[0].lower() not in words.dull)


def _find_unit(following: Sequence[str], words: RelationWords) -> str:
    for token in following:
        if token == _PER_CENT:
            return token
        if token[0].isdigit() or token.lower() in words.negations:
            return ""
        if token.lower() not in words.dull and len(token) > 1:
            return token
    return ""


def is_year(quantity: Quantity) -> bool:
    """Whether a figure may be a year."""
    return _YEARS[0] <= quantity.value <= _YEARS[1] and quantity.value == int(quantity.value)
