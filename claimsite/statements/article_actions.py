"""What statements repeat of their articles, so that lists need no joins: outlet, language and day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimsite.articles.models import Article
from claimsite.core.operations import list_changed
from claimsite.core.turns import in_turn
from claimsite.statements.copies import settle_statement_copies
from claimsite.statements.models import Statement

if TYPE_CHECKING:
    from claimsite.articles.models import Outlet
    from claimsite.core.models import Operation


@in_turn()
def follow_merge(given_up: Outlet, into: Outlet) -> int:
    """Let the statements of an outlet that was merged into another name that one.

    Returns:
        How many did not yet.
    """
    return Statement.objects.filter(outlet=given_up).update(outlet=into)


@in_turn()
def repeat_article(article: Article) -> int:
    """Let the statements of an article say of it what it says itself; of those that copies share, the one that is the oldest now counts.

    Returns:
        How many did not yet. What people decided about them, that is who said what, stays.
    """
    repeated = {"outlet": article.outlet_id, "language": article.language, "published_on": article.published_on}
    count = Statement.objects.filter(article=article).exclude(**repeated).update(**repeated)
    if count:
        settle_statement_copies(article)
    return count


def follow_correction(operation: Operation) -> None:
    """Let statements follow what an operation, or its undoing, has changed about articles."""
    for article in Article.objects.filter(pk__in=list_changed(operation, Article)):
        repeat_article(article)
