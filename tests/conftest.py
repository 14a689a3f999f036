"""What all tests share: no queue on disk, quick passwords, and a browser or a reason why not."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium")
# What tests count is no business of the site that may run beside them.
os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="metrics-")
atexit.register(shutil.rmtree, os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests need Debian's chromium: skipped with the reason where it is missing, but in CI they must run.

    For tests that empty the tables behind them what migrations had stored (roles, the counter of changes) is kept, to be put back.
    """
    for item in items:
        marker = item.get_closest_marker("django_db")
        given = dict(marker.kwargs) if marker else {}
        if given.get("transaction") or {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.django_db(**given | {"transaction": True, "serialized_rollback": True}), append=False)
    if CHROMIUM:
        return
    browser_tests = [item for item in items if item.get_closest_marker("browser")]
    if browser_tests and os.environ.get("CI") == "true":
        raise pytest.UsageError("chromium is missing, and in CI the browser tests must run")
    for item in browser_tests:
        item.add_marker(pytest.mark.skip(reason="chromium is not installed"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Any:
    """After a test that emptied the tables the next one finds what migrations had stored, in whatever order they come."""
    result = yield
    marker = item.get_closest_marker("django_db")
    if nextitem and marker and marker.kwargs.get("serialized_rollback"):  # after the last one the database is gone
        from django.db import connection
        from pytest_django.plugin import blocking_manager_key

        with item.config.stash[blocking_manager_key].unblock():
            connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
            connection.close()
    return result


@pytest.fixture(autouse=True)
def queue_in_memory() -> Any:
    """Tasks run where they are called, once the transaction is through; nothing is written to the queue's file."""
    from huey.contrib.djhuey import HUEY

    HUEY.immediate = True
    yield HUEY
    HUEY.immediate = False


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """A worker holds vectors and names, Django content types, prepared queries limits; each test has a database, and may have limits, of its own."""
    if prepared := sys.modules.get("claimsite.core.prepared"):
        prepared.KEPT.clear()
    if nearest := sys.modules.get("claimsite.pipeline.nearest"):
        nearest.get_memory.cache_clear()
        nearest.get_index.cache_clear()
    if mentions := sys.modules.get("claimsite.claims.mentions"):
        mentions.get_known_names.cache_clear()
    if types := sys.modules.get("django.contrib.contenttypes.models"):
        types.ContentType.objects.clear_cache()  # after tables were emptied others have them


@pytest.fixture(autouse=True)
def in_english() -> None:
    """A request leaves its language behind in the thread, where the next test would find it."""
    from django.utils import translation

    translation.deactivate()


@pytest.fixture(autouse=True)
def plain_settings(settings: Any, tmp_path: Any) -> None:
    """Quick hashing, static files without a manifest, nothing written beside the code."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    settings.KEPT_PAGES_MB = 0  # tests count the queries of pages that are made
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
