"""Answers that are too big, too slow, or not what they say: each ends with a code, soon, and in little memory."""

from __future__ import annotations

import gzip
import time
import tracemalloc
import zlib
from contextlib import suppress

import pytest

from claimsite.pipeline import limits
from claimsite.pipeline.errors import MESSAGES, FetchError
from claimsite.pipeline.web.fetching import fetch
from tests.outlets import pages

URL = "http://skerry.example/a"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"


def get_error(url: str = URL) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetch(url)
    assert caught.value.code in MESSAGES
    return caught.value


def send(*pieces: bytes, times: int = 1, every: float = 0.0):
    """A page that sends its head, then the pieces, over and over; the reader may hang up."""

    def script(sock, _):
        sock.sendall(pieces[0])
        for _ in range(times):
            for piece in pieces[1:]:
                sock.sendall(piece)
                time.sleep(every)

    return script


def bomb(layers: int = 1) -> bytes:
    packed = gzip.compress(b"\0" * 100_000_000)
    return gzip.compress(packed) if layers == 2 else packed


@pytest.mark.hostile("size.gzip-bomb")
def test_a_gzip_bomb_is_stopped_before_it_takes_memory(outlets):
    data = bomb()
    outlets.add(URL, data, Content_Encoding="gzip")
    tracemalloc.start()
    assert get_error().code == "too_big"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * limits.MAX_PAGE_BYTES


def test_gzip_is_read(outlets):
    outlets.add(URL, gzip.compress(pages.article().encode()), Content_Encoding="gzip")
    assert fetch(URL).body.decode() == pages.article()


ENCODINGS = {
    "nested gzip": (bomb(2), "gzip, gzip"),
    "unasked brotli": (b"\x0b\x02\x80abc\x03", "br"),
    "unasked zstd": (b"(\xb5/\xfd", "zstd"),
    "unknown": (b"x", "rot13"),
}


@pytest.mark.hostile(cases={"size.nested-gzip": "nested gzip", "size.unasked-brotli": "unasked brotli"})
@pytest.mark.parametrize("case", ENCODINGS)
def test_an_encoding_that_was_not_asked_for_is_refused(outlets, case):
    data, encoding = ENCODINGS[case]
    outlets.add(URL, data, Content_Encoding=encoding)
    assert get_error().code == "content_encoding"


BROKEN = {
    "not gzip": ({"body": b"plain", "Content_Encoding": "gzip"}, "broken_answer"),
    "gzip that breaks off": ({"body": gzip.compress(pages.article().encode())[:-40], "Content_Encoding": "gzip"}, "broken_answer"),
    "length too long": ({"body": pages.article(), "length": 100_000}, "broken_answer"),
    "length below zero": ({"body": "x", "length": -5}, "broken_answer"),
    "length beyond all": ({"body": "x", "length": 10**18}, "too_big"),
    "length that is none": ({"body": "x", "X": "1\r\nContent-Length: many"}, "broken_answer"),
    "two lengths": ({"body": pages.article(), "X": "1\r\nContent-Length: 5"}, "broken_answer"),
    "body over the limit": ({"body": b"x" * (limits.MAX_PAGE_BYTES + 1)}, "too_big"),
    "picture": ({"body": b"\x89PNG", "content_type": "image/png"}, "content_type"),
    "video": ({"body": b"x", "content_type": "video/mp4"}, "content_type"),
    "SVG": ({"body": b"<svg/>", "content_type": "image/svg+xml"}, "content_type"),
    "download": ({"body": b"x", "content_type": "application/octet-stream"}, "content_type"),
    "payment required": ({"status": "402 Payment Required"}, "forbidden"),
    "forbidden": ({"status": "403 Forbidden"}, "forbidden"),
    "legal reasons": ({"status": "451 Unavailable For Legal Reasons"}, "forbidden"),
    "not found": ({"status": "404 Not Found"}, "not_found"),
    "gone": ({"status": "410 Gone"}, "not_found"),
    "server error": ({"status": "500 Internal Server Error"}, "server_error"),
    "too many requests": ({"status": "429 Too Many Requests", "Retry_After": "120"}, "server_error"),
    "teapot": ({"status": "418 I'm a teapot"}, "server_error"),
    "choices": ({"status": "300 Multiple Choices"}, "server_error"),
}


