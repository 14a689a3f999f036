"""Rows of articles, made from plain values, so that each is made once (`core/parts.py`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from django import template
from django.utils.safestring import SafeString

from claimsite.articles.models import Article
from claimsite.core.parts import render_part

register = template.Library()


class ArticleValues(NamedTuple):
    """An article in a list; `group` is that of its copies, None without any, and `outlets` carry the text."""

    pk: int
    title: str
    language: str
    outlet: str
    published_on: dt.date
    statements: int
    group: int | None
    outlets: int
    is_sample: bool


@register.simple_tag
def article_row(article: Article, counts: Mapping[int, int], outlets: Mapping[int, int]) -> SafeString:
    """An article in a list, with how many statements were found in it and how many outlets carry its text."""
    group = article.copies_id
    values = ArticleValues(
        article.pk,
        article.title,
        article.language,
        article.outlet.name,
        article.published_on,
        counts.get(article.pk, 0),
        group,
        outlets.get(group, 0) if group else 0,
        article.is_sample,
    )
    return render_part("articles/_article_row_part.html", values)
