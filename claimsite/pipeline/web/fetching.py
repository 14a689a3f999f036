"""Fetching one page, feed or file: redirects by hand, every step checked, all within one deadline and one number of bytes."""

from __future__ import annotations

import logging
import time
import zlib
from dataclasses import dataclass
from email.message import Message
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import requests
import urllib3
from django.conf import settings

from claimsite.articles.addresses import AddressError
from claimsite.core.metrics import FETCHES
from claimsite.pipeline import limits
from claimsite.pipeline.errors import FetchError
from claimsite.pipeline.web.addresses import Target, read_target
from claimsite.pipeline.web.transport import Allowance, open_session

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

logger = logging.getLogger(__name__)

PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/pdf"})
FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/json", "application/xml", "text/xml"}
)
_REDIRECTS = {301, 302, 303, 307, 308}
#: Worth another attempt later; everything else of 400 and above is not.
_PASSING = {408, 421, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524}
_PIECE = 65_536
_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,application/pdf;q=0.9,application/xml;q=0.8,*/*;q=0.1"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered: `body` is decompressed, `content_type` in lower case without parameters (empty if none was said)."""

    url: str
    status: int
    content_type: str
    charset: str
    body: bytes
    etag: str = ""
    last_modified: str = ""
    retry_after: str = ""

    @property
    def is_unchanged(self) -> bool:
        """Whether the server says that what we have is current."""
        return self.status == 304


def fetch(url: str, *, headers: Mapping[str, str] | None = None, types: frozenset[str] = PAGE_TYPES | FEED_TYPES, most: int = 0) -> Fetched:
    """Read an address.

    Args:
        url: as people write it; it is checked here, and so is each address that it redirects to.
        headers: conditions (``If-None-Match``, ``If-Modified-Since``); sent to the first host only.
        types: content types that are taken.
        most: bytes of the body; 0 takes the limit of the content type.

    Raises:
        FetchError: with a code for the person; the detail is for the log.
    """
    try:
        fetched = _fetch(url, headers, types, most)
    except FetchError as error:
        FETCHES.labels(error.code).inc()
        raise
    FETCHES.labels("unchanged" if fetched.is_unchanged else "ok").inc()
    return fetched


def _fetch(url: str, headers: Mapping[str, str] | None, types: frozenset[str], most: int) -> Fetched:
    allowance = Allowance(time.monotonic() + limits.FETCH_SECONDS, limits.MAX_PDF_BYTES + limits.HEADER_BYTES)
    try:
        target = read_target(url)
        seen = {target.url}
        for _ in range(limits.MAX_REDIRECTS + 1):
            answer, following = _ask(target, allowance, headers or {}, types, most)
            if following is None:
                return answer
            headers = headers if following.host == target.host else None
            if following.url in seen:
                raise FetchError("redirects", "the redirects run in a circle")
            seen.add(following.url)
            target = following
    except AddressError as error:
        # At the first address this was seen at the door; behind a redirect nobody need know what stands there.
        raise FetchError("unreachable", str(error)) from error
    raise FetchError("redirects", f"more than {limits.MAX_REDIRECTS} redirects")


def _ask(target: Target, allowance: Allowance, headers: Mapping[str, str], types: frozenset[str], most: int) -> tuple[Fetched, Target | None]:
    """One request; the answer, and where it points on."""
    sent = {"Accept": _ACCEPT, "Accept-Encoding": "gzip", "Connection": "close", **headers}
    try:
        allowance.get_seconds()
        allowance.is_connected = False
        with (
            open_session(allowance, settings.FETCH_USER_AGENT) as session,
            session.get(target.url, headers=sent, stream=True, allow_redirects=False) as response,
        ):
            if response.status_code in _REDIRECTS:
                return _describe(target, response, b""), follow(target, response.headers.get("Location", ""))
            _check_status(response)
            if response.status_code == 304:
                return _describe(target, response, b""), None
            return _describe(target, response, _read_body(response, types, most)), None
    except AddressError:
        raise
    except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
        raise _explain(target, allowance, error) from error
    except (ValueError, UnicodeError, AttributeError, IndexError) as error:  # an answer that the libraries cannot take apart
        raise FetchError("broken_answer", f"{target.host}: {error!r}", may_pass=True) from error


def follow(target: Target, location: str) -> Target:
    """Where a redirect leads.

    Raises:
        AddressError: if that may not be fetched.
        FetchError: ``downgrade`` from https to http; ``broken_answer`` without an address.
    """
    if not location:
        raise FetchError("broken_answer", "a redirect without an address")
    if "\\" in location:  # two parsers see two hosts
        raise AddressError("the redirect holds what no address can hold")
    # Headers arrive as Latin-1; outlets write UTF-8 into them.
    location = location.encode("latin-1", "replace").decode("utf-8", "replace") if not location.isascii() else location
    try:
        joined = urljoin(target.url, location)
    except ValueError as error:
        raise AddressError("the redirect cannot be read") from error
    following = read_target(joined)
    if target.scheme == "https" and following.scheme == "http":
        raise FetchError("downgrade", f"{target.url} redirects to {following.url}")
    return following


def _check_status(response: requests.Response) -> None:
    status = response.status_code
    if status in (401, 402, 403, 451):
        raise FetchError("forbidden", f"status {status}")
    if status in (404, 410):
        raise FetchError("not_found", f"status {status}")
    if status != 304 and not 200 <= status < 300:
        raise FetchError("server_error", f"status {status}", may_pass=status in _PASSING, retry_after=response.headers.get("Retry-After", ""))


def _read_body(response: requests.Response, types: frozenset[str], most: int) -> bytes:
    content_type, _ = _read_type(response.headers.get("Content-Type", ""))
    if content_type and content_type not in types:
        raise FetchError("content_type", content_type)
    limit = most or _get_limit(content_type)
    declared = response.headers.get("Content-Length", "")
    if declared and (not declared.isascii() or not declared.isdigit()):
        raise FetchError("broken_answer", f"a length of {declared[:40]!r}")
    if declared and int(declared[:20]) > limit:
        raise FetchError("too_big", f"{declared[:20]} bytes")
    return b"".join(_decompress(_read_pieces(response), response.headers.get("Content-Encoding", ""), limit))


def _read_pieces(response: requests.Response) -> Iterator[bytes]:
    """As they come: `read` would wait until the whole piece is there."""
    raw: Any = response.raw
    while piece := raw.read1(_PIECE, decode_content=False):
        yield piece


def _decompress(pieces: Iterator[bytes], encoding: str, limit: int) -> Iterator[bytes]:
    """The body itself, no more than `limit` bytes of it at any time; only one layer of gzip, which is what was asked for."""
    encoding = encoding.strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise FetchError("content_encoding", encoding[:80])
    if encoding in ("", "identity"):
        yield from _cap(pieces, limit)
        return
    yield from _cap(_gunzip(pieces, limit), limit)


def _gunzip(pieces: Iterator[bytes], limit: int) -> Iterator[bytes]:
    unzip = zlib.decompressobj(16 + zlib.MAX_WBITS)
    started = False
    try:
        for piece in pieces:
            started = True
            while piece and not unzip.eof:
                yield unzip.decompress(piece, _PIECE)
                piece = unzip.unconsumed_tail
    except zlib.error as error:
        raise FetchError("broken_answer", f"not what gzip makes: {error}") from error
    if started and not unzip.eof:
        raise FetchError("broken_answer", "the compressed answer breaks off", may_pass=True)


def _cap(pieces: Iterator[bytes], limit: int) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > limit:
            raise FetchError("too_big", f"more than {limit} bytes")
        yield piece


def _get_limit(content_type: str) -> int:
    if content_type == "application/pdf":
        return limits.MAX_PDF_BYTES
    return limits.MAX_FEED_BYTES if content_type in FEED_TYPES else limits.MAX_PAGE_BYTES


def _read_type(header: str) -> tuple[str, str]:
    message = Message()
    message["Content-Type"] = header[:300]
    charset = message.get_content_charset("") if header else ""
    return (message.get_content_type().lower() if "/" in header else ""), str(charset)[:40]


def _describe(target: Target, response: requests.Response, body: bytes) -> Fetched:
    content_type, charset = _read_type(response.headers.get("Content-Type", ""))
    return Fetched(
        url=target.url,
        status=response.status_code,
        content_type=content_type,
        charset=charset,
        body=body,
        etag=response.headers.get("ETag", "")[:300],
        last_modified=response.headers.get("Last-Modified", "")[:100],
        retry_after=response.headers.get("Retry-After", "")[:100],
    )


def _explain(target: Target, allowance: Allowance, error: Exception) -> FetchError:
    """Before a connection stands, closed, filtered and denied read the same, so that nobody can look around inside with our eyes."""
    logger.info("%s could not be fetched: %r", target.url, error)
    detail = f"{target.host}: {error}"
    if not allowance.is_connected:
        return FetchError("unreachable", detail, may_pass=True)
    if allowance.bytes_left < 0:
        return FetchError("too_big", detail)
    if allowance.ends_at <= time.monotonic():
        return FetchError("too_slow", detail, may_pass=True)
    return FetchError("insecure" if isinstance(error, requests.exceptions.SSLError) else "broken_answer", detail, may_pass=True)
