"""Speakers and sides, and what each said."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from ninja import Query, Router
from pydantic import Field

from claimsite.api.asking import Asked, Slug, check_parameters, cut_page, link, refuse
from claimsite.api.describing import Describer
from claimsite.api.schemas import REFUSED, ActorDetail, ActorOut, ListOut, StatementOut
from claimsite.api.throttling import reading
from claimsite.claims.speakers import describe_actor
from claimsite.core.paging import LATEST_ID
from claimsite.statements.models import Act, Actor, ActorKind, Statement
from claimsite.statements.voices import find_voices, is_spoken

router = Router(tags=["actors"], throttle=[reading])


class ActorQuery(Asked):
    """The search of the page, and besides the side and the kind."""

    q: str = Field("", max_length=100, pattern=r"^[^\x00]*$", description="Part of a name, as written anywhere.")
    side: str = Field("", max_length=120, pattern=r"^[-a-zA-Z0-9_]*$", description="Slug of the side that they are counted to.")
    kind: Literal["", "person", "body", "state", "collective"] = Field("", description=f"What it is: {', '.join(ActorKind.values)}.")


class SpeechQuery(Asked):
    """What the page of a speaker narrows down."""

    act: Literal[("", *Act.values)] = Field("", description="What the speaker does with the content.")  # type: ignore[valid-type]


@router.get("/actors", response={200: ListOut[ActorOut], **REFUSED}, summary="List speakers and sides")
def list_actors(request: HttpRequest, response: HttpResponse, query: Query[ActorQuery]) -> Any:
    """Speakers and sides, the latest known first; without those that were merged into another."""
    check_parameters(request, query)
    found = Actor.objects.standing().select_related("side")
    if query.q.strip():
        found = found.filter(pk__in=Actor.objects.named_like(query.q.strip()).values("pk"))
    if query.side:
        side = Actor.objects.standing().filter(slug=query.side).first()
        if side is None:
            raise refuse("side", "there is no such side")
        found = found.filter(side=side)
    if query.kind:
        found = found.filter(kind=query.kind)
    page, say = cut_page(request, response, found, query, LATEST_ID), Describer(request)
    return {"items": [say.actor_row(row) for row in page.rows], **link(request, page)}


@router.get("/actors/{slug}", response={200: ActorDetail, 302: None, **REFUSED}, summary="Read a speaker", url_name="actor")
def get_actor(request: HttpRequest, slug: Slug) -> Any:
    """A speaker with names as written, offices, and who is counted to it; one that was merged leads to the one that it became."""
    actor = get_object_or_404(Actor.objects.select_related("side", "merged_into"), slug=slug)
    if actor.merged_into is not None:
        return redirect(reverse("api-1:actor", args=[actor.merged_into.slug]))
    say, about = Describer(request), describe_actor(actor)
    dates = ("started_on", "ended_on", "seen_first_on", "seen_last_on")
    return say.actor_row(actor) | {
        "wikidata_id": actor.wikidata_id,
        "names": [{"name": row.name, "language": row.language} for group in about["names"] for row in group["names"]],
        "affiliations": [
            {"organization": say.actor(row.organization), "role": row.role} | {name: getattr(row, name) for name in dates} for row in about["affiliations"]
        ],
        "members": [say.actor(row) for row in about["members"]],
    }


@router.get(
    "/actors/{slug}/statements", response={200: ListOut[StatementOut], 302: None, **REFUSED}, summary="List what somebody said", url_name="actor_statements"
)
def list_actor_statements(request: HttpRequest, response: HttpResponse, slug: Slug, query: Query[SpeechQuery]) -> Any:
    """What a speaker said, of a side what everybody said who is counted to it; newest first."""
    check_parameters(request, query)
    actor = get_object_or_404(Actor.objects.select_related("merged_into"), slug=slug)
    if actor.merged_into is not None:
        return redirect(reverse("api-1:actor_statements", args=[actor.merged_into.slug]))
    found = Statement.objects.standing().filter(is_spoken(*find_voices(actor).every))
    found = found.filter(act=query.act) if query.act else found
    page, say = cut_page(request, response, found.with_people().with_copies(), query), Describer(request)
    return {"items": [say.statement(row) for row in page.rows], **link(request, page)}
