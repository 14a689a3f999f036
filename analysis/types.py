"""The nouns that cross modules: frozen, hashable, free of spaCy objects."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Act(StrEnum):
    """What a speaker does with the content."""

    ASSERTS = "asserts"
    DENIES = "denies"
    SPECULATES = "speculates"
    WARNS = "warns"
    COMMITS = "commits"
    DEMANDS = "demands"
    DECLINES = "declines"


class AttributionType(StrEnum):
    """All, none or part of the content stands in quotation marks."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class ActorKind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    BODY = "body"
    STATE = "state"
    COLLECTIVE = "collective"


class RelationKind(StrEnum):
    """How two statements (or claims) stand to each other; same topic alone is no relation."""

    CONTRADICTS = "contradicts"
    SUPPORTS = "supports"
    REPEATS = "repeats"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch ``[start, end)`` of a text, in Unicode code points.

    Raises:
        ValueError: if ``start`` is negative or ``end`` does not lie behind it.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """The words that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence that says why the machine thinks so, in each interface language."""

    en: str
    de: str

    def as_dict(self) -> dict[str, str]:
        """``{"en": …, "de": …}``, the form in which it is stored."""
        return {"en": self.en, "de": self.de}


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, body, state or group that can be held to its words.

    Attributes:
        name: canonical English name, the identity ("Kremlin spokesman Dmitry Peskov").
        kind: what it is.
        side: the accountable party it belongs to ("Russia"); None if unknown.
        person: the bare name of a person without office ("Dmitry Peskov"); None for others.
        office: the office as it stood in the text, in English ("Kremlin spokesman"); None if there was none.
        organization: the body that the office belongs to ("Kremlin"); None if unknown.
        english: a body's own name word by word in English ("Clear Water" for "Klares Wasser"); None if it is no such name or a word is unknown.
        parts: the sides that make up the side where several speak together, in order; empty for everybody else.
        side_written: the side's name in the text's language, if it is a state that no table knows ("Talvarien" for "Talvaria"); else None.
        since, until: when the office was held, as far as the text says: "2019", "2019-03" or "2019-03-14"; None if it does not.
    """

    name: str
    kind: ActorKind
    side: str | None = None
    person: str | None = None
    office: str | None = None
    organization: str | None = None
    english: str | None = None
    parts: tuple[str, ...] = ()
    side_written: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """An actor found behind source words, and why.

    Attributes:
        actor: who is meant.
        score: 0 to 1; None where the method gives none.
        why: one sentence.
    """

    actor: Actor
    score: float | None
    why: Reason


@dataclass(frozen=True, slots=True)
class Attribution:
    """One source – cue – content as found in a text.

    Attributes:
        content: one or more spans in text order, without outer quotation marks and complementiser.
        source: spans that name the speaker in that sentence; empty if the text names none.
        cue: spans of the reporting expression; may be empty.
        type: direct, indirect or mixed.
        act: what the speaker does with the content.
        score: 0 to 1; None where the method gives none.
        why: which rule and which words led to it.
        candidates: who may be meant by the source, best first; empty if nobody could be named.
    """

    content: Spans
    source: Spans
    cue: Spans
    type: AttributionType
    act: Act
    score: float | None
    why: Reason
    candidates: tuple[Resolution, ...] = ()

    @property
    def actor(self) -> Actor | None:
        """The best candidate."""
        return self.candidates[0].actor if self.candidates else None


@dataclass(frozen=True, slots=True)
class AnalyzedDocument:
    """A text with what was found in it; attributions in order of their first content character."""

    document: str
    language: str
    text: str
    attributions: tuple[Attribution, ...] = ()
    flags: tuple[Reason, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class StatementInput:
    """What relating needs to know of a statement; dates as ``YYYY-MM-DD``."""

    id: str
    text: str
    language: str
    actor: str | None = None
    side: str | None = None
    act: Act | None = None
    document: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A proposed link between two statements, symmetric; ``a`` came first in the input."""

    a: str
    b: str
    kind: RelationKind
    score: float | None
    why: Reason
