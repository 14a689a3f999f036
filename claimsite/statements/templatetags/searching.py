"""How the answers to a search are shown."""

from __future__ import annotations

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from claimsite.statements.highlighting import find_hits

register = template.Library()


@register.simple_tag
def highlighted(text: str, query: str) -> SafeString:
    """A text with the words that were searched for marked."""
    pieces = (format_html('<b class="hit">{}</b>', words) if is_hit else escape(words) for words, is_hit in find_hits(text, query or ""))
    return mark_safe("".join(pieces))  # noqa: S308 – every piece is escaped
