"""What ``manage.py check`` says about the analysis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Warning, register

from analysis.encoder.files import State, inspect

READER_MISSING = "claimsite.W001"


@register()
def check_reader(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Warn if the trained reader's files are missing or do not fit: the rules answer alone then."""
    condition = inspect()
    if condition.state is State.READY:
        return []
    hint = "Get the files of this version with the code, or train and export them; see docs/quality.md."
    return [Warning(f"The rules find statements alone: {condition.problem}", hint=hint, id=READER_MISSING)]
