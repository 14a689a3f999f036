"""How often a program may ask: by the person of its token, without one by its address."""

from __future__ import annotations

import threading

from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from claimsite.core.rates import Rate, count, name_caller

#: Requests in a minute.
WRITES, READS = Rate(60), Rate(600)


class Throttle(BaseThrottle):
    """A rate that all processes share; the reads and the writes of one caller are counted apart."""

    def __init__(self, rate: Rate, scope: str) -> None:
        self.rate, self.scope = rate, scope
        self._local = threading.local()

    def allow_request(self, request: HttpRequest) -> bool:
        """Count it."""
        user = getattr(request, "auth", None)
        who = f"user {user.pk}" if user is not None else name_caller(request)
        self._local.seconds = count(self.rate, scope=self.scope, who=who)
        return not self._local.seconds

    def wait(self) -> float | None:
        """Seconds until the refused one may come again."""
        return getattr(self._local, "seconds", None)


writing = Throttle(WRITES, "write")
reading = Throttle(READS, "read")
reading_jobs = Throttle(READS, "job")
