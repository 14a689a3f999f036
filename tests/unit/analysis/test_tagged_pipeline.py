"""Tokens, sentences, word classes and mood of the languages read by tags."""

from __future__ import annotations

import time

import pytest

from analysis.finders.tagged import TAGGED_CODES, find_candidates, load_tagged_pipeline
from analysis.finders.tagged.taggers import find_mood
from analysis.languages import UnknownLanguageError, get_language
from analysis.quotations import find_quotations


@pytest.fixture(scope="module")
def pipelines():
    return {code: load_tagged_pipeline(code) for code in TAGGED_CODES}


def _sentences(doc):
    return [sentence.text.strip() for sentence in doc.sents if sentence.text.strip()]


@pytest.mark.parametrize(
    ("code", "text", "sentences"),
    [
        ("de", "Am 15. September kam Dr. Voss. Er blieb.", ["Am 15. September kam Dr. Voss.", "Er blieb."]),
        ("de", "Es waren 15. Dann ging sie.", ["Es waren 15.", "Dann ging sie."]),
        ("de", "„Kommt ihr?“, fragte sie. „Ja!“ rief er.", ["„Kommt ihr?“, fragte sie.", "„Ja!“ rief er."]),
        ("de", "„Es regnet. Wir bleiben“, sagte er.", ["„Es regnet.", "Wir bleiben“, sagte er."]),
        ("de", "Überschrift ohne Punkt\nDer Text beginnt.", ["Überschrift ohne Punkt", "Der Text beginnt."]),
        ("de", "Die z.B. im Jahr 2004 gebaute Brücke. Sie hält…", ["Die z.B. im Jahr 2004 gebaute Brücke.", "Sie hält…"]),
        ("ru", "В 2019 г. приехал И. Орлов. Он уехал.", ["В 2019 г. приехал И. Орлов.", "Он уехал."]),
        ("ru", "«Нет!» — сказал он. Все молчали.", ["«Нет!» — сказал он.", "Все молчали."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(pipelines, code, text, sentences):
    assert _sentences(pipelines[code](text)) == sentences


@pytest.mark.parametrize(
    ("form", "lemma", "mood"),
    [
        ("setze", "setzen", "Sub"), ("greife", "greifen", "Sub"), ("habe", "haben", "Sub"), ("müsse", "müssen", "Sub"), ("verbessere", "verbessern", "Sub"),
        ("sagte", "sagen", ""), ("warnte", "warnen", ""), ("arbeite", "arbeiten", "Sub"), ("arbeitete", "arbeiten", ""), ("hätten", "haben", "Cnd"),
        ("trügen", "tragen", "Cnd"), ("gehen", "gehen", ""), ("geht", "gehen", ""), ("blieben", "bleiben", ""),
    ],
)  # fmt: skip
def test_mood_follows_from_form_and_lemma(form, lemma, mood):
    assert find_mood(form, lemma) == mood


def test_tags_lemmas_and_morphology_are_set(pipelines):
    token = pipelines["de"]("Der Rat weise das zurück, so die Vorsitzende.")[2]
    assert (token.tag_, token.lemma_, str(token.morph)) == ("VV(FIN)", "weisen", "Mood=Sub|VerbForm=Fin")
    token = pipelines["ru"]("Комиссия отвергла жалобу.")[1]
    assert (token.pos_, token.lemma_) == ("VERB", "отвергнуть")


def test_a_verb_read_as_a_participle_at_the_end_of_its_clause_is_finite(pipelines):
    assert pipelines["de"]("Die Stadt verlangt, den Damm zu erhöhen.")[2].tag_ == "VV(FIN)"


@pytest.mark.parametrize("code", TAGGED_CODES)
@pytest.mark.parametrize(
    "text",
    ["", "\x00", "(" * 20_000, "a" * 200_000, "„" * 20_000, "„a" * 10_000, "(a" * 10_000 + ")" * 10_000, "er sagte, " * 5_000,
     "und " * 10_000, "laut " * 10_000,
     "«Да, — сказал он, — " * 2_000, "der Mann der Frau " * 3_000],
    ids=lambda text: repr(text[:6]),
)  # fmt: skip
def test_noise_costs_neither_an_error_nor_time(pipelines, code, text):
    started = time.process_time()
    doc = pipelines[code](text)
    quotations, _ = find_quotations(text)
    find_candidates(doc, quotations, get_language(code))
    assert doc.text == text
    assert time.process_time() - started < 8


def test_other_languages_are_refused():
    with pytest.raises(UnknownLanguageError):
        load_tagged_pipeline("en")
