"""Which rows of this app people look back on, talk about and give opinions on."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement, Topic
from claimsite.core.rows import RowKind, register_rows


def register() -> None:
    """Tell the registry."""
    register_rows("claim", RowKind(Claim, _("claim"), lambda user: Claim.objects.all()))
    register_rows("relation", RowKind(ClaimRelation, _("relation"), lambda user: ClaimRelation.objects.all()))
    register_rows("membership", RowKind(ClaimStatement, _("statement of a claim"), lambda user: ClaimStatement.objects.all()))
    register_rows("topic", RowKind(Topic, _("topic"), lambda user: Topic.objects.all()))
