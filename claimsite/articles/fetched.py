"""What was read from a page or a file, before it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedArticle:
    """An article as a page or file gave it.

    Attributes:
        title: headline; cut at 500 characters.
        text: normalised text.
        language: one of `Language`.
        published_on: the outlet's date.
        author: as the page names them; cut at 300 characters.
        url: where it was asked for; empty for a file or a pasted text.
        final_url: where redirects led; empty if nowhere else.
        canonical_url: what the page names as its proper address; believed on its own site only.
        site_name: what the page calls its publisher; a hint only.
        outlet_name: the publisher as a person gave it; it counts before the host. Empty takes the outlet of the host, without a host `site_name`.
        country: of a new outlet, ISO 3166.
        original: the bytes that the text was taken from; empty keeps none.
        media_type: of the original.
        note: shown to readers above the text.
        is_sample: whether it is an invented article that shows the site.
    """

    title: str
    text: str
    language: str
    published_on: date
    author: str = ""
    url: str = ""
    final_url: str = ""
    canonical_url: str = ""
    site_name: str = ""
    outlet_name: str = ""
    country: str = ""
    original: bytes = b""
    media_type: str = "text/html"
    note: str = ""
    is_sample: bool = False
