"""Addresses from words."""

from __future__ import annotations

from django.db.models import Model
from django.utils.text import slugify


def make_slug(model: type[Model], words: str, *, fallback: str, length: int = 100) -> str:
    """A slug that no row of a model has yet: from the words, or from `fallback` where they have no Latin letters; numbered from 2 if taken."""
    base = slugify(words)[:length].strip("-") or fallback
    first, count = 1, 1
    while True:  # by whole slugs, for which there is an index; "begins with" would read all rows
        wanted = [base if number == 1 else f"{base}-{number}" for number in range(first, first + count)]
        taken = set(model._default_manager.filter(slug__in=wanted).values_list("slug", flat=True))
        for slug in wanted:
            if slug not in taken:
                return slug
        first, count = first + count, min(500, 10 * count)
