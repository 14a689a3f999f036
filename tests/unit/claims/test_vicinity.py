"""Which topic takes in claims that have none."""

from __future__ import annotations

import pytest

from claimsite.claims.vicinity import Vicinity
from tests import factories as make

pytestmark = pytest.mark.django_db

TEXT = "The weir was opened. The boats were sunk."


def build(articles: int):
    """A topic that `articles` tell of, and claims of a newcomer in the same ones."""
    olla, ruta, topic = make.make_side("Olla"), make.make_side("Ruta"), make.make_topic()
    versions = [make.make_version(TEXT, outlet=f"Outlet {n}") for n in range(articles)]
    for version in versions:
        make.make_claim(make.make_statement(version, "The weir was opened", actor=olla), topic=topic)
    return topic, [make.make_claim(make.make_statement(version, "The boats were sunk", actor=ruta)) for version in versions]


def test_two_articles_that_tell_of_both_tell_of_one_dispute():
    topic, claims = build(2)
    assert Vicinity([claims]).find_topic(claims) == topic


def test_one_article_may_tell_of_two_disputes():
    _, claims = build(1)
    assert Vicinity([claims]).find_topic(claims) is None
