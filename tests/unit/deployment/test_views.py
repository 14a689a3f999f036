"""What machines ask: alive, ready, how it is doing."""

from __future__ import annotations

import datetime as dt
import json
import logging

import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from claimsite.core import logs
from claimsite.deployment import beating, health
from claimsite.deployment.models import Worker
from claimsite.pipeline import actions, jobs
from claimsite.pipeline.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    return Worker.objects.create(name="machine:1")


def ask(client, address, **headers):
    response = client.get(address, headers=headers)
    return response.status_code, response


def test_alive_asks_nothing_of_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        status, response = ask(client, "/healthz", host="10.1.2.3")
    assert (status, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_ready(client, worker):
    status, response = ask(client, "/readyz", host="10.1.2.3")
    assert (status, response.json()["ready"]) == (200, True)
    assert set(response.json()["parts"]) == {"database", "migrations", "worker"}


def test_probes_are_not_sent_to_https(client, worker, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert ask(client, "/readyz")[0] == 200


def test_not_ready_without_a_worker_unless_nobody_asks_for_one(client, worker):
    Worker.objects.update(seen_at=timezone.now() - beating.SILENCE - dt.timedelta(seconds=1))
    status, response = ask(client, "/readyz")
    assert (status, response.json()["parts"]["worker"]["good"]) == (503, False)
    assert ask(client, "/readyz?without=worker")[0] == 200
    assert ask(client, "/readyz?without=database")[0] == 503


def test_not_ready_with_a_migration_missing(client, worker):
    MigrationRecorder.Migration.objects.filter(app="deployment").delete()
    status, response = ask(client, "/readyz")
    assert status == 503
    assert response.json()["parts"]["migrations"]["detail"] == "1 are not applied, first deployment.0001_initial"


def test_not_ready_without_a_database_and_nothing_is_told_of_it(client, monkeypatch):
    def fail():
        raise OperationalError("password of claimsite at 10.0.0.5 is wrong")

    monkeypatch.setattr(health, "_check_database", fail)
    status, response = ask(client, "/readyz")
    assert status == 503
    assert response.json()["parts"] == {"database": {"good": False, "detail": "the database does not answer: OperationalError"}}


def test_metrics_count_requests_jobs_and_fetches(client, worker):
    client.get("/method/")
    client.get("/no/such/page/")
    Job.objects.create(kind="add_url", key="k1", created_at=timezone.now() - dt.timedelta(seconds=90))
    Job.objects.create(kind="add_url", key="k2", state="failed", error_code="forbidden")
    status, response = ask(client, "/metrics")
    text = response.content.decode()
    assert status == 200
    assert 'claimsite_requests_total{method="GET",status="200",view="core:method"}' in text
    assert 'claimsite_requests_total{method="GET",status="404",view="none"}' in text
    assert 'claimsite_request_seconds_count{view="core:method"}' in text
    assert 'claimsite_jobs{kind="add_url",state="waiting"} 1.0' in text
    assert 'claimsite_jobs_failed{code="forbidden"} 1.0' in text
    assert "claimsite_database_up 1.0" in text
    age = next(line for line in text.splitlines() if line.startswith("claimsite_queue_age_seconds "))
    assert 89 < float(age.split()[1]) < 120


def test_metrics_are_for_this_machine(client, worker):
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.7").status_code == 404
    assert client.get("/metrics", REMOTE_ADDR="").status_code == 404
    for header in ("x-forwarded-for", "forwarded", "x-real-ip"):
        assert client.get("/metrics", headers={header: "203.0.113.7"}).status_code == 404


def test_metrics_by_token(client, settings):
    settings.METRICS_TOKEN = "a" * 32
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"authorization": "Bearer " + "b" * 32}).status_code == 404
    assert client.get("/metrics", headers={"authorization": "Bearer " + "a" * 32}, REMOTE_ADDR="203.0.113.7").status_code == 200


def test_a_request_is_followed_to_its_job():
    with logs.bind(request_id="0123456789ab"):
        job = actions.request_url("https://outlet.example/a/1", by=None)
    assert job.payload["request"] == "0123456789ab"
    seen = []

    class Keep(logging.Handler):
        def emit(self, record):
            seen.append(json.loads(logs.JsonFormatter().format(record)))

    handler = Keep()
    logging.getLogger("claimsite.pipeline").addHandler(handler)
    try:
        from claimsite.pipeline import stages

        leased = jobs.lease(job.pk)
        assert leased is not None
        with logs.bind(request_id=leased.payload.get("request"), job_id=leased.pk):
            jobs.park(leased, "forbidden", "status 403")
        assert stages.work(job.pk) is None
    finally:
        logging.getLogger("claimsite.pipeline").removeHandler(handler)
    assert [(line["request"], line["job"]) for line in seen] == [("0123456789ab", job.pk)]


def test_each_answer_names_its_request(client):
    assert client.get("/method/", headers={"x-request-id": "from-the-proxy-1"})["X-Request-ID"] == "from-the-proxy-1"
    assert len(client.get("/method/", headers={"x-request-id": "<script>"})["X-Request-ID"]) == 32


def test_the_access_line_has_the_view_and_no_address(client, caplog):
    with caplog.at_level(logging.INFO, logger="claimsite.core.middleware"):
        client.get("/invitation/S3cretToken/?key=S3cretKey", REMOTE_ADDR="203.0.113.7")
    line = next(record for record in caplog.records if record.name == "claimsite.core.middleware")
    assert line.getMessage().startswith("GET core:invitation ")
    for formatter in (logs.PlainFormatter(), logs.JsonFormatter()):
        written = "\n".join(formatter.format(record) for record in caplog.records)
        assert "S3cret" not in written
        assert "203.0.113.7" not in written
