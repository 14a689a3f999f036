"""Bytes of every kind: what they are, in which encoding, and what of them is text."""

from __future__ import annotations

import io
import struct
import zlib

import pytest

from analysis.text import normalize
from claimsite.pipeline.errors import JobError
from claimsite.pipeline.reading.charset import decode
from claimsite.pipeline.reading.document import ReadFeed, ReadText
from claimsite.pipeline.reading.files import Kind, read, recognize
from claimsite.pipeline.reading.pdf import join_lines
from tests.outlets import pages

GERMAN = pages.article(paragraphs=pages.GERMAN, language="de", title="Bagger nie in der Lagune, sagt die Behörde")
RUSSIAN = "Портовые власти заявили в понедельник, что землечерпалка никогда не входила в лагуну. «Ночью никто не работал», — сказала пресс-секретарь."


def get_code(data: bytes, content_type: str = "text/html") -> str:
    with pytest.raises(JobError) as caught:
        read(data, content_type, "", "https://skerry.example/a")
    return caught.value.code


CHARSETS = {
    "UTF-8 called Latin-1": (GERMAN.encode(), "iso-8859-1"),
    "UTF-8 called ASCII": (GERMAN.encode(), "us-ascii"),
    "UTF-8 called Cyrillic": (GERMAN.encode(), "windows-1251"),
    "UTF-8 with its mark": (GERMAN.encode("utf-8-sig"), ""),
    "Windows-1252 that says so": (GERMAN.encode("cp1252"), "windows-1252"),
    "Windows-1252 called Latin-1": (GERMAN.encode("cp1252"), "iso-8859-1"),
    "Windows-1252 called UTF-8": (GERMAN.replace("utf-8", "windows-1252").encode("cp1252"), "utf-8"),
    "Windows-1252 that the page alone names": (GERMAN.replace("utf-8", "windows-1252").encode("cp1252"), ""),
    "UTF-16 with its mark": (GERMAN.encode("utf-16"), ""),
    "UTF-16 without a mark": (GERMAN.encode("utf-16-le"), "utf-8"),
    "UTF-16 big without a mark": (GERMAN.encode("utf-16-be"), ""),
    "UTF-7 in name": (GERMAN.encode(), "utf-7"),
    "a charset that is none": (GERMAN.encode(), "x-unknown"),
    "a charset that is code": (GERMAN.encode(), "rot13"),
}


@pytest.mark.hostile(cases={"size.wrong-charset": "UTF-8 called Latin-1", "size.utf-16": "UTF-16 without a mark"})
@pytest.mark.parametrize("case", CHARSETS)
def test_letters_arrive_whatever_header_and_page_say(case):
    data, declared = CHARSETS[case]
    assert read(data, "text/html", declared, "").text == "\n\n".join(pages.GERMAN)


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "koi8-r", "iso8859-5"])
def test_cyrillic_is_read_where_it_says_what_it_is(encoding):
    assert decode(RUSSIAN.replace("—", "-").replace("«", '"').replace("»", '"').encode(encoding), encoding).startswith("Портовые власти")


@pytest.mark.hostile("size.utf-7")
def test_tags_hidden_in_utf7_stay_letters():
    assert decode(b"+ADw-script+AD4-alert(1)", "utf-7") == "+ADw-script+AD4-alert(1)"


@pytest.mark.hostile("size.nul-and-surrogates")
@pytest.mark.parametrize("declared", ["", "utf-8", "utf-16", "latin-1"])
def test_nothing_comes_out_that_a_database_cannot_store(declared):
    data = "He said so. \ud800\udfff\0".encode("utf-8", "surrogatepass") * 20
    text = normalize(decode(data, declared))
    assert "\0" not in text
    assert text.encode()


@pytest.mark.hostile("size.invalid-bytes")
def test_a_few_broken_bytes_do_not_cost_the_article():
    data = GERMAN.encode().replace("Behörde".encode(), b"Beh\xf6rde", 1)
    assert "erklärte am Montag" in read(data, "text/html", "utf-8", "").text


NOT_TEXT = {
    "zip called HTML": (b"PK\x03\x04" + b"\0" * 100, "archive"),
    "gzip called HTML": (zlib.compress(b"x", wbits=31), "archive"),
    "PNG called HTML": (b"\x89PNG\r\n\x1a\n", "content_type"),
    "JPEG called HTML": (b"\xff\xd8\xff\xe0", "content_type"),
    "video called HTML": (b"\0\0\0\x18ftypmp42", "content_type"),
    "WebM called HTML": (b"\x1aE\xdf\xa3", "content_type"),
    "SVG": (b'<?xml version="1.0"?><!-- x --><svg xmlns="http://www.w3.org/2000/svg"><text>He said so.</text></svg>', "content_type"),
    "picture of 30,000 by 30,000": (b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + struct.pack(">II", 30_000, 30_000), "content_type"),
    "noise": (bytes(range(256)) * 40, "binary"),
    "zeros": (b"\0" * 10_000, "empty"),
    "broken PDF": (b"%PDF-1.7\n" + b"x" * 100, "bad_pdf"),
    "too long": (b"He said so. " * 20_000, "too_long"),
}


