"""`python -m tests.hostile`: write docs/hostile.md."""

from __future__ import annotations

import sys

from tests.hostile.table import PAGE, MarkError, add_tests, collect, read_rows, write_page

if __name__ == "__main__":
    rows = read_rows()
    try:
        add_tests(rows, collect())
    except MarkError as wrong:
        sys.exit(str(wrong))
    bare = [key for key, row in rows.items() if not row.tests and not row.reason]
    PAGE.write_text(write_page(rows), "utf-8")
    sys.stdout.write(f"{len(rows)} rows; without test or reason: {', '.join(bare) or 'none'}\n")
