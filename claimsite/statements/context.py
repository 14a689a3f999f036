"""A statement in its context: the sentences around it, with its parts marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from claimsite.statements.models import SpanRole, Statement

#: Good enough to cut a context; the analysis has its own, better one.
_SENTENCE_END = re.compile(r"[.!?…]+[\"'»”“’)\]]*\s+(?=[\"'«»„“‘(\[–—-]*\s?[A-ZÀ-ÖØ-ÞА-ЯЁ0-9])|\n+")
#: Sentences shown on either side.
AROUND = 2
#: Characters shown on either side at most, whatever sentences there are.
REACH = 600


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of text with one role: "content", "cue", "source" or "" for what stands around."""

    text: str
    role: str


def find_sentences(statement: Statement, *, around: int = AROUND) -> list[Sentence]:
    """The text around a statement, cut into stretches; needs `version` and `spans` at hand."""
    text = statement.version.text
    spans = [(span.start_char, span.end_char, span.role) for span in statement.list_spans()]
    if not spans:
        return [Sentence(statement.content, SpanRole.CONTENT)]
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    start, end = _reach_back(text, first, around), _reach_on(text, last, around)
    return cut(text, start, end, spans)


def cut(text: str, start: int, end: int, spans: list[tuple[int, int, str]]) -> list[Sentence]:
    """Stretches of ``text[start:end]``; where spans overlap, content goes before cue, cue before source."""
    cuts = sorted({start, end, *(min(max(edge, start), end) for span in spans for edge in span[:2])})
    rank = {SpanRole.CONTENT: 0, SpanRole.CUE: 1, SpanRole.SOURCE: 2}
    parts = []
    for here, there in pairwise(cuts):
        roles = [role for a, b, role in spans if a <= here and there <= b]
        parts.append(Sentence(text[here:there], min(roles, key=lambda role: rank[SpanRole(role)], default="")))
    return parts


def _reach_back(text: str, place: int, around: int) -> int:
    low = max(0, place - REACH)
    # Two characters further, for an end is known by the capital behind it.
    ends = [match.end() for match in _SENTENCE_END.finditer(text, low, place + 2) if match.end() <= place]
    # The last end opens the statement's own sentence.
    wanted = around + 1
    return ends[-wanted] if len(ends) >= wanted else _at_word(text, low, 1) if low else 0


def _reach_on(text: str, place: int, around: int) -> int:
    high = min(len(text), place + REACH)
    ends = [place + match.end() for match in _SENTENCE_END.finditer(text[place:high])]
    if len(ends) > around:
        return place + len(text[place : ends[around]].rstrip())
    return high if high == len(text) else _at_word(text, high, -1)


def _at_word(text: str, place: int, step: int) -> int:
    """The next white space in a direction, at most 40 characters away."""
    for distance in range(40):
        at = place + step * distance
        if 0 < at < len(text) and text[at].isspace():
            return at + 1 if step > 0 else at
    return place
