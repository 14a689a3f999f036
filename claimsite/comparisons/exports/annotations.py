"""Statements as W3C Web Annotations (https://www.w3.org/TR/annotation-model/): each span by its words and by its place in code points.

A statement is up to three annotations, whose ids share a beginning: its content with the act, its source with the speaker, and its cue. The texts that
the places count in stand under `texts`, a term of our own, so that a collection can be read where the articles are not.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from claimsite.comparisons.exports.content import list_statements
from claimsite.comparisons.exports.passages import Passage, find_tags, list_passages
from claimsite.comparisons.frozen import read_content
from claimsite.core.models import ReviewState
from claimsite.statements.models import SpanRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from claimsite.comparisons.exports.content import Shared

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE = f'application/ld+json; profile="{CONTEXT}"'
#: What an annotation of a statement's span is for, by the span's role.
MOTIVATIONS = {SpanRole.CONTENT: "classifying", SpanRole.SOURCE: "identifying", SpanRole.CUE: "tagging"}


def build_collection(shared: Shared, address: str) -> dict[str, Any]:
    """All annotations in one page; statements of which no text is left are counted in `omitted`."""
    wanted = list_statements(shared.table)
    passages, tags = list_passages(shared, wanted), find_tags(wanted.values())
    items = [each for pk, passage in passages.items() for each in _annotate(pk, passage, tags, shared)] + _list_links(shared, passages)
    items += [*_list_corrections(shared, passages), *_list_comments(shared)]
    page = {"id": f"{address}#page", "type": "AnnotationPage", "partOf": address, "startIndex": 0, "items": items}
    return {
        "@context": [CONTEXT, {"claimsite": shared.absolute(reverse("core:method")) + "#", "texts": "claimsite:texts", "omitted": "claimsite:omitted"}],
        "id": address,
        "type": "AnnotationCollection",
        "label": shared.title,
        "created": _write_time(shared.snapshot.created_at),
        "total": len(items),
        "omitted": len(wanted) - len(passages),
        "first": page,
        "texts": list({text["id"]: text for text in (_write_text(passage, shared) for passage in passages.values())}.values()),
    }


def _annotate(pk: int, passage: Passage, tags: Mapping[str, Sequence[str]], shared: Shared) -> list[dict[str, Any]]:
    """The annotations of one statement: speaker, act and type as they were frozen."""
    statement, by_role = passage.statement, _sort_spans(passage)
    speaker = _name_speaker(statement, tags, shared)
    acts = [_write_body(statement["act"], "classifying"), _write_body(f"type:{statement['type']}", "tagging")]
    bodies: dict[str, Any] = {
        SpanRole.CONTENT: acts if SpanRole.SOURCE in by_role else [*acts, *speaker],
        SpanRole.SOURCE: speaker or [_write_body(statement["source"], "describing")],
        SpanRole.CUE: [_write_body("cue", "tagging")],
    }
    return [
        _write_annotation(f"s{pk}-{role}", MOTIVATIONS[role], bodies[role], _write_targets(passage, by_role[role], shared), shared)
        for role in MOTIVATIONS
        if role in by_role
    ]


def _sort_spans(passage: Passage) -> dict[str, list[Mapping[str, Any]]]:
    by_role: dict[str, list[Mapping[str, Any]]] = {}
    for span in passage.spans:
        by_role.setdefault(span["role"], []).append(span)
    return by_role


def _name_speaker(statement: Mapping[str, Any], tags: Mapping[str, Sequence[str]], shared: Shared) -> list[Any]:
    """The actor's address and name, and as tags what it is and whose side it is on."""
    if not statement.get("actor"):
        return []
    address = statement.get("actor_url")
    named = [shared.absolute(address)] if address else []
    return [*named, _write_body(statement["actor"], "identifying"), *(_write_body(tag, "tagging") for tag in tags.get(address or "", ()))]


