"""Stretches in quotation marks in every style, and marks that never close."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.quotations import find_quotations


def inner(text: str) -> list[str]:
    return [quotation.inner.of(text) for quotation in find_quotations(text)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Er sagte: „Der Damm hält.“ Dann ging er.", ["Der Damm hält."]),
        ("She said: “The dam holds.” Then she left.", ["The dam holds."]),
        ('She said: "The dam holds." Then she left.', ["The dam holds."]),
        ("Elle a dit : « La digue tient. » Puis elle est partie.", ["La digue tient."]),
        ("Er sagte: »Der Damm hält.« Dann ging er.", ["Der Damm hält."]),
        ("She said: ‘The dam holds.’ Then she left.", ["The dam holds."]),
        ("''The dam holds,'' she said.", ["The dam holds,"]),
        ("``The dam holds,'' she said.", ["The dam holds,"]),
        ("“He shouted ‘run’ and ran,” she said.", ["He shouted ‘run’ and ran,"]),
        ("The town’s dam and the farmers’ fields", []),
        ("“One” and “two”", ["One", "two"]),
        ("", []),
        ("“”", []),
    ],
)
def test_each_style_of_marks(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_an_unclosed_mark_costs_its_own_paragraph_only_and_is_reported() -> None:
    text = "“The dam holds, said the engineer.\n\n“It does not,” said the farmer."
    quotations, flags = find_quotations(text.replace("\n\n“", "\n\nMeanwhile: “"))
    assert [q.inner.start > 30 for q in quotations] == [True]
    assert [flag.en for flag in flags] == ["unclosed quotation mark at 0"]


def test_a_quotation_goes_on_in_the_next_paragraph_that_opens_with_the_same_mark() -> None:
    text = "“First we measured.\n\n“Then we dug,” said the engineer."
    quotations, flags = find_quotations(text)
    assert [(q.inner.of(text), q.continues) for q in quotations] == [("First we measured.", True), ("Then we dug,", False)]
    assert flags == []


@given(st.text(alphabet="ab ,.'’‘\"“”„«»‹›‚\n`", max_size=80))
def test_quotations_are_in_order_apart_and_not_empty(text: str) -> None:
    quotations, _ = find_quotations(text)
    for quotation in quotations:
        assert quotation.outer.contains(quotation.inner)
        assert quotation.inner.of(text).strip() == quotation.inner.of(text) != ""
    for before, after in itertools.pairwise(quotations):
        assert before.outer.end <= after.outer.start
