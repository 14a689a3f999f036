"""Work that waits for a worker, and what the machine keeps for itself."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claimsite.articles.models import Article, Feed
from claimsite.statements.models import Statement


class JobKind(models.TextChoices):
    """What is to be done."""

    ADD_TEXT = "add_text", _("add a text")
    ADD_URL = "add_url", _("add a page")
    ADD_FILE = "add_file", _("add a file")
    REANALYZE = "reanalyze", _("analyze again")


class JobState(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class JobStage(models.TextChoices):
    """What the worker is at, in order."""

    FETCH = "fetch", _("fetching")
    EXTRACT = "extract", _("reading the text")
    ANALYZE = "analyze", _("finding who said what")
    STORE = "store", _("storing")
    SUGGEST = "suggest", _("comparing with other statements")


#: Which state may follow which. Running → waiting is a lease that ran out; failed → waiting is a retry.
JOB_TRANSITIONS: dict[str, frozenset[str]] = {
    JobState.WAITING: frozenset({JobState.RUNNING, JobState.FAILED}),
    JobState.RUNNING: frozenset({JobState.DONE, JobState.FAILED, JobState.WAITING}),
    JobState.FAILED: frozenset({JobState.WAITING}),
    JobState.DONE: frozenset(),
}


class Job(models.Model):
    """One piece of long work. The row is the truth: the queue only says that there is something to do."""

    kind = models.CharField(max_length=10, choices=JobKind.choices)
    state = models.CharField(max_length=8, choices=JobState.choices, default=JobState.WAITING)
    stage = models.CharField(max_length=8, choices=JobStage.choices, default=JobStage.FETCH)
    key = models.CharField(max_length=64, unique=True, help_text="Same key, same work: a second request finds the first's row.")
    payload = models.JSONField(default=dict)
    article = models.ForeignKey(Article, models.PROTECT, null=True, blank=True, related_name="jobs")
    feed = models.ForeignKey(Feed, models.PROTECT, null=True, blank=True, related_name="jobs", help_text="The feed that named the page, or that the page was.")
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    paused_until = models.DateTimeField(null=True, blank=True, help_text="Before this time no worker tries again.")
    error_code = models.CharField(max_length=30, blank=True)
    error_detail = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "leased_until"], name="job_by_state")]
        constraints = [
            models.CheckConstraint(name="job_state_known", condition=Q(state__in=JobState.values)),
            models.CheckConstraint(name="job_running_has_lease", condition=~Q(state=JobState.RUNNING) | Q(leased_until__isnull=False)),
            models.CheckConstraint(name="job_done_has_article", condition=~Q(state=JobState.DONE) | Q(article__isnull=False) | Q(feed__isnull=False)),
            models.CheckConstraint(name="job_failed_has_reason", condition=~Q(state=JobState.FAILED) | ~Q(error_code="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}: {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("pipeline:job_detail", args=[self.pk])


class JobInput(models.Model):
    """The file or page that came with a request, compressed, until its article keeps it."""

    job = models.OneToOneField(Job, models.CASCADE, primary_key=True, related_name="input")
    name = models.CharField(max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    data = models.BinaryField(help_text="zlib")

    def __str__(self) -> str:
        return self.name or str(self.job)


class FeedEntry(models.Model):
    """A page that a feed named: when first, and in what state the feed said it was, so that a change is noticed."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="entries")
    key = models.CharField(max_length=64, help_text="Of the address, the same for all its variants.")
    stamp = models.CharField(max_length=40, blank=True)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["feed", "seen_at"], name="feed_entry_by_time")]
        constraints = [models.UniqueConstraint(fields=["feed", "key"], name="feed_entry_once")]

    def __str__(self) -> str:
        return f"{self.feed_id} {self.key[:8]}"


class VisitedHost(models.Model):
    """A host that feeds lead to: when it may be asked again, and what it asks of machines."""

    host = models.CharField(max_length=253, unique=True)
    free_at = models.DateTimeField(default=timezone.now)
    robots = models.TextField(blank=True, help_text="Its robots.txt; empty allows all.")
    robots_read_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.host


class StatementVector(models.Model):
    """The sentence vector of a statement's content: 512 half-precision numbers of unit length; can be made again at any time."""

    statement = models.OneToOneField(Statement, models.CASCADE, primary_key=True, related_name="vector")
    model = models.CharField(max_length=60)
    data = models.BinaryField()
    updated_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.statement_id} ({self.model})"


class Surroundings(models.Model):
    """Beside how much an article was compared: if that was little, it is compared again when more has come (`surroundings`)."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True)
    at_hand = models.PositiveIntegerField(help_text="Statements of other articles that stood near its own when it was last compared.")
    since = models.PositiveIntegerField(default=0, help_text="Those that came near since.")

    def __str__(self) -> str:
        return f"{self.article_id}: {self.at_hand} and {self.since}"
