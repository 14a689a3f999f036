"""Reads of claims and their relations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from claimsite.core.models import ReviewState

if TYPE_CHECKING:
    from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement  # noqa: F401 – named in strings below


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Claims, read as English."""

    def standing(self) -> ClaimQuerySet:
        """Those that were not merged into another."""
        return self.filter(merged_into__isnull=True)

    def with_standing_statements(self) -> ClaimQuerySet:
        """Those that at least one standing statement expresses."""
        stated = models.Q(claim_statements__withdrawn_at__isnull=True, claim_statements__statement__withdrawn_at__isnull=True)
        stated &= ~models.Q(claim_statements__state=ReviewState.REJECTED) & ~models.Q(claim_statements__statement__state=ReviewState.REJECTED)
        return self.filter(stated).distinct()


class ClaimStatementQuerySet(models.QuerySet["ClaimStatement"]):
    """Memberships of statements in claims, read as English."""

    def standing(self) -> ClaimStatementQuerySet:
        """Those that readers see: neither rejected nor withdrawn."""
        return self.filter(withdrawn_at__isnull=True).exclude(state=ReviewState.REJECTED)

    def standing_with_statement(self) -> ClaimStatementQuerySet:
        """Those whose statement stands too."""
        return self.standing().filter(statement__withdrawn_at__isnull=True).exclude(statement__state=ReviewState.REJECTED)


class ClaimRelationQuerySet(models.QuerySet["ClaimRelation"]):
    """Relations between claims, read as English."""

    def standing(self) -> ClaimRelationQuerySet:
        """Those that readers see: neither rejected nor withdrawn."""
        return self.filter(withdrawn_at__isnull=True).exclude(state=ReviewState.REJECTED)

    def awaiting_review(self) -> ClaimRelationQuerySet:
        """Proposals that nobody has decided."""
        return self.filter(state=ReviewState.PROPOSED, withdrawn_at__isnull=True)
