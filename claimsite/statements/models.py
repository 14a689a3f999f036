"""Who said what: actors, and the statements attributed to them, each with its exact place in a text."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from claimsite.articles.models import Article, ArticleVersion, Outlet
from claimsite.core.addresses import find_address
from claimsite.core.models import Language, Reviewable, ReviewState
from claimsite.core.needs import DEFAULT_NEED
from claimsite.statements.naming import name_locally
from claimsite.statements.querysets import ActorQuerySet, StatementQuerySet


class ActorKind(models.TextChoices):
    """What an actor is."""

    PERSON = "person", _("person")
    BODY = "body", _("body")
    STATE = "state", _("state")
    COLLECTIVE = "collective", _("collective")


class Act(models.TextChoices):
    """What a speaker does with the content."""

    ASSERTS = "asserts", _("asserts")
    DENIES = "denies", _("denies")
    SPECULATES = "speculates", _("speculates")
    WARNS = "warns", _("warns")
    COMMITS = "commits", _("commits")
    DEMANDS = "demands", _("demands")
    DECLINES = "declines", _("declines")


class AttributionType(models.TextChoices):
    """All, none or part of the content stands in quotation marks."""

    DIRECT = "direct", _("direct")
    INDIRECT = "indirect", _("indirect")
    MIXED = "mixed", _("mixed")


class SpanRole(models.TextChoices):
    """Which part of an attribution a span covers."""

    SOURCE = "source", _("source")
    CUE = "cue", _("cue")
    CONTENT = "content", _("content")


class Actor(models.Model):
    """The person, body, state or group that can be held to its words.

    A side is an actor too: the party that others belong to in a dispute ("Russia"). `side` of a side is itself or null.
    """

    name = models.CharField(_("name"), max_length=300, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=ActorKind.choices)
    side = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="members", verbose_name=_("side"))
    wikidata_id = models.CharField("Wikidata", max_length=20, null=True, blank=True, unique=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")
    parts = models.ManyToManyField("self", symmetrical=False, related_name="part_of", blank=True, help_text="The sides that make up a side of several.")
    local_names = models.JSONField(_("names by language"), default=dict, blank=True, help_text="What readers of a language call it; empty: as its name says.")
    palette_number = models.PositiveSmallIntegerField(null=True, blank=True, editable=False, help_text="Color and mark of a side, the same on every page.")

    objects = ActorQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["palette_number"])

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(name="actor_kind_known", condition=Q(kind__in=ActorKind.values)),
            models.CheckConstraint(name="actor_not_merged_into_itself", condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id"))),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return find_address("claims:actor_detail", self.slug)

    @property
    def local_name(self) -> str:
        """What the reader calls it."""
        return name_locally(self.name, self.local_names)


class ActorKey(models.Model):
    """What other spellings of an actor's name have in common with it, so that one body under names in several languages is one row; no name to show."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="keys")
    key = models.CharField(max_length=300, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="actor_key_once")]

    def __str__(self) -> str:
        return self.key


class ActorName(models.Model):
    """A name or title under which an actor appears in texts, as written."""

    actor = models.ForeignKey(Actor, models.PROTECT, related_name="names")
    name = models.CharField(_("as written"), max_length=300)
    language = models.CharField(max_length=2, choices=Language.choices)
    first_seen_in = models.ForeignKey(Article, models.SET_NULL, null=True, blank=True, related_name="+")

    history = HistoricalRecords()

    class Meta:
        ordering = ["language", "name"]
        constraints = [models.UniqueConstraint(fields=["actor", "name", "language"], name="actor_name_once")]

    def __str__(self) -> str:
        return self.name


