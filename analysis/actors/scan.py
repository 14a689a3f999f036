"""Names in the running text: persons with their titles, bodies with their kind, countries; also those who say nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc

from analysis.actors.grammar import articles, particles
from analysis.actors.mentions import Mention, read_mention
from analysis.actors.nouns import find_modifier, find_noun, find_portfolio
from analysis.actors.places import Place, find_adjective, find_places, is_half

_WORD = re.compile(r"[^\W\d_][\w’'-]*[^\W_]|[^\W\d_]")
_APPOSITION = re.compile(r", (?!(?:who|der|die|das|qui|qu|котор\w+)\s)[^,.;:!?\n„“«»\"]{3,80}(?=[,.;])")
_OPENS = re.compile(r"[.!?…\n]")
_IN_ONE_BREATH = re.compile(r"[^\W\d_][\w’'-]*(?: [A-ZÀ-ÞА-ЯЁ][\w’'-]*)?(?: (?:und|and|et|и)(?: (?:the|die|la|les|l[’']))? ?| – |–)")
#: Words before a name that may belong to its title.
TITLE_WORDS = 6
#: Tags of words that open a sentence with a capital and are no part of the name behind them ("If Tellin", "Furious Ilse").
_NO_NAME_TAGS = frozenset(
    (
        *(
            "IN",
            "JJ",
            "JJR",
            "JJS",
            "RB",
            "RBR",
            "RBS",
            "DT",
            "CC",
            "PRP",
            "PRP$",
            "WP",
            "WRB",
            "WDT",
            "VB",
            "VBD",
            "VBG",
            "VBN",
            "VBZ",
            "VBP",
            "MD",
            "UH",
            "CD",
        ),
        *("ADP", "ADJ", "ADV", "DET", "CCONJ", "SCONJ", "PRON", "VERB", "AUX", "NUM", "INTJ", "PART", "EX", "TO"),
        *("APPR", "APPRART", "ADJA", "ADJD", "KON", "KOUS", "PPER", "PPOSAT", "PDAT", "PIAT", "ART"),
    )
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text with its place, and what the tagger says of it."""

    text: str
    start: int
    end: int
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A name in the text: where it starts, and the words around it taken apart."""

    start: int
    mention: Mention


def list_words(doc: Doc) -> list[Word]:
    """Words of the text in order; own segmentation, so that hyphens and apostrophes read the same in every language."""
    tags = {token.idx: token.tag_ or token.pos_ for token in doc}
    return [Word(m.group(), m.start(), m.end(), tags.get(m.start(), "")) for m in _WORD.finditer(doc.text)]


def is_common(word: Word) -> bool:
    """Whether the tagger calls a word a common noun."""
    return word.tag in ("NN", "NOUN", "NNA")


def find_names(words: list[Word], text: str, language: str) -> list[Found]:
    """Names of two to four words, each with the title before it; bodies with a noun right before or behind."""
    found: list[Found] = []
    i = 0
    while i < len(words):
        if i + 1 < len(words) and find_adjective(f"{words[i].text} {words[i + 1].text}", language):
            i += 2
            continue
        run = _name_run(words, i, text, language)
        if len(run) >= 2 or (run and i and _is_body(words[i - 1], language) and _adjacent(words, i - 1, text)):
            first = _title_start(words, i, text, language)
            mention = read_mention(text[words[first].start : run[-1].end], language)
            if mention.name and (mention.noun is not None or language != "de" or all(word.tag in ("NE", "PROPN") for word in run)):
                found.append(Found(words[i].start, _with_apposition(mention, run[-1].end, text, language)))
        elif language == "en" and run and _is_body(_at(words, i + 1), language) and _adjacent(words, i, text):
            found.append(Found(words[i].start, read_mention(text[words[i].start : words[i + 1].end], language)))
        i += max(1, len(run))
    return found


def _with_apposition(mention: Mention, end: int, text: str, language: str) -> Mention:
    """The mention with what is said of it between commas right behind ("Bakyn Turovel, the minister, …")."""
    behind = _APPOSITION.match(text, end) if mention.noun is None and mention.name else None
    if behind is None:
        return mention
    whole = read_mention(f"{mention.name}{behind.group()}", language)
    return whole if whole.noun is not None and whole.noun.kind == "person" and whole.name == mention.name else mention


def find_countries(words: list[Word], language: str) -> list[tuple[int, Place]]:
    """Countries named or spoken of by an adjective, in text order."""
    found: list[tuple[int, Place]] = []
    taken = -1
    for i, word in enumerate(words):
        if i == taken or (language == "en" and not word.text[:1].isupper()):
            continue
        pair = f"{word.text} {words[i + 1].text}" if i + 1 < len(words) else ""
        place = find_adjective(pair, language) or next(iter(find_places(pair, language)), None)
        taken = i + 1 if place is not None else -1
        if place is None and not is_half(word.text, language):
            place = find_adjective(word.text.split("-")[0], language)
            if place is None and word.text[:1].isupper():
                place = next(iter(find_places(word.text, language)), None)
        if place is not None and place.adjective:
            found.append((word.start, place))
            found.extend((word.start, other) for other in _second_countries(word.text, place, language))
    return found


def find_openers(words: list[Word], text: str, language: str) -> frozenset[int]:
    """Where words stand that a sentence opens with, a title or an article before them left out of account."""
    openers = set()
    for i, word in enumerate(words):
        first = _title_start(words, i, text, language)
        while first and words[first - 1].text.casefold() in articles(language) and text[words[first - 1].end : words[first].start] == " ":
            first -= 1
        if not first or _OPENS.search(text[words[first - 1].end : words[first].start]):
            openers.add(word.start)
    return frozenset(openers)


def _second_countries(word: str, first: Place, language: str) -> list[Place]:
    """The other countries of an adjective made of several ("südkoreanisch-amerikanische")."""
    places = (find_adjective(part, language) for part in word.split("-")[1:] if language in ("de", "en"))
    return [place for place in places if place is not None and place.adjective and place.side != first.side]


def find_pairs(countries: list[tuple[int, Place]], text: str) -> list[tuple[int, tuple[Place, Place]]]:
    """Countries named in one breath ("Tokyo and Seoul", "deutsch-französische"), with where the second stands."""
    pairs = []
    for (at, first), (behind, second) in pairwise(countries):
        link = _IN_ONE_BREATH.match(text, at)
        if first.side != second.side and (at == behind or (link is not None and link.end() == behind)):
            pairs.append((behind, (first, second)))
    return pairs


def _at(words: list[Word], i: int) -> Word | None:
    return words[i] if 0 <= i < len(words) else None


def _is_body(word: Word | None, language: str) -> bool:
    noun = find_noun(word.text, language) if word is not None else None
    return noun is not None and noun.kind == "body"


def _adjacent(words: list[Word], i: int, text: str) -> bool:
    return i + 1 < len(words) and text[words[i].end : words[i + 1].start].strip(' «„“"') == ""


def _name_run(words: list[Word], i: int, text: str, language: str) -> list[Word]:
    """Capitalized words from ``i`` on that no table knows, particles inside included."""
    run: list[Word] = []
    while i < len(words) and len(run) < 4 and (not run or text[run[-1].end : words[i].start] == " "):
        word = words[i]
        if not _is_proper(word, language, inside=bool(run)) and not (run and word.text in particles() and _is_proper_at(words, i + 1, language)):
            break
        run.append(word)
        i += 1
    return run


def _is_proper_at(words: list[Word], i: int, language: str) -> bool:
    return i < len(words) and _is_proper(words[i], language, inside=True)


def _is_proper(word: Word, language: str, *, inside: bool) -> bool:
    if not word.text[:1].isupper() or word.text.casefold() in articles(language):
        return False
    if not inside and (word.tag in _NO_NAME_TAGS or (language == "de" and is_common(word))):
        return False
    noun = find_noun(word.text, language)
    if noun is not None and not (inside and noun.kind == "person"):
        return False
    if find_adjective(word.text, language) is not None or (not inside and find_places(word.text, language)):
        return False
    return find_modifier(word.text, language) is None or inside


def _title_start(words: list[Word], i: int, text: str, language: str) -> int:
    """Index of the first word of the title that stands right before a name."""
    first = i
    while first > 0 and i - first < TITLE_WORDS and text[words[first - 1].end : words[first].start] in (" ", ", ", "-"):
        word = words[first - 1].text
        known = (
            find_noun(word, language)
            or find_modifier(word, language) is not None
            or (language in ("fr", "ru") and find_portfolio(word, language))
            or find_adjective(word.split("-")[0], language)
            or find_places(word, language)
        )
        if not known and word.casefold() not in ("des", "der", "of", "de", "du", "la", "les", "for", "für"):
            break
        first -= 1
    while first < i and words[first].text.casefold() in articles(language):
        first += 1
    return first
