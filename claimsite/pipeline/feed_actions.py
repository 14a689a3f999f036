"""Writes of feeds: following one, what polling found, giving one up."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from claimsite.articles import actions as article_actions
from claimsite.articles.addresses import make_key
from claimsite.articles.models import Feed
from claimsite.core.history import save_signed
from claimsite.pipeline.models import FeedEntry
from claimsite.pipeline.web.addresses import check_url

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimsite.core.models import User
    from claimsite.pipeline.reading.document import FeedItem

#: Between two polls of a feed that had something new; one that had nothing is left alone longer each time, up to the other.
SHORTEST, LONGEST = timedelta(minutes=10), timedelta(hours=2)
#: After the first failure; twice as long after each further one, up to a day.
FAILED = timedelta(minutes=15)
FAILED_LONGEST = timedelta(hours=24)
#: Failures in a row after which a feed is given up: about a week.
GIVE_UP = 12


@transaction.atomic
def add_feed(url: str, *, by: User | None, title: str = "", outlet_name: str = "") -> Feed:
    """Follow a feed; one that is known is followed again if it was not.

    Args:
        url: its address.
        by: who asked; None for the machine.
        title: what it calls itself; a hint for the outlet's name.
        outlet_name: publisher; empty takes the outlet of the address's host.

    Raises:
        AddressError: if this is no address that can be fetched.
    """
    url = check_url(url)
    found = Feed.objects.filter(url=url).first()
    if found:
        set_active(found, is_active=True, by=by)
        return found
    if outlet_name.strip():
        outlet = article_actions.get_or_create_outlet(outlet_name, by=by)
    else:
        outlet = article_actions.get_or_create_outlet_of(url, by=by, site_name=title)
    return save_signed(Feed(outlet=outlet, url=url), by=by, reason="added")


@transaction.atomic
def set_active(feed: Feed, *, is_active: bool, by: User | None) -> bool:
    """Follow a feed or leave it; one that is followed again starts without failures.

    Returns:
        Whether anything changed.
    """
    locked = Feed.objects.select_for_update().get(pk=feed.pk)
    if locked.is_active == is_active and not is_given_up(locked):
        return False
    locked.is_active, locked.failure_count = is_active, 0  # a person has seen it
    if is_active:
        locked.last_error, locked.paused_until = "", None
    save_signed(locked, by=by, reason="followed" if is_active else "left")
    feed.refresh_from_db()
    return True


def is_given_up(feed: Feed) -> bool:
    """Whether it was the machine that stopped to follow a feed, because it kept failing."""
    return not feed.is_active and feed.failure_count >= GIVE_UP


def count_given_up() -> int:
    """Feeds that an editor should look at."""
    return Feed.objects.filter(is_active=False, failure_count__gte=GIVE_UP).count()


def take_turn(feed: Feed) -> bool:
    """Mark a feed as being polled, so that no other worker does it at once; False if one does."""
    now = timezone.now()
    taken = Feed.objects.filter(pk=feed.pk, is_active=True, polled_at=feed.polled_at)
    return bool(taken.update(polled_at=now, paused_until=now + SHORTEST))


def record_success(feed: Feed, *, new_count: int, etag: str, last_modified: str) -> None:
    """A poll that worked; with nothing new the next one comes later."""
    now = timezone.now()
    last_pause = feed.paused_until - feed.polled_at if feed.paused_until and feed.polled_at else SHORTEST
    pause = SHORTEST if new_count else min(max(last_pause * 1.5, SHORTEST), LONGEST)
    Feed.objects.filter(pk=feed.pk).update(
        succeeded_at=now, paused_until=now + pause, failure_count=0, last_error="", etag=etag[:300], last_modified=last_modified[:100]
    )


@transaction.atomic
def record_entries(feed: Feed, items: Iterable[FeedItem]) -> tuple[list[FeedItem], list[FeedItem]]:
    """Note what a feed names.

    Returns:
        The items that it had not named before, and those that it says have changed since; each in the feed's order.
    """
    by_key = {make_key(item.url): item for item in items}
    known = {entry.key: entry for entry in FeedEntry.objects.filter(feed=feed, key__in=by_key)}
    new = {key: item for key, item in by_key.items() if key not in known}
    changed = {key: item for key, item in by_key.items() if key in known and item.stamp and known[key].stamp and item.stamp != known[key].stamp}
    FeedEntry.objects.bulk_create([FeedEntry(feed=feed, key=key, stamp=item.stamp) for key, item in new.items()], ignore_conflicts=True)
    for key, item in changed.items():
        FeedEntry.objects.filter(pk=known[key].pk).update(stamp=item.stamp)
    return list(new.values()), list(changed.values())


@transaction.atomic
def record_failure(feed: Feed, *, code: str, pause: timedelta = timedelta(0)) -> bool:
    """A poll that failed: the pause doubles, and after `GIVE_UP` failures in a row the feed is given up.

    Args:
        feed: its row.
        code: one of `errors.MESSAGES`.
        pause: what the server asked for.

    Returns:
        Whether it was given up now.
    """
    locked = Feed.objects.select_for_update().get(pk=feed.pk)
    locked.failure_count += 1
    locked.last_error = code
    grown = min(FAILED * 2 ** min(locked.failure_count - 1, 10), FAILED_LONGEST)
    locked.paused_until = timezone.now() + min(max(grown, pause), FAILED_LONGEST)
    fields = ["failure_count", "last_error", "paused_until"]
    is_given_up = locked.is_active and locked.failure_count >= GIVE_UP
    if is_given_up:
        locked.is_active = False
        save_signed(locked, by=None, reason="given up", update_fields=[*fields, "is_active"])
    else:
        Feed.objects.filter(pk=feed.pk).update(**{name: getattr(locked, name) for name in fields})
    return is_given_up
