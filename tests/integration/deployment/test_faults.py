"""For real: a web process that is killed in a write, a disk that is full, a database that may only be read."""

from __future__ import annotations

import json

import pytest

#: A fork decides about a statement and is killed before its n-th write, for every n until one comes through. After each, all of it is there or nothing.
KILL = """
import json, os, signal, sqlite3, sys
import django
django.setup()
from django.db import connections
from django.db.backends.utils import CursorWrapper
from django.test import Client
from claimsite.core.models import User
from claimsite.statements.models import Statement

statement, user = Statement.objects.filter(state="proposed").first(), User.objects.get(username="ada")
connections.close_all()

def look():
    with sqlite3.connect(sys.argv[1]) as raw:
        row = raw.execute("SELECT state, revision, decided_by_id IS NOT NULL FROM statements_statement WHERE id = ?", [statement.pk]).fetchone()
        entries = raw.execute("SELECT count(*) FROM statements_historicalstatement WHERE id = ?", [statement.pk]).fetchone()[0]
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [*row, entries]

def decide(kill_at):
    real, seen = CursorWrapper.execute, [0]
    def execute(self, sql, params=None):
        if not sql.lstrip().upper().startswith(("SELECT", "PRAGMA", "SAVEPOINT", "RELEASE")):
            seen[0] += 1
            if seen[0] == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
        return real(self, sql, params)
    CursorWrapper.execute = execute
    client = Client()
    client.force_login(user)
    seen[0] = 0
    answer = client.post(f"/statements/{statement.pk}/decision/", {"decision": "accept", "revision": 0})
    os._exit(0 if answer.status_code == 302 else 7)

before, rounds = look(), []
for kill_at in range(1, 40):
    pid = os.fork()
    if not pid:
        decide(kill_at)
    _, ended = os.waitpid(pid, 0)
    rounds.append([os.WTERMSIG(ended) if os.WIFSIGNALED(ended) else 0, os.WEXITSTATUS(ended) if os.WIFEXITED(ended) else 0, look()])
    if not rounds[-1][0]:
        break
print(json.dumps([before, rounds]))
"""


@pytest.mark.hostile("faults.kill-web")
def test_a_web_process_that_is_killed_in_a_write_leaves_all_of_it_or_nothing(site):
    done = site.run(KILL, str(site.database))
    assert done.returncode == 0, done.stderr[-2000:]
    before, rounds = json.loads(done.stdout)
    assert before[:3] == ["proposed", 0, 0]
    assert len(rounds) >= 3
    for killed, _, seen in rounds[:-1]:
        assert killed == 9
        assert seen == before or seen == ["accepted", 1, 1, before[3] + 1], "a write after the transaction may be what was killed"
    assert rounds[-1] == [0, 0, ["accepted", 1, 1, before[3] + 1]]


#: How the site answers readers and writers while the database takes nothing more; then again when it does.
CLOSED = """
import json, sys
import django
from django.conf import settings
settings.DEBUG = False
django.setup()
from django.db import connection, connections
from django.test import Client
from claimsite.core.models import User
from claimsite.pipeline import tasks
from claimsite.pipeline.models import Job
from claimsite.statements.models import Statement

client, user, statement = Client(raise_request_exception=False), User.objects.get(username="ada"), Statement.objects.filter(state="proposed").first()
client.force_login(user)
job = Job.objects.create(kind="text", key="waits", payload={})

def close():
    with connection.cursor() as cursor:
        cursor.execute(sys.argv[1])
        if "max_page_count" in sys.argv[1]:
            cursor.execute("PRAGMA page_count")
            cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")

def decide():
    return client.post(f"/statements/{statement.pk}/decision/", {"decision": "reject", "revision": 0, "reason": "x" * 80})

def paste():
    text = "The port said that nobody dredged at night. " * 2000
    return client.post("/add/", {"text": text, "outlet": "Post", "published_on": "2024-03-04", "title": "x", "kind": "text"})

close()
read = [client.get(path).status_code for path in ("/", "/statements/", "/compare/", f"/articles/{statement.article_id}/")]
written = [answer() for answer in (decide, paste)]
try:
    tasks.work_on.call_local(job.pk)
    worked = "done"
except Exception as error:
    worked = type(error).__name__
state = [Statement.objects.get(pk=statement.pk).state, Job.objects.count(), Job.objects.get(pk=job.pk).state]
connections.close_all()
told = [[each.status_code, each.get("Retry-After", ""), "Nothing can be stored" in each.content.decode()] for each in written]
print(json.dumps({"read": read, "written": told, "worked": worked, "state": state, "again": decide().status_code}))
"""


def close(site, how: str) -> dict:
    done = site.run(CLOSED, how)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.mark.hostile("faults.read-only-database")
def test_a_database_that_may_only_be_read_still_shows_its_pages(site):
    told = close(site, "PRAGMA query_only = 1")
    assert told["read"] == [200] * 4
    assert told["written"] == [[503, "300", True]] * 2
    assert (told["worked"], told["state"]) == ("OperationalError", ["proposed", 1, "waiting"])
    assert told["again"] == 302


@pytest.mark.hostile("faults.disk-full")
def test_a_full_disk_stores_nothing_by_halves_and_reading_goes_on(site):
    told = close(site, "PRAGMA max_page_count")
    assert told["read"] == [200] * 4
    assert told["written"][1] == [503, "300", True]
    assert told["state"][1] == 1
    assert told["again"] in (302, 409)
