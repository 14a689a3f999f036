"""What an author says of a speaker in a relative clause beside the name is no word of the speaker ("…, said the mayor, who had come by train")."""

from __future__ import annotations

import re
from itertools import takewhile

from analysis.types import Span, Spans

_FUNCTION_WORDS = (
    r"(?:der|die|das|den|dem|ein|eine|einen|mein|sein|ihr|unser|euer)\w{0,2}|er|sie|es|man|wir|ich|sich|nicht"
    r"|in|im|am|an|auf|aus|bei|beim|mit|nach|von|vom|vor|zu|zur|zum"
)
#: Words that open such a clause; in German they may be articles, unless a word follows that needs none.
_OPENS = {
    "de": re.compile(rf"(?:der|die|das|den|dem|welche[rnms]?) (?:{_FUNCTION_WORDS})\b|(?:dessen|deren) [A-ZÄÖÜ]"),
    "en": re.compile(r"(?:who|whom|whose|which)\b"),
    "fr": re.compile(r"(?:qui|dont|lequel|laquelle|lesquel(?:le)?s)\b"),
    "ru": re.compile(r"котор\w+"),
}
#: "Ce sont les pluies, dit-il, qui …": the clause belongs to what is said.
_CLEFT = re.compile(
    r"(?:c['’]est|c['’]était|ce (?:sont|n['’]est|ne sont|fut|seraient?)|it (?:is|was|has been)|es (?:ist|sind|war|waren|sei|seien))\b", re.IGNORECASE
)
#: Between the source and the clause: nothing but marks.
_BESIDE = re.compile(r"[\s,»”“\"']*")


def without_relatives(content: Spans, source: Spans, text: str, code: str) -> Spans:
    """The content without relative clauses right behind its source, each up to the next comma or the end of its span."""
    if not source or (content and _CLEFT.match(text, content[0].start)):
        return content
    ends = [span.end for span in source]
    return tuple(kept for span in content if (kept := _behind_clause(span, ends, text, code)) is not None)


def _behind_clause(span: Span, ends: list[int], text: str, code: str) -> Span | None:
    start = span.start
    start += len("".join(takewhile(lambda ch: ch.isspace() or ch == ",", text[start : span.end])))
    is_beside = any(end <= start and _BESIDE.fullmatch(text, end, start) for end in ends)
    if not is_beside or not _OPENS[code].match(text, start):
        return span
    comma = text.find(",", start, span.end)
    return Span(comma + 1, span.end) if comma >= 0 else None
