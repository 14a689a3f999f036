"""Comparisons that people save, and their frozen snapshots."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from claimsite.comparisons.querysets import ComparisonQuerySet


class Comparison(models.Model):
    """A saved view of `/compare/` with a title and the editor's note; readers see its latest snapshot."""

    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(_("title"), max_length=200)
    note = models.TextField(_("note"), blank=True)
    query = models.JSONField(default=dict, help_text="The chosen sides, topic and dates, as in the address of /compare/.")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="comparisons")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ComparisonQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("comparisons:comparison_detail", args=[self.slug])


class Snapshot(models.Model):
    """A comparison's content at one time; never changes."""

    comparison = models.ForeignKey(Comparison, models.PROTECT, related_name="snapshots")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["comparison", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["comparison", "number"], name="snapshot_number_once"),
            models.CheckConstraint(name="snapshot_number_positive", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.comparison} (v{self.number})"

    def get_absolute_url(self) -> str:
        return reverse("comparisons:snapshot_detail", args=[self.comparison.slug, self.number])
