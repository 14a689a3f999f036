"""Threads of editors' notes about a row."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from claimsite.core import note_actions
from claimsite.core.decisions import UNPROCESSABLE, get_next
from claimsite.core.forms import NoteForm
from claimsite.core.htmx import wants_partial
from claimsite.core.models import Note
from claimsite.core.note_actions import NoteError
from claimsite.core.permissions import get_editor
from claimsite.core.rows import ROWS, get_kind


@login_required
@never_cache
@vary_on_headers("HX-Request")
@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """What editors have said about a row; a POST adds to it."""
    editor = get_editor(request)
    row = get_object_or_404(get_kind(kind).visible(editor), pk=pk)
    form, error = NoteForm(request.POST if request.method == "POST" else None), ""
    if request.method == "POST":
        form.full_clean()
        answered = Note.objects.about(kind, row.pk).filter(pk=form.cleaned_data.get("reply_to") or 0).first()
        try:
            note_actions.write_note(row, kind=kind, text=form.cleaned_data.get("text") or "", by=editor, reply_to=answered)
        except NoteError as impossible:
            error = str(impossible)
        else:
            form = NoteForm()
            if not wants_partial(request):
                return redirect(get_next(request, request.path))
    return _show(request, kind, row, form=form, error=error)


@login_required
@require_POST
def note_resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a thread, or open it again."""
    editor, note = get_editor(request), get_object_or_404(Note, pk=pk)
    row = get_object_or_404(get_kind(note.kind).visible(editor), pk=note.row_id)
    if request.POST.get("resolved") == "0":
        note_actions.reopen_note(note)
    else:
        note_actions.resolve_note(note, by=editor)
    if wants_partial(request):
        return _show(request, note.kind, row, form=NoteForm())
    return redirect(get_next(request, reverse("core:notes", args=[note.kind, row.pk])))


def _show(request: HttpRequest, kind: str, row: Any, *, form: NoteForm, error: str = "") -> HttpResponse:
    context = {"kind": kind, "title": ROWS[kind].title, "row": row, "threads": Note.objects.about(kind, row.pk).threads(), "form": form, "error": error}
    template = "core/_notes_part.html" if wants_partial(request) else "core/notes.html"
    return render(request, template, context, status=UNPROCESSABLE if error else 200)
