"""Filters of the site."""

import pytest
from django.utils.translation import override

from claimsite.core.palette import name_side, number_sides
from claimsite.core.templatetags import claimsite as tags
from claimsite.core.templatetags.claimsite import in_interface_language

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


def test_sides_are_numbered_by_how_often_they_speak_and_counted_round():
    assert number_sides([7, None, 3, 3, 9, 9]) == {3: 0, 9: 1, 7: 2}
    assert [name_side(index) for index in (0, 7, 8, None, "x")] == ["side-0", "side-7", "side-0", "side-none", "side-none"]


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
