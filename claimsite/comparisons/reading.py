"""Who may read a comparison: by name, or by a secret link in the address."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.defaults import page_not_found

from claimsite.comparisons.models import Comparison, FormerSlug, SecretLink, Snapshot, Visibility
from claimsite.core.actions import hash_token

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: The parameter that carries a secret link's token; no path, for paths stand in logs.
PARAMETER = "key"

View = Callable[..., HttpResponse]


def get_readable(request: HttpRequest, slug: str, *, by_link: bool) -> Comparison:
    """The comparison behind an address, if this request may read it. Unknown ones, drafts of others and links that were revoked or ran out look alike.

    Args:
        request: who asks, perhaps with a secret link's token.
        slug: present or former.
        by_link: whether a secret link is enough.

    Raises:
        Http404: if there is nothing to read for this request.
        Moved: if the comparison has another address by now.
    """
    found = Comparison.objects.with_snapshots().filter(slug=slug).first()
    if found is None:
        former = FormerSlug.objects.filter(slug=slug).select_related("comparison").first()
        found = former.comparison if former else None
    if found is None or not (is_by_name(request, found) or (by_link and find_link(request, found))):
        raise Http404(_("There is no comparison at this address."))
    if found.slug != slug:
        raise Moved(found)
    return found


class Moved(Exception):  # noqa: N818 – not an error
    """The comparison has another address by now."""

    def __init__(self, comparison: Comparison) -> None:
        super().__init__(comparison.slug)
        self.comparison = comparison


def is_by_name(request: HttpRequest, comparison: Comparison) -> bool:
    """Whether a request reads a comparison without a secret link: published ones anybody, others their people."""
    return comparison.visibility == Visibility.PUBLISHED or is_of_its_people(request, comparison)


def is_of_its_people(request: HttpRequest, comparison: Comparison) -> bool:
    """Whether somebody owns or edits a comparison."""
    user = request.user
    return user.is_authenticated and user.is_active and (comparison.owner_id == user.pk or comparison.editors.filter(pk=user.pk).exists())


def find_link(request: HttpRequest, comparison: Comparison) -> SecretLink | None:
    """The open secret link in the address, if there is one to this comparison; its token reaches this page and no other."""
    token = request.GET.get(PARAMETER, "")
    if not token:
        return None
    link = SecretLink.objects.filter(comparison=comparison, token_hash=hash_token(token)).first()
    return link if link is not None and link.is_open else None


def get_snapshot(comparison: Comparison, number: int | None = None) -> Snapshot:
    """The latest snapshot with its content, or one by its number.

    Raises:
        Http404: if there is none.
    """
    snapshots: QuerySet[Snapshot] = comparison.snapshots.select_related("created_by").order_by("-number")
    found = snapshots.first() if number is None else snapshots.filter(number=number).first()
    if found is None:
        raise Http404(_("There is no such version."))
    found.comparison = comparison
    return found


def reading(*, by_link: bool = False) -> Callable[[View], View]:
    """A view of a comparison by its address; former addresses lead to the present one, and what not everybody may read is kept by nobody.

    The view gets the comparison in place of the slug.
    """

    def decorate(view: View) -> View:
        @require_safe
        @wraps(view)
        def wrapped(request: HttpRequest, slug: str, **given: Any) -> HttpResponse:
            comparison = None
            try:
                comparison = get_readable(request, slug, by_link=by_link)
                response = view(request, comparison, **given)
            except Moved as moved:
                comparison = moved.comparison
                response = redirect(get_new_address(request, comparison, given), permanent=comparison.visibility == Visibility.PUBLISHED)
            except Http404 as missing:
                response = page_not_found(request, missing)
            return protect(request, comparison, response)

        return wrapped

    return decorate


def get_new_address(request: HttpRequest, comparison: Comparison, given: dict[str, Any]) -> str:
    """The same page under the comparison's present address, with all parameters."""
    match = request.resolver_match
    address = reverse(match.view_name, kwargs={"slug": comparison.slug, **given}) if match else comparison.get_absolute_url()
    return f"{address}?{request.GET.urlencode()}" if request.GET else address


def protect(request: HttpRequest, comparison: Comparison | None, response: HttpResponse) -> HttpResponse:
    """Say who may keep an answer: nobody what is not published, is not there, or came by a secret link; that address goes to no other site."""
    patch_vary_headers(response, ["Cookie"])
    if PARAMETER in request.GET:
        response["Referrer-Policy"] = "no-referrer"
    if PARAMETER in request.GET or comparison is None or comparison.visibility != Visibility.PUBLISHED or response.status_code == 404:
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
    return response
