"""Compiles message catalogs with Babel, so that nobody needs gettext's tools."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def find_catalogs(folders: list[Path]) -> list[Path]:
    """The ``.po`` files below these folders."""
    return sorted(path for folder in folders for path in folder.glob("*/LC_MESSAGES/*.po"))


def compile_catalogs(folders: list[Path]) -> list[Path]:
    """Write the ``.mo`` beside each ``.po`` that is newer; those written are returned. Fuzzy messages stay out, as with msgfmt."""
    written = []
    for source in find_catalogs(folders):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parent.parent.name)
        unfinished = target.with_suffix(".mo.new")
        with unfinished.open("wb") as file:
            write_mo(file, catalog)
        unfinished.replace(target)
        written.append(target)
    return written
