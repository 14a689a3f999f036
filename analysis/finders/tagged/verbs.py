"""Reporting verbs: the order of verb, subject and content decides what is whose."""

from __future__ import annotations

from analysis.actors.nouns import is_document
from analysis.finders.tagged.contents import (
    content_start,
    find_complement,
    first_word,
    has_finite,
    has_infinitive,
    is_apposition,
    opens_relative,
    opens_subordinate,
    right_limit,
)
from analysis.finders.tagged.cues import Cue
from analysis.finders.tagged.phrases import find_subject_after, find_subject_before, is_nominative, parse_phrase
from analysis.finders.tagged.reading import Segment
from analysis.finders.tagged.results import Range
from analysis.finders.tagged.verb_contents import DECLINING, ContentRules
from analysis.finders.tagged.verb_sources import Source


class VerbRules(ContentRules):
    """The rules for one unit's reporting verbs."""

    def apply(self, cue: Cue) -> bool:
        """Find the attribution that a cue makes; returns whether there is one."""
        if cue.negated or (cue.passive and self._has_patient(cue)):
            return False
        if cue.lemma in self.r.grammar.expletive_verbs and not self._take_expletive(cue):
            return False
        segment = self.unit.segments[cue.segment]
        first = first_word(self.r, segment)
        if self.r.low[first] in self.r.grammar.as_words and cue.finite != first:
            return self._apply_as_clause(cue, cue.segment)
        if opens_subordinate(self.r, segment) and cue.finite != first:
            return self._apply_subordinate(cue, first)
        if cue.finite == first or (
            self.r.low[first] in self.r.grammar.adverb_openers and cue.finite == first + 1 and cue.segment > 0 and segment.before == ","
        ):
            return self._apply_verb_first(cue)
        return self._apply_verb_second(cue, segment.start)

    def _apply_verb_second(self, cue: Cue, start: int) -> bool:
        r, segment = self.r, self.unit.segments[cue.segment]
        first = first_word(r, segment)
        that = first + (r.pos[first] == "ADP" and first + 1 < cue.finite)
        if (
            r.low[that] in r.grammar.that_words
            and cue.finite == that + 1 + (r.pos[that + 1] == "ADV")
            and find_complement(r, self.unit, cue, self.cues) is None
        ):
            return self._apply_anaphoric(cue)
        found = find_subject_before(r, start, cue.finite)
        source: Source = [self._with_apposition(cue.segment, found, segment)] if found is not None and found[1] <= cue.finite else self._subject_after(cue)
        if found is None and r.grammar.bare_genitive:
            source = self._subject_behind_adverbials(start, cue) or source
        if found is None and not source and cue.segment > 0 and segment.before not in ("", ":"):
            source = self._inherited(cue)
        if cue.finite + 1 < segment.end and r.low[cue.finite + 1] in r.grammar.sure_subjects:
            source = [(cue.finite + 1, cue.finite + 2)]
        if cue.passive:
            source = self._source_in_phrase(cue, segment)
        if found is not None and self._is_object(found, cue):
            source = [(cue.finite + 1, cue.finite + 2)]
        return self._apply_complement(cue, source)

    def _subject_behind_adverbials(self, start: int, cue: Cue) -> Source:
        """The subject right before a verb, with phrases of time or place before it («До сих пор музей уверял»)."""
        found = find_subject_after(self.r, start, cue.finite)
        return [found] if found is not None and found[1] == cue.finite else []

    def _is_object(self, first: Range, cue: Cue) -> bool:
        """Whether what stands first is what is named, and the pronoun behind the verb names it ("Die Zahl nannte sie unmöglich"): a thing, called something."""
        behind = cue.finite + 1
        is_pronoun = behind < len(self.r.low) and self.r.low[behind] in self.r.grammar.either_pronouns
        words = " ".join(self.r.words[k] for k in range(*first))
        return is_pronoun and cue.lemma in self.r.grammar.naming_verbs and is_document(words, self.r.language.code)

    def _apply_anaphoric(self, cue: Cue) -> bool:
        source = self._subject_after(cue)
        if not source or cue.lemma in self.r.grammar.weak_verbs:
            return False
        if cue.segment > 0:
            content = [(self.unit.segments[0].start, self.unit.segments[cue.segment - 1].end)]
        elif self.number > 0 and self.results.units[self.number - 1].paragraph == self.unit.paragraph:
            previous = self.results.units[self.number - 1]
            content = [(previous.segments[0].start, previous.segments[-1].end)]
        else:
            return False
        return self._emit("anaphoric verb", 0.7, content, source, cue)

    def _apply_verb_first(self, cue: Cue) -> bool:
        r, segment = self.r, self.unit.segments[cue.segment]
        source: Source = self._subject_after(cue)
        previous = self.unit.segments[cue.segment - 1] if cue.segment > 0 else None
        if previous is None:
            return (bool(source) or cue.lemma in r.grammar.impersonal_verbs) and self._apply_complement(cue, source)
        opener = self._interrupted_opener(cue)
        if opener is not None:
            return self._apply_as_clause(cue, opener)
        joined = segment.before not in ("", ",", ":", ";", "–", "—")
        if joined or (not source and segment.before == ","):
            elided = (self._inherited(cue) or source) if joined else (source or self._inherited(cue))
            if self._apply_complement(cue, elided):
                return True
            if joined:
                return False
        if segment.before == ";":
            return self._apply_complement(cue, source)
        if segment.before == "," and not previous.quoted:
            main = self._apply_filled_place(cue, source)
            if main is not None:
                return main
        return self._apply_inset(cue, source or [])

    def _apply_filled_place(self, cue: Cue, source: Source) -> bool | None:
        """The cue is the main verb of a sentence whose first place holds clauses or a phrase with clauses; None if it is an inset after all."""
        r, number = self.r, cue.segment
        left = self._left_limit(number)
        segments = self.unit.segments[left:number]
        lead = segments[0]
        ahead = self.unit.segments[number + 1] if number + 1 < len(self.unit.segments) else None
        interrupted = ahead is not None and not ahead.quoted and r.finite[first_word(r, ahead)]
        if any(has_finite(r, s) and not opens_subordinate(r, s) and not self._is_condition(left, s) for s in segments) or interrupted:
            return None
        behind = parse_phrase(r, lead.start, lead.end, wide=True)
        if behind == lead.end and len(segments) > 1 and is_nominative(r, lead.start) and not has_finite(r, lead):
            if r.low[lead.start] in r.grammar.as_words:
                return None
            named = is_apposition(r, segments[1])
            return self._apply_complement(cue, [(lead.start, segments[1].end if named else lead.end)])
        if self._continuation_after(number) and not has_infinitive(r, self.unit.segments[number + 1]):
            return None
        if any(has_finite(r, s) for s in segments) and r.low[lead.start] not in r.language.complementizers:
            return self._apply_complement(cue, source) if source else False
        return None

    def _is_condition(self, left: int, segment: Segment) -> bool:
        """Whether a segment is a conditional clause that begins with its verb ("Scheitere der Entwurf, …")."""
        first = first_word(self.r, segment)
        return segment is self.unit.segments[left] and self.r.finite[first] and bool(self.r.mood[first])

    def _apply_inset(self, cue: Cue, source: Source) -> bool:
        """A reporting clause behind (or inside) its content."""
        r, number = self.r, cue.segment
        previous = self.unit.segments[number - 1]
        if previous.quoted:
            ranges = self._quotations_before(number)
            after = self._quotation_after(number)
            if after is not None:
                ranges.extend(after)
            found = self._emit("quotation before verb", 0.97, ranges, source, cue)
            self._add_second_quotation(number, source, after is not None)
            return found
        if not source and not cue.passive and cue.lemma not in r.grammar.impersonal_verbs:
            return False
        if cue.lemma in r.grammar.weak_verbs and cue.lemma not in r.grammar.impersonal_verbs and not self._sounds_reported(number):
            return False
        if cue.lemma in DECLINING:
            return self._apply_refusal(cue, source)
        left = self._left_limit(number)
        start = content_start(r, self.unit.segments[left])
        if cue.lemma in r.grammar.naming_verbs:
            return self._apply_naming(cue, source, (start, previous.end))
        noun = self._rejected_noun(left)
        if noun is not None and left + 1 < number:
            start = content_start(r, self.unit.segments[left + 1])
        ranges = [(start, previous.end)]
        ranges.extend(self._continuation_after(number))
        return self._emit("clause before verb", 0.9, ranges, source, cue)

    def _apply_subordinate(self, cue: Cue, first: int) -> bool:
        r = self.r
        if r.low[first] in r.grammar.anyone_words:
            return False
        relative = "PronType=Rel" in r.morph[first] or r.low[first] in r.grammar.relatives
        inner = find_subject_after(r, first + 1, cue.finite)
        if relative and (inner is None or not is_nominative(r, inner[0])) and r.low[first] in r.grammar.relatives:
            source: Source = self._antecedent(cue.segment)
        elif inner is not None:
            source = [inner]
        else:
            source = self._subject_after(cue)
        if not source:
            return False
        if relative and self._apply_complement(cue, source):
            return True
        found = find_complement(r, self.unit, cue, self.cues)
        if found is None:
            return False
        kind, number = found
        limit = right_limit(self.unit, number, self.cues)
        if cue.segment == 0 and kind != "quotation":
            limit = self._end_of_subordinate(number, limit)
        return self._emit("relative clause" if relative else "clause after verb", 0.75, self._ranges(number, limit), source, cue)

    def _end_of_subordinate(self, number: int, limit: int) -> int:
        """A content inside a subordinate clause at the start ends where the main clause begins with its verb."""
        for k in range(number + 1, limit):
            if self.r.finite[first_word(self.r, self.unit.segments[k])] and not self.unit.segments[k].quoted:
                return k
        return limit

    def _interrupted_opener(self, cue: Cue) -> int | None:
        """The segment that opens the "wie" clause of a verb cut off from it by an apposition ("Wie X, der Chef von Y, mitteilte")."""
        r = self.r
        if cue.tokens[-1] < self.unit.segments[cue.segment].end - 1:
            return None
        for number in range(cue.segment - 1, max(cue.segment - 4, -1), -1):
            segment = self.unit.segments[number]
            if r.low[first_word(r, segment)] in r.grammar.as_words and not has_finite(r, segment):
                return number
            if not is_apposition(r, segment) and not opens_relative(r, segment):
                return None
        return None

    def _apply_as_clause(self, cue: Cue, opener: int) -> bool:
        """ "Wie X mitteilte, …" and "…, wie X mitteilte"."""
        r, segment, number = self.r, self.unit.segments[opener], cue.segment
        first = first_word(r, segment)
        found = find_subject_after(r, first + 1, segment.end)
        named = found is not None and found[0] not in cue.tokens and r.low[found[0]] != "es"
        source = [self._with_apposition(opener, found, segment)] if found is not None and named else self._source_in_phrase(cue, segment)
        limit = right_limit(self.unit, number + 1, self.cues)
        after = [(self.unit.segments[number + 1].start, self.unit.segments[limit - 1].end)] if limit > number + 1 else []
        if after and (is_apposition(r, self.unit.segments[number + 1]) or opens_relative(r, self.unit.segments[number + 1])) and number > 0:
            after = []
        if opener == 0:
            return bool(after) and self._emit("as clause", 0.85, after, source, cue)
        left = self._left_limit(opener)
        before = [(content_start(r, self.unit.segments[left]), self.unit.segments[opener - 1].end)]
        return self._emit("as clause", 0.8, before + after, source, cue)
