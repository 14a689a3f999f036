"""Backups are whole while people write, say what is in them, and replace nothing that they should not."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import tarfile
import threading
import time
from contextlib import closing
from functools import partial
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper

from claimsite.deployment import backups, dumping
from tests.integration.deployment.conftest import Site

WRITE = "INSERT INTO core_note (kind, row_id, text, written_by_id, written_at) SELECT 'statement', 1, ?, id, '2026-01-01 00:00:00' FROM core_user LIMIT 1"


def count(site, table):
    with closing(sqlite3.connect(site.database)) as connection:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def rewrite(archive, change):
    """The same archive with another manifest or another database."""
    with tarfile.open(archive) as tar:
        parts = {entry.name: tar.extractfile(entry).read() for entry in tar}
    change(parts)
    with tarfile.open(archive, "w:gz") as tar:
        for name, data in parts.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))


@pytest.fixture
def archive(file_connection, tmp_path, db):
    path = tmp_path / "site.backup"
    backups.take(path, connection=file_connection)
    return path


def make_connection(path):
    return DatabaseWrapper(connections.configure_settings({"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path)}})["default"], alias="fresh")


class Interrupted(sqlite3.Connection):
    """Copies a few pages at a time, and for ten of these times waits until somebody has written something."""

    written: list[None] = []
    steps = 0

    def backup(self, target, *, pages):
        super().backup(target, pages=min(pages, 20), progress=self.wait)

    def wait(self, *_):
        self.steps += 1
        seen, deadline = len(self.written), time.monotonic() + 10
        while self.steps <= 10 and len(self.written) == seen and time.monotonic() < deadline:
            time.sleep(0.001)


@pytest.mark.hostile("faults.backup-under-load")
def test_a_backup_while_rows_are_written(site, file_connection, tmp_path, db, monkeypatch):
    over, written, errors = threading.Event(), [], []
    monkeypatch.setattr(Interrupted, "written", written)

    def write():
        with closing(sqlite3.connect(site.database, timeout=30)) as connection:
            while not over.is_set():
                try:
                    with connection:
                        connection.execute(WRITE, (f"note {len(written)}",))
                        connection.execute(WRITE, (f"note {len(written)} again",))
                    written.append(None)
                except sqlite3.Error as error:
                    errors.append(error)
                time.sleep(0.0005)

    writer = threading.Thread(target=write)
    writer.start()
    while len(written) < 20:
        time.sleep(0.01)
    before = len(written)
    connect = partial(sqlite3.connect, factory=Interrupted)
    with monkeypatch.context() as patch:
        patch.setattr(dumping, "sqlite3", SimpleNamespace(**vars(sqlite3) | {"connect": connect}))
        backups.take(tmp_path / "b", connection=file_connection)
    during = len(written) - before
    over.set()
    writer.join()
    assert not errors
    assert during >= 10, "nothing was written meanwhile"
    fresh = Site(tmp_path / "fresh")
    fresh.folder.mkdir()
    backups.restore(tmp_path / "b", connection=make_connection(fresh.database))
    notes = count(fresh, "core_note")
    assert notes % 2 == 0, "a transaction was torn apart"
    assert 2 * before <= notes <= 2 * len(written)
    assert count(fresh, "statements_statement") == count(site, "statements_statement")


def test_a_restored_site_searches_and_is_asked_first(site, archive):
    assert archive.stat().st_mode & 0o077 == 0, "others may read it"
    with closing(sqlite3.connect(site.database)) as connection, connection:
        connection.execute(WRITE, ("later",))
    refused = site.manage("restore", str(archive))
    assert refused.returncode == 1
    assert "--force" in refused.stderr
    assert count(site, "core_note") == 1
    done = site.manage("restore", str(archive), "--force")
    assert done.returncode == 0, done.stderr
    assert count(site, "core_note") == 0
    found = site.run(
        "import django; django.setup()\nfrom claimsite.statements import search\nfrom claimsite.statements.models import Statement\n"
        "print(Statement.objects.filter(search.search('treaty')).count(), search.has_index())"
    )
    assert found.stdout.split() == ["1", "True"]


def break_database(parts):
    data = bytearray(parts["database"])
    data[len(data) // 2] ^= 255
    parts["database"] = bytes(data)


def change_manifest(**changes):
    def change(parts):
        parts["manifest.json"] = json.dumps(json.loads(parts["manifest.json"]) | changes).encode()

    return change


def lie_about_counts(parts):
    given = json.loads(parts["manifest.json"])
    given["counts"]["statements_statement"] += 1
    parts["manifest.json"] = json.dumps(given).encode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (break_database, "damaged"),
        (change_manifest(vendor="postgresql"), "is of postgresql"),
        (change_manifest(migrations=["core.9999_later"]), "later version"),
        (change_manifest(format=2), "format 2"),
        (lie_about_counts, "statements_statement 8 instead of 9"),
        (lambda parts: parts.pop("database"), "is no backup"),
        (lambda parts: parts.pop("manifest.json"), "is no backup"),
    ],
)
def test_what_is_wrong_with_a_backup_is_found_before_anything_changes(site, file_connection, archive, change, words):
    rewrite(archive, change)
    file_connection.close()
    before = site.database.read_bytes()
    with pytest.raises(backups.BackupError, match=words):
        backups.restore(archive, force=True, connection=file_connection)
    assert site.database.read_bytes() == before


def test_half_a_backup_and_no_backup_are_told(file_connection, archive, tmp_path):
    archive.write_bytes(archive.read_bytes()[:5000])
    for path in (archive, tmp_path / "none"):
        with pytest.raises(CommandError, match="is no backup, or is damaged"):
            call_command("restore", "--check", str(path))


def test_an_older_backup_is_brought_forward(site, archive):
    """One that lacks an app's tables gets them."""

    def take_away(parts):
        path = site.folder / "older"
        path.write_bytes(parts["database"])
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("DROP TABLE deployment_worker")
            connection.execute("DELETE FROM django_migrations WHERE app = 'deployment'")
        parts["database"] = path.read_bytes()
        given = json.loads(parts["manifest.json"])
        given["migrations"].remove("deployment.0001_initial")
        given["counts"].pop("deployment_worker")
        given["counts"]["django_migrations"] -= 1
        given["sha256"] = hashlib.sha256(parts["database"]).hexdigest()
        parts["manifest.json"] = json.dumps(given).encode()

    rewrite(archive, take_away)
    done = site.manage("restore", str(archive), "--force")
    assert done.returncode == 0, done.stderr
    assert count(site, "deployment_worker") == 0


