"""Style sheets that pages load together, as one file each: a page waits for every one of them before it shows anything.

The sources stay one file a concern (static/css); what is made of them lies with the site's data, and static files are collected from both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import utils
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

#: By address below STATIC_URL, their parts in order; all in static/css, as the bundles, so that addresses in them lead to the same places.
BUNDLES = {
    "css/site.bundle.css": ("fonts", "tokens", "base", "layout", "parts", "forms", "filters", "lists"),
    "css/compare.bundle.css": ("compare", "compare-narrow", "charts", "panel"),
    "css/embed.bundle.css": ("fonts", "tokens", "embed"),
}


class BundleFinder(BaseFinder):
    """Makes a bundle whenever one of its parts is newer."""

    def find(self, path: str, find_all: bool = False, **options: Any) -> Any:
        """Where the bundle lies; nothing for other addresses."""
        if path not in BUNDLES:
            return []
        made = str(make_bundle(path))
        return [made] if find_all or options.get("all") else made

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        """All bundles, for collecting."""
        storage = FileSystemStorage(location=get_folder())
        for path in BUNDLES:
            if not utils.matches_patterns(path, ignore_patterns or ()):
                make_bundle(path)
                yield path, storage


def get_folder() -> Path:
    """Where bundles lie."""
    return Path(settings.VAR_DIR) / "bundles"


def make_bundle(path: str) -> Path:
    """Put the parts one after the other; what is up to date stays."""
    parts = [settings.BASE_DIR / "static" / "css" / f"{name}.css" for name in BUNDLES[path]]
    made = get_folder() / path
    text = "\n".join(part.read_text(encoding="utf-8").strip() for part in parts) + "\n"
    if not made.exists() or made.read_text(encoding="utf-8") != text:
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_text(text, encoding="utf-8")
    return made
