"""Who has been named in an article so far, so that pronouns, titles and short names can point back."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Set
from dataclasses import dataclass, field

from analysis.actors.nouns import class_of
from analysis.languages.tables import load_table
from analysis.types import Actor, ActorKind

#: A point behind an initial or a form of address ends no sentence, in German neither behind a day ("am 13. September").
_SHORT = r"(?<!\b[A-ZÀ-ÞА-ЯЁ])(?<!\b(?:Mr|Ms|Dr|St|Nr|Me))(?<!\b(?:Mrs|Sen|Rep|Gov|Gen))"
_ORDINAL = {"de": r"(?<!\b\d)(?<!\b\d\d)"}
_SENTENCE_ENDS = {
    code: re.compile(rf"(?:[!?…]|{_SHORT}{_ORDINAL.get(code, '')}\.)[.!?…]*[\"»“”’)]*\s+(?=[\W\d]*[^\W\d_])|\n+") for code in ("", "de", "en", "fr", "ru")
}
#: Titles that are said of the same people: whoever runs something, whoever speaks for a state, whoever works in one trade.
_SAME_ROLE = tuple(
    frozenset(group.split(", "))
    for group in (
        "boss, chair, chairman, chairwoman, chief, chief executive, director, entrepreneur, executive, founder, head, leader, manager, "
        "managing director, owner, president",
        "deputy, deputy minister, member of parliament, minister, official, politician, prime minister, secretary, state secretary",
        "ambassador, consul, diplomat, envoy, foreign minister, official, press secretary, spokesman, spokeswoman",
        "admiral, captain, colonel, commander, general, soldier, vice-admiral",
        "attorney, judge, lawyer, presiding judge, prosecutor, solicitor",
        "analyst, economist, expert, historian, physicist, professor, researcher, scientist",
        "doctor, physician, senior physician, surgeon",
        "group leader, leader, party leader, trade unionist, union leader, union secretary",
        "auditor, chief auditor, head, inspector",
    )
)


#: Titles that only their holder bears; any other title may be a second description of somebody ("the spokeswoman" … "the teacher").
_OFFICES = frozenset(load_table("nouns")["state_offices"]) | {
    "mayor",
    "governor",
    "auditor",
    "chief auditor",
    "chairman",
    "chairwoman",
    "judge",
    "pope",
    "bishop",
}
#: A name without a word for what it is may be any of these.
_ANY_COMPANY = frozenset(("company", "association", "union", "agency"))


@dataclass(slots=True)
class Entity:
    """Somebody or something that the article has named.

    Attributes:
        actor: as far as known.
        heads: English nouns said of it.
        gender: natural gender of a person; "" unknown.
        grammatical: genders of the words that named it.
        plural: whether it is a group.
        is_generic: whether nothing but a common noun names it ("company").
        spoken: places where it is the source of a statement, in text order.
        named: all places where it is named, in text order.
    """

    actor: Actor
    heads: set[str] = field(default_factory=set)
    gender: str = ""
    grammatical: set[str] = field(default_factory=set)
    plural: bool = False
    is_generic: bool = False
    spoken: list[int] = field(default_factory=list)
    named: list[int] = field(default_factory=list)

    @property
    def is_person(self) -> bool:
        """Whether a person stands behind it."""
        return self.actor.kind is ActorKind.PERSON

    def last_before(self, position: int) -> int:
        """Where it was last named before ``position``; -1 if it was not."""
        i = bisect_right(self.named, position - 1)
        return self.named[i - 1] if i else -1

    def add(self, position: int, *, speaks: bool) -> None:
        """Note that it is named at ``position``."""
        for places in (self.named, self.spoken) if speaks else (self.named,):
            i = bisect_right(places, position)
            if not i or places[i - 1] != position:
                places.insert(i, position)


class Sentences:
    """Which sentence and paragraph a position lies in."""

    def __init__(self, text: str, openers: Set[int] = frozenset(), code: str = "") -> None:
        self._ends = [m.end() for m in _SENTENCE_ENDS[code].finditer(text)]
        self._openers = openers

    def opens(self, position: int) -> bool:
        """Whether a sentence opens with the words at a position, or with their title: who is named there is what it is about."""
        return position in self._openers

    def between(self, first: int, second: int) -> int:
        """Number of sentence ends between two positions."""
        return abs(bisect_right(self._ends, second) - bisect_right(self._ends, first))


def fit_title(entity: Entity, head: str, english: str) -> float:
    """How well a title fits what was said of an entity: 1 the same, 0.8 or 0.9 another word for it, less where nothing speaks for it."""
    if _is_other_ministry(entity, head, english):
        return 0.0
    if head in entity.heads or english in entity.heads or any(known.endswith(f" {head}") or head.endswith(f" {known}") for known in entity.heads):
        return 1.0
    if not entity.is_person:
        if not entity.heads:
            return 0.6 if class_of(head) & _ANY_COMPANY else 0.0
        if head.endswith(" ministry"):
            return 0.0
        return 0.9 if any(known in class_of(head) for known in entity.heads) else 0.1
    if not entity.heads:
        return 0.5
    same = any(head in group and any(known in group for known in entity.heads) for group in _SAME_ROLE)
    if same:
        return 0.8
    return 0.05 if head in _OFFICES or english in _OFFICES else 0.3


def _is_other_ministry(entity: Entity, head: str, english: str) -> bool:
    """Whether both are ministries, but for something else ("the foreign ministry" is not the trade ministry named before)."""
    wanted = next((each for each in (english, head) if each.endswith(" ministry")), "")
    known = [each for each in entity.heads if each.endswith(" ministry")]
    return bool(wanted and known) and not any(each.endswith(wanted) or wanted.endswith(each) for each in known)


def fit_gender(entity: Entity, gender: str) -> float:
    """How well a natural or grammatical gender fits: 1 known to be so, 0.6 unknown, 0 known to be otherwise."""
    if gender in ("", "any"):
        return 1.0
    known = {entity.gender} if entity.is_person and entity.gender else set(entity.grammatical) - {""}
    if not known:
        return 0.6
    return 1.0 if gender in known else 0.0
