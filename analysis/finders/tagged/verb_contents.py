"""What a reporting verb reports: complements behind it, objects, refusals, and how far words before it reach."""

from __future__ import annotations

from analysis.finders.tagged.contents import (
    bracket_open,
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
from analysis.finders.tagged.phrases import parse_phrase
from analysis.finders.tagged.reading import Segment
from analysis.finders.tagged.results import Range
from analysis.finders.tagged.verb_sources import Source, SourceRules

#: Cues whose content is the topic that somebody refuses to speak about.
DECLINING = ("nicht äußern", "nicht kommentieren", "nicht sagen", "отказаться комментировать")


class ContentRules(SourceRules):
    """Finds the content that belongs to a reporting verb of one unit."""

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
        if cue.lemma in DECLINING:
            return self._apply_refusal(cue, source)
        segment = self.unit.segments[cue.segment]
        ahead = self.unit.segments[cue.segment + 1].before if cue.segment + 1 < len(self.unit.segments) else ""
        named = ahead == ":" and cue.lemma in self.r.grammar.naming_verbs and any(self.r.is_mark[k] for k in range(cue.finite, segment.end))
        if named and self._apply_naming(cue, source):
            return True
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
        limit = next((k for k in range(cue.segment + 1, limit) if k in self.cues and r.pos[self.unit.segments[k].start] == "CCONJ"), limit)
        end = self.unit.segments[limit - 1].end if limit > cue.segment + 1 else segment.end
        return self._emit("infinitive after verb", 0.85, [(start, end)], source, cue)

    def _apply_object(self, cue: Cue, source: Source) -> bool:
        r, segment = self.r, self.unit.segments[cue.segment]
        if cue.lemma in r.grammar.naming_verbs:
            return self._apply_naming(cue, source)
        if r.grammar.auxiliaries.get(cue.lemma) == "will":
            start = max([cue.finite + 1, *(s[1] for s in source if isinstance(s, tuple) and s[0] > cue.finite)])
            return bool(source) and start < segment.end - 1 and self._emit("object of verb", 0.6, [(start, segment.end)], source, cue)
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

    def _apply_naming(self, cue: Cue, source: Source, lead: Range | None = None) -> bool:
        """ "X nannte Y ein Z", "bezeichnete Y als Z": both objects are content; plain names are not statements."""
        r, segment = self.r, self.unit.segments[cue.segment]
        following = self.unit.segments[cue.segment + 1] if cue.segment + 1 < len(self.unit.segments) else None
        end = following.end if following is not None and following.quoted and following.before == "" else segment.end
        marked = any(r.is_mark[k] for k in range(segment.start, end))
        rated = r.low[cue.finite + 1 : end].count(r.grammar.naming_word) == 1 and not any(r.tag[k] == "PRF" for k in range(segment.start, end))
        if not source or not (marked or rated):
            return False
        own = set(cue.tokens)
        for s in source:
            if isinstance(s, tuple):
                own.update(range(*s))
        start = first_word(r, segment)
        ranges: list[Range] = []
        for k in range(start, end):
            if k in own or (rated and r.low[k] == r.grammar.naming_word):
                continue
            if ranges and ranges[-1][1] == k:
                ranges[-1] = (ranges[-1][0], k + 1)
            else:
                ranges.append((k, k + 1))
        ranges = [
            piece
            for piece in ranges
            if any(r.is_noun(k) or r.pos[k] in ("ADJ", "PRON") or "VerbForm=Part" in r.morph[k] or r.is_mark[k] for k in range(*piece))
        ]
        return self._emit("object of verb", 0.75, [lead, *ranges] if lead is not None else ranges, source, cue)

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
        ahead = number + 1
        while ahead + 1 < len(self.unit.segments) and ahead < number + 3 and opens_relative(self.r, self.unit.segments[ahead]):
            ahead += 1
        following = self.unit.segments[ahead]
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
        later = list(range(number + 1, limit))
        while later and (is_apposition(r, self.unit.segments[later[0]]) or opens_relative(r, self.unit.segments[later[0]])):
            later.pop(0)
        if not later or self.unit.segments[later[0]].quoted or self.unit.segments[later[0]].before in (":", ";"):
            return []
        segment = self.unit.segments[later[0]]
        before = [self.unit.segments[k] for k in range(self._left_limit(number), number)]
        incomplete = not any(has_finite(r, s) and not opens_subordinate(r, s) for s in before)
        verb_first = r.finite[first_word(r, segment)]
        incomplete = incomplete or bracket_open(r, before[-1], segment)
        if incomplete or verb_first or (opens_subordinate(r, segment) and (has_subjunctive(r, segment) or has_infinitive(r, segment))):
            return [(segment.start, self.unit.segments[limit - 1].end)]
        return []

    def _rejected_noun(self, number: int) -> int | None:
        """The noun in "Den Vorwurf, …, wies X zurück", where the content is the clause behind it."""
        r, segment = self.r, self.unit.segments[number]
        if has_finite(r, segment):
            return None
        return next((k for k in range(segment.start, segment.end) if r.is_noun(k) and r.lemma[k] in r.language.cue_nouns), None)

    def _sounds_reported(self, number: int) -> bool:
        """Whether the words before an inset are marked as another's: by the subjunctive or by quotation marks."""
        segments = self.unit.segments[self._left_limit(number) : number]
        marks = any(self.r.is_mark[k] for k in range(segments[0].start, segments[-1].end + 1) if k < len(self.r.is_mark))
        return marks or any(has_subjunctive(self.r, s) for s in segments)
