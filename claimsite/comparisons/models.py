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


class Visibility(models.TextChoices):
    """Who finds and reads a comparison."""

    DRAFT = "draft", _("draft")
    UNLISTED = "unlisted", _("unlisted")
    PUBLISHED = "published", _("published")


#: Which visibility may follow which. What was public may be hidden again, but is no draft any more: others may have its address.
CHANGES: dict[str, frozenset[str]] = {
    Visibility.DRAFT: frozenset({Visibility.UNLISTED, Visibility.PUBLISHED}),
    Visibility.UNLISTED: frozenset({Visibility.DRAFT, Visibility.PUBLISHED}),
    Visibility.PUBLISHED: frozenset({Visibility.UNLISTED}),
}


class Comparison(models.Model):
    """A saved view of `/compare/` with a title and the editor's note; readers see its latest snapshot.

    A draft is read by its people and by who has a secret link, an unlisted one by the latter too; a published one by everybody.
    """

    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(_("title"), max_length=200)
    note = models.TextField(_("note"), blank=True)
    method = models.TextField(_("method and limits"), blank=True)
    visibility = models.CharField(_("visibility"), max_length=9, choices=Visibility.choices, default=Visibility.PUBLISHED)
    query = models.JSONField(default=dict, help_text="The chosen sides, topic and dates, as in the address of /compare/.")
    claims = models.JSONField(default=list, help_text="Chosen claims in order, each {id, words}; empty for those that the query finds, in its order.")
    editors = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="edited_comparisons", verbose_name=_("co-editors"))
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="comparisons")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ComparisonQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-created_at"]
        constraints = [models.CheckConstraint(name="comparison_visibility_known", condition=Q(visibility__in=Visibility.values))]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("comparisons:comparison_detail", args=[self.slug])


class FormerSlug(models.Model):
    """An address that a comparison had before it was renamed; it leads to the present one for ever."""

    slug = models.SlugField(max_length=120, unique=True)
    comparison = models.ForeignKey(Comparison, models.PROTECT, related_name="former_slugs")

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug


class SecretLink(models.Model):
    """A way to read a comparison that is not published. Only the token's hash is kept."""

    comparison = models.ForeignKey(Comparison, models.PROTECT, related_name="secret_links")
    token_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(_("for whom"), max_length=150, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.label or f"#{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it still opens the page."""
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > timezone.now())


class FrozenText(models.Model):
    """A text that a snapshot is from, kept once by its SHA-256 for all of them, so that it stays when its article goes. Never changes."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    text = models.TextField()

    def __str__(self) -> str:
        return self.sha256


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
