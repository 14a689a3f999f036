"""Each thing that can be wrong with a deployment is found, named, and comes with what to do."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import shutil
from collections import namedtuple

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from claimsite.deployment import doctor
from claimsite.deployment.doctor import database, derived, machine, web, work
from claimsite.deployment.doctor.findings import Finding, Level, say_ok, warn
from claimsite.deployment.models import Worker
from claimsite.pipeline.models import Job, StatementVector
from claimsite.pipeline.nearest.building import rebuild
from claimsite.pipeline.packing import MODEL
from claimsite.statements import search
from tests.factories import build_world

pytestmark = pytest.mark.django_db
Usage = namedtuple("Usage", "total used free")


def find(check, *codes):
    """What a check says; those codes must be all that is not well."""
    found = list(check())
    assert found
    assert tuple(each.code for each in found if each.level != Level.OK) == codes
    assert all(each.fix for each in found if each.level != Level.OK)
    return found


def test_database_out_of_reach(monkeypatch):
    def fail():
        raise OperationalError("connection refused\nmore")

    monkeypatch.setattr(connection, "ensure_connection", fail)
    assert find(database.check_reachable, "database")[0].message == "the database does not answer: connection refused"
    codes = {each.code for each in doctor.examine()}
    assert not codes & {"migrations", "worker", "search", "clock"}
    assert {"secret-key", "redis"} <= codes


def test_database_well():
    find(database.check_reachable)
    find(database.check_migrations)
    if connection.vendor == "sqlite":
        find(database.check_settings)


def test_migration_missing():
    MigrationRecorder.Migration.objects.filter(app="deployment").delete()
    assert "deployment.0001_initial" in find(database.check_migrations, "migrations")[0].message


@pytest.mark.parametrize(
    ("answers", "codes"),
    [
        ({"PRAGMA journal_mode": ["delete"]}, ["sqlite-wal"]),
        ({"PRAGMA journal_mode": ["wal"], "PRAGMA quick_check(3)": ["row 7 is missing"]}, ["sqlite-damaged"]),
    ],
)
def test_sqlite_that_is_not_as_it_should_be(monkeypatch, answers, codes):
    monkeypatch.setattr(database, "_ask_all", lambda sql: answers.get(sql, ["ok"]))
    assert [each.code for each in database._check_sqlite() if each.level != Level.OK] == codes


def test_postgresql_that_is_not_as_it_should_be(monkeypatch):
    answers = {"SHOW server_version_num": "120004", "SHOW server_encoding": "LATIN1"}
    monkeypatch.setattr(database, "_ask", lambda sql: answers.get(sql, "C" if "datctype" in sql else 0))
    codes = [each.code for each in database._check_postgresql() if each.level != Level.OK]
    assert codes == ["postgresql-version", "postgresql-encoding", "postgresql-letters", "unaccent"]


def test_search_index_well_missing_and_stale():
    world = build_world()
    find(derived.check_search)
    search.drop(connection)
    find(derived.check_search, "search-missing")
    search.rebuild()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {search.TABLE}({search.TABLE}) VALUES ('delete-all')")
        assert "does not know statement" in find(derived.check_search, "search-stale")[0].message
    assert world


def test_search_index_corrupt(monkeypatch):
    build_world()
    monkeypatch.setattr(derived, "_choose", lambda: (_ for _ in ()).throw(OperationalError("database disk image is malformed")))
    find(derived.check_search, "search-corrupt")


@pytest.fixture
def vectors():
    world = build_world()
    for number, row in enumerate(world.statements.values()):
        data = bytearray(1024)
        data[2 * number + 1] = 0x3C  # 1.0 as a half-precision number
        StatementVector.objects.create(statement=row, model=MODEL, data=bytes(data), updated_at=timezone.now() - dt.timedelta(hours=1))
    assert list(rebuild())
    return world


def test_vectors_well(vectors):
    find(derived.check_vectors)


def test_vectors_missing():
    build_world()
    assert "8 statements have no vector" in find(derived.check_vectors, "vectors-missing")[0].message


def test_vectors_corrupt(vectors, settings):
    file = next((settings.VAR_DIR / "vectors").glob("*.usearch"))
    file.write_bytes(file.read_bytes()[:-1])
    find(derived.check_vectors, "vectors-corrupt")
    (settings.VAR_DIR / "vectors" / "manifest.json").write_text("{")
    find(derived.check_vectors, "vectors-corrupt")


def test_vectors_stale(vectors, monkeypatch, settings):
    shutil.rmtree(settings.VAR_DIR / "vectors")
    monkeypatch.setattr(derived, "MOST_ROWS", 3)
    find(derived.check_vectors, "vectors-stale")


def test_no_worker():
    assert "none was ever heard of" in find(work.check_worker, "worker")[0].message
    Worker.objects.create(name="m:1", seen_at=timezone.now() - dt.timedelta(hours=2))
    assert "the last was heard of at" in find(work.check_worker, "worker")[0].message
    Worker.objects.update(seen_at=timezone.now())
    find(work.check_worker)


def test_queue_that_stands_still_and_jobs_set_aside():
    find(work.check_queue)
    Job.objects.create(kind="add_url", key="old", created_at=timezone.now() - dt.timedelta(hours=1))
    Job.objects.bulk_create(Job(kind="add_url", key=f"f{number}", state="failed", error_code="forbidden") for number in range(work.MANY_FAILED))
    find(work.check_queue, "queue-age", "queue-failed")


def test_redis(settings):
    settings.REDIS_URL = ""
    find(work.check_redis)
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    find(work.check_redis, "redis")
    settings.REDIS_URL = "nonsense"
    find(work.check_redis, "redis")


def test_secret_key(settings):
    settings.SECRET_KEY = "k3y" * 5
    find(web.check_key, "secret-key")
    settings.SECRET_KEY = "aB3-" * 20 + "xyz"
    find(web.check_key)
    path = settings.VAR_DIR / "secret_key"
    path.write_text("x")
    path.chmod(0o644)
    find(web.check_key, "secret-key-readable")


def test_hosts_and_https(settings):
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    find(web.check_hosts, "allowed-hosts")
    find(web.check_https)
    settings.ALLOWED_HOSTS = ["*"]
    find(web.check_hosts, "allowed-hosts")
    settings.ALLOWED_HOSTS = ["claims.example"]
    find(web.check_hosts)
    find(web.check_https, "https")
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 1
    find(web.check_https)


def test_debug(settings):
    find(web.check_debug)
    settings.DEBUG = True
    find(web.check_debug, "debug")


def test_static_files(settings):
    find(web.check_static, "static-missing")
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    manifest.write_text("{}")
    os.utime(manifest, (1, 1))
    find(web.check_static, "static-stale")
    os.utime(manifest)
    find(web.check_static)


def test_models_and_packages_at_other_versions(monkeypatch):
    real = machine.version
    find(machine.check_packages)
    monkeypatch.setattr(machine, "version", lambda name: "0.1" if name in ("spacy", "Django") else real(name))
    assert "spacy is 0.1 instead of" in find(machine.check_models, "models")[0].message
    assert "Django is 0.1 instead of" in find(machine.check_packages, "packages")[0].message

    def lack(name):
        raise machine.PackageNotFoundError(name)

    monkeypatch.setattr(machine, "version", lack)
    assert "is not installed" in next(iter(machine.check_models())).message


def test_reader_missing(monkeypatch):
    from django.core.checks import Warning as Message

    monkeypatch.setattr(machine, "check_reader", lambda _: [Message("The rules find statements alone: gone", hint="Get the files.")])
    find(machine.check_models, "reader")


def test_libraries(monkeypatch):
    monkeypatch.setattr(machine, "version", lambda name: "1")
    monkeypatch.setattr(machine.ctypes.util, "find_library", lambda name: None)
    assert "libpango-1.0-0" in find(machine.check_libraries, "libraries")[0].fix
    monkeypatch.setattr(machine.ctypes.util, "find_library", lambda name: f"lib{name}.so")
    find(machine.check_libraries)


def test_space(monkeypatch):
    for free, codes in ((10**11, ()), (machine.LITTLE - 1, ("space",)), (machine.TOO_LITTLE - 1, ("space",))):
        monkeypatch.setattr(machine.shutil, "disk_usage", lambda folder, free=free: Usage(10**12, 0, free))
        find(machine.check_space, *codes)


def test_clock():
    find(machine.check_clock)
    Job.objects.create(kind="add_url", key="later", created_at=timezone.now() + dt.timedelta(hours=3))
    find(machine.check_clock, "clock")


def test_user_agent(settings):
    settings.FETCH_USER_AGENT = "Claimsite/1.0"
    find(machine.check_agent, "user-agent")
    settings.FETCH_USER_AGENT = "Claimsite/1.0 (ada@claims.example)"
    find(machine.check_agent)


def run(*arguments):
    out = io.StringIO()
    try:
        call_command("doctor", *arguments, stdout=out)
    except SystemExit as ending:
        return int(ending.code), out.getvalue()
    return 0, out.getvalue()


def test_exit_codes_and_forms(monkeypatch):
    findings = [say_ok("a", "well"), warn("b", "not so well", "Do this.")]
    monkeypatch.setattr(doctor, "examine", lambda: findings)
    code, words = run()
    assert (code, words) == (0, "WARNING  b: not so well\n         → Do this.\nOK       a: well\n")
    assert run("--strict")[0] == 1
    code, given = run("--json", "--quiet")
    assert json.loads(given) == {"worst": "warning", "findings": [{"code": "b", "level": "warning", "message": "not so well", "fix": "Do this."}]}
    findings.append(Finding("c", Level.ERROR, "ill", "Mend it."))
    assert run()[0] == 1


def test_a_check_that_breaks_is_a_finding():
    def check_moon():
        raise ZeroDivisionError("by zero")

    found = doctor._ask(check_moon)
    assert (found[0].code, found[0].level) == ("doctor", Level.ERROR)
    assert "check_moon" in found[0].message
