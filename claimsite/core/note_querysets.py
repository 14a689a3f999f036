"""Reads of editors' notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

if TYPE_CHECKING:
    from claimsite.core.models import User


class NoteQuerySet(models.QuerySet):
    """Notes and the threads that they open."""

    def about(self, kind: str, row_id: int) -> NoteQuerySet:
        """What was said about one row."""
        return self.filter(kind=kind, row_id=row_id)

    def threads(self) -> NoteQuerySet:
        """Notes that open a thread, with their replies at hand."""
        replies = self.model._default_manager.select_related("written_by").order_by("id")
        return self.filter(reply_to__isnull=True).select_related("written_by", "resolved_by").prefetch_related(Prefetch("replies", queryset=replies))

    def unresolved(self) -> NoteQuerySet:
        """Threads that nobody has closed."""
        return self.filter(reply_to__isnull=True, resolved_at__isnull=True)

    def for_attention_of(self, user: User) -> NoteQuerySet:
        """Those that name a person, in the thread's first note or in a reply, marked as `is_mine`."""
        replies = self.model._default_manager.filter(reply_to=OuterRef("pk"), mentions=user)
        firsts = self.model._default_manager.filter(pk=OuterRef("pk"), mentions=user)
        return self.annotate(
            is_mine=models.Case(models.When(Q(Exists(firsts)) | Q(Exists(replies)), then=True), default=False, output_field=models.BooleanField())
        )
