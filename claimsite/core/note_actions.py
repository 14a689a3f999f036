"""Writes of editors' notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claimsite.core.models import Note, User

if TYPE_CHECKING:
    from django.db import models

NOTE_LENGTH = 4000
_MENTION = re.compile(r"(?<![\w@.])@([\w.@+-]{1,150})")


class NoteError(Exception):
    """A note that cannot be kept; its text may be shown to people."""


@transaction.atomic
def write_note(row: models.Model, *, kind: str, text: str, by: User, reply_to: Note | None = None) -> Note:
    """Say something about a row; `@name` calls an editor's attention to it.

    Args:
        row: what the note is about.
        kind: its name among `rows.ROWS`.
        text: at most `NOTE_LENGTH` characters.
        by: who writes.
        reply_to: the note that is answered; an answer to a reply joins the same thread, and opens it again if it was closed.

    Raises:
        NoteError: if nothing is said, too much, or the answered note is about another row.
    """
    text = text.strip()
    if not text:
        raise NoteError(_("Write something first."))
    if len(text) > NOTE_LENGTH:
        raise NoteError(_("A note has at most %(n)d characters.") % {"n": NOTE_LENGTH})
    if reply_to is not None:
        if (reply_to.kind, reply_to.row_id) != (kind, row.pk):
            raise NoteError(_("That note is about something else."))
        reply_to = reply_to.reply_to or reply_to
        Note.objects.filter(pk=reply_to.pk).update(resolved_at=None, resolved_by=None)
    note = Note.objects.create(kind=kind, row_id=row.pk, text=text, written_by=by, reply_to=reply_to)
    note.mentions.set(_find_mentioned(text))
    return note


def resolve_note(note: Note, *, by: User) -> None:
    """Close a thread; closing a closed one changes nothing."""
    Note.objects.filter(pk=note.reply_to_id or note.pk, resolved_at__isnull=True).update(resolved_at=timezone.now(), resolved_by=by)


def reopen_note(note: Note) -> None:
    """Open a closed thread again."""
    Note.objects.filter(pk=note.reply_to_id or note.pk).update(resolved_at=None, resolved_by=None)


def _find_mentioned(text: str) -> list[User]:
    names = {match[1] for match in _MENTION.finditer(text)}
    # A full stop behind the name may end the sentence.
    return list(User.objects.filter(username__in=names | {name.rstrip(".") for name in names}, is_active=True))
