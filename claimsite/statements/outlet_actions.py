"""What statements repeat of their articles' outlets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimsite.core.turns import in_turn
from claimsite.statements.models import Statement

if TYPE_CHECKING:
    from claimsite.articles.models import Outlet


@in_turn()
def follow_merge(given_up: Outlet, into: Outlet) -> int:
    """Let the statements of an outlet that was merged into another name that one.

    Returns:
        How many did not yet.
    """
    return Statement.objects.filter(outlet=given_up).update(outlet=into)
