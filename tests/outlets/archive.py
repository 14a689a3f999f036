"""An archive of invented articles, one JSON object a line: `python -m tests.outlets.archive 5000 > archive.jsonl`."""

from __future__ import annotations

import json
import sys

from tests.outlets.mill import make_page

OUTLETS = 40


def make_line(number: int) -> str:
    """The line with a number; the same each time. One in twenty is another outlet's copy of the article before."""
    page = make_page(number - 1 if number % 20 == 19 else number)
    return json.dumps({"url": f"https://outlet{number * 7 % OUTLETS}.example/{number}", "html": page}, ensure_ascii=False)


if __name__ == "__main__":
    for number in range(int(sys.argv[1])):
        print(make_line(number))
