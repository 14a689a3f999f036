"""Merging, splitting, moving, linking and wording claims by hand: what they do, that they hold, and that undoing brings back what was."""

import datetime as dt

import pytest

from claimsite.claims import actions
from claimsite.claims.models import Claim, ClaimOperation, ClaimRelation, ClaimStatement, RelationEvidence, Topic
from claimsite.core.operations import OperationError, undo_operation
from claimsite.statements.models import Statement
from tests.factories import build_world, make_claim, make_statement
from tests.unit.claims.mill import claim_of, stance_of, why

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(two):
    """Reads both articles as often as one likes, always with the same result."""
    links_a = [(two.burnt, two.no_fire, "contradicts", 0.8, why())]
    links_b = [
        (two.again, two.burnt, "repeats", 0.9, why()),
        (two.at_all, two.again, "contradicts", 0.7, why()),
        (two.at_all, two.no_fire, "repeats", 0.6, why()),
        (two.river, two.insured, "supports", 0.6, why()),
    ]

    def run():
        two.read_a(*links_a, *(link for link in links_b if {link[0], link[1]} & set(two.of_a)))
        two.read_b(*links_b)

    run()
    return run


def list_links(claim):
    found = ClaimRelation.objects.standing().filter(claim_a__merged_into__isnull=True, claim_b__merged_into__isnull=True)
    pairs = [(row.claim_a_id, row.claim_b_id, row.kind) for row in found]
    return sorted((b if a == claim.pk else a, kind) for a, b, kind in pairs if claim.pk in (a, b))


def list_groups():
    """Which statements share a claim."""
    rows = ClaimStatement.objects.standing_with_statement().filter(claim__merged_into__isnull=True)
    groups = {}
    for claim, statement in rows.values_list("claim", "statement"):
        groups.setdefault(claim, set()).add(statement)
    return sorted(map(sorted, groups.values()))


def describe():
    """All that undoing must bring back; revisions only ever rise."""
    tables = [Claim, ClaimStatement, ClaimRelation]
    fields = [[field.attname for field in table._meta.concrete_fields if field.name != "revision"] for table in tables]
    rows = [list(table.objects.order_by("pk").values(*names)) for table, names in zip(tables, fields, strict=True)]
    return [*rows, sorted(RelationEvidence.objects.values_list("relation", "statement_a", "statement_b", "kind", "score"))]


def test_merged_claims_are_one_with_all_statements_and_links(two, editor, read):
    insured, river, burnt = claim_of(two.insured), claim_of(two.river), claim_of(two.burnt)
    links = {*list_links(insured), *list_links(river)} - {(river.pk, "supports"), (insured.pk, "supports")}
    operation = actions.merge_claims(insured, [river], by=editor, revision=insured.revision)
    assert claim_of(two.river) == claim_of(two.insured) == insured
    river.refresh_from_db()
    assert river.merged_into == insured
    assert set(list_links(insured)) == links
    assert set(ClaimStatement.objects.filter(claim=insured).values_list("state", flat=True)) == {"accepted"}
    assert list(ClaimOperation.objects.filter(claim=insured).values_list("operation", flat=True)) == [operation.pk]
    assert not ClaimOperation.objects.filter(claim=burnt).exists()


def test_links_of_a_merged_claim_come_along_with_their_evidence(two, editor, read):
    burnt, no_fire, insured = claim_of(two.burnt), claim_of(two.no_fire), claim_of(two.insured)
    assert (no_fire.pk, "contradicts") in list_links(burnt)
    actions.merge_claims(insured, [burnt], by=editor)
    assert (no_fire.pk, "contradicts") in list_links(insured)
    relation = ClaimRelation.objects.get(claim_a=min(insured.pk, no_fire.pk), claim_b=max(insured.pk, no_fire.pk))
    assert relation.evidence.count() == 2


def test_decision_about_a_link_survives_a_merge(two, editor, read):
    burnt, no_fire, insured = claim_of(two.burnt), claim_of(two.no_fire), claim_of(two.insured)
    relation = ClaimRelation.objects.get(claim_a=min(burnt.pk, no_fire.pk), claim_b=max(burnt.pk, no_fire.pk))
    actions.reject(relation, by=editor, revision=relation.revision)
    actions.merge_claims(insured, [burnt], by=editor)
    read()
    assert no_fire.pk not in [pk for pk, _ in list_links(insured)]


def test_the_machine_does_not_split_what_was_merged(two, editor, read):
    actions.merge_claims(claim_of(two.insured), [claim_of(two.river), claim_of(two.burnt)], by=editor)
    merged = sorted(row.pk for row in (two.insured, two.river, two.burnt, two.again))
    assert merged in list_groups()
    read()
    two.read_a()
    two.read_b()
    assert merged in list_groups()


