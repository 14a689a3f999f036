"""Reading an annotation collection back: its texts become articles, its annotations proposals at the very same places."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from claimsite.articles.actions import add_article, compute_sha256, get_or_create_outlet
from claimsite.core.turns import in_turn
from claimsite.statements.actions import add_actor, record_statements
from claimsite.statements.drafts import StatementDraft
from claimsite.statements.models import Actor, ActorKind, ExtractionRun

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimsite.articles.models import ArticleVersion
    from claimsite.core.models import User
    from claimsite.statements.anchors import Place

_NAME = re.compile(r".*#s(\d+)-(content|source|cue)")


class CollectionError(ValueError):
    """A collection that is none of ours, or whose places do not hold its words; nothing is stored."""


@in_turn()
def import_collection(collection: Mapping[str, Any], *, by: User) -> int:
    """Store the texts and statements of a collection that `annotations.build_collection` wrote.

    Args:
        collection: the parsed JSON; annotations of other kinds (links) are passed over.
        by: who imports; the statements are proposals that people have yet to decide.

    Returns:
        How many statements were stored anew.

    Raises:
        CollectionError: if something is missing or wrong, or a place does not hold the words that it names.
    """
    try:
        versions = {text["id"]: _store_text(text, by) for text in collection["texts"]}
        return sum(
            record_statements(version, run=_make_run(version, collection), drafts=[_read_draft(parts, version, by) for parts in statements]).added
            for version, statements in _sort(collection["first"]["items"], versions)
        )
    except (KeyError, TypeError, IndexError, AttributeError, ValueError) as error:
        raise CollectionError(f"this is no collection of statements: {error}") from error


def _store_text(text: Mapping[str, Any], by: User) -> ArticleVersion:
    if compute_sha256(text["value"]) != text["sha256"]:
        raise CollectionError(f"the text of {text['id']} is not the one that was exported")
    outlet = get_or_create_outlet(text["outlet"], by=by)
    day = dt.date.fromisoformat(text["published_on"])
    # The address is left out where another article has it: a second version of one, or what the site has read itself.
    article = add_article(outlet, title=text["title"], text=text["value"], language=text["language"], published_on=day, by=by)
    return article.versions.get(sha256=text["sha256"])


def _make_run(version: ArticleVersion, collection: Mapping[str, Any]) -> ExtractionRun:
    return ExtractionRun.objects.create(version=version, code_version="import", parameters={"collection": str(collection["id"])[:2000]})


def _sort(items: Iterable[Mapping[str, Any]], versions: Mapping[str, ArticleVersion]) -> list[tuple[ArticleVersion, list[dict[str, Any]]]]:
    """Annotations by role for each statement, by version."""
    parts: dict[str, dict[str, Any]] = defaultdict(dict)
    for item in items:
        match = _NAME.fullmatch(str(item["id"]))
        if match:
            parts[match[1]][match[2]] = item
    by_version: dict[int, tuple[ArticleVersion, list[dict[str, Any]]]] = {}
    for each in parts.values():
        version = versions[each["content"]["target"][0]["state"]["cached"]]
        by_version.setdefault(version.pk, (version, []))[1].append(each)
    return list(by_version.values())


def _read_draft(parts: Mapping[str, Any], version: ArticleVersion, by: User) -> StatementDraft:
    places = {role: _read_places(item, version.text) for role, item in parts.items()}
    bodies = [body for role in ("content", "source") for body in parts.get(role, {}).get("body", []) if isinstance(body, dict)]
    tags = dict(body["value"].split(":", 1) for body in bodies if body["purpose"] == "tagging" and ":" in body["value"])
    values = {body["purpose"]: body["value"] for body in bodies if body["purpose"] != "tagging"}
    actor = _get_actor(values.get("identifying"), tags, by)
    return StatementDraft(
        content=places["content"], source=places.get("source", ()), cue=places.get("cue", ()), act=values["classifying"], type=tags["type"], actor=actor
    )


def _get_actor(name: str | None, tags: Mapping[str, str], by: User) -> Actor | None:
    """The actor of that name; one that is its own side is added as such."""
    if not name:
        return None
    side = None if tags.get("side") in (None, name) else add_actor(tags["side"], kind=ActorKind.COLLECTIVE, side=None, by=by)
    return add_actor(name, kind=tags.get("kind", ActorKind.BODY), side=side, by=by)


def _read_places(item: Mapping[str, Any], text: str) -> list[Place]:
    """Places in the text; where they do not hold the quoted words the collection is refused."""
    places = []
    for target in item["target"]:
        selectors = {selector["type"]: selector for selector in target["selector"]}
        quoted, place = selectors["TextQuoteSelector"], selectors["TextPositionSelector"]
        start, end = int(place["start"]), int(place["end"])
        if not 0 <= start < end <= len(text) or text[start:end] != quoted["exact"]:
            raise CollectionError(f"{item['id']}: the text does not have these words at [{start}, {end})")
        places.append((start, end))
    return places
