"""The reader's parts that need no model: markup, variants, windows, decoding, weighing, refusal."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import numpy as np
import pytest

from analysis.encoder.augment import apply, vary
from analysis.encoder.combine import weigh
from analysis.encoder.decode import follow
from analysis.encoder.examples import Example, ExampleError, Gold, parse_marked, read_marked
from analysis.encoder.labels import DISTANCES, SENTENCE_STEPS, bucket_distances, bucket_sentences
from analysis.encoder.pieces import Pieces, Quote, build_tokenizer, cut_into_pieces, split_sentences
from analysis.encoder.runtime import FILES, ReaderError, load_reader
from analysis.encoder.windows import frame, plan_windows
from analysis.finders import Candidate
from analysis.types import Act, Reason, Span

DATA = Path(__file__).parents[3] / "analysis" / "encoder" / "data"


def cut(text: str) -> Pieces:
    letters = sorted(set(text) - {" ", "\n"})
    return cut_into_pieces(text, build_tokenizer([(p, 0.0) for p in ("<s>", "<pad>", "</s>", "<unk>")] + [("▁", -1.0)] + [(c, -2.0) for c in letters]))


def candidate(content: tuple[int, int], cue: tuple[int, int] | None, score: float) -> Candidate:
    return Candidate((Span(*content),), (), (Span(*cue),) if cue else (), None, "test", score, Reason(en="", de=""))


def test_markup_nests_and_repeats() -> None:
    text, spans = parse_marked("[1c Rain, [2s [1s Ada]] [1q said], [2c is] good]")
    assert text == "Rain, Ada said, is good"
    assert spans[1]["content"][0].of(text) == text
    assert [spans[n]["source"][0].of(text) for n in (1, 2)] == ["Ada", "Ada"]


@pytest.mark.parametrize("bad", ["[1c open", "shut]", "[1s Ada] [1q said]", "[1c ]"])
def test_bad_markup_is_refused(bad: str) -> None:
    with pytest.raises(ExampleError):
        parse_marked(bad)


def test_all_own_training_texts_are_well_formed() -> None:
    examples = [e for path in sorted(DATA.glob("*.txt")) for e in read_marked(path)]
    assert {e.language for e in examples} >= {"de", "en"}
    assert all(e.attributions for e in examples)


def test_variants_keep_the_words_of_spans() -> None:
    text = "“We go,” Ada Marsh said.\n\nBen Oakes said that rain is good."
    golds = (
        Gold((Span(1, 6),), (Span(9, 18),), (Span(19, 23),), Act.ASSERTS),
        Gold((Span(46, 58),), (Span(26, 35),), (Span(36, 40),), Act.ASSERTS),
    )
    example = Example("d", "en", text, "news", golds, ("Ada Marsh",))
    seen = set()
    for seed in range(60):
        varied = vary(example, Random(seed))
        seen.add(varied.text)
        first, second = varied.attributions
        assert first.content[0].of(varied.text).strip(",") == "We go"
        assert second.content[0].of(varied.text) == "rain is good"
        assert second.source[0].of(varied.text) == "Ben Oakes"
    assert len(seen) > 10


def test_an_edit_inside_a_span_moves_its_end() -> None:
    example = Example("d", "en", "Ada said yes", "news", (Gold((Span(9, 12),), (Span(0, 3),), ()),))
    changed = apply(example, [(0, 3, "Philippa"), (9, 9, "“")])
    gold = changed.attributions[0]
    assert (gold.source[0].of(changed.text), gold.content[0].of(changed.text)) == ("Philippa", "yes")


def test_pieces_lie_where_they_are_in_the_text() -> None:
    text = "Sie  sagte: „Nein.“\n\nEr ging."
    pieces = cut(text)
    # A word's marker may share the word's first letter, so pieces are compared as places.
    places = {i for a, b in zip(pieces.starts, pieces.ends, strict=True) for i in range(a, b)}
    assert places == {i for i, ch in enumerate(text) if not ch.isspace()}
    assert (np.diff(pieces.starts) >= 0).all()
    assert [text[a] for a, q in zip(pieces.starts, pieces.quotes, strict=True) if q in (Quote.OPENS, Quote.CLOSES)] == ["„", "“"]
    assert pieces.paragraphs.max() == 1


def test_sentences_do_not_end_at_titles_and_days() -> None:
    text = "Dr. Thal kam am 3. Mai. Er blieb! Warum?"
    assert [s.of(text).strip() for s in split_sentences(text)] == ["Dr. Thal kam am 3. Mai.", "Er blieb!", "Warum?"]


def test_windows_own_every_piece_once() -> None:
    pieces = cut("Es regnet heute sehr. " * 120)
    windows = plan_windows(pieces, size=100, context=20)
    assert [p for w in windows for p in range(w.own_start, w.own_end)] == list(range(len(pieces)))
    assert all(w.start <= w.own_start and w.own_end <= w.end and w.end - w.start <= 98 for w in windows)
    assert all(len(column) == w.end - w.start + 2 for w in windows for column in frame(pieces, w).values())


def test_windows_of_nothing_and_of_an_endless_sentence() -> None:
    assert plan_windows(cut("")) == []
    pieces = cut("x" * 1500)
    windows = plan_windows(pieces, size=100, context=20)
    assert windows[0].own_start == 0
    assert windows[-1].own_end == len(pieces)


def test_buckets_stay_in_their_tables() -> None:
    distances = bucket_distances(150, 320)
    assert distances.min() >= 0
    assert distances.max() < DISTANCES
    numbers = np.arange(320) // 10
    steps = bucket_sentences(150, numbers, numbers // 5)
    assert steps.min() >= 0
    assert steps.max() < SENTENCE_STEPS


def test_following_smooths_single_pieces_but_not_stretches() -> None:
    roles = np.full((1, 12, 4), 0.01, dtype=np.float32)
    roles[0, :, 0] = 0.97
    roles[0, 2] = (0.45, 0.0, 0.0, 0.55)
    roles[0, 6:10] = (0.03, 0.0, 0.0, 0.97)
    assert follow(roles, np.arange(12)[None])[0].tolist() == [0] * 6 + [3] * 4 + [0] * 2


def test_weighing_drops_unconfirmed_doubt_and_adds_only_what_is_sure() -> None:
    sure, doubtful, confirmed = candidate((0, 10), (11, 15), 0.9), candidate((20, 30), (31, 35), 0.5), candidate((40, 50), (51, 55), 0.5)
    read = [candidate((41, 50), (51, 55), 0.4), candidate((60, 70), (71, 75), 0.97), candidate((80, 90), None, 0.99), candidate((100, 110), (111, 113), 0.9)]
    assert [c.content[0].start for c in weigh([sure, doubtful, confirmed], read)] == [0, 40, 60]
    assert weigh([sure, doubtful], []) == [sure, doubtful]


def test_missing_files_mean_no_reader_and_wrong_ones_are_refused(tmp_path: Path) -> None:
    assert load_reader(tmp_path / "none") is None
    for name in FILES:
        (tmp_path / name).write_text(json.dumps({"format": 999}))
    with pytest.raises(ReaderError, match="format 999"):
        load_reader(tmp_path)
    (tmp_path / FILES[1]).unlink()
    load_reader.cache_clear()
    with pytest.raises(ReaderError, match="incomplete"):
        load_reader(tmp_path)
