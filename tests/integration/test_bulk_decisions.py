"""Several proposals decided by one form, and taken back by one undo."""

from __future__ import annotations

import pytest

from claimsite.claims.models import ClaimRelation, ClaimStatement
from claimsite.core.models import Operation
from claimsite.core.operations import OperationError, take_back
from claimsite.statements import actions
from claimsite.statements.models import Statement
from claimsite.workbench.bulk import LIMIT, decide_all
from tests.factories import make_user

pytestmark = pytest.mark.django_db
URL = "/workbench/decisions/"


def choose(*rows):
    return [f"{row.pk}:{row.revision}" for row in rows]


def send(client, *rows, kind="statement", **data):
    return client.post(URL, {"kind": kind, "row": choose(*rows), "next": "/statements/?q=x"} | data)


def list_states(table):
    return {row.pk: (row.state, row.actor_id if table is Statement else None, row.decided_by_id) for row in table.objects.all()}


@pytest.mark.parametrize("decision", ["accept", "reject"])
@pytest.mark.parametrize(("kind", "table"), [("statement", Statement), ("relation", ClaimRelation), ("membership", ClaimStatement)])
def test_all_that_were_ticked_are_decided_and_one_undo_takes_all_back(client, editor, world, kind, table, decision):
    before, rows = list_states(table), list(table.objects.order_by("pk")[:2])
    answer = send(client, *rows, kind=kind, decision=decision)
    assert answer["Location"] == "/statements/?q=x"
    state = f"{decision}ed"
    changed = {pk: found for pk, found in list_states(table).items() if found != before[pk]}
    assert {pk: found[0] for pk, found in changed.items()} == dict.fromkeys([row.pk for row in rows], state)
    assert [row.history.first().history_change_reason for row in rows] == [state] * 2
    operation = Operation.objects.get()
    page = client.get("/statements/").content.decode()
    assert "2 decisions are stored." in page
    assert f'<a href="/operations/#o{operation.pk}">' in page
    client.post(f"/operations/{operation.pk}/undo/")
    assert list_states(table) == before
    assert [row.history.first().history_change_reason for row in rows] == ["undone"] * 2
    assert rows[0].history.count() == 3


def test_a_speaker_is_put_right_in_many_statements(client, editor, world):
    vik, rows = world.actors["vik"], [world.statements["sold"], world.statements["sperren"]]
    assert send(client, *rows, decision="attribute", actor="minister tore vik", reason="one voice").status_code == 302
    found = Statement.objects.filter(pk__in=[row.pk for row in rows])
    assert {(row.actor, row.side, row.state) for row in found} == {(vik, world.sides["Rosmark"], "corrected")}
    take_back(Operation.objects.get(), by=editor)
    assert {row.actor for row in found.all()} == {world.actors["union"]}


def test_what_others_changed_meanwhile_is_left(client, editor, world):
    rows = [world.statements["sold"], world.statements["treaty"]]
    actions.reject(Statement.objects.get(pk=rows[0].pk), by=make_user("ben"), revision=0)
    send(client, *rows, decision="accept")
    assert {row.pk: row.state for row in Statement.objects.filter(pk__in=[row.pk for row in rows])} == {rows[0].pk: "rejected", rows[1].pk: "accepted"}
    assert "1 was left: it stands otherwise by now." in client.get("/statements/").content.decode()


def test_undo_takes_back_all_or_nothing(client, editor, world):
    rows = [world.statements["sold"], world.statements["treaty"]]
    operation = decide_all("statement", [(row.pk, 0) for row in rows], "accept", by=editor).operation
    actions.reject(Statement.objects.get(pk=rows[0].pk), by=make_user("ben"), revision=1)
    with pytest.raises(OperationError):
        take_back(operation, by=editor)
    assert Statement.objects.get(pk=rows[1].pk).state == "accepted"
    actions.undo(Statement.objects.get(pk=rows[0].pk), by=editor)
    take_back(operation, by=editor)
    assert set(Statement.objects.filter(pk__in=[row.pk for row in rows]).values_list("state", flat=True)) == {"proposed"}
    with pytest.raises(OperationError):
        take_back(operation, by=editor)


@pytest.mark.parametrize(
    "data",
    [
        {"row": []},
        {"row": ["junk", "1", "1:", "9999999999999999999:1"]},
        {"row": [f"{i}:0" for i in range(1, LIMIT + 2)]},
        {"decision": "eat"},
        {"kind": "article"},
        {"decision": "attribute"},
        {"decision": "attribute", "actor": "Nobody"},
        {"decision": "attribute", "actor": "Minister Tore Vik", "kind": "relation"},
        {"decision": "reject", "reason": "x" * 81},
    ],
)
def test_what_cannot_be_is_said_and_stores_nothing(client, editor, world, data):
    given = {"kind": "statement", "row": choose(world.statements["sold"]), "decision": "accept"} | data
    answer = client.post(URL, given)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Operation.objects.exists()


@pytest.mark.parametrize(("kind", "decision"), [("article", "accept"), ("statement", "merge"), ("relation", "attribute"), ("statement", "attribute")])
def test_what_no_form_sends_is_refused_by_the_action(editor, world, kind, decision):
    with pytest.raises(ValueError, match=f"cannot {decision}"):
        decide_all(kind, [(world.statements["sold"].pk, 0)], decision, by=editor)
    assert not Operation.objects.exists()


def test_rows_that_are_gone_are_left(client, editor, world):
    assert client.post(URL, {"kind": "statement", "row": ["999999:0"], "decision": "accept"}).status_code == 302
    assert not Operation.objects.exists()


def test_boxes_are_for_editors_alone(client, world, django_user_model):
    assert "data-bulk" not in client.get("/statements/").content.decode()
    client.force_login(make_user())
    for address in ("/statements/", "/workbench/?kind=statements"):
        page = client.get(address).content.decode()
        assert page.count('form="bulk" name="row"') == 8
        assert page.count('id="bulk"') == 1
