"""One article as the actors' resolution sees it: who a source's words point to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc

from analysis.actors import reasons
from analysis.actors.anaphora import Pointer, rank_entities
from analysis.actors.entities import Entity, fit_gender, fit_title
from analysis.actors.grammar import articles
from analysis.actors.mentions import Mention, read_mention
from analysis.actors.names import nominative
from analysis.actors.naming import SIDE, Context, nameless_actor, place_actor, says_whose
from analysis.actors.nouns import find_noun, find_portfolio, is_document, is_law
from analysis.actors.phrases import ROLE
from analysis.actors.places import Place, with_article
from analysis.actors.register import Register, as_country
from analysis.actors.scan import find_pairs
from analysis.languages import Language
from analysis.types import Actor, ActorKind, Reason, Resolution, Spans

_AND = re.compile(r"\s+(?:und|sowie|and|et|и)\s+")
_HAS_OWNER = re.compile(r"\b(?:of|des|der|de|du|eines|einer)\b|\bd['’]|['’]s\b")
_BOTH = {
    "de": re.compile(r"(?i)(?:die )?beide[nr]? (?:Regierungen|Länder|Staaten|Seiten|Hauptstädte)$"),
    "en": re.compile(r"(?i)(?:both|the two) (?:governments|countries|sides|states|capitals|nations)$"),
    "fr": re.compile(r"(?i)les deux (?:gouvernements|pays|États|parties|capitales)$"),
    "ru": re.compile(r"(?i)(?:обе|обеих|оба|обоих) (?:страны|стороны|стран|сторон|правительства|правительств|государства|государств)$"),
}
#: What a possessive tells of the one whose it is; where it tells nothing, persons are meant less often.
_OWNER = {
    "her": "feminine",
    "ihr": "feminine",
    "ihre": "feminine",
    "ihrer": "feminine",
    "её": "feminine",
    "ее": "feminine",
    "his": "masculine",
    "its": "neuter",
}
#: Least fit of a title that is taken for somebody named before.
ENOUGH = 0.12
#: A second country at least this likely, against the first, is kept as a candidate.
RIVAL = 0.5


def _join(places: list[Place]) -> Actor:
    names = [with_article(place.side) if place.kind in ("country", "capital") else place.body for place in places]
    sides = tuple(dict.fromkeys(place.side for place in places))
    return Actor(" and ".join(names), ActorKind.COLLECTIVE, side=" and ".join(sides), parts=sides if len(sides) > 1 else ())


class Article(Register):
    """Resolves the sources of one article, in text order."""

    def __init__(self, doc: Doc, sources: Iterable[Spans], language: Language) -> None:
        super().__init__(doc, sources, language.code)
        self.language = language
        self._meet_short_names()
        self._meet_bare_titles()

    def _meet_bare_titles(self) -> None:
        """Enter where a sentence opens with a mere noun for somebody named before ("The company refuses."): "its statement" in the next one is theirs."""
        for i, word in enumerate(self.words):
            noun = find_noun(word.text, self.code) if self.sentences.opens(word.start) else None
            if noun is None or noun.kind == "collective" or self._goes_on_as_name(i):
                continue
            named = (e for e in self.entities.values() if e.last_before(word.start) >= 0 and not e.plural and e.is_person == (noun.kind == "person"))
            fitting = [e for e in named if fit_title(e, noun.head, noun.english) == 1.0]
            if fitting:
                max(fitting, key=lambda e: e.last_before(word.start)).add(word.start, speaks=False)

    def _goes_on_as_name(self, i: int) -> bool:
        """Whether a name, a genitive or the like stands right beside a word, so that it says more than the bare noun."""
        word, before, behind = self.words[i], self.words[i - 1] if i else None, self.words[i + 1] if i + 1 < len(self.words) else None
        if before is not None and self.text[before.end : word.start] == " " and before.text.casefold() not in articles(self.code):
            return True
        if behind is None or self.text[word.end : behind.start] not in (" ", " «", " „", " “", ' "'):
            return False
        return behind.text[:1].isupper() or bool(_HAS_OWNER.match(behind.text)) or (self.code == "ru" and find_portfolio(behind.text, "ru") is not None)

    def _meet_short_names(self) -> None:
        """Enter where the running text calls somebody by the surname alone: pronouns point to whoever was named last, not only to who spoke."""
        for word in self.words:
            name = self._bare(word.text)
            full = self._full_names.get(self._key(name)) if name[:1].isupper() else None
            entity = self.entities.get("person " + self._key(full)) if full else None
            if full and entity is not None and not self.text.startswith(full, word.start + len(name) - len(full)):
                entity.add(word.start, speaks=False)

    def resolve(self, source: Spans) -> tuple[Resolution, ...]:
        """Candidates for a source, best first; what they say is entered, so that later sources can point back to it."""
        mention, start = self.sources[source], source[0].start
        words = " ".join(span.of(self.text) for span in source)
        pronoun = self.language.pronouns.get(words.casefold())
        if pronoun is not None:
            return self._point(Pointer(words, number=pronoun[0], gender=pronoun[1], is_pronoun=True), start)
        if _BOTH[self.code].match(words) and (both := self._both(start)):
            return (Resolution(both, 0.6, reasons.group(words, both)),)
        if len(halves := _AND.split(words)) == 2 and (group := self._group(halves)):
            return (Resolution(group, 0.9, reasons.group(words, group)),)
        if mention.is_place:
            return self._place(mention, words, start)
        if mention.name:
            return self._named(mention, words, start)
        return self._nameless(mention, words, start)

    def _group(self, halves: list[str]) -> Actor | None:
        places = [read_mention(half, self.code) for half in halves]
        if not all(m.is_place for m in places):
            return None
        return _join([m.places[0] for m in places])

    def _both(self, start: int) -> Actor | None:
        """The two countries named in one breath before "both governments", else the two named last."""
        pairs = [pair for at, pair in find_pairs(self.countries, self.text) if at < start]
        if pairs and "European Union" not in {place.side for place in pairs[-1]}:
            return _join([as_country(place) for place in pairs[-1]])
        last: list[Place] = []
        official = [each for each in self._official if each[0] < start]
        for at, place in reversed(official if len({place.side for _, place in official}) > 1 else self.countries):
            if at < start and place.side != "European Union" and all(place.side != other.side for other in last):
                last.insert(0, as_country(place))
            if len(last) == 2:
                return _join(last)
        return None

    def _place(self, mention: Mention, words: str, start: int) -> tuple[Resolution, ...]:
        places = sorted(mention.places, key=lambda p: -self._weight(p, start))
        found = []
        for place in places[:3]:
            score = 0.95 if len(places) == 1 else self._weight(place, start) / sum(self._weight(p, start) for p in places)
            found.append(Resolution(place_actor(place), round(score, 2), reasons.place(words, place)))
        self._enter(found[0].actor, mention, start, speaks=True)
        return tuple(found)

    def _weight(self, place: Place, start: int) -> float:
        """How much the article speaks of a place; Brussels is the Union's seat unless Belgium is the subject."""
        own = sum(1 for at, other in self.countries if other.side == place.side and at != start)
        return 1.0 + own + (0.5 if place.side == "European Union" else 0.0)

    def _named(self, mention: Mention, words: str, start: int) -> tuple[Resolution, ...]:
        name = nominative(mention.name)
        if " " not in name:
            full = self._find_full(name)
            if full is not None:
                # The whole name may tell where somebody is at home.
                entity = self._enter_person(full, replace(mention, name=full), start, speaks=True)
                return (Resolution(entity.actor, 0.9, reasons.short_name(words, entity.actor)),)
        if self._is_person(mention) or (mention.noun is not None and mention.noun.kind == "person"):
            entity = self._enter_person(name, mention, start, speaks=True)
            return (Resolution(entity.actor, 0.95, reasons.name(words, entity.actor)),)
        entity = self._enter_body(mention, start, speaks=True)
        return (Resolution(entity.actor, 0.85, reasons.name(words, entity.actor)),)

    def _find_full(self, surname: str) -> str | None:
        key = self._key(surname)
        if key in self._full_names:
            return self._full_names[key]
        if self.code == "ru":
            inflected = (n for known, n in self._full_names.items() if known[:4] == key[:4] and key.startswith(known[:-1]) and len(key) - len(known) < 3)
            if name := next(inflected, None):
                return name
        # A family name that stands first, as in Korea, China or Hungary, or a given name: either way one person.
        first = {name for name in self._full_names.values() if self._key(name.split()[0]) == key}
        return first.pop() if len(first) == 1 else None

    def _nameless(self, mention: Mention, words: str, start: int) -> tuple[Resolution, ...]:
        noun = mention.noun
        if noun is None:
            return self._without_noun(mention, words, start)
        if noun.english == SIDE and not mention.places:
            return ()  # "the other side" says of nobody who it is
        is_bare = mention.office == noun.english and not mention.places and not mention.organization and not says_whose(mention)
        points_back = mention.article in ("definite", "possessive") or (
            not mention.article and (self.code in ("ru", "en") or (self.code == "de" and mention.words == mention.words.split()[0]))
        )
        if (
            noun.kind != "collective"
            and (is_bare or noun.kind == "person")
            and points_back
            and not (noun.kind == "person" and mention.places and mention.article != "definite")
        ):
            gender = mention.gender or self._default_gender(mention)
            is_strict = noun.kind == "person" and (mention.article == "possessive" or bool(_HAS_OWNER.search(mention.words)))
            pointer = Pointer(words, gender=gender, is_strict=is_strict, head=noun.head, english=mention.office, kind=noun.kind, places=mention.places)
            found = self._point(pointer, start)
            if found:
                return found
        self.rivals = {}
        actor = nameless_actor(mention, self.code, self._context(mention, start))
        rival, share = self.rivals.get(actor.side or "", (None, 0.0))
        entity = self._enter(actor, mention, start, speaks=True)
        score = round(0.7 / (1 + share) if rival is not None else 0.7, 2)
        resolved = [Resolution(entity.actor, score, reasons.composed(words, actor))]
        if rival is not None and share > RIVAL:
            other = nameless_actor(mention, self.code, Context(place=rival))
            resolved.append(Resolution(other, round(0.7 - score, 2), reasons.other_country(words, other)))
        return tuple(resolved)

    def _without_noun(self, mention: Mention, words: str, start: int) -> tuple[Resolution, ...]:
        """Words in which no noun of the tables stands."""
        if mention.article == "possessive" and not mention.organization:
            found = self._point(Pointer(words, number="singular", gender=_OWNER.get(words.split()[0].casefold(), "any"), is_pronoun=True), start)
            if found:
                return found
        if mention.organization:
            mention = Mention(mention.organization, name=mention.organization, places=mention.places)
            return self._named(mention, words, start)
        if not mention.places and is_law(mention.words, self.code):
            return ()
        if not mention.places and (is_document(mention.words, self.code) or self._is_common(mention)):
            return self._point(Pointer(words, number="singular", gender="neuter", is_pronoun=True), start) if mention.article == "definite" else ()
        actor = place_actor(mention.places[0]) if mention.places else nameless_actor(mention, self.code)
        return (Resolution(actor, 0.4, reasons.as_written(words)),)

    def _is_common(self, mention: Mention) -> bool:
        """Whether German words are nothing but common nouns of things: with the ending of a person's trade they may name somebody."""
        nouns = [word for word in mention.words.split() if word[:1].isupper()]
        return (
            self.code == "de"
            and bool(nouns)
            and (bool(mention.article) or " " in mention.words)
            and all(noun.strip(",.;:") in self._common for noun in nouns)
            and not ROLE.search(nouns[0])
        )

    def _named_later(self, pointer: Pointer, start: int) -> list[tuple[float, Entity]]:
        """The one whom a later sentence names with this very title."""
        later = [e for e in self.entities.values() if e.named and e.named[0] > start and not e.is_generic and e.is_person == (pointer.kind == "person")]
        fitting = [e for e in later if fit_title(e, pointer.head, pointer.english) == 1.0 and fit_gender(e, pointer.gender) > 0.0]
        return [(0.4, fitting[0])] if len(fitting) == 1 and pointer.kind == "person" else []

    def _point(self, pointer: Pointer, start: int) -> tuple[Resolution, ...]:
        ranked = rank_entities(self.entities.values(), pointer, start, self.sentences)[:3]
        if not pointer.is_pronoun and (not ranked or ranked[0][0] < ENOUGH):
            ranked = self._named_later(pointer, start)
        total = sum(score for score, _ in ranked) or 1.0
        found: list[Resolution] = []
        for score, entity in ranked:
            why: Reason = reasons.points_back(pointer.words, entity, start, self.sentences)
            found.append(Resolution(entity.actor, round(min(0.95, score * score / total), 2), why))
        if ranked:
            ranked[0][1].add(start, speaks=True)
            if ranked[0][1].is_person and pointer.gender in ("masculine", "feminine"):
                ranked[0][1].gender = ranked[0][1].gender or pointer.gender
        return tuple(found)
