"""Names of two halves ("the union Salt and Rope"), of which a finder takes one for the source and leaves the other to the content."""

from __future__ import annotations

import re
from dataclasses import replace

from analysis.actors.nouns import find_noun
from analysis.types import Attribution, Span

_AND = {"de": "und|&", "en": "and|&", "fr": "et|&", "ru": "и"}
_CAPITAL = r"[^\W\d_a-zà-ÿа-яё][\w-]+"
_BEHIND = {code: re.compile(rf"\s(?:{words})\s(?P<name>{_CAPITAL})(?=[\s,])") for code, words in _AND.items()}
_BEFORE = {code: re.compile(rf"(?P<body>[\w-]+)\s{_CAPITAL}\s(?:{words})\s$") for code, words in _AND.items()}
_ENDS_WITH_BODY = re.compile(rf"(?P<body>[\w-]+)\s{_CAPITAL}$")


def complete_name(attribution: Attribution, text: str, code: str) -> Attribution:
    """The attribution with the whole name as its source, and without the name's other half in its content.

    Only right beside a noun for a body, and only where the other half is no noun for somebody itself ("the agency Tern and ministers say").
    """
    if len(attribution.source) != 1:
        return attribution
    source = attribution.source[0]
    if (match := _ENDS_WITH_BODY.search(source.of(text))) and _is_body(match["body"], code):
        behind = _BEHIND[code].match(text, source.end)
        if behind is not None and find_noun(behind["name"], code) is None:
            return _with(attribution, Span(source.start, behind.end()))
    before = _BEFORE[code].search(text[max(0, source.start - 80) : source.start])
    first = re.match(r"\w+", source.of(text))
    if before is not None and _is_body(before["body"], code) and first and first[0][:1].isupper() and find_noun(first[0], code) is None:
        return _with(attribution, Span(source.start - len(before[0]), source.end))
    return attribution


def _is_body(word: str, code: str) -> bool:
    noun = find_noun(word, code)
    return noun is not None and noun.kind == "body"


def _with(attribution: Attribution, source: Span) -> Attribution:
    """With another source; what its last word and the space behind it took of the content's start is the content's no more."""
    first, *others = attribution.content
    if source.start < first.end and first.start < source.end < first.end - 1:
        first = Span(source.end + 1, first.end)
    return replace(attribution, source=(source,), content=(first, *others))
