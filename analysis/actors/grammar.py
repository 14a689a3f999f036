"""Small words around a source: articles, titles, and the prepositions at which a phrase is cut."""

from __future__ import annotations

import re
from functools import cache

_ARTICLES = {
    "de": {
        "der": ("definite", ""), "die": ("definite", ""), "das": ("definite", "neuter"), "des": ("definite", ""), "dem": ("definite", ""), "den": ("definite", ""),
        "ein": ("indefinite", ""), "eine": ("indefinite", "feminine"), "einer": ("indefinite", "feminine"), "eines": ("indefinite", ""),
        "einem": ("indefinite", ""), "einen": ("indefinite", ""), "sein": ("possessive", ""), "seine": ("possessive", ""), "seiner": ("possessive", ""),
        "seines": ("possessive", ""), "seinem": ("possessive", ""), "ihr": ("possessive", ""), "ihre": ("possessive", ""), "ihrer": ("possessive", ""),
        "ihres": ("possessive", ""), "ihrem": ("possessive", ""), "deren": ("possessive", ""), "dessen": ("possessive", ""), "dieser": ("definite", ""),
        "diese": ("definite", ""), "dieses": ("definite", ""), "diesem": ("definite", ""), "vom": ("definite", ""), "beim": ("definite", ""), "im": ("definite", ""),
        "aus": ("", ""), "von": ("", ""), "so": ("", ""), "einige": ("indefinite", ""), "mehrere": ("indefinite", ""), "auch": ("", ""), "selbst": ("", ""),
    },
    "en": {
        "the": ("definite", ""), "a": ("indefinite", ""), "an": ("indefinite", ""), "his": ("possessive", ""), "her": ("possessive", ""), "its": ("possessive", ""),
        "their": ("possessive", ""), "this": ("definite", ""), "that": ("definite", ""), "one": ("indefinite", ""), "another": ("indefinite", ""),
        "my": ("possessive", ""), "our": ("possessive", ""), "some": ("indefinite", ""), "by": ("", ""), "even": ("", ""), "both": ("definite", ""), "these": ("definite", ""),
        "those": ("definite", ""),
    },
    "fr": {
        "le": ("definite", "masculine"), "la": ("definite", "feminine"), "les": ("definite", ""), "un": ("indefinite", "masculine"),
        "une": ("indefinite", "feminine"), "des": ("indefinite", ""), "du": ("definite", "masculine"), "de": ("", ""), "au": ("definite", "masculine"),
        "aux": ("definite", ""), "son": ("possessive", ""), "sa": ("possessive", ""), "ses": ("possessive", ""), "leur": ("possessive", ""),
        "leurs": ("possessive", ""), "ce": ("definite", "masculine"), "cette": ("definite", "feminine"), "cet": ("definite", "masculine"), "ces": ("definite", ""),
        "à": ("", ""), "par": ("", ""), "en": ("", ""),
    },
    "ru": {
        "его": ("possessive", ""), "её": ("possessive", ""), "ее": ("possessive", ""), "их": ("possessive", ""), "этот": ("definite", ""), "эта": ("definite", ""),
        "это": ("definite", ""), "эти": ("definite", ""), "сам": ("definite", ""), "сама": ("definite", ""), "само": ("definite", ""), "сами": ("definite", ""),
        "в": ("", ""), "во": ("", ""), "один": ("indefinite", ""), "одна": ("indefinite", ""), "некоторые": ("indefinite", ""),
    },
}  # fmt: skip
_TITLES = {
    "mr": "masculine", "mrs": "feminine", "ms": "feminine", "miss": "feminine", "sir": "masculine", "lord": "masculine", "lady": "feminine", "dame": "feminine",
    "herr": "masculine", "herrn": "masculine", "frau": "feminine", "m": "masculine", "mme": "feminine", "mlle": "feminine", "monsieur": "masculine",
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


def articles(language: str) -> dict[str, tuple[str, str]]:
    """Article, possessive or determiner → (definite, indefinite, possessive or "", gender it tells or "")."""
    return _ARTICLES.get(language, {})


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
