"""Finding attributions by word class and clause structure, for languages read without a dependency parser."""

from __future__ import annotations

from analysis.finders.tagged.finding import find_candidates
from analysis.finders.tagged.loading import TAGGED_CODES, load_tagged_pipeline

__all__ = ["TAGGED_CODES", "find_candidates", "load_tagged_pipeline"]
