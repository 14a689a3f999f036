"""The reader's parts that need no model: markup, variants, windows, decoding, refusal."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import numpy as np
import pytest

from analysis.encoder.augment import apply, join, vary
from analysis.encoder.decode import CONTENT, decode, follow
from analysis.encoder.examples import Example, ExampleError, Gold, parse_marked, read_marked
from analysis.encoder.files import FILES, FORMAT, ReaderError, State, inspect
from analysis.encoder.labels import DISTANCES, SENTENCE_STEPS, bucket_distances, bucket_sentences
from analysis.encoder.pieces import Pieces, Quote, build_tokenizer, cut_into_pieces, keep_pieces, split_sentences
from analysis.encoder.runtime import load_reader
from analysis.encoder.windows import REACH, Window, find_reach, frame, plan_windows
from analysis.types import Act, Span

DATA = Path(__file__).parents[3] / "analysis" / "encoder" / "data"


def cut(text: str) -> Pieces:
    letters = sorted(set(text) - {" ", "\n"})
    return cut_into_pieces(text, build_tokenizer([(p, 0.0) for p in ("<s>", "<pad>", "</s>", "<unk>")] + [("▁", -1.0)] + [(c, -2.0) for c in letters]))


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
    examples = [e for path in sorted(DATA.rglob("*.txt")) for e in read_marked(path)]
    assert {e.language for e in examples} == {"de", "en", "fr", "ru"}
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


def test_missing_files_mean_no_reader_and_wrong_ones_are_refused(tmp_path: Path) -> None:
    assert load_reader(tmp_path / "none") is None
    assert inspect(tmp_path).state is State.MISSING
    for name in FILES:
        (tmp_path / name).write_text(json.dumps({"format": 999}))
    assert inspect(tmp_path).state is State.UNFIT
    with pytest.raises(ReaderError, match="format 999"):
        load_reader(tmp_path)
    (tmp_path / FILES[1]).unlink()
    load_reader.cache_clear()
    with pytest.raises(ReaderError, match="incomplete"):
        load_reader(tmp_path)


@pytest.mark.parametrize("content", ["", "[]", "{", "7"])
def test_settings_that_are_none_are_refused(tmp_path: Path, content: str) -> None:
    for name in FILES:
        (tmp_path / name).write_text(content)
    assert inspect(tmp_path).state is State.UNFIT
    assert FILES[0] in inspect(tmp_path).problem


def test_fitting_files_are_told_by_name(tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_text(json.dumps({"format": FORMAT, "version": "2031-02-03"}))
    condition = inspect(tmp_path)
    assert (condition.state, condition.problem, condition.name) == (State.READY, "", "reader 2031-02-03")


def test_content_alone_goes_on_with_the_source_before(tmp_path: Path) -> None:
    path = tmp_path / "texts.txt"
    path.write_text("# en rain\n[1s Ada] [1q said] [1c it rains]. [2c It will go on].\n= 2w\n", encoding="utf-8")
    (example,) = read_marked(path)
    first, second = example.attributions
    assert [s.of(example.text) for s in second.source] == ["Ada"]
    assert (second.cue, second.act, first.act) == ((), Act.WARNS, Act.ASSERTS)


def test_joined_texts_keep_the_words_of_both() -> None:
    one, two = (
        Example(n, "en", f"{n} said yes", "news", (Gold((Span(9, 12),), (Span(0, 3),), (Span(4, 8),)),), doubtful=(Span(0, 3),)) for n in ("Ada", "Ben")
    )
    both = join(one, two)
    assert [g.source[0].of(both.text) for g in both.attributions] == ["Ada", "Ben"]
    assert [g.content[0].of(both.text) for g in both.attributions] == ["yes", "yes"]
    assert [s.of(both.text) for s in both.doubtful] == ["Ada", "Ben"]


@pytest.mark.parametrize(("place", "length"), [(0, 10), (9, 10), (0, 500), (499, 500), (250, 500), (200, 2 * REACH)])
def test_the_reach_of_an_anchor_holds_it_and_is_always_as_wide(place: int, length: int) -> None:
    part = find_reach(place, length)
    assert part.start <= place < part.stop
    assert part.stop - part.start == min(length, 2 * REACH)


def test_windows_end_at_paragraphs_where_they_can() -> None:
    pieces = cut("\n\n".join("Es regnet heute sehr. Es regnet. " * 2 for _ in range(40)).strip())
    windows = plan_windows(pieces, size=200, context=20)
    assert len(windows) > 3
    assert all(pieces.paragraphs[w.own_end] != pieces.paragraphs[w.own_end - 1] for w in windows[:-1])


def test_pieces_outside_the_wanted_stretches_go_and_no_span_runs_over_them() -> None:
    text = "Es regnet. Er ging fort. Sie kam."
    pieces = cut(text)
    kept = keep_pieces(pieces, (Span(0, 11), Span(25, 33)))
    assert {text[a:b] for a, b in zip(kept.starts, kept.ends, strict=True)} & {"f", "g", "fort"} <= {"g"}
    assert set(kept.sentences) == {0, 2}
    window = Window(0, len(kept), 0, len(kept))
    roles = np.zeros((len(kept), 4), dtype=np.float32)
    roles[:, CONTENT] = 1.0
    found = decode(kept, window, 0, 0.9, roles, np.full(len(kept), CONTENT))
    assert found is not None
    assert [s.of(text) for s in found.content] == ["Es regnet.", "Sie kam."]
