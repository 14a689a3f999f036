"""How pages of comparisons tell other sites that they can be framed."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def oembed_links(context: dict[str, Any], title: str) -> SafeString:
    """The discovery links of oEmbed, for the page's own address."""
    request = context["request"]
    page = request.build_absolute_uri()
    links = [
        (kind, request.build_absolute_uri(f"{reverse('comparisons:oembed')}?{urlencode({'url': page, 'format': kind})}"), title) for kind in ("json", "xml")
    ]
    types = {"json": "application/json+oembed", "xml": "text/xml+oembed"}
    rows = ((types[kind], address, words) for kind, address, words in links)
    return format_html_join("\n", '<link rel="alternate" type="{}" href="{}" title="{}">', rows)
