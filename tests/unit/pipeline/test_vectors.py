"""Vectors keep their direction in half precision and are stored once."""

from __future__ import annotations

import numpy as np
import pytest

from claimsite.pipeline import vectors
from claimsite.pipeline.models import StatementVector
from claimsite.pipeline.packing import pack, unpack, unpack_many
from tests.factories import make_statement, make_version


def test_half_precision_keeps_the_direction():
    vector = np.random.default_rng(7).normal(size=512).astype(np.float32)
    vector /= np.linalg.norm(vector)
    assert float(vector @ unpack(pack(vector))) == pytest.approx(1, abs=1e-3)


def test_what_is_no_vector_is_near_nothing():
    unit = np.eye(1, 512, dtype=np.float32)
    assert unpack_many([pack(unit[0]), b"short"]).sum(axis=1).tolist() == [1, 0]


@pytest.mark.django_db
def test_the_same_content_is_not_stored_again():
    statement = make_statement(make_version("The bridge is closed."), "The bridge is closed")
    vectors.store_vectors([statement])
    first = StatementVector.objects.get()
    vectors.store_vectors([statement])
    assert StatementVector.objects.get().updated_at == first.updated_at
    statement.content = "The bridge"
    vectors.store_vectors([statement])
    assert StatementVector.objects.get().updated_at > first.updated_at


@pytest.mark.django_db
def test_stored_vectors_are_read_by_statement():
    version = make_version("The bridge is closed. The ferry sails.")
    first, second = make_statement(version, "The bridge is closed"), make_statement(version, "The ferry sails")
    given = np.eye(2, 512, dtype=np.float32)
    vectors.store_vectors([first, second], given)
    StatementVector.objects.filter(statement=second).update(model="another")
    found = vectors.read_vectors([first, second])
    assert found.keys() == {first.pk}
    assert found[first.pk].tolist() == given[0].tolist()


@pytest.mark.django_db
def test_statements_without_a_vector_are_given_one(monkeypatch):
    version = make_version("The bridge is closed. The ferry sails. It rains.")
    for words in ("The bridge is closed", "The ferry sails"):
        make_statement(version, words)
    StatementVector.objects.create(statement=make_statement(version, "It rains"), model="older", data=b"x")
    monkeypatch.setattr(vectors, "CHUNK", 2)
    assert sum(vectors.store_missing()) == 3
    assert sum(vectors.store_missing()) == 0
    assert set(StatementVector.objects.values_list("model", flat=True)) == {vectors.MODEL}