@pytest.mark.hostile(
    cases={
        "size.zip-called-html": "zip called HTML",
        "size.video-called-html": "video called HTML",
        "size.svg-upload": "SVG",
        "size.picture-30k": "picture of 30,000 by 30,000",
        "size.zip-slip": "zip called HTML",
    }
)
@pytest.mark.parametrize("case", NOT_TEXT)
def test_what_is_no_text_is_named(case):
    data, code = NOT_TEXT[case]
    assert get_code(data, "text/plain" if case in ("noise", "zeros", "too long") else "text/html") == code


def make_pdf(*lines: str, compress: bool = True) -> bytes:
    """A PDF file of one page, as a printer would make it."""
    content = "BT /F1 12 Tf 50 800 Td 14 TL " + " ".join(f"({line.replace('(', '[').replace(')', ']')}) Tj T*" for line in lines) + " ET"
    stream = zlib.compress(content.encode("cp1252")) if compress else content.encode("cp1252")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(stream), b"/Filter /FlateDecode" if compress else b"", stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title (Lagoon report) /Author (Maren Holt) >>",
    ]
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, 2)
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer << /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


LINES = (
    "The harbor authority of Lindsund said on Monday that the dred-",
    "ger had never entered the lagoon. Nobody was seen there.",
    "1",
    "Rosmark denied this and demanded that the logbooks of the past",
    "months be published.",
)


@pytest.mark.hostile("size.pdf-called-html")
@pytest.mark.parametrize("content_type", ["application/pdf", "text/html", ""])
def test_a_pdf_is_read_whatever_it_is_called(content_type):
    found = read(make_pdf(*LINES), content_type, "", "")
    assert isinstance(found, ReadText)
    assert found.text.startswith("The harbor authority of Lindsund said on Monday that the dredger had never entered the lagoon.")
    assert (found.title, found.author, found.media_type) == ("Lagoon report", "Maren Holt", "application/pdf")


@pytest.mark.hostile("content.html-in-pdf")
def test_markup_in_a_pdf_is_words():
    lines = ("The port said on Monday that <script>alert\\(1\\)</script> and <img src=x onerror=alert\\(1\\)> had nothing to do with it.",) * 6
    found = read(make_pdf(*lines).replace(b"(Lagoon report)", b"(<b>Lagoon</b>)"), "application/pdf", "", "")
    assert found.title == "<b>Lagoon</b>"
    assert "<script>" in found.text


def test_a_pdf_of_pictures_says_so():
    assert get_code(make_pdf("", ""), "application/pdf") == "scanned_pdf"


def test_lines_become_paragraphs():
    lines = ["A line that is as wide as the others are in this", "file and goes on. It ends here.", "Short end.", "The next one be-", "gins and has a Semi-"]
    assert join_lines("\n".join([*lines, "Final in it.", "", "- 3 -", "", "Last."])).split("\n\n") == [
        "A line that is as wide as the others are in this file and goes on. It ends here.",
        "Short end.",
        "The next one begins and has a Semi- Final in it.",
        "Last.",
    ]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"He said so.", Kind.TEXT),
        (b"<p>He said so.</p>", Kind.PAGE),
        (b"<?xml version='1.0'?><!DOCTYPE html><html/>", Kind.PAGE),
        (b"\xef\xbb\xbf<!-- x --><!doctype html>", Kind.PAGE),
        (pages.rss("http://skerry.example").encode(), Kind.FEED),
        (pages.json_feed("http://skerry.example").encode(), Kind.FEED),
        (b'<?xml version="1.0"?><opml version="1.0"><body/></opml>', Kind.OPML),
        (make_pdf("x"), Kind.PDF),
        (b"a < b and b > c, he said", Kind.TEXT),
    ],
)
def test_what_bytes_are_is_seen_from_how_they_begin(data, kind):
    assert recognize(data) == kind


def test_a_feed_that_is_called_a_page_is_a_feed():
    assert isinstance(read(pages.atom("http://skerry.example").encode(), "text/html", "", "http://skerry.example/feed"), ReadFeed)
