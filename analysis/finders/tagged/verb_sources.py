"""Who speaks in a reporting clause: subject, elided subject, antecedent, body in a prepositional phrase."""

from __future__ import annotations

from analysis.finders.tagged.contents import (
    is_apposition,
    opens_relative,
)
from analysis.finders.tagged.cues import Cue
from analysis.finders.tagged.phrases import find_subject_after, find_subject_before, parse_phrase
from analysis.finders.tagged.reading import Reading, Segment, Unit
from analysis.finders.tagged.results import Range, Results
from analysis.types import Spans

Source = list[Range] | Spans


class SourceRules:
    """Finds the source that belongs to a reporting verb of one unit."""

    def __init__(self, results: Results, number: int, cues: dict[int, Cue]) -> None:
        self.results = results
        self.r: Reading = results.r
        self.number = number
        self.unit: Unit = results.units[number]
        self.cues = cues
        self.subject: Source = ()

    def _emit(self, rule: str, score: float, content: list[Range], source: Source, cue: Cue) -> bool:
        if source:
            self.subject = source
        return self.results.add(unit=self.number, rule=rule, score=score, content=content, source=source, cue=cue.tokens, lemma=cue.lemma)

    def _has_patient(self, cue: Cue) -> bool:
        """Whether a passive says what happened to something ("Stoffe wurden festgestellt") rather than what is said."""
        segment = self.unit.segments[cue.segment]
        verb = cue.finite
        found = find_subject_before(self.r, segment.start, verb) or find_subject_after(self.r, verb + 1, segment.end)
        return found is not None and self.r.low[found[0]] != "es"

    def _take_expletive(self, cue: Cue) -> bool:
        """Add the "es" of "hieß es" to the cue; returns whether there is one."""
        segment = self.unit.segments[cue.segment]
        expletive = [k for k in range(segment.start, segment.end) if self.r.low[k] == "es" and abs(k - cue.finite) <= 2]
        cue.tokens = sorted({*cue.tokens, *expletive})
        return bool(expletive)

    def _subject_after(self, cue: Cue) -> list[Range]:
        segment = self.unit.segments[cue.segment]
        found = find_subject_after(self.r, cue.finite + 1, segment.end)
        if found is None or found[0] in cue.tokens:
            return self._source_in_phrase(cue, segment)
        if self.r.low[found[0]] == "es" and found[1] == found[0] + 1:
            return self._source_in_phrase(cue, segment)
        return [self._with_apposition(cue.segment, found, segment)]

    def _with_apposition(self, number: int, found: Range, segment: Segment) -> Range:
        following = self.unit.segments[number + 1] if number + 1 < len(self.unit.segments) else None
        if found[1] == segment.end and following is not None and is_apposition(self.r, following):
            return found[0], following.end
        return found

    def _source_in_phrase(self, cue: Cue, segment: Segment) -> list[Range]:
        """The body in "hieß es aus dem Ministerium" or «подчеркнули в ведомстве», on either side of the verb; a pronoun right before it is its subject."""
        r = self.r
        before = cue.finite - 1
        if before >= segment.start and r.low[before] in r.grammar.subject_pronouns and r.low[before] in r.language.pronouns and r.low[before] != "es":
            return [(before, cue.finite)]
        for k in [*range(cue.finite + 1, segment.end), *range(segment.start, cue.finite)]:
            if r.low[k] in r.grammar.body_prepositions:
                behind = parse_phrase(r, k + 1, segment.end, wide=not r.grammar.bare_genitive)
                if behind is not None and not any(r.lemma[j] in r.grammar.time_words or r.pos[j] == "NUM" for j in range(k + 1, behind)):
                    return [(k + 1, behind)]
        return []

    def _inherited(self, cue: Cue) -> Source:
        """The subject that an elided one stands for: that of the verb it is joined to, or of the clause before."""
        if self.subject:
            return self.subject
        for number in range(cue.segment - 1, -1, -1):
            segment = self.unit.segments[number]
            if segment.quoted or opens_relative(self.r, segment) or (is_apposition(self.r, segment) and number > 0):
                continue
            verb = next((k for k in range(segment.start, segment.end) if self.r.finite[k]), segment.end)
            found = find_subject_before(self.r, segment.start, verb)
            if found is None and verb < segment.end:
                found = find_subject_after(self.r, verb + 1, segment.end)
            if found is not None:
                joined = verb == segment.end and number + 1 < cue.segment and is_apposition(self.r, self.unit.segments[number + 1])
                return [(found[0], self.unit.segments[number + 1].end if joined else found[1])]
        speaker = self.results.speaker
        return speaker.source if speaker is not None and speaker.unit >= self.number - 1 else []

    def _phrase_ending(self, segment: Segment) -> int | None:
        """The start of the longest noun phrase that ends with a segment."""
        return next((k for k in range(segment.start, segment.end) if self.r.pos[k] != "ADP" and parse_phrase(self.r, k, segment.end) == segment.end), None)

    def _antecedent(self, number: int) -> list[Range]:
        r = self.r
        back = number - 1
        if back < 0 or self.unit.segments[back].quoted:
            return []
        segment = self.unit.segments[back]
        if is_apposition(r, segment) and back > 0 and not self.unit.segments[back - 1].quoted:
            start = self._phrase_ending(self.unit.segments[back - 1])
            return [(start if start is not None else segment.start, segment.end)]
        start = self._phrase_ending(segment)
        return [(start, segment.end)] if start is not None else []
