"""What is known of each language as data: the tables in ``analysis/languages/data``, each read once."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any


@cache
def load_table(name: str) -> dict[str, Any]:
    """A JSON table by its name without the ending."""
    table: dict[str, Any] = json.loads(resources.files("analysis.languages").joinpath("data", f"{name}.json").read_text(encoding="utf-8"))
    return table
