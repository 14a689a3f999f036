"""What operators type: samples, analyzing, the search index, translations, the demo's stages."""

from __future__ import annotations

import datetime as dt
import socket
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from claimsite.articles.models import Article
from claimsite.core.models import User
from claimsite.core.translations import compile_catalogs
from claimsite.pipeline import actions, sample_articles
from claimsite.pipeline.management.commands import demo, load_samples
from claimsite.pipeline.models import Job, JobState
from claimsite.statements import search
from claimsite.statements.models import Statement
from tests.factories import build_world, make_version

SAMPLE = """title: Ferry late
outlet: Skerry Post
language: en
published: 2024-05-06
note: A sample.

The ferry would not sail before May, the mayor of Lindsund said."""


def call(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def one_sample(tmp_path, monkeypatch):
    (tmp_path / "01.en.txt").write_text(SAMPLE, encoding="utf-8")
    for module in (load_samples, demo):
        monkeypatch.setattr(module, "read_samples", lambda: sample_articles.read_samples(tmp_path))


@pytest.mark.django_db
def test_samples_are_loaded_once(one_sample):
    assert "1/1 en  Ferry late" in call("load_samples")
    article = Article.objects.get()
    assert (article.is_sample, article.note, str(article.published_on)) == (True, "A sample.", "2024-05-06")
    assert call("load_samples") == "all 1 sample articles are there\n"
    assert Article.objects.count() == 1


@pytest.mark.django_db
def test_a_sample_that_fails_is_named_and_tried_again(one_sample, monkeypatch):
    from claimsite.pipeline import stages

    with monkeypatch.context() as patch:
        patch.setattr(stages, "suggest", lambda *_: 1 / 0)
        with pytest.raises(CommandError, match="1 of 1"):
            call("load_samples")
    call("load_samples")
    assert Job.objects.get().state == JobState.DONE


@pytest.mark.django_db
def test_waiting_jobs_are_done_here_and_articles_analyzed_again():
    assert call("analyze") == "nothing waits\n"
    actions.request_text(
        title="", outlet_name="Post", language="en", published_on=dt.date(2024, 5, 6), text="The ferry is late, the mayor of Lindsund said.", by=None
    )
    assert "done" in call("analyze")
    statement = Statement.objects.get()
    assert "done" in call("analyze", "--again", "--article", str(statement.article_id))
    assert Statement.objects.get() == statement


@pytest.mark.hostile("faults.search-index-missing")
@pytest.mark.django_db
def test_a_lost_search_index_comes_back():
    world = build_world()
    from django.db import connection

    search.drop(connection)
    assert not search.has_index()
    assert call("rebuild_search") == "8 statements can be searched\n"
    assert list(Statement.objects.filter(search.search("treaty"))) == [world.statements["treaty"]]


def test_changed_catalogs_are_compiled_and_fuzzy_messages_left_out(tmp_path):
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = folder / "django.po"
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "ferry"\nmsgstr "Fähre"\n\n#, fuzzy\nmsgid "late"\nmsgstr "spät"\n'
    )
    assert compile_catalogs([tmp_path]) == [folder / "django.mo"]
    compiled = (folder / "django.mo").read_bytes()
    assert "Fähre".encode() in compiled
    assert "spät".encode() not in compiled
    assert compile_catalogs([tmp_path]) == []
    assert call("compile_translations")


@pytest.mark.django_db
def test_the_demo_prepares_once_and_prints_its_password_once(one_sample, settings, tmp_path, monkeypatch):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.LOCALE_PATHS = []

    def run_here(command, **options):
        call_command(*command[2:], stdout=StringIO())
        return type("Result", (), {"returncode": 0})()

    monkeypatch.setattr(demo.subprocess, "run", run_here)
    first = call("demo", "--prepare-only")
    assert all(f"{number}/7" in first for number in range(1, 7))
    assert "1 of 1 there" in first
    password = first.split("with the password ")[1].split()[0]
    editor = User.objects.get(username="editor")
    assert editor.check_password(password)
    assert [group.name for group in editor.groups.all()] == ["editor"]
    second = call("demo", "--prepare-only")
    assert second.count("current") >= 3
    assert password not in second
    assert User.objects.count() == Article.objects.count() == 1
    assert Path(settings.STATIC_ROOT).exists()


@pytest.mark.django_db
def test_the_demo_says_in_one_line_that_its_port_is_taken():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=rf"port {port} is taken; .* make demo PORT={port + 1}"):
            call("demo", "--port", str(port))


@pytest.mark.django_db
def test_an_interrupted_job_waits_again_when_the_demo_starts(one_sample, monkeypatch):
    job = Job.objects.create(
        kind="reanalyze", key="k", state=JobState.RUNNING, leased_until=dt.datetime(2099, 1, 1, tzinfo=dt.UTC), article=make_version("T").article
    )
    monkeypatch.setattr(demo, "call_command", lambda *_, **__: None)
    assert demo.Command()._migrate() == "ready, 1 interrupted jobs wait again"
    job.refresh_from_db()
    assert job.state == JobState.WAITING
