"""Filters of the site."""

import pytest
from django.utils.translation import override

from analysis.figures.palette import SYMBOLS, color_name, mark_index
from claimsite.core.palette import PAIRS, get_number, name_color, name_mark
from claimsite.core.templatetags import claimsite as tags
from claimsite.core.templatetags.claimsite import in_interface_language
from claimsite.statements.models import Actor

REASON = {"en": "Because.", "de": "Weil."}


@pytest.mark.parametrize(("language", "expected"), [("en", "Because."), ("de", "Weil."), ("de-at", "Weil."), ("fr", "Because."), (None, "Because.")])
def test_reason_in_the_interface_language(language, expected):
    with override(language):
        assert in_interface_language(REASON) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [({}, ""), (None, ""), ("text", ""), ({"fr": "Parce que."}, "Parce que."), ({"en": "", "de": "Weil."}, "Weil.")]
)
def test_reason_with_gaps(value, expected):
    with override("en"):
        assert in_interface_language(value) == expected


def test_pages_and_charts_give_a_side_the_same_color_and_mark():
    pairs = {(name_color(number), name_mark(number)) for number in range(PAIRS)}
    assert len(pairs) == PAIRS
    for number in range(PAIRS):
        assert name_color(number) == color_name(number)
        assert name_mark(number) == f"side-{mark_index(number)}"
        assert mark_index(number) < len(SYMBOLS)
    assert [name_mark(number) for number in range(8)] == [f"side-{number}" for number in range(8)]
    assert (name_color(None), name_mark(None)) == ("side-none", "side-none")


def test_the_number_of_a_side_is_what_is_stored_else_follows_from_its_id():
    assert get_number(Actor(pk=70, palette_number=5)) == 5
    assert get_number(Actor(pk=70)) == 6
    assert get_number({"index": 2}) == 2
    assert get_number({"index": 2, "color": 9}) == 9
    assert [get_number(each) for each in (None, 3, "x", {}, Actor())] == [None, 3, None, None, None]


def test_marks_are_hidden_from_readers_of_screens_and_come_from_this_site():
    mark = tags.side_mark(2)
    assert 'aria-hidden="true"' in mark
    assert 'marks.svg#side-2"' in mark


def test_quotation_marks_are_those_of_the_interface_and_words_are_escaped():
    with override("de"):
        assert tags.quoted("er <b>", "de") == '„<span lang="de">er &lt;b&gt;</span>“'
    with override("en"):
        assert tags.quoted("er", "de") == '“<span lang="de">er</span>”'


def test_small_filters_meet_nonsense():
    assert tags.language_in_words("ru") == "Russian"
    assert tags.language_in_words("xx") == "xx"
    assert str(tags.as_date("2024-03-04")) == "2024-03-04"
    assert tags.as_date("soon") is None
    assert tags.as_date(None) is None
    assert tags.get(None, "key") is None
    assert tags.at([1], 3) is None
