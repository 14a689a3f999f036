"""A new article touches its neighborhood, and nothing of the rest of the archive."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from analysis.types import Reason, Relation, RelationKind
from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement, RelationEvidence, Topic
from claimsite.pipeline import suggest as module
from claimsite.pipeline.models import Surroundings
from claimsite.pipeline.suggest import suggest
from claimsite.pipeline.surroundings import ENOUGH, LEAST
from claimsite.statements.models import Statement
from tests.factories import make_side, make_statement, make_user, make_version

pytestmark = pytest.mark.django_db
TABLES = (Claim, ClaimStatement, ClaimRelation, RelationEvidence, Topic)


@pytest.fixture(autouse=True)
def analysis(monkeypatch):
    """Vectors by the first word; statements with the same first word repeat, those of two sides among them contradict."""

    def embed(texts):
        rows = np.zeros((len(texts), 512), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[sum(map(ord, text.split()[0])) % 512] = 1
        return rows

    def relate_rows(new, known, vectors):
        assert len(vectors) == len(new) + len(known)
        pairs = [(a, b) for a in new for b in known if a.text.split()[0] == b.text.split()[0]]
        kind = {True: RelationKind.REPEATS, False: RelationKind.CONTRADICTS}
        return [Relation(a.id, b.id, kind[a.side == b.side], 0.9, Reason(en="Same word.", de="Gleiches Wort.")) for a, b in pairs]

    monkeypatch.setattr(module, "embed", embed)
    monkeypatch.setattr(module, "relate_rows", relate_rows)


def take_in(words, side, day="2024-03-04"):
    version = make_version(f"{words}.", published_on=day)
    statement = make_statement(version, words, actor=make_side(side))
    suggest(version, version.runs.first())
    return statement


def read_tables():
    return {(table, row.pk): {**row.__dict__, "_state": None} for table in TABLES for row in table.objects.all()}


def take_in_and_watch(words, side):
    """Queries, and the rows that are there afterwards but were not so before."""
    before = read_tables()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        statement = take_in(words, side)
    after = read_tables()
    return statement, len(queries), {key for key in after if before.get(key) != after[key]} | (before.keys() - after.keys())


def test_one_article_costs_the_same_in_a_large_archive_and_changes_only_neighbors():
    for side in ("Olla", "Bert"):
        take_in(f"Mill of {side} burnt", side)
    _, few, _ = take_in_and_watch("Mill is gone", "Olla")
    for number in range(30):
        for side in ("Olla", "Bert"):
            take_in(f"{'abcdefgh'[number % 8]}{number}{'xyz'[number % 3]} of {side}", side)
    statement, many, changed = take_in_and_watch("Mill is ash", "Olla")
    claim = ClaimStatement.objects.get(statement=statement).claim
    near = {claim.pk} | {pk for pair in ClaimRelation.objects.filter(evidence__statement_b=statement).values_list("claim_a", "claim_b") for pk in pair}
    assert {pk for table, pk in changed if table is Claim} <= near
    assert {row.claim_id for row in ClaimStatement.objects.filter(pk__in=[pk for table, pk in changed if table is ClaimStatement])} <= near
    assert len(changed) <= 8
    assert many <= few + 5


def test_again_nothing_changes():
    take_in("Mill burnt", "Olla")
    statement = take_in("Mill is whole", "Bert")
    before = read_tables()
    suggest(statement.version, statement.version.runs.first())
    # Evidence of a text is written anew each time it is read.
    assert {k: v for k, v in read_tables().items() if k[0] is not RelationEvidence} == {k: v for k, v in before.items() if k[0] is not RelationEvidence}


def test_a_link_that_more_neighbors_refute_is_given_up(monkeypatch):
    """The first two articles of a dispute seem to contradict each other until others show what stands nearer."""
    real = module.relate_rows
    monkeypatch.setattr(module, "relate_rows", lambda new, known, vectors: real(new, known, vectors) if len(known) < LEAST else [])
    first, second = take_in("Mill burnt", "Olla"), take_in("Mill is whole", "Bert")
    link = RelationEvidence.objects.filter(statement_a=first, statement_b=second)
    for number in range(LEAST - 2):
        take_in(f"Mill stands {number}", "Cato")
        assert link.exists()
    for number in range(2):
        take_in(f"Mill turns {number}", "Cato")
    assert not link.exists()


def test_what_is_compared_again_is_encoded_again_only_if_somebody_changed_its_words(monkeypatch):
    encoded, real = [], module.embed
    monkeypatch.setattr(module, "embed", lambda texts: encoded.extend(texts) or real(texts))
    first = take_in("Mill burnt", "Olla")
    for number in range(LEAST):
        take_in(f"Mill stands {number}", "Bert")
    assert Surroundings.objects.get(article=first.article).at_hand == LEAST
    assert encoded.count("Mill burnt") == 1
    Statement.objects.filter(pk=first.pk).update(content="Mill burned", state="corrected", decided_at=timezone.now(), decided_by=make_user())
    Surroundings.objects.filter(article=first.article).update(since=ENOUGH)
    take_in("Mill stands once more", "Cato")
    assert encoded.count("Mill burned") == 1


def test_article_without_statements_does_no_harm():
    version = make_version("It rains.")
    make_statement(version, "It rains", act="declines")
    suggest(version, version.runs.first())
    assert not Claim.objects.exists()


def test_articles_are_compared_at_once_and_make_claims_in_the_order_of_their_vectors(monkeypatch):
    done, second_compared = [], threading.Event()

    def encode(version, call, then):
        then()
        done.append(f"encoded {version}")
        return [], []

    def compare(version, statements, vectors, call):
        if version == 1:
            assert second_compared.wait(10)
            time.sleep(0.05)  # the second one, which is ready, waits for its turn
        done.append(f"compared {version}")
        if version == 2:
            second_compared.set()
        return module._Compared([], 0, {})

    monkeypatch.setattr(module, "_encode", encode)
    monkeypatch.setattr(module, "_compare", compare)
    monkeypatch.setattr(module, "_group", lambda version, run, statements, compared: done.append(f"grouped {run}") or [])
    monkeypatch.setattr(module, "number_new_sides", lambda: None)
    monkeypatch.setattr(module, "keep_up", lambda: None)
    first, second = (threading.Thread(target=suggest, args=(number, number)) for number in (1, 2))
    first.start()
    while not done:
        time.sleep(0.001)
    second.start()
    for thread in (first, second):
        thread.join(20)
    assert done == ["encoded 1", "encoded 2", "compared 2", "compared 1", "grouped 1", "grouped 2"]


def test_an_article_finds_those_whose_vectors_were_stored_before_and_that_are_not_grouped_yet(monkeypatch):
    """Two at once: whatever the order in which they are done, what links them is proposed once."""
    versions = [make_version(f"Mill {word}.") for word in ("burnt", "stands")]
    statements = [make_statement(v, v.text.rstrip("."), actor=make_side(side)) for v, side in zip(versions, ("Olla", "Bert"), strict=True)]
    real, is_nested = module._compare, []

    def compare(*args):
        if not is_nested:
            is_nested.append(True)
            embedded = module.embed([statements[1].content])
            module.store_vectors([statements[1]], embedded)  # the second one's vectors are there before the first one looks
        return real(*args)

    monkeypatch.setattr(module, "_compare", compare)
    for version in versions:
        suggest(version, version.runs.first())
    assert ClaimRelation.objects.standing().count() == 1
    assert RelationEvidence.objects.count() == 1
    assert Claim.objects.standing().count() == 2


@pytest.mark.parametrize("name", ["group_statements", "_compare"])
def test_an_article_that_fails_keeps_no_other_waiting(monkeypatch, name):
    def fail(*args, **named):
        raise ValueError("broken")

    version = make_version("It rains.")
    monkeypatch.setattr(module.claim_actions if name == "group_statements" else module, name, fail)
    for _ in range(2):
        with pytest.raises(ValueError, match="broken"):
            suggest(version, version.runs.first())
