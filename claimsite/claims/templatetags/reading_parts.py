"""Paragraphs of an article and the notes beside them, made from plain values, so that each is made once (`core/parts.py`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from django import template
from django.utils.safestring import SafeString

from claimsite.core.palette import get_number
from claimsite.core.parts import render_part
from claimsite.core.templatetags.claimsite import in_interface_language
from claimsite.statements.naming import name_in_reason

if TYPE_CHECKING:
    from claimsite.claims.linked import Linked
    from claimsite.claims.marking import Paragraph, Segment
    from claimsite.claims.reading import Note
    from claimsite.statements.models import Statement

register = template.Library()

#: What stands against a statement, at most.
AGAINST = 6


class FirstValues(NamedTuple):
    """A statement whose content begins here; `place` counts in text order, `number` is its side's."""

    pk: int
    place: int
    number: int | None
    who: str
    act: str


class SegmentValues(NamedTuple):
    """A stretch of the text; `number` is the side of the statement that gives the color."""

    text: str
    statements: tuple[int, ...]
    contents: tuple[int, ...]
    is_cue: bool
    number: int | None
    firsts: tuple[FirstValues, ...]


class ParagraphValues(NamedTuple):
    """A paragraph with its marks."""

    start: int
    language: str
    segments: tuple[SegmentValues, ...]


class AgainstValues(NamedTuple):
    """What stands against a statement: another, by whom, or a claim without anybody."""

    who: str
    url: str
    language: str
    words: str
    is_through: bool


class ClaimValues(NamedTuple):
    """A claim that a statement expresses."""

    url: str
    text: str
    language: str


class DecisionValues(NamedTuple):
    """What readers are told of a proposal, by the names that its template uses of a statement; `withdrawn_at` says only whether."""

    state: str
    score: float | None
    withdrawn_at: bool


class NoteValues(NamedTuple):
    """What the margin says about a statement; `decision` where nobody has decided and nobody can here."""

    pk: int
    number: int | None
    actor: str
    url: str
    side: str
    act: str
    source: str
    language: str
    score: float | None
    why: tuple[str, str]
    against: tuple[AgainstValues, ...]
    more: int
    claims: tuple[ClaimValues, ...]
    decision: DecisionValues | None


@register.simple_tag
def paragraph(given: Paragraph, notes: Mapping[int, Note], language: str) -> SafeString:
    """A paragraph of the text with its statements marked."""
    return render_part("claims/_paragraph_part.html", ParagraphValues(given.start, language, tuple(_describe_segment(each, notes) for each in given.segments)))


@register.simple_tag
def note_words(note: Note, with_decision: bool) -> SafeString:
    """What a note says; `with_decision` of the proposal, too."""
    statement = note.statement
    actor, side = statement.actor, statement.side
    values = NoteValues(
        pk=statement.pk,
        number=get_number(side),
        actor=actor.local_name if actor is not None else "",
        url=actor.get_absolute_url() if actor is not None else "",
        side=side.local_name if side is not None and side != actor else "",
        act=statement.act,
        source=statement.source if actor is None or statement.source not in (actor.name, actor.local_name) else "",
        language=statement.language,
        score=statement.score,
        why=(in_interface_language(statement.why), name_in_reason(in_interface_language(statement.why_actor), actor)),
        against=tuple(_describe_against(each) for each in note.against[:AGAINST]),
        more=note.more_against,
        claims=tuple(ClaimValues(each.get_absolute_url(), each.text, each.language) for each in note.claims),
        decision=DecisionValues(statement.state, statement.score, statement.withdrawn_at is not None) if with_decision else None,
    )
    return render_part("claims/_note_words_part.html", values)


def _describe_segment(segment: Segment, notes: Mapping[int, Note]) -> SegmentValues:
    marked = segment.statements
    number = get_number(notes[marked[0]].statement.side) if marked else None
    firsts = tuple(_describe_first(notes[pk].statement, notes[pk].number) for pk in segment.firsts)
    return SegmentValues(segment.text, marked, segment.contents, bool(segment.cues), number, firsts)


def _describe_first(statement: Statement, place: int) -> FirstValues:
    who = statement.actor.local_name if statement.actor is not None else statement.source
    return FirstValues(statement.pk, place, get_number(statement.side), who, statement.act)


def _describe_against(linked: Linked) -> AgainstValues:
    other, is_through = linked.other, linked.through is not None
    if other is None:
        return AgainstValues("", linked.claim.get_absolute_url(), linked.claim.language, linked.claim.text, is_through)
    who = other.actor.local_name if other.actor is not None else other.source
    return AgainstValues(who, other.get_absolute_url(), other.language, other.content, is_through)
