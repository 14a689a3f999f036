"""The database of the first release, filled as its code filled it, comes to this version's tables and loses nothing.

`data/first-release.sqlite3.gz` holds the invented dispute of `tests.factories`, decisions of an editor, a waiting job and a saved comparison.
"""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.integration.deployment.conftest import Site

OLD = Path(__file__).parent / "data" / "first-release.sqlite3.gz"
#: Must be the same before and after.
QUESTIONS = {
    "statements": "SELECT id, content, source, act, state, revision FROM statements_statement ORDER BY id",
    "decisions": "SELECT id, state, decided_by_id, decided_at FROM statements_statement WHERE decided_by_id IS NOT NULL ORDER BY id",
    "spans": "SELECT statement_id, role, start_char, end_char, exact FROM statements_statementspan ORDER BY id",
    "histories": "SELECT id, state, history_type, history_user_id FROM statements_historicalstatement ORDER BY history_id",
    "texts": "SELECT id, text, sha256 FROM articles_articleversion ORDER BY id",
    "claims": "SELECT id, text, language FROM claims_claim ORDER BY id",
    "relations": "SELECT id, kind, state FROM claims_claimrelation ORDER BY id",
    "comparisons": "SELECT id, title, note, slug FROM comparisons_comparison ORDER BY id",
    "snapshots": "SELECT comparison_id, number, content_hash FROM comparisons_snapshot ORDER BY id",
    "jobs": "SELECT kind, state, key FROM pipeline_job ORDER BY id",
    "people": "SELECT username, is_active FROM core_user ORDER BY id",
}
ASK = """
import django; django.setup()
from django.test import Client
from django.conf import settings
settings.DEBUG = False
from claimsite.comparisons.models import Comparison
from claimsite.deployment.health import list_missing_migrations
from claimsite.statements import search
from claimsite.statements.models import Statement
client = Client()
pages = ["/", "/statements/", "/articles/", "/claims/", Comparison.objects.get().get_absolute_url(), Statement.objects.first().article.get_absolute_url()]
found = Statement.objects.filter(search.search("treaty")).count()
print(len(list_missing_migrations()), search.has_index(), found, *[client.get(page).status_code for page in pages])
"""


def ask(site: Site) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(site.database)) as connection:
        return {name: connection.execute(sql).fetchall() for name, sql in QUESTIONS.items()}


@pytest.mark.hostile("faults.migrations-forward")
def test_a_filled_first_release_comes_forward(tmp_path):
    site = Site(tmp_path)
    site.database.write_bytes(gzip.decompress(OLD.read_bytes()))
    before = ask(site)
    assert all(before.values())
    done = site.manage("migrate", "--verbosity", "0", "--no-input")
    assert done.returncode == 0, done.stderr[-3000:]
    assert ask(site) == before
    with closing(sqlite3.connect(site.database)) as connection:
        wrong = "SELECT count(*) FROM statements_statement s JOIN articles_article a ON a.id = s.article_id WHERE s.outlet_id IS NOT a.outlet_id"
        assert connection.execute(wrong).fetchall() == [(0,)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    pages = site.run(ASK)
    assert pages.stdout.split() == ["0", "True", "1", *["200"] * 6], pages.stdout + pages.stderr[-3000:]
