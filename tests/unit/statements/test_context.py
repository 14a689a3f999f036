"""The sentences around a statement."""

from __future__ import annotations

import pytest

from claimsite.statements.context import find_sentences
from tests import factories as make

TEXT = "One came. Two left. Ida said that the harbor was open. Four slept. Five ate. Six sang."


def read(content: str, text: str = TEXT, **given: str) -> list[tuple[str, str]]:
    statement = make.make_statement(make.make_version(text), content, **given)
    return [(each.text, each.role) for each in find_sentences(statement)]


@pytest.mark.django_db
def test_two_sentences_on_either_side():
    parts = read("the harbor was open", source="Ida", cue="said")
    assert parts == [
        ("One came. Two left. ", ""),
        ("Ida", "source"),
        (" ", ""),
        ("said", "cue"),
        (" that ", ""),
        ("the harbor was open", "content"),
        (". Four slept. Five ate.", ""),
    ]


@pytest.mark.django_db
def test_the_context_ends_with_the_text():
    assert "".join(text for text, _ in read("Six sang")) == "Four slept. Five ate. Six sang."
    assert "".join(text for text, _ in read("One came")) == "One came. Two left. Ida said that the harbor was open."


@pytest.mark.django_db
def test_text_without_sentences_is_cut_at_words():
    text = "word " * 400 + "unlike " + "word " * 400
    parts = read("unlike", text=text.strip())
    shown = "".join(text for text, _ in parts)
    assert len(shown) < 1_300
    assert shown.startswith("word")
    assert shown.endswith("word")
