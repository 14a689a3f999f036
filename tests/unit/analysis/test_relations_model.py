"""The fitted decision behind relations: signals among neighbors, the regression, its weights, and the disputes it is fitted to."""

import json

import numpy as np
import pytest

from analysis.relations.disputes import DisputeError, read_disputes
from analysis.relations.features import FEATURES
from analysis.relations.model import PATH, ModelError, expand, load_model, pack, to_odds
from analysis.relations.neighborhood import MARGINS, measure_margins
from analysis.relations.regression import fit_regression, fit_scale
from analysis.types import RelationKind


def test_margins_compare_with_the_neighbors():
    described = np.zeros((3, len(FEATURES)))
    described[:, FEATURES.index("bare_cosine")] = (0.9, 0.5, 0.5)
    margins = measure_margins([(0, 1), (0, 2), (1, 2)], described, 3)
    assert margins.shape == (3, len(MARGINS))
    assert margins[0, 0] > margins[1, 0]
    assert margins[1, MARGINS.index("bare_cosine_below_best")] == pytest.approx(-0.4)
    assert expand(described, margins).shape[0] == 3


def test_regression_learns_what_is_there_to_learn():
    random = np.random.default_rng(0)
    signals = random.normal(size=(400, 5))
    labels = np.where(signals[:, 0] > 0, 1, np.where(signals[:, 1] > 0, 3, 0))
    predicted = fit_regression(signals, labels, 1.0, 300).predict(signals)
    assert predicted.sum(axis=1) == pytest.approx(1.0)
    assert (predicted.argmax(axis=1) == labels).mean() > 0.9


def test_scores_become_the_share_that_is_right():
    decided = [(0.9, 1 if i % 2 else 0) for i in range(200)] + [(0.5, 1 if i % 5 == 0 else 0) for i in range(200)]
    slope, shift = fit_scale(decided, 1)
    share = [1 / (1 + np.exp(-slope * to_odds(p) - shift)) for p in (0.9, 0.5)]
    assert share == pytest.approx([0.5, 0.2], abs=0.03)
    assert fit_scale([], 1) == (1.0, 0.0)
    slope, shift = fit_scale([(0.9, 0), (0.3, 1)] * 50, 1)
    assert slope == 0.0
    assert 1 / (1 + np.exp(-shift)) == pytest.approx(0.5, abs=0.01)


def test_the_weights_fit_the_features_and_survive_packing(tmp_path):
    model = load_model()
    assert all(0.2 <= t <= 0.95 for t in model.thresholds)
    assert all(slope >= 0 for slope, _ in model.scales)
    assert model.score(1, 0.9) >= model.score(1, 0.6)
    assert 0 < model.score(3, 0.0) < model.score(3, 1.0) < 1
    copy = tmp_path / "relations.json"
    copy.write_text(json.dumps(pack(model)))
    assert load_model(copy).thresholds == model.thresholds
    assert load_model(copy).scales == model.scales
    assert np.allclose(load_model(copy).known.first.weights, model.known.first.weights)
    stored = json.loads(PATH.read_text())
    copy2 = tmp_path / "other.json"
    copy2.write_text(json.dumps(stored | {"features": ["cosine"]}))
    with pytest.raises(ModelError, match="other features"):
        load_model(copy2)
    with pytest.raises(ModelError):
        load_model(tmp_path / "missing.json")


def test_dispute_files(tmp_path):
    record = {
        "dispute": "dam",
        "articles": [{"id": "a1", "language": "en", "published": "2024-05-01"}],
        "statements": [
            {"id": "s2", "article": "a1", "actor": "B", "side": "b", "act": "denies", "content": [{"start": 9, "end": 12, "text": "it leaks"}]},
            {"id": "s1", "article": "a1", "actor": "A", "side": "a", "act": "asserts", "content": [{"start": 1, "end": 5, "text": "it leaks"}]},
        ],
        "links": [{"a": "s1", "b": "s2", "relation": "contradicts"}],
    }
    (tmp_path / "dam.json").write_text(json.dumps(record))
    (tmp_path / "dam.src.json").write_text("not read")
    (dispute,) = read_disputes(tmp_path)
    assert [s.id for s in dispute.statements] == ["dam/s1", "dam/s2"]
    assert dispute.links == {frozenset(("dam/s1", "dam/s2")): RelationKind.CONTRADICTS}
    (tmp_path / "bad.json").write_text("{}")
    with pytest.raises(DisputeError, match=r"bad\.json"):
        read_disputes(tmp_path)
    with pytest.raises(DisputeError, match="no dispute files"):
        read_disputes(tmp_path / "none")
