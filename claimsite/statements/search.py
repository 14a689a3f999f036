"""Full text search over statements, the same for SQLite (FTS5) and PostgreSQL.

`search("…")` gives a condition for `Statement.objects.filter()`. A search has words, which all must occur, "quoted words" that must follow one
another, and -words that must not occur; everything else a person types is harmless. Order is left to the caller: newest first, for ranking a common
word among a million statements takes 134 ms.
"""

# ruff: noqa: S608 – all names in these queries are constants of this file.
from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import DatabaseError, connection, connections, transaction
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.db.models.lookups import In

logger = logging.getLogger(__name__)

TABLE = "statements_search"
MAX_LENGTH, MAX_TERMS = 300, 24
#: Statements with words that count as common.
COMMON = 20_000
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')

_CREATE = f"""CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE} USING fts5(
    content, source, content='statements_statement', content_rowid='id', tokenize='unicode61 remove_diacritics 2')"""
_ADD = f"INSERT INTO {TABLE}(rowid, content, source) VALUES (new.id, new.content, new.source);"
_REMOVE = f"INSERT INTO {TABLE}({TABLE}, rowid, content, source) VALUES ('delete', old.id, old.content, old.source);"
_TRIGGERS = {
    f"{TABLE}_added": f"AFTER INSERT ON statements_statement BEGIN {_ADD} END",
    f"{TABLE}_removed": f"AFTER DELETE ON statements_statement BEGIN {_REMOVE} END",
    f"{TABLE}_changed": f"AFTER UPDATE OF content, source ON statements_statement BEGIN {_REMOVE} {_ADD} END",
}
#: How PostgreSQL reads words: as they are, in small letters and without accents, as FTS5 does.
CONFIG = "claimsite"
#: To the letter what Django's SearchVector compares, so that the planner takes the index.
_POSTGRES_INDEX = f"""CREATE INDEX IF NOT EXISTS {TABLE} ON statements_statement USING gin (
    (to_tsvector('{CONFIG}'::regconfig, COALESCE("content", '') || ' ' || COALESCE("source", ''))))"""
_POSTGRES_STATE = f"""SELECT count(*) FROM pg_index WHERE indexrelid = to_regclass('{TABLE}') AND indisvalid
    AND pg_get_indexdef(indexrelid) LIKE '%%''{CONFIG}''::regconfig%%'"""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a search asks for; each term is one or more words that follow one another."""

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]


def parse(text: str) -> Terms:
    """Read what a person typed; whatever holds no letter or digit is left out."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word in _TERM.findall(text[:MAX_LENGTH].replace("\x00", " ").encode(errors="ignore").decode())[:MAX_TERMS]:
        term = " ".join((phrase or word).replace('"', " ").split())
        if any(ch.isalnum() for ch in term):
            (unwanted if minus else wanted).append(term)
    return Terms(tuple(wanted), tuple(unwanted))


def search(text: str, using: Any = None, *, since: int | None = None) -> Q:
    """The condition that a statement's content or source matches; nothing typed matches all, nothing searchable matches none.

    Args:
        text: as a person types it.
        using: the connection that will be asked; None for the default one.
        since: the lowest id of the statements that are looked for, where the index can be asked from there on (SQLite); None for all.
    """
    used = using or connection
    terms = parse(text)
    if not text.strip():
        return Q()
    if not terms.wanted and not terms.unwanted:
        return Q(pk__in=[])
    known: dict[str, Callable[[tuple[str, ...]], Q]] = {"sqlite": partial(_match_sqlite, since=since), "postgresql": _match_postgresql}
    match = known.get(used.vendor, _match_plainly)
    if not has_index(used) or not _is_readable(used, terms):
        match = _match_plainly
    condition = Q()
    if terms.wanted:
        condition &= match(terms.wanted)
    for term in terms.unwanted:
        condition &= ~match((term,))
    return condition


def has_index(using: Any = None) -> bool:
    """Whether the index is there and kept in step; without it, a search reads every row."""
    used = using or connection
    names = [TABLE, *_TRIGGERS]
    with used.cursor() as cursor:
        if used.vendor == "postgresql":
            cursor.execute(_POSTGRES_STATE)
            return bool(cursor.fetchone()[0])
        if used.vendor != "sqlite":
            return True
        cursor.execute(f"SELECT count(*) FROM sqlite_master WHERE name IN ({', '.join(['%s'] * len(names))})", names)
        return bool(cursor.fetchone()[0] == len(names))


