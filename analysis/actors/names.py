"""One spelling for one person: Russian names in the form of the English press, whichever language wrote them down."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from analysis.actors.russian import russian_forms
from analysis.languages.tables import load_table

_CYRILLIC = re.compile("[а-яёА-ЯЁіїєґІЇЄҐ]")
_VOWELS = "аеёиоуыэюяь"


def romanize_name(name: str, language: str) -> str:
    """Bring a name into English spelling.

    Cyrillic is transliterated as the English press does it (BGN/PCGN without apostrophes, -y for -ий). German and French transliterations
    ("Dmitri Peskow", "Vladimir Poutine") are turned into it where the given name is a Russian or Ukrainian one and the surname ends like one.
    """
    words = name.split()
    if not words:
        return name
    if _CYRILLIC.search(name):
        return " ".join(_transliterate(word) for word in words)
    given = _given().get(words[0].casefold())
    if len(words) > 1 and given and _looks_slavic(words[-1]):
        return " ".join([given, *(_respell(word, language) for word in words[1:])])
    if language == "de" and len(words) > 1 and re.search(r"(?:ij|aj|ej|schk|tsch)(?:ew|ow)a?$", words[-1]):
        return " ".join(_respell(word, language) for word in words)
    return name


@cache
def _given() -> dict[str, str]:
    table: dict[str, list[str]] = load_table("names")["given"]
    return {form.casefold(): english for english, forms in table.items() for form in (english, *forms)}


def is_slavic_given(name: str) -> bool:
    """Whether a given name is a Russian or Ukrainian one, in any of the four languages, and not one that many peoples share."""
    return name.casefold() in _given() and _given()[name.casefold()] not in (
        "Anton",
        "Boris",
        "Maria",
        "Marina",
        "Roman",
        "Valentin",
        "Alexander",
        "Viktor",
        "Elena",
    )


def _looks_slavic(surname: str) -> bool:
    return surname.casefold().endswith(tuple(load_table("names")["slavic_endings"]))


def _respell(word: str, language: str) -> str:
    rules = {"de": "german", "fr": "french"}.get(language)
    spelled = word.casefold()
    for pattern, replacement in load_table("names")[rules] if rules else ():
        spelled = re.sub(pattern, replacement, spelled)
    if language == "en" or not spelled:
        return re.sub(r"(?:skii|skij|skiy|ski)$", "sky", word)
    return spelled[0].upper() + spelled[1:]


def _transliterate(word: str) -> str:
    if not _CYRILLIC.search(word):
        return word
    if "-" in word:
        return "-".join(_transliterate(part) for part in word.split("-"))
    if english := _given().get(word.casefold()):
        return english
    letters: dict[str, str] = load_table("names")["cyrillic"]
    low = re.sub("(?:ий|ый)$", "ы", word.casefold())
    spelled = ""
    for i, letter in enumerate(low):
        before = low[i - 1] if i else ""
        if letter == "е" and (not before or (before in _VOWELS and before != "и")):
            spelled += "ye"
        else:
            spelled += letters.get(letter, letter)
    return spelled[:1].upper() + spelled[1:]


@lru_cache(maxsize=50_000)
def nominative(name: str) -> str:
    """A Russian personal name in the nominative ("Игоря Стрешнева" → "Игорь Стрешнев"); a name that stands in it, or is no Russian one, as it is."""
    words = name.split()
    if not words or not _CYRILLIC.search(name) or len(words) > 4:
        return name
    parses = [russian_forms().parse(word) for word in words]
    given = next((p for p in parses[0] if "Name" in p.tag), None) if len(words) > 1 else None
    if given is None or any("nomn" in p.tag and "Name" in p.tag for p in parses[0]):
        return name
    if any("Surn" in p.tag and "nomn" in p.tag and p.tag.gender == given.tag.gender for p in parses[-1]):
        return name
    if not parses[-1][0].is_known and re.search(r"[^аяыиуюеойм]$", words[-1]):
        return name  # a surname that ends in a consonant stands in the nominative
    gender = given.tag.gender
    forms = [given.normal_form]
    for word, options in zip(words[1:], parses[1:], strict=True):
        parse = next((p for p in options if "Surn" in p.tag and p.tag.gender in (gender, None) and p.tag.case == given.tag.case), None)
        inflected = parse.inflect({"nomn", "sing"}) if parse is not None else None
        forms.append(inflected.word if inflected is not None else _cut_ending(word, gender))
    return " ".join("-".join(part.capitalize() for part in form.split("-")) for form in forms)


def _cut_ending(surname: str, gender: str | None) -> str:
    if gender == "masc":
        for ending, base in (("ского", "ский"), ("скому", "ский"), ("ским", "ский"), ("ым", ""), ("ом", ""), ("а", ""), ("у", "")):
            if surname.endswith(ending):
                return surname.removesuffix(ending) + base
    elif gender == "femn":
        for ending, base in (("ской", "ская"), ("ой", "а"), ("ую", "ая"), ("у", "а")):
            if surname.endswith(ending):
                return surname.removesuffix(ending) + base
    return surname


def guess_gender(name: str) -> str:
    """Gender that the form of a Slavic surname tells: "feminine" or "masculine"; "" for any other name."""
    last = name.split()[-1].casefold() if name.split() else ""
    if last.endswith(("ова", "ева", "ёва", "ская", "ина")) or (last.endswith(("owa", "ewa", "ova", "eva", "skaja", "skaya")) and " " in name):
        return "feminine"
    if last.endswith(("ов", "ев", "ёв", "ский")):
        return "masculine"
    given = name.split()[0].casefold() if " " in name else ""
    english = _given().get(given)
    if english is None:
        return ""
    return "feminine" if english.endswith("a") and english not in ("Nikita", "Ilya") else "masculine"


_SPOKE = r"[а-яё]{2,}(?:[аяеиыу]л)(?P<feminine>а)?(?:с[ья])?"


def gender_by_verb(surname: str, text: str) -> str:
    """Gender that a Russian verb in the past tells right before or behind a surname ("заявил Стрешнев", "Асторг отказалась"); "" if none stands there."""
    match = re.search(rf"\b{_SPOKE} {re.escape(surname)}\b", text) or re.search(rf"\b{re.escape(surname)} {_SPOKE}\b", text)
    return "" if match is None else "feminine" if match["feminine"] else "masculine"
