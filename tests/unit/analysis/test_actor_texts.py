"""Invented texts, written before the rules that they test: `[[words → actor | side]]` marks a source, with "none" where nobody is meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.actors import is_same_actor, resolve_actors
from analysis.languages import CODES, get_language
from analysis.pipeline import parse
from analysis.types import Span
from tests.unit.analysis.test_actors import attribution

FOLDER = Path(__file__).parent / "actor_texts"
_MARK = re.compile(r"\[\[(.+?) → (.+?) \| (.+?)\]\]")
#: Least share of actors and sides right, all texts of a language together; what the rules reached when they were written, less one.
LEAST = {"de": (0.87, 0.83), "en": (0.92, 0.89), "fr": (0.92, 0.84), "ru": (0.92, 0.69)}


def read(path: Path) -> tuple[str, list[tuple[Span, str, str]]]:
    """A text without marks, and its sources with the actor and side expected."""
    text, marks, at = "", [], 0
    raw = path.read_text(encoding="utf-8")
    for match in _MARK.finditer(raw):
        text += raw[at : match.start()]
        marks.append((Span(len(text), len(text) + len(match[1].rstrip(","))), match[2], match[3]))
        text += match[1]
        at = match.end()
    return text + raw[at:], marks


@pytest.mark.parametrize("language", CODES)
def test_actors_and_sides_of_whole_texts(language: str) -> None:
    right_actors = right_sides = total = 0
    for path in sorted(FOLDER.glob(f"*.{language}.txt")):
        text, marks = read(path)
        (doc,) = parse([text], language)
        found = resolve_actors(doc, [attribution(span) for span, _, _ in marks], get_language(language))
        for attributed, (_, name, side) in zip(found, marks, strict=True):
            actor = attributed.actor
            right_actors += is_same_actor(name, actor) if actor else name == "none"
            right_sides += ((actor.side if actor else None) or "none") == side
            total += 1
    assert total >= 13
    assert (right_actors / total, right_sides / total) >= LEAST[language]
    assert right_sides / total >= LEAST[language][1]
