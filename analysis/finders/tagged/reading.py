"""A tagged document as the rules read it: arrays of token features, units, segments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from analysis.languages import Language
from analysis.languages.grammar import Grammar, get_grammar
from analysis.quotations import MARKS, Quotation
from analysis.types import Span


@dataclass(slots=True)
class Segment:
    """A stretch between marks inside a unit, or a quoted utterance.

    Attributes:
        start: first token.
        end: behind the last token.
        before: the mark or conjunction (lower case) that stands before it; empty at the start of a unit.
        quoted: it is (part of) a quoted utterance, closed to the rules for clauses.
        quotation: number of the quotation it belongs to; -1 if it is not quoted.
    """

    start: int
    end: int
    before: str
    quoted: bool = False
    quotation: int = -1


@dataclass(slots=True)
class Unit:
    """One or more sentences that share a quotation; what the rules look at in one go.

    Attributes:
        start: first token.
        end: behind the last token.
        paragraph: number of the paragraph.
        segments: in text order.
    """

    start: int
    end: int
    paragraph: int
    segments: list[Segment] = field(default_factory=list)


class Reading:
    """Token features as plain lists (spaCy's attributes cost a call each), with the language's words and grammar."""

    def __init__(self, doc: Doc, quotations: Sequence[Quotation], language: Language) -> None:
        self.doc = doc
        self.text = doc.text
        self.language = language
        self.grammar: Grammar = get_grammar(language.code)
        self.quotations = list(quotations)
        self.starts = [token.idx for token in doc]
        self.ends = [token.idx + len(token.text) for token in doc]
        self.words = [token.text for token in doc]
        self.low = [word.lower().replace("\u00ad", "") for word in self.words]
        self.tag = [token.tag_ for token in doc]
        self.pos = [token.pos_ for token in doc]
        self.lemma = [token.lemma_.lower() for token in doc]
        morphs = [str(token.morph) for token in doc]
        self.morph = morphs
        self.finite = ["VerbForm=Fin" in morph for morph in morphs]
        self.mood = ["Sub" if "Mood=Sub" in morph else "Cnd" if "Mood=Cnd" in morph else "" for morph in morphs]
        self.is_mark = [word in MARKS for word in self.words]
        self.inside = self._number_quotations()

    def _number_quotations(self) -> list[int]:
        """For each token the number of the quotation it stands in, marks included; -1 outside."""
        inside = [-1] * len(self.words)
        number = 0
        for index, start in enumerate(self.starts):
            while number < len(self.quotations) and self.quotations[number].outer.end <= start:
                number += 1
            if number < len(self.quotations) and self.quotations[number].outer.start <= start:
                inside[index] = number
        return inside

    def is_word(self, index: int) -> bool:
        """Whether the token is neither punctuation nor white space."""
        return self.pos[index] not in ("PUNCT", "SPACE")

    def is_noun(self, index: int) -> bool:
        """Whether the token can head a noun phrase; in German every capitalized word inside a sentence can."""
        if self.pos[index] in ("NOUN", "PROPN"):
            return True
        if not self.is_word(index) or self.pos[index] in ("DET", "PRON", "ADP", "NUM"):
            return False
        if self.words[index][0].isdigit() and self.words[index][-1].isalpha() and any(ch.isupper() for ch in self.words[index]):
            return True  # "39-Jähriger"
        if self.pos[index] in ("X", "ADJ", "VERB", "AUX", "ADV") and self.words[index][0].isupper():
            return not self.begins_sentence(index) and (self.pos[index] in ("X",) or not self._leads_to_noun(index))
        return False

    def _leads_to_noun(self, index: int) -> bool:
        """Whether a capitalized adjective ("Rote" in "Rote Kreuz") is followed by a noun that takes its place as the head."""
        following = index + 1
        return self.pos[index] == "ADJ" and following < len(self.pos) and self.pos[following] in ("NOUN", "PROPN")

    def begins_sentence(self, index: int) -> bool:
        """Whether the token is the first word of its sentence or of a quotation."""
        back = index - 1
        while back >= 0 and self.pos[back] in ("PUNCT", "SPACE") and self.low[back] not in (",", ";"):
            if self.low[back] in (":", ".", "!", "?"):
                return True
            back -= 1
        return bool(self.doc[index].is_sent_start) or back < 0 or any(self.doc[k].is_sent_start for k in range(back + 1, index))

    def span(self, start: int, end: int) -> Span | None:
        """The characters of tokens ``[start, end)`` without white space, bare marks and outer quotation marks at the ends; None if nothing is left."""
        while start < end and (self.pos[start] == "SPACE" or (self.pos[start] == "PUNCT" and not self.is_mark[start] and self.low[start] not in "([")):
            start += 1
        while end > start and (
            self.pos[end - 1] == "SPACE" or (self.pos[end - 1] == "PUNCT" and not self.is_mark[end - 1] and self.low[end - 1] not in ")]?!%…")
        ):
            end -= 1
        start, end = self._trim_marks(start, end)
        if 0 < end < len(self.words) and self.is_mark[end] and self._closes(end, start):
            end += 1  # the partner of a mark inside
        if start >= end or not any(self.is_word(k) for k in range(start, min(end, start + 50))):
            return None
        return Span(self.starts[start], self.ends[end - 1])

    def _closes(self, index: int, start: int) -> bool:
        """Whether a mark closes a quotation that opens behind token `start`."""
        number = self.inside[index]
        return number >= 0 and self.quotations[number].outer.end == self.ends[index] and self.quotations[number].outer.start >= self.starts[start]

    def _trim_marks(self, start: int, end: int) -> tuple[int, int]:
        """Drop quotation marks at the ends unless their partner stands inside."""
        while start < end and self.is_mark[start]:
            number = self.inside[start]
            closes_inside = number >= 0 and self.quotations[number].outer.end <= self.ends[end - 1] and self.inside[end - 1] != number
            if closes_inside:
                break
            start += 1
        while end > start and (self.is_mark[end - 1] or (self.pos[end - 1] == "PUNCT" and self.low[end - 1] in ",.;:–—-")):
            number = self.inside[end - 1]
            if self.is_mark[end - 1] and number >= 0 and self.quotations[number].outer.start >= self.starts[start] and self.inside[start] != number:
                break
            end -= 1
        return start, end
