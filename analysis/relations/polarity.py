"""Which negating words of a statement turn its proposition round.

Not all do: "not only", "no less than 900" and "no doubt" deny nothing, in "will not go unpunished" two negations cancel out, and in "the interests of
both matter, not warnings" the proposition itself stands, what is negated being only set against it. "Without controls the route is lost" only names a
condition, and "will not exceed 58 decibels" gives a figure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from analysis.relations.words import RelationWords

_DATA: Final = Path(__file__).parent / "data" / "polarity.json"
#: Words before a contrast from which on it is a mere addition.
_LEAST_BEFORE: Final = 3

#: A word with its place: token, first character, one past the last.
Token = tuple[str, int, int]


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    lists = json.loads(_DATA.read_text(encoding="utf-8"))[language]
    void = "|".join(f"(?:{each})" for each in lists["void"])
    return {
        "void": re.compile(void, re.IGNORECASE),
        "contrast": re.compile(lists["contrast"]),
        "absence": re.compile(lists["absence"], re.IGNORECASE),
        "addition": re.compile(lists["addition"], re.IGNORECASE),
    }


def is_negation(token: str, words: RelationWords) -> bool:
    """Whether a word negates, in whatever scope."""
    low = token.lower()
    return low in words.negations or low.endswith(("n't", "n’t"))


def find_negations(text: str, tokens: Sequence[Token], words: RelationWords, language: str) -> tuple[str, ...]:
    """The negations that count, as written, in order.

    Args:
        text: what the tokens were cut from.
        tokens: in order.
        words: of the language.
        language: one of the four codes.
    """
    found = [t for t in tokens if is_negation(t[0], words)]
    if not found:
        return ()
    patterns = _patterns(language)
    idle = [m.span() for m in patterns["void"].finditer(text)]
    idle += [m.span() for m in patterns["contrast"].finditer(text) if len(text[: m.start()].split()) >= _LEAST_BEFORE]
    return tuple(token for token, start, end in found if not any(a < end and start < b for a, b in idle))


def says_there_is_none(text: str, negations: tuple[str, ...], language: str) -> bool:
    """Whether a text says that something does not exist ("there never was such a letter"): whoever speaks of it as being there is contradicted.

    Args:
        text: of the statement.
        negations: of its words those that count.
        language: one of the four codes.
    """
    return bool(negations) and _patterns(language)["absence"].search(text) is not None


def goes_on(text: str, negations: tuple[str, ...], language: str) -> bool:
    """Whether a denial adds to another one ("nor was that planned"); arguments as in `says_there_is_none`."""
    return bool(negations) and _patterns(language)["addition"].search(text) is not None
