"""The way in by address: pages, lists of them, feeds; from the form to the article, with outlets that are played on loopback."""

from __future__ import annotations

import datetime as dt
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claimsite.articles.actions import correct_article
from claimsite.articles.models import Article, ArticleOriginal, Feed
from claimsite.pipeline import actions, feed_actions, stages
from claimsite.pipeline.analyzing import analyze_text
from claimsite.pipeline.models import Job, JobInput, JobState
from claimsite.pipeline.stages import work
from claimsite.statements.models import Statement
from tests.factories import make_user, make_version
from tests.outlets import pages
from tests.outlets.playing import nothing_said, outlets  # noqa: F401 – fixtures

pytestmark = pytest.mark.django_db
URL = "http://skerry.example/news/lagoon"
ADD = "pipeline:add"


@pytest.fixture
def editor_client(client: Client) -> Client:
    client.force_login(make_user())
    return client


def do(job: Job) -> Job:
    work(job.pk)
    job.refresh_from_db()
    return job


def test_an_address_becomes_an_article_with_its_original(editor_client, outlets):  # noqa: F811
    outlets.add(URL, pages.article())
    answer = editor_client.post(reverse(ADD), {"urls": URL})
    job = Job.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, job.get_absolute_url())
    assert URL in editor_client.get(answer["Location"]).content.decode()
    assert do(job).state == JobState.DONE
    article = Article.objects.get()
    assert (article.title, article.author, article.language, article.outlet.name) == (
        "Dredger never entered the lagoon, port says",
        "Maren Holt",
        "en",
        "Skerry Post",
    )
    assert article.published_on == dt.date(2024, 3, 4)
    assert article.versions.get().text == "\n\n".join(pages.PARAGRAPHS)
    assert zlib.decompress(ArticleOriginal.objects.get().data).decode() == pages.article()
    assert Statement.objects.filter(article=article).count() >= 5
    page = editor_client.get(job.get_absolute_url()).content.decode()
    assert "statements were found" in page
    assert reverse("pipeline:article_analyze", args=[article.pk]) in page


@pytest.mark.hostile("faults.same-url-variants")
def test_variants_of_an_address_are_one_job(editor_client):
    editor_client.post(reverse(ADD), {"urls": f"{URL}?utm_source=x\nhttps://www.skerry.example/news/lagoon/\n  {URL}#top"})
    assert Job.objects.count() == 1


