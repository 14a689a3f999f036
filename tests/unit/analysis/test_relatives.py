"""What an author says of a speaker is left out of what the speaker says."""

from __future__ import annotations

import pytest

from analysis.relatives import without_relatives
from analysis.types import Span


def cut(code: str, text: str, source: str, *contents: str) -> list[str]:
    spans = tuple(Span(text.index(content), text.index(content) + len(content)) for content in contents)
    own = (Span(text.index(source), text.index(source) + len(source)),)
    return [span.of(text).strip() for span in without_relatives(spans, own, text, code)]


@pytest.mark.parametrize(
    ("code", "text", "source", "content", "left"),
    [
        ("en", "According to a guard who asked for coffee, the door is shut.", "a guard", "who asked for coffee, the door is shut", ["the door is shut"]),
        (
            "fr",
            "Selon des marins, qui rentraient du port, le phare est éteint.",
            "des marins",
            "qui rentraient du port, le phare est éteint",
            ["le phare est éteint"],
        ),
        ("ru", "По словам мэра, который вернулся в среду, мост готов.", "мэра", "который вернулся в среду, мост готов", ["мост готов"]),
        ("de", "Ein Plan, den unsere Zeitung sah, zeigt zwei Tore.", "Ein Plan", "den unsere Zeitung sah", []),
        ("de", "Laut Vogt, den Vertrag kenne niemand.", "Vogt", "den Vertrag kenne niemand", ["den Vertrag kenne niemand"]),
        ("en", "The mayor said which door was shut.", "The mayor", "which door was shut", ["which door was shut"]),
    ],
)
def test_a_relative_clause_beside_the_source_is_the_authors(code: str, text: str, source: str, content: str, left: list[str]) -> None:
    assert cut(code, text, source, content) == left


def test_behind_the_words_it_goes_and_they_stay() -> None:
    text = "The door is shut, according to the guard, who had lost the key."
    assert cut("en", text, "the guard", "The door is shut", "who had lost the key") == ["The door is shut"]


def test_in_a_cleft_sentence_it_belongs_to_the_words() -> None:
    text = "Ce sont les pluies, martèle le préfet, qui ont rompu la digue."
    assert cut("fr", text, "le préfet", "Ce sont les pluies", "qui ont rompu la digue") == ["Ce sont les pluies", "qui ont rompu la digue"]


def test_without_a_source_nothing_is_cut() -> None:
    text = "It is known who opened the door."
    assert without_relatives((Span(12, 31),), (), text, "en") == (Span(12, 31),)
