"""What stands against what: candidates for the statements of a version, relations with their reasons, and the claims that these make."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.embeddings import embed
from analysis.types import Act, StatementInput
from claimsite.claims import actions as claim_actions
from claimsite.claims.members import UNREAD
from claimsite.claims.side_numbers import number_new_sides
from claimsite.pipeline.analyzing import relate_rows
from claimsite.pipeline.nearest import find_nearest
from claimsite.pipeline.nearest.upkeep import keep_up
from claimsite.pipeline.vectors import store_vectors
from claimsite.statements.models import Actor, Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from claimsite.articles.models import ArticleVersion
    from claimsite.statements.models import ExtractionRun


#: Two articles that were compared at once would both propose what links them, or neither would see the other.
_comparing = threading.Lock()
#: The claims of one article can be made while the next one is compared, which looks at statements alone.
_grouping = threading.Lock()


def call_here(function: Callable[..., Any], *args: Any) -> Any:
    """Call a function in this process."""
    return function(*args)


def suggest(version: ArticleVersion, run: ExtractionRun, *, call: Callable[..., Any] = call_here) -> None:
    """Relate the standing statements of a version to each other and to those of other articles, and propose claims; again with the same result.

    Args:
        version: its statements are stored.
        run: the reading that proposals name.
        call: how to call what takes long and knows nothing of rows: here, or in another process.
    """
    with _comparing:
        statements, relations = _compare(version, call)
        _grouping.acquire()  # before the next one may compare: claims are made in the order in which their articles were compared
    try:
        claim_actions.group_statements(statements, relations, run=run)
        number_new_sides()
    finally:
        _grouping.release()
    keep_up()


_Found = tuple[Statement, Statement, str, float | None, dict[str, str]]


def _compare(version: ArticleVersion, call: Callable[..., Any]) -> tuple[list[Statement], list[_Found]]:
    """The standing statements of a version, and how they stand to each other and to those of other articles that are near."""
    statements = list(Statement.objects.standing().filter(version=version).defer(*UNREAD).order_by("id"))
    vectors = store_vectors(statements, call(embed, [row.content for row in statements]))
    near = find_nearest(statements, vectors, around=version.article.published_on, except_article=version.article_id) if statements else {}
    known = list(Statement.objects.filter(pk__in=near).defer(*UNREAD).order_by("id"))
    actors = {pk for row in (*statements, *known) for pk in (row.actor_id, row.side_id)}
    names: dict[int | None, str] = dict(Actor.objects.filter(pk__in=actors).values_list("pk", "name"))
    by_id = {str(row.pk): row for row in (*statements, *known)}
    encoded = np.stack([*vectors, *(near[row.pk] for row in known)]) if statements else vectors
    relations = call(relate_rows, [_as_input(row, names) for row in statements], [_as_input(row, names) for row in known], encoded)
    return statements, [(by_id[each.a], by_id[each.b], str(each.kind), each.score, each.why.as_dict()) for each in relations]


def _as_input(row: Statement, names: Mapping[int | None, str]) -> StatementInput:
    return StatementInput(
        id=str(row.pk),
        text=row.content,
        language=row.language,
        actor=names.get(row.actor_id),
        side=names.get(row.side_id),
        act=Act(row.act),
        document=str(row.article_id),
        published=row.published_on.isoformat(),
    )
