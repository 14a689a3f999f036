"""Articles with the same text: wire copy that several outlets carry. `actions` calls this whenever an article's text is new.

A new article costs the same beside ten thousand others and beside a million: 16 look-ups in an index, of each the newest few, and at most `COMPARED` texts.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from django.db import connection

from claimsite.articles.likeness import is_same_text
from claimsite.articles.models import Article, ArticleSketch, ArticleVersion, CopyGroup, SketchBand
from claimsite.articles.sketches import estimate_likeness, make_bands, make_sketch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Of each band the newest articles that are looked at: text that every article of an outlet has must not bring them all.
PER_BAND = 40
#: Articles whose texts are compared word by word, the most alike first.
COMPARED = 8
#: Share of common word sequences (estimated) from which that is worth it; texts of which 0.8 of the words agree in order can share as few as this.
WORTH_COMPARING = 0.25


def settle_copies(version: ArticleVersion) -> CopyGroup | None:
    """Bring an article into the group of those with the same text, and out of one whose text it no longer has; to be called in a transaction.

    Returns:
        Its group; None if no other article has the text.
    """
    article = version.article
    sketch = make_sketch(version.text)
    ArticleSketch.objects.filter(article=article).delete()
    SketchBand.objects.filter(article=article).delete()
    found = list(_find_copies(article, version.text, sketch)) if sketch else []
    if sketch:
        ArticleSketch.objects.create(article=article, data=sketch)
        SketchBand.objects.bulk_create([SketchBand(article=article, value=value) for value in make_bands(sketch)])
    before = article.copies_id
    _set_group([article.pk], None)
    article.copies = _join(article, found) if found else None
    if before is not None:
        _tidy(before)
    return article.copies


def _find_copies(article: Article, text: str, sketch: bytes) -> Iterator[Article]:
    shared = _find_sharing(article, make_bands(sketch))
    sketches = dict(ArticleSketch.objects.filter(article__in=shared).values_list("article", "data"))
    ranked = sorted(((estimate_likeness(sketch, bytes(data)), -pk) for pk, data in sketches.items()), reverse=True)
    worth = [-pk for likeness, pk in ranked if likeness >= WORTH_COMPARING][:COMPARED]
    for version in ArticleVersion.objects.filter(article__in=worth, is_current=True).select_related("article").order_by("article"):
        if is_same_text(text, version.text):
            yield version.article


def _find_sharing(article: Article, bands: Iterable[int]) -> set[int]:
    """Of each band the newest articles that have it, all in one query: it is asked while other writers wait. Django writes none that SQLite can read."""
    table = SketchBand._meta.db_table
    part = f"SELECT * FROM (SELECT article_id FROM {table} WHERE value = %s AND article_id <> %s ORDER BY article_id DESC LIMIT %s) AS band"  # noqa: S608 – a table's name
    asked = [(value, article.pk, PER_BAND) for value in bands]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join([part] * len(asked)), list(chain.from_iterable(asked)))
        return {pk for (pk,) in cursor.fetchall()}


def _join(article: Article, others: list[Article]) -> CopyGroup:
    """One group of an article and all that it is a copy of; of several groups the oldest stays."""
    known = sorted({other.copies_id for other in others if other.copies_id is not None})
    group = CopyGroup.objects.get(pk=known[0]) if known else CopyGroup.objects.create()
    for pk in known[1:]:
        Article.objects.filter(copies=pk).update(copies=group)
        CopyGroup.objects.filter(pk=pk).delete()
    _set_group([article.pk, *(other.pk for other in others)], group)
    return group


def _set_group(articles: list[int], group: CopyGroup | None) -> None:
    Article.objects.filter(pk__in=articles).update(copies=group)  # the machine's finding, not an edit: no history


def _tidy(group: int) -> None:
    """A group that one article is left of is none."""
    if Article.objects.filter(copies=group).count() < 2:
        CopyGroup.objects.filter(pk=group).delete()
