"""Addresses of comparisons: made from the title, never one that another comparison has or had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import slugify

from claimsite.comparisons.models import Comparison, FormerSlug

if TYPE_CHECKING:
    from collections.abc import Iterator

LENGTH = 100


def choose_slug(title: str, *, comparison: Comparison | None = None) -> str:
    """A slug from the title's words, "comparison" where they have no Latin letters; numbered from 2 if it is taken.

    Args:
        title: of the comparison.
        comparison: the one that is renamed; it may keep its address, and get a former one back.
    """
    base = slugify(title)[:LENGTH].strip("-") or "comparison"
    others = Comparison.objects.filter(slug__startswith=base)
    former = FormerSlug.objects.filter(slug__startswith=base)
    if comparison is not None:
        others, former = others.exclude(pk=comparison.pk), former.exclude(comparison=comparison)
    taken = {*others.values_list("slug", flat=True), *former.values_list("slug", flat=True)}
    return next(slug for slug in _number(base) if slug not in taken)


def _number(base: str) -> Iterator[str]:
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1
