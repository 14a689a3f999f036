"""Editors' decisions as gold data: what the machine can be scored against, and trained on.

The forms are those of the evaluation files: a line of JSON for each article with its attributions, and a file for each topic with statements and links.
An article is gold only if nothing in it waits for a decision: then whatever is not there was not said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from claimsite.articles.models import ArticleVersion
from claimsite.claims.models import ClaimRelation, ClaimStatement, RelationEvidence, Topic
from claimsite.core.models import ReviewState
from claimsite.core.querysets import is_awaiting_review
from claimsite.statements.models import SpanRole, Statement

#: What people hold for right.
RIGHT = (ReviewState.ACCEPTED, ReviewState.CORRECTED)


def list_decided_versions(*, with_open: bool = False) -> QuerySet[ArticleVersion]:
    """Current texts with at least one decided statement; those with proposals that nobody has decided only if asked for."""
    of_version = Statement.objects.filter(version=OuterRef("pk"))
    found = ArticleVersion.objects.filter(Exists(of_version.exclude(state=ReviewState.PROPOSED)), is_current=True)
    if not with_open:
        found = found.exclude(Exists(of_version.filter(is_awaiting_review())))
    right = Statement.objects.filter(state__in=RIGHT, withdrawn_at__isnull=True).select_related("actor", "side").prefetch_related("spans").order_by("id")
    return found.select_related("article__outlet").prefetch_related(Prefetch("statements", queryset=right, to_attr="gold")).order_by("id")


def describe_articles(versions: QuerySet[ArticleVersion], *, chunk: int = 100) -> Iterator[dict[str, Any]]:
    """Each text with its attributions, in the form of the lines that `analysis attribute` is scored against."""
    for version in versions.iterator(chunk_size=chunk):
        attributions = [{**_describe_places(each), "type": each.type, "act": each.act, "actor": each.actor and each.actor.name} for each in _get_gold(version)]
        yield {
            "document": name_document(version),
            "language": version.article.language,
            "published": version.article.published_on.isoformat(),
            "text": version.text,
            "attributions": attributions,
        }


def describe_topics(versions: QuerySet[ArticleVersion]) -> Iterator[dict[str, Any]]:
    """Each topic with its gold articles, their statements and the links between them that people hold for right; topics without a link are left out."""
    by_topic: dict[int, dict[int, Statement]] = defaultdict(dict)
    gold = {statement.pk: statement for version in versions for statement in _get_gold(version)}
    memberships = ClaimStatement.objects.standing().filter(statement__in=gold, claim__topic__isnull=False)
    for statement_id, topic_id in memberships.values_list("statement", "claim__topic"):
        by_topic[topic_id][statement_id] = gold[statement_id]
    links = _find_links(set(gold))
    for topic in Topic.objects.filter(pk__in=by_topic).order_by("pk"):
        within = by_topic[topic.pk]
        found = [link for link in links if link[0] in within and link[1] in within]
        if found:
            yield _describe_topic(topic, within, found)


def name_document(version: ArticleVersion) -> str:
    """What a text is called in gold data."""
    return f"article-{version.article_id}-v{version.number}"


def _get_gold(version: ArticleVersion) -> list[Statement]:
    return list(version.gold)  # type: ignore[attr-defined]


def _describe_places(statement: Statement, *, with_text: bool = False) -> dict[str, list[dict[str, Any]]]:
    places: dict[str, list[dict[str, Any]]] = {role.value: [] for role in (SpanRole.CONTENT, SpanRole.SOURCE, SpanRole.CUE)}
    for span in sorted(statement.spans.all(), key=lambda span: span.start_char):
        if not span.is_orphaned:
            places[span.role].append({"start": span.start_char, "end": span.end_char} | ({"text": span.exact} if with_text else {}))
    return places


def _find_links(statements: set[int]) -> list[tuple[int, int, str]]:
    """Pairs of statements whose claims stand to each other so in people's eyes; the kind is the one that people left, not the machine's."""
    evidence = RelationEvidence.objects.filter(
        relation__in=ClaimRelation.objects.filter(state__in=RIGHT), statement_a__in=statements, statement_b__in=statements
    )
    return [(a, b, kind) for a, b, kind in evidence.order_by("id").values_list("statement_a", "statement_b", "relation__kind")]


def _describe_topic(topic: Topic, statements: dict[int, Statement], links: list[tuple[int, int, str]]) -> dict[str, Any]:
    versions = {statement.version_id: statement.version for statement in statements.values()}
    return {
        "dispute": topic.slug,
        "title": topic.title,
        "articles": [
            {
                "id": f"a{version.pk}",
                "language": version.article.language,
                "outlet": version.article.outlet.name,
                "published": version.article.published_on.isoformat(),
                "title": version.title,
                "text": version.text,
            }
            for _, version in sorted(versions.items())
        ],
        "statements": [
            {
                "id": f"s{pk}",
                "article": f"a{statement.version_id}",
                "type": statement.type,
                "actor": statement.actor and statement.actor.name,
                "side": statement.side and statement.side.name,
                "act": statement.act,
                **_describe_places(statement, with_text=True),
            }
            for pk, statement in sorted(statements.items())
        ],
        "links": [{"a": f"s{a}", "b": f"s{b}", "relation": kind} for a, b, kind in links],
    }
