"""What one person has decided."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from claimsite.claims import actions as claim_actions
from claimsite.statements import actions
from claimsite.statements.models import Statement
from claimsite.workbench.people import list_acts
from tests.factories import build_world, make_statement, make_user, make_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def ida():
    """She accepted all statements, then rejected a relation."""
    ida, world = make_user("ida"), build_world()
    for statement in world.statements.values():
        actions.accept(statement, by=ida, revision=0)
    relation = world.relations["night"]
    relation.refresh_from_db()
    claim_actions.reject(relation, by=ida, revision=relation.revision, reason="another night")
    return ida


def test_acts_of_all_kinds_come_newest_first_and_only_hers(ida):
    actions.accept(make_statement(make_version("He said that it rained."), "it rained"), by=make_user("bo"), revision=0)
    found = list_acts(ida).acts
    assert [act.kind for act in found] == ["relation", *["statement"] * 8]
    assert (found[0].entry.verb, found[0].entry.reason) == ("rejected", "another night")
    assert found[-1].words == "the dredger Petrel never entered the lagoon"


def test_pages_miss_nothing_and_repeat_nothing(ida):
    seen, cursor = [], None
    while True:
        page = list_acts(ida, cursor, size=2)
        seen += [(act.kind, act.entry.pk) for act in page.acts]
        if page.older is None:
            break
        cursor = page.older
    assert len(seen) == len(set(seen)) == 9
    assert seen == [(act.kind, act.entry.pk) for act in list_acts(ida).acts]


def test_entries_of_the_same_moment_are_not_lost(ida):
    Statement.history.filter(history_user=ida).update(history_date=timezone.now())
    seen, cursor = set(), None
    for _ in range(20):
        page = list_acts(ida, cursor, size=3)
        seen |= {(act.kind, act.entry.pk) for act in page.acts}
        cursor = page.older
        if cursor is None:
            break
    assert len(seen) == 9


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "a~b~c", "2024-01-01~statement~1", "2024-99-01T00:00:00Z~statement~1", "2024-01-01T00:00:00Z~wizard~1", "2024-01-01T00:00:00Z~statement~²"],
)
def test_a_cursor_that_is_none_gives_the_newest(ida, cursor):
    assert len(list_acts(ida, cursor).acts) == 9


def test_the_page_is_for_editors_and_oneself(client, ida):
    address = reverse("workbench:person", args=[ida.pk])
    assert client.get(address).status_code == 302
    reader = make_user(role="reader")
    client.force_login(reader)
    assert client.get(address).status_code == 403
    assert client.get(reverse("workbench:person", args=[reader.pk])).status_code == 200
    client.force_login(make_user())
    page = client.get(address).content.decode()
    assert "another night" in page
    assert "the dredger Petrel never entered the lagoon" in page
