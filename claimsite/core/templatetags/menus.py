"""Menus of forms: Django renders each entry as a template of its own, which for a hundred takes longer than the rest of a form."""

from __future__ import annotations

from django import template
from django.forms import BoundField, Select
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from claimsite.core.parts import PARTS

register = template.Library()


@register.simple_tag
def field_once(field: BoundField) -> SafeString:
    """A field as the form renders it; a menu is made once for what can be chosen, what is chosen and how it is called."""
    widget = field.field.widget
    if type(widget) is not Select:
        return SafeString(field)
    choices = tuple((str(value), str(label)) for value, label in widget.choices)
    named = field.html_name, field.auto_id, field.field.required, field.field.disabled, tuple(sorted(widget.attrs.items()))
    key = "menu", get_language(), named, choices, str(field.value() or ""), bool(field.errors)
    found = PARTS.get(key)
    if found is None:
        found = SafeString(field)
        PARTS.put(key, found)
    return found