def test_many_addresses_at_once_lead_to_the_list_of_jobs(editor_client):
    urls = [f"http://skerry.example/a/{n}" for n in range(30)]
    answer = editor_client.post(reverse(ADD), {"urls": "\n".join(urls)}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [(reverse("pipeline:job_list"), 302)]
    assert "30 addresses are being read" in page
    assert urls[-1] in page


BAD = {
    "nothing": ("", "required"),
    "words": ("the harbor", "not an address"),
    "inside": ("http://127.0.0.1/", "not an address"),
    "one of two": (f"{URL}\nfile:///etc/passwd", "file:///etc/passwd"),
    "too many": ("\n".join(f"http://skerry.example/{n}" for n in range(201)), "at most 200"),
    "markup": ("<script>alert(1)</script>", "&lt;script&gt;"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_address_is_named_nothing_is_stored_and_nothing_lost(editor_client, case):
    given, message = BAD[case]
    answer = editor_client.post(reverse(ADD), {"urls": given})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert message in page
    assert 'role="alert"' in page
    assert not Job.objects.exists()
    if case == "one of two":
        assert URL in page


def test_an_address_without_a_scheme_is_taken_as_https(editor_client):
    editor_client.post(reverse(ADD), {"urls": "skerry.example/news"})
    assert Job.objects.get().payload["url"] == "https://skerry.example/news"


def test_the_bookmarklet_opens_the_form_with_the_address_and_sends_nothing(editor_client):
    page = editor_client.get(reverse(ADD), {"url": f'{URL}?a="><script>'}).content.decode()
    assert f"{URL}?a=&quot;&gt;&lt;script&gt;</textarea>" in page
    assert "javascript:location.href=&#x27;http://testserver/add/?url=&#x27;+encodeURIComponent(location.href)" in page
    assert not Job.objects.exists()


FAILURES = {
    "paywall": (pages.paywall_stub(), "without a subscription"),
    "consent": (pages.consent_wall(), "question about cookies"),
    "front page": (pages.front_page(), "No article was found"),
}


@pytest.mark.parametrize("case", FAILURES)
def test_what_is_no_article_says_why_and_can_be_tried_again(editor_client, outlets, case):  # noqa: F811
    body, message = FAILURES[case]
    outlets.add(URL, body)
    job = do(actions.request_url(URL, by=None))
    assert job.state == JobState.FAILED
    page = editor_client.get(job.get_absolute_url()).content.decode()
    assert message in page
    assert reverse("pipeline:job_retry", args=[job.pk]) in page
    assert message in editor_client.get(reverse("pipeline:job_list"), {"state": "failed"}).content.decode()
    assert not Article.objects.exists()


@pytest.mark.usefixtures("nothing_said")
def test_a_site_that_is_down_is_asked_again_later_and_the_page_says_when(editor_client, outlets):  # noqa: F811
    outlets.add(URL, status="503 Service Unavailable", Retry_After="300")
    job = do(actions.request_url(URL, by=None))
    assert (job.state, job.attempts, job.error_code) == (JobState.WAITING, 1, "server_error")
    assert dt.timedelta(seconds=290) < job.paused_until - timezone.now() < dt.timedelta(seconds=301)
    page = editor_client.get(job.get_absolute_url()).content.decode()
    assert "The next attempt is at" in page
    assert "reports an error of its own" in page
    assert do(job).attempts == 1  # its pause is not over
    outlets.add(URL, pages.article())
    Job.objects.update(paused_until=timezone.now())
    assert do(job).state == JobState.DONE


@pytest.mark.hostile("faults.article-always-fails")
def test_three_failed_attempts_park_the_job(outlets):  # noqa: F811
    job = actions.request_url(URL, by=None)
    for _ in range(3):
        Job.objects.update(paused_until=None)
        do(job)
    assert (job.state, job.error_code, job.attempts) == (JobState.FAILED, "unreachable", 3)


def test_the_address_of_a_feed_is_recognised_and_followed(editor_client, outlets):  # noqa: F811
    outlets.add("http://skerry.example/rss", pages.rss("http://skerry.example"), content_type="application/rss+xml")
    job = do(actions.request_url("http://skerry.example/rss", by=None))
    feed = Feed.objects.get()
    assert (job.state, job.feed, feed.outlet.name) == (JobState.DONE, feed, "Skerry Post")
    assert "it is followed from now on" in editor_client.get(job.get_absolute_url()).content.decode()


def test_a_list_of_feeds_is_followed(editor_client):
    outlines = "".join(f'<outline type="rss" text="Outlet {n}" xmlUrl="http://outlet{n}.example/feed"/>' for n in range(3))
    opml = f'<?xml version="1.0"?><opml version="2.0"><body>{outlines}<outline xmlUrl="http://10.0.0.1/feed"/></body></opml>'
    answer = editor_client.post(reverse(ADD), {"published_on": "2024-03-04", "file": SimpleUploadedFile("feeds.opml", opml.encode())})
    assert answer.status_code == 302
    job = do(Job.objects.get())
    assert (job.state, Feed.objects.count()) == (JobState.DONE, 3)
    page = editor_client.get(job.get_absolute_url()).content.decode()
    assert "3 feeds are followed" in page
    assert "1 address could not be followed" in page


@pytest.mark.usefixtures("nothing_said")
def test_the_source_of_a_page_and_a_saved_page_are_read(editor_client):
    given = {"outlet": "Skerry Post", "published_on": timezone.localdate().isoformat()}
    editor_client.post(reverse(ADD), given | {"text": pages.article()})
    editor_client.post(reverse(ADD), given | {"outlet": "Fjordblatt", "file": SimpleUploadedFile("a.html", pages.article(title="Saved").encode())})
    for job in Job.objects.all():
        assert do(job).state == JobState.DONE, job.error_detail
    assert set(Article.objects.values_list("title", "outlet__name", "published_on")) == {
        ("Dredger never entered the lagoon, port says", "Skerry Post", dt.date(2024, 3, 4)),
        ("Saved", "Fjordblatt", dt.date(2024, 3, 4)),
    }
    assert not JobInput.objects.exists()


@pytest.mark.usefixtures("nothing_said")
def test_a_page_that_changed_becomes_a_version_and_one_that_did_not_costs_no_analysis(editor_client, outlets, monkeypatch):  # noqa: F811
    outlets.add(URL, pages.article())
    do(actions.request_url(URL, by=None))
    article = Article.objects.get()
    editor_client.post(reverse("pipeline:article_fetch", args=[article.pk]))
    again = Job.objects.latest("id")
    with monkeypatch.context() as patch:
        patch.setattr("claimsite.pipeline.stages._analyze", None)
        assert do(again).state == JobState.DONE
    assert article.versions.count() == 1
    outlets.add(URL, pages.article(paragraphs=(*pages.PARAGRAPHS, "Correction: the treaty was signed in 1996, the ministry said on Tuesday.")))
    changed = do(actions.request_url(URL, by=None, again=True))
    assert (changed.state, changed.article, article.versions.count(), Article.objects.count()) == (JobState.DONE, article, 2, 1)


def test_an_article_whose_address_cannot_be_fetched_says_so(editor_client):
    article = make_version("Text").article
    Article.objects.update(url="http://127.0.0.1/a")
    answer = editor_client.post(reverse("pipeline:article_fetch", args=[article.pk]), follow=True)
    assert "not one that can be fetched" in answer.content.decode()
    assert not Job.objects.exists()


def test_what_an_editor_put_right_counts_when_the_page_is_read_again(editor_client, outlets, monkeypatch):  # noqa: F811
    outlets.add(URL, pages.article())
    do(actions.request_url(URL, by=None))
    day = dt.date(2023, 5, 6)
    correct_article(Article.objects.get(), by=make_user("bea"), title="No dredger, port says", published_on=day, outlet="Fjordblatt")
    outlets.add(
        URL, pages.article(title="Dredger: port denies", paragraphs=(*pages.PARAGRAPHS, "The port said that it would publish its log."), published="2024-06-01")
    )
    days = []
    monkeypatch.setattr(stages, "analyze_text", lambda *given: days.append(given[-1]) or analyze_text(*given))
    monkeypatch.setattr(stages.analyzer, "call", lambda function, *given, **limits: function(*given))
    again = do(actions.request_url(URL, by=None, again=True))
    article = Article.objects.get()
    assert (again.state, article.versions.count()) == (JobState.DONE, 2)
    assert (article.title, article.outlet.name, article.published_on) == ("No dredger, port says", "Fjordblatt", day)
    assert set(Statement.objects.values_list("published_on", "outlet__name")) == {(day, "Fjordblatt")}
    assert days == [day.isoformat()]


def test_feeds_are_listed_with_their_health_left_and_followed_again(editor_client):
    address = reverse("pipeline:feed_list")
    assert editor_client.post(address, {"url": "http://skerry.example/feed"}).status_code == 302
    assert editor_client.post(address, {"url": "http://localhost/feed"}).status_code == 422
    feed = Feed.objects.get()
    for _ in range(feed_actions.GIVE_UP):
        feed_actions.record_failure(feed, code="unreachable")
    for place in (address, reverse("workbench:queue"), reverse(ADD)):
        assert "1 feed is no longer followed" in editor_client.get(place).content.decode()
    page = editor_client.get(address).content.decode()
    assert "given up" in page
    assert "The site cannot be reached" in page
    editor_client.post(reverse("pipeline:feed_follow", args=[feed.pk]), {"follow": "no"})
    assert "no longer followed" not in editor_client.get(address).content.decode()
    editor_client.post(reverse("pipeline:feed_follow", args=[feed.pk]), {"follow": "yes"})
    feed.refresh_from_db()
    assert (feed.is_active, feed.failure_count, feed.last_error, feed.history.count()) == (True, 0, "", 4)


def test_the_lists_take_the_same_number_of_queries_whatever_their_length(editor_client, django_assert_max_num_queries):
    for number in range(12):
        actions.request_url(f"http://skerry.example/{number}", by=None)
        feed_actions.add_feed(f"http://skerry.example/feed/{number}", by=None)
    for name in ("pipeline:job_list", "pipeline:feed_list"):
        with django_assert_max_num_queries(7):
            assert editor_client.get(reverse(name)).status_code == 200