@pytest.mark.hostile(cases={"size.length-too-long": "length too long", "size.svg-upload": "SVG"})
@pytest.mark.parametrize("case", BROKEN)
def test_an_answer_that_cannot_be_used_ends_with_its_reason(outlets, case):
    given, code = BROKEN[case]
    outlets.add(URL, **given)
    assert get_error().code == code


def test_what_may_pass_says_so_with_the_pause_that_the_server_asks_for(outlets):
    outlets.add(URL, status="429 Too Many Requests", Retry_After="120")
    error = get_error()
    assert (error.may_pass, error.retry_after) == (True, "120")
    outlets.add(URL, status="404 Not Found")
    assert not get_error().may_pass


@pytest.mark.hostile("size.length-too-short")
def test_a_length_that_is_too_short_cuts_the_page(outlets):
    outlets.add(URL, pages.article(), length=1000)
    assert len(fetch(URL).body) == 1000


def test_an_answer_without_a_length_is_read_to_its_end(outlets):
    outlets.script(URL, send(HEAD + b"\r\n", pages.article().encode()))
    assert fetch(URL).body.decode() == pages.article()


def test_chunks_are_put_together(outlets):
    outlets.script(URL, send(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"3\r\nabc\r\n", b"2;x=y\r\nde\r\n", b"0\r\n\r\n"))
    assert fetch(URL).body == b"abcde"


SLOW = {
    "a byte at a time": send(HEAD + b"Content-Length: 1000\r\n\r\n", b"x", times=60, every=0.05),
    "a byte of the head at a time": send(b"HTTP/1.1 200 OK\r\nX: ", b"x", times=60, every=0.05),
    "a byte of a chunk at a time": send(HEAD + b"Transfer-Encoding: chunked\r\n\r\nffff\r\n", b"x", times=60, every=0.05),
    "silence": send(b"", b"", times=60, every=0.05),
    "silence after the head": send(HEAD + b"Content-Length: 10\r\n\r\n", b"", times=60, every=0.05),
}


@pytest.mark.hostile("size.slow")
@pytest.mark.parametrize("case", SLOW)
def test_a_slow_answer_ends_at_the_deadline_of_the_whole_fetch(outlets, monkeypatch, case):
    monkeypatch.setattr(limits, "FETCH_SECONDS", 0.5)
    outlets.script(URL, SLOW[case])
    started = time.monotonic()
    assert get_error().code == "too_slow"
    assert time.monotonic() - started < 1.5


ENDLESS = {
    "header flood": (b"HTTP/1.1 200 OK\r\n", b"X-Flood: 1\r\n" * 1000),
    "endless header": (b"HTTP/1.1 200 OK\r\nX: ", b"x" * 65536),
    "endless status": (b"HTTP/1.1 200 ", b"x" * 65536),
    "endless chunks": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"ffff\r\n" + b"x" * 65535 + b"\r\n"),
    "endless chunk size": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"0" * 65536),
    "endless trailers": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X-Flood: 1\r\n" * 1000),
    "endless body": (HEAD + b"\r\n", b"x" * 65536),
    "endless redirects in one answer": (b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
    "negative chunk": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"-5\r\nx"),
    "no HTTP at all": (b"SSH-2.0-OpenSSH\r\n", b"\r\n"),
}


@pytest.mark.hostile(cases={"size.header-flood": "header flood", "size.endless-chunks": "endless chunks"})
@pytest.mark.parametrize("case", ENDLESS)
def test_an_answer_without_end_or_sense_is_left(outlets, case):
    head, piece = ENDLESS[case]

    def script(sock, request):
        with suppress(OSError):
            send(head, piece, times=2000 if len(piece) > 100 else 1)(sock, request)

    outlets.script(URL, script)
    # On a busy machine the deadline for the whole answer may come before the size does.
    assert get_error().code in ("broken_answer", "too_big", "too_slow")


def test_all_limits_together_hold_for_deflate_too(outlets):
    outlets.add(URL, zlib.compress(b"x" * 100), Content_Encoding="deflate")
    assert get_error().code == "content_encoding"
