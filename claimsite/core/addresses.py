"""Addresses of rows: finding one takes longer than reading its row, and a page has a hundred of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

#: Addresses that a process remembers.
REMEMBERED = 20_000


def find_address(name: str, *args: int | str, app: str | None = None) -> str:
    """What `reverse` finds, found once; `app` is the instance of an app that stands at several addresses.

    Raises:
        NoReverseMatch: if there is none.
    """
    return _find(get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF, name, args, app)


def find_addresses(name: str) -> Callable[[int | str], str]:
    """`find_address` of many rows, told by one argument each: where the site stands is asked once."""
    find = partial(_find, get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF, name)
    return lambda argument: find((argument,), None)


@lru_cache(maxsize=REMEMBERED)
def _find(prefix: str, urlconf: str, name: str, args: tuple[int | str, ...], app: str | None) -> str:
    return reverse(name, urlconf=urlconf, args=args, current_app=app)
