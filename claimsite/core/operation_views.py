"""Acts that changed several rows together: the list, and taking one back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from claimsite.core.decisions import get_next
from claimsite.core.models import Operation
from claimsite.core.operations import OperationError, take_back
from claimsite.core.paging import LATEST_ID, keyset_page
from claimsite.core.permissions import get_editor

PAGE_SIZE = 50


@login_required
@never_cache
@require_safe
def operations(request: HttpRequest) -> HttpResponse:
    """What editors have merged, split and moved, newest first."""
    get_editor(request)
    found = Operation.objects.select_related("done_by", "undone_by").defer("changes")
    return render(request, "core/operations.html", {"page": keyset_page(found, request.GET.get("page"), PAGE_SIZE, LATEST_ID)})


@login_required
@require_POST
def operation_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one back, whoever did it and however long ago."""
    editor, operation = get_editor(request), get_object_or_404(Operation, pk=pk)
    try:
        take_back(operation, by=editor)
    except OperationError as impossible:
        messages.error(request, str(impossible))
    else:
        messages.success(request, _("Undone: %(what)s.") % {"what": operation})
    return redirect(get_next(request, reverse("core:operations")))
