"""Writes of second opinions: asking for them, giving them, and what follows when two people have spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from claimsite.core import review
from claimsite.core.models import Opinion, OpinionRequest, Reviewable, ReviewState
from claimsite.core.review import ReviewError
from claimsite.core.rows import ROWS
from claimsite.core.turns import in_turn

if TYPE_CHECKING:
    from claimsite.core.models import User

#: So many independent opinions settle a request.
NEEDED = 2


def request_opinions(row: Reviewable, *, kind: str, by: User) -> OpinionRequest:
    """Ask for two independent opinions about a row; asked again, the request that is there holds.

    Args:
        row: what is to be judged.
        kind: its name among `rows.ROWS`; one with verdicts.
        by: who asks; may give one of the opinions.

    Raises:
        review.ReviewError: if two people have given theirs.
        ValueError: if nobody can give opinions on rows of that kind.
    """
    if not ROWS[kind].verdicts:
        raise ValueError(f"no opinions on {kind}")
    request = OpinionRequest.objects.get_or_create(kind=kind, row_id=row.pk, defaults={"requested_by": by})[0]
    _check_unsettled(request)
    return request


@in_turn()
def give_opinion(row: Reviewable, *, kind: str, verdict: str, by: User) -> Opinion:
    """Say what one holds a row for, without knowing what others said.

    The second opinion settles the request: shared, it decides the row in the name of who gave it; if the two differ, the row is disputed until somebody
    decides it.

    Args:
        row: brought up to date by what follows.
        kind: its name among `rows.ROWS`.
        verdict: one of the kind's verdicts.
        by: whose opinion it is.

    Raises:
        review.ReviewError: if no opinion was asked for, the person has given theirs, or the request is settled.
        ValueError: for an unknown verdict.
    """
    if verdict not in ROWS[kind].verdicts:
        raise ValueError(f"unknown verdict {verdict!r}")
    request = OpinionRequest.objects.select_for_update().filter(kind=kind, row_id=row.pk).first()
    if request is None:
        raise ReviewError(_("Nobody has asked for opinions about this."))
    _check_unsettled(request)
    if request.opinions.filter(given_by=by).exists():
        raise ReviewError(_("You have given your opinion; the second has to be somebody else's."))
    opinion = Opinion.objects.create(request=request, given_by=by, verdict=verdict)
    verdicts = list(request.opinions.values_list("verdict", flat=True))
    if len(verdicts) >= NEEDED:
        request.settled_at = timezone.now()
        request.save(update_fields=["settled_at"])
        _settle(row, kind, verdicts, by=by)
    return opinion


def _check_unsettled(request: OpinionRequest) -> None:
    if request.settled_at is not None:
        raise ReviewError(_("Two people have already given their opinions."))


def _settle(row: Reviewable, kind: str, verdicts: list[str], *, by: User) -> None:
    settle = ROWS[kind].settle
    row.refresh_from_db()
    if len(set(verdicts)) == 1 and settle is not None:
        settle(row, verdicts[0], by=by, revision=row.revision)
    elif len(set(verdicts)) > 1 and row.state != ReviewState.DISPUTED:
        review.decide(row, ReviewState.DISPUTED, by=by, revision=row.revision, reason="two opinions differ")
