"""Rows as CSV and JSON, written while they are read, so that a long list never stands in memory as a whole."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

#: A spreadsheet takes a cell that starts with one of these for a formula (OWASP, CSV injection), in full width, too.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class _Line:
    """A file for the csv module that gives each line back."""

    def write(self, line: str) -> str:
        return line


def guard_cell(value: Any) -> Any:
    """Words that a spreadsheet would run get an apostrophe before them; numbers stay numbers, None is empty."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


def write_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """RFC 4180 line by line, the column names first. A byte order mark tells spreadsheets that it is UTF-8."""
    writer = csv.writer(_Line(), lineterminator="\r\n")
    yield "\ufeff" + writer.writerow(columns)
    for row in rows:
        yield writer.writerow([guard_cell(row[name]) for name in columns])


def write_json(about: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """One object: what `about` says, and the rows under "rows", a line each."""
    encode = json.JSONEncoder(ensure_ascii=False).encode  # once: `json.dumps` would make an encoder for each row
    head = encode(about)
    yield f'{head[:-1]}{", " if about else ""}"rows": ['
    for number, row in enumerate(rows):
        yield f"{',' if number else ''}\n{encode(row)}"
    yield "\n]}\n"


def gather(lines: Iterable[str], size: int = 16_384) -> Iterator[bytes]:
    """Lines in chunks that are worth a packet."""
    parts: list[str] = []
    held = 0
    for line in lines:
        parts.append(line)
        held += len(line)
        if held >= size:
            yield "".join(parts).encode()
            parts, held = [], 0
    if parts:
        yield "".join(parts).encode()
