"""Reads of claims and their relations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from claimsite.core.querysets import is_awaiting_review, is_standing

if TYPE_CHECKING:
    from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement  # noqa: F401 – named in strings below
    from claimsite.statements.models import Actor


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Claims, read as English."""

    def standing(self) -> ClaimQuerySet:
        """Those that were not merged into another."""
        return self.filter(merged_into__isnull=True)

    def contested(self) -> ClaimQuerySet:
        """Those that another claim contradicts."""
        return self.filter(Exists(self._get_contradictions()))

    def unanswered(self) -> ClaimQuerySet:
        """Claims of one side, of which no other says anything: neither in them nor in what contradicts them."""
        members = self._get_members().filter(statement__side__isnull=False)
        own = members.filter(claim=OuterRef("pk")).order_by("statement__side").values("statement__side")[:1]
        found = self.annotate(only_side=Subquery(own)).filter(only_side__isnull=False)
        others = members.filter(claim=OuterRef("pk")).exclude(statement__side=OuterRef("only_side"))
        opponents = members.exclude(statement__side=OuterRef(OuterRef("only_side")))
        in_b, in_a = (opponents.filter(claim=OuterRef(end)) for end in ("claim_b", "claim_a"))
        answers = self._get_contradictions().filter(Q(Exists(in_b), claim_a=OuterRef("pk")) | Q(Exists(in_a), claim_b=OuterRef("pk")))
        return found.filter(~Exists(others), ~Exists(answers))

    def without_voice_of(self, side: Actor) -> ClaimQuerySet:
        """Claims on which nobody of a side has a statement: there it is silent, which is no consent."""
        return self.filter(~Exists(self._get_members().filter(claim=OuterRef("pk"), statement__side=side)))

    def _get_members(self) -> ClaimStatementQuerySet:
        manager: Any = self.model._meta.get_field("claim_statements").related_model._default_manager  # type: ignore[union-attr]
        return manager.standing_with_statement()

    def _get_contradictions(self) -> ClaimRelationQuerySet:
        """Those of the claim in the outer query."""
        manager: Any = self.model._meta.get_field("relations_as_a").related_model._default_manager  # type: ignore[union-attr]
        return manager.standing().filter(Q(claim_a=OuterRef("pk")) | Q(claim_b=OuterRef("pk")), kind="contradicts")


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

    def between_claims(self) -> ClaimRelationQuerySet:
        """Those that readers see whose claims were not merged into others."""
        return self.standing().filter(claim_a__merged_into__isnull=True, claim_b__merged_into__isnull=True)

    def with_claims(self) -> ClaimRelationQuerySet:
        """With both claims and who decided."""
        return self.select_related("claim_a", "claim_b", "decided_by")

    def with_evidence(self) -> ClaimRelationQuerySet:
        """With both claims, who decided and, in `evidence`, the statements that show the link, the best first, with their people."""
        people = [f"statement_{end}__{path}" for end in "ab" for path in ("actor", "side", "article__outlet")]
        evidence = self.model._meta.get_field("evidence").related_model._default_manager.select_related(*people)  # type: ignore[union-attr]
        best_first = evidence.order_by(models.F("score").desc(nulls_last=True), "id")
        return self.with_claims().prefetch_related(models.Prefetch("evidence", queryset=best_first))
