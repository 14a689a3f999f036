"""Rows from rows.toml, and the tests that name them by `@pytest.mark.hostile`."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROWS = Path(__file__).with_name("rows.toml")
PAGE = ROOT / "docs" / "hostile.md"


class MarkError(Exception):
    """A marker that says something that is not so."""


@dataclass
class Row:
    """What comes in, what must happen, the tests of it, and why it has none where it does not apply."""

    key: str
    section: str
    given: str
    outcome: str
    reason: str = ""
    tests: list[str] = field(default_factory=list)


def read_rows() -> dict[str, Row]:
    """All rows by "section.row", in the order of the file."""
    rows = {}
    for short, section in tomllib.loads(ROWS.read_text("utf-8")).items():
        for name, words in section["rows"].items():
            rows[f"{short}.{name}"] = Row(f"{short}.{name}", section["title"], *words)
    return rows


class _Collector:
    def __init__(self) -> None:
        self.items: list[pytest.Item] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        self.items = list(items)


def collect() -> list[pytest.Item]:
    """The tests of all files that name a row, as pytest sees them, slow and browser ones included."""
    files = [str(path) for path in sorted((ROOT / "tests").rglob("test_*.py")) if "mark.hostile(" in path.read_text("utf-8")]
    collector, words = _Collector(), io.StringIO()
    with redirect_stdout(words), redirect_stderr(words):
        code = pytest.main(["--collect-only", "-q", "-p", "no:cacheprovider", "-p", "no:cov", "-p", "no:xdist", *files], plugins=[collector])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise MarkError(words.getvalue())
    return collector.items


def add_tests(rows: dict[str, Row], items: Iterable[Any]) -> None:
    """Write down for each row which tests name it.

    A marker names rows that all cases of its test are about, and by `cases={row: case}` rows that one case of a parametrized test is about.

    Raises:
        MarkError: if a marker names a row that is not there, or a case that its test has not.
    """
    asked: dict[tuple[str, str, str], bool] = {}
    for item in items:
        test, _bracket, case = item.nodeid.partition("[")
        for marker in item.iter_markers("hostile"):
            one_case = marker.kwargs.get("cases", {})
            for key in (*marker.args, *one_case):
                if key not in rows:
                    raise MarkError(f"{test} names the row {key!r}, which is not in rows.toml")
            for key in marker.args:
                rows[key].tests += [test] if test not in rows[key].tests else []
            for key, wanted in one_case.items():
                is_it = case.removesuffix("]") == wanted
                asked[test, key, wanted] = asked.get((test, key, wanted), False) or is_it
                rows[key].tests += [item.nodeid] if is_it else []
    if missing := [where for where, is_there in asked.items() if not is_there]:
        raise MarkError(f"these cases are not there: {missing}")


def write_page(rows: dict[str, Row]) -> str:
    """The table as Markdown."""
    lines = [
        "# Bad input and faults",
        "",
        "What each must meet, and the tests that show it. `make hostile` writes this page from `tests/hostile/rows.toml` and the marks of the tests;",
        "a test fails where it is not up to date, or a row has neither a test nor a reason.",
        "",
        "Everywhere else holds too: a clear message for the person, the reason in the log, nothing half written, nothing lost, no stack trace, no answer 500.",
        "",
        f"{len(rows)} rows, {sum(bool(row.tests) for row in rows.values())} with tests, {sum(bool(row.reason) for row in rows.values())} that do not apply.",
    ]
    section = ""
    for row in rows.values():
        if row.section != section:
            section = row.section
            lines += ["", f"## {section}", "", "| what comes in | what must happen | tests |", "|---|---|---|"]
        tests = "<br>".join(f"`{_shorten(test)}`" for test in row.tests) or f"does not apply: {row.reason}"
        lines.append(f"| {_escape(row.given)} | {_escape(row.outcome)} | {tests} |")
    return "\n".join(lines) + "\n"


def _shorten(test: str) -> str:
    return test.removeprefix("tests/").replace("|", "\\|")


def _escape(words: str) -> str:
    return words.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*").replace("_", "\\_")
