"""What the reader is taught: answers wanted for a window, and plain sentences that the rules have read. The step of training is skipped without torch."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import numpy as np
import pytest

from analysis.encoder.calibrate import read_judged
from analysis.encoder.combine import SIGNALS
from analysis.encoder.examples import Example, Gold
from analysis.encoder.labels import ROLES
from analysis.encoder.pieces import build_tokenizer, cut_into_pieces
from analysis.encoder.silver import read_conllu, read_premises, read_silver, write_silver
from analysis.encoder.targets import make_target
from analysis.encoder.windows import Window
from analysis.types import Span

TEXT = "Ada said it rains. Ben left."


def tokenizer(text: str):
    return build_tokenizer([(p, 0.0) for p in ("<s>", "<pad>", "</s>", "<unk>")] + [("▁", -1.0)] + [(c, -2.0) for c in sorted(set(text) - {" "})])


def target(golds: tuple[Gold, ...], doubtful: tuple[Span, ...] = ()):
    pieces = cut_into_pieces(TEXT, tokenizer(TEXT))
    window = Window(0, len(pieces), 0, len(pieces))
    return pieces, make_target(Example("d", "en", TEXT, "news", golds, doubtful=doubtful), pieces, window, Random(1))


def test_an_attribution_becomes_an_anchor_and_roles() -> None:
    pieces, wanted = target((Gold((Span(9, 17),), (Span(0, 3),), (Span(4, 8),)),))
    assert wanted.anchors.sum() == 1
    (place,) = wanted.places
    assert TEXT[pieces.starts[place - 1]] == "s"  # the begin mark stands before it
    for role, words in (("source", "Ada"), ("cue", "said"), ("content", "itrains")):
        at = np.flatnonzero(wanted.roles[0] == ROLES.index(role)) - 1
        covered = {i for a, b in zip(pieces.starts[at], pieces.ends[at], strict=True) for i in range(a, b)}
        assert "".join(TEXT[i] for i in sorted(covered)) == words


def test_doubtful_stretches_and_unsure_attributions_are_neither_right_nor_wrong() -> None:
    pieces, wanted = target((Gold((Span(9, 17),), (Span(0, 3),), (Span(4, 8),), sure=False),), (Span(19, 27),))
    assert wanted.anchors.sum() == 0
    uncounted = {int(pieces.starts[i - 1]) for i in np.flatnonzero(wanted.counted[:, 0] == 0)}
    assert 4 in uncounted
    assert uncounted - {4} == {int(s) for s in pieces.starts if 19 <= s < 27}


def test_what_the_rules_read_comes_back_as_examples(tmp_path: Path) -> None:
    sentences = ["The mayor said that the bridge was closed.", "The house is green.", "Nobody “really” knows."]
    (example,) = read_silver(write_silver(tmp_path, "en", sentences))
    (gold,) = example.attributions
    assert [s.of(example.text) for s in gold.content] == ["the bridge was closed"]
    assert [s.of(example.text).strip() for s in example.doubtful] == ["Nobody “really” knows."]
    assert example.style == "news"


def test_sentences_are_read_from_treebanks_and_pairs(tmp_path: Path) -> None:
    treebank, pairs = tmp_path / "a.conllu", tmp_path / "a.tsv"
    treebank.write_text("# sent_id = 1\n# text = Ada kam.\n1\tAda\n\n# text = Er ging.\n", encoding="utf-8")
    assert read_conllu(treebank) == ["Ada kam.", "Er ging."]
    pairs.write_text(
        "premise\thypo\tlabel\nThe old man ( he is 90 ) left early .\tx\tneutral\nThe old man ( he is 90 ) left early .\ty\tneutral\nno .\tz\tn\n",
        encoding="utf-8",
    )
    assert read_premises(pairs) == ["The old man (he is 90) left early."]


def test_judged_finds_have_the_signals_of_this_code_and_no_text() -> None:
    path = Path(__file__).parents[3] / "analysis" / "encoder" / "data" / "kept" / "judged.json"
    assert all(set(row) == {"support", "signals", "right"} for row in json.loads(path.read_text(encoding="utf-8")))
    finds = read_judged(path)
    assert len(finds) > 50
    assert all(len(f.find.signals) == len(SIGNALS) for f in finds)


def test_a_step_of_training_lowers_the_loss() -> None:
    torch = pytest.importorskip("torch", reason="needs requirements-train.txt")
    from analysis.encoder.network import Reader, Shape
    from analysis.encoder.train import collate, compute_loss

    torch.manual_seed(1)
    _, wanted = target((Gold((Span(9, 17),), (Span(0, 3),), (Span(4, 8),)),))
    reader = Reader(Shape(hidden=96, layers=1, heads=2, inner=64), dropout=0.0)
    table = np.random.default_rng(1).integers(0, 40, (60, 3 * 18)).astype(np.uint8)
    optimizer = torch.optim.SGD(reader.parameters(), lr=0.01)
    losses = []
    for _ in range(4):
        loss, _ = compute_loss(reader, collate([wanted], table, Random(1)))
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        losses.append(loss.item())
    assert losses[-1] < losses[0]
