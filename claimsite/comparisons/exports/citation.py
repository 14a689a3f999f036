"""How to cite a version of a comparison: in a line, and for BibTeX."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils import timezone

from claimsite.core.words import end_sentence

if TYPE_CHECKING:
    from claimsite.comparisons.exports.content import Shared

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "{}%&#$_"},
}


def write_plain(shared: Shared) -> str:
    """One line, in English, as reference lists have it."""
    day = timezone.localtime(shared.snapshot.created_at)
    title = end_sentence(_fold(shared.title))
    return f"{_fold(str(shared.comparison.owner))}: {title} Claimsite, version {shared.snapshot.number}, {day:%Y-%m-%d}. {shared.url}\n"


def write_bibtex(shared: Shared) -> str:
    """An entry of the kind `misc`, in UTF-8, as Biber and BibTeX 0.99d with `inputenc` take it; the key holds letters, digits and hyphens."""
    day = timezone.localtime(shared.snapshot.created_at)
    fields = {
        "author": f"{{{escape(str(shared.comparison.owner))}}}",
        "title": f"{{{escape(shared.title)}}}",
        "year": f"{day:%Y}",
        "month": f"{day.month}",
        "publisher": "Claimsite",
        "url": _fold(shared.url),
        "note": f"Version {shared.snapshot.number}, SHA-256 {shared.snapshot.content_hash}",
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{claimsite-{shared.comparison.slug}-v{shared.snapshot.number},\n{lines}\n}}\n"


def escape(words: str) -> str:
    """Words in which TeX finds no command and no brace."""
    return "".join(_SPECIAL.get(character, character) for character in _fold(words))


def _fold(words: str) -> str:
    """In one line, without control characters."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", words).split())
