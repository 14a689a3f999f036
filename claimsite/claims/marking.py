"""A text with statements marked in it: flat segments, so that nested and overlapping spans need no nested tags."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from claimsite.statements.models import SpanRole

_LINE = re.compile(r"[^\n]+")


class Placed(NamedTuple):
    """A stretch of the text that belongs to a statement; half-open, in code points."""

    statement: int
    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch in which the same spans hold all through.

    `contents`, `cues` and `sources` are ids of statements, the shortest span first; `firsts` those whose content begins here.
    """

    start: int
    end: int
    text: str
    contents: tuple[int, ...] = ()
    cues: tuple[int, ...] = ()
    sources: tuple[int, ...] = ()
    firsts: tuple[int, ...] = ()

    @property
    def statements(self) -> tuple[int, ...]:
        """Everything that is marked here, each once; the first one gives the color."""
        return tuple(dict.fromkeys((*self.contents, *self.cues, *self.sources)))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text with the statements whose content begins in it, in order."""

    start: int
    end: int
    segments: tuple[Segment, ...]
    statements: tuple[int, ...] = field(default=())


def mark_text(text: str, places: Iterable[Placed]) -> list[Paragraph]:
    """Cut a text into paragraphs of segments that, put together, are the text without its line ends.

    Args:
        text: as stored.
        places: in any order; what lies outside the text is cut off.
    """
    inside = [p._replace(start=max(0, p.start), end=min(len(text), p.end)) for p in places]
    inside = [p for p in inside if p.start < p.end]
    lines = [match.span() for match in _LINE.finditer(text) if match[0].strip()]
    firsts = _find_firsts(text, inside)
    paragraphs = []
    for (start, end), near in zip(lines, _share_out(lines, inside), strict=True):
        segments = tuple(_cut(text, start, end, near, firsts))
        paragraphs.append(Paragraph(start, end, segments, tuple(pk for segment in segments for pk in segment.firsts)))
    return paragraphs


def _find_firsts(text: str, places: Iterable[Placed]) -> dict[int, list[int]]:
    """Position → statements whose content begins there; white space before the first word does not count, and nothing else has no beginning."""
    first: dict[int, int] = {}
    for place in places:
        stretch = text[place.start : place.end]
        if place.role == SpanRole.CONTENT and not stretch.isspace():
            start = place.start + len(stretch) - len(stretch.lstrip())
            first[place.statement] = min(start, first.get(place.statement, start))
    begins: dict[int, list[int]] = defaultdict(list)
    for statement, start in sorted(first.items()):
        begins[start].append(statement)
    return dict(sorted(begins.items()))


def _share_out(lines: list[tuple[int, int]], places: list[Placed]) -> Iterator[list[Placed]]:
    """For each line the places that reach into it."""
    waiting = sorted(places, key=lambda place: place.start, reverse=True)
    active: list[Placed] = []
    for start, end in lines:
        while waiting and waiting[-1].start < end:
            active.append(waiting.pop())
        active = [place for place in active if place.end > start]
        yield active


def _cut(text: str, start: int, end: int, places: list[Placed], firsts: dict[int, list[int]]) -> Iterator[Segment]:
    opens: dict[int, list[Placed]] = defaultdict(list)
    closes: dict[int, list[Placed]] = defaultdict(list)
    for place in places:
        opens[max(start, place.start)].append(place)
        closes[min(end, place.end)].append(place)
    order = list(firsts)
    begin_here = order[bisect_left(order, start) : bisect_left(order, end)]
    cuts = sorted({start, end, *opens, *closes, *begin_here})
    held: dict[Placed, None] = {}
    for here, there in pairwise(cuts):
        for place in closes[here]:
            held.pop(place, None)
        held.update(dict.fromkeys(opens[here]))
        shortest = sorted(held, key=lambda place: (place.end - place.start, place.statement))
        by_role = {role: tuple(dict.fromkeys(place.statement for place in shortest if place.role == role)) for role in SpanRole.values}
        begin = tuple(firsts.get(here, ()))
        yield Segment(here, there, text[here:there], by_role[SpanRole.CONTENT], by_role[SpanRole.CUE], by_role[SpanRole.SOURCE], begin)
