"""Stored articles are read again once each, whoever does it and wherever it was interrupted, and nothing that people decided is touched."""

from __future__ import annotations

import builtins
import datetime as dt
import io
import json
import threading
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claimsite.articles.models import ArticleVersion
from claimsite.pipeline import analyzing, suggest
from claimsite.pipeline.analyzing import Analyzed
from claimsite.pipeline.bulk import engines, reanalyzing
from claimsite.pipeline.bulk.reanalyzing import Campaign, list_batches, process
from claimsite.pipeline.confined import ChildDiedError
from claimsite.pipeline.management.commands import reanalyze
from claimsite.statements import actions
from claimsite.statements.models import ExtractionRun, Statement
from tests.factories import make_user, make_version
from tests.unit.pipeline.bulk.pools import Now
from tests.unit.pipeline.documents import document, found

pytestmark = pytest.mark.django_db
NOW = dt.datetime.now(dt.UTC)


class Child:
    """Calls where it stands; dies of a text that says so."""

    def __init__(self, *_: Any) -> None: ...
    def call(self, function: Any, ids: list[int], since: dt.datetime, *, seconds: float) -> Any:
        if ArticleVersion.objects.filter(pk__in=ids, text__contains="poison").exists():
            raise ChildDiedError("the reader ended")
        return function(ids, since)

    def stop(self) -> None:
        """Nothing to end."""


@pytest.fixture(autouse=True)
def compared(monkeypatch) -> list[int]:
    """Analysis that finds one sentence, comparing that is only noted, no processes."""

    def analyze(texts: Any) -> list[Analyzed]:
        if any("unreadable" in text for _, text, _, _ in texts):
            raise ValueError("cannot be read")
        return [Analyzed(document(found("was late", text=text), text=text, language=language), "new", {}) for _, text, language, _ in texts]

    noted: list[int] = []
    monkeypatch.setattr(analyzing, "analyze_texts", analyze)
    monkeypatch.setattr(suggest, "suggest", lambda version, run: noted.append(version.pk))
    monkeypatch.setattr(engines, "Child", Child)
    monkeypatch.setattr(engines, "ThreadPoolExecutor", Now)
    monkeypatch.setattr(reanalyze.connections, "close_all", lambda: None)
    return noted


def add(count: int, **fields: Any) -> list[ArticleVersion]:
    return [make_version(f"The ferry {number} was late, she said.", **fields) for number in range(count)]


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("reanalyze", *arguments, stdout=out)
    return out.getvalue()


def test_all_are_read_once_and_the_campaign_is_over(settings, compared):
    versions = add(5)
    said = run("--batch", "2")
    assert "5 articles to read again" in said
    assert "5 of 5 read, 5 statements, 0 failed" in said
    assert sorted(compared) == [each.pk for each in versions]
    assert ExtractionRun.objects.filter(code_version="new", finished_at__isnull=False).count() == 5
    assert not (settings.VAR_DIR / "reanalysis.json").exists()


def test_a_batch_given_twice_is_done_once(compared):
    ids = [each.pk for each in add(3)]
    first, second = process(ids, NOW), process(ids, NOW)
    assert (first.done, first.known) == (3, 0)
    assert (second.done, second.known) == (0, 3)
    assert ExtractionRun.objects.count() == 3
    assert len(compared) == 3


def test_whoever_comes_second_at_the_same_moment_finds_it_done(monkeypatch):
    version = add(1)[0]
    analyzed = analyzing.analyze_texts([("v", version.text, "en", "2024-03-04")])[0]
    assert process([version.pk], NOW).done == 1
    tally = reanalyzing.Tally()
    reanalyzing._store(version, analyzed, NOW, dt.datetime.now(dt.UTC), tally)
    assert (tally.done, tally.known) == (0, 1)
    assert ExtractionRun.objects.count() == 1


