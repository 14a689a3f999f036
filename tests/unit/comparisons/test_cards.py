"""Which pair of a comparison its picture shows."""

import pytest
from django.utils.translation import override

from claimsite.comparisons.pictures.cards import describe_comparison

SURE, DOUBTFUL = {"state": "proposed", "score": 0.9}, {"state": "proposed", "score": 0.6}


def make_pair(words, *languages, sides=(0, 1), **more):
    def say(side, language):
        quote = f"{words} {side}"
        known = {"id": hash((words, side)), "side": side, "quote": quote, "language": language, "type": "indirect", "act": "asserts"}
        return known | {"actor": f"Speaker {side}", "source": "", "outlet": "The Skerry Post", "published_on": "2024-03-04"}

    a, b = map(say, sides, languages or ("en", "en"))
    return {"a": a, "b": b, **more}


def show(*pairs, reader="en"):
    claim = {"text": "It sank", "language": "en"}
    rows = [{"claim": claim, "cells": [], "versus": list(pairs)}]
    sides = [{"name": name, "color": i} for i, name in enumerate(("Skerry", "Rosmark"))]
    with override(reader):
        return describe_comparison("The ferry", {"sides": sides, "topic": None, "rows": rows, "outlets": 1}).voices[0].words


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        (make_pair("short and doubtful", **DOUBTFUL), make_pair("sure, in rather more words than the other", **SURE)),
        (make_pair("short and doubtful", **DOUBTFUL), make_pair("doubted by machines until a person came", state="accepted", score=0.6)),
        (make_pair("court et étranger", "fr", "fr", **SURE), make_pair("in words that readers know, and many", **SURE)),
        (make_pair("en deux", "fr", "ru", **SURE), make_pair("en une seule langue étrangère", "fr", "fr", **SURE)),
        (make_pair("in long words that say no more than others", **SURE), make_pair("in short words", **SURE)),
        (make_pair("within one side", sides=(0, 0), **SURE), make_pair("between two sides, doubtful as it is", **DOUBTFUL)),
    ],
)
def test_what_is_sure_readable_and_short_is_shown(worse, better):
    assert show(worse, better) == show(better, worse) == better["a"]["quote"]


def test_each_reader_sees_a_pair_of_their_language():
    pairs = make_pair("the ferry sank here", **SURE), make_pair("die Fähre sank genau hier", "de", "de", **SURE)
    assert [show(*pairs, reader=reader) for reader in ("en", "de")] == ["the ferry sank here 0", "die Fähre sank genau hier 0"]
