"""One segment of source words (between commas) read word by word: noun, name, country, what the office is for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from analysis.actors.grammar import particles, splitters
from analysis.actors.items import Item, itemize
from analysis.actors.nouns import Noun, find_group, find_noun, find_portfolio
from analysis.actors.places import Place, find_adjective, find_places
from analysis.languages.tables import load_table

WORD = re.compile(r"[^\W_]+(?:[-.'’&][^\W_]+)*(?:['’](?=\s))?|&")
#: Words of a segment that are read.
LONGEST_SEGMENT = 14
_GERMAN_ROLE = ("er", "in", "ist", "ent", "ant", "or", "loge", "loge", "chef", "mann", "frau", "rat", "arzt", "wirt", "anwalt", "vorstand", "direktor")
#: Endings of German words for people.
ROLE = re.compile(r"(?:er|in|ist|ent|ant|or|loge|chef|mann|frau|rat|arzt|wirt|anwalt|vorstand|direktor|ern|innen|isten|enten|anten|oren|logen|leute)$")
#: Behind a body's noun these continue its name ("Ruhe im Tal", "See und Hafen"); other prepositions say where it is.
_NAME_LINKS = re.compile(r"(?:im|für|und|ohne|am|gegen|pour|et|contre|sans|for|and|against|without|за|и|без|для)\b")

_LEADING_ARTICLE = re.compile(r"^(?:the\s|la\s|le\s|les\s|l['’]|der\s|die\s|das\s|dem\s|den\s)\s*", re.IGNORECASE)
_RANK = re.compile(r"((?:vice|deputy)(?: |$))?(.*)", re.DOTALL)

CommonNoun = Callable[[str], bool]


@dataclass(slots=True)
class Phrase:
    """What a segment says.

    Attributes:
        noun: its last office, body or group.
        qualifiers: what stands before the office in English ("deputy", "former"), in order.
        subject: what the office is for in English ("foreign", "government"), directly before it.
        organization: proper words that the noun depends on.
        name: words of a proper name.
        places: countries and seats named.
        gender: natural gender told; "".
        before_noun: whether the organization stood before the noun.
        words: the words that it was read from where they are fewer than the segment ("the planning office" of "a letter from the planning office").
        has_unknown_role: whether a common noun that the tables lack stood before the name ("Umweltgeologe Brenk").
    """

    noun: Noun | None = None
    qualifiers: list[str] = field(default_factory=list)
    subject: list[str] = field(default_factory=list)
    organization: list[str] = field(default_factory=list)
    name: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    gender: str = ""
    before_noun: bool = False
    has_unknown_role: bool = False
    words: str = ""

    @property
    def office(self) -> str:
        """The noun with what belongs to it, in English: "former deputy foreign minister"."""
        if self.noun is None:
            return ""
        rank, role = _RANK.match(self.noun.english).groups()  # type: ignore[union-attr]
        subject = list(self.subject)
        if role in ("", "head") and subject and subject[-1].endswith(" ministry"):
            subject[-1], role = subject[-1].removesuffix(" ministry"), "minister"
        return " ".join(part for part in (*self.qualifiers, (rank or "").strip(), *subject, role) if part)


def read_phrase(segment: str, language: str, is_common_noun: CommonNoun, *, article: str) -> Phrase:
    """Read a segment; never raises.

    Args:
        segment: words without leading article.
        language: ISO 639-1.
        is_common_noun: whether a capitalized word is tagged as a common noun where it stands.
        article: "definite", "indefinite", "possessive" or "", as stood before it; German names have none.
    """
    head, tail = _split_tail(segment, language)
    items = itemize(WORD.findall(head)[:LONGEST_SEGMENT], language)
    phrase = Phrase()
    at = _find_head(items, language, has_article=bool(article))
    if at >= 0:
        for item in items[:at]:
            _read_before(item, phrase, language)
        phrase.noun = items[at].noun
        _add_compound_place(items[at].words, phrase, language)
        tail = _read_after(items[at + 1 :], tail, phrase, language)
    if phrase.noun is None:
        _read_nameless(items, phrase, language, is_common_noun, article=article)
        if not phrase.name and tail:
            return _read_owner(tail, phrase, language, is_common_noun)
    for piece in _pieces(tail, language):
        _read_tail(piece, phrase, language)
    if phrase.noun is not None and phrase.noun.kind == "person":
        phrase.gender = phrase.gender or phrase.noun.gender
    return phrase


def _find_head(items: list[Item], language: str, *, has_article: bool) -> int:
    """Index of the noun that the phrase is about: the last one, in French and Russian the first; -1 if there is none.

    Mutates an item whose word may name one person or several into the group, where neither article nor name makes it one.
    """
    nouns = [i for i, item in enumerate(items) if item.kind == "noun"]
    if not nouns:
        return -1
    at = nouns[0] if language in ("fr", "ru") else nouns[-1]
    behind = items[at + 1 :]
    is_body = nouns and getattr(items[at].noun, "kind", "") == "body"
    if language == "en" and is_body and behind and behind[0].kind == "plain" and behind[-1].kind == "proper":
        return -1
    noun = items[at].noun
    following = items[at + 1].noun if at + 1 < len(items) else None
    if language == "ru" and noun is not None and noun.english == "deputy" and following is not None and following.kind == "person":
        items[at] = Item("noun", items[at].words, noun=Noun(f"deputy {following.english}", following.head, "person", noun.gender))
    has_name = any(item.kind == "proper" for item in behind)
    if language == "de" and has_name and noun is not None and noun.kind == "collective":
        items[at] = Item("noun", items[at].words, noun=Noun(noun.english.removesuffix("s"), noun.head.removesuffix("s"), "person", noun.gender))
    if not has_article and not has_name:
        group = find_group(items[at].words, language)
        if group is not None:
            items[at] = Item("noun", items[at].words, noun=group)
    return at


def _split_tail(segment: str, language: str) -> tuple[str, str]:
    """Cut before the first preposition or genitive article; known expressions ("secrétaire d'État") and particles in names are not cut."""
    for match in splitters(language).finditer(segment):
        before, after = segment[: match.start()].rstrip(), segment[match.start() :]
        if not before:
            continue
        words = before.split()
        joined = [" ".join([*words[-k:], *after.split()[:n]]) for k in (1, 2, 3) for n in (1, 2, 3)]
        if any(find_noun(each, language) or find_places(each, language) for each in joined):
            continue
        names = words[-1][:1].isupper() and after.split()[1:2] and after.split()[1][:1].isupper()
        if match.group() in ("von", "van", "de") and names and len(words) > 1 and find_noun(words[-1], language) is None and find_noun(words[-2], language):
            continue
        return before, after
    return segment, ""


def _read_before(item: Item, phrase: Phrase, language: str) -> None:
    """A word before the noun."""
    if item.kind == "place" and item.place is not None:
        phrase.places.append(item.place)
    elif item.kind == "modifier" and item.english:
        (phrase.subject if language == "en" else phrase.qualifiers).append(item.english)
    elif item.kind == "noun" and item.noun is not None:
        phrase.subject.append(item.noun.english)
    elif item.kind == "title":
        phrase.gender = item.english
    elif item.kind == "proper":
        phrase.organization.append(re.sub("['’]s?$", "", item.words))
        phrase.before_noun = True
    elif item.kind == "plain" and language == "en" and item.words.isalpha() and item.words not in ("and", "or"):
        phrase.subject.append(item.words)


def _add_compound_place(words: str, phrase: Phrase, language: str) -> None:
    """The unread first part of a compound: a country ("US-Beamte"), a seat ("Kreml-Sprecher") or a company ("Nordelb-Chef")."""
    if phrase.noun is None or not phrase.noun.rest:
        return
    place = find_adjective(phrase.noun.rest, language) or next(iter(find_places(phrase.noun.rest, language)), None)
    if place is not None:
        phrase.places.append(place)
    elif "-" in words:
        phrase.organization.append(words.rpartition("-")[0])


def _read_after(items: list[Item], tail: str, phrase: Phrase, language: str) -> str:
    """Words behind the noun: what the office is for, then the name. Returns the tail that remains to be read."""
    if phrase.noun is None:
        return tail
    low = [item for item in items if item.kind in ("plain", "modifier", "noun")]
    phrase.subject += [item.noun.english for item in low if item.noun is not None and item.noun.kind == "body" and language == "ru"][:1]
    if language in ("ru", "fr") and not phrase.subject:
        _read_subject([item.words for item in low if item.words[:1].islower()], phrase, language)
    for item in items:
        if item.kind == "place" and item.place is not None:
            phrase.places.append(item.place)
        elif item.kind == "title":
            phrase.gender = item.english
    run = _last_run(items)
    if phrase.noun.kind == "body" and items and items[0].kind == "proper" and any(_NAME_LINKS.fullmatch(item.words) for item in items[1:-1]):
        phrase.name = [item.words for item in items]
        return tail
    if phrase.noun.kind == "body" and items and items[0].kind == "proper" and (items[-1].kind == "proper" or _NAME_LINKS.match(tail)):
        follows = bool(_NAME_LINKS.match(tail))
        phrase.name = [*(item.words for item in items), *(tail.split() if follows else [])]
        return "" if follows else tail
    if language == "ru" and len(run) == 1 and phrase.noun.kind != "person":
        phrase.organization += run
    else:
        phrase.name = run
    return tail


def _read_subject(words: list[str], phrase: Phrase, language: str) -> None:
    for n in (3, 2, 1):
        for k in range(len(words) - n + 1):
            portfolio = find_portfolio(" ".join(words[k : k + n]), language)
            if portfolio:
                phrase.subject.append(portfolio)
                return


def _last_run(items: list[Item]) -> list[str]:
    """The last unbroken run of proper words."""
    run: list[str] = []
    for item in items:
        if item.kind == "proper":
            run.append(item.words)
        elif run and (item.kind != "title"):
            run = run if all(rest.kind != "proper" for rest in items[items.index(item) :]) else []
            if run:
                break
    while run and run[-1] in particles():
        run.pop()
    return run


def _read_nameless(items: list[Item], phrase: Phrase, language: str, is_common_noun: CommonNoun, *, article: str) -> None:
    """A segment without a noun of the tables: its proper words are the name; a German common noun before it is not."""
    for item in items:
        if item.kind == "title":
            phrase.gender = item.english
    run = [item.words for item in items if item.kind in ("proper", "place") or (item.kind == "modifier" and item.words[:1].isupper())]
    phrase.places += [item.place for item in items if item.place is not None and find_adjective(item.words, language)]
    plain_before = bool(items) and items[0].kind == "plain"
    if language == "de" and len(run) > 1:
        role = is_common_noun(run[0]) or (len(run) > 2 and run[0].endswith(_GERMAN_ROLE)) or (article and run[0].endswith(_GERMAN_ROLE))
        if role and run[-1] not in load_table("nouns")["body_words"]:
            phrase.has_unknown_role, run = True, run[1:]
    elif language == "en" and len(run) > 2 and re.search(r"(?:ist|ian|er|or|man)$", run[0]):
        phrase.has_unknown_role, run = True, run[1:]
    if language == "de" and len(run) == 1 and (article == "indefinite" or ((article or plain_before) and is_common_noun(run[0]) and run[0][1:].islower())):
        run = []
    phrase.has_unknown_role = phrase.has_unknown_role or (plain_before and len(run) > 1)
    phrase.name = run


def _read_owner(tail: str, phrase: Phrase, language: str, is_common_noun: CommonNoun) -> Phrase:
    """A paper speaks for whoever wrote it: "a letter from the planning office", "einem Beschluss des Landgerichts"."""
    for piece in reversed(_pieces(tail, language)):
        match = splitters(language).match(piece)
        rest = re.sub(_LEADING_ARTICLE, "", piece[match.end() :].strip() if match else piece)
        owner = read_phrase(rest, language, is_common_noun, article="definite") if rest and rest != tail else Phrase()
        if (owner.noun is not None and owner.noun.kind == "body") or owner.name or owner.organization:
            owner.words = owner.words or rest
            return owner
    return phrase


def _pieces(tail: str, language: str) -> list[str]:
    """The tail cut at its prepositions: "für Rüstungskontrolle", "des Kreml"."""
    cuts = [m.start() for m in splitters(language).finditer(tail)][:6]
    return [tail[a:b].strip() for a, b in zip(cuts, [*cuts[1:], len(tail)], strict=False)]


def _read_tail(piece: str, phrase: Phrase, language: str) -> None:
    """What the noun depends on: a country or seat, what the office is for, or an organization."""
    match = splitters(language).match(piece)
    rest = piece[match.end() :].strip() if match else piece
    rest = re.sub(_LEADING_ARTICLE, "", rest)
    if not rest:
        return
    if places := find_places(rest, language):
        phrase.places.append(places[0])
    elif (portfolio := find_portfolio(rest, language)) and phrase.noun is not None:
        phrase.subject.append(portfolio)
    else:
        items = itemize(WORD.findall(rest)[:LONGEST_SEGMENT], language)
        phrase.places += [item.place for item in items if item.place is not None]
        proper = [item.words for item in items if item.kind == "proper"]
        if proper and not phrase.organization:
            phrase.organization += [item.words for item in items if item.kind in ("proper", "noun") and item.words[:1].isupper()]
        elif phrase.noun is not None and phrase.noun.kind == "person":
            phrase.subject += [_subject_of(items, language)] if any(item.noun is not None and item.noun.kind == "body" for item in items[:3]) else []


def _subject_of(items: list[Item], language: str) -> str:
    """The body that somebody speaks for, with what it is for: "interior ministry"."""
    at = next(i for i, item in enumerate(items) if item.noun is not None and item.noun.kind == "body")
    noun = items[at].noun
    before = [item.english for item in items[:at] if item.kind == "modifier" and item.english] if language == "en" else []
    behind = find_portfolio(" ".join(item.words for item in items[at + 1 :]), language) if language in ("fr", "ru") else None
    return " ".join([*before, *([behind] if behind else []), noun.english if noun is not None else ""])
