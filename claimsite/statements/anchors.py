"""Spans as they are stored: with their words and what stands around them (W3C TextQuoteSelector)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimsite.statements.models import SpanRole, StatementSpan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimsite.statements.models import Statement

#: Characters kept before and after a span.
CONTEXT_CHARACTERS = 32

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