def _is_readable(used: Any, terms: Terms) -> bool:
    """Whether the index answers for these words; one that is damaged is done without, as one that is missing is."""
    if used.vendor != "sqlite":
        return True
    try:
        with used.cursor() as cursor:
            for term in (*terms.wanted, *terms.unwanted):
                cursor.execute(f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s LIMIT 1", [f'"{term}"'])
                cursor.fetchone()
    except DatabaseError as error:
        logger.error("The search index is damaged (%s): searches read every row until `manage.py rebuild_search` has made it anew.", error)
        return False
    return True


@transaction.atomic
def rebuild(using: Any = None) -> None:
    """Make the index anew, whatever state it is in: missing, stale, or without the triggers that keep it in step.

    Args:
        using: the connection; None for the default one.
    """
    used = using or connection
    with used.cursor() as cursor:
        if used.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks that wait cannot be indexed
            drop(used)
            _configure(used)
            cursor.execute(_POSTGRES_INDEX)
        elif used.vendor == "sqlite":
            drop(used)
            cursor.execute(_CREATE)
            for name, body in _TRIGGERS.items():
                cursor.execute(f"CREATE TRIGGER {name} {body}")
            cursor.execute(f"INSERT INTO {TABLE}({TABLE}) VALUES ('rebuild')")


def drop(using: Any) -> None:
    """Take the index away."""
    with using.cursor() as cursor:
        if using.vendor == "postgresql":
            cursor.execute(f"DROP INDEX IF EXISTS {TABLE}")
            cursor.execute(f"DROP TEXT SEARCH CONFIGURATION IF EXISTS {CONFIG}")
        elif using.vendor == "sqlite":
            for name in _TRIGGERS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")


def _configure(using: Any) -> None:
    """Make the way of reading words; where the extension unaccent is not to be had, accents stay."""
    with using.cursor() as cursor:
        cursor.execute(f"CREATE TEXT SEARCH CONFIGURATION {CONFIG} (COPY = pg_catalog.simple)")
        try:
            with transaction.atomic(using=using.alias):
                cursor.execute("CREATE EXTENSION IF NOT EXISTS unaccent")
                cursor.execute(f"ALTER TEXT SEARCH CONFIGURATION {CONFIG} ALTER MAPPING FOR word, hword, hword_part WITH unaccent, simple")
        except DatabaseError as error:
            logger.warning("Search minds accents: the extension unaccent cannot be switched on (%s).", error)


def ensure_index(*, using: str, **_: Any) -> None:
    """After migrations: SQLite alters a table by copying it, which loses its triggers without a word; PostgreSQL may have an index of an earlier kind."""
    used = connections[using]
    if "statements_statement" in used.introspection.table_names() and not has_index(used):
        rebuild(used)


def _match_sqlite(terms: tuple[str, ...], since: int | None = None) -> Q:
    # Each term is a string of FTS5's own: no operator, column or star in it has a meaning.
    query = " AND ".join(f'"{term}"' for term in terms)
    if since is not None:
        within = RawSQL(f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid >= %s", [query, since])  # noqa: S611
        return Q(In(F("pk") + 0, within))
    matching = RawSQL(f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s", [query])  # noqa: S611
    # A sum is no key: the rows are then walked through from the newest on, not fetched one by one and sorted (97,636 of a million: 336 -> 52 ms).
    return Q(In(F("pk") + 0, matching)) if _is_common(query) else Q(pk__in=matching)


def _is_common(query: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM (SELECT 1 FROM {TABLE} WHERE {TABLE} MATCH %s LIMIT {COMMON})", [query])
        return bool(cursor.fetchone()[0] == COMMON)


def _match_postgresql(terms: tuple[str, ...]) -> Q:
    from django.contrib.postgres.search import SearchQuery, SearchVector

    from claimsite.statements.models import Statement

    query = SearchQuery(terms[0], search_type="phrase", config=CONFIG)
    for term in terms[1:]:
        query &= SearchQuery(term, search_type="phrase", config=CONFIG)
    matching = Statement.objects.annotate(found=SearchVector("content", "source", config=CONFIG)).filter(found=query).order_by()
    return Q(pk__in=matching.values("pk"))


def _match_plainly(terms: tuple[str, ...]) -> Q:
    condition = Q()
    for term in terms:
        condition &= Q(content__icontains=term) | Q(source__icontains=term)
    return condition
