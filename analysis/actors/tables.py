"""The tables that actors rest on, read once: places, nouns for offices and bodies, forms of names."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib import resources
from typing import Any


@cache
def load_table(name: str) -> dict[str, Any]:
    """A JSON table of ``analysis/languages/data``."""
    table: dict[str, Any] = json.loads(resources.files("analysis.languages").joinpath("data", f"{name}.json").read_text(encoding="utf-8"))
    return table


@cache
def russian_forms() -> Any:
    """The Russian dictionary; loading takes a moment, so only Russian texts pay for it."""
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


@lru_cache(maxsize=50_000)
def russian_lemma(word: str) -> str:
    """Dictionary form of a Russian word, lower case, ё written as е."""
    return str(russian_forms().parse(word)[0].normal_form).replace("ё", "е")
