"""The trained reader as it ships, on sentences invented for this file."""

from __future__ import annotations

import time

import pytest

from analysis.encoder.files import FOLDER, State, inspect
from analysis.encoder.runtime import TrainedReader, load_reader
from analysis.pipeline import InputDocument, analyze
from analysis.types import AnalyzedDocument, Span

CASES = {
    "en": ("The ferry will not sail before noon, harbor master Ines Calder told reporters on Monday.", "harbor master Ines Calder", "will not sail"),
    "de": ("Die Fähre werde nicht vor Mittag ablegen, teilte die Hafenmeisterin Ines Kaldauer am Montag mit.", "Ines Kaldauer", "nicht vor Mittag"),
    "fr": ("Le ferry ne partira pas avant midi, a indiqué lundi la capitaine du port Inès Caldier.", "Inès Caldier", "ne partira pas"),
    "ru": ("Паром не отойдёт раньше полудня, сообщила в понедельник капитан порта Инесса Кальдова.", "Инесса Кальдова", "не отойдёт"),
}


@pytest.fixture(scope="module")
def reader() -> TrainedReader:
    loaded = load_reader()
    assert loaded is not None
    return loaded


def read(text: str, language: str, *, fast: bool = False) -> AnalyzedDocument:
    (found,) = analyze([InputDocument("a", text, language)], fast=fast)
    return found


def test_the_files_are_there_and_fit() -> None:
    assert inspect().state is State.READY
    assert sum(path.stat().st_size for path in FOLDER.glob("reader*")) < 60_000_000


@pytest.mark.parametrize("language", CASES)
def test_it_reads_each_language(reader: TrainedReader, language: str) -> None:
    text, source, words = CASES[language]
    (found,) = reader.read([text])[0]
    assert any(source in span.of(text) for span in found.source)
    assert any(words in span.of(text) for span in found.content)
    assert found.score > 0.5


@pytest.mark.parametrize("language", CASES)
def test_nothing_is_said_where_nothing_is_reported(reader: TrainedReader, language: str) -> None:
    quiet = {
        "en": "The old bridge was built in 1911. It has four arches and carries two lanes.",
        "de": "Die alte Brücke wurde 1911 gebaut. Sie hat vier Bögen und zwei Fahrspuren.",
        "fr": "Le vieux pont a été construit en 1911. Il compte quatre arches et deux voies.",
        "ru": "Старый мост построили в 1911 году. У него четыре арки и две полосы.",
    }
    assert reader.read([quiet[language]]) == [[]]


def test_texts_together_are_read_as_each_by_itself(reader: TrainedReader) -> None:
    texts = [text for text, _, _ in CASES.values()]
    assert reader.read(texts) == [reader.read([text])[0] for text in texts]


def test_a_long_text_is_read_to_its_end_and_each_sentence_once(reader: TrainedReader) -> None:
    text = "\n\n".join(f"The bridge has {n} arches, engineer Ada Brook said. It was painted in 19{n}." for n in range(10, 70))
    found = reader.read([text])[0]
    sentences = {text.count("\n\n", 0, f.content[0].start) for f in found}
    assert len(sentences) > 50
    assert len(found) <= 66
    assert max(sentences) == 59


@pytest.mark.parametrize("text", ["", " \n\n ", "(" * 20_000, "“" * 5_000, "\ud800 said so.", "a" * 40_000, "Ada said: “It rains and nobody closes"])
def test_odd_texts_neither_break_nor_hang_it(text: str) -> None:
    began = time.process_time()
    for found in read(text, "en").attributions:
        assert all(span.end <= len(text) for span in (*found.content, *found.source, *found.cue))
    assert time.process_time() - began < 30


def test_fast_leaves_the_reader_out_and_scores_stay_chances() -> None:
    text = CASES["en"][0]
    full, fast = read(text, "en"), read(text, "en", fast=True)
    assert [a.content for a in full.attributions] == [a.content for a in fast.attributions]
    (a,), (b,) = full.attributions, fast.attributions
    assert a.score is not None
    assert b.score is not None
    assert 0 < b.score < a.score < 1


def test_places_hold_in_a_text_that_is_parsed_in_pieces() -> None:
    filler = "The road is long and the river is cold. " * 900
    text = filler + CASES["en"][0]
    found = read(text, "en").attributions
    assert found
    last = found[-1].content
    assert all(isinstance(span, Span) and "ferry" in span.of(text) for span in last)
