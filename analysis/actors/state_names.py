"""Names and adjectives of states that an article tells of: their stems, their cases, and how English would spell them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from analysis.actors.names import romanize_name
from analysis.languages.tables import load_table

#: Endings of adjectives made from names of states; what stands before them is the stem.
ADJECTIVE = {
    "en": re.compile(r"(?:ian|ean|an|ese|ish|ic|i)s?$"),
    "de": re.compile(r"isch(?:e[nmrs]?)?$"),
    "fr": re.compile(r"(?:ien|éen|an|ain|ais|ois|in)(?:ne|e)?s?$"),
    "ru": re.compile(r"(?:ий|ей|ан|ян|ин|ов)?ск(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)$"),
}
#: Endings of names of states.
NAME = {
    "en": re.compile(r"(?:ia|ea|land|[aeoy])?$"),
    "de": re.compile(r"(?:ien|ia|en|land|[aeo])?$"),
    "fr": re.compile(r"(?:ie|ée|[aeo])?$"),
    "ru": re.compile(r"(?:ия|ея|[аяьей])?$"),
}
CASES = {
    "ия": ("ия", "ии", "ию", "ией", "иею"), "ея": ("ея", "еи", "ею", "еей"), "а": ("а", "ы", "е", "у", "ой", "и"),
    "я": ("я", "и", "е", "ю", "ей"), "": ("", "а", "у", "ом", "е"), "ь": ("ь", "и", "ю", "ью"),
}  # fmt: skip


@dataclass(slots=True)
class State:
    """What has been seen of one state: its name and adjective as written, its capitals."""

    name: str = ""
    adjective: str = ""
    capitals: set[str] = field(default_factory=set)


def spell_in_english(state: State, code: str) -> tuple[str, str]:
    """Name and adjective in English; both are built from the other where the text has one."""
    if code == "en":
        adjective = state.adjective or (f"{state.name}n" if state.name.endswith("a") else state.name)
        return state.name or re.sub(r"(?<=i)an$", "a", adjective), adjective
    if not state.name:
        stem = romanize_name(ADJECTIVE[code].sub("", state.adjective), code)
        has_i = code == "fr" or "ийск" in state.adjective or code == "de"
        name = f"{stem[:1].upper()}{stem[1:]}{'ia' if has_i else ''}"
        name = _plain(name, code)
        return name, f"{name}n" if has_i else name
    name = romanize_name(state.name, code)
    for ending, english in load_table("states")["endings"].get(code, {}).items():
        if name.endswith(ending):
            name = name.removesuffix(ending) + english
            break
    name = _plain(name, code)
    return name, f"{name}n" if name.endswith("a") else name


def spell_as_written(state: State, code: str) -> str:
    """The name in the article's language; built from the German adjective where the article has no more, "" from others."""
    if state.name or code != "de":
        return state.name
    stem = ADJECTIVE[code].sub("", state.adjective)
    return f"{stem[:1].upper()}{stem[1:]}ien"


def _plain(name: str, code: str) -> str:
    """As English would spell it: German w is v, French accents go."""
    if code == "de" and name.endswith("ia"):
        return name.replace("w", "v")
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)) if code == "fr" else name


def list_cases(name: str, code: str) -> list[str]:
    if code != "ru" or not name:
        return [name] if name else []
    ending = next(e for e in ("ия", "ея", "а", "я", "ь", "") if name.endswith(e))
    return [name.removesuffix(ending) + form for form in CASES[ending]]


def cut_ending(adjective: str, code: str) -> str:
    endings = {"de": r"(?<=isch)e[nmrs]?$", "ru": r"(?<=ск)\w+$", "fr": r"(?<=n)ne?s?$|(?<=[nas])e?s?$", "en": r"(?<=n)s$"}
    return re.sub(endings[code], "", adjective.casefold(), count=1)
