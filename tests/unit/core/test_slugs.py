"""Addresses from words."""

import pytest

from claimsite.core.slugs import make_slug
from claimsite.statements.models import Actor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("taken", "expected"), [(0, "old-mill"), (1, "old-mill-2"), (2, "old-mill-3"), (14, "old-mill-15")])
def test_slug_is_numbered_if_taken(taken, expected):
    slugs = ["old-mill", *(f"old-mill-{number}" for number in range(2, taken + 1))][:taken]
    Actor.objects.bulk_create([Actor(name=slug, slug=slug, kind="body") for slug in slugs])
    assert make_slug(Actor, "Old mill!", fallback="actor") == expected


def test_words_without_latin_letters_take_the_fallback():
    assert make_slug(Actor, "Мельница", fallback="actor") == "actor"
