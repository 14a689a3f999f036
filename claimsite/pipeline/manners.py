"""How feeds are followed: as robots.txt asks, and one request to a host at a time with a pause between."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from claimsite.pipeline.errors import FetchError, JobError, PostponedError
from claimsite.pipeline.models import VisitedHost
from claimsite.pipeline.reading.charset import decode
from claimsite.pipeline.web import robots
from claimsite.pipeline.web.addresses import read_target
from claimsite.pipeline.web.fetching import FEED_TYPES, PAGE_TYPES, fetch

if TYPE_CHECKING:
    from datetime import datetime

#: Between two requests to one host, where its robots.txt asks for no more.
PAUSE = timedelta(seconds=3)
#: How long a robots.txt is taken for current.
CURRENT = timedelta(hours=24)


def ask_leave(url: str, *, turn: datetime | None = None) -> None:
    """Make sure that an address may be read now by a machine, and take the turn at its host.

    Args:
        url: of a feed, or of a page that a feed names.
        turn: when it was told to come back; within `PAUSE` of it the turn is its own.

    Raises:
        PostponedError: if the host has been asked just now.
        JobError: ``robots`` if its robots.txt forbids it.
        FetchError: if its robots.txt cannot be had for now.
    """
    target = read_target(url)
    VisitedHost.objects.get_or_create(host=target.host)
    if turn is None or abs(timezone.now() - turn) > PAUSE:
        _take_turn(target.host)
    rules = _get_rules(target.origin, target.host)
    if not robots.may_read(rules, target.url):
        raise JobError("robots", target.url)


def _take_turn(host: str) -> None:
    """Take the host if it is free; else reserve the next turn, one for each that asks."""
    with transaction.atomic():
        row = VisitedHost.objects.select_for_update().get(host=host)
        now = timezone.now()
        turn = max(row.free_at, now)
        row.free_at = turn + max(PAUSE, timedelta(seconds=math.ceil(robots.get_delay(row.robots))))
        row.save(update_fields=["free_at"])
    if turn > now:
        raise PostponedError(turn)


def _get_rules(origin: str, host: str) -> str:
    row = VisitedHost.objects.get(host=host)
    if row.robots_read_at and row.robots_read_at > timezone.now() - CURRENT:
        return row.robots
    rules = _fetch_rules(origin)
    VisitedHost.objects.filter(host=host).update(robots=rules, robots_read_at=timezone.now())
    return rules


def _fetch_rules(origin: str) -> str:
    """The rules of a site; empty if it has none. A server that fails is asked again later, as RFC 9309 has it."""
    try:
        found = fetch(f"{origin}/robots.txt", types=PAGE_TYPES | FEED_TYPES | {"application/octet-stream"}, most=robots.MAX_BYTES)
    except FetchError as error:
        if error.may_pass:
            raise
        return ""
    return decode(found.body, found.charset).replace("\0", "")[: robots.MAX_BYTES]
