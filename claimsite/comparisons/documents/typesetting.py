"""Sets a document as PDF, in a process of its own that can be killed: `python -m claimsite.comparisons.documents.typesetting STATIC < page > file`.

Knows nothing of Django, so that it starts quickly.
"""

from __future__ import annotations

import mimetypes
import resource
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

SECONDS = 30
MEMORY = 1_500_000_000
#: Exit status where WeasyPrint or a library that it needs is missing.
MISSING = 3
#: The Debian packages that WeasyPrint needs.
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


class TypesettingError(RuntimeError):
    """The document could not be set in time or memory."""


class MissingLibraryError(TypesettingError):
    """WeasyPrint, or Pango below it, is not installed."""


def typeset(page: str, static: Path) -> bytes:
    """A PDF file.

    Args:
        page: HTML that names nothing but static files, relative to their folder.
        static: that folder; nothing else is read, and nothing is fetched.

    Raises:
        MissingLibraryError: if what it takes is not installed.
        TypesettingError: after `SECONDS`, or if it takes more than `MEMORY`.
    """
    root = Path(__file__).resolve().parents[3]
    command = [sys.executable, "-m", __name__, str(static)]
    try:
        done = subprocess.run(command, input=page.encode(), capture_output=True, timeout=SECONDS, cwd=root, check=False)
    except subprocess.TimeoutExpired as late:
        raise TypesettingError(f"not done after {SECONDS} s") from late
    if done.returncode == MISSING:
        raise MissingLibraryError(done.stderr.decode(errors="replace")[-500:])
    if done.returncode:
        raise TypesettingError(done.stderr.decode(errors="replace")[-500:])
    return done.stdout


def find_static(address: str, static: Path) -> Path:
    """The static file behind an address.

    Raises:
        ValueError: for every address that is no file in that folder.
    """
    parts = urlsplit(address)
    path = Path(unquote(parts.path)).resolve()
    if parts.scheme != "file" or parts.netloc or not path.is_relative_to(static.resolve()) or not path.is_file():
        raise ValueError("only static files are read")
    return path


def main() -> int:
    """Set what comes in."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher, URLFetcherResponse
    except (ImportError, OSError) as missing:
        sys.stderr.write(str(missing))
        return MISSING
    static = Path(sys.argv[1])

    class Static(URLFetcher):  # type: ignore[misc, unused-ignore]
        """Reads static files, and refuses everything else."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            path = find_static(url, static)
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    page = sys.stdin.buffer.read().decode()
    # Tagged after PDF/UA-1 (ISO 14289-1), so that programs read it aloud in order, with languages, headings and lists.
    HTML(string=page, base_url=f"{static.resolve().as_uri()}/", url_fetcher=Static()).write_pdf(sys.stdout.buffer, pdf_variant="pdf/ua-1")
    return 0


if __name__ == "__main__":
    sys.exit(main())
