"""Claims, the statements that express them, and what stands against what."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from claimsite.claims.querysets import ClaimQuerySet, ClaimRelationQuerySet, ClaimStatementQuerySet
from claimsite.core.addresses import find_address
from claimsite.core.languages import read_language
from claimsite.core.models import Language, Operation, Reviewable, ReviewState
from claimsite.core.needs import DEFAULT_NEED
from claimsite.statements.models import Statement


class Stance(models.TextChoices):
    """How a statement stands to the claim that it speaks of."""

    SUPPORTS = "supports", _("supports")
    OPPOSES = "opposes", _("opposes")
    UNCLEAR = "unclear", _("unclear")


class RelationKind(models.TextChoices):
    """How two claims stand to each other; symmetric."""

    CONTRADICTS = "contradicts", _("contradicts")
    SUPPORTS = "supports", _("supports")
    REPEATS = "repeats", _("repeats")


#: What waits for a decision.
_AWAITING = Q(state=ReviewState.PROPOSED, withdrawn_at__isnull=True, need__isnull=False)
#: What people have decided: few rows, of which each article asks.
_DECIDED = Q(decided_at__isnull=False)
#: What became part of another. Were the others in the index, too, as soon as something is merged the planner would take "not merged" for a rare choice,
#: and walk through all that stands.
_MERGED = Q(merged_into__isnull=False)


class Topic(models.Model):
    """What a group of claims is about: a dispute."""

    title = models.CharField(_("title"), max_length=200)
    titles = models.JSONField(default=dict, blank=True, help_text="By language; a title never mixes two. Empty where a person chose one title for all.")
    slug = models.SlugField(max_length=120, unique=True)
    is_named_by_hand = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, db_index=False, related_name="merged_from")

    history = HistoricalRecords()

    class Meta:
        ordering = ["title"]
        indexes = [models.Index(fields=["merged_into"], condition=_MERGED, name="topic_merged")]

    def __str__(self) -> str:
        """The title in the interface's language, else in English, else in whichever there is."""
        wanted = read_language()
        return str(self.titles.get(wanted) or self.titles.get("en") or self.title)


