"""Who is named in a text, by names as they are stored; endings may differ, for names are inflected."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from claimsite.statements.models import Actor, ActorName

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"\w+")
#: So many letters of a name's first word stay as they are; shorter words are taken whole.
_KEY = 3
#: Letters that an ending may add.
_ENDING = 3


class _Node(dict[str, "_Node"]):
    """Names that begin alike: what follows by word, and whose names end here."""

    __slots__ = ("actors",)

    def __init__(self) -> None:
        self.actors: set[int] = set()


class Names:
    """The names of some actors, ready to be found in texts: the time depends on the text, not on how many there are."""

    def __init__(self, actors: Iterable[int]) -> None:
        """Reads the names in two queries."""
        wanted = list(actors)
        pairs = [*Actor.objects.filter(pk__in=wanted).values_list("name", "pk"), *ActorName.objects.filter(actor__in=wanted).values_list("name", "actor")]
        self._first = _Node()
        self._by_stem: dict[str, set[str]] = defaultdict(set)
        self._forms: dict[str, frozenset[str]] = {}
        for name, pk in pairs:
            words = _split(name)
            if not words or len(words[0]) < 2:
                continue
            node = self._first
            for word in words:
                if word not in node:
                    node[word] = _Node()
                    self._by_stem[_get_stem(word)].add(word)
                node = node[word]
            node.actors.add(pk)

    def find(self, text: str) -> set[int]:
        """The actors that a text names."""
        words = _WORD.findall(text.casefold())
        found: set[int] = set()
        for place, word in enumerate(words):
            nodes = [self._first[name] for name in self._list_names(word) & self._first.keys() if name[:_KEY] == word[:_KEY]]
            for following in words[place + 1 :]:
                found.update(*(node.actors for node in nodes))
                nodes = [node[name] for node in nodes if node for name in self._list_names(following) & node.keys()]
                if not nodes:
                    break
            found.update(*(node.actors for node in nodes))
        return found

    def _list_names(self, word: str) -> frozenset[str]:
        """The words of names of which a word may be a form; each word of a text is looked up once."""
        if word not in self._forms:
            stems = (word[:length] for length in range(max(1, len(word) - _ENDING), len(word) + 1))
            self._forms[word] = frozenset().union(*(self._by_stem.get(stem, ()) for stem in stems))
        return self._forms[word]


@lru_cache(maxsize=20_000)
def _split(name: str) -> tuple[str, ...]:
    """The words of a name, to be compared."""
    return tuple(_WORD.findall(name.casefold()))


def _get_stem(name: str) -> str:
    """What of a name's word stays with other endings ("russlands", "москвы")."""
    return name[:-2] if len(name) > 7 else name[:-1] if len(name) > 4 else name
