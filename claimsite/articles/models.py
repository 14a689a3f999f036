"""Outlets, their feeds, and articles as immutable versions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from claimsite.articles.querysets import ArticleQuerySet, OutletQuerySet
from claimsite.core.addresses import find_address
from claimsite.core.models import Language


class Outlet(models.Model):
    """A publisher; one that was merged into another keeps its row, so that its name leads there."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")

    objects = OutletQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class OutletHost(models.Model):
    """A host that an outlet publishes on, without what marks its mobile or AMP twin."""

    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="hosts")
    host = models.CharField(_("host"), max_length=253, unique=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["host"]

    def __str__(self) -> str:
        return self.host


def _check_web(name: str) -> models.CheckConstraint:
    """That an address is one of the web, so that no link made of it can run anything."""
    return models.CheckConstraint(name=name, condition=Q(url__startswith="https://") | Q(url__startswith="http://"))


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
        constraints = [_check_web("feed_url_of_the_web")]

    def __str__(self) -> str:
        return self.url


class CopyGroup(models.Model):
    """Articles with the same text: wire copy that several outlets carry."""

    created_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return f"#{self.pk}"


class Article(models.Model):
    """What an outlet published under one address (or somebody pasted), whatever its text was at the time.

    `is_titled_by_hand`: an editor has put the title right; what the outlet calls it in later versions is theirs alone.
    """

    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="articles", verbose_name=_("outlet"))
    url = models.URLField(_("address"), max_length=2000, null=True, blank=True, unique=True)
    title = models.CharField(_("title"), max_length=500)
    author = models.CharField(_("author"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    published_on = models.DateField(_("published on"))
    note = models.CharField(_("note"), max_length=300, blank=True, help_text=_("Shown above the text, for example that it is a sample."))
    is_sample = models.BooleanField(_("sample"), default=False)
    is_titled_by_hand = models.BooleanField(default=False, editable=False)
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    copies = models.ForeignKey(CopyGroup, models.SET_NULL, null=True, blank=True, editable=False, related_name="articles")

    objects = ArticleQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["copies", "is_titled_by_hand"])

    class Meta:
        ordering = ["-published_on", "-id"]
        indexes = [models.Index(fields=["-published_on", "-id"], name="article_newest")]
        constraints = [
            models.CheckConstraint(name="article_language_known", condition=Q(language__in=Language.values)),
            _check_web("article_url_of_the_web"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return find_address("claims:article_detail", self.pk)

    def choose_title(self, version: ArticleVersion) -> str:
        """What a version is shown under: the current one under the article's title, which an editor may have put right, an earlier one under its own."""
        return self.title if version.is_current else version.title

    @property
    def revision(self) -> int:
        """The number of the newest entry of its history: it tells a form that somebody has open of what has changed since."""
        newest: int | None = self.history.order_by("-history_id").values_list("history_id", flat=True).first()
        return newest or 0


class ArticleAddress(models.Model):
    """An address that an article is known by; `key` is the same for all its variants (see `addresses.make_key`)."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="addresses")
    key = models.CharField(max_length=64, unique=True)
    url = models.URLField(_("address"), max_length=2000)

    class Meta:
        ordering = ["article", "id"]
        constraints = [_check_web("articleaddress_url_of_the_web")]

    def __str__(self) -> str:
        return self.url


class ArticleVersion(models.Model):
    """The text of an article at one time; never changes."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=500)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    read_at = models.DateTimeField(default=timezone.now)
    is_current = models.BooleanField(default=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

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

    @property
    def headline(self) -> str:
        """What it is shown under; see `Article.choose_title`."""
        return self.article.choose_title(self)


class ArticleOriginal(models.Model):
    """What a version's text was taken from, to the byte, compressed: the text can be derived again when extraction gets better."""

    version = models.OneToOneField(ArticleVersion, models.PROTECT, primary_key=True, related_name="original")
    data = models.BinaryField()
    media_type = models.CharField(max_length=100)
    url = models.URLField(max_length=2000, blank=True, help_text="Where the bytes came from.")
    size = models.PositiveIntegerField(help_text="Bytes before compression.")
    sha256 = models.CharField(max_length=64)
    fetched_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.version} ({self.media_type})"


class ArticleSketch(models.Model):
    """The MinHash of an article's current text: 64 numbers of 32 bits, of which an equal share means an equal share of word sequences."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="sketch")
    data = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.article_id}"


class SketchBand(models.Model):
    """Four numbers of a sketch in one; articles that share one are looked at as copies. An index look-up costs the same at any size."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="bands")
    value = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["value", "article"], name="band_by_value")]

    def __str__(self) -> str:
        return f"{self.value:x}"
