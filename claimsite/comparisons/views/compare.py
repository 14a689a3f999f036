"""Two or more sides side by side; all choices are in the address."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from claimsite.comparisons import actions
from claimsite.comparisons.charts import build_figures
from claimsite.comparisons.forms import CompareForm, SaveComparisonForm
from claimsite.comparisons.models import Visibility
from claimsite.comparisons.presentation import describe_choices, describe_table
from claimsite.comparisons.query import Query, read_query
from claimsite.core.htmx import wants_partial
from claimsite.core.keeping import kept_for_readers
from claimsite.core.permissions import get_editor

#: Rows at first; all that a table holds come by a link.
SHOWN = 12
SAVED_WORDS: dict[str, Promise] = {
    Visibility.PUBLISHED: gettext_lazy("Saved. Everybody who has the address can read it."),
    Visibility.UNLISTED: gettext_lazy("Saved. Make a secret link for those who shall read it."),
    Visibility.DRAFT: gettext_lazy("Saved as a draft, which only you see."),
}


@vary_on_headers("HX-Request")
@require_safe
@kept_for_readers
def compare(request: HttpRequest) -> HttpResponse:
    """The sides' claims as a table, and as charts below it."""
    form, query = _read(request.GET)
    table = query.build_table() if form.cleaned_data.get("rows") else query.build_table(limit=SHOWN)
    context = {
        "form": form,
        "query": query,
        "share_url": request.build_absolute_uri(f"{request.path}?{query.as_parameters()}"),
        "choices": describe_choices(query),
        "figures": build_figures(table, language=get_language() or "en"),
        "next": request.get_full_path(),
        "is_live": True,
        **describe_table(table),
    }
    return render(request, "comparisons/_compare_part.html" if wants_partial(request) else "comparisons/compare.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comparison_create(request: HttpRequest) -> HttpResponse:
    """Keep a view of the table under a title and a note."""
    editor = get_editor(request)
    _form, query = _read(request.GET)
    form = SaveComparisonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            comparison = actions.save_comparison(**form.cleaned_data, query=query.as_json(), by=editor)
        except actions.EmptyComparisonError as empty:
            form.add_error(None, str(empty))
        else:
            messages.success(request, str(SAVED_WORDS[comparison.visibility]))
            return redirect(comparison)
    table = query.build_table()
    context = {"form": form, "query": query, **describe_table(table)}
    return render(request, "comparisons/comparison_create.html", context, status=422 if form.errors else 200)


def _read(given: QueryDict) -> tuple[CompareForm, Query]:
    """What the address asks for; what makes no sense in it is left out."""
    form = CompareForm(given)
    form.is_valid()
    return form, read_query(form.cleaned_data)
