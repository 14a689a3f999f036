"""Texts with marks: whatever the spans, the segments put together are the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claimsite.claims.marking import Placed, mark_text

TEXT = "Ida said that Tore had said that the harbor was open.\n\nNobody asked 👩‍👩‍👧 why."


def place(statement: int, role: str, words: str, text: str = TEXT) -> Placed:
    start = text.index(words)
    return Placed(statement, role, start, start + len(words))


def join(paragraph) -> str:
    return "".join(segment.text for segment in paragraph.segments)


def test_text_without_spans_is_one_segment_a_line():
    paragraphs = mark_text(TEXT, [])
    assert [join(each) for each in paragraphs] == TEXT.split("\n\n")
    assert all(len(each.segments) == 1 for each in paragraphs)


def test_nested_statements_give_the_inner_one_first():
    outer, inner = place(1, "content", "Tore had said that the harbor was open"), place(2, "content", "the harbor was open")
    (paragraph, _) = mark_text(TEXT, [outer, inner, place(2, "source", "Tore"), place(1, "cue", "said")])
    marked = {segment.text: segment for segment in paragraph.segments}
    assert marked["the harbor was open"].contents == (2, 1)
    assert marked["Tore"].contents == (1,)
    assert marked["Tore"].sources == (2,)
    assert marked["said"].cues == (1,)
    assert paragraph.statements == (1, 2)


def test_overlapping_statements_share_the_middle():
    (paragraph, _) = mark_text(TEXT, [place(1, "content", "Tore had said that"), place(2, "content", "said that the harbor")])
    assert [(segment.text, segment.contents) for segment in paragraph.segments if segment.contents] == [
        ("Tore had ", (1,)),
        ("said that", (1, 2)),
        (" the harbor", (2,)),
    ]


def test_a_span_over_two_paragraphs_is_marked_in_both_and_begins_in_the_first():
    start = TEXT.index("open")
    first, second = mark_text(TEXT, [Placed(7, "content", start, TEXT.index("asked"))])
    assert first.statements == (7,)
    assert second.statements == ()
    assert second.segments[0].contents == (7,)


def test_a_span_that_begins_with_a_line_end_begins_at_its_first_word():
    start = TEXT.index("\n")
    first, second = mark_text(TEXT, [Placed(7, "content", start, len(TEXT))])
    assert first.statements == ()
    assert second.statements == (7,)


def test_code_points_beyond_the_first_plane_count_once():
    (_, paragraph) = mark_text(TEXT, [place(1, "content", "why")])
    assert [segment.text for segment in paragraph.segments if segment.contents] == ["why"]


def test_places_outside_the_text_are_cut_off():
    paragraphs = mark_text("one two", [Placed(1, "content", 4, 99), Placed(2, "content", 50, 60)])
    assert [(segment.text, segment.contents) for segment in paragraphs[0].segments] == [("one ", ()), ("two", (1,))]


SPANS = st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["content", "cue", "source"]), st.integers(0, 60), st.integers(0, 60)), max_size=12)


@given(st.text(alphabet="ab \n👩é", max_size=60), SPANS)
def test_segments_are_the_text_and_each_content_begins_once(text, spans):
    places = [Placed(statement, role, *sorted((a, b))) for statement, role, a, b in spans]
    paragraphs = mark_text(text, places)
    assert [join(each) for each in paragraphs] == [line for line in text.split("\n") if line.strip()]
    for paragraph in paragraphs:
        for segment in paragraph.segments:
            assert segment.text == text[segment.start : segment.end]
            covering = {p.statement for p in places if p.role == "content" and p.start <= segment.start and segment.end <= p.end}
            assert set(segment.contents) == covering
    begun = [statement for paragraph in paragraphs for statement in paragraph.statements]
    assert len(begun) == len(set(begun))
    assert set(begun) == {p.statement for p in places if p.role == "content" and text[p.start : p.end].strip()}


def test_many_brackets_and_spans_take_no_time():
    text = "(" * 20_000
    paragraphs = mark_text(text, [Placed(i, "content", i * 10, i * 10 + 15) for i in range(1_500)])
    assert len(paragraphs[0].statements) == 1_500
