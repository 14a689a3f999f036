"""Reads of claims and their relations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from claimsite.core.querysets import is_awaiting_review, is_standing

if TYPE_CHECKING:
    from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement  # noqa: F401 – named in strings below


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Claims, read as English."""

    def standing(self) -> ClaimQuerySet:
        """Those that were not merged into another."""
        return self.filter(merged_into__isnull=True)


class ClaimStatementQuerySet(models.QuerySet["ClaimStatement"]):
    """Memberships of statements in claims, read as English."""

    def standing(self) -> ClaimStatementQuerySet:
        """Those that readers see: neither rejected nor withdrawn."""
        return self.filter(is_standing())

    def standing_with_statement(self) -> ClaimStatementQuerySet:
        """Those whose statement stands too."""
        return self.filter(is_standing(), is_standing("statement__"))

    def counted_once(self) -> ClaimStatementQuerySet:
        """Without statements that other outlets' copies of a text repeat; outlets are told from all of them."""
        return self.filter(statement__copy_of__isnull=True)


class ClaimRelationQuerySet(models.QuerySet["ClaimRelation"]):
    """Relations between claims, read as English."""

    def standing(self) -> ClaimRelationQuerySet:
        """Those that readers see: neither rejected nor withdrawn."""
        return self.filter(is_standing())

    def awaiting_review(self) -> ClaimRelationQuerySet:
        """Proposals that nobody has decided."""
        return self.filter(is_awaiting_review())

    def with_evidence(self) -> ClaimRelationQuerySet:
        """With both claims, who decided and, in `evidence`, the statements that show the link, the best first, with their people."""
        people = [f"statement_{end}__{path}" for end in "ab" for path in ("actor", "side", "article__outlet")]
        evidence = self.model._meta.get_field("evidence").related_model._default_manager.select_related(*people)  # type: ignore[union-attr]
        best_first = evidence.order_by(models.F("score").desc(nulls_last=True), "id")
        return self.select_related("claim_a", "claim_b", "decided_by").prefetch_related(models.Prefetch("evidence", queryset=best_first))
