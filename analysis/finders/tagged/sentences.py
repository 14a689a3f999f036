"""Where sentences begin."""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.tokens import Doc

_ENDS = frozenset({".", "!", "?", "…", "...", "..", "....", "....."})
_CLOSING = frozenset('“”"»«›‹’‘)]')
_OPENING = frozenset('„“”"«»‹›‚‘([–—-')


def mark_sentence_starts(doc: Doc) -> None:
    """Set `Token.is_sent_start` on every token.

    A line break always ends a sentence. A final mark ends one if what follows, behind closing quotation marks and brackets, can begin one: a capital letter,
    a figure, an opening mark. So "“Kommt ihr?”, fragte sie" and "«Нет!» — сказал он" are one sentence each.
    """
    starts = np.zeros((len(doc), 1), dtype=np.uint64)
    started = False
    pending = False  # a final mark was seen; closing marks may follow
    for index, token in enumerate(doc):
        text = token.text
        if token.is_space:
            starts[index] = index == 0
            if "\n" in text or "\u2029" in text:
                started, pending = False, False
            continue
        if not started:
            starts[index] = 1
            started, pending = True, text in _ENDS
            continue
        if text in _ENDS:
            pending = True
        elif pending and not (text in _CLOSING and not doc[index - 1].whitespace_):
            if _can_begin(doc, index):
                starts[index] = 1
            pending = False
    # `Token.is_sent_start = …` looks through the whole document each time
    values: Any = np.where(starts == 1, 1, -1).astype(np.int64).astype(np.uint64)
    doc.from_array(["SENT_START"], values)


def _can_begin(doc: Doc, index: int) -> bool:
    text = doc[index].text
    if text in _OPENING:
        following = doc[index + 1].text if index + 1 < len(doc) else ""
        if text in "–—-":
            return False
        return following[:1].isupper() or following[:1].isdigit() or following in ("…", "...")
    return not text[0].islower() and (text[0].isalnum())
