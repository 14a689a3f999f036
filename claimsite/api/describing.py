"""Rows as the read API answers them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from claimsite.articles.models import Article, Outlet
from claimsite.claims.models import Claim, ClaimRelation, Topic
from claimsite.claims.overview import Summary
from claimsite.comparisons.models import Comparison, Snapshot
from claimsite.statements.models import Actor, Statement

Row = dict[str, Any]


class Describer:
    """Describes rows with addresses of the host that was asked for."""

    def __init__(self, request: HttpRequest) -> None:
        self.absolute: Callable[[str], str] = request.build_absolute_uri

    def go(self, name: str, *args: Any) -> str:
        """The address of something in this API."""
        return self.absolute(reverse(f"api-1:{name}", args=args))

    def outlet(self, outlet: Outlet) -> Row:
        """Of a publisher."""
        return {"id": outlet.pk, "name": outlet.name}

    def article(self, article: Article) -> Row:
        """Needs the outlet at hand."""
        return {
            "id": article.pk,
            "title": article.title,
            "outlet": self.outlet(article.outlet),
            "published_on": article.published_on,
            "language": article.language,
            "original": article.url,
            "url": self.go("article", article.pk),
            "page": self.absolute(article.get_absolute_url()),
        }

    def article_row(self, article: Article, statements: int) -> Row:
        """With what the list shows."""
        return self.article(article) | {
            "author": article.author,
            "is_sample": article.is_sample,
            "statements": statements,
            "statements_url": self.go("article_statements", article.pk),
        }

    def actor(self, actor: Actor | None) -> Row | None:
        """Of a speaker or a side; None of none."""
        if actor is None:
            return None
        page = self.absolute(actor.get_absolute_url())
        return {"slug": actor.slug, "name": actor.name, "kind": actor.kind, "url": self.go("actor", actor.slug), "page": page}

    def actor_row(self, actor: Actor) -> Row:
        """Needs the side at hand."""
        return {
            **(self.actor(actor) or {}),
            "id": actor.pk,
            "side": self.actor(actor.side),
            "statements_url": self.go("actor_statements", actor.slug),
        }

    def statement(self, row: Statement) -> Row:
        """Needs people, and copies where they are to be told."""
        return {
            "id": row.pk,
            "url": self.go("statement", row.pk),
            "page": self.absolute(reverse("statements:statement_detail", args=[row.pk])),
            **{name: getattr(row, name) for name in ("published_on", "language", "content", "source", "act", "type", "state", "score")},
            "actor": self.actor(row.actor),
            "side": self.actor(row.side),
            "article": self.article(row.article),
            "also_in": [self._elsewhere(copy) for copy in row.also_in],
        }

    def _elsewhere(self, copy: Statement) -> Row:
        page = self.absolute(copy.get_absolute_url())
        return {"id": copy.pk, "outlet": self.outlet(copy.article.outlet), "url": self.go("statement", copy.pk), "page": page}

    def claim(self, claim: Claim) -> Row:
        """Where something else names it."""
        return {
            "id": claim.pk,
            "text": claim.text,
            "language": claim.language,
            "url": self.go("claim", claim.pk),
            "page": self.absolute(claim.get_absolute_url()),
        }

    def claim_row(self, summary: Summary) -> Row:
        """With who speaks to it; needs the topic at hand."""
        claim = summary.claim
        return self.claim(claim) | {
            "topic": self._topic(claim.topic),
            "created_at": claim.created_at,
            "sides": [{"side": self.actor(voice.side), "says": voice.says, "denies": voice.denies} for voice in summary.voices],
            "outlets": len(summary.outlets),
            "languages": sorted(summary.languages),
            "newest": summary.newest,
            "contradicted_by": [each.pk for each in summary.against],
            "statements_url": self.go("claim_statements", claim.pk),
            "relations_url": f"{self.go('relations')}?claim={claim.pk}",
        }

    def _topic(self, topic: Topic | None) -> Row | None:
        return {"slug": topic.slug, "title": topic.title, "titles": topic.titles} if topic else None

    def relation(self, relation: ClaimRelation, in_a: Statement | None, in_b: Statement | None) -> Row:
        """Needs both claims at hand."""
        return {
            "id": relation.pk,
            "url": self.go("relation", relation.pk),
            **{name: getattr(relation, name) for name in ("kind", "state", "score", "why")},
            "a": self.claim(relation.claim_a),
            "b": self.claim(relation.claim_b),
            "evidence": {"a": self.statement(in_a), "b": self.statement(in_b)} if in_a and in_b else None,
        }

    def snapshot(self, snapshot: Snapshot, slug: str) -> Row:
        """Without its content."""
        return {
            "number": snapshot.number,
            "url": self.go("snapshot", slug, snapshot.number),
            "page": self.absolute(reverse("comparisons:snapshot_detail", args=[slug, snapshot.number])),
            "created_at": snapshot.created_at,
            "content_hash": snapshot.content_hash,
        }

    def comparison(self, comparison: Comparison) -> Row:
        """Needs owner and snapshots at hand, the latest first."""
        return {
            "slug": comparison.slug,
            "title": comparison.title,
            "owner": str(comparison.owner),
            "created_at": comparison.created_at,
            "latest": self.snapshot(comparison.snapshots.all()[0], comparison.slug),
            "snapshots_url": self.go("snapshots", comparison.slug),
            "changes_url": self.go("changes", comparison.slug),
            "url": self.go("comparison", comparison.slug),
            "page": self.absolute(comparison.get_absolute_url()),
        }

    def changes(self, changes: Iterable[Row]) -> list[Row]:
        """Differences as `comparisons.changes` gives them."""
        return [{"kind": each["kind"], "id": each["id"], "text": each["text"], "page": self.absolute(each["url"]) if each["url"] else None} for each in changes]