class Claim(models.Model):
    """A checkable sentence; many statements express it, each with a stance.

    `worded_by` null means that the wording is the machine's choice among the statements and may change with them. `revision` rises with whatever
    people do to the claim, its statements and links as a whole, so that a stale form is noticed.
    """

    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="claims")
    text = models.TextField(_("wording"))
    language = models.CharField(max_length=2, choices=Language.choices)
    worded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, db_index=False, related_name="merged_from")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    revision = models.PositiveIntegerField(default=0)

    objects = ClaimQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["merged_into"], condition=_MERGED, name="claim_merged")]
        constraints = [
            models.CheckConstraint(name="claim_text_not_empty", condition=~Q(text="")),
            models.CheckConstraint(name="claim_not_merged_into_itself", condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id"))),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return find_address("claims:claim_detail", self.pk)


class ClaimOperation(models.Model):
    """That an operation had to do with a claim: what the claim's page lists."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="claim_operations")
    operation = models.ForeignKey(Operation, models.PROTECT, related_name="claim_operations")

    class Meta:
        ordering = ["-operation"]
        constraints = [models.UniqueConstraint(fields=["claim", "operation"], name="claimoperation_once")]

    def __str__(self) -> str:
        return f"{self.operation_id} on {self.claim_id}"


class ClaimStatement(Reviewable):
    """That a statement expresses a claim, and how it stands to it."""

    claim = models.ForeignKey(Claim, models.PROTECT, db_index=False, related_name="claim_statements")
    statement = models.ForeignKey(Statement, models.PROTECT, db_index=False, related_name="claim_statements")
    stance = models.CharField(_("stance"), max_length=8, choices=Stance.choices)
    score = models.FloatField(null=True, blank=True)
    why = models.JSONField(default=dict)
    need = models.PositiveSmallIntegerField(null=True, editable=False, help_text="How much it needs a person; null where the statement is alone.")

    objects = ClaimStatementQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["need"])

    class Meta:
        ordering = ["claim", "statement"]
        indexes = [
            # With what tells whether a row stands and how, so that thousands are gone through without looking at the rows themselves.
            models.Index(fields=["claim", "statement", "stance", "state", "withdrawn_at"], name="claimstatement_by_claim"),
            models.Index(fields=["statement", "claim", "stance", "state", "withdrawn_at"], name="claimstatement_by_statement"),
            models.Index(fields=["need", "id"], condition=_AWAITING, name="claimstatement_awaiting"),
            models.Index(fields=["claim"], condition=_DECIDED, name="claimstatement_decided"),
        ]
        constraints = [
            *Reviewable.build_constraints("claimstatement"),
            models.UniqueConstraint(fields=["claim", "statement"], name="claimstatement_once"),
            models.CheckConstraint(name="claimstatement_stance_known", condition=Q(stance__in=Stance.values)),
            models.CheckConstraint(name="claimstatement_score_in_range", condition=Q(score__isnull=True) | Q(score__range=(0, 1))),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.stance} {self.claim_id}"


class ClaimRelation(Reviewable):
    """A link between two claims with its reason; the lower id comes first, so that a pair is stored once."""

    claim_a = models.ForeignKey(Claim, models.PROTECT, related_name="relations_as_a")
    claim_b = models.ForeignKey(Claim, models.PROTECT, related_name="relations_as_b")
    kind = models.CharField(_("relation"), max_length=11, choices=RelationKind.choices)
    score = models.FloatField(null=True, blank=True)
    why = models.JSONField(default=dict)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    need = models.PositiveSmallIntegerField(default=DEFAULT_NEED, null=True, editable=False, help_text="How much it needs a person; null without its claims.")

    objects = ClaimRelationQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["need"])

    class Meta:
        ordering = ["-score", "id"]
        indexes = [
            models.Index(fields=["need", "id"], condition=_AWAITING, name="claimrelation_awaiting"),
            models.Index(fields=["claim_a"], condition=_DECIDED, name="claimrelation_decided_a"),
            models.Index(fields=["claim_b"], condition=_DECIDED, name="claimrelation_decided_b"),
        ]
        constraints = [
            *Reviewable.build_constraints("claimrelation"),
            models.CheckConstraint(name="claimrelation_lower_id_first", condition=Q(claim_a__lt=F("claim_b"))),
            models.UniqueConstraint(fields=["claim_a", "claim_b"], name="claimrelation_pair_once"),
            models.CheckConstraint(name="claimrelation_kind_known", condition=Q(kind__in=RelationKind.values)),
            models.CheckConstraint(name="claimrelation_score_in_range", condition=Q(score__isnull=True) | Q(score__range=(0, 1))),
        ]

    def __str__(self) -> str:
        return f"{self.claim_a_id} {self.kind} {self.claim_b_id}"


class RelationEvidence(models.Model):
    """Two statements whose relation, as the machine sees it, speaks for the link between their claims."""

    relation = models.ForeignKey(ClaimRelation, models.CASCADE, related_name="evidence")
    statement_a = models.ForeignKey(Statement, models.PROTECT, related_name="+")
    statement_b = models.ForeignKey(Statement, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=11, choices=RelationKind.choices)
    score = models.FloatField(null=True, blank=True)
    why = models.JSONField(default=dict)

    class Meta:
        ordering = ["-score", "id"]
        constraints = [
            models.UniqueConstraint(fields=["statement_a", "statement_b"], name="evidence_pair_once"),
            models.CheckConstraint(name="evidence_lower_id_first", condition=Q(statement_a__lt=F("statement_b"))),
        ]

    def __str__(self) -> str:
        return f"{self.statement_a_id} {self.kind} {self.statement_b_id}"

    @property
    def statements(self) -> tuple[Statement, Statement]:
        """Both ends."""
        return self.statement_a, self.statement_b
