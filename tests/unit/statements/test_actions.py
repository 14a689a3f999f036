"""What people do to statements."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimsite.core.turns import in_turn
from claimsite.statements import actions
from claimsite.statements.models import Statement, StatementSpan
from tests.factories import build_world, find_place, get_spans, make_actor, make_side, make_user
from tests.fuzz.measure import IS_LONG

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return build_world()


@pytest.fixture
def editor():
    return make_user("ada")


def describe(statement):
    """All that an undo has to bring back: fields and spans with their ids."""
    row = Statement.objects.values().get(pk=statement.pk)
    row.pop("revision")
    return row, list(StatementSpan.objects.filter(statement=statement).order_by("id").values())


def test_accept_and_reject(world, editor):
    statement = world.statements["entered"]
    actions.accept(statement, by=editor, revision=0)
    assert statement.state == "accepted"
    actions.reject(statement, by=editor, revision=1, reason="a headline")
    assert not Statement.objects.standing().filter(pk=statement.pk).exists()
    assert statement.history.first().history_change_reason == "rejected: a headline"


def test_correct_actor_takes_its_side_along(world, editor):
    statement = world.statements["sold"]
    actions.correct(statement, by=editor, revision=0, actor=world.actors["vik"], act="asserts")
    stored = Statement.objects.get(pk=statement.pk)
    assert (stored.state, stored.actor, stored.side, stored.act) == ("corrected", world.actors["vik"], world.sides["Rosmark"], "asserts")
    assert stored.type == "indirect"


def test_correct_to_nobody(world, editor):
    statement = actions.correct(world.statements["sold"], by=editor, revision=0, actor=None)
    assert (statement.actor, statement.side) == (None, None)


def test_correct_follows_a_merged_side(world, editor):
    old = make_side("Rosmark (old)")
    old.merged_into = world.sides["Rosmark"]
    old.save()
    statement = actions.correct(world.statements["sold"], by=editor, revision=0, actor=make_actor("Coast guard", side=old))
    assert statement.side == world.sides["Rosmark"]


def test_correct_spans_makes_anchors_anew(world, editor):
    statement, text = world.statements["never"], world.english.text
    place = find_place(text, "never entered the lagoon")
    actions.correct(statement, by=editor, revision=0, spans={"content": [place], "cue": []})
    assert statement.content == "never entered the lagoon"
    assert [role for role, _, _ in get_spans(statement)] == ["source", "content"]
    for span in statement.spans.all():
        assert text[span.start_char : span.end_char] == span.exact
        assert text[: span.start_char].endswith(span.prefix)
        assert text[span.end_char :].startswith(span.suffix)


def test_correct_ignores_prefetched_spans_that_are_out_of_date(world, editor):
    stale = Statement.objects.prefetch_related("spans").get(pk=world.statements["never"].pk)
    place = find_place(world.english.text, "never entered the lagoon")
    actions.correct(world.statements["never"], by=editor, revision=0, spans={"content": [place]})
    actions.correct(stale, by=editor, revision=1, act="asserts")
    assert stale.content == "never entered the lagoon"


def test_correct_without_a_difference_accepts(world, editor):
    statement = world.statements["never"]
    actions.correct(statement, by=editor, revision=0, actor=statement.actor, act="denies")
    assert statement.state == "accepted"


@pytest.mark.parametrize(
    "spans",
    [
        {"content": []},
        {"content": [(5, 5)]},
        {"content": [(-1, 4)]},
        {"content": [(0, 10**9)]},
        {"content": [(0, 9), (5, 12)]},
        {"verb": [(0, 3)]},
        {"content": [(10, 11)]},
    ],
)
def test_correct_refuses_what_is_no_span(world, editor, spans):
    statement = world.statements["never"]
    before = describe(statement)
    assert world.english.text[10:11] == " "
    with pytest.raises(actions.SpanError):
        actions.correct(statement, by=editor, revision=0, spans=spans)
    assert describe(statement) == before


@pytest.mark.parametrize("fields", [{"act": "sings"}, {"type": "loud"}])
def test_correct_refuses_unknown_choices(world, editor, fields):
    with pytest.raises(ValueError, match="unknown"):
        actions.correct(world.statements["never"], by=editor, revision=0, **fields)


def test_stale_correction_changes_nothing(world, editor):
    statement = world.statements["never"]
    stale = Statement.objects.get(pk=statement.pk)
    actions.accept(statement, by=editor, revision=0)
    with pytest.raises(actions.StaleEditError) as caught:
        actions.correct(stale, by=editor, revision=0, act="asserts", spans={"cue": []})
    assert caught.value.current.state == "accepted"
    assert Statement.objects.get(pk=statement.pk).act == "denies"
    assert "cue" in [role for role, _, _ in get_spans(statement)]


DECISIONS = st.lists(st.sampled_from(["accept", "reject", "spans", "wider", "act", "actor", "undo"]), max_size=7)


@settings(max_examples=100 if IS_LONG else 12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(decisions=DECISIONS)
def test_undoing_everything_brings_back_the_start(decisions):
    with in_turn():
        world, editor = build_world(), make_user()
        statement = world.statements["never"]
        stages = [describe(statement)]
        for decision in decisions:
            if _apply(decision, statement, world, editor):
                stages.pop() if decision == "undo" else stages.append(describe(statement))
            assert describe(statement) == stages[-1]
        while len(stages) > 1:
            actions.undo(statement, by=editor)
            stages.pop()
            assert describe(statement) == stages[-1]
        with pytest.raises(actions.TransitionError):
            actions.undo(statement, by=editor)
        transaction.set_rollback(True)


def _apply(decision, statement, world, editor):
    """Whether the decision was possible; one that is not must change nothing, which the caller checks."""
    text = world.english.text
    given = {"by": editor, "revision": statement.revision}
    try:
        match decision:
            case "undo":
                actions.undo(statement, by=editor)
            case "accept":
                actions.accept(statement, **given)
            case "reject":
                actions.reject(statement, **given)
            case "spans":
                actions.correct(
                    statement, **given, spans={"content": [find_place(text, "never entered"), find_place(text, "There was no dredging")], "cue": []}
                )
            case "wider":
                actions.correct(statement, **given, spans={"content": [find_place(text, "the dredger Petrel never entered the lagoon.")]})
            case "act":
                actions.correct(statement, **given, act="asserts" if statement.act == "denies" else "denies")
            case "actor":
                actions.correct(statement, **given, actor=world.actors["vik"] if statement.actor != world.actors["vik"] else None)
    except actions.TransitionError:
        return False
    return True


def test_editor_adds_a_statement(world, editor):
    text = world.german.text
    place = find_place(text, "Die Fischer fordern")
    statement = actions.add_statement(world.german, by=editor, spans={"content": [place]}, act="asserts", type="indirect", actor=world.actors["union"])
    assert (statement.state, statement.run, statement.added_by, statement.decided_by) == ("accepted", None, editor, editor)
    assert (statement.language, statement.published_on, statement.side) == ("de", world.german.article.published_on, world.sides["Anglers"])
    assert get_spans(statement) == [("content", *place)]
    with pytest.raises(actions.DuplicateStatementError) as caught:
        actions.add_statement(world.german, by=editor, spans={"content": [place]}, act="asserts", type="indirect")
    assert caught.value.current == statement
    with pytest.raises(actions.TransitionError):
        actions.undo(statement, by=editor)


def test_added_statement_needs_content(world, editor):
    with pytest.raises(actions.SpanError):
        actions.add_statement(world.german, by=editor, spans={"source": [(0, 3)]}, act="asserts", type="indirect")
    assert not Statement.objects.filter(added_by=editor).exists()


@pytest.mark.parametrize(
    "fields", [{"act": "sings"}, {"type": "loud"}, {"score": 1.5}, {"content": ""}, {"run": None}, {"state": "rejected"}, {"revision": -3}]
)
def test_database_refuses_bad_statements(world, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(pk=world.statements["sold"].pk).update(**fields)


@pytest.mark.parametrize("fields", [{"start_char": 9, "end_char": 9}, {"role": "verb"}])
def test_database_refuses_bad_spans(world, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        StatementSpan.objects.filter(statement=world.statements["treaty"], role="content").update(**fields)
