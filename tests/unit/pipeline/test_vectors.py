"""Vectors keep their direction in half precision, and the search among them is exact."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from claimsite.pipeline import vectors
from claimsite.pipeline.models import StatementVector
from tests.factories import make_statement, make_user, make_version


def make_unit(*places: int) -> vectors.Vectors:
    vector = np.zeros(512, dtype=np.float32)
    vector[list(places)] = 1
    return vector / np.linalg.norm(vector)


def test_half_precision_keeps_the_direction():
    vector = np.random.default_rng(7).normal(size=512).astype(np.float32)
    vector /= np.linalg.norm(vector)
    assert float(vector @ vectors.unpack(vectors.pack(vector))) == pytest.approx(1, abs=1e-3)


def keep(vector, *, published_on="2024-03-04", **fields):
    statement = make_statement(make_version("The bridge is closed.", published_on=published_on), "The bridge is closed", **fields)
    StatementVector.objects.create(statement=statement, model=vectors.MODEL, data=vectors.pack(vector))
    return statement


@pytest.mark.django_db
def test_candidates_are_near_in_meaning_and_time_standing_and_of_other_articles(monkeypatch):
    monkeypatch.setattr(vectors, "CHUNK", 2)
    monkeypatch.setattr(vectors, "NEAREST", 2)
    asked = make_unit(0, 1)
    same, near, third = keep(make_unit(0, 1)), keep(make_unit(0, 1, 2)), keep(make_unit(0, 3))
    keep(make_unit(5))
    keep(make_unit(0, 1), published_on="2023-01-01")
    keep(make_unit(0, 1), state="rejected", decided_at=dt.datetime.now(dt.UTC), decided_by=make_user())
    keep(make_unit(0, 1), withdrawn_at=dt.datetime.now(dt.UTC))
    own = keep(make_unit(0, 1))
    StatementVector.objects.create(statement=make_statement(make_version("It is open."), "It is open"), model="older", data=b"x")
    found = vectors.find_nearest(asked[None], around=dt.date(2024, 3, 4), except_article=own.article_id)
    assert set(found) == {same.pk, near.pk}
    monkeypatch.setattr(vectors, "NEAREST", 40)
    assert set(vectors.find_nearest(asked[None], around=dt.date(2024, 3, 4), except_article=own.article_id)) == {same.pk, near.pk, third.pk}
