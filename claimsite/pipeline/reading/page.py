"""The article on a web page."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import trafilatura

from analysis.text import normalize
from claimsite.core.days import check_day
from claimsite.pipeline import limits
from claimsite.pipeline.errors import JobError
from claimsite.pipeline.reading.document import ReadText
from claimsite.pipeline.reading.walls import clear

#: Dates that the page itself states; a search of the whole text would take a year that an article mentions for its own.
_DATES = {"original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%d"}


def read_page(html: str, url: str) -> ReadText:
    """Read the article of a page.

    Args:
        html: source of the page.
        url: where it was found; empty for one that was pasted.

    Raises:
        JobError: ``no_article``, ``paywall`` or ``consent_wall``.
    """
    # Links cost trafilatura most: 100,000 take 25 s.
    if html.count("<a ") > limits.MAX_LINKS:
        raise JobError("no_article", f"more than {limits.MAX_LINKS} links")
    tree = _parse(html)
    canonical = _find_canonical(tree) if tree is not None else ""
    found = _extract(tree, url) if tree is not None else None
    if found is None:
        raise JobError("no_article", "nothing that reads like one")
    title = normalize(found.title or "")[:500]
    paragraphs = [line for line in normalize(found.text or "").split("\n") if line.strip()]
    if paragraphs and paragraphs[0].casefold() == title.casefold():
        del paragraphs[0]
    text = "\n\n".join(clear(paragraphs, html, title))
    site = normalize(found.sitename or "")
    return ReadText(
        text=text,
        title=title,
        author=normalize(found.author or "")[:300],
        published_on=_read_day(found.date),
        canonical_url=canonical,
        site_name="" if site == found.hostname else site[:200],
        media_type="text/html",
    )


def _parse(html: str) -> Any:
    # A declaration of another encoding, in front of text that is decoded already, would be refused.
    try:
        return trafilatura.load_html(re.sub(r"^\s*<\?xml[^>]*\?>", "", html))
    except (ValueError, RecursionError, AssertionError) as error:
        raise JobError("no_article", repr(error)) from error


def _extract(tree: Any, url: str) -> Any:
    try:
        return trafilatura.bare_extraction(
            tree, url=url or None, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=_DATES
        )
    except (ValueError, RecursionError, AssertionError, AttributeError, TypeError) as error:
        raise JobError("no_article", repr(error)) from error


def _find_canonical(tree: Any) -> str:
    for element in tree.iterfind(".//link[@href]"):
        if "canonical" in (element.get("rel") or "").lower().split():
            return str(element.get("href")).strip()[:2000]
    return ""


def _read_day(value: str | None) -> dt.date | None:
    try:
        return check_day(dt.date.fromisoformat((value or "")[:10]))
    except ValueError:
        return None
