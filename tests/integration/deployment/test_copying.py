"""From SQLite to PostgreSQL: everything or nothing, and the same answers afterwards."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

ASK = """
import django; django.setup()
from django.db import connection
from claimsite.core.models import Note, User
from claimsite.statements import search
from claimsite.statements.models import Statement
print(connection.vendor, Statement.objects.count(), Statement.history.count(), Statement.objects.filter(search.search("treaty")).count())
print(Note.objects.create(kind="statement", row_id=1, text="new", written_by=User.objects.get(username="ada")).pk)
print(ascii(Note.objects.order_by("id").first().text))
"""
WRITE = "INSERT INTO core_note (kind, row_id, text, written_by_id, written_at) SELECT 'statement', 1, ?, id, '2026-01-01 00:00:00' FROM core_user LIMIT 1"


@pytest.mark.parametrize(
    ("url", "words"),
    [("sqlite:///x.sqlite3", "must be PostgreSQL"), ("nonsense", "no address"), ("postgres://a@127.0.0.1:1/x", "cannot be reached")],
)
def test_an_unfit_target_is_refused_in_words(site, url, words):
    done = site.manage("copy_to", url)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.hostile("faults.sqlite-to-postgres")
def test_everything_comes_along(site, postgres):
    with closing(sqlite3.connect(site.database)) as connection, connection:
        connection.execute(WRITE, ("with a \x00 in it",))
    done = site.manage("copy_to", postgres)
    assert done.returncode == 0, done.stderr
    assert "1 NUL characters" in done.stdout
    assert "searches find the same" in done.stdout
    here, there = site.run(ASK), site.run(ASK, DATABASE_URL=postgres)
    assert there.returncode == 0, there.stderr
    before, after = here.stdout.splitlines(), there.stdout.splitlines()
    assert before[0].split()[1:] == after[0].split()[1:]
    assert after[0].startswith("postgresql 8 ")
    assert before[1] == after[1], "row numbers go on where they were"
    assert after[2] == "'with a \\ufffd in it'"


def test_a_target_that_holds_rows_is_left_alone(site, postgres):
    assert site.manage("copy_to", postgres).returncode == 0
    again = site.manage("copy_to", postgres)
    assert again.returncode == 1
    assert "not empty" in again.stderr


def test_a_copy_that_breaks_leaves_nothing(site, postgres):
    psycopg = pytest.importorskip("psycopg")
    with closing(sqlite3.connect(site.database)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints=1")
        connection.execute("UPDATE statements_statementspan SET start_char = end_char + 1 WHERE id = (SELECT max(id) FROM statements_statementspan)")
    done = site.manage("copy_to", postgres)
    assert done.returncode == 1
    assert "nothing was copied" in done.stderr
    with psycopg.connect(postgres) as connection:
        assert connection.execute("SELECT count(*) FROM articles_article").fetchone()[0] == 0
