"""What the rules share while they go through a document: candidates so far, the last speaker, quotations already spoken for."""

from __future__ import annotations

from dataclasses import dataclass, field

from analysis.finders import Candidate
from analysis.finders.tagged.reading import Reading, Unit
from analysis.types import Reason, Span, Spans

Range = tuple[int, int]


@dataclass(slots=True)
class Speaker:
    """The source of the last statement, and where it spoke."""

    source: Spans
    unit: int
    paragraph: int


@dataclass(slots=True)
class Results:
    """State of one pass.

    Attributes:
        r: the document.
        units: its units.
        candidates: found so far.
        speaker: who spoke last.
        used: numbers of quotations that have a speaker.
        reported: numbers of units that hold indirect speech.
    """

    r: Reading
    units: list[Unit]
    candidates: list[Candidate] = field(default_factory=list)
    speaker: Speaker | None = None
    used: set[int] = field(default_factory=set)
    reported: set[int] = field(default_factory=set)

    def spans(self, ranges: list[Range]) -> Spans:
        """Character spans of token ranges, in text order; quotations that run over several paragraphs come whole."""
        found: list[Span] = []
        for start, end in sorted(ranges):
            found.extend(self._earlier_paragraphs(start))
            span = self.r.span(start, end)
            if span is not None:
                found.append(span)
        return tuple(sorted(set(found)))

    def _earlier_paragraphs(self, start: int) -> list[Span]:
        number = self.r.inside[start]
        chain: list[Span] = []
        while number > 0 and self.r.quotations[number].outer.start == self.r.starts[start] and self.r.quotations[number - 1].continues:
            number -= 1
            chain.append(self.r.quotations[number].inner)
            self.used.add(number)
            start = next((k for k, idx in enumerate(self.r.starts) if idx == self.r.quotations[number].outer.start), start)
        return chain[::-1]

    def add(
        self, *, unit: int, rule: str, score: float, content: list[Range], source: list[Range] | Spans, cue: list[int] | None = None, lemma: str | None = None
    ) -> bool:
        """Record a candidate.

        Args:
            unit: number of the unit.
            rule: its name.
            score: how often the rule is right.
            content: token ranges.
            source: token ranges, or spans taken over from an earlier candidate.
            cue: tokens of the cue.
            lemma: the cue's key.

        Returns:
            Whether there was any content to record.
        """
        content_spans = self.spans(content)
        if not content_spans:
            return False
        source_spans = tuple(s for s in source if isinstance(s, Span)) or self.spans([s for s in source if not isinstance(s, Span)])
        cue_spans = self._cue_spans(cue or [])
        self.candidates.append(
            Candidate(content_spans, source_spans, cue_spans, lemma, rule, score, self._explain(rule, source_spans, cue_spans)),
        )
        for start, end in content:
            self.used.update(number for number in self.r.inside[start:end] if number >= 0)
        if source_spans:
            self.speaker = Speaker(source_spans, unit, self.units[unit].paragraph)
        self.reported.add(unit)
        return True

    def _cue_spans(self, tokens: list[int]) -> Spans:
        spans: list[Span] = []
        previous = -2
        for k in tokens:
            if k == previous + 1:
                spans[-1] = Span(spans[-1].start, self.r.ends[k])
            else:
                spans.append(Span(self.r.starts[k], self.r.ends[k]))
            previous = k
        return tuple(spans)

    def _explain(self, rule: str, source: Spans, cue: Spans) -> Reason:
        who = " … ".join(s.of(self.r.text) for s in source)
        how = " … ".join(s.of(self.r.text) for s in cue)
        named = {"en": f" of “{who}”", "de": f" von „{who}“"} if who else {"en": " without a named source", "de": " ohne genannte Quelle"}
        english, german = RULES[rule]
        by = {"en": f" by “{how}”", "de": f" durch „{how}“"} if how else {"en": "", "de": ""}
        return Reason(en=f"{english}{by['en']}: words{named['en']}", de=f"{german}{by['de']}: Worte{named['de']}")


#: Rule → what it saw, in English and German.
RULES = {
    "clause after verb": ("Reported clause, introduced", "Wiedergegebener Satz, eingeleitet"),
    "clause before verb": ("Reporting clause follows, marked", "Nachgestellter Redesatz, kenntlich"),
    "quotation after verb": ("Quotation, introduced", "Zitat, eingeleitet"),
    "quotation before verb": ("Quotation with the speaker behind it, marked", "Zitat mit nachgestelltem Sprecher, kenntlich"),
    "infinitive after verb": ("Reported infinitive, introduced", "Wiedergegebener Infinitiv, eingeleitet"),
    "object of verb": ("Reported object, introduced", "Wiedergegebenes Objekt, eingeleitet"),
    "relative clause": ("Reporting relative clause, marked", "Redeeinleitender Relativsatz, kenntlich"),
    "as clause": ("Reporting clause with “as”, marked", "Redesatz mit „wie“, kenntlich"),
    "anaphoric verb": ("The sentence before is attributed", "Der Satz davor wird zugeschrieben"),
    "refusal": ("Refusal to comment, marked", "Verweigerte Auskunft, kenntlich"),
    "preposition": ("Source given", "Quelle genannt"),
    "so source": ("Source given behind the words", "Quelle hinter den Worten genannt"),
    "noun cue": ("Reported clause, introduced", "Wiedergegebener Satz, eingeleitet"),
    "colon": ("Quotation behind a colon", "Zitat hinter einem Doppelpunkt"),
    "subjunctive": ("Goes on in reported speech (subjunctive)", "Geht in indirekter Rede (Konjunktiv) weiter"),
    "quotation alone": ("Quotation without a reporting clause; last speaker", "Zitat ohne Redesatz; letzter Sprecher"),
}
