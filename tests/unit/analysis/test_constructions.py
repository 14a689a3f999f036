"""Constructions that each language has beside the plain reporting clause, on sentences made up for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.attributions import extract_attributions
from analysis.evaluation import score_attributions
from analysis.languages import get_language
from analysis.pipeline import InputDocument, analyze, parse

GOLD = Path(__file__).parents[2] / "gold"
#: Lower than what is reached, by about what one article more or less would change.
LEAST_JOINT = 0.83


def found(text: str, code: str) -> list[tuple[str, str, str]]:
    """(source, cue, content) of each attribution; several spans joined with "…"."""
    attributions, _ = extract_attributions(parse([text], code)[0], text, get_language(code))
    return [tuple(" … ".join(span.of(text) for span in spans) for spans in (a.source, a.cue, a.content)) for a in attributions]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        # French: the reporting clause within the marks, what follows it, refusals, warnings, possibility, judgments
        ("fr", "« La digue tiendra, assure l'ingénieure Lise Aubert. Elle a été renforcée. »", ("l'ingénieure Lise Aubert", "assure", "La digue tiendra")),
        ("fr", "« La digue tiendra, assure l'ingénieure Lise Aubert. Elle a été renforcée. »", ("l'ingénieure Lise Aubert", "", "Elle a été renforcée")),
        ("fr", "La société n'a pas souhaité s'exprimer sur les délais.", ("La société", "n'a pas souhaité s'exprimer", "les délais")),
        ("fr", "Le comité met en garde contre une hausse des loyers.", ("Le comité", "met en garde contre", "une hausse des loyers")),
        ("fr", "Le préfet n'exclut pas une évacuation du camping.", ("Le préfet", "n'exclut pas", "une évacuation du camping")),
        ("fr", "La directrice juge le projet « irréaliste ».", ("La directrice", "juge", "le projet … irréaliste")),
        ("fr", "Le maire a reconnu que la digue fuyait, mais a promis de la réparer.", ("Le maire", "a reconnu", "la digue fuyait")),
        ("fr", "Le maire a reconnu que la digue fuyait, mais a promis de la réparer.", ("Le maire", "a promis", "la réparer")),
        ("fr", "La coopérative, de son côté, conteste le calcul.", ("La coopérative", "conteste", "le calcul")),
        # German: intentions, ratings, hearsay, refusals, speech in speech
        ("de", "Die Reederei will im Hafen bleiben.", ("Die Reederei", "will", "im Hafen bleiben")),
        ("de", "Der Verein bezeichnete den Vertrag als ungültig.", ("Der Verein", "bezeichnete", "den Vertrag … ungültig")),
        ("de", "Die Feuerwehr sprach von zwei Verletzten. Der Fahrer soll geflohen sein.", ("Die Feuerwehr", "", "Der Fahrer soll geflohen sein")),
        ("de", "Ein Sprecher lehnte eine Stellungnahme zu dem Unfall ab.", ("Ein Sprecher", "lehnte … Stellungnahme … ab", "dem Unfall")),
        ("de", "„Der Lehrer rief immer nur: ‚Bleibt sitzen!‘“, sagte Jana Klee.", ("Der Lehrer", "rief", "Bleibt sitzen!")),
        # Russian: converbs, objects, possessives, adjectives in the phrase
        ("ru", "Мост откроют, сказал инженер Лавров, добавив, что работы идут по плану.", ("инженер Лавров", "добавив", "работы идут по плану")),
        ("ru", "Жители жалуются на шум от стройки.", ("Жители", "жалуются", "шум от стройки")),
        ("ru", "Его заместитель считает, что мост опасен.", ("Его заместитель", "считает", "мост опасен")),
        ("ru", "По предварительным данным завода, потерь нет.", ("завода", "По предварительным данным", "потерь нет")),
        # English: transcripts, signatures, questions that are refused, deadlines
        ("en", "HOST: When does the bridge open?\n\nMAYOR: Never.\n\nHOST: Why is that?", ("HOST", "", "Why is that?")),
        ("en", "“They said it shows that I was wrong about the dam.” – Ada Nwosu", ("Ada Nwosu", "", "They said it shows that I was wrong about the dam")),
        ("en", "The islanders demanded a ferry before the winter.", ("The islanders", "demanded", "a ferry before the winter")),
    ],
)
def test_constructions(code: str, text: str, expected: tuple[str, str, str]) -> None:
    assert expected in found(text, code)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Neither driver asked to be paid, and one asked not to be named."),
        ("en", "The mayor dismissed that explanation."),
        ("en", "It would be wrong to say that the dam failed."),
        ("fr", "Sur le quai, une fanfare répétait."),
        ("fr", "Une affiche annonçait « La Nuit des digues »."),
        ("de", "Der Verein bezeichnet sich als Museum."),
    ],
)
def test_what_reports_nothing(code: str, text: str) -> None:
    assert found(text, code) == []


def test_thoughts_inside_speech_are_no_statements_of_their_own() -> None:
    text = "The mayor said the company wanted to sell the ferry and that it supports the islanders."
    assert [content for _, _, content in found(text, "en")] == ["the company wanted to sell the ferry and that it supports the islanders"]


def test_reports_inside_speech_stay() -> None:
    text = "The father said a nurse had told him the ward was full."
    assert ("a nurse", "had told", "the ward was full") in found(text, "en")


def test_gold_texts_are_read_as_well_as_before() -> None:
    articles = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*/*.json")) if not path.name.endswith(".src.json")]
    gold = [{"document": d["dispute"], "text": d["articles"][0]["text"], "attributions": [s | {"actor": None} for s in d["statements"]]} for d in articles]
    texts = [InputDocument(d["dispute"], d["articles"][0]["text"], d["articles"][0]["language"]) for d in articles]
    system = [
        {
            "document": one.document,
            "attributions": [
                {role: [{"start": s.start, "end": s.end} for s in getattr(a, role)] for role in ("content", "source", "cue")} | {"act": a.act.value}
                for a in one.attributions
            ],
        }
        for one in analyze(texts, fast=True)
    ]
    scores = score_attributions(gold, system)
    assert scores.joint[0.5].f1 >= LEAST_JOINT
    assert scores.matched["act"].value >= 0.8
