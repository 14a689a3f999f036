"""Bodies in the running text that say nothing there: "the National Bank of Calvera", "der Flughafen Lindhorst", a company called by its name alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set

from analysis.actors.grammar import articles
from analysis.actors.mentions import read_mention
from analysis.actors.nouns import Noun, find_modifier, find_noun, find_portfolio
from analysis.actors.places import find_adjective, find_places
from analysis.actors.scan import Found, Word, is_common

#: Words of a body's name before and behind its noun.
REACH = 3
_PROPER = r"(?:\s(?:«[^»]{2,40}»|„[^“]{2,40}“|[^\W\d_a-zà-ÿа-яё][\w’'-]*))"
_BEHIND = {
    "en": re.compile(r"(?:\sof(?:\sthe)?[^\S\n][A-Z][\w-]+(?:\s[A-Z][\w-]+)?)"),
    "de": re.compile(rf"{_PROPER}{{1,3}}(?:\s(?:und|für|im|am|gegen|ohne){_PROPER})?"),
    "fr": re.compile(
        r"(?:\s[a-zà-ÿ-]+(?:ienn?e?|éenn?e?|aise?|oise?|aine?|and?e?|russe|belge|turque?|grecque?|suisse|serbe|tchèque|slovaque|croate|kurde|kazakhe?))(?=[\s,.])|(?:\s[a-zà-ÿ]{4,}(?=\sd))?(?:\s(?:de\sla|de|du|des)(?=\s)|\sde\sl['’]|\sd['’])?\s?(?:[A-ZÀ-Þ«][\w’'-]*)(?:\s[A-ZÀ-Þ][\w’'-]*){0,2}"
    ),
    "ru": re.compile(rf"{_PROPER}{{1,2}}"),
}
_COMPASS = frozenset(
    ("North", "South", "East", "West", "Nord", "Süd", "Ost", "Sud", "Est", "Ouest", "Norden", "Süden", "Osten", "Westen", "Север", "Юг", "Восток", "Запад")
)
_WHERE = {
    "en": ("in", "at", "near", "to", "from", "into"), "de": ("in", "nach", "aus", "bei", "um"),
    "fr": ("à", "en", "vers", "dans", "près"), "ru": ("в", "во", "из", "под", "на", "у"),
}  # fmt: skip


def find_bodies(words: Sequence[Word], text: str, language: str) -> list[Found]:
    """Bodies whose noun stands beside proper words, in text order."""
    found: list[Found] = []
    for i, word in enumerate(words):
        noun = find_noun(word.text, language)
        if noun is None or noun.kind != "body":
            continue
        first = _first_of_name(words, i, text) if language == "en" else _first_adjective(words, i, text, language)
        behind = _BEHIND[language].match(text, word.end) if language in _BEHIND else None
        end = behind.end() if behind is not None else word.end
        if first == i and behind is None:
            end = _end_of_portfolio(words, i, noun, language)
            if not end:
                continue
        mention = read_mention(text[words[first].start : end], language)
        is_title = language == "en" and first < i and word.text[:1].isupper()
        if (
            mention.noun is not None
            and mention.noun.kind == "body"
            and (mention.name or mention.organization or mention.places or is_title or (mention.office.endswith(" ministry") and language in ("de", "ru")))
        ):
            found.append(Found(words[first].start, mention))
    return found


def _end_of_portfolio(words: Sequence[Word], i: int, noun: Noun, language: str) -> int:
    """Where a ministry's name ends that says no more than what it is for ("das Verteidigungsministerium", «министерство обороны»); 0 for any other noun."""
    if noun.head != "ministry":
        return 0
    if language == "de":
        return words[i].end if noun.english != noun.head and words[i].text[:1].isupper() else 0
    behind = next((n for n in (2, 1) if language == "ru" and find_portfolio(" ".join(word.text for word in words[i + 1 : i + 1 + n]), language)), 0)
    if not behind:
        return 0
    where = words[i + behind + 1 : i + behind + 3]
    is_placed = len(where) == 2 and where[0].text.casefold() in ("в", "во") and bool(find_places(where[1].text, language))
    return where[1].end if is_placed else words[i + behind].end


def _first_adjective(words: Sequence[Word], i: int, text: str, language: str) -> int:
    """Index of the country's adjective before a noun, or of the noun ("das russische Außenministerium")."""
    for k in (i - 1, i - 2):
        if k >= 0 and language != "fr" and find_adjective(words[k].text, language) and re.fullmatch(r"[\w -]*", text[words[k].end : words[i].start]):
            return k
    return i


def _first_of_name(words: Sequence[Word], i: int, text: str) -> int:
    first = i
    while first > 0 and i - first < REACH and text[words[first - 1].end : words[first].start] in (" ", "' ", "’ "):
        if not words[first - 1].text[:1].isupper() or words[first - 1].text.casefold() in articles("en"):
            break
        first -= 1
    return first


def find_lone_names(words: Sequence[Word], text: str, language: str, taken: Set[str]) -> dict[str, list[int]]:
    """Names of one word that are used more than once and are neither a place, nor a person's, nor a common noun, with where they stand.

    Args:
        words: of the text.
        text: the article.
        language: ISO 639-1.
        taken: words of persons' names, case-folded.
    """
    places: dict[str, list[int]] = {}
    inside: Counter[str] = Counter()
    excluded: set[str] = set()
    for i, word in enumerate(words):
        name = re.sub("['’]s?$", "", word.text)
        if len(name) < 4 or not name[:1].isupper() or name.casefold() in taken or name in excluded:
            continue
        before = words[i - 1] if i else None
        gap = text[before.end : word.start] if before else "."
        if (
            before is not None
            and gap == " "
            and (before.text.casefold() in _WHERE[language] or (before.text[:1].isupper() and not _is_plain(before, language)))
        ):
            excluded.add(name)
        if _is_plain(word, language) or name in _COMPASS or find_places(name, language) or (language == "de" and is_common(word)):
            excluded.add(name)
        places.setdefault(name, []).append(word.start)
        inside[name] += gap == " "
    return {name: at for name, at in places.items() if name not in excluded and len(at) > 1 and inside[name]}


def _is_plain(word: Word, language: str) -> bool:
    text = word.text
    return bool(
        text.casefold() in articles(language)
        or find_noun(text, language)
        or find_adjective(text, language)
        or find_modifier(text, language)
        or find_portfolio(text, language)
    )
