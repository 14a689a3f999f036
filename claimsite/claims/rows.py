"""Which rows of this app people look back on, talk about and give opinions on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from claimsite.claims import actions
from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement, RelationKind, Topic
from claimsite.core.models import ReviewState
from claimsite.core.rows import RowKind, register_rows

if TYPE_CHECKING:
    from claimsite.core.models import User

NONE = "none"


def register() -> None:
    """Tell the registry."""
    register_rows("claim", RowKind(Claim, _("claim"), lambda user: Claim.objects.all()))
    register_rows(
        "relation",
        RowKind(
            ClaimRelation,
            _("relation"),
            lambda user: ClaimRelation.objects.with_evidence(),
            verdicts={**dict(RelationKind.choices), NONE: _("no relation")},
            settle=settle_relation,
            template="workbench/_relation_bare_part.html",
        ),
    )
    register_rows("membership", RowKind(ClaimStatement, _("statement of a claim"), lambda user: ClaimStatement.objects.all()))
    register_rows("topic", RowKind(Topic, _("topic"), lambda user: Topic.objects.all()))


def settle_relation(relation: ClaimRelation, verdict: str, *, by: User, revision: int) -> None:
    """Decide a relation by a verdict that two people share; nothing happens where it is decided like that."""
    is_decided = relation.state in (ReviewState.ACCEPTED, ReviewState.CORRECTED)
    if verdict == NONE and relation.state != ReviewState.REJECTED:
        actions.reject(relation, by=by, revision=revision, reason="two opinions")
    elif verdict != NONE and not (is_decided and relation.kind == verdict):
        actions.change_kind(relation, verdict, by=by, revision=revision)
