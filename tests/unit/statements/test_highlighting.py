"""What a search marks in what it found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimsite.statements.highlighting import find_hits
from claimsite.statements.templatetags.searching import highlighted


def list_hits(text, query):
    return [words for words, is_hit in find_hits(text, query) if is_hit]


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("behorde", ["Behörde"]),
        ("HAFEN", []),
        ('"die behörde sagt"', ["Die Behörde, sagt"]),
        ("sagt -behörde", ["sagt"]),
        ("die sagt", ["Die", "sagt"]),
        ("", []),
        ("-sagt", []),
        ("(((", []),
        ("ß", []),
    ],
)
def test_hits_are_whole_words_whatever_case_and_accents(query, hits):
    assert list_hits("Die Behörde, sagt Straßmeyer, Hafenamt", query) == hits


def test_russian_and_phrases_before_words():
    assert list_hits("Песок вывезли ночью", "песок") == ["Песок"]
    assert list_hits("the dredger Petrel sank", 'petrel "dredger petrel"') == ["dredger Petrel"]


@given(st.text(max_size=60), st.text(max_size=20))
def test_pieces_are_the_text(text, query):
    assert "".join(words for words, _ in find_hits(text, query)) == text


def test_markup_is_escaped_in_and_beside_hits():
    assert highlighted("<i>a</i> b", "a b") == '&lt;i&gt;<b class="hit">a</b>&lt;/i&gt; <b class="hit">b</b>'
    assert highlighted("", "a") == ""
