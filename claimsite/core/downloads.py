"""The list of a page as files beside its address: `/x.csv`, `/x.json`, and `/x.zip` with both and what one must know about them.

All are written while they are read: a million rows take no more memory than a thousand.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_safe

from claimsite.core.rates import Rate, count, name_caller
from claimsite.core.tabular import gather, write_csv, write_json

ENDINGS = ("csv", "json", "zip")
#: Files for one caller in a minute: each of them can be long.
RATE = Rate(60)
_TYPES = {"csv": "text/csv; charset=utf-8; header=present", "json": "application/json", "zip": "application/zip"}


@dataclass(frozen=True, slots=True)
class Download:
    """What a file holds: `page` is the address of the page that shows the same; `rows` reads them anew each time it is called."""

    name: str
    page: str
    columns: Sequence[str]
    rows: Callable[[], Iterable[Mapping[str, Any]]]
    about: Mapping[str, Any] = field(default_factory=dict)


def downloading(find: Callable[..., Download]) -> Callable[..., HttpResponseBase]:
    """A view that answers with the file of the ending that the address has; who asks too often waits."""

    @require_safe
    @wraps(find)
    def view(request: HttpRequest, ending: str, **given: Any) -> HttpResponseBase:
        if seconds := count(RATE, scope="download", who=name_caller(request)):
            return HttpResponse(status=429, headers={"Retry-After": str(int(seconds) + 1)})
        found = find(request, **given)
        headers = {"Content-Disposition": f'attachment; filename="{found.name}.{ending}"', "Cache-Control": "no-cache"}
        if request.method == "HEAD":
            return HttpResponse(content_type=_TYPES[ending], headers=headers)
        return StreamingHttpResponse(_WRITERS[ending](found), content_type=_TYPES[ending], headers=headers)

    return view


def make_paths(address: str, view: Callable[..., HttpResponseBase], name: str) -> list[URLPattern]:
    """The addresses of the files beside a page's."""
    return [path(f"{address}.{ending}", view, {"ending": ending}, name=f"{name}_{ending}") for ending in ENDINGS]


def _write_csv(found: Download) -> Iterator[bytes]:
    return gather(write_csv(found.columns, found.rows()))


def _write_json(found: Download) -> Iterator[bytes]:
    return gather(write_json({"url": found.page, "retrieved_at": _now(), **found.about}, found.rows()))


def _write_zip(found: Download) -> Iterator[bytes]:
    files: dict[str, Iterable[bytes]] = {
        "README.txt": [_describe(found).encode()],
        "LICENCE.txt": [_LICENCE.format(more=settings.DATA_LICENCE or _NONE).encode()],
        f"{found.name}.csv": _write_csv(found),
        f"{found.name}.json": _write_json(found),
    }
    sink, stamp = _Sink(), timezone.localtime().timetuple()[:6]
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, chunks in files.items():
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w", force_zip64=True) as file:
                for chunk in chunks:
                    file.write(chunk)
                    yield sink.take()
    yield sink.take()


_WRITERS: dict[str, Callable[[Download], Iterator[bytes]]] = {"csv": _write_csv, "json": _write_json, "zip": _write_zip}


class _Sink(io.RawIOBase):
    """What is written is taken away at once; there is no way back in it, and the archive's format needs none."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, part: Any) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def take(self) -> bytes:
        taken, self._parts = b"".join(self._parts), []
        return taken


def _now() -> str:
    return f"{timezone.now():%Y-%m-%dT%H:%M:%SZ}"


def _describe(found: Download) -> str:
    return _README.format(name=found.name, page=found.page, time=_now(), columns=", ".join(found.columns))


_README = """Who said what in the news – an export of Claimsite

Page / Seite:           {page}
Retrieved / abgerufen:  {time}
Columns / Spalten:      {columns}

{name}.csv   RFC 4180, UTF-8 with a byte order mark. A cell that a spreadsheet would take for a formula has an apostrophe before it.
           Vor Zellen, die eine Tabellenkalkulation für eine Formel hielte, steht ein Apostroph.
{name}.json  the same rows as one object, "rows" holding one a line.
           dieselben Zeilen als ein Objekt; "rows" enthält je Zeile eine.

Statements are found by a machine; "state" says whether people have reviewed them. They say who said what, never what is true.
Die Aussagen findet eine Maschine; "state" sagt, ob Menschen sie geprüft haben. Sie sagen, wer was gesagt hat, nie, was wahr ist.
"""
_LICENCE = """The quoted words belong to those who said, wrote and published them; each row names outlet and article. Quote them with their source.
Die zitierten Worte gehören denen, die sie gesagt, geschrieben und veröffentlicht haben; jede Zeile nennt Medium und Artikel.

{more}
"""
_NONE = """The operator of this site has stated no licence for the rest of the data.
Der Betreiber dieser Website hat für die übrigen Daten keine Lizenz angegeben."""
