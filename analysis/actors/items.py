"""Words of a source sorted: nouns, places, modifiers, titles, proper and plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.actors.grammar import particles, titles
from analysis.actors.nouns import LONGEST, Noun, find_modifier, find_noun
from analysis.actors.places import Place, find_adjective, find_places
from analysis.languages.no_speakers import is_day


@dataclass(frozen=True, slots=True)
class Item:
    """A word or expression and what it was taken for: noun, place, modifier, title, proper or plain."""

    kind: str
    words: str
    noun: Noun | None = None
    place: Place | None = None
    english: str = ""


def itemize(words: list[str], language: str) -> list[Item]:
    """Sort words, the longest known expression at each place first."""
    items: list[Item] = []
    i = 0
    while i < len(words):
        item, n = _next_item(words, i, items, language)
        items.append(item)
        i += n
    return items


def _next_item(words: list[str], i: int, items: list[Item], language: str) -> tuple[Item, int]:
    before = items[-1] if items else None
    for n in range(min(LONGEST, len(words) - i), 0, -1):
        text = " ".join(words[i : i + n])
        if n > 1 and (places := find_places(text, language)):
            return Item("place", text, place=places[0]), n
        if n == 2 and (adjective := find_adjective(text, language)):
            return Item("place", text, place=adjective), n
        noun = find_noun(text, language)
        if noun is not None and not _is_surname(words, i, n, noun, before, language):
            return Item("noun", text, noun=noun), n
    return _single_item(words, i, before, language), 1


def _is_surname(words: list[str], i: int, n: int, noun: Noun, before: Item | None, language: str) -> bool:
    """Whether a word of the tables is part of a name here ("Cord Bauer", "Alice Bishop", "Gewerkschaft Finanzdienste")."""
    if n > 1 or not words[i][:1].isupper() or before is None:
        return False
    if language == "de" and before.kind == "noun" and before.noun is not None and before.noun.kind == "body":
        return True
    if noun.kind == "body":
        return False
    follows_name = before.kind == "proper" and not (language == "de" and re.search(r"(?:sche|er)[nrms]?$", before.words))
    after_office = language in ("de", "ru") and before.kind == "noun" and before.noun is not None and before.noun.kind == "person" and len(words) - i < 3
    return (follows_name and i + 1 == len(words) and language != "ru") or after_office


def _single_item(words: list[str], i: int, before: Item | None, language: str) -> Item:
    word = words[i]
    if is_day(word, language):
        return Item("plain", word)
    title = titles().get(word.rstrip(".").casefold())
    if title is not None and word[:1].isupper() and i + 1 < len(words):
        return Item("title", word, english=title)
    adjective = find_adjective(word.removesuffix("-"), language)
    if adjective is not None and (word[:1].isupper() or language != "en"):
        return Item("place", word, place=adjective)
    is_capital = word[:1].isupper() or (word.isdigit() and before is not None and before.kind in ("proper", "noun"))
    next_is_name = i + 1 < len(words) and words[i + 1][:1].isupper() and find_noun(words[i + 1], language) is None
    in_name = before is not None and before.kind == "proper"
    if is_capital and not in_name and not (next_is_name and before is None) and (places := find_places(word, language)):
        return Item("place", word, place=places[0])
    modifier = find_modifier(word, language)
    if modifier is not None and not (is_capital and before is not None and before.kind == "proper") and not (is_capital and i + 1 == len(words)):
        return Item("modifier", word, english=modifier)
    return Item("proper" if is_capital or (word in particles() and before and before.kind == "proper") else "plain", word)
