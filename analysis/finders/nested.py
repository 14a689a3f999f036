"""Reports inside reports: what people say that others said, thought or want.

“She said a doctor had told him …” holds two statements; “she said he wanted to leave” holds one, and so does “he said it shows that …”. Inside what
somebody says only a full report counts: a verb of speaking with a named speaker and what was said.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Final

from analysis.finders import Candidate
from analysis.languages.frames import Frames

#: Candidates scored lower than this hide no other.
_SURE: Final = 0.6
#: Rules whose candidates are full reports.
_FULL: Final = frozenset({"clausal complement", "quotation with cue"})
#: Rules whose candidates name the speaker beside the words: labels in transcripts, signatures behind a dash.
_WITHOUT_CUE: Final = frozenset({"speaker label", "quotation with cue"})
_OPENING: Final = frozenset("‘'‚“")
_VAGUE: Final = frozenset({"it", "they", "them", "this", "that", "which", "who", "some", "people", "he", "she", "ils", "elles", "on", "cela"})


def without_nested(candidates: list[Candidate], text: str, frames: Frames) -> list[Candidate]:
    """The candidates without those that stand in what another says and are no full reports; linear in candidates and text."""
    steps = [0] * (len(text) + 2)
    for one in candidates:
        if one.score >= _SURE and (one.cue or one.rule in _WITHOUT_CUE):
            for span in one.content:
                steps[span.start] += 1
                steps[span.end] -= 1
    depth = list(accumulate(steps))
    return [c for c in candidates if not c.cue or depth[c.cue[0].start] == 0 or _is_full(c, text, frames)]


def _is_full(one: Candidate, text: str, frames: Frames) -> bool:
    if any(text[max(0, span.start - 1) : span.start] in _OPENING for span in one.content):
        return True  # the inner speaker's own words, in marks of their own
    if one.rule not in _FULL or one.cue_lemma not in frames.say or not one.source:
        return False
    cue = one.cue[0].of(text).lower()
    return one.source[0].of(text).lower() not in _VAGUE and not cue.endswith("ing") and not cue.startswith("to ")
