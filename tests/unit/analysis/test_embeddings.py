"""Vectors of the right shape and length, alike across languages, remembered."""

import numpy as np
import pytest

from analysis import embeddings
from analysis.embeddings import DIMENSIONS, cosine, embed

SENTENCES = [
    "The dam will be closed for repairs in spring.",
    "Der Staudamm wird im Frühjahr für Reparaturen geschlossen.",
    "Le barrage sera fermé au printemps pour des réparations.",
    "Плотину закроют весной на ремонт.",
    "Her cat likes to sleep on the piano.",
]


def test_shape_type_and_length():
    vectors = embed(SENTENCES)
    assert vectors.shape == (5, DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_no_texts_and_empty_texts():
    assert embed([]).shape == (0, DIMENSIONS)
    vectors = embed(["", "  \n", SENTENCES[0]])
    assert not vectors[:2].any()
    assert np.linalg.norm(vectors[2]) == pytest.approx(1.0, abs=1e-5)
    assert cosine(embed([]), vectors).shape == (0, 3)


def test_a_translation_is_nearer_than_another_topic():
    similar = cosine(embed(SENTENCES), embed(SENTENCES))
    for translated in (1, 2, 3):
        assert similar[0, translated] > 0.5 > similar[0, 4] + 0.2


def test_order_and_batches_do_not_matter(monkeypatch):
    whole = embed(SENTENCES)
    monkeypatch.setattr(embeddings, "_remembered", type(embeddings._remembered)())
    assert np.allclose(embed(SENTENCES[::-1], batch_size=2)[::-1], whole, atol=1e-5)


def test_a_text_is_encoded_once(monkeypatch):
    first = embed(["Nobody saw the ferry leave."])

    def fail():
        raise AssertionError("encoded again")

    monkeypatch.setattr(embeddings, "_load_encoder", fail)
    assert np.array_equal(embed(["Nobody saw  the ferry\nleave."]), first)


def test_what_is_remembered_is_bounded(monkeypatch):
    monkeypatch.setattr(embeddings, "_CACHE_SIZE", 2)
    monkeypatch.setattr(embeddings, "_remembered", type(embeddings._remembered)())
    assert embed(SENTENCES).shape == (5, DIMENSIONS)
    assert list(embeddings._remembered) == SENTENCES[-2:]


def test_long_and_odd_texts_do_no_harm():
    vectors = embed(["(" * 20_000, "word " * 50_000, "\ud800\u202e\x00"])
    assert np.isfinite(vectors).all()
