"""Names and headlines as people write them, brought into one form: what looks the same is the same, and nothing turns the line around."""

from __future__ import annotations

import re
import unicodedata

#: Marks that one letter may bear; no language needs as many, and a tower of them covers the lines above.
MARKS = 4
#: Letters by category that nevertheless show nothing: fillers of Hangul, the empty Braille cell.
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_TOWER = re.compile(f"({_MARK}{{{MARKS}}}){_MARK}+")


#: Marks that end a sentence, of whatever script, and what may still follow them.
_ENDS, _CLOSING = frozenset(".?!…‥。？！．।؟۔։።᙮⁇⁈⁉‽"), frozenset("\"'”“’‘»«›‹)]}」』）")


def end_sentence(text: str) -> str:
    """A title or name as a sentence of its own: with a full stop, unless it ends as a sentence already, be it within quotation marks."""
    words = text.rstrip()
    last = next((ch for ch in reversed(words) if ch not in _CLOSING), "")
    return words if not last or last in _ENDS else f"{words}."


def tidy(text: str) -> str:
    """One line of NFC: single spaces; no controls, no characters without a form of their own (zero-width ones, marks of direction), no towers of marks.

    Idempotent. Texts of articles keep more and are brought into form by `analysis.text.normalize`; this is for names, titles and the like.
    """
    words = " ".join(text.split())
    shown = "".join(ch for ch in words if unicodedata.category(ch) not in ("Cc", "Cf", "Cs") and ch not in _FILLERS)
    return " ".join(_TOWER.sub(r"\1", unicodedata.normalize("NFC", shown)).split())
