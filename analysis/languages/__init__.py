"""What differs between languages, as data: one module a language, one `Language` in each."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib import import_module

from analysis.types import Act

#: Languages that the analysis reads, by ISO 639-1 code.
CODES = ("de", "en", "fr", "ru")


class UnknownLanguageError(ValueError):
    """The analysis does not read this language."""


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language that finding and classifying attributions rests on.

    All words are lower case. Verb cues are lemmas as the language's tagger gives them; a separable verb is written as one word ("hinzufügen").

    Attributes:
        code: ISO 639-1.
        cue_verbs: reporting verb → act that it signals.
        cue_nouns: reporting noun ("Angabe", "Aussage", "statement") → act that it signals.
        cue_prepositions: expressions that introduce a source ("laut", "nach Angaben", "according to"), longest first.
        cue_postpositions: expressions behind a source ("zufolge").
        complementizers: words that introduce reported content and are not part of it.
        pronouns: third-person pronouns that can stand for a speaker → (number, gender), as ("singular" | "plural" | "any",
            "feminine" | "masculine" | "neuter" | "any").
        negations: words that turn a proposition round.
        act_words: words inside a content that signal an act ("must", "should" → demands), or a cue's modifier.
    """

    code: str
    cue_verbs: dict[str, Act]
    cue_nouns: dict[str, Act] = field(default_factory=dict)
    cue_prepositions: tuple[str, ...] = ()
    cue_postpositions: tuple[str, ...] = ()
    complementizers: frozenset[str] = frozenset()
    pronouns: dict[str, tuple[str, str]] = field(default_factory=dict)
    negations: frozenset[str] = frozenset()
    act_words: dict[str, Act] = field(default_factory=dict)


@cache
def get_language(code: str) -> Language:
    """The data of a language.

    Raises:
        UnknownLanguageError: if `code` is not one of `CODES`.
    """
    if code not in CODES:
        raise UnknownLanguageError(f"unknown language {code!r}; known are {', '.join(CODES)}")
    language: Language = import_module(f"analysis.languages.{code}").LANGUAGE
    return language
