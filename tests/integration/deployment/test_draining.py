"""SIGTERM: what is at work ends, nothing new is begun; counts of several processes are one sum."""

from __future__ import annotations

import contextlib
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

import pytest

from tests.integration.deployment.conftest import ROOT

#: The site with one more page, which takes its time.
SLOW = """
import time
from claimsite.wsgi import application
from django.http import HttpResponse
from django.urls import path
from claimsite import urls
def slow(request):
    time.sleep(2.5)
    return HttpResponse("whole")
urls.urlpatterns.insert(0, path("slow", slow))
"""
WAIT = """
import sys, time
import django; django.setup()
from claimsite.pipeline import actions, stages
from claimsite.pipeline.models import Job
import datetime as dt
for number in range(2):
    actions.request_text(title="", outlet_name="A", language="en", published_on=dt.date(2024, 1, 1), text=f"The ferry {number} was late, she said.", by=None)
"""
WORKER = """
import sys, time
import django; django.setup()
from claimsite.pipeline import jobs, stages
from claimsite.pipeline.models import Job, JobState
def run(job):
    print("begun", flush=True)
    time.sleep(2)
    from claimsite.articles.models import Article
    job.article = Article.objects.first()
    job.save()
    jobs.finish(job)
stages._run = run
from django.conf import settings
settings.HUEY["consumer"]["workers"] = 1
from django.core.management import call_command
call_command("run_huey", workers=1)
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(port, path, timeout=20):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=timeout) as response:
        return response.read().decode()


@pytest.fixture
def serve(site, tmp_path):
    (tmp_path / "slow_site.py").write_text(SLOW)
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "python:claimsite.deployment.gunicorn", "--bind", f"127.0.0.1:{port}", "slow_site"]
    environment = {**site.environment, "PYTHONPATH": f"{ROOT}:{tmp_path}"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError):
            get(port, "/healthz")
            break
        time.sleep(0.1)
    yield process, port
    process.kill()
    process.wait()


@pytest.mark.hostile("faults.sigterm")
def test_the_site_answers_what_it_has_begun_and_takes_nothing_new(serve):
    process, port = serve
    answers = []
    asking = threading.Thread(target=lambda: answers.append(get(port, "/slow")))
    asking.start()
    time.sleep(0.8)
    process.send_signal(signal.SIGTERM)
    time.sleep(0.7)
    with pytest.raises((OSError, urllib.error.URLError)):
        get(port, "/healthz", timeout=1)
    asking.join(20)
    assert answers == ["whole"]
    assert process.wait(20) == 0
    assert "Traceback" not in process.stdout.read()


def test_any_process_knows_what_all_have_counted(serve):
    _, port = serve
    for _ in range(40):
        get(port, "/method/")
    text = get(port, "/metrics")
    assert re.search(r'^claimsite_requests_total\{method="GET",status="200",view="core:method"\} 40.0$', text, re.MULTILINE), text[-3000:]
    assert re.search(r'^claimsite_request_seconds_count\{view="core:method"\} 40.0$', text, re.MULTILINE)


@pytest.mark.hostile("faults.sigterm")
def test_the_worker_ends_its_job_begins_no_other_and_signs_off(site):
    assert site.run(WAIT).returncode == 0
    process = subprocess.Popen([sys.executable, "-c", WORKER], cwd=ROOT, env=site.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 0, err[-2000:]
    assert "begun" not in out, "another job was begun"
    found = site.run(
        "import django; django.setup()\nfrom claimsite.pipeline.models import Job\nfrom claimsite.deployment.models import Worker\n"
        "print(*Job.objects.order_by('id').values_list('state', flat=True), Worker.objects.count())"
    )
    assert found.stdout.split() == ["done", "waiting", "0"], found.stderr + err[-2000:]
