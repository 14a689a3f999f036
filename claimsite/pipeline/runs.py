"""One reading of a text by the machine, from the analysis to rows."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from claimsite.core.turns import Track, in_turn
from claimsite.pipeline.store import store
from claimsite.statements.models import ExtractionRun

if TYPE_CHECKING:
    from claimsite.articles.models import ArticleVersion
    from claimsite.pipeline.analyzing import Analyzed


@in_turn(Track.STATEMENTS)
def record_run(version: ArticleVersion, analyzed: Analyzed, *, started_at: dt.datetime | None = None) -> ExtractionRun:
    """Store a run with its statements, all or nothing.

    Args:
        version: its text is the one that was analyzed.
        analyzed: what was found.
        started_at: when reading began; None for just now.
    """
    now = dt.datetime.now(dt.UTC)
    run = ExtractionRun.objects.create(
        version=version,
        code_version=analyzed.code_version,
        models_used=analyzed.models_used,
        parameters={"language": analyzed.document.language, "fast": False},
        flags=[flag.as_dict() for flag in analyzed.document.flags],
        started_at=started_at or now,
        finished_at=now,
    )
    store(version, analyzed.document, run)
    return run
