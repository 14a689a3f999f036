"""Batches, languages, and texts that would break or hang a parser."""

from __future__ import annotations

import time

import pytest

from analysis.languages import UnknownLanguageError
from analysis.pipeline import BATCH, UNDETERMINED, InputDocument, analyze, detect_language, load_pipeline, mask, parse
from analysis.types import AnalyzedDocument

ENGLISH = "The mayor said that the bridge was closed."
GERMAN = "Die Bürgermeisterin sagte, dass die Brücke gesperrt sei."
FRENCH = "La maire a déclaré que le pont était fermé."
RUSSIAN = "Мэр заявила, что мост закрыт для движения."


def one(text: str, language: str | None = "en") -> AnalyzedDocument:
    return next(analyze([InputDocument("d", text, language)]))


@pytest.mark.parametrize(
    ("text", "code"), [(ENGLISH, "en"), (GERMAN, "de"), (FRENCH, "fr"), (RUSSIAN, "ru"), ("12:30 – 5 %", UNDETERMINED), ("", UNDETERMINED)]
)
def test_language_is_detected(text: str, code: str) -> None:
    assert detect_language(text) == code


def test_a_language_that_is_not_read_is_refused_with_the_documents_name() -> None:
    with pytest.raises(UnknownLanguageError, match="kobe"):
        list(analyze([InputDocument("kobe", "市長は橋が閉鎖されたと述べた。")]))
    with pytest.raises(UnknownLanguageError, match=r"article.*'xx'"):
        list(analyze([InputDocument("article", ENGLISH, "xx")]))


def test_documents_come_back_in_input_order_whatever_their_language() -> None:
    texts = [ENGLISH, FRENCH] * (BATCH // 2 + 1)
    results = list(analyze([InputDocument(str(i), text) for i, text in enumerate(texts)]))
    assert [r.document for r in results] == [str(i) for i in range(len(texts))]
    assert [r.language for r in results] == ["en", "fr"] * (BATCH // 2 + 1)
    assert all(len(r.attributions) == 1 for r in results)


def test_nothing_is_taken_before_it_is_asked_for() -> None:
    taken = []

    def documents():
        for i in range(3 * BATCH):
            taken.append(i)
            yield InputDocument(str(i), ENGLISH, "en")

    next(analyze(documents()))
    assert len(taken) == BATCH


def test_pipelines_are_loaded_once() -> None:
    assert load_pipeline("en") is load_pipeline("en")
    with pytest.raises(UnknownLanguageError):
        load_pipeline("xx")


def test_fast_finds_the_same_attributions() -> None:
    (slow,), (fast,) = (list(analyze([InputDocument("d", ENGLISH, "en")], fast=fast)) for fast in (False, True))
    assert [(a.content, a.cue) for a in slow.attributions] == [(a.content, a.cue) for a in fast.attributions]


def test_a_headline_never_shares_a_sentence_with_what_follows() -> None:
    text = "Bridge closed by mayor\nShe said nobody may cross"
    starts = [sentence.start_char for sentence in parse([text], "en")[0].sents]
    assert text.index("She") in starts


def test_mask_keeps_the_length_and_ordinary_text() -> None:
    ordinary = "“Well…” she said -- 'no!!!' (really?)"
    assert mask(ordinary) == ordinary
    for text in ("(" * 20_000, "a" * 500, "?!" * 50, "a\0b\ud800c\u202ed"):
        assert len(mask(text)) == len(text)
    assert mask("(" * 20) == " " * 20
    assert max(map(len, mask("a" * 500).split())) < 100


@pytest.mark.hostile(
    cases={"size.parentheses": "parentheses", "size.exclamation-marks": "exclamation", "size.long-token": "word", "size.nul-and-surrogates": "surrogates"}
)
@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\0\0",
        "(" * 20_000,
        "He said" + "!" * 20_000,
        "(!?)" * 5_000,
        "\ud800 He said \udfff so.",
        "a" * 50_000,
        " " * 50_000,
        "\n" * 50_000,
        "“" * 999,
        "'" * 999,
        "\u202e😀",
    ],
    ids=["empty", "space", "nul", "parentheses", "exclamation", "mixed", "surrogates", "word", "spaces", "lines", "marks", "apostrophes", "bidi"],
)
def test_no_text_breaks_or_hangs_it(text: str) -> None:
    started = time.process_time()
    result = one(text)
    assert result.text == text
    assert time.process_time() - started < 5


def test_a_text_without_letters_is_answered_and_flagged() -> None:
    result = one("12 – 30", None)
    assert result.language == UNDETERMINED
    assert result.attributions == ()
    assert [flag.en for flag in result.flags] == ["the text has no words"]


def test_offsets_hold_behind_surrogates_emoji_and_masked_runs() -> None:
    text = "\ud800😀 " + "(" * 50 + "\n\n" + ENGLISH
    (only,) = one(text).attributions
    assert only.content[0].of(text) == "the bridge was closed"


def test_a_text_longer_than_one_parse_keeps_its_offsets() -> None:
    text = "The river rose. " * 2_500 + ENGLISH
    (only,) = [a for a in one(text).attributions if a.cue and a.cue[0].of(text) == "said"]
    assert only.content[0].of(text) == "the bridge was closed"


@pytest.mark.hostile("size.long-sentence")
def test_a_sentence_without_end_is_cut() -> None:
    sentences = list(parse(["the river rose and " * 500], "en")[0].sents)
    assert max(len(sentence) for sentence in sentences) <= 251


@pytest.mark.parametrize(
    ("published", "side"),
    [("2024-05-01", "Norway"), ("2028-02-28", "Norway"), ("2028-03-31", "Ida Brandal"), ("2031-01-01", "Ida Brandal"), (None, "Ida Brandal")],
)
def test_an_office_counts_while_it_is_held_on_the_day_of_the_text(published: str | None, side: str) -> None:
    text = "Ida Brandal, minister of fisheries of Norway until March 2028, said on Monday that the harbor of Tornes would stay open."
    (found,) = next(analyze([InputDocument("d", text, "en", published)], fast=True)).attributions
    assert (found.candidates[0].actor.side, found.candidates[0].actor.until) == (side, "2028-03")
