"""Tables as readers see them: names they know, and words they can read first."""

import pytest
from django.utils.translation import override

from claimsite.comparisons.local_names import localize

OTHERS = [{"language": "de", "text": "Es sank"}, {"language": "fr", "text": "Il a coulé"}]


def make_statement(language, quote, status="said", via="claim"):
    return {"language": language, "quote": quote, "status": status, "via": via, "actor": None}


def make_table(claim=(), statements=(), **more):
    claim = {"text": "It sank", "language": "en", "other_wordings": OTHERS, **dict(claim)}
    cell = {"side": 0, "status": "said", "statements": list(statements)}
    return {"sides": [{"name": "Skerry"}], "topic": None, "rows": [{"claim": claim, "cells": [cell], "versus": []}], **more}


def localize_to(reader, table):
    with override(reader):
        once = localize(table)
        assert localize(once) == once
    return once


@pytest.mark.parametrize(
    ("reader", "first", "others"),
    [("en", "It sank", ["Es sank", "Il a coulé"]), ("de", "Es sank", ["It sank", "Il a coulé"]), ("ru", "It sank", ["Es sank", "Il a coulé"])],
)
def test_a_claim_leads_in_the_readers_language(reader, first, others):
    claim = localize_to(reader, make_table())["rows"][0]["claim"]
    assert claim["text"] == first
    assert [each["text"] for each in claim["other_wordings"]] == others


@pytest.mark.parametrize("decided", [{"original": "It went down"}, {"is_worded": True}])
def test_a_persons_words_for_a_claim_lead_for_everybody(decided):
    assert localize_to("de", make_table(decided))["rows"][0]["claim"]["text"] == "It sank"


def test_a_cell_leads_with_what_the_reader_can_read_and_says_the_same():
    said = [
        make_statement("fr", "il a bien coulé"),
        make_statement("de", "sank es"),
        make_statement("de", "es sank nie ganz", "denied"),
        make_statement("de", "es sank vor Skerry"),
    ]
    cell = localize_to("de", make_table(statements=said))["rows"][0]["cells"][0]
    assert [each["quote"] for each in cell["statements"]] == ["es sank vor Skerry", "il a bien coulé", "sank es", "es sank nie ganz"]
    assert localize_to("en", make_table(statements=said))["rows"][0]["cells"][0]["statements"][0]["quote"] == "il a bien coulé"


def test_what_comes_from_another_claim_stands_for_no_words_of_this_one():
    said = [make_statement("en", "it never sank", via="counterclaim"), make_statement("de", "das war nicht geplant", via="counterclaim")]
    cell = localize_to("de", make_table(statements=said))["rows"][0]["cells"][0]
    assert [each["quote"] for each in cell["statements"]] == ["it never sank", "das war nicht geplant"]


def test_sides_and_the_topic_bear_the_names_that_the_reader_knows():
    table = make_table(topic={"id": 1, "title": "The ferry"}, names={"Skerry": {"de": "Schäre"}, "The ferry": {"de": "Die Fähre"}})
    german = localize_to("de", table)
    assert (german["sides"][0]["name"], german["topic"]["title"]) == ("Schäre", "Die Fähre")
    assert "names" not in german
    english = localize_to("en", table)
    assert (english["sides"][0]["name"], english["topic"]["title"]) == ("Skerry", "The ferry")
