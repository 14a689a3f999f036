"""What the rules over a parse share: the text, its quotations and how a candidate is put together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc, Token

from analysis.finders import Candidate, clauses
from analysis.languages import Language, get_language
from analysis.languages.frames import Frames
from analysis.languages.french_forms import forms_of
from analysis.quotations import Quotation
from analysis.types import Reason, Span, Spans

_RULES_DE = {
    "clausal complement": "Inhaltssatz",
    "interposed clause": "eingeschobener Redesatz",
    "continued after the cue": "Fortsetzung nach dem Redesatz",
    "infinitive": "Infinitiv",
    "request": "Aufforderung",
    "refusal": "Weigerung",
    "object": "Objekt",
    "accusation": "Vorwurf",
    "naming": "Benennung",
    "passive": "Passiv",
    "noun cue": "Redesubstantiv",
    "prepositional cue": "Quellenangabe mit Präposition",
    "quotation with cue": "Zitat mit Redeverb",
    "continued quotation": "fortgesetztes Zitat",
    "speaker label": "Sprecher mit Doppelpunkt",
}
_ADDED = frozenset({"while", "although", "though", "as", "whereas", "amid", "hours", "days", "tandis", "alors"})
_ASPECTS = frozenset({"use", "go", "continue", "keep", "begin", "start", "hasten", "appear", "seem"})
_CONDITIONS = frozenset({"if", "whether", "unless", "si"})


@cache
def french_cues() -> dict[str, str]:
    """Form → lemma of the French reporting verbs."""
    return forms_of(get_language("fr").cue_verbs)


@dataclass(slots=True)
class Context:
    """A parsed text while its candidates are collected."""

    doc: Doc
    quotations: list[Quotation]
    language: Language
    frames: Frames
    starts: list[int] = field(default_factory=list)
    text: str = ""

    def __post_init__(self) -> None:
        self.text = self.doc.text  # put together anew at each access
        self.starts = [q.outer.start for q in self.quotations]

    def lemma_of(self, token: Token) -> str:
        """The lemma of a reporting verb; in French from its form, since the tagger often fails there."""
        lemma = clauses.lemma_of(token)
        if self.language.code != "fr" or lemma in self.language.cue_verbs:
            return lemma
        return french_cues().get(token.lower_, lemma)

    def quotation_at(self, character: int) -> Quotation | None:
        """The quotation in which a character stands."""
        i = bisect_right(self.starts, character) - 1
        return self.quotations[i] if i >= 0 and character < self.quotations[i].outer.end else None

    def is_hypothetical(self, verb: Token) -> bool:
        """Whether the verb is itself only supposed ("if he said so")."""
        return any(c.dep_ == "mark" and c.lower_ in _CONDITIONS for c in verb.lefts)

    def is_asked(self, verb: Token) -> bool:
        """Whether the author asks if it was said ("Did they speak of the dam?")."""
        last = verb.sent[-1]
        subject = next((c for c in verb.lefts if c.dep_ in clauses.SUBJECTS), None)
        inverted = subject is not None and any(c.dep_ in clauses.AUXILIARIES and c.i < subject.i for c in verb.lefts)
        return self.language.code == "en" and inverted and last.text == "?" and self.quotation_at(last.idx) is None

    def is_supposed(self, verb: Token) -> bool:
        """Whether nobody is said to have spoken or thought yet ("would think", "to say that"); "used to say" and "went on to say" report."""
        if self.language.code != "en":
            return "VerbForm=Inf" in str(verb.morph)
        if any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.lefts):
            return verb.head.i == verb.i or clauses.lemma_of(verb.head) not in _ASPECTS
        return clauses.lemma_of(verb) not in self.frames.say and any(c.tag_ == "MD" for c in verb.lefts)

    def before(self, verb: Token, child: Token) -> tuple[int, int] | None:
        """Token range of what stands before a reporting clause (“…, the minister said”): from the sentence's start to that clause.

        None if no comma, dash or quotation mark parts the two.
        """
        end = min([verb.i, *(c.left_edge.i for c in verb.lefts if child.i < c.i and c.dep_ not in clauses.CLAUSES and not c.is_punct)])
        start = child.left_edge.i
        if verb.dep_ == "ROOT":
            start = min(start, verb.sent.start)
        parted = self.doc[end - 1]
        if end <= start or not (parted.is_punct or parted.is_space) or parted.text in ";:.":
            return None
        for i in range(end - 2, start, -1):
            if self.doc[i].text == ";":
                return i + 1, end
        return start, end

    def trim_tail(self, clause: Token, start: int) -> tuple[int, int]:
        """Token range of a clause without what the author adds behind a comma (“…, deepening the quarrel”, “…, while …”)."""
        end = clause.right_edge.i + 1
        for i in range(max(start, clause.i) + 1, end - 1):
            if self.doc[i].text != "," or self.quotation_at(self.doc[i].idx) is not None:
                continue
            following = self.doc[i + 1]
            added = following.lower_ in _ADDED or (following.tag_ == "VBG" and following.dep_ == "advcl")
            own = following.dep_ == "cc" and self._starts_statement(following, end)
            if added or own:
                return start, i
        return start, end

    def _starts_statement(self, conjunction: Token, end: int) -> bool:
        """Whether a clause behind “, and” has a subject of its own and reports itself."""
        verb = next((c for c in conjunction.head.conjuncts if conjunction.i < c.i < end), None)
        if verb is None or clauses.lemma_of(verb) not in self.language.cue_verbs:
            return False
        return any(c.dep_ in clauses.SUBJECTS for c in verb.lefts)

    def is_own_voice(self, candidate: Candidate) -> bool:
        """Whether the source is "I" or "you": inside a quotation that is no report of somebody else."""
        if len(candidate.source) != 1:
            return False
        words = candidate.source[0].of(self.text).lower().split(" ")
        if words == ["on"] and candidate.cue and self.quotation_at(candidate.cue[0].start) is not None:
            return True  # "On m'a dit": nobody in particular
        return words[0] in self.frames.speakers and (len(words) == 1 or self.language.code == "fr")

    def is_speaker(self, tokens: tuple[int, int]) -> bool:
        """Whether a token range is "I" or "you"."""
        return self.doc[tokens[0]].lower_.lstrip("-t") in self.frames.speakers

    def candidate(
        self, ranges: Sequence[tuple[int, int]], source: Spans, cue: Sequence[Token], lemma: str | None, rule: str, score: float
    ) -> Iterator[Candidate]:
        """A candidate from token ranges; yields nothing if no words are left."""
        content = [span for start, end in ranges if start < end and (span := clauses.to_span(self.doc, start, end))]
        at = cue[0].idx if cue else content[0].start if content else 0
        content = [span for part in content if (span := self._fit(part, at))]
        if content:
            spans = clauses.to_spans(self.doc, cue)
            yield Candidate(tuple(content), source, spans, lemma, rule, max(score, 0.05), explain(rule, self.text, source, spans))

    def _fit(self, span: Span, at: int) -> Span | None:
        """A content as far as quotation marks allow: not beyond those around its cue, and not half of those that it touches."""
        around = self.quotation_at(at)
        if around is not None:
            start, end = max(span.start, around.inner.start), min(span.end, around.inner.end)
            return Span(start, end) if start < end else None
        first, last = self.quotation_at(span.start), self.quotation_at(span.end - 1)
        start = first.outer.start if first is not None and not first.outer.start <= at < first.outer.end else span.start
        end = last.outer.end if last is not None and not last.outer.start <= at < last.outer.end else span.end
        return Span(start, end)


def explain(rule: str, text: str, source: Spans, cue: Spans) -> Reason:
    """One sentence with the rule and its words."""
    cue_words = " … ".join(span.of(text) for span in cue)
    source_words = " … ".join(span.of(text) for span in source)
    english = f"{rule}" + (f" with “{cue_words}”" if cue_words else "") + (f", source “{source_words}”" if source_words else ", no source named")
    german = (
        _RULES_DE.get(rule, rule) + (f" mit „{cue_words}“" if cue_words else "") + (f", Quelle „{source_words}“" if source_words else ", keine Quelle genannt")
    )
    return Reason(en=english, de=german)
