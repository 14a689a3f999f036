"""From bytes to characters, whatever header and page say of themselves."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE
)
#: What outlets write in. Others (UTF-7 before all, which hides tags in plain letters) are not believed.
_BELIEVED = re.compile(
    r"utf-?8|utf-?16(?:-?[lb]e)?|(?:iso-?)?8859-?\d{1,2}|latin-?\d|(?:windows-|cp)(?:125[0-8]|866)|koi8-[ru]|us-ascii|ascii|macintosh", re.IGNORECASE
)
#: Outlets that say Latin-1 mean Windows-1252 (so does the HTML standard).
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252"}
_SAMPLE = 50_000


def decode(data: bytes, declared: str = "") -> str:
    """The text of a page or file.

    Valid UTF-8 with letters beyond ASCII is UTF-8, whatever is declared: other texts are so by accident about never. Then the header is believed, then the
    page, then the guess of charset-normalizer; bytes that still fit nowhere become U+FFFD, which `check_text` counts.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff")
    wide = _find_wide(data)
    if wide:
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    meta = _META.search(data[:4096])
    for name in (declared, (meta[1] or meta[2]).decode("ascii") if meta else ""):
        text = _try(data, name)
        if text is not None:
            return text
    guess = from_bytes(data[:_SAMPLE]).best()
    return data.decode(_mean(guess.encoding) if guess else "cp1252", "replace")


def _find_wide(data: bytes) -> str:
    """UTF-16 without its mark: every second byte of Latin text is zero."""
    sample = data[:2000]
    zeros = [sample[start::2].count(0) for start in (0, 1)]
    half = max(1, len(sample) // 2)
    if zeros[1] * 2 > half and zeros[0] * 10 < half:
        return "utf-16-le"
    return "utf-16-be" if zeros[0] * 2 > half and zeros[1] * 10 < half else ""


def _try(data: bytes, name: str) -> str | None:
    """The text in a declared encoding; None if it is not believed or does not fit."""
    if not _BELIEVED.fullmatch(name.strip()):
        return None
    try:
        text = data.decode(_mean(name.strip()), "replace")
    except LookupError:
        return None
    return text if text.count("\ufffd") * 200 <= len(text) else None


def _mean(name: str) -> str:
    normal = codecs.lookup(name).name
    return _MEANT.get(normal, normal)
