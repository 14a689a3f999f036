"""Which color and mark a side gets: once, for good, and unlike those that it disputes with."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db.models import Count

from claimsite.claims.models import ClaimStatement
from claimsite.core.palette import PAIRS, SIDES
from claimsite.core.turns import Track, in_turn
from claimsite.statements.models import Actor

if TYPE_CHECKING:
    from claimsite.statements.querysets import ActorQuerySet


def number_new_sides() -> int:
    """Give each side without a number the pair of color and mark that its disputes and the site use least; those who speak most choose first.

    Returns:
        How many were numbered. What is numbered stays, so that a side looks the same on every page and in every frozen comparison.
    """
    unnumbered = Actor.objects.standing().sides().filter(palette_number__isnull=True)
    if not unnumbered.exists():  # most of the time; nobody has to wait for that
        return 0
    with in_turn(Track.STATEMENTS):
        return _number(unnumbered)


def _number(unnumbered: ActorQuerySet) -> int:
    new = list(unnumbered.annotate(said=Count("side_statements")).order_by("-said", "pk"))
    numbered = Actor.objects.filter(palette_number__isnull=False).order_by().values_list("palette_number").annotate(n=Count("pk"))
    taken = Counter({number: n for number, n in numbered if number is not None})
    for side in new:
        number = _choose(_find_neighbors(side), taken)
        Actor.objects.filter(pk=side.pk).update(palette_number=number)
        taken[number] += 1
    return len(new)


def _find_neighbors(side: Actor) -> Counter[int]:
    """Numbers of the sides that speak to the same topics, by how often."""
    members = ClaimStatement.objects.standing_with_statement()
    topics = members.filter(statement__side=side, claim__topic__isnull=False).values("claim__topic")
    rows = members.filter(claim__topic__in=topics, statement__side__palette_number__isnull=False).order_by()
    counts: Counter[int] = Counter()
    for number, n in rows.values_list("statement__side__palette_number").annotate(n=Count("pk")):
        if number is not None:
            counts[number] = n
    return counts


def _choose(neighbors: Counter[int], taken: Counter[int]) -> int:
    """A color that no neighbor has comes before a pair that nobody has; of equals the first."""
    near_colors: Counter[int] = Counter()
    near_marks: Counter[int] = Counter()
    all_colors: Counter[int] = Counter()
    for number, n in neighbors.items():
        near_colors[number % SIDES] += n
        near_marks[(number + number // SIDES) % SIDES] += n
    for number, n in taken.items():
        all_colors[number % SIDES] += n
    return min(
        range(PAIRS),
        key=lambda n: (near_colors[n % SIDES], taken[n], near_marks[(n + n // SIDES) % SIDES], all_colors[n % SIDES], n),
    )
