"""What bytes are, by what they hold rather than by what they are called, and their text."""

from __future__ import annotations

import re

from analysis.text import check_text, normalize
from claimsite.pipeline.errors import JobError
from claimsite.pipeline.reading.charset import decode
from claimsite.pipeline.reading.document import ReadFeed, ReadText
from claimsite.pipeline.reading.feed import looks_like_feed, read_feed
from claimsite.pipeline.reading.page import read_page
from claimsite.pipeline.reading.pdf import read_pdf

_PACKED = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"OggS", b"ID3", b"\x1aE\xdf\xa3", b"II*\0", b"MM\0*", b"\0\0\1\0", b"FLV\1", b"\x7fELF", b"MZ")
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*\?>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body|article|main|div|section|p|h1|meta|title|span|table)\b", re.IGNORECASE | re.DOTALL
)
_SVG = re.compile(r"\s*(?:<\?xml[^>]*\?>|<!--.*?-->|<!DOCTYPE[^>]*>|\s)*<svg\b", re.IGNORECASE | re.DOTALL)


def read(data: bytes, content_type: str, charset: str, url: str) -> ReadText | ReadFeed:
    """The text of a page or file, or the items of a feed.

    Args:
        data: as it came, decompressed.
        content_type: as it was said, empty if it was not. Servers are wrong about it: what the bytes begin with counts more.
        charset: as the header said, empty if it did not.
        url: where it was found; empty for a file.

    Raises:
        JobError: with the reason for the person.
    """
    if b"%PDF-" in data[:1024]:
        read_ = read_pdf(data)
        check_text(read_.text)
        return read_
    _refuse_binary(data)
    text = decode(data, charset)
    if looks_like_feed(text):
        return read_feed(data, charset, url)
    if _SVG.match(text[:5000]):
        raise JobError("content_type", "SVG")
    is_page = bool(_HTML.match(text[:5000])) or (content_type in ("text/html", "application/xhtml+xml") and "</" in text)
    result = read_page(text, url) if is_page else ReadText(text=normalize(text))
    check_text(result.text, raw=None if is_page else text)
    return result


def _refuse_binary(data: bytes) -> None:
    if data.startswith(_PACKED):
        raise JobError("archive", repr(data[:4]))
    if data.startswith(_PICTURES) or data[4:8] == b"ftyp":
        raise JobError("content_type", repr(data[:8]))
