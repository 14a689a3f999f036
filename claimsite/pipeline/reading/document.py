"""What was read: the nouns that leave this package."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadText:
    """The text of an article and what its page says of it; what is unknown is empty or None. `text` is normalised."""

    text: str
    title: str = ""
    author: str = ""
    published_on: dt.date | None = None
    canonical_url: str = ""
    site_name: str = ""
    media_type: str = "text/plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """What a feed says of one page."""

    url: str
    title: str = ""
    published_on: dt.date | None = None
    stamp: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFeed:
    """A feed with its first items; `item_count` counts all that it has."""

    title: str = ""
    site_url: str = ""
    items: tuple[FeedItem, ...] = ()
    item_count: int = 0


@dataclass(frozen=True, slots=True)
class ReadList:
    """Address and title of each feed in a list of feeds, in order."""

    feeds: tuple[tuple[str, str], ...]
