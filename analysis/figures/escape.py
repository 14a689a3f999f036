"""Foreign words and addresses made safe for a figure."""

from __future__ import annotations

import re
from html import escape

# Controls, bidi overrides and isolates, and surrogates: they turn the words around them over or break the page's encoding.
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_SAFE_URL = re.compile(r"(?:https?://|/(?![/\\])|#|\?)[^\s\\]*\Z", re.IGNORECASE)


def clean(words: str) -> str:
    """One line of plain text: no line ends, no controls, single spaces."""
    return " ".join(_UNPRINTABLE.sub("", words).split())


def shorten(words: str, limit: int) -> str:
    """At most `limit` characters, cut at a word where there is one, with an ellipsis."""
    if len(words) <= limit:
        return words
    head = words[: limit - 1]
    cut = head.rfind(" ")
    return (head[:cut] if cut > limit // 2 else head).rstrip(" ,;:–-") + "…"


def for_plotly(words: str) -> str:
    """Text for any label of Plotly, which renders pseudo-HTML, fills ``%{…}`` templates and sets ``$…$`` as mathematics."""
    text = clean(words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("%{", "%&#123;").replace("$", "&#36;")


def for_svg(words: str) -> str:
    """Text for a node or a quoted attribute of XML."""
    return escape(clean(words), quote=True)


def safe_url(url: str | None) -> str | None:
    """The address if following it is harmless (http, https, or within the site), else None."""
    if not url or not _SAFE_URL.match(url) or _UNPRINTABLE.search(url):
        return None
    return url
