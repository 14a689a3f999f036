"""A database as a file and back, in the way of its kind: SQLite's backup interface, PostgreSQL's pg_dump and pg_restore."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import Error, transaction

#: Pages that are copied before other writers get their turn.
_PAGES = 2000
#: Tables whose rows nobody would miss: they come with migrations.
_SEEDED = {"django_migrations", "django_content_type", "auth_permission", "auth_group", "auth_group_permissions"}
#: Made from other rows, by triggers or commands.
DERIVED = {"pipeline_nearest", "core_contentstamp"}


class DumpError(Exception):
    """The text says what went wrong and what is missing."""


def dump(connection: Any, target: Path) -> tuple[dict[str, int], list[str]]:
    """Write the database as it is at one moment; its rows by table, and its migrations, at that very moment."""
    try:
        return _dump_postgresql(connection, target) if connection.vendor == "postgresql" else _dump_sqlite(connection, target)
    except (Error, sqlite3.Error) as error:
        raise DumpError(f"the database could not be read: {error}") from error


def load(connection: Any, source: Path, counts: dict[str, int]) -> None:
    """Put a dump in the place of the database, all or nothing, and compare its rows with `counts`."""
    if connection.vendor == "postgresql":
        _load_postgresql(connection, source)
        found = count_rows(connection)
    else:
        _check_sqlite(source, counts)
        _load_sqlite(connection, source)
        found = count_rows(connection)
    if wrong := compare(counts, found):
        raise DumpError(f"rows are missing or too many after restoring: {wrong}")


def compare(expected: dict[str, int], found: dict[str, int]) -> str:
    """In words, where two counts differ; empty if nowhere."""
    names = sorted(name for name in expected.keys() | found.keys() if expected.get(name, 0) != found.get(name, 0))
    return ", ".join(f"{name} {found.get(name, 0)} instead of {expected.get(name, 0)}" for name in names)


def list_tables(connection: Any) -> list[str]:
    """Tables that hold rows of the site: not what is made from them."""
    with connection.cursor() as cursor:
        names = [info.name for info in connection.introspection.get_table_list(cursor) if info.type in ("t", "p")]
    return sorted(name for name in names if not name.startswith(("statements_search", "sqlite_")) and name not in DERIVED)


def count_rows(connection: Any) -> dict[str, int]:
    """Rows by table."""
    with connection.cursor() as cursor:
        return _count(lambda sql: (cursor.execute(sql), cursor.fetchone())[1], list_tables(connection))


def count_precious(connection: Any) -> str:
    """In words, what would be lost if the database were replaced; empty if nothing."""
    held = {name: count for name, count in count_rows(connection).items() if count and name not in _SEEDED}
    most = sorted(held, key=lambda name: -held[name])[:3]
    return ", ".join(f"{held[name]} rows of {name}" for name in most)


def _count(ask: Callable[[str], Any], tables: list[str]) -> dict[str, int]:
    return {name: int(ask(f'SELECT count(*) FROM "{name}"')[0]) for name in tables}  # noqa: S608 – names come from the database itself


def _dump_sqlite(connection: Any, target: Path) -> tuple[dict[str, int], list[str]]:
    """By the backup interface, from a connection of its own, so that a transaction at work here plays no part."""
    place = str(connection.settings_dict["NAME"])
    with closing(sqlite3.connect(f"file:{place}?mode=ro", uri=True, timeout=30)) as source, closing(sqlite3.connect(target)) as copy:
        # One read transaction holds the moment still; writers go on beside it in the write-ahead log, and the copy need not begin again for them.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(copy, pages=_PAGES)
        source.execute("ROLLBACK")
        copy.execute("PRAGMA journal_mode=DELETE")
        _check_integrity(copy)
        counts = _count(lambda sql: copy.execute(sql).fetchone(), list_tables(connection))
        migrations = [f"{app}.{name}" for app, name in copy.execute("SELECT app, name FROM django_migrations ORDER BY app, name")]
    return counts, migrations


def _check_integrity(copy: sqlite3.Connection) -> None:
    found = [row[0] for row in copy.execute("PRAGMA integrity_check(5)")]
    if found != ["ok"]:
        raise DumpError(f"the database is damaged: {'; '.join(found)}")
    if (orphan := copy.execute("PRAGMA foreign_key_check").fetchone()) is not None:
        raise DumpError(f"table {orphan[0]} names a row of {orphan[2]} that is not there")


def _check_sqlite(source: Path, counts: dict[str, int]) -> None:
    with closing(sqlite3.connect(source)) as copy:
        _check_integrity(copy)
        held = {row[0] for row in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        found = _count(lambda sql: copy.execute(sql).fetchone(), [name for name in counts if name in held])
    if wrong := compare(counts, found):
        raise DumpError(f"the backup's rows are not those that its manifest counts: {wrong}")


def _load_sqlite(connection: Any, source: Path) -> None:
    """Into the very file, page by page in one transaction: whoever has it open sees the old rows, then the new ones."""
    connection.close()
    place = str(connection.settings_dict["NAME"])
    with closing(sqlite3.connect(place, timeout=30)) as target, closing(sqlite3.connect(source)) as copy:
        try:
            copy.backup(target)
        except sqlite3.Error as error:
            raise DumpError(f"the database could not be replaced ({error}): stop the site and its workers, then try again") from error
        target.execute("PRAGMA journal_mode=WAL")


def _dump_postgresql(connection: Any, target: Path) -> tuple[dict[str, int], list[str]]:
    """pg_dump sees what this transaction sees, so that the counts are those of the dump."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        counts = count_rows(connection)
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        migrations = [f"{app}.{name}" for app, name in cursor.fetchall()]
        _run(connection, ["pg_dump", "--format=custom", "--compress=0", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}"])
    return counts, migrations


def _load_postgresql(connection: Any, source: Path) -> None:
    """Everything of the site goes first, so that no table of a later version stays behind."""
    connection.close()
    options = ["--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
    _run(connection, ["pg_restore", *options, f"--dbname={connection.settings_dict['NAME']}", str(source)])


def _run(connection: Any, command: list[str]) -> None:
    """One of PostgreSQL's programs; the password goes by the environment, where no list of processes shows it."""
    if shutil.which(command[0]) is None:
        raise DumpError(f"{command[0]} is missing: install PostgreSQL's client (Debian: apt-get install postgresql-client)")
    given = connection.settings_dict
    named = {"PGHOST": given["HOST"], "PGPORT": str(given["PORT"] or ""), "PGUSER": given["USER"], "PGPASSWORD": given["PASSWORD"], "PGDATABASE": given["NAME"]}
    environment = {**os.environ, **{name: value for name, value in named.items() if value}}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise DumpError(f"{command[0]} failed: {done.stderr.strip()[-500:]}")
