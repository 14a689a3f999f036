"""Reads of actors and statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from claimsite.core.querysets import is_awaiting_review, is_standing
from claimsite.statements.naming import is_named_locally

if TYPE_CHECKING:
    from claimsite.statements.models import Actor, Statement  # noqa: F401 – named in strings below


class ActorQuerySet(models.QuerySet["Actor"]):
    """Actors, read as English."""

    def standing(self) -> ActorQuerySet:
        """Those that were not merged into another."""
        return self.filter(merged_into__isnull=True)

    def sides(self) -> ActorQuerySet:
        """Those that others, or they themselves, are counted to in a dispute."""
        members = self.model._default_manager.filter(side__isnull=False)
        return self.filter(pk__in=members.values("side"))

    def named_like(self, words: str) -> ActorQuerySet:
        """Those whose name, here or in the reader's language, or a name they are written with, contains these words."""
        named = self.model._default_manager.filter(names__name__icontains=words)
        return self.filter(models.Q(name__icontains=words) | is_named_locally(words) | models.Q(pk__in=named.values("pk")))


class StatementQuerySet(models.QuerySet["Statement"]):
    """Statements, read as English."""

    def standing(self) -> StatementQuerySet:
        """Those that readers see: neither rejected nor withdrawn."""
        return self.filter(is_standing())

    def counted_once(self) -> StatementQuerySet:
        """Without those that other outlets' copies of a text repeat; to be used with `standing`."""
        return self.filter(copy_of__isnull=True)

    def awaiting_review(self) -> StatementQuerySet:
        """Proposals that nobody has decided."""
        return self.filter(is_awaiting_review())

    def newest_first(self) -> StatementQuerySet:
        """By date of publication, then by arrival."""
        return self.order_by("-published_on", "-id")

    def with_people(self) -> StatementQuerySet:
        """With speaker, side, article, outlet and who decided at hand, in the same query."""
        return self.select_related("actor", "side", "article__outlet", "decided_by")

    def with_copies(self) -> StatementQuerySet:
        """With the standing statements of other outlets that repeat each at hand, in one more query; see `Statement.also_in`."""
        standing = self.model._default_manager.filter(is_standing()).select_related("article__outlet").order_by("published_on", "id")
        return self.prefetch_related(models.Prefetch("copies", queryset=standing))
