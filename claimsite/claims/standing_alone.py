"""Whether words can stand alone as a newspaper's subject line, and how they are brought into its form."""

from __future__ import annotations

import re
from functools import lru_cache

from claimsite.claims.wording import has_pronoun, is_fragment, shorten
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
    points += 2 * bool(_FINITES[code].search(line) and not (code == Language.GERMAN and _FINITES[code].match(line)))
    points += not has_pronoun(line, language) and not _POINTINGS[code].match(line) and not _OPPOSING.search(line)
    return points + (not line.endswith("…") and line[:1].isalnum())


@lru_cache(maxsize=4096)
def stands_alone(text: str, language: str, *, is_denied: bool = False) -> bool:
    """Whether a reader understands a sentence of which nothing else is shown; what a verb denies may lack the one who does it ("denies: breaching a law")."""
    pointing = has_pronoun(text, language) or _POINTINGS[Language(language)].match(text)
    return not pointing and (is_denied or not is_fragment(text, language))
