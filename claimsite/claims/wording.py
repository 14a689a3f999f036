"""Which statement words a claim, and whether its words are what the speaker rejects."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from claimsite.core.models import Language, ReviewState
from claimsite.statements.models import Act, AttributionType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimsite.statements.models import Statement


class Worded(Protocol):
    """A statement, or what is shown of one."""

    @property
    def act(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def content(self) -> str: ...


#: A claim is worded by something shorter than this, if there is anything.
GOOD_LENGTH = range(20, 221)

#: Words that deny in themselves: what a negated content says is what its speaker holds.
_NEGATION = {
    Language.GERMAN: r"nicht|kein\w*|nie|niemals|niemand\w*|nichts|weder|nirgend\w*|mitnichten|keineswegs",
    Language.ENGLISH: r"not|cannot|no|never|none|nobody|nothing|neither|nor|nowhere|\w+n['’]t",
    Language.FRENCH: r"ne|n(?=['’])|pas|jamais|aucune?s?|ni|rien|nulle?s?|personne ne",
    Language.RUSSIAN: r"не|нет|ни|никогда|никто|никого|ничто|ничего|никак\w*|нигде|нельзя|неверно",
}
_NEGATIONS = {language: re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE) for language, words in _NEGATION.items()}

#: What ties a clause to the one before it; a claim stands alone.
_CONJUNCTION = {
    Language.GERMAN: "und|oder|aber|doch|denn|sondern|dass|weil|sodass|jedoch|allerdings",
    Language.ENGLISH: "and|or|but|yet|because|however",
    Language.FRENCH: "et|ou|mais|car|que|parce que|cependant",
    Language.RUSSIAN: "и|или|а|но|что|потому что|так как|однако|зато",
}
_CONJUNCTIONS = {language: re.compile(rf"(?:{words})\b,?\s+", re.IGNORECASE) for language, words in _CONJUNCTION.items()}

#: Pronouns whose reference stays behind in the article.
_PRONOUN = {
    # "Das" before a noun is its article.
    Language.GERMAN: r"er|sie|es|man|dies\w*|das(?!\s+(?:\w+e[mnrs]?\s+)?(?-i:[A-ZÄÖÜ\d]))|ihr\w*|sein\w*|wir|ich",
    Language.ENGLISH: "he|she|it|they|this|that|these|those|we|i|his|her|their|its",
    Language.FRENCH: "il|elle|ils|elles|on|ce|cela|c['’]|nous|je|son|sa|ses|leurs?",
    Language.RUSSIAN: "он|она|оно|они|это|мы|я|его|её|ее|их",
}
_PRONOUNS = {language: re.compile(rf"(?:{words})\b", re.IGNORECASE) for language, words in _PRONOUN.items()}


#: Contents that are no clause of their own: "denied *having sold shells*". First words of infinitives and gerunds, and how German ends with them.
_BARE_VERB = {
    Language.GERMAN: r".*\bzu\s+\w+e?n[.\s]*$|.*\w(?:ab|an|auf|aus|ein|her|hin|mit|vor|weg|zurück|um|zu)zu\w+en[.\s]*$",
    Language.ENGLISH: r"(?:not\s+|never\s+)?(?!(?:any|every|no|some)?thing\b|during\b|morning|evening|spring|\w*king\b|beijing)\w{2,}ing\b|to\s+\w+\s",
    Language.FRENCH: r"(?:ne\s+pas\s+|n['’]|de\s+|d['’])?(?!hier\b|cher\b|mer\b|hiver\b|premier\b|dernier\b|février\b)(?:avoir|être|\w{2,}(?:er|ir))\b",
    Language.RUSSIAN: r"(?:не\s+)?\w{2,}(?:ать|ять|еть|ить|ыть|уть|ти|чь)(?:ся)?\b",
}
_BARE_VERBS = {language: re.compile(rf"(?:{words})", re.IGNORECASE) for language, words in _BARE_VERB.items()}


@lru_cache(maxsize=20_000)
def is_fragment(text: str, language: str) -> bool:
    """Whether words start (in German: end) like an infinitive or a gerund, so that somebody is missing who does it."""
    return bool(_BARE_VERBS[Language(language)].match(text))


def has_pronoun(text: str, language: str) -> bool:
    """Whether words start with a pronoun whose reference stays behind in the article."""
    return bool(_PRONOUNS[Language(language)].match(text))


def is_rejected_proposition(statement: Worded) -> bool:
    """Whether the content is what the speaker rejects ("denied that shells were sold"), by act and the absence of a negation in it."""
    return statement.act == Act.DENIES and not _NEGATIONS[Language(statement.language)].search(statement.content)


def choose_wording_statement(statements: Iterable[Statement]) -> Statement:
    """The statement whose content words a claim best: decided, whole, standing alone, of good length, sure; of equals the oldest."""
    return max(statements, key=_rate)


def word(statement: Statement) -> str:
    """A claim's wording from a statement's content: without a leading conjunction, with a capital."""
    leading = _CONJUNCTIONS[Language(statement.language)].match(statement.content)
    text = statement.content[leading.end() :] if leading else statement.content
    return text[:1].upper() + text[1:]


def shorten(text: str, length: int) -> str:
    """At most so many characters, cut between words where possible, with an ellipsis."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    head, space, _ = cut.rpartition(" ")
    return (head if space and len(head) > length // 2 else cut).rstrip(" ,;:–-") + "…"


def _starts_with(patterns: dict[Language, re.Pattern[str]], statement: Statement) -> bool:
    return bool(patterns[Language(statement.language)].match(statement.content))


def _rate(statement: Statement) -> tuple[int, int, float, int]:
    is_decided = statement.state in (ReviewState.ACCEPTED, ReviewState.CORRECTED)
    points = 2 * (len(statement.content) in GOOD_LENGTH)
    points += 2 * (" … " not in statement.content)
    points += 2 * (not is_fragment(statement.content, statement.language))
    points += statement.type == AttributionType.DIRECT or statement.content[:1].isupper()
    points += not _starts_with(_PRONOUNS, statement)
    points += not _starts_with(_CONJUNCTIONS, statement)
    points += statement.act != Act.SPECULATES
    return int(is_decided), points, statement.score or 0.0, -statement.pk
