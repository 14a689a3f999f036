"""Following feeds: which are due, what is new in them, and what became of it."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from claimsite.articles.models import Feed
from claimsite.pipeline import feed_actions, jobs, limits
from claimsite.pipeline.actions import request_url
from claimsite.pipeline.confined import ChildDiedError, reader
from claimsite.pipeline.errors import INTERNAL, FetchError, JobError, PostponedError
from claimsite.pipeline.manners import ask_leave
from claimsite.pipeline.reading.feed import read_feed
from claimsite.pipeline.web.fetching import FEED_TYPES, PAGE_TYPES, Fetched, fetch

if TYPE_CHECKING:
    from claimsite.pipeline.reading.document import ReadFeed

#: Feeds in one round; the others are due a minute later still.
ROUND = 30

logger = logging.getLogger(__name__)


def poll_due() -> int:
    """Poll the feeds whose pause is over, those first that wait longest.

    Returns:
        How many articles were asked for.
    """
    due = Feed.objects.filter(Q(paused_until=None) | Q(paused_until__lte=timezone.now()), is_active=True).order_by(F("paused_until").asc(nulls_first=True))
    return sum(poll(feed) for feed in due[:ROUND])


def poll(feed: Feed) -> int:
    """Poll one feed; what fails is noted in its row. Gives the number of articles that were asked for."""
    if not feed_actions.take_turn(feed):
        return 0
    try:
        fetched, found = _read(feed)
    except PostponedError as error:
        Feed.objects.filter(pk=feed.pk).update(paused_until=error.until)
        return 0
    except (JobError, ChildDiedError) as error:
        _note_failure(feed, error)
        return 0
    new, changed = _request_items(feed, found) if found else (0, 0)
    feed_actions.record_success(feed, new_count=new, etag=fetched.etag or feed.etag, last_modified=fetched.last_modified or feed.last_modified)
    return new + changed


@transaction.atomic
def _request_items(feed: Feed, found: ReadFeed) -> tuple[int, int]:
    """Ask for what is new and for what has changed, the oldest first, as it was published."""
    new, changed = feed_actions.record_entries(feed, found.items)
    for item in reversed(new):
        request_url(item.url, by=None, feed=feed, title=item.title, published_on=item.published_on)
    for item in reversed(changed):
        request_url(item.url, by=None, feed=feed, title=item.title, published_on=item.published_on, again=True)
    return len(new), len(changed)


def _read(feed: Feed) -> tuple[Fetched, ReadFeed | None]:
    """What the server sent, and the feed; None if it says that nothing changed."""
    turn = feed.paused_until
    ask_leave(feed.url, turn=turn)
    conditions = {"If-None-Match": feed.etag, "If-Modified-Since": feed.last_modified}
    fetched = fetch(feed.url, headers={name: value for name, value in conditions.items() if value}, types=FEED_TYPES | PAGE_TYPES, most=limits.MAX_FEED_BYTES)
    if fetched.is_unchanged:
        return fetched, None
    return fetched, reader.call(read_feed, fetched.body, fetched.charset, fetched.url, seconds=limits.READ_SECONDS)


def _note_failure(feed: Feed, error: JobError | ChildDiedError) -> None:
    code = error.code if isinstance(error, JobError) else INTERNAL
    pause = jobs.compute_pause(1, error.retry_after) if isinstance(error, FetchError) and error.retry_after else timedelta(0)
    logger.warning("feed %s: %s", feed, error)
    if feed_actions.record_failure(feed, code=code, pause=pause):
        logger.error("feed %s is given up after %s failures in a row", feed, feed_actions.GIVE_UP)
