"""Names of bodies word by word in English, where all their words are plain ones ("Klares Wasser", "Centre vert")."""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.actors.russian import russian_lemma
from analysis.languages.tables import load_table

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def translate_name(name: str, language: str) -> str | None:
    """A body's own name word by word in English ("Klares Wasser" → "Clear Water").

    Args:
        name: as written.
        language: ISO 639-1.

    Returns:
        The English words with capitals; None if the language is English or a word is unknown.
    """
    if language not in ("de", "fr", "ru"):
        return None
    table, links = load_table("name_words"), load_table("name_words")[f"links_{language}"]
    english: list[str] = []
    for word in _WORD.findall(name.replace("’", "'").replace("'", " ")):
        known = links.get(word.casefold()) or _find_word(word, language)
        if known is None:
            return None
        if language == "fr" and known in table["adjectives"] and english and english[-1] not in links.values():
            english.insert(len(english) - 1, known)
        else:
            english.append(known)
    if not any(word not in links.values() for word in english):
        return None
    return " ".join(word if word in links.values() and i else word[:1].upper() + word[1:] for i, word in enumerate(english))


def is_plain_name(name: str, language: str) -> bool:
    """Whether a name is an adjective with its noun ("Grüne Mitte", "Centre vert"): bodies are called so, people hardly ever."""
    english = translate_name(name, language)
    words = name.split()
    if english is None or len(words) < 2 or english.split()[0].casefold() not in load_table("name_words")["adjectives"]:
        return False
    return language != "de" or words[0].endswith(("e", "er", "es", "en"))


@lru_cache(maxsize=20_000)
def _find_word(word: str, language: str) -> str | None:
    table: dict[str, str] = load_table("name_words")[f"words_{language}"]
    folded = word.casefold()
    forms = [folded]
    if language == "de":
        forms += [folded.removesuffix(ending) for ending in ("e", "er", "es", "en", "em", "n", "s", "ern", "nen")]
        forms.append(folded.removesuffix("er").removesuffix("e").translate(str.maketrans("äöü", "aou")))
    elif language == "fr":
        forms += [folded.removesuffix(ending) for ending in ("s", "e", "es", "x")] + [folded.removesuffix("es") + "e"]
    else:
        forms += [folded.replace("ё", "е"), russian_lemma(folded)]
        table = {key.replace("ё", "е"): value for key, value in table.items()}
    return next((table[form] for form in forms if form in table), None)
