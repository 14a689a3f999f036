"""What the tag-based finder finds, in words."""

from __future__ import annotations

from collections.abc import Callable

from analysis.finders.tagged import find_candidates, load_tagged_pipeline
from analysis.languages import get_language
from analysis.quotations import find_quotations

Found = list[tuple[str, str, str]]


def make_finder(code: str) -> Callable[[str], Found]:
    """For texts of a language: source, cue and content of each attribution."""
    nlp, language = load_tagged_pipeline(code), get_language(code)

    def run(text: str) -> Found:
        def words(spans) -> str:
            return " … ".join(span.of(text) for span in spans)

        candidates = find_candidates(nlp(text), find_quotations(text)[0], language)
        return [(words(c.source), words(c.cue), words(c.content)) for c in candidates]

    return run
