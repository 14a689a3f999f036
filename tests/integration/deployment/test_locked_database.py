"""For real: somebody holds the write lock longer than a request waits; then lets go, and the same request goes through."""

from __future__ import annotations

import pytest

SCRIPT = """
import sqlite3, sys, time
import django
from django.conf import settings
settings.DEBUG, settings.DATABASES["default"]["OPTIONS"]["timeout"] = False, 0.5
django.setup()
from django.test import Client
client = Client(raise_request_exception=False)
holder = sqlite3.connect(sys.argv[1], isolation_level=None)
holder.execute("BEGIN IMMEDIATE")
started = time.monotonic()
response = client.post("/login/", {"username": "ada", "password": "wrong"})
assert time.monotonic() - started >= 0.5, "it waits for its turn first"
print(response.status_code, response["Retry-After"], "Too much at once" in response.content.decode())
assert client.get("/method/").status_code == 200, "readers are not held up"
holder.execute("ROLLBACK")
print(client.post("/login/", {"username": "ada", "password": "wrong"}).status_code)
"""


@pytest.mark.hostile("faults.locked-database")
def test_a_writer_that_keeps_the_database_too_long(site):
    done = site.run(SCRIPT, str(site.database))
    assert done.stdout.split() == ["503", "5", "True", "200"], done.stderr[-2000:]
