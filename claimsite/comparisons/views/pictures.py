"""Pictures of what is shared. Each is found as its page is: what is gone or closed has none."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from claimsite.claims.models import Claim
from claimsite.comparisons.embeds import read_choices
from claimsite.comparisons.exports.content import narrow
from claimsite.comparisons.frozen import build_content, read_content
from claimsite.comparisons.keeping import keep
from claimsite.comparisons.models import Comparison, Visibility
from claimsite.comparisons.pictures.cards import Card, describe_claim, describe_comparison, describe_one, describe_site
from claimsite.comparisons.pictures.drawing import draw_card
from claimsite.comparisons.reading import get_snapshot, is_by_name, reading
from claimsite.statements.models import Statement

#: The last chunk of every PNG file.
_TAIL = b"IEND\xaeB`\x82"


@reading(by_link=True)
def comparison_picture(request: HttpRequest, comparison: Comparison, number: int | None = None) -> HttpResponse:
    """Of the latest version or one by number, narrowed as the page is; a secret link shows the one that its page shows."""
    if number is not None and not is_by_name(request, comparison):
        raise Http404
    with override(_choose_language(request)):
        return _answer(request, get_comparison_card(request, comparison, number))


def get_comparison_card(request: HttpRequest, comparison: Comparison, number: int | None = None) -> Card:
    """What the picture of a comparison says, for this request."""
    is_draft = comparison.visibility == Visibility.DRAFT and number is None
    content = build_content(comparison) if is_draft else read_content(get_snapshot(comparison, number).content)
    table = narrow(content["table"], sides=request.GET.getlist("side"), claims=request.GET.getlist("claim"))
    return describe_comparison(content["title"] or comparison.title, table)


@require_safe
def claim_picture(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a claim that stands."""
    claim = get_object_or_404(Claim.objects.standing(), pk=pk)
    with override(_choose_language(request)):
        return _answer(request, describe_claim(claim))


@require_safe
def statement_picture(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a statement that stands."""
    statement = get_object_or_404(Statement.objects.standing().with_people(), pk=pk)
    with override(_choose_language(request)):
        return _answer(request, describe_one(statement))


@require_safe
def site_picture(request: HttpRequest) -> HttpResponse:
    """For every other page."""
    with override(_choose_language(request)):
        return _answer(request, describe_site())


def _choose_language(request: HttpRequest) -> str:
    return read_choices(request.GET).get("lang") or get_language() or "en"


def _answer(request: HttpRequest, card: Card) -> HttpResponse:
    """The file, asked for anew each time and sent only where the reader has another: a picture of what was taken back is not shown from a cache."""
    etag = f'"{card.key[:32]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(keep("pictures", card.key, "png", _TAIL, lambda: draw_card(card)), content_type="image/png")
    response["ETag"], response["Cache-Control"] = etag, "no-cache"
    return response
