"""Claims as schema.org has them (https://schema.org/Claim); how they stand to each other, which it does not say, in terms of our own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimsite.comparisons.exports.content import Shared

#: What could end the element, or begin a comment in it.
_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&"}
_KINDS = {"person": "Person", "body": "Organization", "state": "GovernmentOrganization", "collective": "Organization"}


def build_document(shared: Shared) -> dict[str, Any]:
    """The comparison as a work that has its claims as parts."""
    snapshot = shared.snapshot
    return {
        "@context": ["https://schema.org", _build_terms(shared)],
        "@id": shared.url,
        "@type": "CreativeWork",
        "name": shared.title,
        "url": shared.url,
        "version": str(snapshot.number),
        "datePublished": snapshot.created_at.isoformat(),
        "creator": {"@type": "Person", "name": str(shared.comparison.owner)},
        "publisher": {"@type": "Organization", "name": "Claimsite", "url": f"{shared.origin}/"},
        **({"abstract": snapshot.content["note"]} if snapshot.content.get("note") else {}),
        "isBasedOn": list({each["@id"]: each for row in shared.table["rows"] for each in _list_articles(row, shared)}.values()),
        "hasPart": [_build_claim(row, shared) for row in shared.table["rows"]],
    }


def write_script(document: Mapping[str, Any]) -> SafeString:
    """The document for a page: nothing in it can end the element, and U+2028 stays an escape."""
    words = json.dumps(document, ensure_ascii=True).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{words}</script>')  # noqa: S308 – escaped in the line before


def _build_terms(shared: Shared) -> dict[str, Any]:
    terms = shared.absolute(reverse("core:method")) + "#"
    return {name: {"@id": f"{terms}{name}", "@type": "@id"} for name in ("contradicts", "deniedBy")}


def _build_claim(row: Mapping[str, Any], shared: Shared) -> dict[str, Any]:
    claim, articles = row["claim"], _list_articles(row, shared)
    claiming = [(cell["side"], each) for cell in row["cells"] for each in cell["statements"] if each.get("status") != "denied"]
    denying = {cell["side"] for cell in row["cells"] if any(each.get("status") == "denied" for each in cell["statements"])}
    others = [shared.absolute(reverse("claims:claim_detail", args=[versus["other_claim"]])) for versus in row["versus"] if versus.get("other_claim")]
    document = {
        "@id": shared.absolute(claim["url"]),
        "@type": "Claim",
        "text": claim["text"],
        "url": shared.absolute(claim["url"]),
        "inLanguage": claim["language"],
        "author": [_build_side(shared.table["sides"][side], shared) for side in sorted({side for side, _ in claiming})],
        "appearance": articles,
        "firstAppearance": min(articles, key=lambda each: each["datePublished"]) if articles else None,
        "datePublished": min((each["published_on"] for _, each in claiming), default=None),
        "deniedBy": [shared.absolute(shared.table["sides"][side]["url"]) for side in sorted(denying)],
        "contradicts": others,
    }
    return {name: value for name, value in document.items() if value}


def _build_side(side: Mapping[str, Any], shared: Shared) -> dict[str, Any]:
    return {"@type": _KINDS.get(side["kind"], "Organization"), "@id": shared.absolute(side["url"]), "name": side["name"]}


def _list_articles(row: Mapping[str, Any], shared: Shared) -> list[dict[str, Any]]:
    statements: Iterable[Mapping[str, Any]] = [each for cell in row["cells"] for each in cell["statements"]]
    return list({each["article_url"]: _build_article(each, shared) for each in statements if each.get("article_url")}.values())


def _build_article(statement: Mapping[str, Any], shared: Shared) -> dict[str, Any]:
    url = shared.absolute(statement["article_url"])
    return {
        "@type": "NewsArticle",
        "@id": url,
        "url": url,
        "headline": statement["article_title"],
        "datePublished": statement["published_on"],
        "inLanguage": statement["language"],
        "publisher": {"@type": "NewsMediaOrganization", "name": statement["outlet"]},
    }
