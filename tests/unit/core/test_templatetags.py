"""Filters of the site."""

import pytest
from django.utils.translation import override

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
