"""A number that rises with every change of what readers see, whoever makes it: the database counts, by triggers, within the writer's transaction.

So whoever reads the number and then a page's rows knows that the page holds as long as the number does. Each transaction of PostgreSQL counts in a row
that those beside it do not use, for a single one would make writers wait for each other.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connections, models

from claimsite.core.models import ContentStamp

#: Apps whose tables readers see; histories of rows are written with the rows themselves.
APPS = ("articles", "statements", "claims", "comparisons")
#: What readers see of the others: who decided what.
CORE = ("User", "Operation")
NAME = "content_stamp"
#: Rows among which transactions of PostgreSQL are spread, one after the other: two share a row only if as many began while one of them lasted.
SLOTS = 256
#: Tables that the worker writes to all the time and no reader sees.
UNSEEN = {"articles_feed", "articles_articleoriginal", "articles_articlesketch", "articles_sketchband", "statements_actorkey", "comparisons_secretlink"}
#: In SQLite one row, for writers wait for each other anyway; no upsert, for a trigger takes over how the statement that fires it treats conflicts.
_COUNT_SQLITE = "UPDATE {stamp} SET changes = changes + 1 WHERE slot = 0;"
_COUNT_POSTGRES = """INSERT INTO {stamp} (slot, changes) VALUES (pg_current_xact_id()::text::bigint % {slots}, 1)
    ON CONFLICT (slot) DO UPDATE SET changes = {stamp}.changes + 1;"""


def read_stamp() -> int | None:
    """The number, by one query; None where nothing counts."""
    total: int | None = ContentStamp.objects.aggregate(n=models.Sum("changes"))["n"]
    return total


def list_tables() -> list[str]:
    """Tables whose changes count."""
    found = [apps.get_model("core", name) for name in CORE]
    for label in APPS:
        found += apps.get_app_config(label).get_models(include_auto_created=True)
    return sorted({model._meta.db_table for model in found if model._meta.managed and not model.__name__.startswith("Historical")} - UNSEEN)


def ensure_triggers(using: str = "default", **signal: Any) -> None:
    """Make those that are missing; SQLite drops a table's triggers whenever a migration makes the table anew."""
    used = connections[using]
    present = set(used.introspection.table_names())
    if used.vendor not in ("sqlite", "postgresql") or ContentStamp._meta.db_table not in present:
        return
    make = _make_sqlite_triggers if used.vendor == "sqlite" else _make_postgres_triggers
    ContentStamp.objects.using(using).get_or_create(slot=0)
    with used.cursor() as cursor:
        make(cursor, [table for table in list_tables() if table in present])


def refresh_statistics(using: str = "default", **signal: Any) -> None:
    """Let SQLite look at its tables again: without that, which a migration of a table undoes, it reads a million rows where an index would do."""
    used = connections[using]
    if used.vendor == "sqlite" and not used.in_atomic_block:
        with used.cursor() as cursor:
            cursor.execute("ANALYZE")


def _make_sqlite_triggers(cursor: Any, tables: list[str]) -> None:
    body = _COUNT_SQLITE.format(stamp=ContentStamp._meta.db_table)
    for table in tables:
        for event in ("INSERT", "UPDATE", "DELETE"):
            cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {NAME}_{table}_{event.lower()} AFTER {event} ON {table} BEGIN {body} END")


def _make_postgres_triggers(cursor: Any, tables: list[str]) -> None:
    body = _COUNT_POSTGRES.format(stamp=ContentStamp._meta.db_table, slots=SLOTS)
    cursor.execute(f"CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NULL; END $$")
    cursor.execute("SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE tgname = %s", [NAME])
    there = {name for (name,) in cursor.fetchall()}
    for table in tables:
        if table not in there:
            events = "INSERT OR UPDATE OR DELETE OR TRUNCATE"
            cursor.execute(f'CREATE TRIGGER {NAME} AFTER {events} ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION {NAME}()')
