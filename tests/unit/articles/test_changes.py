"""What changed between two texts can be read, and what stayed is known by its places."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimsite.articles.changes import DELETED, EQUAL, INSERTED, align, count_words, describe_changes

OLD = """The council of Skerry closed the old bridge on Monday. The mayor, Ada Berg, said: “It will open again in May.” Traders call the closure a mistake.

Four people were hurt, police said. More follows."""
NEW = """The council of Skerry closed the old bridge on Monday. The mayor, Ada Berg, said: “It will open again in June.” Traders call the closure a mistake.

Six people were hurt, among them a child, police said.
The ferry runs twice an hour."""


def show(old: str, new: str) -> list[str]:
    """Each paragraph, with -gone- and +come+."""
    signs = {EQUAL: "", DELETED: "-", INSERTED: "+"}
    return [
        "".join(f"{signs[each.kind]}{each.text.strip() if each.kind != EQUAL else each.text}{signs[each.kind]}" for each in p.segments)
        for p in describe_changes(old, new)
    ]


def test_words_that_came_and_went_are_told_apart_from_those_that_stayed():
    first, second, third = show(OLD, NEW)
    assert first.startswith("The council of Skerry closed")
    assert "again in -May.”-+June.”+Traders call" in first
    assert second.startswith("-Four-+Six+ people were hurt, +among them a child,+police said.")
    assert "-More follows" in second
    assert third.startswith("+The ferry runs twice an hour")


def test_unchanged_paragraphs_are_known_as_such():
    passages = describe_changes(OLD, NEW.replace("June", "May"))
    assert [each.is_changed for each in passages] == [False, True, True]
    assert not any(each.is_changed for each in describe_changes(OLD, OLD))


def test_a_rewritten_sentence_is_shown_as_a_whole_and_not_as_confetti():
    (passage,) = describe_changes("He walked to the shop of his aunt in rain.", "Nobody believed in what the paper of record printed.")
    assert len(passage.segments) <= 4


def test_words_are_counted():
    passages = describe_changes("One two three.", "One two four five.")
    assert (count_words(passages, DELETED), count_words(passages, INSERTED)) == (1, 2)


def test_a_new_paragraph_comes_and_an_old_one_goes():
    assert show("A stays here.\n\nB goes away.", "New one in front.\n\nA stays here.") == ["+New one in front.+", "A stays here.", "-B goes away.-"]


@given(st.lists(st.sampled_from(["A dog barks. ", "Rain fell!", "\n", "“No,” he said. ", "x", "... ", "é́ü"]), max_size=12), st.data())
@settings(max_examples=60, deadline=None)
def test_both_texts_can_be_read_out_of_the_changes_and_blocks_hold(pieces, data):
    old = "".join(pieces)
    new = "".join(data.draw(st.permutations(pieces))[: data.draw(st.integers(0, 12))])
    blocks = align(old, new)
    assert all(old[b.old : b.old + b.size] == new[b.new : b.new + b.size] for b in blocks)
    assert all(a.old + a.size <= b.old and a.new + a.size <= b.new for a, b in pairwise(blocks))
    segments = [segment for passage in describe_changes(old, new) for segment in passage.segments]

    def strip(text: str) -> str:
        return "".join(text.split())

    assert strip("".join(s.text for s in segments if s.kind != INSERTED)) == strip(old)
    assert strip("".join(s.text for s in segments if s.kind != DELETED)) == strip(new)


@pytest.mark.parametrize(
    "old", ["(" * 20_000, "!" * 20_000 + "a", "x" * 200_000, "a " * 100_000, "\n" * 20_000 + "a"], ids=["parentheses", "marks", "token", "words", "lines"]
)
def test_odd_texts_do_not_hang(old):
    started = time.perf_counter()
    describe_changes(old, old[:-1] + "b")
    align(old, "b" + old[1:])
    assert time.perf_counter() - started < 5
