"""Weighing candidates, and what is left of their content."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import attributions as module
from analysis.attributions import choose, extract_attributions
from analysis.finders import Candidate
from analysis.languages import get_language
from analysis.pipeline import parse
from analysis.types import Attribution, AttributionType, Reason, Span

WHY = Reason(en="test", de="Test")


def candidate(content: tuple[int, int], cue: tuple[int, int] | None, source: tuple[int, int] | None = None, score: float = 0.5) -> module._Trimmed:
    spans = (Span(*content),)
    return module._Trimmed(
        Candidate(spans, (Span(*source),) if source else (), (Span(*cue),) if cue else (), "say", "test", score, WHY), spans, content[1] - content[0]
    )


def test_of_two_candidates_on_one_cue_the_better_score_wins() -> None:
    weak, strong = candidate((10, 40), (5, 9), score=0.4), candidate((10, 20), (5, 9), score=0.8)
    assert choose([weak, strong]) == [strong]


def test_at_equal_scores_the_longer_content_wins() -> None:
    short, long = candidate((10, 20), (5, 9)), candidate((10, 40), (5, 9))
    assert choose([short, long]) == [long]


def test_without_cue_a_candidate_yields_to_one_that_covers_it() -> None:
    bare, cued = candidate((12, 38), None, score=0.5), candidate((10, 40), (5, 9), score=0.8)
    assert choose([bare, cued]) == [cued]


def test_nested_contents_with_different_cues_both_stay() -> None:
    outer, nested = candidate((10, 80), (5, 9), (0, 4)), candidate((40, 80), (30, 34), (20, 28))
    assert choose([outer, nested]) == [outer, nested]


def test_the_same_content_of_two_sources_stays_twice() -> None:
    one, other = candidate((40, 80), (5, 9), (0, 4)), candidate((40, 80), (20, 25), (30, 38))
    assert choose([one, other]) == [one, other]


def extract(text: str) -> tuple[Attribution, ...]:
    return extract_attributions(parse([text], "en")[0], text, get_language("en"))[0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“The bridge is closed,” said the mayor.", AttributionType.DIRECT),
        ("The mayor said the bridge was closed.", AttributionType.INDIRECT),
        ("The mayor said the bridge was “a danger to everyone”.", AttributionType.MIXED),
    ],
)
def test_type_follows_from_the_marks(text: str, kind: AttributionType) -> None:
    assert [a.type for a in extract(text)] == [kind]


def test_content_has_no_marks_complementizer_or_final_point_but_keeps_nested_marks() -> None:
    text = "The mayor said that “nobody should believe the ‘experts’ any more”."
    (only,) = extract(text)
    assert [span.of(text) for span in only.content] == ["nobody should believe the ‘experts’ any more"]


def test_each_attribution_says_why_and_how_sure() -> None:
    (only,) = extract("The mayor said that the bridge was closed.")
    assert "said" in only.why.en
    assert "said" in only.why.de
    assert only.score is not None
    assert 0 < only.score <= 1


def test_flags_name_the_unclosed_mark() -> None:
    text = "The mayor said: “The bridge is closed."
    _, flags = extract_attributions(parse([text], "en")[0], text, get_language("en"))
    assert [flag.en for flag in flags] == [f"unclosed quotation mark at {text.index('“')}"]


WORDS = st.sampled_from(
    [
        *(
            "the",
            "mayor",
            "minister",
            "she",
            "said",
            "that",
            "told",
            "denied",
            "claim",
            "according",
            "to",
            "by",
            "and",
            "not",
            "would",
            "be",
            "bridge",
            "closed",
        ),
        *("“", "”", '"', "'", "«", "»", ",", ".", ":", ";", "—", "?", "(", "😀", "\n", "\n\n", "\ud800", "\0", "Anna"),
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=30))
def test_spans_lie_in_the_text_are_not_empty_and_in_order(words: list[str]) -> None:
    text = " ".join(words)
    found = extract(text)
    for attribution in found:
        assert attribution.content
        for spans in (attribution.content, attribution.source, attribution.cue):
            assert list(spans) == sorted(spans)
            assert all(span.end <= len(text) and span.of(text).strip() for span in spans)
            assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert [a.content[0].start for a in found] == sorted(a.content[0].start for a in found)
