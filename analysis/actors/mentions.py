"""Source words taken apart: name, office or body, country, and what kind of pointer they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from analysis.actors.grammar import articles
from analysis.actors.nouns import Noun, find_group
from analysis.actors.phrases import CommonNoun, Phrase, read_phrase
from analysis.actors.places import Place, find_places

_QUOTED = re.compile(r"[«„“”\"»‚‘]([^«»„“”\"]{2,60})[»“”\"«‘’]")
_AGE = re.compile(r"[\d\s)]+(?:ans|Jahre)?")
#: Longest source that is taken apart; longer ones are a finder's mistake.
LONGEST_SOURCE = 300


@dataclass(frozen=True, slots=True)
class Mention:
    """Source words taken apart.

    Attributes:
        words: as written, without article.
        name: proper name as written ("Dmitri Peskow", "Nordfunk"); "" if there is none.
        noun: office, body or group named; None if the tables know none.
        office: the noun with its modifiers in English ("vice foreign minister"); "".
        organization: proper words that the noun depends on, as written; "".
        places: countries or seats that the words name, in order.
        article: "definite", "indefinite", "possessive" or "".
        gender: natural gender told by noun, title or article; "".
        grammatical: gender told by the article; "".
        is_place: whether the words are nothing but a place.
        before_noun: whether the organization stood before the noun ("Quiet Valley alliance").
        has_role: whether the name stood with a common noun, so that it names a person or body of some kind.
    """

    words: str
    name: str = ""
    noun: Noun | None = None
    office: str = ""
    organization: str = ""
    places: tuple[Place, ...] = ()
    article: str = ""
    gender: str = ""
    grammatical: str = ""
    is_place: bool = False
    before_noun: bool = False
    has_role: bool = False


def _no_tags(word: str) -> bool:
    return False


def read_mention(words: str, language: str, is_common_noun: CommonNoun = _no_tags) -> Mention:
    """Take source words apart; odd words give a mention with nothing but `Mention.words`.

    Args:
        words: the source as written, its spans joined by a space.
        language: ISO 639-1.
        is_common_noun: whether a capitalized word is tagged as a common noun where it stands; asked only where the tables are silent.
    """
    words = " ".join(words[:LONGEST_SOURCE].split())
    article, gender, rest = strip_article(words, language)
    places = find_places(rest, language) or find_places(re.split(r"\s*[,–—(]", rest)[0], language)
    if places:
        return Mention(rest, places=places, article=article, grammatical=gender, is_place=True)
    quoted = _QUOTED.search(rest)
    outside = _QUOTED.sub(" ", rest) if quoted else rest
    segments = [s for s in re.split(r"\s*[,–—()]\s*", outside) if s.strip() and not _AGE.fullmatch(s)][:4]
    read: list[Phrase] = []
    for i, segment in enumerate(segments):
        kind, _, bare = strip_article(segment, language)
        read.append(read_phrase(bare, language, is_common_noun, article=kind or (article if i == 0 else "definite")))
    mention = _merge(read, rest, article, gender) if read else Mention(rest, article=article, grammatical=gender)
    if language == "de" and words[:4].casefold() == "die " and mention.noun is not None and not mention.name and mention.gender != "feminine":
        group = find_group(mention.words.split()[0] if mention.noun.kind == "person" else "", language)
        mention = replace(mention, noun=group, office=group.english) if group else mention
    if quoted:
        return replace(mention, name=quoted.group(1).strip(), organization="")
    return mention


def strip_article(words: str, language: str) -> tuple[str, str, str]:
    """Article ("definite", "indefinite", "possessive" or ""), the gender it tells, and the words without it."""
    table = articles(language)
    kind = gender = ""
    while True:
        elided = re.match(r"(?i)(?:l|d|qu)['’]\s*", words) if language == "fr" else None
        first, _, rest = words.partition(" ")
        if elided and len(words) > elided.end():
            kind, words = kind or "definite", words[elided.end() :]
        elif rest and first.casefold() in table:
            found, found_gender = table[first.casefold()]
            kind, gender, words = kind or found, gender or found_gender, rest
        else:
            return kind, gender, words


def name_without_article(words: str, language: str) -> str:
    """A name as written without a definite article before it ("der Kreml", "l'entreprise"); in "Le Pen" it is part of the name."""
    first, _, rest = words.partition(" ")
    elided = re.match(r"[Ll]['’]\s*", words) if language == "fr" else None
    if elided:
        return words[elided.end() :] or words
    if articles(language).get(first.casefold(), ("", ""))[0] != "definite" or not rest:
        return words
    is_part = language == "fr" and first[0].isupper() and rest[0].isupper() and " " not in rest
    return words if is_part else rest


def _merge(read: list[Phrase], words: str, article: str, gender: str) -> Mention:
    """One mention out of segments between commas: a bare name and its appositions, in either order."""
    main = next((p for p in read if p.noun is not None), read[0])
    if main.noun is not None and main.noun.kind == "body" and not main.name:
        main = next((p for p in read[1:] if p.name and p.noun is not None and p.noun.kind == "person"), main)
    named = main if main.name and main is read[0] else next((p for p in read if p.name and p.noun is None), None) or next((p for p in read if p.name), None)
    noun = main.noun
    natural = next((p.gender for p in read if p.gender), "")
    if not natural and noun is not None and noun.kind == "person":
        natural = gender
    return Mention(
        main.words or words,
        name=" ".join(named.name) if named else "",
        noun=noun,
        office=main.office,
        organization=" ".join(main.organization),
        places=tuple(dict.fromkeys(place for part in read[:2] for place in part.places)),
        article="definite" if main.words else article,
        gender=natural,
        grammatical=gender,
        before_noun=main.before_noun,
        has_role=noun is not None or any(p.has_unknown_role for p in read) or len(read) > 1,
    )
