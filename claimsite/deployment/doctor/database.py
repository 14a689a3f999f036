"""The database: is it there, is it of this version, is it set up as the site needs it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import Error, connection

from claimsite.deployment import health
from claimsite.deployment.doctor.findings import Finding, fail, say_ok, warn

#: PostgreSQL before this lacks what Django needs.
LEAST_POSTGRESQL = 140_000


def check_reachable() -> Iterator[Finding]:
    """Whether it answers."""
    try:
        connection.ensure_connection()
        _ask("SELECT 1")
    except Error as error:
        words = str(error).strip().splitlines()
        yield fail("database", f"the database does not answer: {words[0] if words else type(error).__name__}", "Start it, or set DATABASE_URL right.")
        return
    yield say_ok("database", f"the database answers ({connection.vendor})")


def check_migrations() -> Iterator[Finding]:
    """Whether its tables are those of this code."""
    if missing := health.list_missing_migrations():
        yield fail("migrations", f"{len(missing)} migrations are not applied, first {missing[0]}", "Take a backup, then run manage.py migrate.")
    else:
        yield say_ok("migrations", "all migrations are applied")


def check_settings() -> Iterator[Finding]:
    """What each kind of database needs."""
    yield from _check_postgresql() if connection.vendor == "postgresql" else _check_sqlite()


def _check_sqlite() -> Iterator[Finding]:
    mode = _ask("PRAGMA journal_mode")
    if mode not in ("wal", "memory"):
        yield fail("sqlite-wal", f"SQLite keeps its journal as {mode}: readers and writers hold each other up", "Put the database on a local disk.")
    if found := [row for row in _ask_all("PRAGMA quick_check(3)") if row != "ok"]:
        yield fail("sqlite-damaged", f"the database is damaged: {found[0]}", "Restore the latest backup: manage.py restore FILE --force.")
    elif mode in ("wal", "memory"):
        yield say_ok("sqlite", "SQLite is whole and lets readers and writers work side by side")


def _check_postgresql() -> Iterator[Finding]:
    version = int(_ask("SHOW server_version_num"))
    if version < LEAST_POSTGRESQL:
        yield fail("postgresql-version", f"PostgreSQL {version // 10000} is too old", "Update it to 14 or later.")
    if (encoding := _ask("SHOW server_encoding")) != "UTF8":
        yield fail("postgresql-encoding", f"the database keeps text as {encoding}", "Make a database with ENCODING 'UTF8' and copy everything there.")
    if (kind := _ask("SELECT datctype FROM pg_database WHERE datname = current_database()")) in ("C", "POSIX"):
        yield warn("postgresql-letters", f"letters beyond ASCII are no letters to the database (LC_CTYPE {kind})", "Make the database with LC_CTYPE 'C.UTF-8'.")
    if not _ask("SELECT count(*) FROM pg_extension WHERE extname = 'unaccent'"):
        yield warn(
            "unaccent", "search minds accents, for the extension unaccent is not switched on", "CREATE EXTENSION unaccent, then manage.py rebuild_search."
        )
    if not _ask("SELECT count(*) FROM pg_available_extensions WHERE name = 'vector'"):
        yield say_ok("pgvector", "pgvector is not there; vectors are searched by files instead")
    yield say_ok("postgresql", f"PostgreSQL {version // 10000}")


def _ask(sql: str) -> Any:
    return _ask_all(sql)[0]


def _ask_all(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [row[0] for row in cursor.fetchall()]
