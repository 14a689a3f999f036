"""What every template knows of the analysis."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest

from analysis.encoder.files import Condition, State, inspect


@cache
def get_reader_condition() -> Condition:
    """How it stands with the trained reader's files; looked up once, since they change with the code only."""
    return inspect()


def reader(request: HttpRequest) -> dict[str, Any]:
    """Whether the rules answer alone, and why."""
    condition = get_reader_condition()
    return {"is_reader_missing": condition.state is not State.READY, "reader_problem": condition.problem}
