"""Which workers are there."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Worker(models.Model):
    """A worker process that says now and then that it lives; a row that has fallen silent is one that ended without a word."""

    name = models.CharField(max_length=120, unique=True, help_text="Its machine and process.")
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["-seen_at"]

    def __str__(self) -> str:
        return self.name
