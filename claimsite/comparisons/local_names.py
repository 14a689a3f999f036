"""Tables with the names that the reader knows sides and speakers by.

A table, live or frozen, names actors by what identifies them, and keeps beside it, under ``names``, what they are called in each language. What is hashed,
compared and exported is the table as it is; what people look at goes through here. A snapshot from before names were kept shows those that it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from claimsite.core.languages import read_language

if TYPE_CHECKING:
    from claimsite.statements.models import Actor


def list_names(actors: Iterable[Actor | None]) -> dict[str, dict[str, str]]:
    """Names by language of those actors who have any, by what identifies them."""
    found = {}
    for actor in actors:
        names = {language: name for language, name in sorted(actor.local_names.items()) if name} if actor is not None else {}
        if actor is not None and names:
            found[actor.name] = names
    return dict(sorted(found.items()))


def localize(table: Mapping[str, Any]) -> dict[str, Any]:
    """A table as the reader sees it; one that was localized stays as it is."""
    language = read_language()
    names = {name: known[language] for name, known in (table.get("names") or {}).items() if known.get(language)}
    shown = {name: value for name, value in table.items() if name != "names"}
    if not names:
        return shown

    def name(each: Mapping[str, Any]) -> dict[str, Any]:
        return {**each, "actor": names.get(each["actor"] or "", each["actor"])}

    rows = [
        {
            **row,
            "cells": [{**cell, "statements": [name(each) for each in cell["statements"]]} for cell in row["cells"]],
            "versus": [{**versus, "a": name(versus["a"]), "b": name(versus["b"])} for versus in row["versus"]],
        }
        for row in table["rows"]
    ]
    return {**shown, "sides": [{**side, "name": names.get(side["name"], side["name"])} for side in table["sides"]], "rows": rows}


def localize_content(content: Mapping[str, Any]) -> dict[str, Any]:
    """A snapshot's content with its table as the reader sees it."""
    return {**content, "table": localize(content["table"])}
