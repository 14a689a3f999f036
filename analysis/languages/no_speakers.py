"""Words that stand where a speaker would, and name none."""

from __future__ import annotations

from functools import cache

from analysis.languages.tables import load_table


@cache
def _words(kind: str, language: str) -> frozenset[str]:
    return frozenset(load_table("no_speakers")[kind][language])


def is_nobody(words: str, language: str) -> bool:
    """Whether the words say that nobody speaks ("What it costs, nobody said")."""
    return words.casefold() in _words("nobody", language)


def is_day(word: str, language: str) -> bool:
    """Whether a word is a day, with or without a genitive ("Thursday's")."""
    return word.casefold().replace("’", "'").removesuffix("'s") in _words("days", language)


def is_no_speaker(words: str, language: str) -> bool:
    """Whether the words are nothing but a day or a question word."""
    return is_day(words, language) or words.casefold() in _words("questions", language)
