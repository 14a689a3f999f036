"""Pages for readers who have not signed in, kept as long as nothing changes that readers see.

A page is made from the database alone and from what stands in its key: address, language, colors, and whether a part was asked for. It is kept under
the stamp that was read before it was made; any change of content raises the stamp, so nobody meets an editor's decision late. Who has a session gets
every page made anew.
"""

from __future__ import annotations

import re
import secrets
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import get_language

from claimsite.core.context import THEME_COOKIE, THEMES
from claimsite.core.htmx import wants_partial
from claimsite.core.stamps import read_stamp

#: Bytes of a page that is not kept; a very long article is rare and read seldom.
LARGEST = 400_000
#: Characters of an address whose page is kept.
LONGEST_ADDRESS = 2000
_TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]{64}(?=")')
#: Where the token of whoever asks goes; nobody can know it beforehand and write it into a text.
_PLACE = secrets.token_hex(32).encode()


class Shelf:
    """The pages of this process, the least recently asked for going first; all of one stamp."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stamp: int | None = None
        self._pages: OrderedDict[Any, tuple[str, bytes]] = OrderedDict()
        self._bytes = 0

    def get(self, stamp: int, key: Any) -> tuple[str, bytes] | None:
        """Content type and content of a page of this stamp."""
        with self._lock:
            if stamp != self._stamp:
                return None
            found = self._pages.get(key)
            if found is not None:
                self._pages.move_to_end(key)
            return found

    def put(self, stamp: int, key: Any, page: tuple[str, bytes], limit: int) -> None:
        """Keep a page; what was kept under another stamp goes, and of more bytes than `limit` the oldest."""
        with self._lock:
            if stamp != self._stamp:
                self._stamp, self._bytes = stamp, 0
                self._pages.clear()
            self._bytes += len(page[1]) - len(self._pages.pop(key, ("", b""))[1])
            self._pages[key] = page
            while self._bytes > limit:
                self._bytes -= len(self._pages.popitem(last=False)[1][1])

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._stamp, self._bytes = None, 0
            self._pages.clear()


SHELF = Shelf()


def kept_for_readers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer from the shelf where that is the same as making the page."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _may_keep(request):
            return view(request, *args, **kwargs)
        stamp, key = read_stamp(), _make_key(request)
        if stamp is None:
            return view(request, *args, **kwargs)
        found = SHELF.get(stamp, key)
        if found is not None:
            return _give(request, *found)
        response = view(request, *args, **kwargs)
        if response.status_code == 200 and not response.cookies and not response.streaming and len(response.content) <= LARGEST:
            page = _TOKEN.sub(_PLACE, response.content)
            SHELF.put(stamp, key, (response["Content-Type"], page), settings.KEPT_PAGES_MB * 1_000_000)
        return response

    return answer


def _may_keep(request: HttpRequest) -> bool:
    personal = {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name} & set(request.COOKIES)
    # The key holds the whole address: of a cut one, two could be taken for each other.
    is_short = len(request.get_full_path()) <= LONGEST_ADDRESS
    return settings.KEPT_PAGES_MB > 0 and request.method in ("GET", "HEAD") and not personal and is_short and "Authorization" not in request.headers


def _make_key(request: HttpRequest) -> tuple[Any, ...]:
    """All that a page depends on besides the database."""
    theme = request.COOKIES.get(THEME_COOKIE)
    address = sys.intern(request.get_full_path())
    return request.scheme, request.get_host(), address, get_language(), theme if theme in THEMES else "", wants_partial(request)


def _give(request: HttpRequest, content_type: str, content: bytes) -> HttpResponse:
    if _PLACE in content:
        content = content.replace(_PLACE, get_token(request).encode())
    return HttpResponse(content, content_type=content_type)
