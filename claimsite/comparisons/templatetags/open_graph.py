"""What other sites show of a page beside its link: Open Graph (https://ogp.me), with a picture of what is said."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from claimsite.articles.models import ArticleVersion
from claimsite.claims.models import Claim
from claimsite.comparisons.pictures.cards import describe_comparison, describe_one, describe_site
from claimsite.comparisons.pictures.size import HEIGHT, WIDTH
from claimsite.comparisons.reading import PARAMETER
from claimsite.core.languages import read_language
from claimsite.core.models import ReviewState
from claimsite.statements.models import Statement

register = template.Library()
LOCALES = {"en": "en_US", "de": "de_DE"}
#: Characters of a title and a description; more is cut by who shows them.
TITLE, DESCRIPTION = 120, 200


@register.simple_tag(takes_context=True)
def open_graph_comparison(context: dict[str, Any]) -> SafeString:
    """Of a comparison's page or that of a version, as narrow as it is shown. With a secret link, the picture is reached by that link alone."""
    comparison, snapshot, content, request = context["comparison"], context.get("snapshot"), context["content"], context["request"]
    page = snapshot.get_absolute_url() if snapshot and context.get("is_version") else comparison.get_absolute_url()
    kept = [(name, value) for name in ("side", "claim", PARAMETER) for value in request.GET.getlist(name)]
    card = describe_comparison(content["title"], context["table"])
    times = {"article:published_time": comparison.created_at, "article:modified_time": snapshot.created_at if snapshot else None}
    # Who is shown an address looks there again; without the secret it leads nowhere.
    address = "" if PARAMETER in request.GET else page
    picture = f"{page}picture.png?{urlencode([*kept, ('lang', _get_language())])}"
    return _write(request, title=content["title"], description=content["note"] or card.alt, page=address, picture=picture, alt=card.alt, **times)


@register.simple_tag(takes_context=True)
def open_graph_claim(context: dict[str, Any], claim: Claim) -> SafeString:
    """Of a claim's page."""
    picture = reverse("comparisons:claim_picture", args=[claim.pk])
    words = _("Who says so, who denies it, and what stands against it.")
    return _write(
        context["request"], title=claim.text, description=words, page=claim.get_absolute_url(), picture=f"{picture}?lang={_get_language()}", alt=claim.text
    )


@register.simple_tag(takes_context=True)
def open_graph_statement(context: dict[str, Any], statement: Statement) -> SafeString:
    """Of a statement's page; one that was taken back has the site's picture."""
    page = reverse("statements:statement_detail", args=[statement.pk])
    card = describe_one(statement)
    is_standing = statement.withdrawn_at is None and statement.state != ReviewState.REJECTED
    picture = reverse("comparisons:statement_picture", args=[statement.pk]) if is_standing else reverse("comparisons:site_picture")
    times = {"article:published_time": statement.published_on}
    title = f"{card.voices[0].name} {card.voices[0].does}: {card.voices[0].words}"
    picture = f"{picture}?lang={_get_language()}"
    return _write(context["request"], title=title, description=card.voices[0].who, page=page, picture=picture, alt=card.alt, **times)


@register.simple_tag(takes_context=True)
def open_graph_article(context: dict[str, Any], version: ArticleVersion) -> SafeString:
    """Of an article's page, whose words belong to its outlet: the site's picture."""
    article = version.article
    picture = f"{reverse('comparisons:site_picture')}?lang={_get_language()}"
    words = f"{article.outlet}: {_('who says what in this article, marked in its text.')}"
    times = {"article:published_time": article.published_on, "article:modified_time": version.read_at}
    alt = describe_site().alt
    return _write(context["request"], title=version.headline, description=words, page=article.get_absolute_url(), picture=picture, alt=alt, **times)


def _write(request: HttpRequest, *, title: str, description: str, page: str, picture: str, alt: str, **times: dt.date | None) -> SafeString:
    """The elements; those of the picture stand together behind it."""
    language = _get_language()
    rows = [
        ("og:type", "article"),
        ("og:site_name", "Claimsite"),
        ("og:title", _shorten(title, TITLE)),
        ("og:description", _shorten(description, DESCRIPTION)),
        ("og:url", request.build_absolute_uri(page) if page else ""),
        ("og:image", request.build_absolute_uri(picture)),
        ("og:image:width", str(WIDTH)),
        ("og:image:height", str(HEIGHT)),
        ("og:image:type", "image/png"),
        ("og:image:alt", _shorten(alt, 2 * DESCRIPTION)),
        ("og:locale", LOCALES[language]),
        *(("og:locale:alternate", locale) for code, locale in LOCALES.items() if code != language),
        *((name, time.isoformat()) for name, time in times.items() if time is not None),
    ]
    tags = format_html_join("\n", '<meta property="{}" content="{}">', ((name, words) for name, words in rows if words))
    return tags + SafeString('\n<meta name="twitter:card" content="summary_large_image">')


def _get_language() -> str:
    language = read_language()
    return language if language in LOCALES else "en"


def _shorten(words: str, length: int) -> str:
    words = " ".join(words.split())
    return words if len(words) <= length else f"{words[: length - 1].rstrip()}…"
