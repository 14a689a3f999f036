"""Who is named in a text, by names as they are stored; endings may differ, for names are inflected."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from claimsite.statements.models import Actor, ActorName

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"\w+")
#: By so many letters of their first word names are looked up; shorter words are taken whole.
_KEY = 3
#: Letters that an ending may add.
_ENDING = 3


class Names:
    """The names of some actors, ready to be found in texts: the time depends on the text, not on how many there are."""

    def __init__(self, actors: Iterable[int]) -> None:
        """Reads the names in two queries."""
        wanted = list(actors)
        pairs = [*Actor.objects.filter(pk__in=wanted).values_list("name", "pk"), *ActorName.objects.filter(actor__in=wanted).values_list("name", "actor")]
        self._by_key: dict[str, set[tuple[tuple[str, ...], int]]] = defaultdict(set)
        for name, pk in pairs:
            words = tuple(_WORD.findall(name.casefold()))
            if words and len(words[0]) > 1:
                self._by_key[words[0][:_KEY]].add((words, pk))

    def find(self, text: str) -> set[int]:
        """The actors that a text names."""
        words = _WORD.findall(text.casefold())
        found: set[int] = set()
        for place, word in enumerate(words):
            for name, pk in self._by_key.get(word[:_KEY], ()):
                there = words[place : place + len(name)]
                if pk not in found and len(there) == len(name) and all(map(_is_form, there, name)):
                    found.add(pk)
        return found


def _is_form(word: str, name: str) -> bool:
    """Whether a word is a name's word with another ending ("russlands", "москвы")."""
    stem = name[:-2] if len(name) > 7 else name[:-1] if len(name) > 4 else name
    return word.startswith(stem) and len(word) <= len(stem) + _ENDING
