"""An archive's articles end as the very rows that their pages, asked for one by one, end as."""

from __future__ import annotations

import json

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from claimsite.core.turns import in_turn
from claimsite.pipeline import actions
from claimsite.pipeline.bulk.working import STORED, process
from claimsite.pipeline.models import StatementVector
from tests.outlets.mill import make_page
from tests.outlets.playing import outlets  # noqa: F401 – a fixture

pytestmark = pytest.mark.django_db
URLS = [f"https://outlet{number % 2}.example/a/{number}" for number in range(5)]
#: What tells one moment from another, or a page that was fetched from a line of a file.
_LEFT_OUT = {"models_used", "started_at", "finished_at", "created_at", "added_at", "updated_at", "read_at", "fetched_at", "history_date", "media_type"}


def dump() -> dict[str, list[dict[str, object]]]:
    """All rows of what is read and said, entries of their history with them."""
    tables = [model for name in ("articles", "statements", "claims") for model in apps.get_app_config(name).get_models()]
    return {model.__name__: [_read(model, row) for row in model._default_manager.order_by("pk").values()] for model in [*tables, StatementVector]}


def _read(model: type[models.Model], row: dict[str, object]) -> dict[str, object]:
    return {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items() if name not in _LEFT_OUT}


def read_one_by_one(played) -> None:
    from claimsite.pipeline.stages import work

    for number, url in enumerate(URLS):
        played.add(url.replace("https:", "http:"), make_page(number, 6, 9))
        job = actions.request_url(url.replace("https:", "http:"), by=None)
        work(job.pk)
        job.refresh_from_db()
        assert (job.state, job.error_detail) == ("done", "")


def test_bulk_gives_the_rows_of_single_articles(outlets):  # noqa: F811
    if connection.vendor != "sqlite":
        pytest.skip("elsewhere a transaction that is taken back does not give its ids back")
    with in_turn():
        read_one_by_one(outlets)
        single = dump()
        transaction.set_rollback(True)
    lines = [json.dumps({"url": url.replace("https:", "http:"), "html": make_page(number, 6, 9)}).encode() for number, url in enumerate(URLS)]
    assert [outcome.state for outcome in process(lines)] == [STORED] * len(URLS)
    bulk = dump()
    assert len(single["Statement"]) > 20
    assert {name: len(rows) for name, rows in bulk.items()} == {name: len(rows) for name, rows in single.items()}
    for name, rows in single.items():
        assert bulk[name] == rows, name
