"""Where the statements of a snapshot stand in their texts: as they were frozen, and for snapshots that froze no places as the rows say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claimsite.comparisons.frozen import read_content
from claimsite.comparisons.models import FrozenText
from claimsite.statements.models import Actor, Statement

if TYPE_CHECKING:
    from claimsite.comparisons.exports.content import Shared


@dataclass(frozen=True, slots=True)
class Passage:
    """A statement with its spans (`role`, `start`, `end`, `exact`, `prefix`, `suffix`) and the text that they count in, with the article it is from."""

    statement: Mapping[str, Any]
    spans: list[Mapping[str, Any]]
    article: Mapping[str, Any]
    sha256: str
    text: str


def list_passages(shared: Shared, statements: Mapping[int, Mapping[str, Any]]) -> dict[int, Passage]:
    """By statement, in the given order; those of which no text is left are not in it."""
    frozen = _read_frozen(shared, statements)
    live = _read_live([pk for pk in statements if pk not in frozen], statements)
    return {pk: found for pk in statements if (found := frozen.get(pk) or live.get(pk))}


def find_tags(statements: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """What each speaker is, and whose side it is on, by the address that it had; speakers that are gone have none."""
    slugs = {str(each["actor_url"]).strip("/").rsplit("/", 1)[-1] for each in statements if each.get("actor_url")}
    rows = Actor.objects.filter(slug__in=slugs).select_related("side")
    return {row.get_absolute_url(): [f"kind:{row.kind}", *([f"side:{row.side.name}"] if row.side else [])] for row in rows}


def _read_frozen(shared: Shared, statements: Mapping[int, Mapping[str, Any]]) -> dict[int, Passage]:
    content = read_content(shared.snapshot.content)
    kept = {pk: content["statements"][str(pk)] for pk in statements if str(pk) in content["statements"]}
    texts = dict(FrozenText.objects.filter(sha256__in={each["text"] for each in kept.values()}).values_list("sha256", "text"))
    found = {}
    for pk, each in kept.items():
        articles = content["texts"].get(each["text"], [])
        # Copies share a text; the statement's own article is the one whose address it has.
        own = [article for article in articles if f"/{article['article']}/" in str(statements[pk].get("article_url"))] or articles
        if own and each["text"] in texts:
            found[pk] = Passage(statements[pk], each["spans"], own[0], each["text"], texts[each["text"]])
    return found


def _read_live(wanted: list[int], statements: Mapping[int, Mapping[str, Any]]) -> dict[int, Passage]:
    if not wanted:
        return {}
    rows = Statement.objects.filter(pk__in=wanted).select_related("version", "article__outlet").prefetch_related("spans")
    return {row.pk: Passage(statements[row.pk], _list_spans(row), _describe_article(row), row.version.sha256, row.version.text) for row in rows}


def _list_spans(row: Statement) -> list[Mapping[str, Any]]:
    return [
        {"role": span.role, "start": span.start_char, "end": span.end_char, "exact": span.exact, "prefix": span.prefix, "suffix": span.suffix}
        for span in sorted(row.spans.all(), key=lambda span: (span.start_char, span.role))
    ]


def _describe_article(row: Statement) -> dict[str, Any]:
    article, version = row.article, row.version
    return {
        "article": article.pk,
        "version": version.number,
        "title": article.choose_title(version),
        "outlet": article.outlet.name,
        "url": article.url,
        "language": article.language,
        "published_on": article.published_on.isoformat(),
        "read_at": version.read_at.astimezone(dt.UTC).isoformat(),
    }
