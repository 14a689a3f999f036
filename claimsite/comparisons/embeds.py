"""What other sites frame: which view of a comparison, its address, and the markup that shows it there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html

#: Width and height of a frame before its script has measured what is in it, in CSS pixels.
WIDTH = 680
HEIGHTS = {"embed_comparison": 640, "embed_claim": 480, "embed_statement": 380, "embed_chart": 480}
THEMES = ("light", "dark", "auto")
FONTS = ("serif", "sans")

#: Pages that oEmbed answers for, and what shows them in a frame.
_PAGES = {
    "comparisons:comparison_detail": "embed_comparison",
    "comparisons:snapshot_detail": "embed_comparison",
    "comparisons:frozen_statement": "embed_statement",
    **{f"comparisons:{name}": name for name in HEIGHTS},
}


@dataclass(frozen=True, slots=True)
class Frame:
    """One view to be framed: its route, the arguments of that, and the reader's choices ("theme", "font", "lang")."""

    name: str
    arguments: Mapping[str, Any]
    choices: Mapping[str, str]

    @property
    def path(self) -> str:
        """Its address on this site."""
        path = reverse(f"comparisons:{self.name}", kwargs=dict(self.arguments))
        return f"{path}?{urlencode(self.choices)}" if self.choices else path

    def write_html(self, absolute: Callable[[str], str], title: str, *, width: int = WIDTH, height: int | None = None) -> str:
        """The markup for another site: a frame of a size that does without scripts, and the script that fits it to what is shown."""
        markup = format_html(
            '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" style="border:0;max-width:100%" data-claimsite></iframe>\n'
            '<script async src="{}"></script>',
            absolute(self.path),
            title,
            width,
            height or HEIGHTS[self.name],
            # Without a hash of its content in its name: other sites keep this address for years.
            absolute(f"{settings.STATIC_URL if settings.STATIC_URL.startswith('/') else '/' + settings.STATIC_URL}js/embed.js"),
        )
        # Plain words: in a page of ours it is to be read, not to work.
        return markup.strip()


def read_choices(given: Mapping[str, Any]) -> dict[str, str]:
    """The choices of an address that are known; everything else in it is left out."""
    known = {"theme": THEMES, "font": FONTS, "lang": tuple(code for code, _name in settings.LANGUAGES)}
    return {name: str(given[name]) for name, values in known.items() if given.get(name) in values}


def find_frame(address: str, host: str) -> tuple[Frame, dict[str, list[str]]] | None:
    """What shows a page of this site in a frame.

    Args:
        address: of the page, absolute.
        host: of this site, with its port unless that is the usual one.

    Returns:
        The frame and the address's parameters; None for addresses elsewhere, and pages that nothing shows.
    """
    try:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or parts.netloc.lower() != host.lower():
            return None
        match = resolve(unquote(parts.path))
        given = parse_qs(parts.query)
    except (ValueError, Resolver404):
        return None
    name, arguments = _PAGES.get(match.view_name), dict(match.kwargs)
    claims = given.get("claim", [])
    if name == "embed_comparison" and len(claims) == 1 and claims[0].isascii() and claims[0].isdigit() and len(claims[0]) < 19:
        name, arguments = "embed_claim", {**arguments, "pk": int(claims[0])}
    return (Frame(name, arguments, read_choices({key: values[-1] for key, values in given.items()})), given) if name else None
