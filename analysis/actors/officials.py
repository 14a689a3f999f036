"""Countries whose bodies or offices an article speaks of: an office that it names without a country is likelier theirs than another's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.actors.entities import Sentences
from analysis.actors.nouns import find_noun
from analysis.actors.places import Place
from analysis.actors.scan import Word

#: Words between a country and its body.
REACH = 3
_STOP = re.compile(r"[.!?,;:\n]")
_BREAK = re.compile(r"[.!?;:\n]")
_IN = {"en": ("in",), "de": ("in",), "fr": ("à", "en"), "ru": ("в", "во")}


def list_official(words: Sequence[Word], text: str, countries: Sequence[tuple[int, Place]], sentences: Sentences, code: str) -> list[tuple[int, Place]]:
    """Countries right before a body or office of theirs ("Südkoreas Nationaler Sicherheitsrat"), in French behind it, or where it is ("in Oslo, the ministry").

    Args:
        words: of the text.
        text: the article.
        countries: with where they stand, in text order.
        sentences: of the text.
        code: ISO 639-1.

    Returns:
        Of the countries those, in text order.
    """
    at = {word.start: i for i, word in enumerate(words)}
    official = []
    for start, place in countries:
        i = at[start]
        before, behind = words[max(0, i - REACH - 1) : i], words[i + 1 : i + 1 + REACH]
        near = before if code == "fr" else behind
        is_where = place.kind == "capital" and bool(before) and before[-1].text.casefold() in _IN[code]
        if place.adjective and (
            _has_body(near, text, code, _STOP)
            or (is_where and any(_has_body(before[k:], text, code, _STOP) for k in range(len(before))))
            or (is_where and sentences.opens(start) and _has_body(words[i + 1 : i + 2 + REACH], text, code, _BREAK))
        ):
            official.append((start, place))
    return official


def _has_body(near: Sequence[Word], text: str, code: str, stop: re.Pattern[str]) -> bool:
    """Whether a body or office stands among words that nothing parts."""
    if not near or stop.search(text[near[0].start : near[-1].end]):
        return False
    return any((noun := find_noun(word.text, code)) is not None and noun.kind != "collective" for word in near)
