"""Disputes as the machine finds them: its own statements, actors, sides and acts, with the links of the gold statements that they match."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from analysis.pipeline import InputDocument, analyze
from analysis.relations.disputes import Dispute, list_dispute_files
from analysis.types import AnalyzedDocument, RelationKind, Spans, StatementInput

#: Jaccard of characters from which on a statement found is a gold one.
_MATCH: Final = 0.5


def find_statements(documents: Iterable[InputDocument]) -> list[tuple[StatementInput, Spans]]:
    """Statements as the pipeline finds them, with the places of their contents, in order."""
    documents = list(documents)
    published = {d.document: d.published for d in documents}
    return [each for analyzed in analyze(documents) for each in _take_statements(analyzed, published[analyzed.document])]


def _take_statements(analyzed: AnalyzedDocument, published: str | None) -> Iterable[tuple[StatementInput, Spans]]:
    for number, each in enumerate(analyzed.attributions):
        text = " ".join(span.of(analyzed.text) for span in each.content)
        name, side = (each.actor.name, each.actor.side) if each.actor else (None, None)
        yield StatementInput(f"{analyzed.document}/{number}", text, analyzed.language, name, side, each.act, analyzed.document, published), each.content


def find_disputes(folder: Path) -> list[Dispute]:
    """The disputes of a folder with what the machine finds in their articles.

    A statement found takes the links of the gold statement that it matches best. One that only touches a gold statement is uncertain: its pairs are neither
    links nor none.

    Raises:
        DisputeError: if the folder has none.
    """
    records = [json.loads(path.read_text(encoding="utf-8")) for path in list_dispute_files(folder)]
    documents = [
        InputDocument(f"{record['dispute']}/{article['id']}", article["text"], article["language"], article["published"])
        for record in records
        for article in record["articles"]
    ]
    found: dict[str, list[tuple[StatementInput, Spans]]] = {}
    for statement, content in find_statements(documents):
        found.setdefault((statement.document or "").split("/")[0], []).append((statement, content))
    return [_match(record, found.get(record["dispute"], [])) for record in records]


def _match(record: dict[str, Any], found: list[tuple[StatementInput, Spans]]) -> Dispute:
    name = record["dispute"]
    gold = [(g["id"], f"{name}/{g['article']}", {i for span in g["content"] for i in range(span["start"], span["end"])}) for g in record["statements"]]
    matched: dict[str, str] = {}
    uncertain = set()
    statements = []
    for number, (statement, content) in enumerate(found):
        identifier = f"{name}/found-{number}"
        statements.append(replace(statement, id=identifier))
        characters = {i for span in content for i in range(span.start, span.end)}
        overlaps = [(len(characters & own) / len(characters | own), key) for key, document, own in gold if document == statement.document]
        share, key = max(overlaps, default=(0.0, ""))
        if share >= _MATCH:
            matched[identifier] = key
        elif share > 0:
            uncertain.add(identifier)
    kinds = {frozenset((link["a"], link["b"])): RelationKind(link["relation"]) for link in record["links"]}
    links = {
        frozenset((a, b)): kinds[pair] for a, left in matched.items() for b, right in matched.items() if a < b and (pair := frozenset((left, right))) in kinds
    }
    return Dispute(name, tuple(statements), links, frozenset(uncertain))
