"""Claims, speakers and the statements of articles as files beside their pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from claimsite.articles.models import Article
from claimsite.claims.filters import ClaimFilter
from claimsite.claims.models import Claim, ClaimStatement
from claimsite.claims.overview import Summary, list_claims, summarize_claims
from claimsite.core.downloads import Download, downloading
from claimsite.core.paging import LATEST_ID, walk, walk_chunks
from claimsite.statements.models import Act, Actor, Statement
from claimsite.statements.tables import COLUMNS, FIELDS, describe, list_rows
from claimsite.statements.voices import find_voices, is_spoken

CLAIM_COLUMNS = ("id", "url", "claim", "language", "topic", "newest", "outlets", "languages", "said_by", "denied_by", "contradicted_by")
MEMBER_COLUMNS = ("stance", *COLUMNS)
ACTOR_COLUMNS = ("slug", "url", "name", "kind", "side", "wikidata_id")
#: Claims summarized together.
CHUNK = 200


@downloading
def export_article(request: HttpRequest, pk: int) -> Download:
    """The statements of an article."""
    article = get_object_or_404(Article, pk=pk)
    page, found = request.build_absolute_uri(article.get_absolute_url()), Statement.objects.standing().filter(article=article)
    return Download(f"article-{pk}", page, COLUMNS, lambda: list_rows(found, request.build_absolute_uri, LATEST_ID), {"title": article.title})


@downloading
def export_actors(request: HttpRequest) -> Download:
    """Speakers and sides by the page's search, all of them."""
    search = request.GET.get("q", "")[:100].strip()
    found = Actor.objects.standing().select_related("side")
    found = found.filter(pk__in=Actor.objects.named_like(search).values("pk")) if search else found
    page = request.build_absolute_uri(reverse("claims:actor_list"))
    return Download("actors", page, ACTOR_COLUMNS, lambda: _list_actors(found, request.build_absolute_uri), {"q": search})


@downloading
def export_actor(request: HttpRequest, slug: str) -> Download:
    """Everything that somebody said; `?act=` leaves one act, as on the page."""
    actor = get_object_or_404(Actor, slug=slug)
    found, act = Statement.objects.standing().filter(is_spoken(*find_voices(actor).every)), request.GET.get("act", "")
    found = found.filter(act=act) if act in Act.values else found
    page = request.build_absolute_uri(actor.get_absolute_url())
    return Download(f"actor-{actor.slug}", page, COLUMNS, lambda: list_rows(found, request.build_absolute_uri), {"actor": actor.name})


@downloading
def export_claims(request: HttpRequest) -> Download:
    """What the page with the same parameters lists: contested claims unless others are asked for."""
    chosen = ClaimFilter(request.GET).get_chosen()
    parameters = request.GET.urlencode()
    page = request.build_absolute_uri(reverse("claims:claim_list") + (f"?{parameters}" if parameters else ""))
    return Download("claims", page, CLAIM_COLUMNS, lambda: _list_claims(list_claims(**chosen), request.build_absolute_uri), {"show": chosen["show"]})


@downloading
def export_claim(request: HttpRequest, pk: int) -> Download:
    """The statements that express a claim, each with its stance."""
    claim = get_object_or_404(Claim, pk=pk)
    page = request.build_absolute_uri(claim.get_absolute_url())
    return Download(f"claim-{pk}", page, MEMBER_COLUMNS, lambda: _list_members(claim, request.build_absolute_uri), {"claim": claim.text})


def _list_actors(actors: Any, absolute: Callable[[str], str]) -> Iterator[dict[str, Any]]:
    for row in walk(actors, LATEST_ID):
        same = {name: getattr(row, name) for name in ("slug", "name", "kind", "wikidata_id")}
        yield same | {"url": absolute(row.get_absolute_url()), "side": row.side.name if row.side else None}


def _list_members(claim: Claim, absolute: Callable[[str], str]) -> Iterator[dict[str, Any]]:
    members = ClaimStatement.objects.standing_with_statement().counted_once().filter(claim=claim)
    for chunk in walk_chunks(members.values("id", "stance", "statement_id"), LATEST_ID):
        statements = Statement.objects.filter(pk__in=[member["statement_id"] for member in chunk])
        rows = {row["id"]: row for row in describe(list(statements.values(*FIELDS)), absolute)}
        for member in chunk:
            yield {"stance": member["stance"], **rows[member["statement_id"]]}


def _list_claims(claims: Any, absolute: Callable[[str], str]) -> Iterator[dict[str, Any]]:
    rows = walk(claims, LATEST_ID, CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        for summary in summarize_claims(chunk):
            yield _describe_claim(summary, absolute)


def _describe_claim(summary: Summary, absolute: Callable[[str], str]) -> dict[str, Any]:
    claim = summary.claim
    return {
        "id": claim.pk,
        "url": absolute(claim.get_absolute_url()),
        "claim": claim.text,
        "language": claim.language,
        "topic": claim.topic.title if claim.topic else None,
        "newest": summary.newest.isoformat() if summary.newest else None,
        "outlets": len(summary.outlets),
        "languages": ", ".join(sorted(summary.languages)),
        "said_by": ", ".join(voice.side.name for voice in summary.voices if voice.side and voice.says),
        "denied_by": ", ".join(voice.side.name for voice in summary.voices if voice.side and voice.denies),
        "contradicted_by": ", ".join(str(each.pk) for each in summary.against),
    }
