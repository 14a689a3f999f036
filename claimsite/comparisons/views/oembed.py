"""oEmbed 1.0 (https://oembed.com): how another site shows an address of ours."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from claimsite.comparisons.embeds import HEIGHTS, WIDTH, Frame, find_frame
from claimsite.comparisons.exports.feed import clean
from claimsite.comparisons.pictures import size
from claimsite.comparisons.reading import PARAMETER
from claimsite.comparisons.views.embeds import KEPT_SECONDS, Framed, get_framed

NAME = "Claimsite"
#: Smaller frames show nothing.
SMALLEST = 120


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """The frame for a page of ours. 404: there is nothing to show; 401: the address is secret; 501: another format was asked for."""
    wanted = request.GET.get("format", "json")
    if wanted not in ("json", "xml"):
        return HttpResponse(status=501)
    found = find_frame(request.GET.get("url", ""), request.get_host())
    if found is None:
        return HttpResponse(status=404)
    frame, given = found
    if PARAMETER in given:
        return HttpResponse(status=401)
    try:
        framed = get_framed(frame.arguments["slug"], frame.arguments.get("number"))
    except Http404:
        return HttpResponse(status=404)
    answer = _describe(request, frame, framed)
    response = HttpResponse(_write_xml(answer), content_type="text/xml; charset=utf-8") if wanted == "xml" else _write_json(answer)
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    # Scripts of other sites may read it; it is the same for everybody.
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _describe(request: HttpRequest, frame: Frame, framed: Framed) -> dict[str, Any]:
    most = _read_size(request, "maxwidth"), _read_size(request, "maxheight")
    width, height = min(WIDTH, most[0]), min(HEIGHTS[frame.name], most[1])
    title = framed.content["title"] or framed.comparison.title
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "author_name": str(framed.comparison.owner),
        "provider_name": NAME,
        "provider_url": request.build_absolute_uri("/"),
        "cache_age": KEPT_SECONDS,
        "width": width,
        "height": height,
        "html": frame.write_html(request.build_absolute_uri, title, width=width, height=height),
        **_describe_picture(request, frame, framed, most),
    }


def _describe_picture(request: HttpRequest, frame: Frame, framed: Framed, most: tuple[int, int]) -> dict[str, Any]:
    """The thumbnail, which has one size; where it is too large, there is none."""
    if most[0] < size.WIDTH or most[1] < size.HEIGHT:
        return {}
    page = framed.comparison.get_absolute_url() if framed.is_live else framed.snapshot.get_absolute_url()
    claim = frame.arguments["pk"] if frame.name == "embed_claim" else None
    address = request.build_absolute_uri(f"{page}picture.png{f'?claim={claim}' if claim else ''}")
    return {"thumbnail_url": address, "thumbnail_width": size.WIDTH, "thumbnail_height": size.HEIGHT}


def _read_size(request: HttpRequest, name: str) -> int:
    """A limit in pixels; without one, or with nonsense, there is none."""
    value = request.GET.get(name, "")
    return max(SMALLEST, int(value)) if value.isascii() and value.isdigit() and len(value) < 6 else 100_000


def _write_json(answer: dict[str, Any]) -> HttpResponse:
    return HttpResponse(json.dumps(answer, ensure_ascii=False), content_type="application/json")


def _write_xml(answer: dict[str, Any]) -> bytes:
    root = ElementTree.Element("oembed")
    for name, value in answer.items():
        ElementTree.SubElement(root, name).text = clean(str(value))
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
