"""Everyone an article names, entered as its sources and running text are read, and what the article adds to words that say too little."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc

from analysis.actors.bodies import find_bodies, find_lone_names
from analysis.actors.entities import Entity, Sentences
from analysis.actors.mentions import Mention, read_mention
from analysis.actors.names import gender_by_verb, guess_gender, nominative, romanize_name
from analysis.actors.naming import LOCATED, NO_CONTEXT, STATE_BODIES, Context, is_state_office, named_body, nameless_actor, person_actor, place_actor
from analysis.actors.nouns import find_noun
from analysis.actors.officials import list_official
from analysis.actors.owners import classes_of_office, find_owner, is_at_home
from analysis.actors.places import OTHERWISE_CALLED, SEATS_OF_POWER, Place, find_places
from analysis.actors.scan import find_countries, find_names, find_openers, is_common, list_words
from analysis.actors.tenures import find_tenure
from analysis.actors.translation import is_plain_name
from analysis.languages import get_language
from analysis.languages.tables import load_table
from analysis.types import Actor, ActorKind, Spans

#: States whose offices a text in the language names without their country.
_HOME = {
    "de": ("Germany", "Austria", "Switzerland"),
    "en": ("United States", "Britain", "Canada", "Australia", "Ireland"),
    "fr": ("France",),
    "ru": ("Russia",),
}


def as_country(place: Place) -> Place:
    """The country behind a capital or seat."""
    return Place(place.side, place.adjective, "country", f"{place.adjective} government")


def english_heads(name: str) -> set[str]:
    """The nouns at the end of an English name ("US State Department" → "department")."""
    words = name.casefold().split()
    nouns = (find_noun(" ".join(words[i:]), "en") for i in range(max(0, len(words) - 3), len(words)))
    return {noun.english for noun in nouns if noun is not None and noun.kind == "body"}


class Register:
    """Persons, bodies and countries of one article."""

    def __init__(self, doc: Doc, sources: Iterable[Spans], code: str) -> None:
        self.pronouns = get_language(code).pronouns
        self.text = doc.text
        self.code = code
        self.words = list_words(doc)
        self.sentences = Sentences(self.text, find_openers(self.words, self.text, self.code), self.code)
        self._common = {word.text for word in self.words if is_common(word)} - {word.text for word in self.words if word.tag in ("NE", "PROPN")}
        self._longer: dict[str, str] = {}
        self._forms = {word.text for word in self.words}
        self.countries = find_countries(self.words, self.code)
        self.entities: dict[str, Entity] = {}
        #: Of the last office without a country: its country → the second likeliest, and how likely that is against it.
        self.rivals: dict[str, tuple[Place, float]] = {}
        self._official: list[tuple[int, Place]] = []
        self._full_names: dict[str, str] = {}
        self.sources = {source: self._read(source) for source in sources if source}
        speak = [(source[0].start, m.places[0]) for source, m in self.sources.items() if m.places and m.places[0].adjective]
        self._official = sorted([*speak, *list_official(self.words, self.text, self.countries, self.sentences, self.code)], key=lambda each: each[0])
        self._meet_named()

    def _read(self, source: Spans) -> Mention:
        words = " ".join(span.of(self.text) for span in source)
        mention = read_mention(words, self.code, lambda word: word in self._common)
        return replace(self._without_genitives(mention), places=tuple(self._localize(place, source[0].start) for place in mention.places))

    def _without_genitives(self, mention: Mention) -> Mention:
        return replace(mention, name=self._bare(mention.name), organization=self._bare(mention.organization))

    def _bare(self, name: str) -> str:
        """A name without the genitive that it stands in ("Ardovia's", "Vaxilons" where the text has Vaxilon too)."""
        words = name.split()
        if not words or not words[-1].strip("'’"):
            return name
        last = re.sub("['’]s?$", "", words[-1])
        if self.code == "de" and last.endswith("s") and last[:-1] in self._forms:
            last = last[:-1]
        elif self.code == "ru" and last.endswith(("е", "у")) and {last[:-1] + "ы", last[:-1] + "а"} & self._forms and len(last) > 4:
            last = last[:-1] + "а"
        return " ".join([*words[:-1], last])

    def _localize(self, place: Place, start: int) -> Place:
        """An office that several states call the same ("Foreign Office") belongs to the country named before."""
        if place.kind != "seat" or place.adjective:
            return place
        before = [other for at, other in self.countries if at < start and other.side != "European Union"]
        return place if not before else Place(before[-1].side, before[-1].adjective, "seat", f"{before[-1].adjective} {place.body}")

    # --- names

    def _meet_named(self) -> None:
        """Enter everyone with a full name, from sources and running text, so that short names find them."""
        found = [(f.start, self._without_genitives(f.mention)) for f in find_names(self.words, self.text, self.code)]
        found += [(source[0].start, mention) for source, mention in self.sources.items() if mention.name and mention.name.casefold() not in self.pronouns]
        found.sort(key=lambda each: each[0])
        for _, mention in found:
            if self._is_person(mention):
                name = nominative(mention.name)
                self._full_names.setdefault(self._key(name.split()[-1]), name)
        found += [(source[0].start, mention) for source, mention in self.sources.items() if self._is_located_body(mention)]
        found += [(f.start, f.mention) for f in find_bodies(self.words, self.text, self.code)]
        self._meet_places()
        speaking = {source[0].start for source in self.sources}
        # Bodies first: a person's office may belong to one that is named behind it.
        for start, mention in sorted(found, key=lambda each: each[0]):
            says_what = mention.noun is not None or len(mention.name.split()) > 1 or (mention.name and start in speaking)
            if says_what and not self._is_person(mention) and self._key(mention.name) not in self._full_names:
                self._enter_body(mention, start)
        taken = {part.casefold() for name in self._full_names.values() for part in name.split()}
        for name, places in find_lone_names(self.words, self.text, self.code, taken).items():
            for start in places:
                self._enter_body(Mention(name, name=name), start)
        for start, mention in found:
            if self._is_person(mention):
                self._enter_person(nominative(mention.name), mention, start)

    def _meet_places(self) -> None:
        """Enter seats of power, and countries and capitals that a sentence opens with: "the regime" or "it" in the next one may be theirs."""
        behind = -1
        for i, word in enumerate(self.words):
            pair = f"{word.text} {self.words[i + 1].text}" if i + 1 < len(self.words) else ""
            if i == behind or not word.text[:1].isupper():
                continue
            places = find_places(pair, self.code)
            behind = i + 1 if places else -1
            place = next(iter(places or find_places(word.text, self.code)), None)
            if place is not None and place.adjective and (place.kind == "seat" or (place.kind in ("country", "capital") and self.sentences.opens(word.start))):
                self._enter(place_actor(place), Mention(word.text, places=(place,), is_place=True), word.start, speaks=False)

    def _is_located_body(self, mention: Mention) -> bool:
        """Whether words name a body by where it is or whose it is; a lone name that speaks is one too."""
        noun = mention.noun
        if mention.name:
            return noun is None and " " not in mention.name and not mention.has_role and mention.name.casefold() not in self.pronouns
        return noun is not None and noun.kind == "body" and bool(mention.organization or mention.places or noun.rest)

    def _is_person(self, mention: Mention) -> bool:
        if not mention.name or " " not in mention.name:
            return False
        if mention.noun is not None:
            return mention.noun.kind == "person"
        if is_plain_name(mention.name, self.code):
            return False
        last = mention.name.split()[-1]
        if last in load_table("nouns")["last_words"] or ((noun := find_noun(last, "en")) is not None and noun.kind == "body"):
            return False
        return not set(mention.name.split()) & set(load_table("nouns")["body_words"]) and not re.search(r"\d|\b(?:und|and|et|für|im)\b", mention.name)

    def _key(self, name: str) -> str:
        return romanize_name(name, self.code).casefold()

    def _enter_person(self, name: str, mention: Mention, start: int, *, speaks: bool = False) -> Entity:
        key = "person " + self._key(name)
        entity = self.entities.get(key)
        if entity is None or (mention.noun is not None and not entity.actor.office):
            actor = person_actor(name, mention, self.code, self._context(mention, start))
            if entity is None:
                entity = self.entities[key] = Entity(actor, gender=mention.gender or guess_gender(name) or gender_by_verb(name.split()[-1], self.text))
            entity.actor = actor
        elif mention.noun is not None and entity.actor.name == entity.actor.person and mention.places:
            entity.actor = person_actor(name, mention, self.code, self._context(mention, start))
        entity.gender = mention.gender or entity.gender or self._default_gender(mention)
        if mention.noun is not None:
            entity.heads |= {mention.noun.head, mention.noun.english, mention.office}
            self._date_office(entity, mention, start)
        entity.add(start, speaks=speaks)
        if entity.actor.organization and is_state_office(mention):
            self._enter_organization(entity.actor, start)
        return entity

    def _date_office(self, entity: Entity, mention: Mention, start: int) -> None:
        """Add since when and until when the office was held, where the text says so."""
        if entity.actor.since is None and entity.actor.until is None:
            end = self.text.find(mention.name, start)
            end = end + len(mention.name) if 0 <= end - start < 200 else start + len(mention.words)
            since, until = find_tenure(mention.words, self.text, end, self.code)
            entity.actor = replace(entity.actor, since=since, until=until)

    def _enter_organization(self, person: Actor, start: int) -> None:
        """The ministry behind a minister can be pointed to as "the ministry" afterwards."""
        if person.organization:
            body = self.entities.setdefault("body " + person.organization.casefold(), Entity(Actor(person.organization, ActorKind.BODY, side=person.side)))
            body.heads |= english_heads(person.organization)
            if person.organization.endswith(" ministry"):
                body.heads.add(" ".join(person.organization.split()[-2:]))
            body.add(start, speaks=False)

    def _default_gender(self, mention: Mention) -> str:
        """German and French mark women's offices, so an office without the mark is a man's."""
        person = mention.noun is not None and mention.noun.kind == "person"
        return "masculine" if person and self.code == "de" and mention.noun is not None and not mention.noun.gender else ""

    def _enter_body(self, mention: Mention, start: int, *, speaks: bool = False) -> Entity:
        noun = mention.noun
        if mention.name and noun is not None and noun.head in LOCATED:
            mention = replace(mention, organization=mention.name, name="", before_noun=True)
        actor = named_body(self._longer_name(mention.name), self.code) if mention.name else nameless_actor(mention, self.code, self._context(mention, start))
        return self._enter(actor, mention, start, speaks=speaks)

    def _longer_name(self, name: str) -> str:
        """The name with the word that says what it is, where the text gives it elsewhere ("Brandywell" → "Brandywell Securities")."""
        if " " in name:
            return name
        if name not in self._longer:  # the whole text is searched, so once a name
            longer = next((m.name for m in self.sources.values() if m.noun is not None and m.noun.kind == "body" and m.name.startswith(f"{name} ")), "")
            kinds = "|".join(re.escape(word) for word in load_table("nouns")["body_words"] if word not in load_table("nouns")["legal_forms"])
            match = None if longer else re.search(rf"\b{re.escape(name)} (?:{kinds})\b", self.text)
            self._longer[name] = longer or (match.group() if match else name)
        return self._longer[name]

    def _enter(self, actor: Actor, mention: Mention, start: int, *, speaks: bool) -> Entity:
        entity = self.entities.setdefault("body " + actor.name.casefold(), Entity(actor))
        noun = mention.noun
        if noun is not None:
            entity.heads |= {noun.head, noun.english} | ({mention.office} if noun.kind == "body" else set())
            entity.grammatical.add(noun.gender)
            entity.is_generic = actor.name in (noun.english, mention.office) and not mention.places
        elif mention.is_place:
            entity.heads |= {"government"} if mention.places[0].kind in ("country", "capital", "region") else english_heads(actor.name)
            entity.heads |= {"government"} if actor.name in SEATS_OF_POWER else set()
            entity.heads |= {"presidential office", "presidency"} if actor.name in SEATS_OF_POWER - OTHERWISE_CALLED else set()
            entity.heads |= {"administration"} if actor.name == "White House" else set()
        entity.grammatical.add(mention.grammatical or ("neuter" if mention.is_place and speaks else ""))
        entity.plural = actor.kind is ActorKind.COLLECTIVE
        entity.add(start, speaks=speaks)
        return entity

    # --- context

    def _context(self, mention: Mention, start: int) -> Context:
        """Country or body of the article that an office without one belongs to."""
        noun = mention.noun
        if noun is None or mention.places or mention.organization:
            return NO_CONTEXT
        is_officer = is_state_office(mention) and noun.english not in ("president", "leader", "secretary") and not noun.english.startswith("spokes")
        is_ministry = "ministry" in mention.office
        classes = classes_of_office(mention.office) if noun.kind == "person" else ()
        if classes and classes != ("",) and not is_ministry and (owner := find_owner(self.entities.values(), mention.office, start)) is not None:
            return Context(organization=owner.actor.name, side=owner.actor.side)
        if is_officer or self._is_state_body(mention) or is_ministry or self._is_of_state(mention):
            owner = find_owner(self.entities.values(), mention.office, start) if is_ministry and noun.kind == "person" else None
            if owner is not None:
                return Context(organization=owner.actor.name, side=owner.actor.side)
            is_foreign = self.code == "ru" and bool(re.search(r"республик|страны", mention.words))
            return Context(place=self._country_before(start, is_foreign=is_foreign, name=mention.name))
        if noun.kind == "person":
            if noun.english == "president" and mention.name and mention.article != "possessive" and any(at < start for at, _ in self._official):
                return Context(place=self._country_before(start, name=mention.name))
            body = self._body_before(start) if mention.article == "possessive" else find_owner(self.entities.values(), mention.office, start)
            if body is not None:
                return Context(organization=body.actor.name, side=body.actor.side)
        elif mention.article == "possessive" and (body := self._body_before(start)) is not None:
            return Context(organization=body.actor.name, side=body.actor.side)
        return NO_CONTEXT

    @staticmethod
    def _is_of_state(mention: Mention) -> bool:
        """Whether the office is a government's or a president's ("government spokesman", "presidential spokesman")."""
        return "government" in mention.office or mention.office.removeprefix("former ") in load_table("owners")["state"][:-1]

    @staticmethod
    def _is_state_body(mention: Mention) -> bool:
        noun = mention.noun
        return noun is not None and noun.kind == "body" and (noun.head in STATE_BODIES or noun.head.endswith("ministry"))

    def _country_before(self, start: int, *, is_foreign: bool = False, name: str = "") -> Place | None:
        """The country that an office without one belongs to: named near before, with an office or body of its own, or where the language is at home."""
        paragraph = self.text.rfind("\n", 0, start)
        last_official = max((at for at, _ in self._official if at < start), default=-1)
        scores: dict[Place, float] = {}
        for at, place in self.countries:
            if place.side == "European Union" or (is_foreign and place.side in _HOME[self.code]):
                continue
            near = (1.0 if at < start else 0.5) / (1 + 0.3 * self.sentences.between(at, start))
            score = near + 0.1 * (paragraph < at < start) + 0.5 * (at == last_official) + 0.6 * (place.side in _HOME[self.code])
            score += 0.8 * is_at_home(name, place.side)
            country = as_country(place)
            if score >= scores.get(country, 0.0):
                scores.pop(country, None)
                scores[country] = score
        order = {country: n for n, country in enumerate(scores)}
        ranked = sorted(scores, key=lambda country: (-scores[country], -order[country]))  # of equal ones the last
        self.rivals = {ranked[0].side: (ranked[1], scores[ranked[1]] / scores[ranked[0]])} if len(ranked) > 1 else {}
        return ranked[0] if ranked else None

    def _body_before(self, start: int) -> Entity | None:
        bodies = [e for e in self.entities.values() if e.actor.kind is ActorKind.BODY and e.last_before(start) >= 0]
        return max(bodies, key=lambda e: e.last_before(start), default=None)
