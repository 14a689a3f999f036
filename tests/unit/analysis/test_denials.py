"""Plain negation: a denial, or a mere description."""

from __future__ import annotations

import pytest

from analysis.acts import classify_act
from analysis.denials import is_denial, stems
from analysis.languages import CODES, get_language
from analysis.types import Act


@pytest.mark.parametrize(
    ("language", "cue", "content"),
    [
        ("en", "insisted", "No sheep were moved that night"),
        ("en", "said", "There was never a second key"),
        ("de", "versicherte", "Niemand habe die Schleuse geöffnet"),
        ("de", "sagte", "Einen solchen Plan hat es nie gegeben"),
        ("fr", "a assuré", "Aucun câble n'a été coupé"),
        ("ru", "подчеркнул", "Никто шлюз не открывал"),
        ("de", "sagte", "Weder über Holz noch über Korn sei bei dem Treffen in der Mühle am Fluss ein Vertrag geschlossen worden"),
        ("ru", "сообщил", "Ни о зерне, ни о лесе договоров не подписывали"),
        ("en", "according to", "No contracts were signed during the meeting at the mill, on grain or on anything else"),
    ],
)
def test_firm_negation_denies(language: str, cue: str, content: str) -> None:
    assert is_denial(content, cue, language)


@pytest.mark.parametrize(
    ("language", "cue", "content"),
    [
        ("en", "found", "one well in six is never inspected"),
        ("en", "complained", "the gate does not close"),
        ("de", "klagte", "das Tor schließe nicht mehr"),
        ("de", "räumte ein", "die Schleuse sei nicht gewartet worden"),
        ("fr", "déplore", "le portail ne ferme pas"),
        ("ru", "признал", "ворота не закрываются"),
    ],
)
def test_description_with_a_negation_asserts(language: str, cue: str, content: str) -> None:
    assert not is_denial(content, cue, language)


def test_what_others_raised_is_denied() -> None:
    content, cue = "no herd crossed the northern pasture", "said"
    raised = [stems("the herd crossed the northern pasture at dawn")]
    unraised = classify_act(content_text="the herd did not cross the pasture", cue_text=cue, cue_lemma="say", language=get_language("en"))
    assert unraised is Act.ASSERTS
    assert classify_act(content_text=content, cue_text=cue, cue_lemma="say", language=get_language("en"), raised=raised) is Act.DENIES


@pytest.mark.parametrize("language", CODES)
def test_nothing_and_endless_text_deny_nothing(language: str) -> None:
    assert not is_denial("", "", language)
    assert not is_denial("(" * 20_000, "", language)
    assert not is_denial("the herd crossed", "said", "xx")


def test_a_negation_that_goes_on_from_a_denial_denies() -> None:
    content = "Geplant gewesen sei das auch nie"
    assert is_denial(content, "", "de", is_after_denial=True)
    assert not is_denial(content, "", "de")


def test_denied_it_and_then_says_so() -> None:
    german = get_language("de")
    own = classify_act(content_text="Man habe die Nachbarn gewarnt", cue_text="bestritt das", cue_lemma="bestreiten", language=german, is_behind_colon=True)
    rejected = classify_act(content_text="er habe die Nachbarn gewarnt", cue_text="bestritt", cue_lemma="bestreiten", language=german)
    again = classify_act(content_text="Das ist nie geschehen", cue_text="bestritt das", cue_lemma="bestreiten", language=german, is_behind_colon=True)
    assert (own, rejected, again) == (Act.ASSERTS, Act.DENIES, Act.DENIES)
