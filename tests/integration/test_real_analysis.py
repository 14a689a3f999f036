"""The whole way with the real analysis: from a pasted text to statements, vectors and claims."""

from __future__ import annotations

import datetime as dt

import pytest

from claimsite.claims.models import Claim
from claimsite.pipeline import actions
from claimsite.pipeline.models import Job, JobState, StatementVector
from claimsite.statements.models import Statement

pytestmark = pytest.mark.django_db

ENGLISH = """The mayor of Lindsund said on Monday that the ferry would not sail before May. “We are waiting for a spare part,” spokeswoman Ida Brandal added.

The seamen's union denied that the ferry was broken."""
GERMAN = """Der Fährverband teilte am Montag mit, dass die Fähre nicht vor Mai fahren werde. „Wir warten auf ein Ersatzteil“, sagte Sprecherin Ida Brandal."""


def add(text: str, language: str | None = None, outlet: str = "Skerry Post") -> Job:
    from claimsite.pipeline.stages import work

    job = actions.request_text(title="", outlet_name=outlet, language=language, published_on=dt.date(2024, 3, 4), text=text, by=None)
    work(job.pk)
    job.refresh_from_db()
    return job


def test_an_english_text_with_its_language_detected():
    job = add(ENGLISH)
    assert (job.state, job.error_detail) == (JobState.DONE, "")
    assert job.article.language == "en"
    rows = {row.content: row for row in Statement.objects.all()}
    quoted = rows["We are waiting for a spare part"]
    assert (quoted.type, quoted.actor.name) == ("direct", "Ida Brandal")
    assert rows["the ferry was broken"].act == "denies"
    for row in rows.values():
        for span in row.spans.all():
            assert row.version.text[span.start_char : span.end_char] == span.exact
        assert set(row.why) == {"en", "de"}
    assert StatementVector.objects.count() == len(rows)
    assert Claim.objects.exists()


def test_a_german_text_and_the_same_again():
    job = add(GERMAN)
    assert (job.state, job.article.language) == (JobState.DONE, "de")
    before = list(Statement.objects.order_by("id").values("id", "revision", "state"))
    assert len(before) == 2
    again = actions.request_reanalysis(job.article, by=None)
    from claimsite.pipeline.stages import work

    work(again.pk)
    again.refresh_from_db()
    assert (again.state, again.error_detail) == (JobState.DONE, "")
    assert list(Statement.objects.order_by("id").values("id", "revision", "state")) == before


@pytest.mark.hostile("size.parentheses")
def test_parentheses_without_end_and_an_unclosed_quotation_mark_are_read_with_a_flag():
    job = add("(" * 20_000 + " The mayor of Lindsund said: “The ferry will not sail before May.")
    assert (job.state, job.error_detail) == (JobState.DONE, "")
    run = job.article.versions.get().runs.get()
    assert any("quotation" in flag["en"] for flag in run.flags)


@pytest.mark.parametrize("text", ["12345 67890 " * 5, "Tämä on suomenkielinen lause, jossa kerrotaan lautasta ja sen aikataulusta."])
def test_what_is_in_no_known_language_fails_with_a_reason_and_leaves_nothing(text):
    job = add(text)
    assert (job.state, job.error_code, job.attempts) == (JobState.FAILED, "language", 1)
    assert not Statement.objects.exists()
