"""Role × route × method, made from the site's addresses: a route that has no rule here fails."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from claimsite.articles.models import Feed
from claimsite.comparisons.actions import save_comparison
from claimsite.comparisons.models import Comparison
from claimsite.core import actions, note_actions, opinion_actions
from claimsite.pipeline.models import Job
from claimsite.statements import actor_actions
from tests.factories import World, build_world, make_user
from tests.integration.rules import (
    ADMINS,
    API_RULES,
    DECIDE,
    DOWNLOAD_RULES,
    EDIT,
    EDIT_ONLY,
    EVERYBODY,
    NOBODY,
    READ,
    ROLES,
    SIGNED_IN,
    TOKEN,
    find_arguments_of_the_api,
)

pytestmark = pytest.mark.django_db

#: Route → who may GET and who may POST.
RULES: dict[str, tuple[int, int]] = {
    "set_language": (EVERYBODY, EVERYBODY),
    "api:docs": READ,
    "deployment:healthz": READ,
    "deployment:readyz": READ,
    "deployment:metrics": READ,
    # They change nothing, whatever the method.
    "api-1:openapi-json": (EVERYBODY, EVERYBODY),
    "api-1:api-root": (EVERYBODY, EVERYBODY),
    **API_RULES,
    "api-1:job": (TOKEN, NOBODY),
    "core:token_list": EDIT,
    "core:token_revoke": (NOBODY, SIGNED_IN),
    "core:login": (EVERYBODY, EVERYBODY),
    "core:logout": (NOBODY, EVERYBODY),
    "core:preferences": (SIGNED_IN, SIGNED_IN),
    "core:theme": (NOBODY, EVERYBODY),
    "core:password_change": (SIGNED_IN, SIGNED_IN),
    "core:people": (ADMINS, ADMINS),
    "core:person_role": (NOBODY, ADMINS),
    "core:person_activity": (NOBODY, ADMINS),
    "core:invitation_revoke": (NOBODY, ADMINS),
    "core:invitation": (EVERYBODY, EVERYBODY),
    "core:history": READ,
    "core:history_json": READ,
    "core:history_restore": DECIDE,
    "core:notes": EDIT,
    "core:note_resolve": DECIDE,
    "core:operations": EDIT_ONLY,
    "core:operation_undo": DECIDE,
    "core:method": READ,
    "pipeline:add": EDIT,
    "pipeline:quality": READ,
    "pipeline:article_language": DECIDE,
    "pipeline:article_analyze": DECIDE,
    "pipeline:article_fetch": DECIDE,
    "pipeline:version_publish": EDIT,
    "pipeline:feed_list": EDIT,
    "pipeline:feed_follow": DECIDE,
    "pipeline:job_list": EDIT_ONLY,
    "pipeline:job_detail": EDIT_ONLY,
    "pipeline:job_retry": DECIDE,
    "articles:article_list": READ,
    "articles:version_list": READ,
    "articles:version_changes": READ,
    "articles:article_correct": EDIT,
    "articles:outlet_list": EDIT_ONLY,
    "articles:outlet_edit": EDIT,
    "articles:outlet_merge": DECIDE,
    "comparisons:compare": READ,
    "comparisons:comparison_create": EDIT,
    "comparisons:claim_charts": READ,
    "comparisons:actor_charts": READ,
    "comparisons:comparison_list": READ,
    "comparisons:comparison_detail": READ,
    "comparisons:snapshot_detail": READ,
    "comparisons:frozen_statement": READ,
    "comparisons:timemap": READ,
    "comparisons:comparison_edit": EDIT,
    "comparisons:comparison_claims": DECIDE,
    "comparisons:comparison_show": DECIDE,
    "comparisons:comparison_link": DECIDE,
    "comparisons:comparison_link_revoke": DECIDE,
    "comparisons:comparison_editors": DECIDE,
    "comparisons:comparison_diff": READ,
    "comparisons:comparison_share": READ,
    "comparisons:oembed": READ,
    "comparisons:comparison_picture": READ,
    "comparisons:comparison_print": READ,
    "comparisons:comparison_pdf": READ,
    "comparisons:claim_picture": READ,
    "comparisons:statement_picture": READ,
    "comparisons:site_picture": READ,
    "comparisons:robots": READ,
    "comparisons:sitemap": READ,
    "comparisons:embed_comparison": READ,
    "comparisons:embed_claim": READ,
    "comparisons:embed_statement": READ,
    "comparisons:embed_chart": READ,
    "comparisons:export_csv": READ,
    "comparisons:export_json": READ,
    "comparisons:export_jsonld": READ,
    "comparisons:export_annotations": READ,
    "comparisons:export_atom": READ,
    "comparisons:export_citation": READ,
    **dict.fromkeys(("statements:actor_find", "claims:claim_find"), READ),
    "statements:actor_edit": EDIT,
    "claims:statement_add": EDIT,
    "statements:statement_list": READ,
    **DOWNLOAD_RULES,
    "statements:statement_detail": READ,
    "statements:statement_decide": DECIDE,
    "statements:statement_attribute": DECIDE,
    "statements:statement_correct": EDIT,
    "claims:home": READ,
    "claims:article_detail": READ,
    "claims:actor_list": READ,
    "claims:actor_detail": READ,
    "claims:claim_list": READ,
    "claims:claim_detail": READ,
    "claims:claim_edit": EDIT,
    "claims:membership_decide": DECIDE,
    "claims:relation_decide": DECIDE,
    "workbench:queue": EDIT_ONLY,
    "workbench:bulk_decide": DECIDE,
    "workbench:threads": EDIT_ONLY,
    "workbench:person": EDIT_ONLY,
    "workbench:opinions": EDIT_ONLY,
    "workbench:opinion": EDIT,
    "workbench:opinion_request": DECIDE,
    "workbench:quality_editors": READ,
    "workbench:quality_decided": READ,
}


def walk_routes(resolver: Any, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every named route but those of the admin site, which is for superusers as a whole."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}", entry
        elif entry.namespace != "admin":
            yield from walk_routes(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)


ROUTES = dict(walk_routes(get_resolver()))
DEBUG_ONLY = {"core:styleguide"}


@pytest.fixture
def addresses() -> dict[str, dict[str, Any]]:
    """Arguments of each route that takes some, of rows that are there."""
    world, admin = build_world(), make_user("the-admin", role="admin")
    found = _find_arguments(world, admin)
    return {name: found.get(name, {}) for name in ROUTES}


def _find_arguments(world: World, admin: Any) -> dict[str, dict[str, Any]]:
    statement, claim, article = world.statements["never"], world.claims["never"], world.english.article
    invitation, token = actions.invite(role="reader", label="", by=admin)
    note = note_actions.write_note(claim, kind="claim", text="?", by=admin)
    opinion_actions.request_opinions(statement, kind="statement", by=admin)
    operation = actor_actions.add_name(world.actors["vik"], name="Vik", language="en", by=admin)
    comparison = save_comparison(title="X", note="", query={"topic": world.topic.slug}, by=admin)
    job = Job.objects.create(key="matrix")
    feed = Feed.objects.create(url="https://example.org/feed", outlet=article.outlet)
    row = {"kind": "statement", "pk": statement.pk}
    own = {
        "core:person_role": {"pk": make_user().pk},
        "core:person_activity": {"pk": make_user().pk},
        "core:invitation_revoke": {"pk": invitation.pk},
        "core:invitation": {"token": token},
        "core:history": row,
        "core:history_json": row,
        "core:history_restore": row,
        "core:notes": row,
        "core:note_resolve": {"pk": note.pk},
        "core:operation_undo": {"pk": operation.pk},
        **{f"pipeline:{name}": {"pk": article.pk} for name in ("article_language", "article_analyze", "article_fetch", "version_publish")},
        "api-1:job": {"pk": job.pk},
        **find_arguments_of_the_api(world, comparison),
        "core:token_revoke": {"pk": 1},
        "pipeline:feed_follow": {"pk": feed.pk},
        "pipeline:job_detail": {"pk": job.pk},
        "pipeline:job_retry": {"pk": job.pk},
        **{f"articles:{name}": {"pk": article.pk} for name in ("version_list", "article_correct")},
        "articles:version_changes": {"pk": article.pk, "number": 1},
        **{f"articles:{name}": {"pk": article.outlet_id} for name in ("outlet_edit", "outlet_merge")},
    }
    return (
        own | _find_arguments_of_pages(world, comparison) | {"workbench:person": {"pk": admin.pk}, "workbench:opinion": row, "workbench:opinion_request": row}
    )


def _find_arguments_of_pages(world: World, comparison: Comparison) -> dict[str, dict[str, Any]]:
    statement, relation, claim = world.statements["never"], world.relations["entered"], world.claims["never"]
    article, member = world.english.article, claim.claim_statements.get()
    return {
        "comparisons:claim_charts": {"pk": claim.pk},
        **{f"statements:statement_{ending}": {"pk": statement.pk} for ending in ("csv", "json", "zip")},
        **{f"claims:article_{ending}": {"pk": article.pk} for ending in ("csv", "json", "zip")},
        **{f"claims:claim_{ending}": {"pk": claim.pk} for ending in ("csv", "json", "zip")},
        **{f"claims:actor_{ending}": {"slug": world.actors["vik"].slug} for ending in ("csv", "json", "zip")},
        "comparisons:actor_charts": {"slug": world.actors["vik"].slug},
        "comparisons:comparison_detail": {"slug": comparison.slug},
        **{f"comparisons:export_{name}": {"slug": comparison.slug} for name in ("csv", "json", "jsonld", "annotations", "atom", "citation")},
        "comparisons:snapshot_detail": {"slug": comparison.slug, "number": 1},
        "comparisons:frozen_statement": {"slug": comparison.slug, "number": 1, "pk": world.statements["never"].pk},
        **{f"comparisons:{name}": {"slug": comparison.slug} for name in ("timemap", "comparison_edit", "comparison_claims", "comparison_show")},
        **{f"comparisons:comparison_{name}": {"slug": comparison.slug} for name in ("link", "editors", "share")},
        "comparisons:comparison_picture": {"slug": comparison.slug},
        **{f"comparisons:comparison_{name}": {"slug": comparison.slug, "number": 1} for name in ("print", "pdf")},
        "comparisons:claim_picture": {"pk": claim.pk},
        "comparisons:statement_picture": {"pk": world.statements["never"].pk},
        "comparisons:embed_comparison": {"slug": comparison.slug},
        "comparisons:embed_claim": {"slug": comparison.slug, "pk": claim.pk},
        "comparisons:embed_statement": {"slug": comparison.slug, "pk": world.statements["never"].pk},
        "comparisons:embed_chart": {"slug": comparison.slug, "kind": "matrix"},
        "comparisons:comparison_link_revoke": {"slug": comparison.slug, "pk": 1},
        "comparisons:comparison_diff": {"slug": comparison.slug, "old": 1, "new": 1},
        "statements:actor_edit": {"slug": world.actors["vik"].slug},
        "claims:statement_add": {"pk": article.pk},
        **{f"statements:statement_{name}": {"pk": statement.pk} for name in ("detail", "decide", "attribute", "correct")},
        "claims:article_detail": {"pk": article.pk},
        "claims:actor_detail": {"slug": world.actors["vik"].slug},
        "claims:claim_detail": {"pk": claim.pk},
        "claims:claim_edit": {"pk": claim.pk},
        "claims:membership_decide": {"pk": member.pk},
        "claims:relation_decide": {"pk": relation.pk},
        "workbench:quality_decided": {"kind": "statement", "state": "accepted"},
    }


@pytest.mark.hostile("accounts.matrix")
def test_every_route_has_a_rule_and_every_rule_a_route():
    assert set(ROUTES) - DEBUG_ONLY == set(RULES)


@pytest.mark.hostile("accounts.matrix")
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", sorted(RULES))
def test_who_may(addresses, name, method):
    rule = RULES[name][method == "post"]
    address = reverse(name, kwargs=addresses[name])
    for role, rank in ROLES.items():
        client = Client(raise_request_exception=False)
        if role != "nobody":
            client.force_login(make_user(role=None if role == "no role" else role))
        status, target = ask(client, method, address)
        if rule == TOKEN:
            assert status == 401, (role, status)
        elif rule == NOBODY:
            assert status in ((405,) if rank == ADMINS else (302, 403, 405)), (role, status)
        elif rank >= rule:
            assert status < 500 or name == "deployment:readyz", (role, status)  # without a worker the site is not ready
            assert status not in (401, 403, 405), (role, status)
            assert not target.startswith("/login/") or name == "core:login", (role, target)
        elif role == "nobody":
            assert status in (401, 403) or target.startswith("/login/"), (role, status, target)
        else:
            assert status == 403, (role, status)


def ask(client: Client, method: str, address: str) -> tuple[int, str]:
    """Status and where the answer leads."""
    answer = getattr(client, method)(address)
    return answer.status_code, answer.get("Location", "")


@pytest.mark.hostile("accounts.no-csrf-token", "accounts.forged-htmx", "accounts.foreign-origin")
@pytest.mark.parametrize("name", sorted(name for name, (_, post) in RULES.items() if post not in (NOBODY, TOKEN) and not name.startswith("api-1:")))
@pytest.mark.parametrize("header", [{}, {"HX-Request": "true"}, {"Origin": "https://evil.example"}], ids=["plain", "forged htmx", "foreign origin"])
def test_nothing_is_changed_without_the_sites_own_form(addresses, name, header):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user(role="admin"))
    assert client.post(reverse(name, kwargs=addresses[name]), headers=header).status_code == 403


def test_the_admin_site_is_for_superusers():
    for role in ROLES:
        client = Client()
        if role != "nobody":
            client.force_login(make_user(role=None if role == "no role" else role))
        assert client.get("/admin/").status_code == 302
