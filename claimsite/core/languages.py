"""The language that somebody reads the site in."""

from __future__ import annotations

from django.utils.translation import get_language


def read_language() -> str:
    """Of the reader, ISO 639-1, without a region."""
    return (get_language() or "en").split("-")[0]
