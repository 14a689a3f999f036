"""Editing a comparison: its words, which claims in which order, who reads it, who edits it. One page of plain forms."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from claimsite.comparisons import actions, sharing_actions
from claimsite.comparisons.changes import changed_since
from claimsite.comparisons.forms import ChangeEditorsForm, EditComparisonForm, LinkForm, ShowForm, read_choice
from claimsite.comparisons.frozen import build_table
from claimsite.comparisons.models import CHANGES, Comparison
from claimsite.comparisons.presentation import describe_changes, describe_choice
from claimsite.comparisons.query import read_query
from claimsite.comparisons.reading import PARAMETER
from claimsite.core.decisions import CONFLICT, UNPROCESSABLE
from claimsite.core.models import User
from claimsite.core.permissions import get_editor
from claimsite.core.review import ReviewError, StaleEditError

#: In the session, from making a secret link to showing it, which is done once.
NEW_LINK = "new_comparison_link"

View = Callable[..., HttpResponse]


def editing(view: View) -> View:
    """A view of somebody who owns or edits the comparison; for all others there is none at this address. It gets the comparison and the person."""

    @login_required
    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest, slug: str, **given: Any) -> HttpResponse:
        editor = get_editor(request)
        # Somebody else may have renamed it while a form was open.
        named = Q(slug=slug) | Q(former_slugs__slug=slug)
        comparison = get_object_or_404(Comparison.objects.of(editor).select_related("owner").filter(named))
        return view(request, comparison, editor, **given)

    return wrapped


@require_http_methods(["GET", "HEAD", "POST"])
@editing
def comparison_edit(request: HttpRequest, comparison: Comparison, editor: User) -> HttpResponse:
    """Title, note and method; below them all other forms."""
    words = {name: getattr(comparison, name) for name in actions.WORDS}
    form = EditComparisonForm(request.POST if request.method == "POST" else None, initial=words)
    conflict: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            edited = actions.edit_comparison(comparison, **form.cleaned_data, by=editor, revision=request.POST.get("revision"))
        except StaleEditError as stale:
            comparison, conflict = stale.current, {"is_stale": True}
        else:
            messages.success(request, _("Stored."))
            return _go_on(edited)
    context = _describe(comparison, form) | {"new_link": request.session.pop(NEW_LINK, None)} | conflict
    return render(request, "comparisons/comparison_edit.html", context, status=CONFLICT if conflict else UNPROCESSABLE if form.errors else 200)


@require_POST
@editing
def comparison_claims(request: HttpRequest, comparison: Comparison, editor: User) -> HttpResponse:
    """Store which claims are shown, after what the pressed button does to them."""
    chosen = read_choice(request.POST)
    try:
        return _act(
            request,
            comparison,
            lambda: actions.choose_claims(comparison, chosen, by=editor, revision=request.POST.get("revision")),
            _("The choice of claims is stored."),
        )
    except StaleEditError as stale:
        words = {name: getattr(stale.current, name) for name in actions.WORDS}
        context = _describe(stale.current, EditComparisonForm(initial=words)) | {"is_choice_stale": True, "unsaved": chosen}
        return render(request, "comparisons/comparison_edit.html", context, status=CONFLICT)


@require_POST
@editing
def comparison_show(request: HttpRequest, comparison: Comparison, editor: User) -> HttpResponse:
    """Freeze a version, or show the comparison to others or hide it."""
    form = ShowForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose what to do."))
    elif form.cleaned_data["to"] == ShowForm.VERSION:
        _act(request, comparison, lambda: actions.publish_snapshot(comparison, by=editor), _("The comparison is frozen as it stands now."))
    else:
        _act(request, comparison, lambda: actions.set_visibility(comparison, form.cleaned_data["to"], by=editor), _("Stored who can read it."))
    return _go_on(comparison)


@require_POST
@editing
def comparison_link(request: HttpRequest, comparison: Comparison, editor: User) -> HttpResponse:
    """Make a secret link; the edit page shows it once."""
    form = LinkForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose how long the link shall work."))
        return _go_on(comparison)
    _link, token = sharing_actions.make_link(comparison, label=form.cleaned_data["label"], days=form.cleaned_data["days"], by=editor)
    request.session[NEW_LINK] = request.build_absolute_uri(f"{comparison.get_absolute_url()}?{PARAMETER}={token}")
    return _go_on(comparison)


@require_POST
@editing
def comparison_link_revoke(request: HttpRequest, comparison: Comparison, editor: User, pk: int) -> HttpResponse:
    """Close a secret link at once."""
    link = get_object_or_404(comparison.secret_links.all(), pk=pk)
    return _act(request, comparison, lambda: sharing_actions.revoke_link(link, by=editor), _("The link is closed."))


@require_POST
@editing
def comparison_editors(request: HttpRequest, comparison: Comparison, editor: User) -> HttpResponse:
    """Add a co-editor, or take one away."""
    form = ChangeEditorsForm(request.POST)
    form.is_valid()
    leaving = comparison.editors.filter(pk=form.cleaned_data.get("remove") or 0).first()
    if leaving is not None:
        _act(request, comparison, lambda: sharing_actions.remove_editor(comparison, leaving, by=editor), _("Stored."))
    else:
        _act(request, comparison, lambda: sharing_actions.add_editor(comparison, name=form.cleaned_data.get("name") or "", by=editor), _("Stored."))
    return redirect("comparisons:comparison_list") if leaving == editor else _go_on(comparison)


def _act(request: HttpRequest, comparison: Comparison, act: Callable[[], Any], words: str) -> HttpResponse:
    try:
        act()
    except StaleEditError:
        raise
    except ReviewError as impossible:
        messages.error(request, str(impossible))
    else:
        messages.success(request, words)
    return _go_on(comparison)


def _go_on(comparison: Comparison) -> HttpResponse:
    return redirect(reverse("comparisons:comparison_edit", args=[comparison.slug]))


def _describe(comparison: Comparison, form: EditComparisonForm) -> dict[str, Any]:
    latest = comparison.snapshots.select_related("created_by").order_by("-number").first()
    if latest is not None:
        latest.comparison = comparison
    query = read_query(comparison.query)
    return {
        "comparison": comparison,
        "form": form,
        "revision": actions.get_revision(comparison, actions.WORDS),
        "choice_revision": actions.get_revision(comparison, actions.CHOICE),
        "link_form": LinkForm(),
        "editors_form": ChangeEditorsForm(),
        "latest": latest,
        "changes": describe_changes(changed_since(latest)) if latest else [],
        "moves": sorted(CHANGES[comparison.visibility]),
        "editors": list(comparison.editors.order_by("username")),
        "links": list(comparison.secret_links.select_related("created_by")),
        "parameters": query.as_parameters(),
        **describe_choice(comparison, build_table(comparison, query), query),
    }
