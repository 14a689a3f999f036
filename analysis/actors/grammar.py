"""Small words around a source: articles, titles, and the prepositions at which a phrase is cut."""

from __future__ import annotations

import re
from functools import cache

_ARTICLE_WORDS = {
    "de": {
        ("definite", ""): "der die des dem den dieser diese dieses diesem vom beim im",
        ("definite", "neuter"): "das",
        ("indefinite", ""): "ein eines einem einen einige mehrere",
        ("indefinite", "feminine"): "eine einer",
        ("possessive", ""): "sein seine seiner seines seinem ihr ihre ihrer ihres ihrem deren dessen",
        ("", ""): "aus von so auch selbst",
    },
    "en": {
        ("definite", ""): "the this that both these those",
        ("indefinite", ""): "a an one another some",
        ("possessive", ""): "his her its their my our",
        ("", ""): "by even",
    },
    "fr": {
        ("definite", "masculine"): "le du au ce cet",
        ("definite", "feminine"): "la cette",
        ("definite", ""): "les aux ces",
        ("indefinite", "masculine"): "un",
        ("indefinite", "feminine"): "une",
        ("indefinite", ""): "des",
        ("", ""): "de à par en entre environ",
        ("possessive", ""): "son sa ses leur leurs",
    },
    "ru": {
        ("possessive", ""): "его её ее их",
        ("definite", ""): "этот эта это эти сам сама само сами",
        ("", ""): "в во",
        ("indefinite", ""): "один одна некоторые",
    },
}
_TITLES = {
    "mr": "masculine", "mrs": "feminine", "ms": "feminine", "miss": "feminine", "sir": "masculine", "lord": "masculine", "lady": "feminine", "dame": "feminine",
    "herr": "masculine", "herrn": "masculine", "frau": "feminine", "m": "masculine", "me": "", "mme": "feminine", "mlle": "feminine", "monsieur": "masculine",
    "madame": "feminine", "господин": "masculine", "госпожа": "feminine", "dr": "", "prof": "", "г-н": "masculine", "г-жа": "feminine",
}  # fmt: skip
#: Words that may stand inside a name without a capital.
_PARTICLES = frozenset(
    {"von", "van", "de", "da", "di", "du", "del", "della", "der", "den", "la", "le", "al", "el", "bin", "ibn", "zu", "ter", "ten", "dos", "af"}
)
_SPLITTERS = {
    "de": r"\b(?:des|der|dem|den|die|das|von|vom|aus|in|im|für|bei|beim|zu|zum|zur|am|an|auf|über|unter|mit|um|eines|einer|ihres|ihrer|seines|seiner)\b",
    "en": r"\b(?:of|in|at|for|from|to|with|on|by|who|which|that|hired|known|close|said)\b",
    "fr": r"(?:\b(?:de|du|des|à|au|aux|en|pour|sur|chargée?|qui|chez|près)\b|\bd['’])",
    "ru": r"\b(?:в|во|из|по|при|на|от|для|за|под|о|об|у|с)\b",
}


@cache
def articles(language: str) -> dict[str, tuple[str, str]]:
    """Article, possessive or determiner → (definite, indefinite, possessive or "", gender it tells or "")."""
    return {word: meaning for meaning, words in _ARTICLE_WORDS.get(language, {}).items() for word in words.split()}


def titles() -> dict[str, str]:
    """Form of address, without point → the gender it tells."""
    return _TITLES


def particles() -> frozenset[str]:
    """Lower-case words inside names."""
    return _PARTICLES


@cache
def splitters(language: str) -> re.Pattern[str]:
    """Prepositions and genitive articles at which a phrase is cut."""
    return re.compile(_SPLITTERS.get(language, r"(?!)"))