class Affiliation(models.Model):
    """That an actor held an office or belonged to a body, and when (Popolo membership)."""

    actor = models.ForeignKey(Actor, models.PROTECT, related_name="affiliations")
    organization = models.ForeignKey(Actor, models.PROTECT, related_name="affiliated")
    role = models.CharField(_("role"), max_length=300, blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    seen_first_on = models.DateField(null=True, blank=True)
    seen_last_on = models.DateField(null=True, blank=True)

    history = HistoricalRecords(excluded_fields=["seen_first_on", "seen_last_on"])

    class Meta:
        ordering = ["actor", "seen_first_on"]
        constraints = [
            models.UniqueConstraint(fields=["actor", "organization", "role"], name="affiliation_once"),
            models.CheckConstraint(name="affiliation_not_to_itself", condition=~Q(actor=F("organization"))),
            models.CheckConstraint(
                name="affiliation_dates_in_order",
                condition=Q(started_on__isnull=True) | Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor}, {self.role or self.organization}"


class ExtractionRun(models.Model):
    """One reading of one text by the machine, with all that would be needed to repeat it."""

    version = models.ForeignKey(ArticleVersion, models.PROTECT, related_name="runs")
    code_version = models.CharField(max_length=40)
    models_used = models.JSONField(default=dict)
    parameters = models.JSONField(default=dict)
    flags = models.JSONField(default=list, help_text="What was odd in the text, per interface language.")
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.version} · {self.code_version}"


#: What lists of statements are narrowed down by, besides what an index of theirs starts with.
_NARROWED_BY = ("act", "language", "state", "withdrawn_at", "copy_of")
#: Proposals that nobody has decided; what copies of a text repeat is decided with the first.
_AWAITING = Q(state=ReviewState.PROPOSED, withdrawn_at__isnull=True, copy_of__isnull=True)


class Statement(Reviewable):
    """The stored, reviewable record of one attribution.

    `content`, `source`, `language`, `published_on` and `outlet` repeat what spans and article say, so that lists need no joins; only actions write them.
    What is the article's is in its history and in no decision about a statement, so that undoing one brings no earlier day back.
    `run` is null where an editor added the statement by hand. `removed_in` is the version of the article in which the outlet no longer has the words;
    `version` is then the last one that has them. `copy_of` is the same statement in another outlet's copy of the text, the one that counts.
    """

    version = models.ForeignKey(ArticleVersion, models.PROTECT, related_name="statements")
    article = models.ForeignKey(Article, models.PROTECT, related_name="statements")
    outlet = models.ForeignKey(Outlet, models.PROTECT, editable=False, db_index=False, related_name="+")
    run = models.ForeignKey(ExtractionRun, models.PROTECT, null=True, blank=True, related_name="statements")
    actor = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="statements")
    side = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="side_statements")
    act = models.CharField(_("act"), max_length=10, choices=Act.choices)
    type = models.CharField(_("type"), max_length=8, choices=AttributionType.choices)
    content = models.TextField()
    source = models.CharField(_("source as written"), max_length=500, blank=True)
    language = models.CharField(max_length=2, choices=Language.choices)
    published_on = models.DateField()
    score = models.FloatField(null=True, blank=True)
    why = models.JSONField(default=dict, help_text="One sentence per interface language.")
    why_actor = models.JSONField(default=dict, help_text="One sentence per interface language.")
    alternatives = models.JSONField(default=list, help_text="Other actors the machine considered: name and score.")
    added_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_in = models.ForeignKey(ArticleVersion, models.PROTECT, null=True, blank=True, editable=False, related_name="removed_statements")
    copy_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, editable=False, db_index=False, related_name="copies")
    need = models.PositiveSmallIntegerField(default=DEFAULT_NEED, editable=False, help_text="How much it needs a person, the lowest first.")
    has_doubtful_speaker = models.BooleanField(default=False, editable=False, help_text="Nobody, others too, or somebody new when the machine found it.")

    objects = StatementQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["language", "published_on", "outlet", "copy_of", "need", "has_doubtful_speaker"])

    #: What `at_hand` keeps with a statement; None where nothing was read.
    spans_at_hand: list[Any] | None = None
    copies_at_hand: list[Statement] | None = None

    class Meta:
        ordering = ["-published_on", "-id"]
        indexes = [
            # With all that lists are narrowed by behind the order: a rare choice among a million rows is found without looking at the rows themselves.
            models.Index(fields=["-published_on", "-id", *_NARROWED_BY, "side", "outlet"], name="statement_newest_narrowed"),
            models.Index(fields=["side", "-published_on", "-id", *_NARROWED_BY, "outlet"], name="statement_side_narrowed"),
            models.Index(fields=["actor", "-published_on", "-id", *_NARROWED_BY, "side", "outlet"], name="statement_actor_narrowed"),
            models.Index(fields=["article", "-published_on", "-id", *_NARROWED_BY, "side"], name="statement_article_narrowed"),
            models.Index(fields=["outlet", "-published_on", "-id", *_NARROWED_BY, "side"], name="statement_outlet_narrowed"),
            # A side in an outlet is rare: among a million each of the two alone is seventeen thousand rows.
            models.Index(fields=["side", "outlet", "-published_on", "-id", *_NARROWED_BY], name="statement_side_outlet_narrowed"),
            models.Index(fields=["version", "id"], name="statement_by_version"),
            # Of the few that are copies alone: an index in which nearly all are null looks useless to the planner, which then reads every row.
            models.Index(fields=["copy_of"], condition=Q(copy_of__isnull=False), name="statement_copies"),
            models.Index(fields=["need", "id"], condition=_AWAITING, name="statement_awaiting"),
            models.Index(fields=["need", "id"], condition=_AWAITING & Q(has_doubtful_speaker=True), name="statement_speaker_awaiting"),
        ]
        constraints = [
            *Reviewable.build_constraints("statement"),
            models.CheckConstraint(name="statement_act_known", condition=Q(act__in=Act.values)),
            models.CheckConstraint(name="statement_type_known", condition=Q(type__in=AttributionType.values)),
            models.CheckConstraint(name="statement_score_in_range", condition=Q(score__isnull=True) | Q(score__range=(0, 1))),
            models.CheckConstraint(name="statement_origin_known", condition=Q(run__isnull=False) | Q(added_by__isnull=False)),
            models.CheckConstraint(name="statement_content_not_empty", condition=~Q(content="")),
            models.CheckConstraint(name="statement_no_copy_of_itself", condition=Q(copy_of__isnull=True) | ~Q(copy_of=F("id"))),
        ]

    def __str__(self) -> str:
        return self.content[:80]

    def get_absolute_url(self) -> str:
        return f"{find_address('claims:article_detail', self.article_id)}#s{self.pk}"

    @property
    def also_in(self) -> list[Statement]:
        """The statements of other outlets that repeat this one with the text they share, one an outlet; empty unless read with `with_copies` or `at_hand`."""
        copies: Any = self.copies_at_hand
        if copies is None:
            copies = self.copies.all() if "copies" in getattr(self, "_prefetched_objects_cache", {}) else []
        by_outlet = {copy.article.outlet_id: copy for copy in copies if copy.article.outlet_id != self.article.outlet_id}
        return sorted(by_outlet.values(), key=lambda copy: copy.article.outlet.name)

    def list_spans(self) -> list[Any]:
        """Its places in the text, in order; each has `role`, `start_char` and `end_char`."""
        return list(self.spans.all()) if self.spans_at_hand is None else self.spans_at_hand


class StatementSpan(models.Model):
    """A stretch of the version's text: half-open, in Unicode code points, with its words and what stands around them.

    `is_orphaned`: a later version of the article no longer has it; in the statement's own version it holds.
    """

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="spans")
    role = models.CharField(max_length=7, choices=SpanRole.choices)
    position = models.PositiveSmallIntegerField(default=0)
    start_char = models.PositiveIntegerField()
    end_char = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)
    is_orphaned = models.BooleanField(default=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["statement", "start_char"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "role", "position"], name="span_position_once"),
            models.CheckConstraint(name="span_in_order", condition=Q(end_char__gt=F("start_char"))),
            models.CheckConstraint(name="span_role_known", condition=Q(role__in=SpanRole.values)),
        ]

    def __str__(self) -> str:
        return f"{self.role} [{self.start_char}, {self.end_char})"
