"""Variants of annotated texts: other quotation marks, other paragraph breaks, other names, no complementizer. Places move with the text."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random
from typing import Final

from analysis.encoder.examples import Example, Gold
from analysis.quotations import find_quotations
from analysis.types import Span, Spans

#: ``(start, end, words put there instead)``.
Edit = tuple[int, int, str]

_MARKS: Final = {
    "de": (("„", "“"), ("»", "«"), ('"', '"'), ("“", "”")),
    "en": (("“", "”"), ('"', '"'), ("‘", "’")),
    "fr": (("« ", " »"), ("«\u00a0", "\u00a0»"), ('"', '"'), ("“", "”")),
    "ru": (("«", "»"), ("„", "“"), ('"', '"')),
}
_SAID: Final = {
    "en": ("said", "stated", "added", "explained", "noted", "stressed", "told reporters", "argued", "says", "insisted"),
    "de": ("sagte", "erklärte", "betonte", "fügte hinzu", "teilte mit", "berichtete", "meinte", "sagt"),
    "fr": ("a déclaré", "a affirmé", "a expliqué", "a indiqué", "a ajouté", "assure", "a précisé"),
    "ru": ("сообщил", "заявил", "отметил", "пояснил", "добавил", "подчеркнул"),
}
_FIRST: Final = [
    "Nora",
    "Piet",
    "Tessa",
    "Ruben",
    "Livia",
    "Anton",
    "Marek",
    "Sofie",
    "Idris",
    "Helga",
    "Bruno",
    "Carla",
    "Edwin",
    "Farah",
    "Gideon",
    "Hanna",
    "Ivo",
    "Judith",
    "Kaspar",
    "Lotte",
    "Milan",
    "Olga",
    "Pavel",
    "Rosa",
    "Sven",
    "Tilda",
]
_LAST: Final = [
    "Barlow",
    "Hendry",
    "Kessler",
    "Marchetti",
    "Novak",
    "Okoro",
    "Pruitt",
    "Quill",
    "Rasmussen",
    "Sandoval",
    "Thorne",
    "Ulrich",
    "Vasquez",
    "Whitlock",
    "Yilmaz",
    "Zeller",
    "Abbott",
    "Brandt",
    "Castell",
    "Drummond",
    "Engel",
    "Farrow",
    "Gallo",
    "Huber",
    "Iversen",
    "Jansen",
    "Klein",
    "Lorenz",
    "Moreau",
    "Nadeau",
    "Orlow",
    "Perrin",
    "Reuter",
    "Sokolow",
    "Tanaka",
    "Vogt",
]


def vary(example: Example, random: Random) -> Example:
    """One random variant of an example."""
    for change in (_exchange_marks, _exchange_names, _exchange_cues, _drop_that, _move_breaks):
        if random.random() < 0.5:
            example = apply(example, change(example, random))
    return example


def apply(example: Example, edits: list[Edit]) -> Example:
    """Carry out edits; those that overlap an earlier one are left out. Spans keep the words they had."""
    kept: list[Edit] = []
    for edit in sorted(set(edits)):
        if not kept or edit[0] >= kept[-1][1]:
            kept.append(edit)
    if not kept:
        return example
    out, at = [], 0
    for start, end, words in kept:
        out += [example.text[at:start], words]
        at = end
    text = "".join([*out, example.text[at:]])

    def moved(spans: Spans) -> Spans:
        pairs = ((_move(s.start, kept, False), _move(s.end, kept, True)) for s in spans)
        return tuple(Span(a, b) for a, b in pairs if a < b)

    golds = [Gold(moved(g.content), moved(g.source), moved(g.cue), g.act, g.sure) for g in example.attributions]
    return replace(example, text=text, attributions=tuple(g for g in golds if g.content), doubtful=moved(example.doubtful))


def join(first: Example, second: Example) -> Example:
    """Two texts of one language and style as one, so that training sees texts of more than one window too."""
    shift = len(first.text) + 2

    def moved(spans: Spans) -> Spans:
        return tuple(Span(s.start + shift, s.end + shift) for s in spans)

    golds = [Gold(moved(g.content), moved(g.source), moved(g.cue), g.act, g.sure) for g in second.attributions]
    return replace(
        first, text=f"{first.text}\n\n{second.text}", attributions=(*first.attributions, *golds), doubtful=(*first.doubtful, *moved(second.doubtful))
    )


def _move(place: int, edits: list[Edit], is_end: bool) -> int:
    shift = 0
    for start, end, words in edits:
        if end < place or (end == place and ((is_end and start < place) or not is_end)):
            shift += len(words) - (end - start)
        elif start < place < end:
            return start + shift + (len(words) if is_end else 0)
        elif start >= place:
            break
    return place + shift


def _exchange_marks(example: Example, random: Random) -> list[Edit]:
    opening, closing = random.choice(_MARKS[example.language])
    edits = []
    for quotation in find_quotations(example.text)[0]:
        if quotation.continues:
            return []
        outer, inner = quotation.outer, quotation.inner
        edits += [(outer.start, inner.start, opening), (inner.end, outer.end, closing)]
    return edits


def _exchange_names(example: Example, random: Random) -> list[Edit]:
    """Give persons other names, the same everywhere in the text; only words that an actor's name and the text share."""
    if example.language == "ru":
        return []
    edits = []
    for name in example.names:
        words = name.split()
        if not 2 <= len(words) <= 3 or any(not w[:1].isupper() for w in words) or name not in example.text:
            continue
        for word, pool in ((words[0], _FIRST), (words[-1], _LAST)):
            new = random.choice(pool)
            edits += [(m.start(), m.end(), new) for m in re.finditer(rf"\b{re.escape(word)}\b", example.text)]
    return edits


def _exchange_cues(example: Example, random: Random) -> list[Edit]:
    pool = _SAID[example.language]
    return [
        (cue.start, cue.end, random.choice(pool))
        for gold in example.attributions
        for cue in gold.cue
        if cue.of(example.text) in pool and " " not in cue.of(example.text) and random.random() < 0.6
    ]


def _drop_that(example: Example, random: Random) -> list[Edit]:
    if example.language != "en":
        return []
    at = [s.start for gold in example.attributions for s in gold.content[:1]]
    return [(a - 5, a, "") for a in at if example.text[max(0, a - 6) : a] == " that " and random.random() < 0.6]


def _move_breaks(example: Example, random: Random) -> list[Edit]:
    edits: list[Edit] = [(m.start(), m.end(), random.choice((" ", "\n"))) for m in re.finditer(r"\n+", example.text) if random.random() < 0.4]
    if random.random() < 0.5:
        edits += [(m.start(), m.end(), "\n\n") for m in re.finditer(r"(?<=[.!?“”\"»]) (?=[A-ZÄÖÜ„“«»А-Я])", example.text) if random.random() < 0.3]
    return edits
