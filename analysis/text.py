"""Text at the door: normalising once, refusing what is none, and its paragraphs."""

from __future__ import annotations

import re
import unicodedata

from analysis.types import Span

#: Longest text that is analyzed; longer ones are refused at the door with a message.
MAX_CHARACTERS = 200_000

_INVISIBLE = re.compile("[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?|\u2028|\u000c|\u0085")
_PARAGRAPH_ENDS = re.compile("\u2029|\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+")
# The look-behind keeps this linear: without it each space of a long run is a start of its own.
_TRAILING = re.compile(r"(?<![ \t])[ \t]+(?=\n|$)")


class TextError(ValueError):
    """The text cannot be taken; ``code`` says why (``empty``, ``too_long``, ``binary``)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def normalize(raw: str) -> str:
    """Bring a text into the one form in which it is stored and measured.

    NFC; line ends as ``\\n``; at most one empty line in a row; control characters, zero-width spaces, bidirectional overrides and lone surrogates removed.
    Soft hyphens stay: they are the outlet's. Idempotent.
    """
    text = _LINE_ENDS.sub("\n", raw)
    text = _PARAGRAPH_ENDS.sub("\n\n", text)
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    text = _TRAILING.sub("", text)
    return _PARAGRAPH_ENDS.sub("\n\n", text).strip()


def check_text(text: str, *, raw: str | None = None) -> None:
    """Refuse what is no readable text.

    Args:
        text: the normalised text.
        raw: the text as it came; control characters are counted in it.

    Raises:
        TextError: ``empty``; ``too_long`` above `MAX_CHARACTERS`; ``binary`` if more than one in a hundred characters was a control character.
    """
    if not text or not any(ch.isalnum() for ch in text):
        raise TextError("empty", "The text has no words.")
    if len(text) > MAX_CHARACTERS:
        raise TextError("too_long", f"The text has {len(text):,} characters; the limit is {MAX_CHARACTERS:,}.")
    sample = (raw if raw is not None else text)[:50_000]
    odd = sum(unicodedata.category(ch) in ("Cc", "Cs", "Co", "Cn") and ch not in "\n\r\t\f\v" for ch in sample) + sample.count("\ufffd")
    if odd * 100 > len(sample):
        raise TextError("binary", "This does not look like text; it may be a binary file or use another encoding.")


def split_paragraphs(text: str) -> list[Span]:
    """Paragraphs in order: stretches between line breaks that hold more than white space."""
    # Not one pattern with \S in the middle: that is quadratic on a line of spaces.
    return [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text) if not m[0].isspace()]
