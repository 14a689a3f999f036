"""Nouns for offices, bodies and groups, and how a phrase of them reads in English."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from analysis.actors.russian import russian_lemma
from analysis.languages.tables import load_table

KINDS = ("person", "body", "collective")
#: Longest expression of the tables, in words.
LONGEST = 5


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun of the tables.

    Attributes:
        english: "foreign minister"; what stood before the last part of a German compound is translated where the tables know it.
        head: its last part in English ("minister").
        kind: person, body or collective.
        gender: "feminine", "masculine", "neuter" or "" where the word does not tell.
        rest: first part of a compound that the tables do not know ("Alpen" of "Alpenverband"), else "".
    """

    english: str
    head: str
    kind: str
    gender: str = ""
    rest: str = ""


_GENDERS = {"f": "feminine", "m": "masculine", "n": "neuter", "p": "", "": ""}


@cache
def _table(language: str) -> dict[str, Noun]:
    nouns: dict[str, Noun] = {}
    for kind in KINDS:
        for word, meaning in load_table("nouns")[language][kind].items():
            english, _, gender = meaning.partition("|")
            nouns.setdefault(_key(word, language), Noun(english, english, kind, _GENDERS[gender]))
    return nouns


def _key(words: str, language: str) -> str:
    folded = words.casefold().replace("’", "'")
    if language == "ru":
        return " ".join(russian_lemma(word) for word in folded.split())
    return folded


def _map(language: str, part: str) -> dict[str, str]:
    table: dict[str, str] = load_table("nouns")[language][part]
    return table


def feminine(english: str) -> str:
    """The English office as said of a woman ("spokesman" → "spokeswoman")."""
    for man, woman in load_table("nouns")["feminine"].items():
        if english == man or english.endswith(f" {man}"):
            return english[: len(english) - len(man)] + str(woman)
    return english


@lru_cache(maxsize=50_000)
def find_group(words: str, language: str) -> Noun | None:
    """The group that a word names where it may also be one person ("Beamte", "Vertreter"); None if it names none."""
    for part in dict.fromkeys((words, words.rpartition("-")[2])):
        meaning = load_table("nouns")[language]["collective"].get(part.casefold())
        if meaning:
            rest = words.casefold().removesuffix(part.casefold()).rstrip("-")
            return Noun(meaning, meaning, "collective", "", rest)
    return None


@lru_cache(maxsize=50_000)
def find_noun(words: str, language: str) -> Noun | None:
    """What the tables say of one or several words; inflected, feminine and compound forms included."""
    if not words or len(words) > 80:
        return None
    finders = {"de": _find_german, "en": _find_english, "fr": _find_french, "ru": _find_russian}
    return finders[language](words) if language in finders else None


def _find_english(words: str) -> Noun | None:
    table, key = _table("en"), _key(words, "en").removesuffix("'s").removesuffix("'")
    if key in table:
        return table[key]
    if key.startswith(("ex-", "co-", "vice-")) and (noun := table.get(key.split("-", 1)[1])):
        return Noun(f"{key.split('-', 1)[0]} {noun.english}", noun.english, noun.kind, noun.gender)
    singular = key.removesuffix("s")
    if singular != key and singular in table and table[singular].kind == "person":
        return Noun(key, key, "collective")
    return None


def _find_french(words: str) -> Noun | None:
    table, key = _table("fr"), _key(words, "fr")
    for form in (key, key.removeprefix("ex-"), key.removesuffix("s")):
        if form in table:
            noun = table[form]
            english = feminine(noun.english) if noun.gender == "feminine" else noun.english
            return Noun(english, english, noun.kind, noun.gender)
    return None


def _find_russian(words: str) -> Noun | None:
    key, folded = _key(words, "ru"), words.casefold()
    noun = _table("ru").get(key)
    if noun is not None or " " in key:
        return noun
    for prefix, meaning in (("вице-", "deputy"), ("экс-", "former"), ("зам", "deputy")):
        if folded.startswith(prefix) and (noun := _table("ru").get(russian_lemma(folded.removeprefix(prefix)))):
            return Noun(f"{meaning} {noun.english}", noun.head, noun.kind, noun.gender)
    return None


def _find_german(word: str) -> Noun | None:
    for form, is_woman in _german_forms(_key(word, "de")):
        noun = _table("de").get(form) or _split_compound(form)
        if noun is None or (is_woman and noun.kind != "person"):
            continue
        if not is_woman:
            return noun
        return Noun(feminine(noun.english), feminine(noun.head), noun.kind, "feminine", noun.rest)
    return None


