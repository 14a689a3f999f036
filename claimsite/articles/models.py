"""Outlets, their feeds, and articles as immutable versions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from claimsite.articles.querysets import ArticleQuerySet
from claimsite.core.models import Language


class Outlet(models.Model):
    """A publisher."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    host = models.CharField(_("host"), max_length=253, null=True, blank=True, unique=True)
    country = models.CharField(_("country"), max_length=2, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Feed(models.Model):
    """An address that an outlet publishes its articles under."""

    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="feeds")
    url = models.URLField(_("address"), max_length=2000, unique=True)
    is_active = models.BooleanField(_("active"), default=True)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    polled_at = models.DateTimeField(null=True, blank=True)
    succeeded_at = models.DateTimeField(null=True, blank=True)
    paused_until = models.DateTimeField(null=True, blank=True)
    failure_count = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)

    history = HistoricalRecords(excluded_fields=["etag", "last_modified", "polled_at", "succeeded_at", "paused_until", "failure_count", "last_error"])

    class Meta:
        ordering = ["outlet__name", "url"]

    def __str__(self) -> str:
        return self.url


class Article(models.Model):
    """What an outlet published under one address (or somebody pasted), whatever its text was at the time."""

    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="articles")
    url = models.URLField(_("address"), max_length=2000, null=True, blank=True, unique=True)
    title = models.CharField(_("title"), max_length=500)
    author = models.CharField(_("author"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    published_on = models.DateField(_("published on"))
    note = models.CharField(_("note"), max_length=300, blank=True, help_text=_("Shown above the text, for example that it is a sample."))
    is_sample = models.BooleanField(_("sample"), default=False)
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ArticleQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-published_on", "-id"]
        indexes = [models.Index(fields=["-published_on", "-id"], name="article_newest")]
        constraints = [models.CheckConstraint(name="article_language_known", condition=Q(language__in=Language.values))]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("claims:article_detail", args=[self.pk])


class ArticleVersion(models.Model):
    """The text of an article at one time; never changes."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=500)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    read_at = models.DateTimeField(default=timezone.now)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["article", "number"]
        indexes = [models.Index(fields=["sha256"], name="version_sha256")]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="version_number_once"),
            models.UniqueConstraint(fields=["article"], condition=Q(is_current=True), name="version_one_current"),
            models.CheckConstraint(name="version_number_positive", condition=Q(number__gte=1)),
            models.CheckConstraint(name="version_text_not_empty", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.title} (v{self.number})"
