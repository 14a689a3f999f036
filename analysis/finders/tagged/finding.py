"""All rules over a document, unit by unit, in the order of reading."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from analysis.finders import Candidate
from analysis.finders.tagged.adjuncts import apply_colon, apply_nouns, apply_prepositions, apply_so
from analysis.finders.tagged.continuations import apply_accordingly, apply_quotations, apply_subjunctive
from analysis.finders.tagged.cues import find_cue
from analysis.finders.tagged.inner import apply_inner
from analysis.finders.tagged.reading import Reading
from analysis.finders.tagged.results import Results
from analysis.finders.tagged.segments import cut_units
from analysis.finders.tagged.verbs import VerbRules
from analysis.languages import Language
from analysis.quotations import Quotation

#: A "sentence" with more stretches than this is a table or noise; no rule looks at it.
_MOST_SEGMENTS = 120
_MOST_TOKENS = 2000


def find_candidates(doc: Doc, quotations: Sequence[Quotation], language: Language) -> list[Candidate]:
    """Find the attributions of a tagged document.

    Args:
        doc: a document from `load_tagged_pipeline`.
        quotations: its quotations, in text order.
        language: the words of its language.

    Returns:
        Candidates in the order in which they were found: by sentence, verbs first. Time grows linearly with the text.
    """
    reading = Reading(doc, quotations, language)
    results = Results(reading, cut_units(reading))
    for number, unit in enumerate(results.units):
        if len(unit.segments) > _MOST_SEGMENTS or unit.end - unit.start > _MOST_TOKENS:
            continue
        cues = {}
        for index in range(len(unit.segments)):
            cue = find_cue(reading, unit, index)
            if cue is not None:
                cues[index] = cue
        apply_nouns(results, number, cues)
        apply_prepositions(results, number, cues)
        rules = VerbRules(results, number, cues)
        for cue in cues.values():
            rules.apply(cue)
        apply_so(results, number)
        apply_colon(results, number, cues)
        apply_inner(results, number)
        apply_quotations(results, number)
        apply_accordingly(results, number)
        apply_subjunctive(results, number, cues)
    return results.candidates
