"""One article as the actors' resolution sees it: who is named where, and who a source's words point to."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc

from analysis.actors import reasons
from analysis.actors.anaphora import Pointer, rank_entities
from analysis.actors.entities import Entity, Sentences
from analysis.actors.mentions import Mention, read_mention
from analysis.actors.names import guess_gender, nominative, romanize_name
from analysis.actors.naming import NO_CONTEXT, STATE_BODIES, Context, is_state_office, named_body, nameless_actor, person_actor, place_actor
from analysis.actors.places import Place, with_article
from analysis.actors.scan import find_countries, find_names, is_common, list_words
from analysis.actors.tables import load_table
from analysis.languages import Language
from analysis.types import Actor, ActorKind, Reason, Resolution, Spans

_AND = re.compile(r"\s+(?:und|sowie|and|et|и)\s+")
#: Heads of a person who speaks for a company.
_COMPANY_OFFICES = frozenset(
    ("chief executive", "managing director", "manager", "executive", "finance director", "head", "spokesman", "spokeswoman", "director")
)


class Article:
    """Reads the text once and resolves sources in text order."""

    def __init__(self, doc: Doc, sources: Iterable[Spans], language: Language) -> None:
        self.text = doc.text
        self.language = language
        self.code = language.code
        self.sentences = Sentences(self.text)
        self.words = list_words(doc)
        self._common = {word.text for word in self.words if is_common(word)}
        self.countries = find_countries(self.words, self.code)
        self.entities: dict[str, Entity] = {}
        self._full_names: dict[str, str] = {}
        self.sources = {source: self._read(source) for source in sources if source}
        self._meet_named()

    def _read(self, source: Spans) -> Mention:
        words = " ".join(span.of(self.text) for span in source)
        return read_mention(words, self.code, lambda word: word in self._common)

    # --- names

    def _meet_named(self) -> None:
        """Enter everyone with a full name, from sources and running text, so that short names find them."""
        found = [(f.start, f.mention) for f in find_names(self.words, self.text, self.code)]
        found += [(source[0].start, mention) for source, mention in self.sources.items() if mention.name]
        for start, mention in sorted(found, key=lambda each: each[0]):
            if self._is_person(mention):
                name = nominative(mention.name)
                self._full_names.setdefault(self._key(name.split()[-1]), name)
                self._enter_person(name, mention, start)
            elif mention.noun is not None or len(mention.name.split()) > 1:
                self._enter_body(mention, start)

    def _is_person(self, mention: Mention) -> bool:
        if not mention.name or " " not in mention.name:
            return False
        if mention.noun is not None:
            return mention.noun.kind == "person"
        return not set(mention.name.split()) & set(load_table("nouns")["body_words"]) and not re.search(r"\d|\b(?:und|and|et|für|im)\b", mention.name)

    def _key(self, name: str) -> str:
        return romanize_name(name, self.code).casefold()

    def _enter_person(self, name: str, mention: Mention, start: int, *, speaks: bool = False) -> Entity:
        key = "person " + self._key(name)
        entity = self.entities.get(key)
        if entity is None or (mention.noun is not None and not entity.actor.office):
            actor = person_actor(name, mention, self.code, self._context(mention, start))
            if entity is None:
                entity = self.entities[key] = Entity(actor, gender=mention.gender or guess_gender(name))
            entity.actor = actor
        elif mention.noun is not None and entity.actor.name == entity.actor.person and mention.places:
            entity.actor = person_actor(name, mention, self.code, self._context(mention, start))
        entity.gender = mention.gender or entity.gender or self._default_gender(mention)
        if mention.noun is not None:
            entity.heads |= {mention.noun.head, mention.noun.english, mention.office}
        entity.add(start, speaks=speaks)
        return entity

    def _default_gender(self, mention: Mention) -> str:
        """German and French mark women's offices, so an office without the mark is a man's."""
        person = mention.noun is not None and mention.noun.kind == "person"
        return "masculine" if person and self.code == "de" and mention.noun is not None and not mention.noun.gender else ""

    def _enter_body(self, mention: Mention, start: int, *, speaks: bool = False) -> Entity:
        actor = named_body(self._longer_name(mention.name), self.code) if mention.name else nameless_actor(mention, self.code, self._context(mention, start))
        return self._enter(actor, mention, start, speaks=speaks)

    def _longer_name(self, name: str) -> str:
        """The name with the word that says what it is, where the text gives it elsewhere ("Brandywell" → "Brandywell Securities")."""
        if " " in name:
            return name
        kinds = "|".join(re.escape(word) for word in load_table("nouns")["body_words"] if word not in load_table("nouns")["legal_forms"])
        match = re.search(rf"\b{re.escape(name)} (?:{kinds})\b", self.text)
        return match.group() if match else name

    def _enter(self, actor: Actor, mention: Mention, start: int, *, speaks: bool) -> Entity:
        entity = self.entities.setdefault("body " + actor.name.casefold(), Entity(actor))
        if mention.noun is not None:
            entity.heads |= {mention.noun.head, mention.noun.english}
            entity.grammatical.add(mention.noun.gender)
        elif mention.is_place:
            entity.heads |= {"government"} if mention.places[0].kind in ("country", "capital") else set()
        entity.grammatical.add(mention.grammatical or ("neuter" if mention.is_place else ""))
        entity.plural = actor.kind is ActorKind.COLLECTIVE
        entity.add(start, speaks=speaks)
        return entity

    # --- context

    def _context(self, mention: Mention, start: int) -> Context:
        """Country or body of the article that an office without one belongs to."""
        noun = mention.noun
        if noun is None or mention.places:
            return NO_CONTEXT
        if (
            is_state_office(mention)
            and not (noun.english in ("president", "leader", "secretary") or noun.english.startswith("spokes"))
            or self._is_state_body(mention)
        ):
            return Context(place=self._country_before(start))
        if "ministry" in mention.office or "government" in mention.office:
            return Context(place=self._country_before(start))
        if mention.article == "possessive" or noun.english in _COMPANY_OFFICES or "company" in mention.office or noun.head in ("spokesman", "spokeswoman"):
            body = self._body_before(start)
            if body is not None:
                return Context(organization=body.actor.name, side=body.actor.side)
        return NO_CONTEXT

    @staticmethod
    def _is_state_body(mention: Mention) -> bool:
        noun = mention.noun
        return noun is not None and noun.kind == "body" and (noun.head in STATE_BODIES or noun.head.endswith("ministry"))

    def _country_before(self, start: int) -> Place | None:
        """The country that speaks last before a position, else the one named last."""
        spoken = [(source[0].start, m.places[0]) for source, m in self.sources.items() if m.places and m.places[0].adjective and source[0].start < start]
        named = [each for each in self.countries if each[0] < start] or self.countries[:1]
        return max(spoken or named, key=lambda each: each[0])[1] if spoken or named else None

    def _body_before(self, start: int) -> Entity | None:
        bodies = [e for e in self.entities.values() if e.actor.kind is ActorKind.BODY and e.last_before(start) >= 0]
        return max(bodies, key=lambda e: e.last_before(start), default=None)

    # --- resolution

    def resolve(self, source: Spans) -> tuple[Resolution, ...]:
        """Candidates for a source, best first; what they say is entered, so that later sources can point back to it."""
        mention, start = self.sources[source], source[0].start
        words = " ".join(span.of(self.text) for span in source)
        pronoun = self.language.pronouns.get(words.casefold())
        if pronoun is not None:
            return self._point(Pointer(words, number=pronoun[0], gender=pronoun[1], is_pronoun=True), start)
        if len(halves := _AND.split(words)) == 2 and (group := self._group(halves)):
            return (Resolution(group, 0.9, reasons.group(words, group.name)),)
        if mention.is_place:
            return self._place(mention, words, start)
        if mention.name:
            return self._named(mention, words, start)
        return self._nameless(mention, words, start)

    def _group(self, halves: list[str]) -> Actor | None:
        places = [read_mention(half, self.code) for half in halves]
        if not all(m.is_place for m in places):
            return None
        sides = [m.places[0] for m in places]
        names = [with_article(p.side) if p.kind in ("country", "capital") else p.body for p in sides]
        return Actor(" and ".join(names), ActorKind.COLLECTIVE, side=" and ".join(p.side for p in sides))

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
                entity = self._enter_person(full, mention, start, speaks=True)
                return (Resolution(entity.actor, 0.9, reasons.short_name(words, entity.actor.name)),)
        if self._is_person(mention) or (mention.noun is not None and mention.noun.kind == "person"):
            entity = self._enter_person(name, mention, start, speaks=True)
            return (Resolution(entity.actor, 0.95, reasons.name(words, entity.actor.name)),)
        entity = self._enter_body(mention, start, speaks=True)
        return (Resolution(entity.actor, 0.85, reasons.name(words, entity.actor.name)),)

    def _find_full(self, surname: str) -> str | None:
        key = self._key(surname)
        if key in self._full_names or self.code != "ru":
            return self._full_names.get(key)
        return next(
            (name for known, name in self._full_names.items() if known[:4] == key[:4] and key.startswith(known[:-1]) and len(key) - len(known) < 3), None
        )

    def _nameless(self, mention: Mention, words: str, start: int) -> tuple[Resolution, ...]:
        noun = mention.noun
        if noun is None:
            if mention.organization:
                mention = Mention(mention.organization, name=mention.organization, places=mention.places)
                return self._named(mention, words, start)
            actor = place_actor(mention.places[0]) if mention.places else nameless_actor(mention, self.code)
            return (Resolution(actor, 0.4, reasons.as_written(words)),)
        is_bare = mention.office == noun.english and not mention.places and not mention.organization
        points_back = mention.article in ("definite", "possessive") or (not mention.article and self.code in ("ru", "en"))
        if (
            noun.kind != "collective"
            and (is_bare or noun.kind == "person")
            and points_back
            and not (noun.kind == "person" and mention.places and mention.article != "definite")
        ):
            pointer = Pointer(words, gender=mention.gender, head=noun.head, english=mention.office, kind=noun.kind, places=mention.places)
            found = self._point(pointer, start)
            if found and (found[0].score or 0) >= 0.35:
                return found
        actor = nameless_actor(mention, self.code, self._context(mention, start))
        entity = self._enter(actor, mention, start, speaks=True)
        return (Resolution(entity.actor, 0.7, reasons.composed(words, actor.name)),)

    def _point(self, pointer: Pointer, start: int) -> tuple[Resolution, ...]:
        ranked = rank_entities(self.entities.values(), pointer, start, self.sentences)[:3]
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