def test_split_off_statements_are_another_claim_for_good(two, editor, read):
    claim = claim_of(two.burnt)
    assert claim == claim_of(two.again)
    operation, new = actions.split_claim(claim, [two.again.pk], by=editor, revision=claim.revision, reason="Friday matters")
    assert claim_of(two.again) == new
    assert claim_of(two.burnt) == claim
    assert new.text == "The mill burnt down on Friday"
    assert operation.reason == "Friday matters"
    assert stance_of(two.again) == "supports"
    for _ in range(2):
        read()
        assert claim_of(two.again) == new
        assert (new.pk, "repeats") not in list_links(claim)
    assert ClaimRelation.objects.get(kind="repeats", claim_a=claim, claim_b=new).state == "rejected"


def test_links_go_with_the_statements_that_show_them(two, editor, read):
    claim, at_all = claim_of(two.burnt), claim_of(two.at_all)
    _, new = actions.split_claim(claim, [two.again.pk], by=editor)
    assert (at_all.pk, "contradicts") in list_links(new)
    relation = ClaimRelation.objects.get(claim_a=min(new.pk, at_all.pk), claim_b=max(new.pk, at_all.pk))
    assert [row.pk for row in relation.evidence.get().statements] == sorted([two.again.pk, two.at_all.pk])


def test_claim_in_the_words_of_a_statement_that_left_is_worded_anew(two, editor, read):
    claim = claim_of(two.burnt)
    actions.split_claim(claim, [two.burnt.pk], by=editor, text=" A mill is  no more ")
    claim.refresh_from_db()
    assert claim.text == "The mill burnt down on Friday"
    assert (claim_of(two.burnt).text, claim_of(two.burnt).worded_by) == ("A mill is no more", editor)


def test_moved_statement_stays_and_the_claims_are_not_compared_by_it(two, editor, read):
    claim, river = claim_of(two.burnt), claim_of(two.river)
    actions.move_statements(claim, [two.again.pk], into=river, by=editor, stance="opposes")
    for _ in range(2):
        assert claim_of(two.again) == river
        assert stance_of(two.again) == "opposes"
        assert (river.pk, "repeats") not in list_links(claim)
        read()


def test_statement_can_be_moved_back(two, editor, read):
    claim, river = claim_of(two.burnt), claim_of(two.river)
    actions.move_statements(claim, [two.again.pk], into=river, by=editor)
    actions.move_statements(river, [two.again.pk], into=claim, by=editor)
    read()
    assert claim_of(two.again) == claim


def test_link_by_hand_and_over_a_rejected_one(two, editor, read):
    river, insured, burnt = claim_of(two.river), claim_of(two.insured), claim_of(two.burnt)
    actions.link_claims(river, burnt, "contradicts", by=editor, reason="water")
    assert (river.pk, "contradicts") in list_links(burnt)
    relation = ClaimRelation.objects.get(claim_a=min(river.pk, burnt.pk), claim_b=max(river.pk, burnt.pk))
    assert (relation.state, relation.added_by, relation.why) == ("accepted", editor, {"en": "water", "de": "water"})
    river.refresh_from_db()
    assert river.topic is not None
    with pytest.raises(OperationError, match="already"):
        actions.link_claims(river, burnt, "contradicts", by=editor)
    proposed = ClaimRelation.objects.get(kind="supports")
    actions.reject(proposed, by=editor, revision=proposed.revision)
    actions.link_claims(river, insured, "contradicts", by=editor)
    read()
    assert (insured.pk, "contradicts") in list_links(river)


@pytest.mark.parametrize("has_topic", [(True, False), (False, True), (False, False)])
def test_claims_that_a_person_links_are_of_one_topic_until_that_is_undone(editor, has_topic):
    world = build_world()
    texts = ("the dredger Petrel never entered the lagoon", "sand was sold abroad")
    a, b = (
        make_claim(make_statement(world.english, text), topic=world.topic if has else None, text=f"Claim {i}")
        for i, (text, has) in enumerate(zip(texts, has_topic, strict=True))
    )
    operation = actions.link_claims(a, b, "contradicts", by=editor)
    for claim in (a, b):
        claim.refresh_from_db()
    assert a.topic == b.topic is not None
    assert (a.topic == world.topic) is any(has_topic)
    undo_operation(operation, by=editor)
    for claim, had in zip((a, b), has_topic, strict=True):
        claim.refresh_from_db()
        assert claim.topic == (world.topic if had else None)
    assert Topic.objects.count() == 1


def test_what_makes_no_sense_is_refused_and_changes_nothing(two, editor, read):
    claim, river = claim_of(two.burnt), claim_of(two.river)
    before = describe()
    for act in (
        lambda: actions.merge_claims(claim, [claim], by=editor),
        lambda: actions.split_claim(claim, [], by=editor),
        lambda: actions.split_claim(claim, [two.burnt.pk, two.again.pk], by=editor),
        lambda: actions.move_statements(claim, [two.again.pk], into=claim, by=editor),
        lambda: actions.link_claims(claim, claim, "supports", by=editor),
        lambda: actions.rephrase(claim, " ", by=editor),
    ):
        with pytest.raises(OperationError):
            act()
    with pytest.raises(ValueError, match="unknown kind"):
        actions.link_claims(claim, river, "hates", by=editor)
    with pytest.raises(ValueError, match="unknown stance"):
        actions.move_statements(claim, [two.again.pk], into=river, by=editor, stance="hates")
    assert describe() == before


