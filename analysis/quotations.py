"""Stretches in quotation marks, in every style that newspapers use.

One pass over each paragraph with a stack of at most one open mark; a mark's role follows from the mark itself, from what is open and, for the marks that
can be either, from the characters beside it. An unclosed mark costs its own paragraph only and is reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.text import split_paragraphs
from analysis.types import Reason, Span

#: Opening mark → the marks that may close it.
CLOSING = {
    "„": "“”\"‟", "“": "”\"“", "”": "”", "\"": "\"“”", "«": "»", "»": "«", "‹": "›", "›": "‹", "‚": "‘’", "‘": "’",
}  # fmt: skip
MARKS = frozenset('„“”‟"«»‹›‚‘’')
_PAIRED = re.compile(r"(?<!')''(?!')|``(?!`)")
_DOUBLE = frozenset('„“”"«»')


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks.

    Attributes:
        outer: with the marks.
        inner: between the marks, without white space at its ends.
        continues: the next paragraph opens with the same mark and goes on with the same speech.
    """

    outer: Span
    inner: Span
    continues: bool = False


def find_quotations(text: str) -> tuple[list[Quotation], list[Reason]]:
    """Find the outermost quotations of a text.

    Args:
        text: the text as stored or given.

    Returns:
        Quotations in text order (never overlapping), and one flag for each mark that is not closed.
    """
    text = _single_marks(text)
    guillemets_out = _guillemets_point_outward(text)
    found: list[Quotation] = []
    flags: list[Reason] = []
    paragraphs = split_paragraphs(text)
    for number, paragraph in enumerate(paragraphs):
        quotations, unclosed = _scan(text, paragraph, guillemets_out)
        found.extend(quotations)
        if unclosed is None:
            continue
        following = paragraphs[number + 1].of(text).lstrip() if number + 1 < len(paragraphs) else ""
        inner = _strip(text, unclosed + 1, paragraph.end)
        if inner and following[:1] == text[unclosed]:
            found.append(Quotation(Span(unclosed, paragraph.end), inner, continues=True))
        else:
            flags.append(
                Reason(
                    en=f"unclosed quotation mark at {unclosed}",
                    de=f"nicht geschlossenes Anführungszeichen bei {unclosed}",
                )
            )
    return found, flags


def _single_marks(text: str) -> str:
    """A copy of equal length in which each mark is one character: two apostrophes or grave accents become one double mark and a space."""
    return _PAIRED.sub(lambda m: ' "' if m.start() == 0 or text[m.start() - 1] in " \t\n\u00a0([—–-" else '" ', text)


def _guillemets_point_outward(text: str) -> bool:
    """Whether « opens (French, Russian, Swiss) rather than » (German book style): the first one met decides."""
    first = next((ch for ch in text if ch in "«»"), "«")
    return first == "«"


def _scan(text: str, paragraph: Span, guillemets_out: bool) -> tuple[list[Quotation], int | None]:
    found: list[Quotation] = []
    opened: int | None = None
    for i in range(paragraph.start, paragraph.end):
        ch = text[i]
        if ch not in MARKS:
            continue
        if opened is not None:
            if ch in CLOSING[text[opened]] and _can_close(text, i, opened):
                inner = _strip(text, opened + 1, i)
                if inner:
                    found.append(Quotation(Span(opened, i + 1), inner))
                opened = None
            elif ch in _DOUBLE and text[opened] not in _DOUBLE and _can_open(text, i, guillemets_out):
                opened = i  # a single mark that never closed was an apostrophe
        elif _can_open(text, i, guillemets_out):
            opened = i
    if opened is not None and text[opened] not in _DOUBLE:
        opened = None
    return found, opened


def _strip(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _can_open(text: str, i: int, guillemets_out: bool) -> bool:
    ch = text[i]
    before = text[i - 1] if i else " "
    after = text[i + 1] if i + 1 < len(text) else " "
    if ch in "„‚":
        return True
    if ch in "«»":
        return (ch == "«") == guillemets_out
    if ch in "’‟":
        return False
    return not before.isalnum() and not after.isspace() and (ch not in "”" or after.isalnum())


def _can_close(text: str, i: int, opened: int) -> bool:
    ch = text[i]
    before = text[i - 1]
    after = text[i + 1] if i + 1 < len(text) else " "
    if ch == "’" or (ch == "‘" and text[opened] == "‚"):
        return not (before.isalnum() and after.isalnum())
    if ch in '"“' and text[opened] not in "„":
        return not (before.isspace() and after.isalnum())
    return True
