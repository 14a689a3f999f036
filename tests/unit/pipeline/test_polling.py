"""Following feeds: what is new is asked for once, politely; what fails is left alone longer each time, and in the end given up."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from django.utils import timezone

from claimsite.articles.models import Article, Feed
from claimsite.pipeline import feed_actions, manners, polling
from claimsite.pipeline.models import FeedEntry, Job, JobKind, JobState, VisitedHost
from claimsite.pipeline.stages import work
from tests.outlets import pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_said")]
BASE = "http://skerry.example"
FEED = f"{BASE}/feed.xml"
TYPES = {
    "rss": (pages.rss, "application/rss+xml"),
    "atom": (pages.atom, "application/atom+xml"),
    "rdf": (pages.rdf, "application/rdf+xml"),
    "json": (pages.json_feed, "application/feed+json"),
}


@pytest.fixture
def feed(outlets) -> Feed:
    outlets.add(FEED, pages.rss(BASE), content_type="application/rss+xml", ETag='"v1"', Last_Modified="Mon, 04 Mar 2024 10:00:00 GMT")
    return feed_actions.add_feed(FEED, by=None, title="Skerry Post")


def poll(feed: Feed) -> int:
    """As if its pause, and that of its host, were over."""
    Feed.objects.filter(pk=feed.pk).update(paused_until=None)
    VisitedHost.objects.update(free_at=timezone.now())
    feed.refresh_from_db()
    count = polling.poll(feed)
    feed.refresh_from_db()
    return count


@pytest.mark.parametrize("kind", TYPES)
def test_each_kind_of_feed_is_followed(outlets, kind):
    make, content_type = TYPES[kind]
    outlets.add(FEED, make(BASE), content_type=content_type)
    feed = feed_actions.add_feed(FEED, by=None)
    assert poll(feed) == 3
    assert [job.payload["url"] for job in Job.objects.order_by("id")] == [f"{BASE}/a/{n}" for n in (3, 2, 1)]
    assert set(Job.objects.values_list("kind", "feed")) == {(JobKind.ADD_URL, feed.pk)}


def test_a_second_poll_asks_on_condition_and_finds_nothing_new(outlets, feed):
    assert poll(feed) == 3
    assert (feed.etag, feed.last_error, feed.failure_count) == ('"v1"', "", 0)
    outlets.add(FEED, status="304 Not Modified", content_type=None)
    assert poll(feed) == 0
    last = [request for request in outlets.asked if request.path == "/feed.xml"][-1]
    assert (last.headers["if-none-match"], last.headers["if-modified-since"]) == ('"v1"', "Mon, 04 Mar 2024 10:00:00 GMT")
    assert feed.etag == '"v1"'
    assert Job.objects.count() == FeedEntry.objects.count() == 3


def test_only_what_is_new_is_asked_for(outlets, feed):
    poll(feed)
    outlets.add(FEED, pages.rss(BASE, 4), content_type="application/rss+xml")
    assert poll(feed) == 1
    assert Job.objects.latest("id").payload["url"] == f"{BASE}/a/4"


def test_an_item_that_its_feed_says_has_changed_is_fetched_again(outlets, feed):
    outlets.add(f"{BASE}/a/1", pages.article(title="Report"))
    poll(feed)
    job = Job.objects.get(payload__url=f"{BASE}/a/1")
    VisitedHost.objects.update(free_at=timezone.now())
    work(job.pk)
    outlets.add(f"{BASE}/a/1", pages.article(title="Report", paragraphs=pages.PARAGRAPHS[:3]))
    outlets.add(FEED, pages.rss(BASE).replace("10:00:00", "11:00:00", 1), content_type="application/rss+xml")
    assert poll(feed) == 1
    VisitedHost.objects.update(free_at=timezone.now())
    work(Job.objects.latest("id").pk)
    assert Article.objects.get().versions.count() == 2


def test_with_nothing_new_the_pause_grows_and_with_something_it_is_short_again(outlets, feed):
    pauses = []
    poll(feed)
    for _ in range(12):
        before = feed.paused_until - feed.polled_at
        Feed.objects.filter(pk=feed.pk).update(paused_until=timezone.now(), polled_at=timezone.now() - before)
        VisitedHost.objects.update(free_at=timezone.now())
        feed.refresh_from_db()
        polling.poll(feed)
        feed.refresh_from_db()
        pauses.append(feed.paused_until - timezone.now())
    assert all(later > earlier * 1.4 for earlier, later in pairwise(pauses[:5]))
    assert pauses[-1] > dt.timedelta(minutes=100)
    assert max(pauses) <= feed_actions.LONGEST
    outlets.add(FEED, pages.rss(BASE, 5), content_type="application/rss+xml")
    poll(feed)
    assert feed.paused_until - timezone.now() <= feed_actions.SHORTEST


FAILURES = {
    "down": ({"status": "503 Service Unavailable"}, "server_error"),
    "gone": ({"status": "410 Gone"}, "not_found"),
    "a page": ({"body": pages.article()}, "not_a_feed"),
    "harm": ({"body": '<!DOCTYPE rss [<!ENTITY a "b">]><rss/>', "content_type": "text/xml"}, "not_a_feed"),
    "a picture": ({"content_type": "image/png"}, "content_type"),
}


@pytest.mark.parametrize("case", FAILURES)
def test_a_feed_that_fails_says_why_and_is_left_alone_longer_each_time(outlets, feed, case):
    given, code = FAILURES[case]
    outlets.add(FEED, **given)
    pauses = []
    for _ in range(3):
        poll(feed)
        pauses.append(feed.paused_until - timezone.now())
    assert (feed.last_error, feed.failure_count, feed.is_active) == (code, 3, True)
    assert pauses[1] > 1.9 * pauses[0]
    assert pauses[2] > 1.9 * pauses[1]
    outlets.add(FEED, pages.rss(BASE), content_type="application/rss+xml")
    poll(feed)
    assert (feed.last_error, feed.failure_count) == ("", 0)


def test_a_feed_that_keeps_failing_is_given_up(outlets, feed):
    outlets.names[feed.url.split("/")[2]] = ["10.0.0.1"]
    for _ in range(feed_actions.GIVE_UP):
        poll(feed)
    assert (feed.is_active, feed.last_error, feed_actions.count_given_up()) == (False, "unreachable", 1)
    assert poll(feed) == 0
    assert feed.history.first().history_change_reason == "given up"


def test_robots_txt_is_read_once_and_heeded_for_feeds_and_their_pages(outlets, feed):
    outlets.add(f"{BASE}/robots.txt", "User-agent: *\nDisallow: /a/2", content_type="text/plain")
    for number in (1, 2, 3):
        outlets.add(f"{BASE}/a/{number}", pages.article(title=f"Report {number}"))
    poll(feed)
    for job in Job.objects.order_by("id"):
        VisitedHost.objects.update(free_at=timezone.now())
        work(job.pk)
    states = dict(Job.objects.values_list("payload__url", "error_code"))
    assert states == {f"{BASE}/a/1": "", f"{BASE}/a/2": "robots", f"{BASE}/a/3": ""}
    assert (outlets.count("/robots.txt"), outlets.count("/a/2")) == (1, 0)
    outlets.add(f"{BASE}/robots.txt", "User-agent: *\nDisallow: /", content_type="text/plain")
    VisitedHost.objects.update(robots_read_at=timezone.now() - dt.timedelta(days=2))
    poll(feed)
    assert feed.last_error == "robots"


def test_a_robots_txt_that_cannot_be_had_for_now_is_waited_for(outlets, feed):
    outlets.add(f"{BASE}/robots.txt", status="503 Service Unavailable")
    assert poll(feed) == 0
    assert feed.last_error == "server_error"
    assert outlets.count("/feed.xml") == 0


def test_pages_of_one_host_are_read_one_after_the_other_with_a_pause(outlets, feed):
    poll(feed)
    VisitedHost.objects.update(free_at=timezone.now())
    for job in Job.objects.order_by("id"):
        work(job.pk)
    first, second, third = Job.objects.order_by("id")
    assert (first.attempts, second.attempts, third.attempts) == (1, 0, 0)
    assert second.state == third.state == JobState.WAITING
    assert third.paused_until - second.paused_until == manners.PAUSE
    Job.objects.filter(pk=third.pk).update(paused_until=timezone.now())
    work(third.pk)
    third.refresh_from_db()
    assert third.attempts == 1  # its turn came
    assert third.error_code == "not_found"


def test_the_pause_that_a_site_asks_for_is_kept(outlets, feed):
    outlets.add(f"{BASE}/robots.txt", "User-agent: *\nCrawl-delay: 30", content_type="text/plain")
    poll(feed)
    VisitedHost.objects.update(free_at=timezone.now())
    for job in Job.objects.order_by("id"):
        work(job.pk)
    _, second, third = Job.objects.order_by("id")
    assert third.paused_until - second.paused_until == dt.timedelta(seconds=30)


def test_what_an_editor_asks_for_waits_for_nobody(outlets, feed):
    from claimsite.pipeline import actions

    outlets.add(f"{BASE}/robots.txt", "User-agent: *\nDisallow: /", content_type="text/plain")
    outlets.add(f"{BASE}/b", pages.article())
    job = actions.request_url(f"{BASE}/b", by=None)
    work(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_two_workers_do_not_poll_a_feed_at_once(outlets, feed):
    stale = Feed.objects.get(pk=feed.pk)
    assert feed_actions.take_turn(feed)
    assert not feed_actions.take_turn(stale)


def test_a_round_takes_what_is_due(outlets, feed):
    other = feed_actions.add_feed("http://other.example/feed", by=None)
    feed_actions.set_active(other, is_active=False, by=None)
    assert polling.poll_due() == 3
    assert polling.poll_due() == 0
