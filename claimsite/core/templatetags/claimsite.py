"""Filters and tags of the site."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import get_language

register = template.Library()


@register.filter
def in_interface_language(sentences: Any) -> str:
    """One of a reason's sentences ({"en": …, "de": …}): the interface language's, else the English one, else whichever there is."""
    if not isinstance(sentences, dict):
        return ""
    code = (get_language() or "en").split("-")[0]
    return str(sentences.get(code) or sentences.get("en") or next((text for text in sentences.values() if text), ""))
