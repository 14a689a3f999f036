"""Addresses from words."""

from __future__ import annotations

from django.db.models import Model
from django.utils.text import slugify


def make_slug(model: type[Model], words: str, *, fallback: str, length: int = 100) -> str:
    """A slug that no row of a model has yet: from the words, or from `fallback` where they have no Latin letters; numbered from 2 if taken."""
    base = slugify(words)[:length].strip("-") or fallback
    taken = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
