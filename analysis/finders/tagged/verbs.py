"""Reporting verbs: where their subject and their content stand."""

from __future__ import annotations

from analysis.finders.tagged.contents import (
    content_start,
    find_complement,
    first_word,
    has_finite,
    has_infinitive,
    has_subjunctive,
    is_apposition,
    opens_relative,
    opens_subordinate,
    right_limit,
)
from analysis.finders.tagged.cues import Cue
from analysis.finders.tagged.phrases import find_subject_after, find_subject_before, is_nominative, parse_phrase
from analysis.finders.tagged.reading import Reading, Segment, Unit
from analysis.finders.tagged.results import Range, Results
from analysis.types import Spans

Source = list[Range] | Spans
_DECLINING = ("nicht äußern", "nicht kommentieren", "nicht sagen", "отказаться комментировать")


class VerbRules:
    """The rules for one unit's reporting verbs."""

    def __init__(self, results: Results, number: int, cues: dict[int, Cue]) -> None:
        self.results = results
        self.r: Reading = results.r
        self.number = number
        self.unit: Unit = results.units[number]
        self.cues = cues
        self.subject: Source = ()

    def apply(self, cue: Cue) -> bool:
        """Find the attribution that a cue makes; returns whether there is one."""
        if cue.negated or (cue.passive and self._has_patient(cue)):
            return False
        if cue.lemma in self.r.grammar.expletive_verbs and not self._has_expletive(cue):
            return False
        segment = self.unit.segments[cue.segment]
        first = first_word(self.r, segment)
        if self.r.low[first] in self.r.grammar.as_words and cue.finite != first:
            return self._apply_as_clause(cue)
        if opens_subordinate(self.r, segment) and cue.finite != first:
            return self._apply_subordinate(cue, first)
        if cue.finite == first or (
            self.r.low[first] in self.r.grammar.adverb_openers and cue.finite == first + 1 and cue.segment > 0 and segment.before == ","
        ):
            return self._apply_verb_first(cue)
        return self._apply_verb_second(cue, segment.start)

    def _emit(self, rule: str, score: float, content: list[Range], source: Source, cue: Cue) -> bool:
        if source:
            self.subject = source
        found = self.results.add(unit=self.number, rule=rule, score=score, content=content, source=source, cue=cue.tokens, lemma=cue.lemma)
        return found

    def _has_patient(self, cue: Cue) -> bool:
        """Whether a passive says what happened to something ("Stoffe wurden festgestellt") rather than what is said."""
        segment = self.unit.segments[cue.segment]
        verb = cue.finite
        found = find_subject_before(self.r, segment.start, verb) or find_subject_after(self.r, verb + 1, segment.end)
        return found is not None and self.r.low[found[0]] != "es"

    def _has_expletive(self, cue: Cue) -> bool:
        segment = self.unit.segments[cue.segment]
        return any(self.r.low[k] == "es" for k in range(segment.start, segment.end))

    # subjects

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
        """The body in "hieß es aus dem Ministerium" or «подчеркнули в ведомстве», on either side of the verb."""
        r = self.r
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

    # contents

    def _ranges(self, first: int, limit: int) -> list[Range]:
        """The token ranges of segments ``[first, limit)``, behind the complementizer."""
        segments = [s for k, s in enumerate(self.unit.segments[first:limit], first)]
        if not segments:
            return []
        quoted = segments[0].quoted
        if quoted:
            segments = self._run_of_quotations(segments)
            return [(s.start, s.end) for s in segments]
        return [(content_start(self.r, segments[0]), segments[-1].end)]

    def _run_of_quotations(self, segments: list[Segment]) -> list[Segment]:
        run = []
        for segment in segments:
            if not segment.quoted:
                break
            run.append(segment)
        return run

    def _apply_complement(self, cue: Cue, source: Source) -> bool:
        if cue.lemma in _DECLINING:
            return self._apply_refusal(cue, source)
        found = find_complement(self.r, self.unit, cue, self.cues)
        if found is None:
            return self._apply_infinitive_object(cue, source) or self._apply_object(cue, source)
        kind, number = found
        limit = right_limit(self.unit, number, self.cues)
        rule = {"quotation": "quotation after verb", "clause": "clause after verb", "infinitive": "infinitive after verb"}[kind]
        score = {"quotation": 0.95, "clause": 0.9, "infinitive": 0.85}[kind]
        limit = self._before_particle(cue, number, limit)
        return self._emit(rule, score, self._ranges(number, limit), source, cue)

    def _before_particle(self, cue: Cue, number: int, limit: int) -> int:
        """A content that stands inside the verb's bracket ends before the segment with the particle."""
        for k in range(number, limit):
            segment = self.unit.segments[k]
            if k > number and any(segment.start <= token < segment.end for token in cue.tokens):
                return k
        return limit

    def _apply_infinitive_object(self, cue: Cue, source: Source) -> bool:
        """An infinitive that follows the verb without a comma («потребовал освободить …»)."""
        r, segment = self.r, self.unit.segments[cue.segment]
        if not r.grammar.infinitive_object:
            return False
        infinitive = next((k for k in range(cue.main + 1, segment.end) if "VerbForm=Inf" in r.morph[k]), None)
        if infinitive is None:
            return False
        start = cue.main + 1
        if any(cue.main < s[0] < infinitive for s in source if isinstance(s, tuple)):
            start = max(s[1] for s in source if isinstance(s, tuple))
        while start < infinitive and r.pos[start] == "ADP" and r.low[start] in ("от", "у"):
            start = parse_phrase(r, start + 1, infinitive) or start + 1
        if start < infinitive and ("Case=Dat" in r.morph[start] or "Case=Acc" in r.morph[start]):
            start = parse_phrase(r, start, infinitive) or start
        limit = right_limit(self.unit, cue.segment + 1, self.cues)
        end = self.unit.segments[limit - 1].end if limit > cue.segment + 1 else segment.end
        return self._emit("infinitive after verb", 0.85, [(start, end)], source, cue)

    def _apply_object(self, cue: Cue, source: Source) -> bool:
        r, segment = self.r, self.unit.segments[cue.segment]
        if cue.lemma in r.grammar.naming_verbs:
            return self._apply_naming(cue, source)
        preposition = r.grammar.object_verbs.get(cue.lemma)
        if preposition is None:
            return False
        ranges = [s for s in source if isinstance(s, tuple)]
        start = max([cue.finite + 1, *(s[1] for s in ranges if s[0] > cue.finite)])
        if preposition:
            start = next((k + 1 for k in range(start, segment.end) if r.low[k] == preposition), segment.end)
        else:
            start = self._skip_adjuncts(start, segment.end, cue)
        end = min([segment.end, *(k for k in cue.tokens if k >= start)])
        if start >= end or not any(r.is_noun(k) for k in range(start, end)):
            return False
        limit = right_limit(self.unit, cue.segment + 1, self.cues)
        if end == segment.end and limit > cue.segment + 1 and not self.unit.segments[cue.segment + 1].quoted:
            end = self.unit.segments[limit - 1].end
        return self._emit("object of verb", 0.6, [(start, end)], source, cue)

    def _skip_adjuncts(self, k: int, end: int, cue: Cue) -> int:
        """Behind adverbs and prepositional phrases before an object."""
        r = self.r
        while k < end:
            if r.pos[k] == "ADP" and k not in cue.tokens:
                k = parse_phrase(r, k + 1, end) or k + 1
            elif (
                (r.pos[k] in ("ADV", "PART", "PUNCT") and r.low[k] not in r.grammar.determiners and not r.is_mark[k])
                or k in cue.tokens
                or r.low[k] in r.grammar.time_words
            ):
                if k + 1 < end and r.pos[k + 1] in ("NUM", "DET", "ADJ") and r.low[k] not in r.grammar.adverb_openers and r.low[k] not in r.grammar.time_words:
                    return k
                k += 1
            else:
                return k
        return k

    def _apply_naming(self, cue: Cue, source: Source) -> bool:
        """ "X nannte Y ein Z": both objects are content; only with a quotation, for plain names are not statements."""
        r, segment = self.r, self.unit.segments[cue.segment]
        following = self.unit.segments[cue.segment + 1] if cue.segment + 1 < len(self.unit.segments) else None
        end = following.end if following is not None and following.quoted and following.before == "" else segment.end
        if not any(r.is_mark[k] for k in range(segment.start, end)) or not source:
            return False
        own = set(cue.tokens)
        for s in source:
            if isinstance(s, tuple):
                own.update(range(*s))
        start = first_word(r, segment)
        ranges: list[Range] = []
        for k in range(start, end):
            if k in own:
                continue
            if ranges and ranges[-1][1] == k:
                ranges[-1] = (ranges[-1][0], k + 1)
            else:
                ranges.append((k, k + 1))
        ranges = [piece for piece in ranges if any(r.is_noun(k) or r.pos[k] in ("ADJ", "PRON") or r.is_mark[k] for k in range(*piece))]
        return self._emit("object of verb", 0.75, ranges, source, cue)

    def _apply_refusal(self, cue: Cue, source: Source) -> bool:
        """ "wollte sich zu X nicht äußern", "wollte X nicht kommentieren", "ob …, wollte X nicht sagen"."""
        r, segment = self.r, self.unit.segments[cue.segment]
        own = set(cue.tokens)
        for s in source:
            if isinstance(s, tuple):
                own.update(range(*s))
        ranges: list[Range] = []
        if cue.segment > 0 and cue.finite == first_word(r, segment):
            ranges = [(content_start(r, self.unit.segments[0]), self.unit.segments[cue.segment - 1].end)]
        k = segment.start
        while k < segment.end and not ranges:
            opens = k not in own and (r.low[k] in r.grammar.topic_prepositions or (r.pos[k] != "ADP" and parse_phrase(r, k, segment.end) is not None))
            behind = parse_phrase(r, k + (r.pos[k] == "ADP"), segment.end, wide=True) if opens else None
            if behind is not None and not own & set(range(k, behind)):
                ranges = [(k + (r.pos[k] == "ADP"), behind)]
            k += 1
        return bool(source) and self._emit("refusal", 0.8, ranges, source, cue)

    # orders

    def _apply_verb_second(self, cue: Cue, start: int) -> bool:
        r, segment = self.r, self.unit.segments[cue.segment]
        first = first_word(r, segment)
        if (
            r.low[first] in r.grammar.that_words
            and cue.finite == first + 1 + (r.pos[first + 1] == "ADV")
            and find_complement(r, self.unit, cue, self.cues) is None
        ):
            return self._apply_anaphoric(cue)
        found = find_subject_before(r, start, cue.finite)
        source: Source = [self._with_apposition(cue.segment, found, segment)] if found is not None and found[1] <= cue.finite else self._subject_after(cue)
        if found is None and not source and cue.segment > 0 and segment.before not in ("", ":"):
            source = self._inherited(cue)
        if cue.passive:
            source = self._source_in_phrase(cue, segment)
        if self._apply_complement(cue, source):
            return True
        if segment.before in ("–", "—", ",") and cue.segment > 0 and not source:
            return False
        return self._apply_preceding_noun_clause(cue, source)

    def _apply_preceding_noun_clause(self, cue: Cue, source: Source) -> bool:
        """ "Den Vorwurf, man drücke die Löhne, wies X zurück": handled when the verb opens the last segment."""
        return False

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
        if any(has_finite(r, s) and not opens_subordinate(r, s) for s in segments) or self._continuation_after(number):
            return None
        lead = segments[0]
        behind = parse_phrase(r, lead.start, lead.end, wide=True)
        if behind == lead.end and len(segments) > 1 and is_nominative(r, lead.start) and not has_finite(r, lead):
            if r.low[lead.start] in r.grammar.as_words:
                return None
            named = is_apposition(r, segments[1])
            return self._apply_complement(cue, [(lead.start, segments[1].end if named else lead.end)])
        if any(opens_subordinate(r, s) and has_finite(r, s) for s in segments):
            return self._apply_complement(cue, source) if source else False
        return None

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
        if cue.lemma in _DECLINING:
            return self._apply_refusal(cue, source)
        left = self._left_limit(number)
        start = content_start(r, self.unit.segments[left])
        noun = self._rejected_noun(left)
        if noun is not None and left + 1 < number:
            start = content_start(r, self.unit.segments[left + 1])
        ranges = [(start, previous.end)]
        ranges.extend(self._continuation_after(number))
        return self._emit("clause before verb", 0.9, ranges, source, cue)

    def _sounds_reported(self, number: int) -> bool:
        """Whether the words before an inset are marked as another's: by the subjunctive or by quotation marks."""
        segments = self.unit.segments[self._left_limit(number) : number]
        marks = any(self.r.is_mark[k] for k in range(segments[0].start, segments[-1].end + 1) if k < len(self.r.is_mark))
        return marks or any(has_subjunctive(self.r, s) for s in segments)

    def _rejected_noun(self, number: int) -> int | None:
        """The noun in "Den Vorwurf, …, wies X zurück", where the content is the clause behind it."""
        r, segment = self.r, self.unit.segments[number]
        if has_finite(r, segment):
            return None
        return next((k for k in range(segment.start, segment.end) if r.is_noun(k) and r.lemma[k] in r.language.cue_nouns), None)

    def _left_limit(self, number: int) -> int:
        left = number - 1
        while left > 0:
            segment = self.unit.segments[left]
            if segment.before in (";",) or self.unit.segments[left - 1].quoted:
                break
            if segment.before == ":" and not has_subjunctive(self.r, self.unit.segments[left - 1]):
                break
            left -= 1
        return left

    def _quotations_before(self, number: int) -> list[Range]:
        left = number - 1
        while (
            left > 0
            and self.unit.segments[left - 1].quoted
            and self.unit.segments[left].before == ""
            and self.unit.segments[left - 1].quotation == self.unit.segments[left].quotation
        ):
            left -= 1
        return [(s.start, s.end) for s in self.unit.segments[left:number]]

    def _quotation_after(self, number: int) -> list[Range] | None:
        """The rest of a quotation behind the reporting clause («…, — сказал X, — …», „Wer …“, sagte X, „bekommt …“)."""
        if number + 1 >= len(self.unit.segments):
            return None
        following = self.unit.segments[number + 1]
        if not following.quoted or following.before not in (",", "–", "—", ""):
            return None
        word = next((self.r.words[k] for k in range(following.start, following.end) if self.r.is_word(k)), "")
        closed = self.r.low[self.unit.segments[number - 1].end - 2] in (".", "!", "?") and self.unit.segments[number - 1].quotation != following.quotation
        if following.before == "" or (closed and word[:1].isupper()):
            return None
        return [(following.start, following.end)]

    def _add_second_quotation(self, number: int, source: Source, joined: bool) -> None:
        """A quotation that goes on as a new sentence behind the reporting clause is a statement of its own."""
        if joined or number + 1 >= len(self.unit.segments):
            return
        following = self.unit.segments[number + 1]
        if following.quoted:
            self.results.add(unit=self.number, rule="quotation alone", score=0.85, content=[(following.start, following.end)], source=source)

    def _continuation_after(self, number: int) -> list[Range]:
        """The rest of a reported sentence that the reporting clause interrupts."""
        r = self.r
        limit = right_limit(self.unit, number + 1, self.cues)
        later = [k for k in range(number + 1, limit)]
        while later and (is_apposition(r, self.unit.segments[later[0]]) or opens_relative(r, self.unit.segments[later[0]])):
            later.pop(0)
        if not later or self.unit.segments[later[0]].quoted or self.unit.segments[later[0]].before in (":", ";"):
            return []
        segment = self.unit.segments[later[0]]
        before = [self.unit.segments[k] for k in range(self._left_limit(number), number)]
        incomplete = not any(has_finite(r, s) and not opens_subordinate(r, s) for s in before)
        verb_first = r.finite[first_word(r, segment)]
        if incomplete or verb_first or (opens_subordinate(r, segment) and (has_subjunctive(r, segment) or has_infinitive(r, segment))):
            return [(segment.start, self.unit.segments[limit - 1].end)]
        return []

    def _apply_subordinate(self, cue: Cue, first: int) -> bool:
        r, segment = self.r, self.unit.segments[cue.segment]
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

    def _phrase_ending(self, segment: Segment) -> int | None:
        """The start of the longest noun phrase that ends with a segment."""
        return next((k for k in range(segment.start, segment.end) if self.r.pos[k] != "ADP" and parse_phrase(self.r, k, segment.end) == segment.end), None)

    def _apply_as_clause(self, cue: Cue) -> bool:
        """ "Wie X mitteilte, …" and "…, wie X mitteilte"."""
        r, segment, number = self.r, self.unit.segments[cue.segment], cue.segment
        first = first_word(r, segment)
        found = find_subject_after(r, first + 1, segment.end)
        source: list[Range] = [found] if found is not None and found[0] not in cue.tokens and r.low[found[0]] != "es" else self._source_in_phrase(cue, segment)
        cue.tokens = sorted({k for k in cue.tokens})
        limit = right_limit(self.unit, number + 1, self.cues)
        after = [(self.unit.segments[number + 1].start, self.unit.segments[limit - 1].end)] if limit > number + 1 else []
        if after and (is_apposition(r, self.unit.segments[number + 1]) or opens_relative(r, self.unit.segments[number + 1])) and number > 0:
            after = []
        if number == 0:
            return bool(after) and self._emit("as clause", 0.85, after, source, cue)
        left = self._left_limit(number)
        before = [(content_start(r, self.unit.segments[left]), self.unit.segments[number - 1].end)]
        return self._emit("as clause", 0.8, before + after, source, cue)
