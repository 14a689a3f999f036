"""Whether this process can serve: what /readyz, the doctor and a load balancer ask."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from claimsite.deployment import beating


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that must hold; `detail` says what is wrong, or how it is."""

    name: str
    is_good: bool
    detail: str


def inspect(*, without: frozenset[str] = frozenset()) -> list[Part]:
    """Database, migrations, worker, in this order; what stands on a part that failed is not asked."""
    parts: list[Part] = []
    for name, check in (("database", _check_database), ("migrations", _check_migrations), ("worker", _check_worker)):
        if name in without:
            continue
        try:
            parts.append(check())
        except Error as error:
            parts.append(Part(name, False, f"the database does not answer: {type(error).__name__}"))
        if name == "database" and not parts[-1].is_good:
            break
    return parts


def list_missing_migrations() -> list[str]:
    """Migrations that this code has and the database has not."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in list_known_migrations() if (app, name) not in applied)


@cache
def list_known_migrations() -> frozenset[tuple[str, str]]:
    """Those of this code; it does not change while a process runs."""
    return frozenset(MigrationLoader(None).disk_migrations)


def _check_database() -> Part:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return Part("database", True, connection.vendor)


def _check_migrations() -> Part:
    missing = list_missing_migrations()
    return Part("migrations", not missing, f"{len(missing)} are not applied, first {missing[0]}" if missing else "applied")


def _check_worker() -> Part:
    living = beating.find_living()
    return Part("worker", bool(living), f"{len(living)} at work" if living else "none was heard of lately")
