"""What stands against what: candidates for the statements of a version, relations with their reasons, and the claims that these make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from analysis.embeddings import embed
from analysis.types import Act, StatementInput
from claimsite.claims import actions as claim_actions
from claimsite.claims.members import UNREAD
from claimsite.claims.side_numbers import number_new_sides
from claimsite.core.models import ReviewState
from claimsite.core.turns import Track, in_turn
from claimsite.pipeline.analyzing import relate_rows
from claimsite.pipeline.line import Line
from claimsite.pipeline.nearest import LEAST_COSINE, find_nearest
from claimsite.pipeline.nearest.upkeep import keep_up
from claimsite.pipeline.surroundings import note_compared
from claimsite.pipeline.vectors import read_vectors, store_vectors
from claimsite.statements.models import Actor, Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from analysis.embeddings import Vectors
    from claimsite.articles.models import ArticleVersion
    from claimsite.statements.models import ExtractionRun


#: Articles are compared at the same time, and each sees all that came before it, for their vectors are stored by then. Their claims are made in the
#: order in which the vectors were stored: so an article finds those before it in their claims, and what links the two is not lost between them
#: (docs/adr/0023-articles-are-compared-at-once.md).
_line = Line()


def call_here(function: Callable[..., Any], *args: Any) -> Any:
    """Call a function in this process."""
    return function(*args)


def suggest(version: ArticleVersion, run: ExtractionRun, *, call: Callable[..., Any] = call_here) -> None:
    """Relate the standing statements of a version to each other and to those of other articles, and propose claims; again with the same result.

    Then the same for those near it that were compared when little stood around them.

    Args:
        version: its statements are stored.
        run: the reading that proposals name.
        call: how to call what takes long and knows nothing of rows: here, or in another process.
    """
    for other in _suggest(version, run, _encode, call):
        if (its_run := other.runs.first()) is not None:
            _suggest(other, its_run, _encode_again, call)
    number_new_sides()
    keep_up()


def _suggest(version: ArticleVersion, run: ExtractionRun, encode: Callable[..., _Encoded], call: Callable[..., Any]) -> list[ArticleVersion]:
    """The same for this version alone; gives those that are to be compared again on its account."""
    with _line.place() as place:
        statements, vectors = encode(version, call, place.enter)
        compared = _compare(version, statements, vectors, call)
        place.wait()
        return _group(version, run, statements, compared)


class _Compared(NamedTuple):
    """How statements stand to each other, beside how many of other articles they were compared, and by article how many of them stand near its own."""

    relations: list[tuple[Statement, Statement, str, float | None, dict[str, str]]]
    at_hand: int
    near: dict[int, int]


_Encoded = tuple[list[Statement], "Vectors"]


def _encode(version: ArticleVersion, call: Callable[..., Any], then: Callable[[], None]) -> _Encoded:
    """The standing statements of a version with their vectors, which are stored; calls `then` before anybody else can store his."""
    statements = _read_statements(version)
    vectors = call(embed, [row.content for row in statements])
    with in_turn(Track.STATEMENTS):
        store_vectors(statements, vectors)
        then()
    return statements, vectors


def _encode_again(version: ArticleVersion, call: Callable[..., Any], then: Callable[[], None]) -> _Encoded:
    """As `_encode`, of a version that was compared before: what nobody has decided has the words that its stored vector is of."""
    statements = _read_statements(version)
    stored = read_vectors([row for row in statements if row.state == ReviewState.PROPOSED])
    if not statements or len(stored) < len(statements):
        return _encode(version, call, then)
    then()
    return statements, np.stack([stored[row.pk] for row in statements])


def _read_statements(version: ArticleVersion) -> list[Statement]:
    return list(Statement.objects.standing().filter(version=version).defer(*UNREAD).order_by("id"))


def _compare(version: ArticleVersion, statements: list[Statement], vectors: Vectors, call: Callable[..., Any]) -> _Compared:
    """How the statements of a version stand to each other and to those of other articles that are near."""
    near = find_nearest(statements, vectors, around=version.article.published_on, except_article=version.article_id) if statements else {}
    known = list(Statement.objects.filter(pk__in=near).defer(*UNREAD).order_by("id"))
    actors = {pk for row in (*statements, *known) for pk in (row.actor_id, row.side_id)}
    names: dict[int | None, str] = dict(Actor.objects.filter(pk__in=actors).values_list("pk", "name"))
    by_id = {str(row.pk): row for row in (*statements, *known)}
    encoded = np.stack([*vectors, *(near[row.pk] for row in known)]) if statements else vectors
    relations = call(relate_rows, [_as_input(row, names) for row in statements], [_as_input(row, names) for row in known], encoded)
    found = [(by_id[each.a], by_id[each.b], str(each.kind), each.score, each.why.as_dict()) for each in relations]
    return _Compared(found, len(known), _count_near(vectors, encoded[len(statements) :], known))


@in_turn(Track.CLAIMS)
def _group(version: ArticleVersion, run: ExtractionRun, statements: list[Statement], compared: _Compared) -> list[ArticleVersion]:
    """Make claims of what was found, and note what it was found among; gives the versions to be compared again."""
    claim_actions.group_statements(statements, compared.relations, run=run)
    return note_compared(version, compared.at_hand, compared.near)


def _count_near(vectors: Vectors, stored: Vectors, known: list[Statement]) -> dict[int, int]:
    """By article of the known statements how many of the others stand near one of them."""
    near = (vectors @ stored.T >= LEAST_COSINE) if known else np.zeros((0, 0), dtype=bool)
    places: dict[int, list[int]] = {}
    for place, row in enumerate(known):
        places.setdefault(row.article_id, []).append(place)
    return {article: int(near[:, own].any(axis=1).sum()) for article, own in places.items()}


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
