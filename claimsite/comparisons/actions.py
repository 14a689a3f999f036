"""Writes of comparisons: saving, editing, showing to others, and freezing what has changed; a snapshot never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from claimsite.comparisons.addresses import choose_slug
from claimsite.comparisons.frozen import build_content, freeze_texts, hash_content
from claimsite.comparisons.models import CHANGES, Comparison, FormerSlug, Snapshot, Visibility
from claimsite.comparisons.query import read_query
from claimsite.core.history import save_signed
from claimsite.core.review import ReviewError, StaleEditError
from claimsite.core.words import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimsite.core.models import User

TITLE_LENGTH = 200
#: Claims that a person chooses by hand; more are no choice.
MAX_CLAIMS = 60
#: Characters of the editors' own words for a claim.
WORDS_LENGTH = 500
#: What is written in one form: who saves it writes over no other's change unseen.
WORDS, CHOICE = ("title", "note", "method"), ("claims",)


class EmptyComparisonError(ReviewError):
    """There is nothing to compare."""

    def __init__(self) -> None:
        super().__init__(_("There is no statement to compare. Choose other sides, another topic or other dates."))


class VisibilityError(ReviewError):
    """A comparison cannot become that."""

    def __init__(self) -> None:
        super().__init__(_("What was published can be unlisted, but is no draft any more: others may have its address."))


@transaction.atomic
def save_comparison(*, title: str, note: str, query: Mapping[str, Any], by: User, visibility: str = Visibility.PUBLISHED) -> Comparison:
    """Keep a view of `/compare/` under a title; unless it is a draft, with its first snapshot.

    Args:
        title: white space is put in order; cut at 200 characters. The address is made from it.
        note: the editor's words, plain text; may be empty.
        query: sides, topic and dates as `query.read_query` takes them; chosen defaults are stored as chosen.
        by: the owner.
        visibility: one of `Visibility`.

    Raises:
        EmptyComparisonError: if no statement answers the query.
        ValueError: if the title is empty or the visibility unknown.
    """
    title, chosen = _fold_title(title), read_query(query).as_json()
    comparison = Comparison(title=title, note=note.strip(), query=chosen, owner=by, visibility=Visibility(visibility), slug=choose_slug(title))
    content = build_content(comparison)
    if not content["table"]["rows"]:
        raise EmptyComparisonError
    save_signed(comparison, by=by, reason="saved")
    if comparison.visibility != Visibility.DRAFT:
        _add_snapshot(comparison, content, number=1, by=by)
    return comparison


@transaction.atomic
def edit_comparison(comparison: Comparison, *, title: str, note: str, method: str, by: User, revision: str | None = None) -> Comparison:
    """Store other words for a comparison. Snapshots stay as they are; readers of a published one see the words with the next.

    Args:
        comparison: with another title it gets another address; the former one leads there for ever.
        title: as in `save_comparison`.
        note: plain text; may be empty.
        method: what the comparison leaves out and how it was made, plain text; may be empty.
        by: the owner or a co-editor.
        revision: of the words as the person saw them, see `get_revision`; None writes over whatever there is.

    Raises:
        StaleEditError: if the words are others by now; nothing is changed.
        ValueError: if the title is empty.
    """
    comparison = _lock(comparison, revision, WORDS)
    title = _fold_title(title)
    slug = comparison.slug if title == comparison.title else choose_slug(title, comparison=comparison)
    if slug != comparison.slug:
        FormerSlug.objects.filter(slug=slug, comparison=comparison).delete()
        FormerSlug.objects.create(slug=comparison.slug, comparison=comparison)
    given = {"title": title, "slug": slug, "note": note.strip(), "method": method.strip()}
    return _store(comparison, given, by=by, reason="edited")


@transaction.atomic
def choose_claims(comparison: Comparison, claims: Sequence[Mapping[str, Any]], *, by: User, revision: str | None = None) -> Comparison:
    """Store which claims a comparison shows, in which order and words.

    Args:
        comparison: its sides, topic and dates stay; a claim in which they find no statement is not shown.
        claims: each ``{"id": int, "words": str}``, words empty for the claim's own; of one claim the first counts. None of them: all that is found.
        by: the owner or a co-editor.
        revision: of the choice as the person saw it, see `get_revision`; None writes over whatever there is.

    Raises:
        StaleEditError: if the choice is another by now; nothing is changed.
        ReviewError: if there are more than `MAX_CLAIMS`.
    """
    comparison = _lock(comparison, revision, CHOICE)
    chosen: dict[int, dict[str, Any]] = {}
    for each in claims:
        words = tidy(str(each.get("words") or ""))[:WORDS_LENGTH]
        chosen.setdefault(int(each["id"]), {"id": int(each["id"]), "words": words})
    if len(chosen) > MAX_CLAIMS:
        raise ReviewError(_("A comparison shows at most %(n)d chosen claims.") % {"n": MAX_CLAIMS})
    return _store(comparison, {"claims": list(chosen.values())}, by=by, reason="claims chosen")


@transaction.atomic
def set_visibility(comparison: Comparison, visibility: str, *, by: User) -> Comparison:
    """Show a comparison to others or hide it; who is shown it for the first time is shown a snapshot.

    Raises:
        VisibilityError: if it cannot become that from what it is, see `models.CHANGES`.
        EmptyComparisonError: if there is nothing to show.
    """
    comparison = Comparison.objects.select_for_update().get(pk=comparison.pk)
    wanted = Visibility(visibility)
    if wanted == comparison.visibility:
        return comparison
    if wanted not in CHANGES[comparison.visibility]:
        raise VisibilityError
    if wanted == Visibility.DRAFT and comparison.snapshots.exists() and comparison.history.filter(visibility=Visibility.PUBLISHED).exists():
        raise VisibilityError
    if wanted != Visibility.DRAFT and not comparison.snapshots.exists():
        publish_snapshot(comparison, by=by)
    return _store(comparison, {"visibility": wanted}, by=by, reason=str(wanted))


@transaction.atomic
def publish_snapshot(comparison: Comparison, *, by: User) -> Snapshot:
    """Freeze a comparison as it stands now.

    Args:
        comparison: locked, so that numbers stay in a row.
        by: who publishes.

    Returns:
        The new snapshot, or the latest one if nothing has changed since.

    Raises:
        EmptyComparisonError: if there is nothing to show by now; earlier snapshots stay.
    """
    comparison = Comparison.objects.select_for_update().get(pk=comparison.pk)
    content = build_content(comparison)
    if not content["table"]["rows"]:
        raise EmptyComparisonError
    latest = comparison.snapshots.order_by("-number").first()
    if latest is not None and latest.content_hash == hash_content(content):
        return latest
    return _add_snapshot(comparison, content, number=latest.number + 1 if latest else 1, by=by)


def get_revision(comparison: Comparison, fields: Sequence[str]) -> str:
    """What tells two states of these fields apart, `WORDS` or `CHOICE`: 32 hexadecimal digits, the same again when they are as they were."""
    return hash_content({name: getattr(comparison, name) for name in fields})[:32]


def _lock(comparison: Comparison, revision: str | None, fields: Sequence[str]) -> Comparison:
    found: Comparison = Comparison.objects.select_for_update().get(pk=comparison.pk)
    if revision is not None and revision != get_revision(found, fields):
        raise StaleEditError(found)
    return found


def _fold_title(title: str) -> str:
    title = tidy(title)[:TITLE_LENGTH]
    if not title:
        raise ValueError("a comparison needs a title")
    return title


def _store(comparison: Comparison, given: Mapping[str, Any], *, by: User, reason: str) -> Comparison:
    """Write what differs, with history; nothing where nothing does."""
    changed = [name for name, value in given.items() if getattr(comparison, name) != value]
    for name in changed:
        setattr(comparison, name, given[name])
    return save_signed(comparison, by=by, reason=reason, update_fields=changed) if changed else comparison


def _add_snapshot(comparison: Comparison, content: dict[str, Any], *, number: int, by: User) -> Snapshot:
    freeze_texts(content)
    return Snapshot.objects.create(comparison=comparison, number=number, content=content, content_hash=hash_content(content), created_by=by)
