"""What a picture says, as plain data: the same card gives the same picture."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claimsite.claims.disputes import SURE
from claimsite.claims.linked import find_linked
from claimsite.claims.models import Claim, ClaimStatement, RelationKind, Stance
from claimsite.comparisons.cells import DENIED, STATUS, describe_statement
from claimsite.comparisons.local_names import localize
from claimsite.comparisons.presentation import STATUS_WORDS
from claimsite.core.languages import read_language
from claimsite.core.models import ReviewState
from claimsite.core.palette import get_number
from claimsite.core.words import end_sentence
from claimsite.statements.models import Act, AttributionType, Statement

#: Raised when the same card is drawn another way.
DRAWING = 2
#: Fewer words say nothing without their sentence.
SHORTEST = 3
#: Statements of a claim among which the shortest words are looked for.
NEWEST = 200
_MARKS = {"de": ("„", "“"), "en": ("“", "”"), "fr": ("« ", " »"), "ru": ("«", "»")}


@dataclass(frozen=True, slots=True)
class Voice:
    """One side: its name and number (None for no side), what it does, its words, and who they are from."""

    name: str
    side: int | None
    does: str
    words: str
    who: str


@dataclass(frozen=True, slots=True)
class Card:
    """A heading, one or two voices, and a line below them."""

    heading: str
    voices: tuple[Voice, ...]
    foot: str

    @property
    def key(self) -> str:
        """Of the picture: another one for every other card, and for another way to draw."""
        return hashlib.sha256(json.dumps([DRAWING, asdict(self)], sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    @property
    def alt(self) -> str:
        """The picture in words."""
        said = " – ".join(f"{voice.name} {voice.does}: {voice.words}" if voice.words else f"{voice.name}: {voice.does}" for voice in self.voices)
        return f"{end_sentence(self.heading)} {said}" if said else self.heading


def describe_comparison(title: str, table: Mapping[str, Any]) -> Card:
    """A pair that the machine is sure of, or people have confirmed, in the reader's language or at least in one, the longer of whose words are shortest;
    without any contradiction, what two sides, or one, say to the same claim."""
    table = localize(table)
    found: list[tuple[Any, list[Any], bool]] = [(row, [versus["a"], versus["b"]], _is_sure(versus)) for row in table["rows"] for versus in row["versus"]]
    if not found:
        found = [(row, [cell["statements"][0] for cell in row["cells"] if cell["statements"]][:2], True) for row in table["rows"]]
    reader = read_language()
    row, pair, _sure = min(found, key=lambda each: _rate(each[1], each[2], reader), default=(None, [], True))
    statuses = _list_statuses([*table["rows"], row] if row else [])
    voices = tuple(_describe_voice(each, table["sides"], statuses) for each in pair)
    others = len(table["sides"]) - len({each["side"] for each in pair})
    more = [ngettext("%(n)d further side", "%(n)d further sides", others) % {"n": others}] if others > 0 and voices else []
    return Card(title, voices, " · ".join([*_count(len(table["rows"]), table["outlets"]), *more]))


def describe_claim(claim: Claim) -> Card:
    """The shortest words for it, and the shortest against it: of those who deny it, or of a counterclaim."""
    members = (
        ClaimStatement.objects.standing_with_statement().filter(claim=claim).select_related("statement__actor", "statement__side", "statement__article__outlet")
    )
    by_stance: dict[str, list[Statement]] = {}
    for member in members.order_by("-statement__published_on", "-statement")[:NEWEST]:
        by_stance.setdefault(member.stance, []).append(member.statement)
    said = _choose(by_stance.get(Stance.SUPPORTS, []))
    against = _choose(by_stance.get(Stance.OPPOSES, []))
    linked = [each.other for each in find_linked([claim.pk], kind=RelationKind.CONTRADICTS).get(claim.pk, []) if each.other is not None]
    other = against or next(iter(linked), None)
    voices = [_speak(each, Stance.OPPOSES if each is against else _find_stance(each)) for each in (said, other) if each is not None]
    outlets = {each.article.outlet_id for rows in (*by_stance.values(), [other] if other else []) for each in rows}
    return Card(claim.text, tuple(voices), " · ".join(_count(None, len(outlets))))


def describe_one(statement: Statement) -> Card:
    """One statement in its own words."""
    return Card(statement.article.title, (_speak(statement, _find_stance(statement)),), "")


def describe_site() -> Card:
    """The site itself."""
    return Card(str(_("Who said what in the news, with competing claims side by side.")), (), "")


def _choose(rows: Iterable[Statement]) -> Statement | None:
    return min(rows, key=lambda each: (len(each.content.split()) < SHORTEST, len(each.content)), default=None)


def _is_sure(versus: Mapping[str, Any]) -> bool:
    return versus["state"] in (ReviewState.ACCEPTED, ReviewState.CORRECTED) or (versus["score"] or 0) >= SURE


def _rate(pair: list[Mapping[str, Any]], is_sure: bool, reader: str) -> tuple[bool, bool, bool, int, int, int]:
    is_short = any(len(each["quote"].split()) < SHORTEST for each in pair)
    languages = [each["language"] for each in pair]
    foreign = sum(language != reader for language in languages), len(set(languages))
    return len({each["side"] for each in pair}) < 2, not is_sure, is_short, *foreign, max((len(each["quote"]) for each in pair), default=10_000)


def _list_statuses(rows: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    """What each statement of these rows does, by id; in the last row that shows it."""
    return {each["id"]: str(each["status"]) for row in rows for cell in row["cells"] for each in cell["statements"]}


def _describe_voice(each: Mapping[str, Any], sides: list[Mapping[str, Any]], statuses: Mapping[int, str]) -> Voice:
    status = statuses.get(each["id"]) or _judge(each["act"], None)
    side = sides[each["side"]] if each["side"] is not None else None
    return _make_voice(each, side["name"] if side else None, get_number(side), str(STATUS_WORDS[status]))


def _find_stance(statement: Statement) -> str | None:
    """To the claim that it belongs to; None if it belongs to none."""
    return ClaimStatement.objects.standing_with_statement().filter(statement=statement).values_list("stance", flat=True).first()


def _judge(act: str, stance: str | None) -> str:
    """What a statement does. The words of a denial can be what is denied or the denial itself, which its stance tells; where nothing does, it denies."""
    if stance == Stance.OPPOSES or (stance is None and act == Act.DENIES):
        return DENIED
    return STATUS[Act(act)]


def _speak(statement: Statement, stance: str | None) -> Voice:
    side = statement.side or statement.actor
    does = str(STATUS_WORDS[_judge(statement.act, stance)])
    described = describe_statement(statement, None) | {"actor": statement.actor.local_name if statement.actor else None}
    return _make_voice(described, side.local_name if side else None, get_number(side), does)


def _make_voice(each: Mapping[str, Any], side: str | None, number: int | None, does: str) -> Voice:
    speaker = str(each["actor"] or each["source"] or "")
    opening, closing = _MARKS.get(each["language"], _MARKS["en"]) if each["type"] == AttributionType.DIRECT else ("", "")
    day = date_format(dt.date.fromisoformat(each["published_on"]), "SHORT_DATE_FORMAT")
    who = ", ".join(words for words in (speaker if speaker != side else "", each["outlet"], day) if words)
    return Voice(side or speaker or str(_("somebody unnamed")), number, does, f"{opening}{each['quote']}{closing}", who)


def _count(claims: int | None, outlets: int) -> list[str]:
    words = [ngettext("%(n)d claim", "%(n)d claims", claims) % {"n": claims}] if claims else []
    return [*words, *([ngettext("%(n)d outlet", "%(n)d outlets", outlets) % {"n": outlets}] if outlets else [])]
