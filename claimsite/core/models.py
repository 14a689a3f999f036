"""People, and what every reviewable row has in common."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claimsite.core.note_querysets import NoteQuerySet


class User(AbstractUser):
    """Somebody who signs in: reader, editor or admin by group."""

    has_single_key_shortcuts = models.BooleanField(_("single-key shortcuts"), default=True)

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class Role(models.TextChoices):
    """What somebody may do here; each is a group, and the higher ones include the lower."""

    READER = "reader", _("reader")
    EDITOR = "editor", _("editor")
    ADMIN = "admin", _("admin")


class Invitation(models.Model):
    """A link by which somebody becomes a user, once. Only the token's hash is kept, so that a copy of the database opens no door."""

    token_hash = models.CharField(max_length=64, unique=True)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.EDITOR)
    label = models.CharField(_("for whom"), max_length=150, blank=True)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="invitations")
    invited_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.OneToOneField(User, models.PROTECT, null=True, blank=True, related_name="invitation")

    class Meta:
        ordering = ["-invited_at", "-id"]
        constraints = [
            models.CheckConstraint(name="invitation_role_known", condition=Q(role__in=Role.values)),
            models.CheckConstraint(
                name="invitation_acceptance_paired",
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True) | Q(accepted_at__isnull=False, accepted_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(self.get_role_display())

    @property
    def is_open(self) -> bool:
        """Whether the link still works."""
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > timezone.now()


class Note(models.Model):
    """What an editor says about a row to other editors; a reply names the note that it answers, and only those that open a thread are resolved.

    `kind` and `row_id` name a row as `rows.ROWS` does.
    """

    kind = models.SlugField(max_length=20)
    row_id = models.BigIntegerField()
    reply_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")
    text = models.TextField(_("note"))
    written_by = models.ForeignKey(User, models.PROTECT, related_name="notes")
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    mentions = models.ManyToManyField(User, blank=True, related_name="mentioned_in")
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["kind", "row_id", "id"], name="note_by_row"),
            models.Index(fields=["-id"], condition=Q(reply_to__isnull=True, resolved_at__isnull=True), name="note_unresolved"),
        ]
        constraints = [
            models.CheckConstraint(name="note_not_empty", condition=~Q(text="")),
            models.CheckConstraint(
                name="note_resolution_paired",
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True) | Q(resolved_at__isnull=False, resolved_by__isnull=False),
            ),
            models.CheckConstraint(name="note_reply_not_resolved", condition=Q(reply_to__isnull=True) | Q(resolved_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class OpinionRequest(models.Model):
    """That two people shall judge a row without knowing what the other says; settled once they agree, or are found not to."""

    kind = models.SlugField(max_length=20)
    row_id = models.BigIntegerField()
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(default=timezone.now, editable=False)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["kind", "row_id"], name="opinionrequest_row_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.row_id}"


class Opinion(models.Model):
    """What one person says about a row on request; `verdict` is one of the kind's verdicts."""

    request = models.ForeignKey(OpinionRequest, models.PROTECT, related_name="opinions")
    given_by = models.ForeignKey(User, models.PROTECT, related_name="opinions")
    verdict = models.CharField(max_length=20)
    given_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["request", "given_by"], name="opinion_once")]

    def __str__(self) -> str:
        return f"{self.given_by}: {self.verdict}"


class Operation(models.Model):
    """One act of a person that changes several rows together (a merge, a split, a bulk decision), with all that undoing it needs.

    `changes` lists, in order: a field's value before and after, or that a row was made or deleted (see `operations`).
    """

    kind = models.SlugField(max_length=30)
    summary = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=80, blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, related_name="operations")
    done_at = models.DateTimeField(default=timezone.now, editable=False)
    changes = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["done_by", "-id"], name="operation_by_person")]
        constraints = [
            models.CheckConstraint(
                name="operation_undoing_paired",
                condition=Q(undone_at__isnull=True, undone_by__isnull=True) | Q(undone_at__isnull=False, undone_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.summary or self.kind


class ReviewState(models.TextChoices):
    """Where a machine proposal or a human row stands."""

    PROPOSED = "proposed", _("proposed")
    ACCEPTED = "accepted", _("accepted")
    CORRECTED = "corrected", _("corrected")
    REJECTED = "rejected", _("rejected")
    DISPUTED = "disputed", _("disputed")


#: Which state may follow which; the only table of its kind. Back to `proposed` is undo.
TRANSITIONS: dict[str, frozenset[str]] = {
    ReviewState.PROPOSED: frozenset({ReviewState.ACCEPTED, ReviewState.CORRECTED, ReviewState.REJECTED, ReviewState.DISPUTED}),
    ReviewState.ACCEPTED: frozenset({ReviewState.PROPOSED, ReviewState.CORRECTED, ReviewState.REJECTED, ReviewState.DISPUTED}),
    ReviewState.CORRECTED: frozenset({ReviewState.PROPOSED, ReviewState.ACCEPTED, ReviewState.CORRECTED, ReviewState.REJECTED, ReviewState.DISPUTED}),
    ReviewState.REJECTED: frozenset({ReviewState.PROPOSED, ReviewState.ACCEPTED, ReviewState.CORRECTED, ReviewState.DISPUTED}),
    ReviewState.DISPUTED: frozenset({ReviewState.PROPOSED, ReviewState.ACCEPTED, ReviewState.CORRECTED, ReviewState.REJECTED}),
}


class Reviewable(models.Model):
    """A row that the machine proposes and people decide.

    `revision` rises with each decision, so that a stale form is noticed. `withdrawn_at` is set when a later run no longer proposes the row.
    """

    state = models.CharField(_("review state"), max_length=10, choices=ReviewState.choices, default=ReviewState.PROPOSED)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    revision = models.PositiveIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @staticmethod
    def build_constraints(prefix: str) -> list[models.BaseConstraint]:
        """The checks that every reviewable table carries."""
        undecided = Q(decided_at__isnull=True, decided_by__isnull=True)
        decided = Q(decided_at__isnull=False, decided_by__isnull=False)
        return [
            models.CheckConstraint(name=f"{prefix}_state_known", condition=Q(state__in=ReviewState.values)),
            models.CheckConstraint(
                name=f"{prefix}_decision_paired",
                condition=(undecided & Q(state=ReviewState.PROPOSED)) | (decided & ~Q(state=ReviewState.PROPOSED)),
            ),
            models.CheckConstraint(name=f"{prefix}_only_proposals_withdrawn", condition=Q(withdrawn_at__isnull=True) | Q(state=ReviewState.PROPOSED)),
        ]


class Language(models.TextChoices):
    """Languages that articles come in, by their own names."""

    GERMAN = "de", _("German")
    ENGLISH = "en", _("English")
    FRENCH = "fr", _("French")
    RUSSIAN = "ru", _("Russian")


class ContentStamp(models.Model):
    """How often what readers see was changed; the sum over all rows counts. Triggers write it, see `stamps`."""

    slot = models.PositiveSmallIntegerField(primary_key=True)
    changes = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.slot}: {self.changes}"


class ApiToken(models.Model):
    """What a program signs in with, on behalf of a person: only its hash is kept, so that nobody can read it here."""

    user = models.ForeignKey(User, models.PROTECT, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=80, help_text=_("What it is for."))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField(max_length=8, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"
