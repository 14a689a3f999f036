"""The way in: a pasted text or a file becomes a job, and its page says how far it is."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from claimsite.articles.models import Article, Feed
from claimsite.pipeline import actions, feed_actions, jobs
from claimsite.pipeline.models import Job, JobStage, JobState
from tests.factories import make_user, make_version
from tests.unit.pipeline.documents import TEXT

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
PAGE = {"title": "Lagoon", "outlet": "Skerry Post", "published_on": "2024-03-04", "language": "en"}


@pytest.fixture
def editor_client(client: Client) -> Client:
    client.force_login(make_user())
    return client


def post(client: Client, *, headers=None, **fields):
    return client.post(reverse("pipeline:add"), PAGE | fields, headers=headers)


def test_the_form_knows_today_and_the_outlets(editor_client):
    make_version("Text", outlet="Fjordblatt")
    page = editor_client.get(reverse("pipeline:add")).content.decode()
    assert dt.date.today().isoformat() in page
    assert '<option value="Fjordblatt">' in page


def test_a_pasted_text_becomes_a_job_and_leads_to_its_page(editor_client):
    answer = post(editor_client, text=TEXT)
    job = Job.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, job.get_absolute_url())
    assert job.payload["text"] == TEXT
    assert post(editor_client, text=TEXT, headers=HTMX)["HX-Redirect"] == job.get_absolute_url()
    assert Job.objects.count() == 1


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_a_file_in_utf8_is_read_with_or_without_its_mark(editor_client, start):
    post(editor_client, language="", file=SimpleUploadedFile("a.txt", start + TEXT.encode()))
    job = Job.objects.get()
    assert (job.payload["text"], job.payload["language"]) == (TEXT, None)


BAD = {
    "nothing": ({}, "no words"),
    "spaces": ({"text": " \n\t "}, "no words"),
    "parentheses": ({"text": "(" * 20_000}, "no words"),
    "2 MB": ({"text": "words and " * 200_000}, "too long"),
    "NUL": ({"text": "A\x00B said so."}, "Null characters"),
    "control characters": ({"text": "\x01\x02\x03 said so." * 10}, "does not look like text"),
    "no outlet": ({"text": TEXT, "outlet": " "}, "required"),
    "an outlet that shows nothing": ({"text": TEXT, "outlet": "\u200b\u2060"}, "required"),
    "no date": ({"text": TEXT, "published_on": "yesterday"}, "valid date"),
    "year 9999": ({"text": TEXT, "published_on": "9999-12-31"}, "between 1800 and tomorrow"),
    "year 1": ({"text": TEXT, "published_on": "0001-01-01"}, "between 1800 and tomorrow"),
    "language": ({"text": TEXT, "language": "xx"}, "valid choice"),
}


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("headers", [None, HTMX])
def test_bad_input_is_named_and_nothing_is_stored(editor_client, case, headers):
    fields, message = BAD[case]
    answer = post(editor_client, headers=headers, **fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert message in page
    assert ("<html" in page) is (headers is None)
    assert 'role="alert"' in page
    assert not Job.objects.exists()


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_a_file_in_another_encoding_is_read(editor_client, encoding):
    text = "Der Bürgermeister von Müllheim sagte am Montag, die Brücke sei für Fußgänger gesperrt. Der Rat bestätigte das."
    post(editor_client, language="de", file=SimpleUploadedFile("a.txt", text.encode(encoding)))
    assert Job.objects.get().payload["text"] == text


BAD_FILES = {
    "empty": (b"", "no words"),
    "spaces": (b" \n\t", "no words"),
    "NUL": (b"He said\x00 so." * 20, "does not look like text"),
    "PNG": (b"\x89PNG\r\n\x1a\n" + bytes(range(1, 256)) * 4, "something else than a page"),
    "SVG": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "something else than a page"),
    "zip": (b"PK\x03\x04" + b"../../etc/passwd" * 20, "packed file"),
    "noise": (bytes(range(256)) * 40, "does not look like text"),
    "2 MB": (b"He said so. " * 180_000, "too long"),
    "11 MB": (b"He said so. " * 1_000_000, "too big"),
}


@pytest.mark.hostile(cases={"size.svg-upload": "SVG", "size.zip-slip": "zip"})
@pytest.mark.parametrize("case", BAD_FILES)
def test_a_bad_file_is_named_and_nothing_is_stored(editor_client, case):
    content, message = BAD_FILES[case]
    answer = post(editor_client, file=SimpleUploadedFile("a.txt", content))
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not Job.objects.exists()


def test_a_text_and_a_file_at_once_are_refused(editor_client):
    answer = post(editor_client, text=TEXT, file=SimpleUploadedFile("a.txt", TEXT.encode()))
    assert (answer.status_code, Job.objects.count()) == (422, 0)


@pytest.mark.hostile("content.html-in-title", "content.script")
def test_html_in_a_title_is_words(editor_client):
    answer = post(editor_client, text=TEXT, title="<script>alert(1)</script>")
    page = editor_client.get(answer["Location"]).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def make_job(**fields) -> Job:
    job = actions.request_text(title="Lagoon", outlet_name="Skerry Post", language="en", published_on=dt.date(2024, 3, 4), text=TEXT, by=None)
    for name, value in fields.items():
        setattr(job, name, value)
    job.save()
    return job


def test_an_open_job_looks_again_with_and_without_scripts(editor_client):
    job = make_job()
    page = editor_client.get(job.get_absolute_url()).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert 'hx-trigger="every 1s"' in page
    part = editor_client.get(job.get_absolute_url(), headers=HTMX)
    assert "<html" not in part.content.decode()
    assert "HX-Request" in part["Vary"]
    seen = f"{job.get_absolute_url()}?seen=waiting-fetch-0"
    assert editor_client.get(seen, headers=HTMX).status_code == 204
    assert editor_client.get(seen).status_code == 200
    jobs.enter_stage(jobs.lease(job.pk), JobStage.EXTRACT)
    assert 'aria-current="step"' in editor_client.get(seen, headers=HTMX).content.decode()


def test_a_failed_job_says_why_and_can_be_tried_again(editor_client):
    job = make_job(state=JobState.FAILED, error_code="language", error_detail="detected 'fi'")
    page = editor_client.get(job.get_absolute_url()).content.decode()
    assert "language was not recognised" in page
    assert "detected" not in page
    assert "every 1s" not in page
    assert "refresh" not in page
    answer = editor_client.post(reverse("pipeline:job_retry", args=[job.pk]))
    job.refresh_from_db()
    assert (answer.status_code, job.state) == (302, JobState.WAITING)


def make_feed() -> Feed:
    return feed_actions.add_feed("http://skerry.example/feed.xml", by=None)


ROUTES = [
    ("get", lambda job, article: reverse("pipeline:add")),
    ("post", lambda job, article: reverse("pipeline:add")),
    ("get", lambda job, article: job.get_absolute_url()),
    ("get", lambda job, article: reverse("pipeline:job_list")),
    ("get", lambda job, article: reverse("pipeline:feed_list")),
    ("post", lambda job, article: reverse("pipeline:feed_list")),
    ("post", lambda job, article: reverse("pipeline:feed_follow", args=[make_feed().pk])),
    ("post", lambda job, article: reverse("pipeline:article_analyze", args=[article.pk])),
    ("post", lambda job, article: reverse("pipeline:article_fetch", args=[article.pk])),
    ("post", lambda job, article: reverse("pipeline:job_retry", args=[job.pk])),
    ("post", lambda job, article: reverse("pipeline:article_language", args=[article.pk])),
]


@pytest.mark.parametrize(("method", "route"), ROUTES)
@pytest.mark.parametrize("headers", [None, HTMX])
def test_strangers_are_asked_to_sign_in_and_readers_are_refused(client, method, route, headers):
    address = route(make_job(state=JobState.FAILED, error_code="internal"), make_version("Text").article)
    answer = getattr(client, method)(address, headers=headers)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("core:login"))
    client.force_login(make_user(role="reader"))
    assert getattr(client, method)(address, headers=headers).status_code == 403
    assert Article.objects.get().language == "en"
    assert Job.objects.get().state == JobState.FAILED
    assert not Feed.objects.filter(is_active=False).exists()


@pytest.mark.parametrize("route", [route for method, route in ROUTES if method == "post"])
def test_no_write_without_the_token(route):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_user())
    assert strict.post(route(make_job(), make_version("Text").article), PAGE | {"text": TEXT + "!"}).status_code == 403
    assert Job.objects.count() == 1


def test_a_wrong_language_is_corrected_and_analyzed_again(editor_client):
    article = make_version("Text").article
    address = reverse("pipeline:article_language", args=[article.pk])
    answer = editor_client.post(address, {"language": "de"})
    assert answer["Location"] == Job.objects.get().get_absolute_url()
    article.refresh_from_db()
    assert article.language == "de"
    for value in ("de", "xx"):
        assert editor_client.post(address, {"language": value}).status_code == 302
    assert Job.objects.count() == 1
