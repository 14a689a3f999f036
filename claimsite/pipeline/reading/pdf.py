"""The text of a PDF file, its lines put together to paragraphs."""

from __future__ import annotations

import io
import re
from statistics import median

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from analysis.text import normalize
from claimsite.pipeline import limits
from claimsite.pipeline.errors import JobError
from claimsite.pipeline.reading.document import ReadText

_SENTENCE_END = re.compile(r"[.!?…:][\"”“»«’')\]]*$")
_DIVIDED = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]$")
_PAGE_NUMBER = re.compile(r"(?:(?:page|seite|стр\.?|p\.|s\.)\s*)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:/|of|von|sur|из)\s*\d{1,4})?", re.IGNORECASE)


def read_pdf(data: bytes) -> ReadText:
    """Read a PDF file.

    Raises:
        JobError: ``bad_pdf`` if it is damaged or locked; ``scanned_pdf`` if it has pages without text.
    """
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise JobError("bad_pdf", "locked with a password")
        pages = [page.extract_text() or "" for page in reader.pages[: limits.MAX_PDF_PAGES]]
        information = reader.metadata
        title, author = (str(getattr(information, name, None) or "") for name in ("title", "author"))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, NotImplementedError, AssertionError, OSError) as error:
        raise JobError("bad_pdf", repr(error)) from error
    if not any(ch.isalpha() for page in pages for ch in page):
        raise JobError("scanned_pdf", f"{len(pages)} pages without a letter")
    return ReadText(text=normalize(join_lines("\n".join(pages))), title=normalize(title)[:500], author=normalize(author)[:300], media_type="application/pdf")


def join_lines(text: str) -> str:
    """Paragraphs of the lines of a page: a paragraph ends at an empty line, and at a full stop in a line that leaves a fifth of the usual width free.

    Words divided at the end of a line are put together where they go on in lower case; page numbers on lines of their own go.
    """
    lines = [line.strip() for line in text.splitlines()]
    widths = [len(line) for line in lines if len(line) > 20]
    width = median(widths) if widths else 0
    paragraphs, current = [], ""
    for line in lines:
        if not line or _PAGE_NUMBER.fullmatch(line):
            if current and (not line or _SENTENCE_END.search(current)):
                paragraphs.append(current)
                current = ""
            continue
        is_divided = _DIVIDED.search(current) and line[0].islower()
        current = current[:-1] + line if is_divided else f"{current} {line}".lstrip()
        if _SENTENCE_END.search(line) and len(line) < width * 0.8:
            paragraphs.append(current)
            current = ""
    return "\n\n".join([*paragraphs, current] if current else paragraphs)
