"""Which two words are one name or international word, across languages and scripts, or end in one another."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

#: Letters that a compound and its last part ("Tarifvertrag" – "Vertrag") must share at the end.
LEAST_ENDING = 5
#: Per cent of letters in common, from which on two spellings with the same consonants are one name.
_SPELLED_ALIKE = 60
#: The same where one is not capitalized, so need not be a name.
_SPELLED_CLOSE = 80

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i i k l m n o p r s t u f h ts ch sh sh . y . e yu ya".replace(".", "").split(" "),
        strict=True,
    )
)
_SPELLINGS = (
    ("tsch", "c"),
    ("dsch", "c"),
    ("sch", "c"),
    ("tch", "c"),
    ("sh", "c"),
    ("zh", "c"),
    ("kh", "h"),
    ("ph", "f"),
    ("ts", "z"),
    ("tz", "z"),
    ("ck", "k"),
)
_LETTERS = str.maketrans({"w": "v", "j": "", "y": "", "q": "k", "x": "k", "s": "z", "ß": "z", "h": ""})


@lru_cache(maxsize=50_000)
def spell_latin(word: str) -> str:
    """Lower case, Cyrillic letters written in Latin."""
    return "".join(_CYRILLIC.get(c, c) for c in word.lower())


@lru_cache(maxsize=100_000)
def sound_alike(left: str, right: str) -> bool:
    """Whether two words are one name or international word in two spellings: same consonants, and spelled much alike."""
    if left[:1] == right[:1] and left == right:
        return True
    least = _SPELLED_ALIKE if left[0].isupper() and right[0].isupper() else _SPELLED_CLOSE
    return bool(sound_keys(left) & sound_keys(right)) and fuzz.ratio(spell_latin(left), spell_latin(right)) >= least


@lru_cache(maxsize=50_000)
def sound_keys(word: str) -> frozenset[str]:
    """Consonants of a word in Latin, of three and more: "Salakhov", "Salachow" and "Салахов" have one in common.

    "ch" is read both ways, as in "Salachow" and as in "Vostochny".
    """
    latin = spell_latin(word)
    for spelling, letter in _SPELLINGS:
        latin = latin.replace(spelling, letter)
    keys = set()
    for reading in ("", "c"):
        letters = latin.replace("ch", reading).translate(_LETTERS).replace("c", "k")
        keys.add(re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouäöüéèêëàâîïôûç\W\d_]", "", letters)))
    return frozenset(key for key in keys if len(key) >= 3)


@lru_cache(maxsize=50_000)
def list_sounds(word: str) -> tuple[str, ...]:
    """By what a word is looked up that may sound like others: its consonants, and itself."""
    return (f"={word}", *sound_keys(word))


@lru_cache(maxsize=50_000)
def list_endings(word: str) -> tuple[str, ...]:
    """The last letters of a capitalized word, which it shares with any compound that ends in it."""
    return (word[-LEAST_ENDING:].lower(),) if word[0].isupper() and len(word) >= LEAST_ENDING else ()


@lru_cache(maxsize=100_000)
def is_compound(whole: str, part: str) -> bool:
    """Whether a noun ends in another one, as in German."""
    return len(whole) > len(part) + 1 and part[0].isupper() and whole[0].isupper() and whole.lower().endswith(part.lower())
