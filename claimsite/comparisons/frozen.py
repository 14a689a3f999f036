"""What a snapshot keeps, and how snapshots of every age are read."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from claimsite.articles.models import ArticleVersion
from claimsite.claims.models import Claim
from claimsite.comparisons.models import FrozenText
from claimsite.comparisons.query import Query, read_query
from claimsite.statements.context import find_sentences
from claimsite.statements.models import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimsite.comparisons.models import Comparison

#: Raised with each change of the shape; `read_content` takes all of them.
#:
#: 1. ``title``, ``note``, ``query`` and ``table`` (see `table.build_table`).
#: 2. Besides: ``method``; ``statements``, by id as a string, each with its ``spans``, ``context``, reasons, decision and the ``text`` that it is from;
#:    ``texts``, by SHA-256, each with its article (the text itself is a `FrozenText`); ``generator``.
#:    Where sides or speakers are called otherwise in some language, ``table`` has their ``names``; one without shows the names that it has.
FORMAT = 2
#: Sentences on either side of a statement that are kept beside it.
AROUND = 1


def build_content(comparison: Comparison) -> dict[str, Any]:
    """All that a snapshot of the comparison keeps, as it stands now.

    Returns:
        JSON, in the newest format: no model objects, no times of the freezing itself, so that the same content is the same content. The number of
        queries does not depend on the data.
    """
    table = build_table(comparison)
    for row in table["rows"]:
        for versus in row["versus"]:
            # Which edit a form answers is no content; it would make a new version of an unchanged page.
            del versus["revision"]
    rows = _read_statements(iterate_statements(table))
    return {
        "format": FORMAT,
        "title": comparison.title,
        "note": comparison.note,
        "method": comparison.method,
        "query": comparison.query,
        "table": table,
        "statements": {str(row.pk): _describe_statement(row) for row in rows},
        "texts": _describe_texts(rows),
        "generator": {"name": "Claimsite", "analysis": sorted({row.run.code_version for row in rows if row.run})},
    }


def build_table(comparison: Comparison, query: Query | None = None) -> dict[str, Any]:
    """The comparison's table as it stands now: the chosen claims in their order and with the editors' words, without a choice those of the query."""
    chosen = _read_choice(comparison)
    table = (query or read_query(comparison.query)).build_table(claims=list(chosen))
    for row in table["rows"]:
        words = chosen.get(row["claim"]["id"])
        if words:
            row["claim"]["original"], row["claim"]["text"] = row["claim"]["text"], words
    return table


def _read_choice(comparison: Comparison) -> dict[int, str]:
    """The editors' words, empty for none, by the chosen claims' ids; merged claims lead to what they became."""
    given = {int(each["id"]): str(each.get("words") or "") for each in comparison.claims}
    became = dict(Claim.objects.filter(pk__in=list(given), merged_into__isnull=False).values_list("pk", "merged_into"))
    chosen: dict[int, str] = {}
    for pk, words in given.items():
        chosen.setdefault(became.get(pk) or pk, words)
    return chosen


def hash_content(content: Mapping[str, Any]) -> str:
    """SHA-256 over the content as JSON with sorted keys and without spaces, but for `generator`: 64 hexadecimal digits.

    Another release of the software that finds the same makes no new version.
    """
    kept = {name: value for name, value in content.items() if name != "generator"}
    canonical = json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def read_content(content: Mapping[str, Any]) -> dict[str, Any]:
    """A snapshot's content in the newest shape, whatever its age; what an old one does not know is empty."""
    empty: dict[str, Any] = {"format": 1, "title": "", "note": "", "method": "", "query": {}, "statements": {}, "texts": {}, "generator": {}}
    return {**empty, **content}


def freeze_texts(content: Mapping[str, Any]) -> None:
    """Keep the texts that a content is from, each once for all snapshots; they stay when their articles go."""
    wanted = set(content["texts"]) - set(FrozenText.objects.filter(sha256__in=list(content["texts"])).values_list("sha256", flat=True))
    found = dict(ArticleVersion.objects.filter(sha256__in=wanted).values_list("sha256", "text"))
    FrozenText.objects.bulk_create([FrozenText(sha256=sha256, text=text) for sha256, text in sorted(found.items())], ignore_conflicts=True)


def iterate_statements(table: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Every statement that a table shows, in its cells and its contradictions; one may come several times."""
    for row in table["rows"]:
        for cell in row["cells"]:
            yield from cell["statements"]
        for versus in row["versus"]:
            yield versus["a"]
            yield versus["b"]


def find_frozen_statement(content: Mapping[str, Any], pk: int) -> dict[str, Any] | None:
    """A statement as a content keeps it.

    Returns:
        ``statement`` as in the table, ``kept`` as in ``statements``, its ``side`` and its ``article``; None if the content does not keep it.
    """
    kept = content["statements"].get(str(pk))
    shown = next((each for each in iterate_statements(content["table"]) if each["id"] == pk), None)
    if kept is None or shown is None:
        return None
    side = content["table"]["sides"][shown["side"]] if shown["side"] is not None else None
    articles = content["texts"].get(kept["text"]) or [{}]
    article = next((each for each in articles if each.get("outlet") == shown["outlet"]), articles[0])
    return {"statement": shown, "kept": kept, "side": side, "article": article}


def _read_statements(shown: Iterable[Mapping[str, Any]]) -> list[Statement]:
    rows = Statement.objects.filter(pk__in={each["id"] for each in shown}).order_by("pk")
    return list(rows.select_related("version", "article__outlet", "run", "decided_by").prefetch_related("spans"))


def _describe_statement(row: Statement) -> dict[str, Any]:
    spans = sorted(row.spans.all(), key=lambda span: (span.start_char, span.role))
    return {
        "text": row.version.sha256,
        "spans": [
            {"role": span.role, "start": span.start_char, "end": span.end_char, "exact": span.exact, "prefix": span.prefix, "suffix": span.suffix}
            for span in spans
        ],
        "context": [[part.text, str(part.role)] for part in find_sentences(row, around=AROUND)],
        "why": row.why,
        "why_actor": row.why_actor,
        "decided_by": str(row.decided_by) if row.decided_by else None,
        "decided_at": row.decided_at.isoformat() if row.decided_at else None,
    }


def _describe_texts(rows: Iterable[Statement]) -> dict[str, Any]:
    """By SHA-256, each with the articles that have it: copies in several outlets share one."""
    texts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        article, version = row.article, row.version
        described = {
            "article": article.pk,
            "version": version.number,
            "title": article.choose_title(version),
            "outlet": article.outlet.name,
            "url": article.url,
            "language": article.language,
            "published_on": article.published_on.isoformat(),
            "read_at": version.read_at.isoformat(),
        }
        if described not in texts[version.sha256]:
            texts[version.sha256].append(described)
    return dict(texts)
