"""What follows when an article turns out to be of another day: where its statements are looked for, and what the machine makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from claimsite.articles.models import Article
from claimsite.core.operations import list_changed
from claimsite.pipeline.actions import request_reanalysis
from claimsite.pipeline.models import StatementVector

if TYPE_CHECKING:
    from claimsite.core.models import Operation


def follow_correction(operation: Operation) -> None:
    """Have articles whose day an operation, or its undoing, has changed analyzed again: offices count as they are held then, and near is what is of that time.

    Their vectors count as new, so that every process, and every index, looks for them in the half-year that they are in now.
    """
    for article in Article.objects.filter(pk__in=list_changed(operation, Article, "published_on")):
        StatementVector.objects.filter(statement__article=article).update(updated_at=timezone.now())
        request_reanalysis(article, by=operation.undone_by or operation.done_by)
