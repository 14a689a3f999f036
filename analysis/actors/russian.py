"""Forms of Russian words, by a dictionary that is loaded once, and only where a text is Russian."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any


@cache
def russian_forms() -> Any:
    """The Russian dictionary; loading takes a moment, so only Russian texts pay for it."""
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


@lru_cache(maxsize=50_000)
def russian_lemma(word: str) -> str:
    """Dictionary form of a Russian word, lower case, ё written as е."""
    return str(russian_forms().parse(word)[0].normal_form).replace("ё", "е")
