"""Statements as W3C Web Annotations (https://www.w3.org/TR/annotation-model/): each span by its words and by its place in code points.

A statement is up to three annotations, whose ids share a beginning: its content with the act, its source with the speaker, and its cue. The texts that
the places count in stand under `texts`, a term of our own, so that a collection can be read where the articles are not.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from claimsite.comparisons.exports.content import list_statements
from claimsite.statements.models import SpanRole, Statement, StatementSpan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimsite.comparisons.exports.content import Shared

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE = f'application/ld+json; profile="{CONTEXT}"'
#: What an annotation of a statement's span is for, by the span's role.
MOTIVATIONS = {SpanRole.CONTENT: "classifying", SpanRole.SOURCE: "identifying", SpanRole.CUE: "tagging"}


def build_collection(shared: Shared, address: str) -> dict[str, Any]:
    """All annotations in one page; statements whose article is gone are counted in `omitted`."""
    wanted = list_statements(shared.table)
    rows = Statement.objects.filter(pk__in=list(wanted)).select_related("version", "article__outlet", "actor", "side", "run").prefetch_related("spans")
    found = {row.pk: row for row in rows}
    ordered = [found[pk] for pk in wanted if pk in found]
    items = [each for row in ordered for each in _annotate(row, wanted[row.pk], shared)] + _list_links(shared, found)
    page = {"id": f"{address}#page", "type": "AnnotationPage", "partOf": address, "startIndex": 0, "items": items}
    return {
        "@context": [CONTEXT, {"claimsite": shared.absolute(reverse("core:method")) + "#", "texts": "claimsite:texts", "omitted": "claimsite:omitted"}],
        "id": address,
        "type": "AnnotationCollection",
        "label": shared.title,
        "created": _write_time(shared.snapshot.created_at),
        "total": len(items),
        "omitted": len(wanted) - len(ordered),
        "first": page,
        "texts": _list_texts(ordered, shared),
    }


def _annotate(row: Statement, frozen: Mapping[str, Any], shared: Shared) -> list[dict[str, Any]]:
    """The annotations of one statement: speaker, act and type as they were frozen."""
    spoken = any(span.role == SpanRole.SOURCE for span in row.spans.all())
    speaker = _name_speaker(row, frozen, shared)
    acts = [_write_body(frozen.get("act") or row.act, "classifying"), _write_body(f"type:{frozen.get('type') or row.type}", "tagging")]
    bodies: dict[str, Any] = {
        SpanRole.CONTENT: acts if spoken else [*acts, *speaker],
        SpanRole.SOURCE: speaker or [_write_body(row.source, "describing")],
        SpanRole.CUE: [_write_body("cue", "tagging")],
    }
    result = []
    for role, motivation in MOTIVATIONS.items():
        spans = sorted((span for span in row.spans.all() if span.role == role), key=lambda span: span.position)
        if spans:
            about = {"motivation": motivation, "body": bodies[role]}
            result.append(_write_annotation(f"s{row.pk}-{role}", row, shared) | about | {"target": _write_targets(row, spans, shared)})
    return result


def _name_speaker(row: Statement, frozen: Mapping[str, Any], shared: Shared) -> list[Any]:
    """The actor's address and name, and, where nobody else was put in its place since, as tags what it is and whose side it is on."""
    if not frozen.get("actor"):
        return []
    is_same = row.actor is not None and row.actor.name == frozen["actor"]
    tags = [f"kind:{row.actor.kind}", *([f"side:{row.side.name}"] if row.side else [])] if is_same and row.actor else []
    named = [shared.absolute(frozen["actor_url"])] if frozen.get("actor_url") else []
    return [*named, _write_body(frozen["actor"], "identifying"), *(_write_body(tag, "tagging") for tag in tags)]


def _write_annotation(name: str, row: Statement, shared: Shared) -> dict[str, Any]:
    annotation: dict[str, Any] = {"id": f"{shared.url}#{name}", "type": "Annotation", "created": _write_time(row.added_at)}
    if row.run is not None:
        annotation["generator"] = {"type": "Software", "name": f"Claimsite analysis {row.run.code_version}"}
    return annotation


def _list_links(shared: Shared, found: dict[int, Statement]) -> list[dict[str, Any]]:
    """Contradictions: the words that speak for one claim, linked to the other claim."""
    links: dict[str, dict[str, Any]] = {}
    for row in shared.table["rows"]:
        for versus in row["versus"]:
            statement = found.get(versus["a"]["id"])
            if statement is None or not versus.get("other_claim"):
                continue
            spans = [span for span in statement.spans.all() if span.role == SpanRole.CONTENT]
            name = f"r{versus['relation']}-c{row['claim']['id']}"
            body = shared.absolute(reverse("claims:claim_detail", args=[versus["other_claim"]]))
            about = {"motivation": "linking", "body": [body, _write_body(versus["kind"], "tagging")]}
            links[name] = _write_annotation(name, statement, shared) | about | {"target": _write_targets(statement, spans, shared)}
    return list(links.values())


def _write_body(value: str, purpose: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _write_targets(row: Statement, spans: Iterable[StatementSpan], shared: Shared) -> list[dict[str, Any]]:
    """One target a span, with both selectors and the copy of the text that they count in."""
    state = {"type": "TimeState", "sourceDate": _write_time(row.version.read_at), "cached": _name_text(row, shared)}
    source = row.article.url or shared.absolute(row.article.get_absolute_url())
    return [
        {
            "type": "SpecificResource",
            "source": source,
            "state": state,
            "selector": [
                {"type": "TextQuoteSelector", "exact": span.exact, "prefix": span.prefix, "suffix": span.suffix},
                {"type": "TextPositionSelector", "start": span.start_char, "end": span.end_char},
            ],
        }
        for span in spans
    ]


def _name_text(row: Statement, shared: Shared) -> str:
    return f"{shared.absolute(row.article.get_absolute_url())}?version={row.version.number}"


def _list_texts(rows: Iterable[Statement], shared: Shared) -> list[dict[str, Any]]:
    return list({row.version_id: _write_text(row, shared) for row in rows}.values())


def _write_text(row: Statement, shared: Shared) -> dict[str, Any]:
    return {
        "id": _name_text(row, shared),
        "type": "Text",
        "format": "text/plain",
        "language": row.language,
        "title": row.version.title,
        "outlet": row.article.outlet.name,
        "url": row.article.url,
        "published_on": row.published_on.isoformat(),
        "sha256": row.version.sha256,
        "value": row.version.text,
    }


def _write_time(moment: dt.datetime) -> str:
    """UTC with Z, in whole seconds, as the model asks for."""
    return f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
