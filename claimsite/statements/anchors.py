"""Spans as they are stored: with their words and what stands around them (W3C TextQuoteSelector)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimsite.statements.models import SpanRole, StatementSpan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from claimsite.articles.changes import Block
    from claimsite.statements.models import Statement

#: Characters kept before and after a span.
CONTEXT_CHARACTERS = 32
#: Of these, so many next to the span must be found again on either side where the whole context is not.
AGREEING_CHARACTERS = 12
#: Words as long as this, found once, are the same words whatever was changed around them.
UNMISTAKABLE_CHARACTERS = 25
#: A source or a cue stands so near to its content.
BESIDE_CHARACTERS = 120
#: Places of the same words that are looked at.
MAX_PLACES = 200

#: Half-open, in code points of the version's text.
Place = tuple[int, int]
Places = dict[str, list[Place]]


class SpanError(ValueError):
    """Places that are no spans of this text; `role` says which kind is wrong (None: the whole)."""

    def __init__(self, message: str, *, role: str | None = None) -> None:
        super().__init__(message)
        self.role = role


def check_places(text: str, places: Mapping[str, Iterable[Place]]) -> Places:
    """Put places in text order and refuse what cannot be stored.

    Args:
        text: the version's text.
        places: by role; a role that is missing has no spans.

    Returns:
        All three roles, each in text order.

    Raises:
        SpanError: for an unknown role, a place outside the text, an empty or overlapping one, or one of white space; and if there is no content.
    """
    ordered: Places = {role: [] for role in SpanRole.values}
    for role, spans in places.items():
        if role not in ordered:
            raise SpanError(f"unknown role {role!r}; known are {', '.join(SpanRole.values)}")
        ordered[role] = sorted((int(start), int(end)) for start, end in spans)
        last = 0
        for start, end in ordered[role]:
            if not 0 <= start < end <= len(text):
                raise SpanError(f"[{start}, {end}) is no stretch of a text of {len(text)} characters", role=role)
            if not text[start:end].strip():
                raise SpanError(f"[{start}, {end}) holds no words", role=role)
            if start < last:
                raise SpanError(f"[{start}, {end}) overlaps the one before it", role=role)
            last = end
    if not ordered[SpanRole.CONTENT]:
        raise SpanError("a statement needs a content", role=SpanRole.CONTENT)
    return ordered


def build_spans(statement: Statement, text: str, places: Places) -> list[StatementSpan]:
    """Rows for checked places, not yet stored; `text[start:end] == exact` in each."""
    return [
        StatementSpan(
            statement=statement,
            role=role,
            position=position,
            start_char=start,
            end_char=end,
            exact=text[start:end],
            prefix=text[max(0, start - CONTEXT_CHARACTERS) : start],
            suffix=text[end : end + CONTEXT_CHARACTERS],
        )
        for role, spans in places.items()
        for position, (start, end) in enumerate(spans)
    ]


def join_words(text: str, places: Iterable[Place]) -> str:
    """The words of several places in one line; a gap between them shows as an ellipsis unless only white space or a quotation mark lies in it."""
    parts: list[str] = []
    last = None
    for start, end in places:
        if last is not None:
            parts.append(" " if all(not ch.isalnum() for ch in text[last:start]) else " … ")
        parts.append(" ".join(text[start:end].split()))
        last = end
    return "".join(parts)


def find_again(span: StatementSpan, text: str, blocks: Sequence[Block] = (), *, near: Place | None = None) -> Place | None:
    """Where a span stands in another text, to the character; None if it does not, or if several places would do.

    A wrong place is worse than none. Words and what stands around them must agree (W3C TextQuoteSelector); where that holds for several places, or only in
    part, the order of the text decides: the stretches that both texts have.

    Args:
        span: with its words and what stood around them.
        text: the other text.
        blocks: stretches that both texts have (see `articles.changes.align`).
        near: where the statement's content stands in the other text, for the words that introduce it.
    """
    aligned = _shift(span, text, blocks)
    places = _find_all(span.exact, text)
    for wanted in (CONTEXT_CHARACTERS, AGREEING_CHARACTERS):
        agreeing = [start for start in places if _agrees(span, text, start, wanted)]
        if aligned in agreeing or len(agreeing) == 1:
            start = aligned if aligned is not None and aligned in agreeing else agreeing[0]
            return start, start + len(span.exact)
    if aligned is None:
        return None
    is_unmistakable = len(places) == 1 and len(span.exact) >= UNMISTAKABLE_CHARACTERS
    is_beside = near is not None and min(abs(aligned - near[1]), abs(near[0] - aligned - len(span.exact))) <= BESIDE_CHARACTERS
    is_sure = is_unmistakable or is_beside or _agrees_on_a_side(span, text, aligned)
    return (aligned, aligned + len(span.exact)) if is_sure else None


def _shift(span: StatementSpan, text: str, blocks: Sequence[Block]) -> int | None:
    for block in blocks:
        if block.old <= span.start_char and span.end_char <= block.old + block.size:
            start = span.start_char + block.new - block.old
            return start if text.startswith(span.exact, start) else None
    return None


def _find_all(words: str, text: str) -> list[int]:
    places: list[int] = []
    at = text.find(words)
    while at >= 0 and len(places) < MAX_PLACES:
        places.append(at)
        at = text.find(words, at + 1)
    return places


def _agrees(span: StatementSpan, text: str, start: int, wanted: int) -> bool:
    """Whether the nearest `wanted` characters on both sides are the ones that were kept."""
    prefix, suffix, end = span.prefix[-wanted:], span.suffix[:wanted], start + len(span.exact)
    return text[max(0, start - wanted) : start].endswith(prefix) and text[end : end + wanted].startswith(suffix)


def _agrees_on_a_side(span: StatementSpan, text: str, start: int) -> bool:
    """Whether all that was kept of one side is there, and is more than a word or two."""
    end = start + len(span.exact)
    is_before = len(span.prefix) >= AGREEING_CHARACTERS and text.endswith(span.prefix, 0, start)
    return is_before or (len(span.suffix) >= AGREEING_CHARACTERS and text.startswith(span.suffix, end))
