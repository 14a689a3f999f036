"""Which histories of this app are public."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement, Topic
from claimsite.core.histories import HistoryKind, register_history


def register() -> None:
    """Make the histories public."""
    register_history("claim", HistoryKind(Claim, _("claim"), lambda user: Claim.objects.all()))
    register_history("relation", HistoryKind(ClaimRelation, _("relation"), lambda user: ClaimRelation.objects.all()))
    register_history("membership", HistoryKind(ClaimStatement, _("statement of a claim"), lambda user: ClaimStatement.objects.all()))
    register_history("topic", HistoryKind(Topic, _("topic"), lambda user: Topic.objects.all()))
