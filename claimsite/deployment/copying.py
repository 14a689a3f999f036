"""The whole database into an empty PostgreSQL, table by table, in one transaction: all of it is there afterwards, or nothing.

Rows stream through `COPY`; histories, sessions and numbers of rows come along as they are. What PostgreSQL cannot hold (the character NUL) becomes U+FFFD
and is counted. Afterwards both databases are asked the same: rows by table, and searches.
"""

from __future__ import annotations

import hashlib
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import dj_database_url
from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import Error, connections, models, transaction

from claimsite.deployment import dumping
from claimsite.statements import search
from claimsite.statements.models import Statement

ALIAS = "copy_target"
#: Rows read at a time.
CHUNK = 2000
SEARCHES = 25
_WORD = re.compile(r"[^\W\d_]{4,}")


class CopyError(Exception):
    """Nothing has been copied; the text says why, and what to do."""


@dataclass
class Report:
    """What was copied, and how it was compared."""

    counts: dict[str, int] = field(default_factory=dict)
    replaced: int = 0
    searches: dict[str, int] = field(default_factory=dict)


def copy(url: str, say: Callable[[str], None]) -> Report:
    """Copy the site's database to another and compare the two.

    Args:
        url: `postgres://…` of a database that is empty or has only been migrated.
        say: told of each table.

    Raises:
        CopyError: if the target is not PostgreSQL, cannot be reached, or holds rows; or if the two differ afterwards, when the target is left empty.
    """
    target = _connect(url)
    try:
        _migrate(url)
        if held := dumping.count_precious(target):
            raise CopyError(f"the target is not empty: it holds {held}. Give an empty database")
        with transaction.atomic(using=ALIAS), _moment(connections["default"]):
            report = _copy_all(target, say)
            _compare(target, report)
        with target.cursor() as cursor:
            cursor.execute("ANALYZE")
    except Error as error:
        raise CopyError(f"nothing was copied: {str(error).strip()[:500]}") from error
    finally:
        target.close()
        del connections[ALIAS]
        del connections.databases[ALIAS]
    return report


def _connect(url: str) -> Any:
    try:
        given = dj_database_url.parse(url)
    except ValueError as error:
        raise CopyError(f"this is no address of a database: {error}") from error
    if not given.get("ENGINE", "").endswith("postgresql"):
        raise CopyError("the target must be PostgreSQL: postgres://USER:PASSWORD@HOST/NAME")
    # The site's own settings for a database are completed by Django in the same way.
    connections.databases[ALIAS] = connections.configure_settings({"default": {}, ALIAS: dict(given)})[ALIAS]
    target = connections[ALIAS]
    try:
        target.ensure_connection()
    except Error as error:
        raise CopyError(f"the target cannot be reached: {str(error).strip()[:300]}") from error
    return target


def _migrate(url: str) -> None:
    """In a process whose database is the target: migrations that fill tables ask the default one."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "migrate", "--verbosity", "0", "--no-input"]
    done = subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CopyError(f"the target's tables cannot be made: {done.stderr.strip()[-500:]}")


class _moment:  # noqa: N801 – used as a function
    """One state of the source from first to last row, while others write."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def __enter__(self) -> None:
        self.connection.ensure_connection()
        is_sqlite = self.connection.vendor == "sqlite"
        self._execute("BEGIN" if is_sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ")

    def __exit__(self, *_: Any) -> None:
        self._execute("ROLLBACK")

    def _execute(self, sql: str) -> None:
        if not self.connection.in_atomic_block:  # within tests there is a transaction already
            with self.connection.cursor() as cursor:
                cursor.execute(sql)


def list_models() -> list[type[models.Model]]:
    """Every table once, those between two others and the histories among them."""
    found = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy}
    return [found[name] for name in sorted(found.keys() - dumping.DERIVED)]


def _copy_all(target: Any, say: Callable[[str], None]) -> Report:
    report = Report()
    everything = list_models()
    with target.cursor() as cursor:
        # Rows may come before those that they name; all is checked at the end.
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        quote = target.ops.quote_name
        cursor.execute(f"TRUNCATE {', '.join(quote(model._meta.db_table) for model in everything)}")
        for model in everything:
            name = model._meta.db_table
            report.counts[name] = _copy_table(cursor, target, model, report)
            say(f"{name}: {report.counts[name]:,}")
        for statement in target.ops.sequence_reset_sql(no_style(), everything):
            cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return report


def _copy_table(cursor: Any, target: Any, model: type[models.Model], report: Report) -> int:
    fields = [each for each in model._meta.concrete_fields if not each.generated]
    columns = ", ".join(target.ops.quote_name(each.column) for each in fields)
    count = 0
    # What PostgreSQL refuses while rows stream in comes past Django's cursor, so it has to be made Django's error here.
    with target.wrap_database_errors, cursor.copy(f"COPY {target.ops.quote_name(model._meta.db_table)} ({columns}) FROM STDIN") as copying:
        for row in _read(model, fields):
            values = [each.get_db_prep_save(_clean(value, report), target) for each, value in zip(fields, row, strict=True)]
            copying.write_row(values)
            count += 1
    return count


def _read(model: type[models.Model], fields: list[models.Field[Any, Any]]) -> Iterator[tuple[Any, ...]]:
    names = [each.attname for each in fields]
    yield from model._base_manager.using("default").order_by("pk").values_list(*names).iterator(chunk_size=CHUNK)


def _clean(value: Any, report: Report) -> Any:
    """As PostgreSQL can hold it: NUL is no character there, neither in words nor in JSON."""
    if isinstance(value, str) and "\x00" in value:
        report.replaced += value.count("\x00")
        return value.replace("\x00", "\ufffd")
    if isinstance(value, dict):
        return {_clean(name, report): _clean(each, report) for name, each in value.items()}
    if isinstance(value, list):
        return [_clean(each, report) for each in value]
    return value


def _compare(target: Any, report: Report) -> None:
    source = connections["default"]
    found = {model._meta.db_table: model._base_manager.using(ALIAS).count() for model in list_models()}
    expected = {model._meta.db_table: model._base_manager.using("default").count() for model in list_models()}
    if wrong := dumping.compare(expected, found):
        raise CopyError(f"the two databases differ, so nothing was kept: {wrong}")
    for word in _choose_words():
        here, there = _find(word, source), _find(word, target)
        if here != there:
            raise CopyError(f"a search for “{word}” finds {here[0]} statements here and {there[0]} there, so nothing was kept")
        report.searches[word] = here[0]


def _choose_words() -> list[str]:
    """Words of statements from all over the archive."""
    last = Statement.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    chance = random.Random(last)
    words: dict[str, None] = {}
    for _ in range(4 * SEARCHES):
        row = Statement.objects.filter(pk__gte=chance.randint(1, max(1, last))).order_by("pk").values_list("content", flat=True).first()
        found = _WORD.findall(row or "")
        if found:
            words[chance.choice(found)] = None
        if len(words) == SEARCHES:
            break
    return list(words)


def _find(word: str, connection: Any) -> tuple[int, str]:
    """How many statements a search finds, and a hash of which."""
    rows = Statement.objects.using(connection.alias).filter(search.search(word, using=connection)).order_by("pk").values_list("pk", flat=True)
    digest, count = hashlib.sha256(), 0
    for pk in rows.iterator(chunk_size=CHUNK):
        digest.update(f"{pk} ".encode())
        count += 1
    return count, digest.hexdigest()
