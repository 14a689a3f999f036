"""The table of bad input and faults is whole, and its page is up to date."""

from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace

import pytest

from tests.hostile.table import PAGE, ROOT, MarkError, Row, add_tests, read_rows, write_page

#: Collects in a process of its own: pytest in pytest would share plugins. The last line is the page's address or what is wrong.
CHECK = """
import sys
from tests.hostile.table import add_tests, collect, read_rows, write_page
rows = read_rows()
add_tests(rows, collect())
bare = [key for key, row in rows.items() if not row.tests and not row.reason]
both = [key for key, row in rows.items() if row.tests and row.reason]
assert not bare, f"rows without a test or a reason: {bare}"
assert not both, f"rows with tests and a reason to have none: {both}"
sys.stdout.reconfigure(encoding="utf-8")
sys.stdout.write(write_page(rows))
"""


def test_every_row_has_a_test_or_a_reason_and_the_page_is_up_to_date():
    result = subprocess.run([sys.executable, "-c", CHECK], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stderr[-3000:]
    assert result.stdout == PAGE.read_text("utf-8"), "docs/hostile.md is stale: make hostile"


def mark(test: str, *rows: str, **given: object) -> SimpleNamespace:
    return SimpleNamespace(nodeid=test, iter_markers=lambda name: [SimpleNamespace(args=rows, kwargs=given)])


def test_a_row_that_is_not_there_is_noticed():
    with pytest.raises(MarkError, match="not in rows"):
        add_tests(read_rows(), [mark("test_a.py::test_b", "no.such")])


def test_a_case_that_is_not_there_is_noticed():
    rows = read_rows()
    items = [mark(f"test_a.py::test_b[{case}]", cases={"fetch.loopback": "loopback"}) for case in ("loopback", "other")]
    add_tests(rows, items)
    assert rows["fetch.loopback"].tests == ["test_a.py::test_b[loopback]"]
    with pytest.raises(MarkError, match="these cases"):
        add_tests(read_rows(), items[1:])


def test_the_page_shows_rows_their_tests_and_reasons():
    page = write_page({"a.b": Row("a.b", "A", "<x> | y", "z", tests=["tests/test_a.py::test_b"]), "a.c": Row("a.c", "A", "c", "d", reason="none here")})
    assert "| &lt;x> \\| y | z | `test_a.py::test_b` |" in page
    assert "does not apply: none here" in page
