"""Whose statements count as somebody's."""

from __future__ import annotations

import pytest

from claimsite.statements.models import Statement
from claimsite.statements.voices import Voice, find_voices, is_spoken
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def spoken():
    """A side, who speaks for it, a group of two sides, and somebody of no side."""
    harbor, skerry = make.make_side("Harbor"), make.make_side("Skerry")
    both = make.make_side("Harbor and Skerry")
    both.parts.set([harbor, skerry])
    speakers = {"side": harbor, "clerk": make.make_actor("Clerk", side=harbor), "group": both, "nobody": make.make_actor("Orla")}
    version = make.make_version("It sank. It fell. It broke. It burned.")
    for (name, actor), words in zip(speakers.items(), ("It sank", "It fell", "It broke", "It burned"), strict=True):
        speakers[name] = actor
        make.make_statement(version, words, actor=actor)
    return speakers


def list_words(voice):
    return set(Statement.objects.filter(is_spoken(*voice)).values_list("content", flat=True))


@pytest.mark.parametrize(
    ("name", "own", "every"),
    [
        ("side", {"It sank", "It fell"}, {"It sank", "It fell", "It broke"}),
        ("clerk", {"It fell"}, {"It fell"}),
        ("group", {"It broke"}, {"It broke"}),
        ("nobody", {"It burned"}, {"It burned"}),
    ],
)
def test_a_voice_is_what_counts_as_somebodys(spoken, name, own, every, django_assert_num_queries):
    with django_assert_num_queries(2):
        voices = find_voices(spoken[name])
    assert (list_words(voices.own), list_words(voices.every)) == (own, every)


def test_one_condition_where_it_will_do(spoken):
    assert find_voices(spoken["clerk"]).every == Voice(spoken["clerk"].pk, None)
    assert find_voices(spoken["group"]).every == Voice(None, (spoken["group"].pk,))
