"""One line of an archive: JSON with `text` or `html`, and what is known about it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from analysis.text import TextError, check_text, normalize
from claimsite.articles.addresses import AddressError, clean
from claimsite.articles.fetched import FetchedArticle
from claimsite.core.days import check_day
from claimsite.core.models import Language
from claimsite.pipeline.errors import JobError
from claimsite.pipeline.reading.page import read_page
from claimsite.pipeline.titles import make_title

#: Longest line that is read; a page of five million characters fits.
MAX_LINE_BYTES = 12_000_000
_NAMES = {"published_on": ("published_on", "published", "date"), "outlet": ("outlet", "outlet_name", "publisher"), "author": ("author", "authors", "byline")}


@dataclass(frozen=True, slots=True)
class Record:
    """What a line holds, read; `language` None lets the analysis find it."""

    fetched: FetchedArticle
    language: str | None


def read_record(line: bytes) -> Record:
    """Read a line; one of an errors file, with the line in it as `record`, reads as what it was.

    Raises:
        JobError: with what is wrong in its detail.
    """
    given = _parse(line)
    url = _read_url(given)
    html = str(given.get("html") or "")
    page = read_page(html, url) if html else None
    text = normalize(str(given.get("text") or "")) if page is None else page.text
    try:
        check_text(text, raw=None if page else str(given["text"]) if given.get("text") else text)
    except TextError as error:
        raise JobError(error.code, str(error)) from error
    outlet = " ".join(_find(given, "outlet").split())
    if not outlet and not url and not (page and page.site_name):
        raise JobError("outlet", "neither an outlet nor an address")
    language = str(given.get("language") or "")[:2].lower() or None
    if language is not None and language not in Language.values:
        raise JobError("language", f"unknown language {language!r}")
    fetched = FetchedArticle(
        title=normalize(str(given.get("title") or "")) or (page.title if page else "") or make_title(text),
        text=text,
        language=language or "",
        published_on=_read_day(given) or (page.published_on if page else None) or dt.date.today(),
        author=_find(given, "author") or (page.author if page else ""),
        url=url,
        canonical_url=page.canonical_url if page else "",
        site_name=page.site_name if page else "",
        outlet_name=outlet,
        country=str(given.get("country") or "")[:2],
        original=html.encode() if html else b"",
    )
    return Record(fetched, language)


def _parse(line: bytes) -> dict[str, Any]:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise JobError("bad_record", f"not JSON: {error}") from error
    if isinstance(given, dict) and isinstance(given.get("record"), dict):
        given = given["record"]
    if not isinstance(given, dict):
        raise JobError("bad_record", "not an object")
    return given


def _find(given: dict[str, Any], name: str) -> str:
    """The first of a field's names that is there; lists are joined."""
    for each in _NAMES[name]:
        value = given.get(each)
        if value:
            return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return ""


def _read_url(given: dict[str, Any]) -> str:
    url = str(given.get("url") or "")
    try:
        return clean(url) if url else ""
    except AddressError as error:
        raise JobError("bad_record", f"url: {error}") from error


def _read_day(given: dict[str, Any]) -> dt.date | None:
    value = _find(given, "published_on")
    if not value:
        return None
    try:
        day = check_day(dt.date.fromisoformat(value[:10]))
    except ValueError as error:
        raise JobError("bad_record", f"published_on: {value[:40]!r} is no day") from error
    if day is None:
        raise JobError("bad_record", f"published_on: {value[:40]!r} is out of range")
    return day
