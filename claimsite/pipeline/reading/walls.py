"""What stands in front of an article or around it: offers to subscribe, questions about cookies, lists of links."""

from __future__ import annotations

import re
from pathlib import Path

from claimsite.pipeline.errors import JobError

_DATA = Path(__file__).parent / "data"


def _load(name: str) -> list[re.Pattern[str]]:
    lines = (_DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [re.compile(line, re.IGNORECASE) for line in lines if line and not line.startswith("#")]


_OFFERS, _CONSENT, _FURNITURE = _load("offers"), _load("consent"), _load("furniture")
_CLOSED = re.compile(r'"isAccessibleForFree"\s*:\s*"?(?:false|no)\b', re.IGNORECASE)
_IS_ARTICLE = re.compile(r'"@type"\s*:\s*\[?\s*"(?:[A-Za-z]*NewsArticle|Article|LiveBlogPosting|BlogPosting|Report)"', re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?…][\"”“»«’')\]]*$")

#: Characters of the article's own sentences: fewer are no article, and no more than the other are the beginning that a paywall leaves.
_LEAST, _BEGINNING, _CONSENT_LONGEST = 120, 1500, 3000
_OFFER_LONGEST = 300


def clear(paragraphs: list[str], html: str, title: str) -> list[str]:
    """The paragraphs that are the article.

    Raises:
        JobError: ``paywall``, ``consent_wall`` or ``no_article``.
    """
    whole = " ".join([title, *paragraphs])
    if len(whole) < _CONSENT_LONGEST and not _IS_ARTICLE.search(html) and sum(bool(each.search(whole)) for each in _CONSENT) >= 3:
        raise JobError("consent_wall", whole[:200])
    offers = {paragraph for paragraph in paragraphs if len(paragraph) <= _OFFER_LONGEST and any(each.search(paragraph) for each in _OFFERS)}
    kept = [paragraph for paragraph in paragraphs if paragraph not in offers and not _is_furniture(paragraph)]
    sentences = sum(len(paragraph) for paragraph in kept if _SENTENCE.search(paragraph) or len(paragraph) > 200)
    if sentences < _BEGINNING and (offers or _CLOSED.search(html)):
        raise JobError("paywall", f"{sentences} characters are free")
    if sentences < _LEAST:
        raise JobError("no_article", f"{sentences} characters of sentences")
    return kept


def _is_furniture(paragraph: str) -> bool:
    return len(paragraph) <= _OFFER_LONGEST and any(each.fullmatch(paragraph) for each in _FURNITURE)
