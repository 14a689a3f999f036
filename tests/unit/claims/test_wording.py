"""What words a claim."""

import pytest

from claimsite.claims.wording import choose_wording_statement, is_fragment, is_rejected_proposition, shorten, word
from claimsite.statements.models import Statement


def said(content, *, language="en", act="asserts", **fields):
    return Statement(content=content, language=language, act=act, **{"type": "indirect", "state": "proposed", "score": 0.5, "pk": 1, **fields})


@pytest.mark.parametrize(
    ("language", "content", "expected"),
    [
        ("de", "nachts gebaggert wurde", True),
        ("de", "Es gab keinen Bagger", False),
        ("de", "Niemals ist jemand dort gewesen", False),
        ("de", "die Kneipe geschlossen wurde", True),
        ("en", "any sand had been sold", True),
        ("en", "There was no dredging", False),
        ("en", "the ship didn’t enter", False),
        ("en", "the note was forged", True),
        ("fr", "du sable ait été vendu", True),
        ("fr", "il n’y avait aucun bateau", False),
        ("ru", "песок продавали", True),
        ("ru", "никаких судов там не было", False),
        ("ru", "небо над портом закрывали", True),
    ],
)
def test_denied_content_without_a_negation_is_what_the_speaker_rejects(language, content, expected):
    assert is_rejected_proposition(said(content, language=language, act="denies")) is expected


def test_other_acts_reject_nothing():
    assert not is_rejected_proposition(said("any sand had been sold", act="asserts"))


@pytest.mark.parametrize(
    ("language", "content", "expected"),
    [
        ("en", "and the port was closed", "The port was closed"),
        ("en", "Anderson closed the port", "Anderson closed the port"),
        ("de", "dass der Hafen zu sei", "Der Hafen zu sei"),
        ("de", "undichte Boote kämen", "Undichte Boote kämen"),
        ("fr", "que le port est fermé", "Le port est fermé"),
        ("ru", "что порт закрыт", "Порт закрыт"),
        ("en", "and", "And"),
    ],
)
def test_claim_stands_alone_and_begins_with_a_capital(language, content, expected):
    assert word(said(content, language=language)) == expected


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (said("The port was closed in March"), said("and the port was closed in March", score=0.9)),
        (said("The port was closed in March"), said("It was closed")),
        (said("The port was closed in March"), said("the port … closed in March", score=0.9)),
        (said("The port was closed in March"), said("The port was closed " + "and closed again " * 20, score=0.9)),
        (said("It was closed", state="accepted"), said("The port was closed in March", score=0.9)),
        (said("It was closed"), said("the sudden closure of the port in March", state="accepted", score=0.9)),
        (said("dies sei … gewesen", language="de"), said("Die enge Zusammenarbeit … ernsten Bruch der Regeln", language="de", type="direct", score=0.9)),
        (said("The port was closed in March", score=0.9), said("The port was closed in April", score=0.6)),
        (said("The port was closed in March", pk=1), said("The port was closed in April", pk=2)),
    ],
)
def test_best_statement_words_the_claim(better, worse):
    assert choose_wording_statement([worse, better]) is better
    assert choose_wording_statement([better, worse]) is better


def test_shorten_cuts_between_words():
    assert shorten("short", 10) == "short"
    assert shorten("several words of a claim", 14) == "several words…"
    assert shorten("x" * 50, 10) == "x" * 9 + "…"
    assert len(shorten("a " * 500, 90)) <= 90


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Having sold a single crate", "en", True),
        ("to leave the harbor by Friday", "en", True),
        ("Everything was sold", "en", False),
        ("Sailing is free in the harbor", "en", True),  # taken for one: it only costs a place in the order
        ("avoir vendu une seule caisse", "fr", True),
        ("Hier, la caisse a été vendue", "fr", False),
        ("den Hafen bis Freitag zu verlassen", "de", True),
        ("Der Hafen ist zu", "de", False),
        ("не продавать ящики", "ru", True),
        ("Ящики проданы", "ru", False),
    ],
)
def test_half_sentences_are_told_by_their_verb(text, language, expected):
    assert is_fragment(text, language) is expected
