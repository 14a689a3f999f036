"""Cells of the table from plain data, live or frozen."""

import pytest
from django.utils.translation import override

from claimsite.comparisons.templatetags.cell_parts import cell, count_further, row_head

STATEMENT = {
    "id": 7, "status": "denied", "language": "en", "type": "direct", "quote": "it <never> sank", "actor": None, "source": "a clerk",
    "outlet": "The Skerry Post", "published_on": "2024-03-04", "url": "/articles/3/#s7", "state": "accepted",
}  # fmt: skip
SIDES = [{"name": "Skerry", "color": 2}]


def test_a_cell_shows_its_values_and_follows_them():
    shown = cell({"side": 0, "statements": [STATEMENT]}, SIDES, 0)
    assert all(words in shown for words in ("it &lt;never&gt; sank", "denies", "a clerk", "The Skerry Post", "accepted", "side-2", "/statements/7/"))
    moved = cell({"side": 0, "statements": [STATEMENT | {"state": "corrected", "context_url": "/c/kept/s/7/"}]}, SIDES, 0)
    assert "corrected" in moved
    assert "/c/kept/s/7/" in moved


def test_an_empty_cell_says_that_nothing_was_found():
    assert "no statement found" in cell({"side": 0, "statements": []}, SIDES, 0)


@pytest.mark.parametrize(("reader", "first", "second"), [("en", "It sank", "Es sank"), ("de", "Es sank", "It sank"), ("ru", "It sank", "Es sank")])
def test_a_row_leads_with_the_readers_language(reader, first, second):
    claim = {"url": "/claims/3/", "text": "It sank", "language": "en", "other_wordings": [{"language": "de", "text": "Es sank"}]}
    with override(reader):
        shown = row_head({"claim": claim})
    assert shown.index(f">{first}<") < shown.index(f">{second}<")


def test_two_sentences_of_one_speaker_are_no_further_contradiction():
    def versus(a: str | None, b: str) -> dict[str, dict[str, object]]:
        return {"a": {"actor": a, "source": "a clerk", "id": 1}, "b": {"actor": b, "source": "", "id": 2}}

    assert count_further([]) == count_further([versus("Ada", "Bo")]) == count_further([versus("Ada", "Bo"), versus("Bo", "Ada")]) == 0
    assert count_further([versus("Ada", "Bo"), versus("Ada", "Cy"), versus(None, "Bo")]) == 2
