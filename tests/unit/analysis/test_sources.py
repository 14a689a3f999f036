"""Sources whose borders are easily got wrong: names of two halves, cues of two verbs, nobody. All sentences are invented."""

from __future__ import annotations

import pytest

from analysis.languages.no_speakers import is_no_speaker
from analysis.pipeline import InputDocument, analyze
from tests.unit.analysis.test_constructions import found


@pytest.mark.parametrize(
    ("code", "text", "source", "content"),
    [
        (
            "de",
            "Nach Angaben der Gewerkschaft Salz und Tau war der Kran schon im Mai als unsicher gemeldet worden.",
            "der Gewerkschaft Salz und Tau",
            "war der Kran schon im Mai als unsicher gemeldet worden",
        ),
        ("fr", "Le syndicat Sel et Corde répète que la grue avait été signalée dès mai.", "Le syndicat Sel et Corde", "la grue avait été signalée dès mai"),
    ],
)
def test_a_name_of_two_halves_is_one_source(code, text, source, content):
    (one,) = found(text, code)
    assert one[0].casefold().endswith(source.casefold().removeprefix("le "))
    assert one[2] == content


def test_two_who_speak_stay_two():
    sources = [each[0] for each in found("Die Agentur Nordlicht und Minister Brand sagten, der Kran sei sicher.", "de")]
    assert sources == ["Die Agentur Nordlicht und Minister Brand"]


def test_faire_savoir_is_one_cue_and_its_subject_stands_behind():
    text = "La grue est moins chère que les bateaux, avait fait savoir son directeur, Paul Vernet."
    assert found(text, "fr") == [("son directeur, Paul Vernet", "avait fait savoir", "La grue est moins chère que les bateaux")]
    (press,) = found("La grue est sûre, a fait savoir son service de presse.", "fr")
    assert press[:2] == ("son service de presse", "a fait savoir")


def test_a_pronoun_before_the_verb_speaks_and_not_the_town():
    (one,) = found("В среду в Лесках он добавил, что кран никому не мешает.", "ru")
    assert one[:2] == ("он", "добавил")


@pytest.mark.parametrize(("code", "text"), [("de", "Worin der Fehler bestehen soll, sagte am Montag niemand."), ("en", "Nobody said that the crane is safe.")])
def test_nobody_says_nothing(code, text):
    assert found(text, code) == []


def test_an_article_before_its_noun_is_no_source():
    sources = [each[0] for each in found("Der Hafen müsse schließen, hieß es nach der Sitzung.", "de")]
    assert "der" not in sources


@pytest.mark.parametrize("text", ["“The crane is safe,” Thursday reported.", "The crane is safe, Thursday said in a report."])
def test_a_day_is_no_source(text):
    assert [each[0] for each in found(text, "en")] == [""]


@pytest.mark.parametrize(
    ("code", "words", "is_none"),
    [("de", "Wie", True), ("en", "Thursday’s", True), ("fr", "Comment", True), ("ru", "Среда", True), ("en", "Thursday Group", False), ("de", "er", False)],
)
def test_days_and_question_words_are_no_speakers(code, words, is_none):
    assert is_no_speaker(words, code) == is_none


def test_a_law_speaks_for_nobody_who_was_named_before():
    text = "Die polnische Regierung verlangte, dass die Mole schließt. Laut dem Hafenvertrag ist die Mole offen. Laut dem Bericht ist sie zu."
    (read,) = analyze([InputDocument("d", text, "de")], fast=True)
    assert [a.actor.name if a.actor else None for a in read.attributions] == ["Polish government", None, "Polish government"]
