"""Storing what a run found: true spans, actors once, and decisions untouched."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis import types
from analysis.types import Act, ActorKind, Span
from claimsite.pipeline.store import store
from claimsite.statements import actions as statement_actions
from claimsite.statements.models import Actor, ActorName, Affiliation, Statement, StatementSpan
from tests.factories import make_run, make_user, make_version
from tests.unit.pipeline.documents import AUTHORITY, BRANDAL, ENTERED, NEVER, NIGHT, TEXT, VIK, document, found

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return make_version(TEXT)


def run(version, *attributions):
    return store(version, document(*attributions, text=version.text), make_run(version))


def test_spans_are_true_and_keep_what_stands_around_them(version):
    run(version, NEVER, NIGHT, ENTERED)
    spans = list(StatementSpan.objects.all())
    assert len(spans) == 10
    for span in spans:
        assert TEXT[span.start_char : span.end_char] == span.exact
        assert TEXT[: span.start_char].endswith(span.prefix)
        assert TEXT[span.end_char :].startswith(span.suffix)


def test_content_in_two_parts_shows_what_was_left_out(version):
    run(version, NIGHT)
    assert Statement.objects.get().content == "There was no dredging at night … None at all"


def test_a_person_is_one_actor_with_office_and_side(version):
    run(
        version,
        NEVER,
        NIGHT,
        found("None at all", source="Ida Brandal", cue="added", actor=replace(BRANDAL, name="Ida Brandal", office=None, organization=None)),
    )
    actor = Actor.objects.get(name="Ida Brandal")
    assert (actor.slug, actor.kind, actor.side.name, actor.statements.count()) == ("ida-brandal", "person", "Lindsund", 2)
    assert {name.name for name in actor.names.all()} == {"spokeswoman Ida Brandal", "Ida Brandal"}
    office = Affiliation.objects.get()
    assert (office.organization.name, office.role, office.seen_first_on) == ("Lindsund harbor authority", "spokeswoman", version.article.published_on)
    side = Actor.objects.get(name="Lindsund")
    assert side.side == side


@pytest.mark.parametrize(
    ("name", "side", "is_kept"),
    [
        ("allies", None, False),
        ("press office", None, False),
        ("anglers' federation", None, True),
        ("Lindsund union", None, True),
        ("former captain", "Lindsund", True),
        ("союзники", None, False),
    ],
)
def test_a_bare_noun_is_nobody_whom_another_article_could_mean_too(version, name, side, is_kept):
    run(version, found("None at all", source="Ida Brandal", cue="added", actor=types.Actor(name, ActorKind.COLLECTIVE, side=side)))
    statement = Statement.objects.get()
    assert statement.source == "Ida Brandal"
    assert (statement.actor.name if statement.actor else None) == (name if is_kept else None)
    assert Actor.objects.filter(name=name).exists() == is_kept


def test_alternatives_name_rows(version):
    run(version, NIGHT)
    assert Statement.objects.get().alternatives == [{"name": "Lindsund harbor authority", "score": 0.8}]


def test_offices_are_seen_from_first_to_last(version):
    run(version, NIGHT)
    earlier = make_version(TEXT, published_on="2023-01-01", outlet="Other")
    run(earlier, NIGHT)
    office = Affiliation.objects.get()
    assert [str(office.seen_first_on), str(office.seen_last_on)] == ["2023-01-01", "2024-03-04"]


def test_pronouns_are_no_names():
    version = make_version("He said the harbor was closed.")
    store(version, document(found("the harbor was closed", source="He", text=version.text, actor=VIK), text=version.text), make_run(version))
    assert not ActorName.objects.exists()
    assert Statement.objects.get().source == "He"


def test_the_same_result_again_changes_no_row(version):
    run(version, NEVER, NIGHT)
    before = list(Statement.objects.order_by("id").values("id", "revision", "content"))
    result = run(version, NEVER, NIGHT)
    assert (result.added, result.kept, result.withdrawn) == (0, 2, 0)
    assert list(Statement.objects.order_by("id").values("id", "revision", "content")) == before
    assert Actor.objects.count() == 3


def test_what_is_no_longer_found_is_withdrawn_and_comes_back_as_the_same_row(version):
    run(version, NEVER, ENTERED)
    never = Statement.objects.get(act="denies")
    run(version, ENTERED)
    never.refresh_from_db()
    assert never.withdrawn_at is not None
    run(version, NEVER, ENTERED)
    never.refresh_from_db()
    assert never.withdrawn_at is None
    assert Statement.objects.count() == 2


def test_decisions_are_never_touched(version):
    run(version, NEVER, NIGHT, ENTERED)
    editor = make_user()
    accepted, rejected, open_one = Statement.objects.order_by("id")
    statement_actions.accept(accepted, by=editor, revision=accepted.revision)
    statement_actions.reject(rejected, by=editor, revision=rejected.revision)
    kept = list(Statement.objects.filter(pk__in=[accepted.pk, rejected.pk]).values())
    run(version, replace(NEVER, act=Act.ASSERTS), NIGHT)
    assert list(Statement.objects.filter(pk__in=[accepted.pk, rejected.pk]).values()) == kept
    open_one.refresh_from_db()
    assert open_one.withdrawn_at is not None
    assert Statement.objects.count() == 3


def test_a_misread_article_does_not_carry_an_actor_to_another_side(version):
    misread = make_version(TEXT, outlet="Other")
    run(misread, replace(NIGHT, candidates=(replace(NIGHT.candidates[0], actor=replace(BRANDAL, side="Rosmark")),)))
    assert Actor.objects.get(name="Ida Brandal").side.name == "Rosmark"
    run(version, NIGHT)
    assert version.statements.get().side.name == "Lindsund"
    third = make_version(TEXT, outlet="Third")
    run(third, NIGHT)
    assert Actor.objects.get(name="Ida Brandal").side.name == "Lindsund"
    assert {row.side.name for row in Statement.objects.all()} == {"Lindsund"}


def test_a_side_that_a_person_set_stays(version):
    run(version, NIGHT)
    actor, editor = Actor.objects.get(name="Ida Brandal"), make_user()
    actor.side = None
    actor._history_user = editor
    actor.save()
    for outlet in ("A", "B"):
        run(make_version(TEXT, outlet=outlet), NIGHT)
    actor.refresh_from_db()
    assert actor.side is None


def test_a_merged_actor_gives_the_one_it_was_merged_into(version):
    run(version, NEVER)
    standing = Actor.objects.create(name="Port of Lindsund", slug="port", kind="body")
    Actor.objects.filter(name=AUTHORITY.name).update(merged_into=standing)
    other = make_version(TEXT, outlet="Other")
    run(other, NEVER)
    assert other.statements.get().actor == standing


def test_slugs_are_unique_also_without_latin_letters(version):
    run(version, NEVER)
    for number, name in enumerate(["Мэрия", "Порт", "Lindsund-harbor authority"]):
        actor = replace(AUTHORITY, name=name, kind=ActorKind.COLLECTIVE)  # of another kind: not the authority in another spelling
        run(make_version(TEXT, outlet=f"O{number}"), replace(NEVER, candidates=(replace(NEVER.candidates[0], actor=actor),)))
    assert {"actor", "actor-2", "lindsund-harbor-authority", "lindsund-harbor-authority-2"} <= set(Actor.objects.values_list("slug", flat=True))


def test_one_bad_attribution_does_not_lose_the_others(version):
    run(version, NEVER, replace(ENTERED, content=(Span(5, len(TEXT) + 5),)))
    assert Statement.objects.count() == 1


def test_another_text_is_refused(version):
    with pytest.raises(ValueError, match="not an analysis"):
        store(version, document(NEVER, text=TEXT + " "), make_run(version))
