"""Where the words of a search stand in a text: case and accents do not matter, as in the search itself."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from claimsite.statements.search import parse


@lru_cache(maxsize=256)
def _compile(query: str) -> re.Pattern[str] | None:
    """A pattern over folded text that finds each wanted term as whole words."""
    patterns = []
    for term in parse(query).wanted:
        words = re.findall(r"\w+", fold(term))
        if words:
            patterns.append(r"\W+".join(map(re.escape, words)))
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(patterns, key=len, reverse=True))})(?!\w)") if patterns else None


def fold(text: str) -> str:
    """Lower case without accents, character by character, so that places stay the same."""
    return "".join(map(_fold_one, text))


@lru_cache(maxsize=4096)
def _fold_one(ch: str) -> str:
    base = unicodedata.normalize("NFD", ch)[0]
    low = base.lower()
    return low if len(low) == 1 else base


def find_hits(text: str, query: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it answers the query; put together they are the text."""
    pattern = _compile(query) if query else None
    if pattern is None:
        return [(text, False)] if text else []
    pieces: list[tuple[str, bool]] = []
    last = 0
    for match in pattern.finditer(fold(text)):
        if match.start() > last:
            pieces.append((text[last : match.start()], False))
        pieces.append((text[match.start() : match.end()], True))
        last = match.end()
    if last < len(text):
        pieces.append((text[last:], False))
    return pieces
