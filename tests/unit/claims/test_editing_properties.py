"""Whatever editors do in whatever order: undoing everything leads back, and the machine changes none of it."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimsite.claims import actions
from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement
from claimsite.claims.needs import rate_claims
from claimsite.core.review import ReviewError
from claimsite.core.turns import in_turn
from claimsite.statements.models import Statement
from tests.factories import make_user
from tests.fuzz.measure import IS_LONG
from tests.unit.claims.mill import Two, why
from tests.unit.claims.test_editing import describe, list_groups

KINDS, STANCES = ("contradicts", "supports", "repeats"), ("supports", "opposes", "unclear")
ACTS = st.tuples(
    st.sampled_from(["rephrase", "merge", "split", "move", "link", "stance", "member", "kind", "relation", "undo"]), st.integers(0, 50), st.integers(0, 50)
)
pytestmark = pytest.mark.django_db


class Desk:
    """An editor who does something, if it can be done, and remembers how to take it back."""

    def __init__(self):
        self.two, self.editor, self.done = Two(), make_user("ada"), []
        self.read()

    def read(self):
        two = self.two
        links = [
            (two.burnt, two.no_fire, "contradicts", 0.8, why()),
            (two.again, two.burnt, "repeats", 0.9, why()),
            (two.at_all, two.again, "contradicts", 0.7, why()),
            (two.at_all, two.no_fire, "repeats", 0.6, why()),
            (two.river, two.insured, "supports", 0.6, why()),
        ]
        two.read_a(*(link for link in links if {link[0], link[1]} & set(two.of_a)))
        two.read_b(*(link for link in links if {link[0], link[1]} & set(two.of_b)))

    def act(self, kind, i, j):
        if kind == "undo":
            self.undo()
            return
        try:
            with transaction.atomic():
                self.done.append(getattr(self, kind)(i, j))
        except (ReviewError, IndexError, ZeroDivisionError):
            pass

    def undo(self):
        if self.done:
            self.done.pop()()

    def undo_all(self):
        while self.done:
            self.undo()

    def pick(self, i):
        claims = list(Claim.objects.standing().order_by("pk"))
        return claims[i % len(claims)]

    def pick_statements(self, claim, i):
        rows = list(ClaimStatement.objects.standing_with_statement().filter(claim=claim).order_by("pk").values_list("statement", flat=True))
        return rows[: i % len(rows)]

    def back(self, operation):
        return lambda: actions.undo_claim_operation(operation, by=self.editor)

    def rephrase(self, i, j):
        return self.back(actions.rephrase(self.pick(i), f"Words {j}", by=self.editor))

    def merge(self, i, j):
        return self.back(actions.merge_claims(self.pick(i), [self.pick(j), self.pick(j + 1)], by=self.editor))

    def split(self, i, j):
        claim = self.pick(i)
        return self.back(actions.split_claim(claim, self.pick_statements(claim, j), by=self.editor)[0])

    def move(self, i, j):
        claim = self.pick(i)
        return self.back(actions.move_statements(claim, self.pick_statements(claim, j), into=self.pick(j), by=self.editor, stance=STANCES[j % 3]))

    def link(self, i, j):
        return self.back(actions.link_claims(self.pick(i), self.pick(j), KINDS[j % 3], by=self.editor))

    def _decide(self, table, i, decide):
        rows = list(table.objects.order_by("pk"))
        row = rows[i % len(rows)]
        decide(row)
        return lambda: actions.undo(row, by=self.editor)

    def stance(self, i, j):
        return self._decide(ClaimStatement, i, lambda row: actions.set_stance(row, STANCES[j % 3], by=self.editor, revision=row.revision))

    def member(self, i, j):
        decide = actions.accept if j % 2 else actions.reject
        return self._decide(ClaimStatement, i, lambda row: decide(row, by=self.editor, revision=row.revision))

    def kind(self, i, j):
        return self._decide(ClaimRelation, i, lambda row: actions.change_kind(row, KINDS[j % 3], by=self.editor, revision=row.revision))

    def relation(self, i, j):
        decide = actions.accept if j % 2 else actions.reject
        return self._decide(ClaimRelation, i, lambda row: decide(row, by=self.editor, revision=row.revision))


def check_needs():
    """The queue's order that was kept up to date act by act is the one that a fresh start gives."""
    kept = [list(table.objects.order_by("pk").values("pk", "need")) for table in (Statement, ClaimStatement, ClaimRelation)]
    rate_claims(Claim.objects.values_list("pk", flat=True))
    assert [list(table.objects.order_by("pk").values("pk", "need")) for table in (Statement, ClaimStatement, ClaimRelation)] == kept


def do(acts, check):
    """One sequence, of which nothing is left behind."""
    with in_turn():
        desk = Desk()
        start = describe()
        for act in acts:
            desk.act(*act)
        check_needs()
        check(desk, start)
        check_needs()
        transaction.set_rollback(True)


@settings(
    max_examples=100 if IS_LONG else 12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], derandomize=True
)
@given(acts=st.lists(ACTS, max_size=8))
def test_undoing_everything_leads_back_to_the_start(acts):
    def check(desk, start):
        desk.undo_all()
        assert describe() == start

    do(acts, check)


def list_decided():
    """All decided rows with all that a decision says; the place in the queue is the machine's to reckon."""
    tables = ([vars(row).copy() for row in table.objects.exclude(state="proposed").order_by("pk")] for table in (ClaimStatement, ClaimRelation))
    return [[{name: value for name, value in row.items() if name not in ("_state", "need")} for row in rows] for rows in tables]


@settings(
    max_examples=100 if IS_LONG else 12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], derandomize=True
)
@given(acts=st.lists(ACTS, max_size=6))
def test_another_reading_changes_no_decision(acts):
    def check(desk, start):
        decided = list_decided()
        worded = list(Claim.objects.filter(worded_by__isnull=False).order_by("pk").values("pk", "text", "worded_by", "merged_into"))
        groups = list_groups()
        desk.read()
        assert list_decided() == decided
        assert list(Claim.objects.filter(worded_by__isnull=False).order_by("pk").values("pk", "text", "worded_by", "merged_into")) == worded
        joined = {frozenset(group) for group in list_groups()}
        held = [{row for row in group if is_decided(row)} for group in groups]
        assert all(any(group <= after for after in joined) for group in held)

    def is_decided(statement):
        return ClaimStatement.objects.standing().filter(statement=statement).exclude(state="proposed").exists()

    do(acts, check)
