"""Pairs that entailment is learned from: none is lost in silence, and the same seed draws the same."""

from random import Random

import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from analysis.encoder.pieces import BEGIN, END
from analysis.relations.entailment.examples import PairsError, draw_steps, frame, make_batches, read_pairs, read_parallel

LINES = [
    ("the mill is open", "the mill works", "entailment"),
    ("the mill is open", "the mill is shut", "contradictory"),
    ("it rains", "the mill is old", "neutral"),
]


def write(folder, code, rows):
    text = "premise\thypo\tlabel\n" + "".join("\t".join(row) + "\n" for row in rows)
    (folder / f"multinli.train.{code}.tsv").write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    for code in ("de", "en", "fr"):
        write(tmp_path, code, [(f"{p} {code}", f"{h} {code}", label) for p, h, label in LINES])
    return tmp_path


@pytest.fixture
def tokenizer():
    words = sorted({word for p, h, _ in LINES for word in f"{p} {h} de en fr".split()})
    tokenizer = Tokenizer(models.WordLevel({"<unk>": 3, **{word: 10 + i for i, word in enumerate(words)}}, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return tokenizer


def test_all_three_classes_are_read_whatever_contradiction_is_called(folder):
    assert [label for _, _, label in read_pairs(folder / "multinli.train.de.tsv")] == [0, 2, 1]
    other = folder / "other.tsv"
    other.write_text("a\tb\tcontradiction\r\n", encoding="utf-8")
    assert read_pairs(other) == [("a", "b", 2)]


@pytest.mark.parametrize("line", ["a\tb\tperhaps", "a\tb", "a\tb\tneutral\tc"])
def test_a_line_that_cannot_be_read_is_an_error(tmp_path, line):
    path = tmp_path / "pairs.tsv"
    path.write_text(f"a\tb\tneutral\n{line}\n", encoding="utf-8")
    with pytest.raises(PairsError, match=r"pairs\.tsv:2"):
        read_pairs(path)


def test_languages_must_be_parallel(folder):
    assert set(read_parallel(folder)) == {"de", "en", "fr"}
    write(folder, "fr", LINES[:2])
    with pytest.raises(PairsError, match="same classes"):
        read_parallel(folder)


def test_the_same_seed_draws_the_same_batches(folder, tokenizer):
    parallel = read_parallel(folder)

    def draw(seed):
        steps = draw_steps(parallel, tokenizer, seed, 12)
        return [next(steps) for _ in range(6)]

    assert draw(1) == draw(1)
    assert draw(1) != draw(2)


def test_batches_hold_every_pair_and_no_more_pieces_than_allowed(folder, tokenizer):
    pairs = [pair for _ in range(5) for pair in next(draw_steps(read_parallel(folder), tokenizer, 3, 1000))]
    batches = make_batches(pairs, Random(0), 40)
    assert sorted(map(repr, (pair for batch in batches for pair in batch))) == sorted(map(repr, pairs))
    assert all(2 * len(batch) * max(len(pair) for twins in batch for pair in twins) <= 40 for batch in batches)


def test_twins_are_one_line_in_two_pairings_of_languages(folder, tokenizer):
    twins = [pair for _ in range(20) for pair in next(draw_steps(read_parallel(folder), tokenizer, 3, 1000))]
    assert all(one.label == other.label and len(one.premise) == len(other.premise) for one, other in twins)
    assert any(one != other for one, other in twins)


def test_the_second_sentence_is_marked():
    assert frame((7, 8), (9,)) == ([BEGIN, 7, 8, END, END, 9, END], [0, 0, 0, 0, 1, 1, 1])