def test_what_was_stored_and_not_compared_is_compared_next_time(monkeypatch, compared):
    version = add(1)[0]
    with monkeypatch.context() as patch:
        patch.setattr(suggest, "suggest", lambda *_: 1 / 0)
        assert "ZeroDivisionError" in process([version.pk], NOW).faults[version.pk]
    assert list(list_batches(Campaign(NOW))) == [[version.pk]]
    assert process([version.pk], NOW).done == 1
    assert ExtractionRun.objects.count() == 1
    assert compared == [version.pk]


def test_an_interrupted_campaign_goes_on(settings, monkeypatch):
    versions = add(6)

    def stop_after_two(batches: Any, since: Any, processes: int, is_stopping: threading.Event) -> Any:
        for number, ids in enumerate(batches):
            if number == 2:
                is_stopping.set()
                return
            yield process(ids, since)

    with monkeypatch.context() as patch:
        patch.setattr(engines, "run_local", stop_after_two)
        with pytest.raises(CommandError, match="goes on from here"):
            run("--batch", "2")
    kept = json.loads((settings.VAR_DIR / "reanalysis.json").read_text())
    assert kept["done"] == 4
    said = run("--batch", "2")
    assert "goes on with the campaign" in said
    assert "2 articles to read again" in said
    assert ExtractionRun.objects.count() == len(versions)
    assert "6 articles to read again" in run("--restart")


def test_a_text_that_cannot_be_read_and_one_that_kills_cost_no_other():
    versions = add(4)
    for kind in ("unreadable", "poison"):
        make_version(f"The {kind} ferry was late, she said.")
    with pytest.raises(CommandError, match="2 articles could not be read"):
        run()
    assert set(ExtractionRun.objects.values_list("version", flat=True)) == {each.pk for each in versions}


def test_it_gives_up_when_everything_fails(monkeypatch):
    monkeypatch.setattr(reanalyze, "GIVE_UP", 3)
    for number in range(6):
        make_version(f"The unreadable ferry {number} was late, she said.")
    with pytest.raises(CommandError, match="in a row"):
        run("--batch", "1")


def test_decisions_stay_and_proposals_follow():
    version = add(1)[0]
    process([version.pk], NOW)
    statement = Statement.objects.get()
    editor = make_user()
    actions.reject(statement, by=editor, revision=0)
    assert process([version.pk], dt.datetime.now(dt.UTC)).done == 1
    statement.refresh_from_db()
    assert (statement.state, statement.decided_by, statement.revision) == ("rejected", editor, 1)
    assert Statement.objects.count() == 1
    assert ExtractionRun.objects.count() == 2


def test_only_what_is_asked_for_and_only_current_versions():
    german = make_version("Die Fähre was late, she said.", language="de", published_on="2024-05-01")
    make_version("The ferry was late, she said.", published_on="2024-01-01")
    old = make_version("The old ferry was late, she said.", language="de", published_on="2024-05-02")
    ArticleVersion.objects.filter(pk=old.pk).update(is_current=False)
    assert list(list_batches(Campaign(NOW, "de", dt.date(2024, 4, 1), dt.date(2024, 6, 1)))) == [[german.pk]]
    assert list(list_batches(Campaign(NOW, published_until=dt.date(2023, 1, 1)))) == []


def test_pages_of_ids_are_cut_into_batches(monkeypatch):
    monkeypatch.setattr(reanalyzing, "PAGE", 3)
    ids = [each.pk for each in add(8)]
    assert list(list_batches(Campaign(NOW), 2)) == [ids[0:2], ids[2:4], ids[4:6], ids[6:8]]


def test_dask_that_is_not_installed_is_said(monkeypatch):
    add(1)
    real = builtins.__import__

    def lack(name: str, *args: Any, **given: Any) -> Any:
        if name == "distributed":
            raise ImportError(name)
        return real(name, *args, **given)

    monkeypatch.setattr(builtins, "__import__", lack)
    with pytest.raises(CommandError, match=r"requirements-cluster\.txt"):
        run("--engine", "dask")
