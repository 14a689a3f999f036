"""Which articles are compared again because more stands near them by now (docs/adr/0026-first-articles-are-compared-again.md).

How close two statements are is measured against what else stands near either. The first articles of a dispute have little of that: a pair seems close because
nothing closer has come yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimsite.articles.models import ArticleVersion
from claimsite.core.turns import Track, in_turn
from claimsite.pipeline.models import Surroundings

if TYPE_CHECKING:
    from collections.abc import Mapping

#: With so many statements near, more change little.
ENOUGH: Final = 60
#: An article is compared again when so many have come, and this share of what was at hand.
LEAST: Final = 6
SHARE: Final = 0.5
#: Articles that are compared again after a new one; the others have their turn after the next.
MOST: Final = 2


@in_turn(Track.CLAIMS)
def note_compared(version: ArticleVersion, at_hand: int, near: Mapping[int, int]) -> list[ArticleVersion]:
    """Remember beside how many statements an article's were compared; count its own where they arrive, if it is new.

    Args:
        version: its current one.
        at_hand: statements of other articles that stand near its own.
        near: by id of another article how many of its own stand near that one's.

    Returns:
        The versions whose turn it is to be compared again, those first around which most has changed.
    """
    _, is_new = Surroundings.objects.update_or_create(article_id=version.article_id, defaults={"at_hand": at_hand, "since": 0})
    grown = _count(near) if is_new else []
    versions = {row.article_id: row for row in ArticleVersion.objects.filter(article__in=grown, is_current=True).select_related("article")}
    return [versions[pk] for pk in grown if pk in versions]


def _count(near: Mapping[int, int]) -> list[int]:
    """The articles around which enough has come. They count as compared from now on: of two that ask one does it, and what fails is not tried over and over."""
    rows = list(Surroundings.objects.filter(article__in=near, at_hand__lt=ENOUGH))
    for row in rows:
        row.since += near[row.article_id]
    grown = sorted((row for row in rows if row.since >= max(LEAST, SHARE * row.at_hand)), key=lambda row: (-row.since / (row.at_hand + 1), row.pk))[:MOST]
    for row in grown:
        row.at_hand, row.since = row.at_hand + row.since, 0
    Surroundings.objects.bulk_update(rows, ["at_hand", "since"])
    return [row.pk for row in grown]
