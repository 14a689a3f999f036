"""Second opinions, and how editors agree with each other and with the machine."""

from __future__ import annotations

import pytest
from django.urls import reverse

from claimsite.claims import actions as claim_actions
from claimsite.core import opinion_actions
from claimsite.core.models import Opinion, OpinionRequest
from claimsite.core.review import ReviewError
from claimsite.statements import actions
from claimsite.workbench.opinions import list_wanted, measure_agreement, measure_alpha, measure_pair
from claimsite.workbench.precision import measure_precision
from tests.factories import build_world, make_user

pytestmark = pytest.mark.django_db


def address(kind: str, row: object, name: str = "opinion") -> str:
    return reverse(f"workbench:{name}", args=[kind, row.pk])


def test_two_editors_who_agree_decide(client):
    statement, ida, bo = build_world().statements["entered"], make_user("ida"), make_user("bo")
    client.force_login(ida)
    assert client.post(address("statement", statement, "opinion_request")).status_code == 302
    assert client.post(address("statement", statement), {"verdict": "wrong"}).status_code == 302
    statement.refresh_from_db()
    assert statement.state == "proposed"
    client.force_login(bo)
    page = client.get(address("statement", statement)).content.decode()
    assert statement.content in page
    assert "ida" not in page
    client.post(address("statement", statement), {"verdict": "wrong"})
    statement.refresh_from_db()
    assert (statement.state, statement.decided_by) == ("rejected", bo)
    assert OpinionRequest.objects.get().settled_at


def test_who_asks_again_when_two_have_spoken_is_told_so(client):
    statement, ida = build_world().statements["entered"], make_user("ida")
    opinion_actions.request_opinions(statement, kind="statement", by=ida)
    for person in (ida, make_user("bo")):
        opinion_actions.give_opinion(statement, kind="statement", verdict="right", by=person)
    client.force_login(ida)
    page = client.post(address("statement", statement, "opinion_request"), follow=True).content.decode()
    assert "Two people have already given their opinions." in page
    assert "Two people are asked" not in page


def test_two_editors_who_differ_leave_it_disputed():
    relation, ida, bo = build_world().relations["entered"], make_user("ida"), make_user("bo")
    opinion_actions.request_opinions(relation, kind="relation", by=ida)
    opinion_actions.give_opinion(relation, kind="relation", verdict="contradicts", by=ida)
    opinion_actions.give_opinion(relation, kind="relation", verdict="none", by=bo)
    relation.refresh_from_db()
    assert relation.state == "disputed"
    claim_actions.accept(relation, by=ida, revision=relation.revision)
    assert relation.state == "accepted"


def test_a_shared_other_kind_corrects_a_relation():
    relation, ida, bo = build_world().relations["entered"], make_user("ida"), make_user("bo")
    opinion_actions.request_opinions(relation, kind="relation", by=ida)
    for person in (ida, bo):
        opinion_actions.give_opinion(relation, kind="relation", verdict="supports", by=person)
    relation.refresh_from_db()
    assert (relation.state, relation.kind) == ("corrected", "supports")


def test_nobody_speaks_twice_unasked_or_too_late(client):
    statement, ida, bo = build_world().statements["entered"], make_user("ida"), make_user("bo")
    with pytest.raises(ReviewError):
        opinion_actions.give_opinion(statement, kind="statement", verdict="right", by=ida)
    opinion_actions.request_opinions(statement, kind="statement", by=ida)
    opinion_actions.give_opinion(statement, kind="statement", verdict="right", by=ida)
    client.force_login(ida)
    assert "You have given your opinion" in client.get(address("statement", statement)).content.decode()
    assert client.post(address("statement", statement), {"verdict": "wrong"}).status_code == 422
    opinion_actions.give_opinion(statement, kind="statement", verdict="right", by=bo)
    with pytest.raises(ReviewError):
        opinion_actions.give_opinion(statement, kind="statement", verdict="right", by=make_user())
    assert Opinion.objects.count() == 2


def test_what_was_decided_so_already_stays_as_it_is():
    statement, ida, bo = build_world().statements["entered"], make_user("ida"), make_user("bo")
    opinion_actions.request_opinions(statement, kind="statement", by=ida)
    actions.accept(statement, by=ida, revision=0)
    for person in (ida, bo):
        opinion_actions.give_opinion(statement, kind="statement", verdict="right", by=person)
    statement.refresh_from_db()
    assert (statement.decided_by, statement.revision) == (ida, 1)


