"""A filled database of an earlier release is brought up to date and loses nothing.

`data/previous.sqlite3.gz` was filled by the code of 24 November 2026, 09:23: the invented dispute of the tests, a saved comparison, two decisions, a note.
"""

from __future__ import annotations

import gzip
import json
import sqlite3
from pathlib import Path

import pytest

from tests.integration.deployment.conftest import Site

PREVIOUS = Path(__file__).with_name("data") / "previous.sqlite3.gz"
#: What the site makes of it, by the present code.
LOOK = """
import json
import django; django.setup()
from django.db import connection
from django.test import Client
from claimsite.claims.models import Claim
from claimsite.statements import search
from claimsite.statements.models import Statement
client = Client()
pages = ["/", "/statements/?q=petrel", "/compare/", "/c/", "/c/who-dredged/", "/c/who-dredged/v/1/", "/c/who-dredged/export.json"]
pages += [Claim.objects.first().get_absolute_url(), Statement.objects.first().get_absolute_url()]
print(json.dumps({
    "pages": {page: client.get(page).status_code for page in pages},
    "states": sorted(Statement.objects.exclude(state="proposed").values_list("content", "state", "decided_by__username")),
    "found": Statement.objects.filter(search.search("petrel")).count(),
    "problems": connection.cursor().execute("PRAGMA foreign_key_check").fetchall(),
}))
"""


def count(database: Path) -> dict[str, int]:
    """Rows of each table of the site; the index's own tables and what Django keeps of its own apart."""
    with sqlite3.connect(database) as raw:
        names = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [name for name in names if not name.startswith(("sqlite_", "django_", "auth_", "statements_search"))]
        return {name: raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in kept}


@pytest.mark.hostile("faults.migrations-forward")
def test_a_filled_database_of_an_earlier_release_is_brought_up_to_date(tmp_path):
    site = Site(tmp_path / "site")
    site.folder.mkdir()
    site.database.write_bytes(gzip.decompress(PREVIOUS.read_bytes()))
    before = count(site.database)
    assert before["statements_statement"] == 8
    done = site.manage("migrate", "--verbosity", "0")
    assert done.returncode == 0, done.stderr[-2000:]
    after = count(site.database)
    lost = {name: (rows, after.get(name)) for name, rows in before.items() if rows > after.get(name, 0)}
    assert not lost
    looked = site.run(LOOK)
    assert looked.returncode == 0, looked.stderr[-2000:]
    told = json.loads(looked.stdout)
    assert set(told["pages"].values()) == {200}, told["pages"]
    assert told["states"] == [["breaking the treaty", "rejected", "ada"], ["the dredger Petrel never entered the lagoon", "accepted", "ada"]]
    assert (told["found"], told["problems"]) == (3, [])
