"""The files beside a page that holds the same as they do."""

from __future__ import annotations

from typing import Any

from django import template

from claimsite.core.downloads import ENDINGS

register = template.Library()
#: What names a stretch or a state of the page; files hold the whole, as it stands now.
_OF_THE_PAGE_ALONE = ("page", "version")


@register.inclusion_tag("core/_files_part.html", takes_context=True)
def page_files(context: dict[str, Any]) -> dict[str, Any]:
    """Links to the page's files, with whatever narrows the page down."""
    request = context["request"]
    parameters = request.GET.copy()
    for name in _OF_THE_PAGE_ALONE:
        parameters.pop(name, None)
    query = f"?{parameters.urlencode()}" if parameters else ""
    return {"files": [{"name": ending.upper(), "address": f"{request.path.rstrip('/')}.{ending}{query}"} for ending in ENDINGS]}
