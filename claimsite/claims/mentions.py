"""Who is named in a text, by names as they are stored; endings may differ, for names are inflected."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from django.db.models import Max

from claimsite.statements.models import Actor, ActorName

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"\w+")
#: So many letters of a name's first word stay as they are; shorter words are taken whole.
_KEY = 3
#: Entries of the history that are read again: those of a transaction that was taken back have their numbers once more.
_OVERLAP = 50
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
        self._first = _Node()
        self._by_stem: dict[str, set[str]] = defaultdict(set)
        self._forms: dict[str, frozenset[str]] = {}
        self.add(_read_names(actors))

    def add(self, pairs: Iterable[tuple[str, int]]) -> None:
        """Know more names, each with its actor."""
        self._forms.clear()
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


class KnownNames:
    """The names of all sides, kept by a process: reading an article adds a few, which the history tells; if one is gone, all are read anew."""

    def __init__(self) -> None:
        self._names = Names([])
        self._names_of: dict[int, set[str]] = {}
        self._ends: tuple[int, int] | None = None

    def find(self, texts: Iterable[str]) -> list[set[int]]:
        """For each text the standing sides that it names."""
        self._follow()
        found = [self._names.find(text) for text in texts]
        named = set().union(*found)
        standing = set(Actor.objects.standing().sides().filter(pk__in=named).values_list("pk", flat=True)) if named else set()
        return [each & standing for each in found]

    def _follow(self) -> None:
        actors, names = Actor.history.model._default_manager, ActorName.history.model._default_manager
        ends = actors.aggregate(end=Max("history_id"))["end"] or 0, names.aggregate(end=Max("history_id"))["end"] or 0
        if ends == self._ends:
            return
        if self._ends is None or any(now < then for now, then in zip(ends, self._ends, strict=True)):
            self._read_all()
        else:
            rows = actors.filter(history_id__gt=self._ends[0] - _OVERLAP).values_list("id", "side_id")
            changed = {pk for row in rows for pk in row if pk is not None}
            changed |= set(names.filter(history_id__gt=self._ends[1] - _OVERLAP).values_list("actor_id", flat=True))
            self._take_in(changed)
        self._ends = ends

    def _take_in(self, changed: set[int]) -> None:
        sides = Actor.objects.standing().sides().filter(pk__in=changed).values_list("pk", flat=True)
        found: dict[int, set[str]] = defaultdict(set)
        for name, pk in _read_names(sides):
            found[pk].add(name)
        if any(self._names_of.get(pk, set()) - found[pk] for pk in changed):
            self._read_all()
            return
        self._names.add((name, pk) for pk, names in found.items() for name in names - self._names_of.get(pk, set()))
        self._names_of.update(found)

    def _read_all(self) -> None:
        pairs = _read_names(Actor.objects.standing().sides().values_list("pk", flat=True))
        self._names, self._names_of = Names([]), defaultdict(set)
        self._names.add(pairs)
        for name, pk in pairs:
            self._names_of[pk].add(name)


@cache
def get_known_names() -> KnownNames:
    """What this process knows."""
    return KnownNames()


def _read_names(actors: Iterable[int]) -> list[tuple[str, int]]:
    wanted = list(actors)
    return [*Actor.objects.filter(pk__in=wanted).values_list("name", "pk"), *ActorName.objects.filter(actor__in=wanted).values_list("name", "actor")]


@lru_cache(maxsize=20_000)
def _split(name: str) -> tuple[str, ...]:
    """The words of a name, to be compared."""
    return tuple(_WORD.findall(name.casefold()))


def _get_stem(name: str) -> str:
    """What of a name's word stays with other endings ("russlands", "москвы")."""
    return name[:-2] if len(name) > 7 else name[:-1] if len(name) > 4 else name
