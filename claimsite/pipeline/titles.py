"""Headlines for texts that come without."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”“»«’']*\s")


def make_title(text: str) -> str:
    """A headline for a text that came without: its first line, or the first sentence of it, at most 120 characters."""
    line = text.split("\n", 1)[0].strip()
    sentence = _SENTENCE_END.split(line, maxsplit=1)[0].strip() if len(line) > 120 else line
    return sentence if len(sentence) <= 120 else sentence[:119].rsplit(" ", 1)[0] + "…"
