"""What a statement's words say for relating: topic words, numbers, polarity, and whether it points back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.embeddings import DIMENSIONS, Vectors, embed
from analysis.relations.words import RelationWords, get_words
from analysis.types import Act, StatementInput

_TOKEN = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,:]\d+)?|[^\W\d_]+(?:-[^\W\d_]+)*(?:n['’]t)?|%")
#: Content beyond this says no more about the relation, and pairs are compared word by word.
_MAX_TOPIC_WORDS = 24
_MAX_CHARACTERS = 2000
#: A statement that points back and has at most this many topic words of its own has its topic elsewhere.
_FEW_WORDS = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """A statement as seen by the features.

    Attributes:
        statement: as given.
        topic: words that carry the topic, as written, in order, each once.
        vectors: of the topic words, shape ``(len(topic), 512)``.
        numbers: values of the figures in it.
        negations: negating words as written, in order.
        falsities: words that call something untrue.
        pointer: the demonstrative, if the statement has its topic in an earlier sentence, else "".
        is_uncertain: whether it speaks of a possibility.
        is_limited: whether it says "only".
        bare: the text without negations.
    """

    statement: StatementInput
    topic: tuple[str, ...]
    vectors: Vectors
    numbers: frozenset[float]
    negations: tuple[str, ...]
    falsities: tuple[str, ...]
    pointer: str
    is_uncertain: bool
    is_limited: bool
    bare: str

    @property
    def is_denial(self) -> bool:
        """Whether a proposition is rejected, by the verb or by a negation."""
        return self.statement.act is Act.DENIES or bool(self.negations)


def tokenize(text: str) -> list[str]:
    """Words (hyphenated ones whole, apostrophes divide) and figures as written."""
    return _TOKEN.findall(text)


def read_number(token: str, words: RelationWords) -> float | None:
    """The value of a figure ("4.000", "4 000", "12,5", "zwölf"), or None."""
    if token[0].isdigit():
        compact = re.sub(r"[\u00a0\u202f ]", "", token)
        if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", compact):
            return float(re.sub(r"[.,]", "", compact))
        compact = re.sub(r"[.,](?=\d{3}(?:[.,]|$))", "", compact).replace(",", ".").replace(":", ".")
        try:
            return float(compact)
        except ValueError:
            return None
    value = words.numbers.get(token.lower())
    return None if value is None else float(value)


def read_numbers(tokens: Sequence[str], words: RelationWords) -> frozenset[float]:
    """All figures, multipliers worked in ("zwei Millionen" → 2e6, "€480mn" → 4.8e8)."""
    values: list[float] = []
    open_value: float | None = None
    for token in tokens:
        factor = words.multipliers.get(token.lower())
        if factor is not None:
            # "m" and "cent" alone are no figures.
            if open_value is not None:
                open_value *= factor
            elif len(token) > 4:
                open_value = float(factor)
            continue
        if open_value is not None:
            values.append(open_value)
        open_value = read_number(token, words)
    if open_value is not None:
        values.append(open_value)
    return frozenset(values)


def read_statements(statements: Sequence[StatementInput]) -> list[Reading]:
    """Read each statement; the vectors of all topic words are made in one go.

    Raises:
        UnknownLanguageError: if a statement's language is not read.
    """
    drafts = [_draft(s) for s in statements]
    vocabulary = list(dict.fromkeys(word.lower() for d in drafts for word in d[0]))
    vectors = dict(zip(vocabulary, embed(vocabulary), strict=True))
    return [_complete(s, d, vectors) for s, d in zip(statements, drafts, strict=True)]


_Draft = tuple[tuple[str, ...], list[str], RelationWords]


def _draft(statement: StatementInput) -> _Draft:
    words = get_words(statement.language)
    tokens = tokenize(statement.text[:_MAX_CHARACTERS])
    dull = words.dull
    topic = dict.fromkeys(t for t in tokens if t.lower() not in dull and (len(t) > 1 or t.isdigit()))
    return tuple(topic)[:_MAX_TOPIC_WORDS], tokens, words


def _complete(statement: StatementInput, draft: _Draft, vectors: dict[str, Vectors]) -> Reading:
    topic, tokens, words = draft
    lower = [t.lower() for t in tokens]
    negations = tuple(t for t, low in zip(tokens, lower, strict=True) if low in words.negations or low.endswith(("n't", "n’t")))
    pointer = _find_pointer(tokens, words) if len(topic) <= _FEW_WORDS else ""
    return Reading(
        statement=statement,
        topic=topic,
        vectors=stack([vectors[t.lower()] for t in topic]),
        numbers=read_numbers(tokens, words),
        negations=negations,
        falsities=tuple(t for t, low in zip(tokens, lower, strict=True) if low.startswith(words.falsity)),
        pointer=pointer,
        is_uncertain=statement.act is Act.SPECULATES or any(low in words.uncertain for low in lower),
        is_limited=any(low in words.limits for low in lower),
        bare=" ".join(t for t in tokens if t not in negations) if negations else statement.text,
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
