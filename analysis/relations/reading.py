"""What a statement's words say for relating: topic words, numbers, polarity, and whether it points back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from typing import Final

import numpy as np

from analysis.embeddings import DIMENSIONS, Vectors, embed
from analysis.relations.polarity import find_negations, goes_on, is_negation, says_there_is_none
from analysis.relations.quantities import Quantity, read_quantities
from analysis.relations.words import RelationWords, get_words
from analysis.types import Act, StatementInput

_TOKEN = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,:]\d+)?|[^\W\d_]+(?:-[^\W\d_]+)*(?:n['’]t)?|%")
#: Content beyond this says no more about the relation, and pairs are compared word by word.
_MAX_TOPIC_WORDS = 24
_MAX_CHARACTERS = 2000
#: A statement that points back and has at most this many topic words of its own has its topic elsewhere.
_FEW_WORDS = 4
#: Statements whose reading is kept: those around an article stand around the next ones, too. About 2 kB each.
REMEMBERED: Final = 10_000


@dataclass(frozen=True, slots=True)
class Reading:
    """A statement as seen by the features.

    Attributes:
        statement: as given.
        topic: words that carry the topic, as written, in order, each once.
        vectors: of the topic words, shape ``(len(topic), 512)``.
        quantities: the figures in it, in order.
        numbers: their values.
        negations: words that turn the proposition round, as written, in order.
        falsities: words that call something untrue.
        is_absence: whether it says that something does not exist.
        is_addition: whether it is a denial that adds to another one.
        is_idle: whether it has negating words, none of which turns anything round ("no doubt").
        pointer: the demonstrative, if the statement has its topic in an earlier sentence, else "".
        is_uncertain: whether it speaks of a possibility.
        is_limited: whether it says "only".
        evidence: words for what can be shown, as written.
        has_reason: whether it gives a reason.
        bare: the text without negations.
        length: words and figures.
    """

    statement: StatementInput
    topic: tuple[str, ...]
    vectors: Vectors
    quantities: tuple[Quantity, ...]
    numbers: frozenset[float]
    negations: tuple[str, ...]
    falsities: tuple[str, ...]
    is_absence: bool
    is_addition: bool
    is_idle: bool
    pointer: str
    is_uncertain: bool
    is_limited: bool
    evidence: tuple[str, ...]
    has_reason: bool
    bare: str
    length: int

    @property
    def is_denial(self) -> bool:
        """Whether a proposition is rejected, by the verb or by a negation; a negation that turns nothing round is none of a verb's either."""
        return bool(self.negations) or (self.statement.act is Act.DENIES and not self.is_idle)


def tokenize(text: str) -> list[str]:
    """Words (hyphenated ones whole, apostrophes divide) and figures as written."""
    return _TOKEN.findall(text)


def read_statements(statements: Sequence[StatementInput]) -> list[Reading]:
    """Read each statement; the vectors of all topic words are made in one go, and what a text was read as is remembered.

    Raises:
        UnknownLanguageError: if a statement's language is not read.
    """
    readings = [_read(s.text, s.language, s.act) for s in statements]
    vocabulary = list(dict.fromkeys(word.lower() for r in readings for word in r.topic))
    places = {word: place for place, word in enumerate(vocabulary)}
    vectors = embed(vocabulary)[[places[word.lower()] for r in readings for word in r.topic]]
    ends = list(accumulate((len(r.topic) for r in readings), initial=0))
    return [replace(r, statement=s, vectors=vectors[start:end]) for r, s, start, end in zip(readings, statements, ends, ends[1:], strict=False)]


@lru_cache(maxsize=REMEMBERED)
def _read(text: str, language: str, act: Act | None) -> Reading:
    """What depends on these alone; without vectors, which would take a hundred times as much memory."""
    words, said = get_words(language), text[:_MAX_CHARACTERS]
    places = [(m.group(), *m.span()) for m in _TOKEN.finditer(said)]
    tokens = [token for token, _, _ in places]
    lower = [t.lower() for t in tokens]
    topic = tuple(dict.fromkeys(t for t, low in zip(tokens, lower, strict=True) if low not in words.dull and (len(t) > 1 or t.isdigit())))
    topic = topic[:_MAX_TOPIC_WORDS]
    negations = find_negations(said, places, words, language)
    quantities = read_quantities(tokens, words)
    return Reading(
        statement=StatementInput(id="", text=text, language=language, act=act),
        topic=topic,
        vectors=stack([]),
        quantities=quantities,
        numbers=frozenset(q.value for q in quantities),
        negations=negations,
        falsities=tuple(t for t, low in zip(tokens, lower, strict=True) if low.startswith(words.falsity)),
        is_absence=says_there_is_none(said, negations, language),
        is_addition=goes_on(said, negations, language),
        is_idle=not negations and any(is_negation(token, words) for token in tokens),
        pointer=_find_pointer(tokens, words) if len(topic) <= _FEW_WORDS else "",
        is_uncertain=act is Act.SPECULATES or any(low in words.uncertain for low in lower),
        is_limited=any(low in words.limits for low in lower),
        evidence=tuple(t for t, low in zip(tokens, lower, strict=True) if low.startswith(words.evidence)),
        has_reason=any(low in words.reasons for low in lower),
        bare=" ".join(t for t in tokens if t not in negations) if negations else text,
        length=len(tokens),
    )


#: Neuter article or demonstrative, conjunction or demonstrative: what follows tells.
_ARTICLE = "das"
_CONJUNCTION = "that"


def _find_pointer(tokens: Sequence[str], words: RelationWords) -> str:
    """The first demonstrative, as written; not in a date, not a German article before its noun, nor "that" behind other words."""
    for place, token in enumerate(tokens):
        low = token.lower()
        if low not in words.pointers or (low == _CONJUNCTION and place > 0):
            continue
        following = tokens[place + 1 : place + 3]
        if following and following[0].lower() in words.times:
            continue
        is_article = bool(following) and (following[0][0].isupper() or (following[0].endswith("e") and following[-1][0].isupper()))
        if low == _ARTICLE and is_article:
            continue
        return token
    return ""


def stack(rows: Sequence[Vectors]) -> Vectors:
    """Rows to a matrix; none give shape ``(0, 512)``."""
    return np.stack(rows) if rows else np.zeros((0, DIMENSIONS), dtype=np.float32)