def test_a_file_is_not_replaced_unasked(archive):
    before = archive.read_bytes()
    with pytest.raises(CommandError, match="--replace"):
        call_command("backup", str(archive))
    assert archive.read_bytes() == before


@pytest.mark.hostile("faults.backup-under-load")
def test_postgresql_is_backed_up_while_rows_are_written(postgres, site, tmp_path):
    psycopg = pytest.importorskip("psycopg")
    assert site.manage("copy_to", postgres).returncode == 0
    over, written = threading.Event(), []

    def write():
        with psycopg.connect(postgres) as connection:
            while not over.is_set():
                for _ in range(2):
                    connection.execute(WRITE.replace("?", "%s"), (f"note {len(written)}",))
                connection.commit()
                written.append(1)
                time.sleep(0.001)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        done = site.manage("backup", str(tmp_path / "b"), DATABASE_URL=postgres)
    finally:
        over.set()
        writer.join()
    assert done.returncode == 0, done.stderr
    restored = site.manage("restore", str(tmp_path / "b"), "--force", DATABASE_URL=postgres)
    assert restored.returncode == 0, restored.stderr
    with psycopg.connect(postgres) as connection:
        notes = connection.execute("SELECT count(*) FROM core_note").fetchone()[0]
    assert 0 < notes <= 2 * len(written)
    assert notes % 2 == 0