def _german_forms(key: str) -> list[tuple[str, bool]]:
    """Possible dictionary forms, each with whether it is the feminine in -in."""
    forms = [(key, False)]
    for ending in ("innen", "in"):
        if key.endswith(ending):
            stem = key.removesuffix(ending)
            forms += [(stem, True), (stem + "e", True), (stem.replace("ä", "a"), True)]
    forms += [(key.removesuffix(ending), False) for ending in ("s", "es", "n", "en", "e", "er", "r") if key.endswith(ending)]
    return forms


@cache
def _compound_heads() -> list[str]:
    return sorted((word for word in _table("de") if len(word) >= 3 and word not in ("amt", "mann", "frau", "rat", "union", "seite")), key=len, reverse=True)


def _split_compound(word: str) -> Noun | None:
    """A compound by its last part: "Vizeaußenminister" → "vice foreign minister"."""
    for head in _compound_heads() if " " not in word else ():
        if len(word) > len(head) + 1 and word.endswith(head):
            noun = _table("de")[head]
            first = word.removesuffix(head).rstrip("-")
            parts, rest = _read_modifiers(first)
            return Noun(" ".join([*parts, noun.english]), noun.head, noun.kind, noun.gender, rest)
    return None


def _read_modifiers(first: str) -> tuple[list[str], str]:
    """First parts of a compound in English, and what remains unread."""
    known = _modifiers()
    parts: list[str] = []
    while first:
        first = first.lstrip("-")
        match = next((form for form in known if first.startswith(form)), None)
        if match is None:
            return parts, first
        if known[match]:
            parts.append(known[match])
        first = first.removeprefix(match).removeprefix("s-").lstrip("-")
    return parts, ""


@cache
def _modifiers() -> dict[str, str]:
    """Modifiers of German compounds, longest first."""
    table = {**_map("de", "qualifier"), **_map("de", "portfolio"), "ober": "", "general": "general", "chef": "chief", "haupt": "chief", "ex": "former"}
    return {word: table[word] for word in sorted(table, key=len, reverse=True) if word}


@lru_cache(maxsize=50_000)
def find_modifier(word: str, language: str) -> str | None:
    """English of an adjective or portfolio ("westlichen" → "Western", "иностранных" → None alone); None if unknown, "" if it adds nothing."""
    key = _key(word, language)
    forms = [key]
    if language == "de":
        forms += [key.removesuffix(ending) for ending in ("e", "er", "en", "es", "em")] + [key + "s"]
    elif language == "fr":
        forms += [key.removesuffix("s"), key.removesuffix("es")]
    for table in (_map(language, "qualifier"), _map(language, "portfolio")):
        for form in forms:
            if form in table:
                return table[form]
    return None


@lru_cache(maxsize=50_000)
def find_portfolio(words: str, language: str) -> str | None:
    """English of what a ministry or minister is for ("l'Intérieur" without article, "торговли"); None if unknown."""
    key = _key(words, language)
    table = {_key(word, language): meaning for word, meaning in _map(language, "portfolio").items()}
    return table.get(key) or table.get(key.removesuffix("s")) if language in ("en", "fr") else table.get(key)


def is_document(words: str, language: str) -> bool:
    """Whether the first noun of the words is a paper, a figure or another thing that speaks for whoever gave it."""
    return _is_thing("documents", words, language)


def is_law(words: str, language: str) -> bool:
    """Whether it is a text that binds: it speaks for nobody whom an article named before."""
    return _is_thing("laws", words, language)


def _is_thing(kind: str, words: str, language: str) -> bool:
    things = load_table("nouns")[kind].get(language, [])
    for word in words.replace("’", " ").replace("'", " ").split()[:4]:
        key = word.casefold().strip(",.;:«»„“")
        if key in things or (language == "ru" and russian_lemma(key) in things):
            return True
        if language == "de" and word[:1].isupper() and any(len(each) > 4 and key.endswith(each) for each in things):
            return True  # "Frachtbrief"
    return False


@cache
def class_of(head: str) -> frozenset[str]:
    """English heads that may be said of the same body or person ("company", "manufacturer", "operator"), the head itself included."""
    classes: dict[str, list[str]] = load_table("nouns")["classes"]
    same = {head}
    for members in classes.values():
        if head in members:
            same.update(members)
    return frozenset(same)
