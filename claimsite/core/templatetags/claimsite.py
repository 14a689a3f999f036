"""Filters and tags of the site."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString, mark_safe

from claimsite.core.addresses import find_address
from claimsite.core.languages import read_language
from claimsite.core.models import Language
from claimsite.core.palette import get_number, name_color, name_mark
from claimsite.core.words import end_sentence

register = template.Library()

_QUOTES: dict[str, tuple[str, str]] = {"en": ("“", "”"), "de": ("„", "“")}


@register.filter
def in_interface_language(sentences: Any) -> str:
    """One of a reason's sentences ({"en": …, "de": …}): the interface language's, else the English one, else whichever there is."""
    if not isinstance(sentences, dict):
        return ""
    code = read_language()
    return str(sentences.get(code) or sentences.get("en") or next((text for text in sentences.values() if text), ""))


@register.filter
def as_sentence(text: Any) -> str:
    """A title that other words follow, see `words.end_sentence`."""
    return end_sentence(str(text))


@register.filter
def side_class(side: Any) -> str:
    """The class that gives a side its color, the same on every page; None has none of its own."""
    return name_color(get_number(side))


@register.simple_tag
def side_mark(side: Any) -> SafeString:
    """A side's mark; its name stands beside it, so readers of screens skip it."""
    return _draw_mark(get_number(side), static("img/marks.svg"))


@lru_cache(maxsize=200)
def _draw_mark(number: int | None, marks: str) -> SafeString:
    color, mark = name_color(number), name_mark(number)
    return format_html('<svg class="mark {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>', color, marks, mark)


@register.simple_tag(takes_context=True)
def nav_link(context: template.Context, name: str, words: str) -> SafeString:
    """A link of the main navigation; the current page, and those below it, are marked."""
    url, request = find_address(name), context.get("request")
    is_current = request is not None and (request.path == url or request.path.startswith(url))
    return format_html('<a href="{}"{}>{}</a>', url, mark_safe(' aria-current="page"') if is_current else "", words)


@register.filter
def language_in_words(code: str) -> str:
    """A language in the words of the interface."""
    return str(Language(code).label) if code in Language.values else code


@register.filter
def as_date(value: Any) -> dt.date | None:
    """A day out of ``YYYY-MM-DD``, as stored in snapshots."""
    try:
        return dt.date.fromisoformat(value) if value else None
    except (TypeError, ValueError):
        return None


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """What a mapping holds under a key that only the page knows."""
    return mapping.get(key) if hasattr(mapping, "get") else None


@register.simple_tag
def quoted(words: str, language: str) -> SafeString:
    """Words of a text in the interface's quotation marks."""
    opening, closing = _QUOTES.get(read_language(), _QUOTES["en"])
    return format_html('{}<span lang="{}">{}</span>{}', opening, language, words, closing)


@register.filter
def at(rows: Any, index: int) -> Any:
    """The row at a place; None beyond the end."""
    return rows[index] if 0 <= index < len(rows) else None


@register.simple_tag
def chart_data(figure: Any) -> SafeString:
    """A figure's data for the script that draws it."""
    return json_script(figure.data, f"chart-{figure.kind}")