def test_stale_edits_are_noticed(two, editor, read):
    claim, river = claim_of(two.burnt), claim_of(two.river)
    actions.rephrase(Claim.objects.get(pk=claim.pk), "The mill burned", by=editor)
    for act in (
        lambda: actions.rephrase(claim, "It burned", by=editor, revision=0),
        lambda: actions.merge_claims(claim, [river], by=editor, revision=0),
        lambda: actions.split_claim(claim, [two.again.pk], by=editor, revision=0),
        lambda: actions.split_claim(claim, [two.river.pk], by=editor),
    ):
        with pytest.raises(actions.StaleEditError):
            act()
    actions.merge_claims(claim, [river], by=editor)
    with pytest.raises(OperationError, match="merged"):
        actions.rephrase(river, "High water", by=editor)


def test_link_counts_a_statement_only_while_it_has_its_place(two, editor, read):
    relation = ClaimRelation.objects.get(kind="contradicts", evidence__statement_a=two.burnt)
    member = ClaimStatement.objects.get(statement=two.burnt)
    before = describe()
    actions.reject(member, by=editor, revision=member.revision)
    relation.refresh_from_db()
    assert relation.score == 0.7
    operation = actions.merge_claims(member.claim, [claim_of(two.no_fire)], by=editor)
    actions.undo_claim_operation(operation, by=editor)
    actions.undo(member, by=editor)
    assert describe() == before


def test_undoing_a_merge_of_three_restores_everything(two, editor, read):
    before = describe()
    operation = actions.merge_claims(claim_of(two.burnt), [claim_of(two.insured), claim_of(two.river)], by=editor)
    assert describe() != before
    actions.undo_claim_operation(operation, by=editor)
    assert describe() == before
    with pytest.raises(OperationError, match="already"):
        actions.undo_claim_operation(operation, by=editor)
    assert Claim.history.filter(id=claim_of(two.river).pk).first().history_change_reason == "merge-claims undone"


def test_the_machine_is_free_again_after_undoing(two, editor, read):
    claim = claim_of(two.burnt)
    operation, _ = actions.split_claim(claim, [two.again.pk], by=editor)
    actions.undo_claim_operation(operation, by=editor)
    before = describe()
    read()
    assert describe() == before


def test_later_decision_has_to_be_undone_first(two, editor, read):
    claim = claim_of(two.burnt)
    first, new = actions.split_claim(claim, [two.again.pk], by=editor)
    second = actions.rephrase(new, "On Friday", by=editor)
    before = describe()
    with pytest.raises(OperationError, match=r"first|gone"):
        actions.undo_claim_operation(first, by=editor)
    assert describe() == before
    actions.undo_claim_operation(second, by=editor)
    actions.undo_claim_operation(first, by=editor)
    assert claim_of(two.again) == claim


def test_undoing_a_split_after_the_machine_has_gone_on(two, editor, read):
    claim = claim_of(two.burnt)
    operation, new = actions.split_claim(claim, [two.again.pk], by=editor)
    late = make_statement(two.b, "Olla repeats: the mill burnt down on Friday", actor=two.burnt.actor)
    actions.group_statements([late], [(late, two.again, "repeats", 0.9, why()), (late, two.no_fire, "contradicts", 0.9, why())], run=two.b.runs.first())
    assert claim_of(late) == new
    actions.undo_claim_operation(operation, by=editor)
    assert not Claim.objects.filter(pk=new.pk).exists()
    assert claim_of(late) == claim_of(two.again) == claim
    assert Statement.objects.filter(pk=late.pk, withdrawn_at__isnull=True).exists()
    assert dt.datetime.now(dt.UTC) > operation.done_at


def test_undoing_a_merge_of_three_restores_links_stances_and_the_history_before_it(two, editor, read):
    actions.set_stance(row := ClaimStatement.objects.standing().get(statement=two.river), "opposes", by=editor, revision=row.revision)
    kept, first, second = claim_of(two.burnt), claim_of(two.river), claim_of(two.insured)
    before, tables = describe(), (Claim, ClaimStatement, ClaimRelation)
    past = {table: list(table.history.order_by("history_id").values()) for table in tables}
    operation = actions.merge_claims(kept, [first, second], by=editor)
    assert claim_of(two.river) == claim_of(two.insured) == kept
    assert ClaimStatement.objects.get(claim=kept, statement=two.river).stance == "opposes"
    actions.undo_claim_operation(operation, by=editor)
    assert describe() == before
    for table in tables:
        # What had happened stays on record as it was; the merge and its undoing are added.
        assert list(table.history.order_by("history_id").values()[: len(past[table])]) == past[table]
    assert {"merge-claims", "merge-claims undone"} <= {(entry.history_change_reason or "").split(":")[0] for entry in second.history.all()}
