"""A machine that reads everything again changes nothing that people decided."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.core.management import call_command

from claimsite.articles.models import Article
from claimsite.claims import actions as claim_actions
from claimsite.claims.models import ClaimRelation, ClaimStatement, RelationKind, Stance
from claimsite.core.models import ReviewState
from claimsite.core.review import ReviewError
from claimsite.pipeline import actions as pipeline_actions
from claimsite.pipeline.models import JobState
from claimsite.statements import actions
from claimsite.statements.models import Act, Actor, Statement, StatementSpan
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DECISIONS = 500


def test_a_second_reading_of_the_samples_changes_no_decision():
    from claimsite.pipeline.stages import work

    call_command("load_samples", verbosity=0)
    chance, editor = random.Random(7), make_user("ida")
    taken = 0
    while taken < DECISIONS:
        taken += decide(chance, editor)
    before = read_decisions()
    assert {len(rows) > 20 for rows in before.values()} == {True}
    for article in Article.objects.order_by("pk"):
        job = pipeline_actions.request_reanalysis(article, by=None)
        work(job.pk)
        job.refresh_from_db()
        assert (job.state, job.error_detail) == (JobState.DONE, "")
    assert read_decisions() == before


def decide(chance: random.Random, editor: Any) -> bool:
    """One random decision by the actions that the site's forms call; False where the rules forbid it."""
    act = chance.choice([_decide_statement, _decide_relation, _decide_membership])
    try:
        act(chance, editor)
    except ReviewError:
        return False
    return True


def _decide_statement(chance: random.Random, editor: Any) -> None:
    statement = chance.choice(list(Statement.objects.filter(withdrawn_at__isnull=True).order_by("pk")))
    given = {"by": editor, "revision": statement.revision}
    match chance.randrange(4):
        case 0:
            actions.accept(statement, **given)
        case 1:
            actions.reject(statement, **given)
        case 2:
            actions.correct(statement, **given, act=chance.choice(Act.values), actor=chance.choice(list(Actor.objects.order_by("pk"))))
        case _:
            content = statement.spans.filter(role="content").order_by("start_char").first()
            actions.correct(statement, **given, spans={"content": [(content.start_char, content.end_char - 1)]} if len(content.exact) > 3 else None)


def _decide_relation(chance: random.Random, editor: Any) -> None:
    relation = chance.choice(list(ClaimRelation.objects.filter(withdrawn_at__isnull=True).order_by("pk")))
    given = {"by": editor, "revision": relation.revision}
    match chance.randrange(3):
        case 0:
            claim_actions.accept(relation, **given)
        case 1:
            claim_actions.reject(relation, **given)
        case _:
            claim_actions.change_kind(relation, chance.choice(RelationKind.values), **given)


def _decide_membership(chance: random.Random, editor: Any) -> None:
    member = chance.choice(list(ClaimStatement.objects.filter(withdrawn_at__isnull=True).order_by("pk")))
    given = {"by": editor, "revision": member.revision}
    match chance.randrange(3):
        case 0:
            claim_actions.accept(member, **given)
        case 1:
            claim_actions.reject(member, **given)
        case _:
            claim_actions.set_stance(member, chance.choice(Stance.values), **given)


def read_decisions() -> dict[str, list[tuple[Any, ...]]]:
    """All rows that people decided, and the spans of decided statements."""
    decided = [state for state in ReviewState.values if state != ReviewState.PROPOSED]
    statements = Statement.objects.filter(state__in=decided).order_by("pk")
    return {
        "statements": list(
            statements.values_list("pk", "state", "act", "type", "actor", "side", "content", "source", "revision", "decided_by", "withdrawn_at")
        ),
        "spans": list(StatementSpan.objects.filter(statement__in=statements).order_by("pk").values_list("pk", "role", "start_char", "end_char", "exact")),
        "relations": list(ClaimRelation.objects.filter(state__in=decided).order_by("pk").values_list("pk", "claim_a", "claim_b", "kind", "state", "revision")),
        "memberships": list(
            ClaimStatement.objects.filter(state__in=decided).order_by("pk").values_list("pk", "claim", "statement", "stance", "state", "revision")
        ),
    }
