"""A site of its own in a folder, whose database other processes can open; those that tests run in have theirs in memory."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.db.backends.sqlite3.base import DatabaseWrapper

ROOT = Path(__file__).parents[3]
FILL = """
import django; django.setup()
from django.core.management import call_command
from claimsite.deployment.health import list_missing_migrations
if list_missing_migrations():
    call_command("migrate", verbosity=0)
from tests.factories import build_world, make_user
build_world(); make_user("ada")
"""


@dataclass(frozen=True)
class Site:
    """A folder with everything that a site keeps."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "claimsite.sqlite3"

    @property
    def environment(self) -> dict[str, str]:
        given = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL", "PROMETHEUS_MULTIPROC_DIR")}
        own = {"CLAIMSITE_VAR": str(self.folder), "DEBUG": "1", "ALLOWED_HOSTS": "testserver,127.0.0.1", "DJANGO_SETTINGS_MODULE": "claimsite.settings"}
        return {**given, **own, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}

    def run(self, code: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """A script in a process of its own."""
        return self._run(["-c", code, *arguments], environment)

    def manage(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """A management command."""
        return self._run(["manage.py", *arguments], environment)

    def _run(self, arguments: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
        given = {**self.environment, **environment}
        return subprocess.run([sys.executable, *arguments], cwd=ROOT, env=given, capture_output=True, text=True, check=False, timeout=300)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any) -> Site:
    """Filled once; tests take copies. The tables are those of the tests' own database, if that is of the same kind: it has been migrated already."""
    site = Site(tmp_path_factory.mktemp("filled"))
    with django_db_blocker.unblock():
        # Without a test that asks for the tests' database, there is none, and this would be the site's own.
        if "mode=memory" in str(connection.settings_dict["NAME"]):
            connection.ensure_connection()
            site.database.write_bytes(connection.connection.serialize())
            connection.close()
    done = site.run(FILL)
    assert done.returncode == 0, done.stderr[-3000:]
    return site


@pytest.fixture
def site(filled: Site, tmp_path: Path) -> Site:
    """A copy to do with as one likes."""
    folder = tmp_path / "site"
    shutil.copytree(filled.folder, folder)
    return Site(folder)


@pytest.fixture
def file_connection(site: Site) -> Iterator[Any]:
    """A connection of this process to the site's database."""
    given = connections.configure_settings({"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(site.database)}})["default"]
    opened = DatabaseWrapper(given, alias="site")
    yield opened
    opened.close()


@pytest.fixture
def postgres() -> Iterator[str]:
    """The address of an empty PostgreSQL database, made for one test on the server that TEST_POSTGRES names and dropped afterwards."""
    server = os.environ.get("TEST_POSTGRES", "")
    if not server:
        pytest.skip("no PostgreSQL to test on: name one by TEST_POSTGRES=postgres://USER:PASSWORD@HOST/postgres, whose user may create databases")
    psycopg = pytest.importorskip("psycopg")
    name = f"claimsite_test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{server.rpartition('/')[0]}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
