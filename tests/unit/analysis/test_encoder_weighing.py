"""How finds of rules and reader become one list with chances, and how the chances are fitted."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import spacy

from analysis.encoder.calibrate import Judged, fit, fit_kind, predict_left_out
from analysis.encoder.candidates import as_candidates
from analysis.encoder.combine import FILE, SIGNALS, Scale, Support, Supported, Surroundings, load_scale, log_odds, support, weigh
from analysis.encoder.component import find_signs, get_readings, set_readings
from analysis.encoder.decode import Found
from analysis.encoder.files import FOLDER
from analysis.finders import Candidate
from analysis.languages import get_language
from analysis.pipeline import load_pipeline, parse
from analysis.types import Reason, Span

TEXT = "x" * 200
AROUND = Surroundings(TEXT, [], get_language("en"))


def candidate(content: tuple[int, int], cue: tuple[int, int] | None, score: float, source: tuple[int, int] | None = None) -> Candidate:
    cues, sources = ((Span(*pair),) if pair else () for pair in (cue, source))
    return Candidate((Span(*content),), sources, cues, None, "test", score, Reason(en="", de=""))


def test_each_find_is_told_once_with_who_supports_it() -> None:
    rules = [candidate((0, 10), (11, 15), 0.9), candidate((20, 30), (31, 35), 0.8)]
    read = [candidate((1, 10), (11, 15), 0.7), candidate((60, 70), (71, 75), 0.97)]
    kinds = [(s.candidate.content[0].start, s.support) for s in support(rules, read, AROUND)]
    assert kinds == [(0, Support.BOTH), (20, Support.RULES), (60, Support.READER)]
    assert {s.support for s in support(rules, None, AROUND)} == {Support.UNREAD}


def test_the_reader_names_a_source_that_the_rules_lack_but_never_replaces_one() -> None:
    read = [candidate((0, 10), (11, 15), 0.9, source=(16, 20))]
    (completed,) = support([candidate((0, 10), (11, 15), 0.9)], read, AROUND)
    assert completed.candidate.source == (Span(16, 20),)
    (kept,) = support([candidate((0, 10), (11, 15), 0.9, source=(40, 44))], read, AROUND)
    assert kept.candidate.source == (Span(40, 44),)


def test_without_a_reader_everything_chosen_stays() -> None:
    chosen = [candidate((0, 10), (11, 15), 0.05), candidate((20, 30), None, 0.9)]
    assert [c.content for c in weigh(chosen, None, AROUND)] == [c.content for c in chosen]


def test_what_both_find_is_likelier_than_what_one_finds() -> None:
    rule, read = candidate((0, 10), (11, 15), 0.8, (16, 20)), candidate((0, 10), (11, 15), 0.8, (16, 20))
    scale = load_scale()
    (both,), (alone,) = support([rule], [read], AROUND), support([rule], [], AROUND)
    assert scale.compute_chance(both) > scale.compute_chance(alone)


def test_chances_rise_with_the_finders_own_score() -> None:
    scale = load_scale()
    for kind in Support:
        chances = [scale.compute_chance(Supported(candidate((0, 10), None, s), kind, (log_odds(s), log_odds(s), 0, 1, 1, 1, 1, 1))) for s in (0.1, 0.5, 0.9)]
        assert chances == sorted(chances)
        assert all(0 < c < 1 for c in chances)


def test_scores_fitted_for_other_signals_are_refused(tmp_path: Path) -> None:
    data = json.loads((FOLDER / FILE).read_text(encoding="utf-8"))
    (tmp_path / FILE).write_text(json.dumps(data | {"signals": ["moon"]}), encoding="utf-8")
    with pytest.raises(ValueError, match="moon"):
        load_scale(tmp_path)
    shutil.copy(FOLDER / FILE, tmp_path / FILE)
    assert isinstance(load_scale.__wrapped__(tmp_path), Scale)


def judged(right: list[bool], score: float, kind: Support = Support.RULES) -> list[Judged]:
    signals = (log_odds(score), *[0.0] * (len(SIGNALS) - 1))
    return [Judged(f"d{n % 4}", Supported(candidate((0, 10), None, score), kind, signals), r) for n, r in enumerate(right)]


def test_fitted_chances_are_as_often_right_as_they_say() -> None:
    finds = judged([True] * 30 + [False] * 70, 0.9) + judged([True] * 5 + [False] * 95, 0.4)
    bias, weight, *_ = fit_kind(finds, Support.RULES)
    chances = [1 / (1 + 2.718281828 ** -(bias + weight * log_odds(s))) for s in (0.9, 0.4)]
    assert chances == pytest.approx([0.3, 0.05], abs=0.04)
    assert predict_left_out(finds)[0] == pytest.approx(0.3, abs=0.08)


def test_nothing_judged_leaves_the_finders_own_score() -> None:
    fitted = fit([], 0)
    assert fitted["weights"]["unread"] == [0, 1, 0, 0, 0, 0, 0, 0, 0]
    assert fitted["least"] == {"both": 0.0, "rules": 0.0, "reader": 0.0, "unread": 0.0}


def test_readings_lie_with_their_document_and_move_with_its_text() -> None:
    doc = spacy.blank("en")("Ada said yes.")
    assert get_readings(doc) is None
    found = Found((Span(9, 12),), (Span(0, 3),), (Span(4, 8),), 0.9)
    set_readings(doc, [found.moved(5)])
    assert get_readings(doc) == (Found((Span(14, 17),), (Span(5, 8),), (Span(9, 13),), 0.9),)
    assert not doc.has_extension("readings")


def test_only_sentences_with_a_sign_and_those_beside_them_are_read() -> None:
    quiet = "The house is green. The door is old. The roof is flat. "
    text = quiet + "The mayor said that it was sold. " + quiet
    with load_pipeline("en").memory_zone():
        (doc,) = parse([text], "en")
        signs = find_signs(doc, get_language("en"))
    assert [s.of(text).strip() for s in signs] == ["The roof is flat. The mayor said that it was sold. The house is green."]


def test_a_separable_verb_is_found_in_the_tables_with_its_particle() -> None:
    text = "Das Amt wies die Vorwürfe zurück."
    found = Found((Span(13, 25),), (Span(0, 7),), (Span(8, 12), Span(26, 32)), 0.9)
    with load_pipeline("de").memory_zone():
        (doc,) = parse([text], "de")
        (read,) = as_candidates([found], doc, text, get_language("de"))
    assert read.cue_lemma == "zurückweisen"
    assert "„wies … zurück“" in read.why.de


def test_the_reader_alone_is_seldom_right_about_words_that_no_table_knows() -> None:
    known = [replace(candidate((0, 10), (11, 15), score / 100, (16, 20)), cue_lemma="say") for score in range(50, 100)]
    doubtful = [one for one in known if (kept := weigh([], [one], AROUND)) and kept[0].score is not None and kept[0].score < 0.65]
    assert doubtful
    assert not [one for one in doubtful if weigh([], [replace(one, cue_lemma=None)], AROUND)]


def test_a_preposition_is_a_known_cue() -> None:
    text = "Ihr zufolge geben die Berichte Anlass zur Sorge."
    doc = parse([text], "de")[0]
    (one,) = as_candidates([Found((Span(12, 47),), (Span(0, 3),), (Span(4, 11),), 0.9)], doc, text, get_language("de"))
    assert one.cue_lemma == "zufolge"