def test_the_list_has_what_waits_for_me(client):
    world, ida, bo = build_world(), make_user("ida"), make_user("bo")
    opinion_actions.request_opinions(world.statements["entered"], kind="statement", by=ida)
    opinion_actions.request_opinions(world.relations["night"], kind="relation", by=ida)
    opinion_actions.give_opinion(world.statements["entered"], kind="statement", verdict="right", by=ida)
    assert [request.kind for request in list_wanted(ida)] == ["relation"]
    assert len(list_wanted(bo)) == 2
    client.force_login(bo)
    page = client.get(reverse("workbench:opinions")).content.decode()
    assert address("relation", world.relations["night"]) in page


@pytest.mark.parametrize("role", [None, "reader"])
def test_only_editors_judge(client, role):
    statement = build_world().statements["entered"]
    opinion_actions.request_opinions(statement, kind="statement", by=make_user())
    client.force_login(make_user(role=role))
    for answer in (
        client.get(reverse("workbench:opinions")),
        client.get(address("statement", statement)),
        client.post(address("statement", statement), {"verdict": "right"}),
        client.post(address("statement", statement, "opinion_request")),
    ):
        assert answer.status_code == 403
    assert not Opinion.objects.exists()


def test_other_kinds_are_not_judged(client):
    world = build_world()
    client.force_login(make_user())
    assert client.post(address("topic", world.topic, "opinion_request")).status_code == 404
    assert client.get("/opinions/wizard/1/").status_code == 404


def test_cohens_kappa_of_a_known_table():
    """20 both yes, 5 and 10 split, 15 both no: observed .7, expected .5, kappa .4."""
    rows = [{"a": "y", "b": "y"}] * 20 + [{"a": "y", "b": "n"}] * 5 + [{"a": "n", "b": "y"}] * 10 + [{"a": "n", "b": "n"}] * 15
    pair = measure_pair(("a", "b"), rows)
    assert (pair.rows, pair.same) == (50, 35)
    assert pair.kappa == pytest.approx(0.4)
    assert measure_pair(("a", "b"), [{"a": "y", "b": "y"}]).kappa is None


def test_krippendorffs_alpha_of_a_known_table():
    """Two people, ten rows, six alike; the example of Krippendorff 2011 for binary data: alpha .095."""
    first, second = "0100000000", "1110010010"
    rows = [{"a": x, "b": y} for x, y in zip(first, second, strict=True)]
    assert measure_alpha(rows) == pytest.approx(0.095, abs=0.001)
    assert measure_alpha([{"a": "1", "b": "1"}]) is None


def test_the_page_of_quality_leads_to_the_rows_behind_its_figures(client):
    world, ida, bo = build_world(), make_user("ida"), make_user("bo")
    actions.accept(world.statements["entered"], by=ida, revision=0)
    actions.reject(world.statements["never"], by=ida, revision=0)
    actions.correct(world.statements["eingefahren"], by=ida, revision=0, act="speculates")
    world.relations["entered"].refresh_from_db()
    claim_actions.change_kind(world.relations["entered"], "supports", by=ida, revision=world.relations["entered"].revision)
    found = {(row.kind, row.group): (row.accepted, row.corrected, row.rejected) for row in measure_precision()}
    assert found == {("statement", "en"): (1, 0, 1), ("statement", "de"): (0, 1, 0), ("relation", "contradicts"): (0, 1, 0)}
    opinion_actions.request_opinions(world.statements["sold"], kind="statement", by=ida)
    for person in (ida, bo):
        opinion_actions.give_opinion(world.statements["sold"], kind="statement", verdict="right", by=person)
    assert [(kind.kind, kind.rows, kind.same) for kind in measure_agreement()] == [("statement", 1, 1)]
    page = client.get(reverse("workbench:quality_editors"))
    assert page.status_code == 200
    rows = client.get(reverse("workbench:quality_decided", args=["statement", "rejected"]) + "?group=en").content.decode()
    assert world.statements["never"].content in rows
    assert world.statements["entered"].content not in rows
    assert client.get("/quality/editors/statement/proposed/").status_code == 404
    assert client.get("/quality/editors/wizard/accepted/").status_code == 404


def test_bounds_of_a_share():
    from claimsite.workbench.precision import Precision

    low, high = Precision("statement", "en", "English", accepted=8, corrected=1, rejected=1).bounds
    assert (round(low, 2), round(high, 2)) == (0.49, 0.94)
