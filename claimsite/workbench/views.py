"""The editors' queue."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from claimsite.claims.models import Topic
from claimsite.core.htmx import wants_partial
from claimsite.core.models import Note, User
from claimsite.core.paging import keyset_page
from claimsite.core.permissions import get_editor, get_roles
from claimsite.core.rows import ROWS
from claimsite.workbench.forms import QueueForm
from claimsite.workbench.opinions import list_wanted
from claimsite.workbench.people import list_acts
from claimsite.workbench.queue import NEED, QUEUES, RELATIONS, STATEMENTS

PAGE_SIZE = 20
#: Counting stops here: nobody needs to know whether 40,000 or 41,000 wait.
COUNT_LIMIT = 500
TOPIC_LIMIT = 200


@login_required
@never_cache
@vary_on_headers("HX-Request")
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Proposals that wait for a decision, what helps most first; with `more` only the next rows, for those who go on without leaving the page."""
    editor = get_editor(request)
    form = QueueForm(request.GET, topics=Topic.objects.filter(merged_into__isnull=True)[:TOPIC_LIMIT])
    form.full_clean()
    language, topic = form.get("language"), form.get("topic")
    chosen = {"language": language, "topic": topic}
    counts = {name: each.find(language, topic).order_by()[: COUNT_LIMIT + 1].count() for name, each in QUEUES.items()}
    kind = form.get("kind") or (RELATIONS if counts[RELATIONS] else STATEMENTS)
    page = keyset_page(QUEUES[kind].find(language, topic), request.GET.get("page"), PAGE_SIZE, NEED)
    context: dict[str, Any] = {
        "form": form,
        "kind": kind,
        "queue": QUEUES[kind],
        "row_kind": QUEUES[kind].row_kind,
        "page": page,
        "tabs": [_build_tab(name, counts[name], kind, chosen) for name in QUEUES],
        "older": _link(kind, chosen, page.older),
        "newer": _link(kind, chosen, page.newer),
        "next": request.path + _link(kind, chosen, request.GET.get("page") or ""),
        **_count_talk(editor),
    }
    if not wants_partial(request):
        return render(request, "workbench/queue.html", context)
    return render(request, "workbench/_queue_rows_part.html" if "more" in request.GET else "workbench/_queue_part.html", context)


def _build_tab(name: str, count: int, current: str, chosen: dict[str, str]) -> dict[str, Any]:
    link = _link(name, chosen, "")
    return {"title": QUEUES[name].title, "link": link, "count": min(count, COUNT_LIMIT), "is_more": count > COUNT_LIMIT, "is_current": name == current}


def _link(kind: str, chosen: dict[str, str], cursor: str | None) -> str:
    """The address of a page of the queue; empty where there is none."""
    if cursor is None:
        return ""
    return "?" + urlencode({name: value for name, value in {"kind": kind, **chosen, "page": cursor}.items() if value})


def _count_talk(editor: User) -> dict[str, int]:
    """Threads and opinions that wait, as shown above the queue."""
    threads = Note.objects.unresolved()
    return {
        "thread_count": threads[:COUNT_LIMIT].count(),
        "mention_count": threads.for_attention_of(editor).filter(is_mine=True)[:COUNT_LIMIT].count(),
        "opinion_count": list_wanted(editor)[:COUNT_LIMIT].count(),
    }


@login_required
@never_cache
@require_safe
def threads(request: HttpRequest) -> HttpResponse:
    """Editors' notes that nobody has closed; those that call this person first."""
    editor = get_editor(request)
    found = Note.objects.unresolved().select_related("written_by").for_attention_of(editor).order_by("-is_mine", "-id")
    return render(request, "workbench/threads.html", {"threads": _leave_out_hidden(list(found[:COUNT_LIMIT]), editor)})


def _leave_out_hidden(threads: list[Note], editor: User) -> list[Note]:
    """Without those about what this person may not see, such as others' drafts."""
    seen: set[tuple[str, int]] = set()
    for kind in {thread.kind for thread in threads} & ROWS.keys():
        wanted = [thread.row_id for thread in threads if thread.kind == kind]
        seen |= {(kind, pk) for pk in ROWS[kind].visible(editor).filter(pk__in=wanted).values_list("pk", flat=True)}
    return [thread for thread in threads if (thread.kind, thread.row_id) in seen]


@login_required
@never_cache
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Who somebody is here, and what they have decided; for editors, and for the person."""
    found = get_object_or_404(User, pk=pk)
    if found != request.user:
        get_editor(request)
    context = {"person": found, "page": list_acts(found, request.GET.get("page")), "roles": sorted(get_roles(found)), "opinions": found.opinions.count()}
    return render(request, "workbench/person.html", context)
