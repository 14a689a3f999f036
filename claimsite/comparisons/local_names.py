"""Tables with the names that the reader knows sides and speakers by, and led by words in the reader's language.

A table, live or frozen, names actors by what identifies them, and keeps beside it, under ``names``, what they are called in each language. What is hashed,
compared and exported is the table as it is; what people look at goes through here. A snapshot from before names were kept shows those that it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from claimsite.comparisons.cells import SHORTEST
from claimsite.core.languages import read_language

if TYPE_CHECKING:
    from claimsite.claims.models import Topic
    from claimsite.statements.models import Actor


def list_names(actors: Iterable[Actor | None], topic: Topic | None = None) -> dict[str, dict[str, str]]:
    """Names by language of those actors who have any, by what identifies them; a topic's by its title."""
    found = {}
    for actor in actors:
        names = {language: name for language, name in sorted(actor.local_names.items()) if name} if actor is not None else {}
        if actor is not None and names:
            found[actor.name] = names
    if topic is not None and topic.titles:
        found[topic.title] = dict(sorted(topic.titles.items()))
    return dict(sorted(found.items()))


def localize(table: Mapping[str, Any]) -> dict[str, Any]:
    """A table as the reader sees it; one that was localized stays as it is."""
    language = read_language()
    names = {name: known[language] for name, known in (table.get("names") or {}).items() if known.get(language)}
    shown = {name: value for name, value in table.items() if name != "names"}
    topic = table.get("topic")
    return {
        **shown,
        "topic": {**topic, "title": names.get(topic["title"], topic["title"])} if topic else topic,
        "sides": [{**side, "name": names.get(side["name"], side["name"])} for side in table["sides"]],
        "rows": [_localize_row(row, names, language) for row in table["rows"]],
    }


def _localize_row(row: Mapping[str, Any], names: Mapping[str, str], language: str) -> dict[str, Any]:
    def name(each: Mapping[str, Any]) -> dict[str, Any]:
        return {**each, "actor": names.get(each["actor"] or "", each["actor"])}

    return {
        **row,
        "claim": _lead_claim(row["claim"], language),
        "cells": [{**cell, "statements": [name(each) for each in _lead_cell(cell, language)]} for cell in row["cells"]],
        "versus": [{**versus, "a": name(versus["a"]), "b": name(versus["b"])} for versus in row["versus"]],
    }


def _lead_claim(claim: Mapping[str, Any], language: str) -> dict[str, Any]:
    """A claim led by its words in the reader's language, if it has any, unless a person worded it."""
    own = {"language": claim["language"], "text": claim["text"]}
    words = [own, *(claim.get("other_wordings") or ())]
    if not claim.get("original") and not claim.get("is_worded"):
        words.sort(key=lambda each: each["language"] != language)  # else in the order in which they came
    return {**claim, **words[0], "other_wordings": words[1:]}


def _lead_cell(cell: Mapping[str, Any], language: str) -> list[Mapping[str, Any]]:
    """A side's statements, led by one that says the row's claim, or denies it, in words that the reader can read, if any does what the cell says.

    Of what comes from counterclaims none can stand for another: each says something else.
    """

    def rate(each: Mapping[str, Any]) -> tuple[bool, bool]:
        can_lead = each["language"] == language and each.get("via") == "claim" and len(each["quote"].split()) >= SHORTEST
        return each.get("status") != cell["status"], not can_lead

    return sorted(cell["statements"], key=rate)


def localize_content(content: Mapping[str, Any]) -> dict[str, Any]:
    """A snapshot's content with its table as the reader sees it."""
    return {**content, "table": localize(content["table"])}
