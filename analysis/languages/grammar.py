"""What the tag-based finder needs to know of a language beyond its reporting words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module

from analysis.languages import UnknownLanguageError


@dataclass(frozen=True, slots=True)
class Grammar:
    """Word lists that steer tokens, sentences and clauses; all lower case.

    Attributes:
        abbreviations: words that keep their point, without it.
        has_ordinals: a figure with a point can be an ordinal ("15. Mai").
        sentence_openers: capitalized words behind a figure with a point that show that the point ended the sentence.
    """

    abbreviations: frozenset[str]
    has_ordinals: bool = False
    sentence_openers: frozenset[str] = frozenset()


def words(text: str) -> tuple[str, ...]:
    """The words of a list written as running text."""
    return tuple(text.split())


@cache
def get_grammar(code: str) -> Grammar:
    """The grammar of a language read by tags.

    Raises:
        UnknownLanguageError: if there is none for `code`.
    """
    if code not in ("de", "ru"):
        raise UnknownLanguageError(f"no grammar for language {code!r}")
    grammar: Grammar = import_module(f"analysis.languages.{code}").GRAMMAR
    return grammar