def _list_corrections(shared: Shared, passages: Mapping[int, Passage]) -> list[dict[str, Any]]:
    """What people corrected in the machine's reading, and claims that they word anew."""
    kept = read_content(shared.snapshot.content)["statements"]
    found = []
    for pk, passage in passages.items():
        statement, decision = passage.statement, kept.get(str(pk), {})
        by_role = _sort_spans(passage)
        if statement.get("state") != ReviewState.CORRECTED or SpanRole.CONTENT not in by_role:
            continue
        words = "; ".join(f"{name}: {statement[name]}" for name in ("actor", "act", "type") if statement.get(name))
        annotation = _write_annotation(
            f"s{pk}-correction", "editing", [_write_body(words, "editing")], _write_targets(passage, by_role[SpanRole.CONTENT], shared), shared
        )
        if decision.get("decided_by"):
            annotation["creator"] = {"type": "Person", "name": decision["decided_by"]}
            annotation["created"] = _write_time(dt.datetime.fromisoformat(decision["decided_at"]))
        found.append(annotation)
    claims = [row["claim"] for row in shared.table["rows"] if row["claim"].get("original")]
    return found + [
        _write_annotation(f"c{each['id']}-wording", "editing", [_write_body(each["text"], "editing")], [shared.absolute(each["url"])], shared)
        for each in claims
    ]


def _list_comments(shared: Shared) -> list[dict[str, Any]]:
    """What the comparison's people say to everybody about it; notes among editors are in no file."""
    content = read_content(shared.snapshot.content)
    said = [("note", "commenting", content["note"]), ("method", "describing", content["method"])]
    return [_write_annotation(name, purpose, [_write_body(words, purpose)], [shared.url], shared) for name, purpose, words in said if words]


def _write_annotation(name: str, motivation: str, body: list[Any], target: list[Any], shared: Shared) -> dict[str, Any]:
    return {
        "id": f"{shared.url}#{name}",
        "type": "Annotation",
        "motivation": motivation,
        "created": _write_time(shared.snapshot.created_at),
        "generator": {"type": "Software", "name": "Claimsite"},
        "body": body,
        "target": target,
    }


def _list_links(shared: Shared, passages: Mapping[int, Passage]) -> list[dict[str, Any]]:
    """Contradictions: the words that speak for one claim, linked to the other claim."""
    links: dict[str, dict[str, Any]] = {}
    for row in shared.table["rows"]:
        for versus in row["versus"]:
            passage = passages.get(versus["a"]["id"])
            if passage is None or not versus.get("other_claim"):
                continue
            name = f"r{versus['relation']}-c{row['claim']['id']}"
            body = [shared.absolute(reverse("claims:claim_detail", args=[versus["other_claim"]])), _write_body(versus["kind"], "tagging")]
            target = _write_targets(passage, _sort_spans(passage)[SpanRole.CONTENT], shared)
            links[name] = _write_annotation(name, "linking", body, target, shared)
    return list(links.values())


def _write_body(value: str, purpose: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _write_targets(passage: Passage, spans: Iterable[Mapping[str, Any]], shared: Shared) -> list[dict[str, Any]]:
    """One target a span, with both selectors and the copy of the text that they count in."""
    read_at = dt.datetime.fromisoformat(passage.article["read_at"])
    state = {"type": "TimeState", "sourceDate": _write_time(read_at), "cached": _name_text(passage, shared)}
    source = passage.article.get("url") or shared.absolute(passage.statement["article_url"].split("#")[0])
    return [
        {
            "type": "SpecificResource",
            "source": source,
            "state": state,
            "selector": [
                {"type": "TextQuoteSelector", **{name: span[name] for name in ("exact", "prefix", "suffix")}},
                {"type": "TextPositionSelector", "start": span["start"], "end": span["end"]},
            ],
        }
        for span in spans
    ]


def _name_text(passage: Passage, shared: Shared) -> str:
    path = reverse("claims:article_detail", args=[passage.article["article"]])
    return f"{shared.absolute(path)}?version={passage.article['version']}"


def _write_text(passage: Passage, shared: Shared) -> dict[str, Any]:
    same = ("language", "title", "outlet", "url", "published_on")
    about = {"id": _name_text(passage, shared), "type": "Text", "format": "text/plain", "sha256": passage.sha256, "value": passage.text}
    return about | {name: passage.article.get(name) for name in same}


def _write_time(moment: dt.datetime) -> str:
    """UTC with Z, in whole seconds, as the model asks for."""
    return f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
