"""Whether words can stand alone as a newspaper's subject line, and how they are brought into its form."""

from __future__ import annotations

import re
from functools import lru_cache

from claimsite.claims.wording import begins_with_verb, has_pronoun, has_verb, is_fragment, shorten
from claimsite.core.models import Language

#: A subject line says something, and is read at a glance.
LEAST = 22
#: What words get that need nothing else.
BEST = 6
#: Where a content is interrupted.
_GAP = " … "
_RELATIVE = {
    Language.GERMAN: r"(?:der|die|das|dem|den|dessen|deren|welche[rs]?|wobei|womit)\b",
    Language.ENGLISH: r"(?:which|who|whom|whose|that|where)\b",
    Language.FRENCH: r"(?:qui|dont|où|lequel|laquelle)\b|qu[e'’]",
    Language.RUSSIAN: r"(?:котор\w+|где|что|чтобы)\b",
}
_RELATIVES = {language: re.compile(words, re.IGNORECASE) for language, words in _RELATIVE.items()}

#: Words that point to something the reader has not seen.
_POINTING = {
    Language.GERMAN: r"(?:ein\w*\s+)?solch\w*|dergleichen|derartig\w*|dies\w*|jene\w*|da\w*(?:rauf|ran|rüber|mit|von|für|bei)|vorgesehen|was|wer|wie|ob|worin",
    Language.ENGLISH: r"such|this|that|these|those|so|there|then|what|who|whether|how|when|any such|the (?:same|former|latter|report|account)",
    Language.FRENCH: r"ce|cet|cette|ces|un tel|une telle|de tels|de telles|cela|ainsi|dire|qui|quoi|que",
    Language.RUSSIAN: r"так\w{1,3}|эт\w{1,3}|тот|та|те|иначе|что|кто|как|разниц\w+",
}
_POINTINGS = {language: re.compile(rf"(?:{words})\b", re.IGNORECASE) for language, words in _POINTING.items()}

_OPPOSING = re.compile(r"\b(?:dagegen|hingegen|demnach|instead|however|meanwhile|pourtant|en revanche|однако|зато)\b", re.IGNORECASE)

_CLAUSE_END = re.compile(r"(?:;| – | — |, (?=(?:und|oder|wobei|während|weil|obwohl|but|and|while|because|although|mais|et|alors que|хотя|но|а|и|потому)\b))")


def as_line(text: str, language: str, length: int) -> str:
    """Words as a subject line: gaps that the writer's words left are closed, and what does not fit is cut where a clause ends, else between words."""
    head, gap, rest = text.partition(_GAP)
    if gap and _RELATIVES[Language(language)].match(rest) and len(head) >= LEAST:
        text = head  # what follows hung on the writer's own clause
    text = text.replace(_GAP, " ").strip()
    if len(text) > length and (ends := [m.start() for m in _CLAUSE_END.finditer(text) if LEAST <= m.start() <= length]):
        text = text[: ends[-1]]
    return shorten(text.rstrip(" ,;:–—-"), length)


def rate_line(text: str, language: str, length: int) -> int:
    """How well words stand alone, 0 to `BEST`: whole, with a verb, without words that point elsewhere, neither too short nor too long.

    Args:
        text: a claim's words.
        language: of the words.
        length: characters that a line may have.
    """
    code = Language(language)
    line = as_line(text, language, length)
    points = 2 * (not is_fragment(text, language) and len(line) >= LEAST)
    # A German clause that starts with its verb is cut out of a sentence.
    points += 2 * (has_verb(line, language) and not (code == Language.GERMAN and begins_with_verb(line, language)))
    points += not has_pronoun(line, language) and not _POINTINGS[code].match(line) and not _OPPOSING.search(line)
    return points + (not line.endswith("…") and line[:1].isalnum())


@lru_cache(maxsize=4096)
def stands_alone(text: str, language: str, *, is_denied: bool = False) -> bool:
    """Whether a reader understands a sentence of which nothing else is shown; what a verb denies may lack the one who does it ("denies: breaching a law")."""
    pointing = has_pronoun(text, language) or _POINTINGS[Language(language)].match(text)
    return not pointing and (is_denied or not is_fragment(text, language))
