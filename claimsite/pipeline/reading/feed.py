"""Feeds in their four kinds (RSS 2.0, Atom, RDF, JSON Feed) and lists of feeds (OPML)."""

from __future__ import annotations

import datetime as dt
import json
import re
from html import unescape
from time import struct_time
from typing import Any
from urllib.parse import urljoin

import feedparser
from lxml import etree

from analysis.text import normalize
from claimsite.articles.addresses import AddressError
from claimsite.core.days import check_day
from claimsite.pipeline import limits
from claimsite.pipeline.errors import JobError
from claimsite.pipeline.reading.charset import decode
from claimsite.pipeline.reading.document import FeedItem, ReadFeed, ReadList
from claimsite.pipeline.web.addresses import check_url

_XML_FEED = re.compile(r"\s*(?:<\?xml[^>]*\?>|<!--.*?-->|<\?[^>]*\?>|<!DOCTYPE[^>[]*>|\s)*<(?:rss|feed|rdf:RDF|RDF)\b", re.IGNORECASE | re.DOTALL)
_ROOT = re.compile(r"<(rss|feed|rdf:RDF|RDF)\b", re.IGNORECASE)
_ITEM = re.compile(r"<(?:item|entry)\b", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_TAG = re.compile(r"<[^>]{0,2000}>")


def looks_like_feed(text: str) -> bool:
    """Whether a text is a feed of any kind, by how it begins."""
    head = text[:5000].lstrip("\ufeff")
    return bool(_XML_FEED.match(head)) or (head.lstrip().startswith("{") and "jsonfeed.org/version" in head)


def read_feed(data: bytes, charset: str, url: str) -> ReadFeed:
    """Read a feed.

    Args:
        data: as it came.
        charset: as the header said; empty if it did not.
        url: where it was found; relative addresses start there.

    Raises:
        JobError: ``not_a_feed``; ``bad_feed`` if it looks like one and cannot be read.
    """
    text = decode(data, charset).lstrip("\ufeff")
    if not looks_like_feed(text):
        raise JobError("not_a_feed", text[:100])
    if text.lstrip().startswith("{"):
        return _read_json(text, url)
    _refuse_entities(text)
    return _read_xml(text, url)


def read_opml(data: bytes) -> ReadList:
    """The feeds in an OPML file, each address once.

    Raises:
        JobError: ``bad_feed``.
    """
    text = decode(data)
    _refuse_entities(text)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(_DECLARATION.sub("", text).encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise JobError("bad_feed", repr(error)) from error
    found: dict[str, str] = {}
    for outline in root.iter("outline") if root is not None else ():
        address = outline.get("xmlUrl") or outline.get("xmlurl")
        if address and len(found) < limits.MAX_OPML_FEEDS:
            found.setdefault(address.strip(), _clean(outline.get("title") or outline.get("text") or ""))
    if not found:
        raise JobError("bad_feed", "no address of a feed in it")
    return ReadList(tuple(found.items()))


def _refuse_entities(text: str) -> None:
    """A feed needs no entities of its own; attacks do (billion laughs, quadratic blow-up, files of the server)."""
    if re.search(r"<!ENTITY|<!DOCTYPE[^>]*\[", text, re.IGNORECASE):
        raise JobError("bad_feed", "it declares entities")


def _read_xml(text: str, url: str) -> ReadFeed:
    count = 0
    for count, match in enumerate(_ITEM.finditer(text), 1):
        if count == limits.MAX_FEED_ITEMS + 1:
            cut = match.start()
    if count > limits.MAX_FEED_ITEMS:  # feedparser takes a millisecond an item; 50,000 would take a minute
        text = text[:cut] + _close(text)
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        parsed = feedparser.parse(_DECLARATION.sub("", text).encode(), response_headers=headers)
    except ValueError as error:  # it reads on past most faults, but stops at a namespace with a no-break space in it
        raise JobError("bad_feed", repr(error)) from error
    if not parsed.version and not parsed.entries:
        raise JobError("bad_feed", str(parsed.get("bozo_exception", "")))
    items = [_make_item(entry.get("link") or _get_permalink(entry), entry.get("title"), _get_day(entry), _get_stamp(entry), url) for entry in parsed.entries]
    return ReadFeed(title=_clean(parsed.feed.get("title")), site_url=str(parsed.feed.get("link") or ""), items=_keep(items), item_count=count)


def _read_json(text: str, url: str) -> ReadFeed:
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise JobError("bad_feed", repr(error)) from error
    listed = given.get("items") if isinstance(given, dict) else None
    if not isinstance(listed, list):
        raise JobError("bad_feed", "no items")
    items = []
    for each in listed[: limits.MAX_FEED_ITEMS]:
        if isinstance(each, dict):
            day = _parse_iso(each.get("date_published") or each.get("date_modified"))
            items.append(_make_item(each.get("url") or each.get("external_url"), each.get("title"), day, str(each.get("date_modified") or ""), url))
    return ReadFeed(title=_clean(given.get("title")), site_url=str(given.get("home_page_url") or ""), items=_keep(items), item_count=len(listed))


def _make_item(link: Any, title: Any, day: dt.date | None, stamp: str, base: str) -> FeedItem | None:
    """One item; None if it names no address that may be fetched, which includes those that point inside."""
    try:
        return (
            FeedItem(url=check_url(urljoin(base, str(link or "").strip())), title=_clean(title), published_on=check_day(day), stamp=stamp[:40])
            if link
            else None
        )
    except (AddressError, ValueError):
        return None


def _keep(items: list[FeedItem | None]) -> tuple[FeedItem, ...]:
    """Each address once; ids are not looked at, since feeds repeat, change and forget them."""
    return tuple({item.url: item for item in reversed(items) if item}.values())[::-1]


def _get_permalink(entry: Any) -> str:
    identity = str(entry.get("id") or "")
    return identity if identity.startswith(("http://", "https://")) else ""


def _get_day(entry: Any) -> dt.date | None:
    for name in ("published_parsed", "updated_parsed", "created_parsed"):
        given = entry.get(name)
        if isinstance(given, struct_time):
            try:
                return dt.date(given.tm_year, given.tm_mon, given.tm_mday)
            except ValueError:
                continue
    return None


def _get_stamp(entry: Any) -> str:
    """What changes when the outlet changes the article; empty if the feed does not say."""
    updated = entry.get("updated_parsed")
    return "-".join(map(str, updated[:6])) if isinstance(updated, struct_time) else ""


def _parse_iso(value: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(value or "")[:10])
    except ValueError:
        return None


def _clean(value: Any) -> str:
    """Words without tags, on one line."""
    return " ".join(normalize(unescape(_TAG.sub(" ", unescape(str(value or "")[:5000])))).split())[:500]


def _close(text: str) -> str:
    root = _ROOT.search(text)
    name = root[1] if root else "rss"
    return f"</channel></{name}>" if name.lower() == "rss" else f"</{name}>"
