"""What bytes are, by what they hold rather than by what they are called, and their text."""

from __future__ import annotations

import re
from enum import StrEnum

from analysis.text import TextError, check_text, normalize
from claimsite.pipeline.errors import JobError
from claimsite.pipeline.reading.charset import decode
from claimsite.pipeline.reading.document import ReadFeed, ReadList, ReadText
from claimsite.pipeline.reading.feed import looks_like_feed, read_feed, read_opml
from claimsite.pipeline.reading.page import read_page
from claimsite.pipeline.reading.pdf import read_pdf

_PACKED = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"OggS", b"ID3", b"\x1aE\xdf\xa3", b"II*\0", b"MM\0*", b"\0\0\1\0", b"FLV\1", b"\x7fELF", b"MZ")
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*\?>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body|article|main|div|section|p|h1|meta|title|span|table)\b", re.IGNORECASE | re.DOTALL
)
_OPML = re.compile(r"\s*(?:<\?xml[^>]*\?>|<!--.*?-->|\s)*<opml\b", re.IGNORECASE | re.DOTALL)
_SVG = re.compile(r"\s*(?:<\?xml[^>]*\?>|<!--.*?-->|<!DOCTYPE[^>]*>|\s)*<svg\b", re.IGNORECASE | re.DOTALL)


class Kind(StrEnum):
    """What bytes hold."""

    TEXT = "text"
    PAGE = "page"
    PDF = "pdf"
    FEED = "feed"
    OPML = "opml"


def recognize(data: bytes, content_type: str = "", charset: str = "") -> Kind:
    """What bytes hold, by how they begin: servers and names of files are wrong about it.

    Raises:
        JobError: ``archive`` or ``content_type`` if it is nothing that can be read.
    """
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith(_PACKED):
        raise JobError("archive", repr(data[:4]))
    if data.startswith(_PICTURES) or data[4:8] == b"ftyp":
        raise JobError("content_type", repr(data[:8]))
    head = decode(data[:20_000], charset)[:5000].lstrip("\ufeff")
    if _SVG.match(head):
        raise JobError("content_type", "SVG")
    if looks_like_feed(head):
        return Kind.FEED
    if _OPML.match(head):
        return Kind.OPML
    is_said = content_type in ("text/html", "application/xhtml+xml") and b"</" in data
    return Kind.PAGE if is_said or _HTML.match(head) else Kind.TEXT


def read(data: bytes, content_type: str, charset: str, url: str) -> ReadText | ReadFeed | ReadList:
    """The text of a page or file, the items of a feed, or the feeds of a list.

    Args:
        data: as it came, decompressed.
        content_type: as it was said, empty if it was not.
        charset: as the header said, empty if it did not.
        url: where it was found; empty for a file.

    Raises:
        JobError: with the reason for the person.
    """
    kind = recognize(data, content_type, charset)
    if kind == Kind.FEED:
        return read_feed(data, charset, url)
    if kind == Kind.OPML:
        return read_opml(data)
    try:
        return _read_text(data, kind, charset, url)
    except TextError as error:
        raise JobError(error.code, str(error)) from error


def _read_text(data: bytes, kind: Kind, charset: str, url: str) -> ReadText:
    if kind == Kind.PDF:
        found, raw = read_pdf(data), None
    elif kind == Kind.PAGE:
        found, raw = read_page(decode(data, charset), url), None
    else:
        raw = decode(data, charset)
        found = ReadText(text=normalize(raw))
    check_text(found.text, raw=raw)
    return found
