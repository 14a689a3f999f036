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


#: Signs of a finite verb: without one the words are a heading's or half a clause ("accounts of a sale troubling"). "Ernsten Bruch"
#: has none, and neither have "Granaten".
_FINITE = {
    Language.GERMAN: r"(?:ist|sind|war|waren|sei|seien|hat|haben|habe|hatte|hätte|hätten|hatten|wird|werde|werden|wurde|wurden|würde|würden|muss|müsse"
    r"|müsste|müssten|soll\w*|kann|könne\w*|darf|dürfe\w*|gibt|gab|gebe|gäbe|geht|gehe|ging|kam\w*|käme\w*|verstoße|verletze|bleibe?|stehe?|brauche?|wolle|lasse|(?-i:[a-zäöü])\w{2,}(?:(?<!s)ten?|sten?(?!\s+(?-i:[A-ZÄÖÜ]))))",
    Language.ENGLISH: r"(?:is|are|was|were|be|has|have|had|will|would|must|should|may|might|can|could|does|do|did|cannot|\w+n['’]t|\w{3,}ed|went|came"
    r"|got|took|lost|gave|put|said)",
    Language.FRENCH: r"(?:est|sont|était|étaient|a|ont|avait|avaient|sera|seront|serait|seraient|aurait|auraient|aura|doit|doivent|devrait|peut|peuvent|fut"
    r"|furent|va|vont|viole\w*|n['’]\w+|ne\s+\w+|\w{3,}(?:aient|ait|èrent))",
    Language.RUSSIAN: r"(?:не|нет|есть|был[аои]?|будет|будут|может|могут|должн\w+|\w{2,}(?:ла|ло|ли|л)(?:с[ья])?|\w{2,}(?:ет|ют|ит|ят|ут)(?:ся)?|—|–)",
}
_FINITES = {language: re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE) for language, words in _FINITE.items()}


@lru_cache(maxsize=20_000)
def has_verb(text: str, language: str) -> bool:
    """Whether words show a finite verb: what has none is a heading's or half a clause."""
    return bool(_FINITES[Language(language)].search(text))


def begins_with_verb(text: str, language: str) -> bool:
    """Whether the first word is a finite verb."""
    return bool(_FINITES[Language(language)].match(text))


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
    """The statement whose content words a claim best: with a verb, decided, whole, standing alone, of good length, sure; of equals the oldest."""
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


def _rate(statement: Statement) -> tuple[bool, int, int, float, int]:
    is_decided = statement.state in (ReviewState.ACCEPTED, ReviewState.CORRECTED)
    points = 2 * (len(statement.content) in GOOD_LENGTH)
    points += 2 * (" … " not in statement.content)
    points += 2 * (not is_fragment(statement.content, statement.language))
    points += statement.type == AttributionType.DIRECT or statement.content[:1].isupper()
    points += not _starts_with(_PRONOUNS, statement)
    points += not _starts_with(_CONJUNCTIONS, statement)
    points += statement.act != Act.SPECULATES
    # That a person accepted who said it does not make a sentence of it.
    return has_verb(statement.content, statement.language), int(is_decided), points, statement.score or 0.0, -statement.pk
