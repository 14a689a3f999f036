"""Who may read a comparison: by name, or by a secret link in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _

from claimsite.comparisons.models import Comparison, FormerSlug, SecretLink
from claimsite.core.actions import hash_token

if TYPE_CHECKING:
    from django.http import HttpRequest

#: The parameter that carries a secret link's token.
PARAMETER = "key"


def get_readable(request: HttpRequest, slug: str) -> Comparison:
    """The comparison behind an address, if this request may read it. Unknown ones, drafts of others and links that were revoked or ran out look alike.

    Raises:
        Http404: if there is nothing to read for this request.
        Moved: if the comparison has another address by now.
    """
    found = Comparison.objects.with_snapshots().filter(slug=slug).first()
    if found is None:
        former = FormerSlug.objects.filter(slug=slug).select_related("comparison").first()
        found = former.comparison if former else None
    if found is None or not can_read(request, found):
        raise Http404(_("There is no comparison at this address."))
    if found.slug != slug:
        raise Moved(found)
    return found


class Moved(Exception):  # noqa: N818 – not an error
    """The comparison has another address by now."""

    def __init__(self, comparison: Comparison) -> None:
        super().__init__(comparison.slug)
        self.comparison = comparison


def can_read(request: HttpRequest, comparison: Comparison) -> bool:
    """Whether a request reads a comparison: published ones anybody, others its people and who has an open link."""
    return Comparison.objects.visible_to(request.user).filter(pk=comparison.pk).exists() or find_link(request, comparison) is not None


def find_link(request: HttpRequest, comparison: Comparison) -> SecretLink | None:
    """The open secret link in the address, if there is one to this comparison; its token reaches this page and no other."""
    token = request.GET.get(PARAMETER, "")
    if not token:
        return None
    link = SecretLink.objects.filter(comparison=comparison, token_hash=hash_token(token)).first()
    return link if link is not None and link.is_open else None
