"""Cells of the table from plain data, live or frozen."""

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


def test_a_row_leads_with_its_claims_words_and_shows_them_in_one_other_language():
    claim = {"url": "/claims/3/", "text": "It sank", "language": "en", "other_wordings": [{"language": "de", "text": "Es sank"}]}
    shown = row_head({"claim": claim})
    assert shown.index(">It sank<") < shown.index(">Es sank<")


def versus(a: str | None, b: str, *sides: int) -> dict[str, dict[str, object]]:
    of_a, of_b = sides or (None, None)
    return {"a": {"actor": a, "source": "a clerk", "id": 1, "side": of_a}, "b": {"actor": b, "source": "", "id": 2, "side": of_b}}


def test_two_speakers_of_one_side_are_no_further_contradiction():
    assert count_further([versus("Ada", "Bo", 0, 1), versus("Ada", "Cy", 0, 1)]) == 0
    assert count_further([versus("Ada", "Bo", 0, 1), versus("Ada", "Cy", 0, 2)]) == 1


def test_two_sentences_of_one_speaker_are_no_further_contradiction():
    assert count_further([]) == count_further([versus("Ada", "Bo")]) == count_further([versus("Ada", "Bo"), versus("Bo", "Ada")]) == 0
    assert count_further([versus("Ada", "Bo"), versus("Ada", "Cy"), versus(None, "Bo")]) == 2
