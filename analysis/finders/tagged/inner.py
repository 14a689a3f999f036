"""Speech inside a quotation: “My grandmother always said: ‘…’”, in marks of its own behind a reporting clause and a colon."""

from __future__ import annotations

import re
from typing import Final

from analysis.finders.tagged.contents import opens_relative
from analysis.finders.tagged.cues import find_cue
from analysis.finders.tagged.phrases import find_subject_after, find_subject_before
from analysis.finders.tagged.reading import Reading, Segment, Unit
from analysis.finders.tagged.results import Results

#: Inner marks as they open and close inside „…“, «…», “…” and »…«.
_INNER: Final = re.compile(
    r":\s*(?:‚(?P<de>[^‚‘’\n]{3,400})[‘’]|‘(?P<en>[^‘\n]{3,400}?)’(?!\w)|„(?P<ru>[^„“”\n]{3,400})[“”]|›(?P<out>[^›‹\n]{3,400})‹|‹(?P<fr>[^›‹\n]{3,400})›)"
)
#: Tokens before the colon that are looked at.
_LONGEST_CLAUSE: Final = 20


def apply_inner(results: Results, number: int) -> None:
    """Find what people quote others with; the outer quotation stays whole."""
    r, unit = results.r, results.units[number]
    for segment in unit.segments:
        if not segment.quoted:
            continue
        start = r.starts[segment.start]
        for match in _INNER.finditer(r.text, start, r.ends[segment.end - 1] + 1):
            content = next(name for name, words in match.groupdict().items() if words)
            colon = _token_at(r, segment, match.start())
            if colon is not None:
                _add(results, number, segment, colon, (match.start(content), match.end(content)))


def _token_at(r: Reading, segment: Segment, character: int) -> int | None:
    return next((k for k in range(segment.start, segment.end) if r.starts[k] <= character < r.ends[k]), None)


def _add(results: Results, number: int, segment: Segment, colon: int, content: tuple[int, int]) -> None:
    r = results.r
    start = colon
    while start > segment.start and colon - start < _LONGEST_CLAUSE and r.low[start - 1] not in (".", "!", "?", ";") and not r.is_mark[start - 1]:
        start -= 1
    clause = Segment(start, colon, "")
    unit = Unit(start, colon, results.units[number].paragraph, [clause])
    cue = find_cue(r, unit, 0)
    if cue is None or cue.negated or opens_relative(r, clause):
        return
    source = find_subject_before(r, start, cue.finite) or find_subject_after(r, cue.finite + 1, colon)
    behind = next((k for k in range(colon, segment.end) if r.starts[k] >= content[0]), None)
    stop = next((k for k in range(segment.end - 1, colon, -1) if r.ends[k] <= content[1]), None)
    if source is None or behind is None or stop is None or behind > stop:
        return
    kept = results.speaker
    results.add(unit=number, rule="quotation after verb", score=0.85, content=[(behind, stop + 1)], source=[source], cue=cue.tokens, lemma=cue.lemma)
    results.speaker = kept
