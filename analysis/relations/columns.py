"""What the signals of pairs rest on, of all statements at once: flags, numbers for sides and documents, and who stands before whom."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np

from analysis.relations.comparing import find_counted, find_nobody, name_party
from analysis.relations.features import Prepared, get_document
from analysis.relations.reading import Reading
from analysis.relations.table import Flags, Numbers, WordTable, build_table
from analysis.types import Act

_ACTS: Final = tuple(Act)
_REACH: Final = 4
Value = TypeVar("Value", bound=Hashable)

#: What a statement is, one flag each.
FLAGS: Final[dict[str, Callable[[Reading], bool]]] = {
    "denies": lambda r: r.statement.act is Act.DENIES,
    "negated": lambda r: bool(r.negations),
    "rejects": lambda r: r.is_denial,
    "limited": lambda r: r.is_limited,
    "false": lambda r: bool(r.falsities),
    "absent": lambda r: r.is_absence,
    "uncertain": lambda r: r.is_uncertain,
    "points": lambda r: bool(r.pointer),
    "evidence": lambda r: bool(r.evidence),
    "reason": lambda r: r.has_reason,
    "figures": lambda r: bool(r.quantities),
    "nobody": lambda r: find_nobody(r) is not None,
    "counts": lambda r: find_counted(r) is not None,
    "act_unknown": lambda r: r.statement.act is None,
}


@dataclass(frozen=True, slots=True)
class Columns:
    """One row a statement; numbers are −1 where there is nothing.

    Attributes:
        is_: by name in `FLAGS`.
        acts: numbers of acts; an unknown one counts as asserting.
        sides, actors, languages, documents: numbers of each; a statement without a document has one of its own.
        placed: whether a document is named.
        lengths: words and figures.
        before: places of up to four earlier statements of its document, nearest first; shape ``(n, 4)``.
        answered: the place of the statement that a denial answers, right before it and farther before; shape ``(2, n)``.
        parties: which words of names are those of its party, shape ``(n, names)``.
        values: which values its figures have, shape ``(n, values)``.
        speaking: which sides speak in its document, shape ``(n, sides)``.
        side_names: of each number.
        table: the topic words.
    """

    is_: dict[str, Flags]
    acts: Numbers
    sides: Numbers
    actors: Numbers
    languages: Numbers
    documents: Numbers
    placed: Flags
    lengths: Numbers
    before: Numbers
    answered: Numbers
    parties: Flags
    values: Flags
    speaking: Flags
    side_names: Sequence[str]
    table: WordTable


def build_columns(prepared: Prepared) -> Columns:
    """Look at each statement once, before pairs are looked at."""
    readings = prepared.readings
    statements = [reading.statement for reading in readings]
    before = np.full((len(readings), _REACH), -1, dtype=np.int64)
    for place, earlier in enumerate(prepared.before):
        before[place, : len(earlier)] = earlier
    parties, names = _mark([name_party(statement) for statement in statements])
    sides, side_numbers = _number([statement.side for statement in statements])
    is_ = {name: np.array([look(reading) for reading in readings], dtype=bool) for name, look in FLAGS.items()}
    is_["points"] &= ~np.array([_points_to_own(prepared, place) for place in range(len(readings))], dtype=bool)
    return Columns(
        is_=is_,
        acts=np.array([_ACTS.index(statement.act or Act.ASSERTS) for statement in statements], dtype=np.int64),
        sides=sides,
        actors=_number([statement.actor for statement in statements])[0],
        languages=_number([statement.language for statement in statements])[0],
        documents=_number([get_document(statement) for statement in statements])[0],
        placed=np.array([statement.document is not None for statement in statements], dtype=bool),
        lengths=np.array([reading.length for reading in readings], dtype=np.int64),
        before=before,
        answered=np.array([[_find_answered(prepared, place, over=over) for place in range(len(readings))] for over in (False, True)], dtype=np.int64),
        parties=parties,
        values=_mark([reading.numbers for reading in readings])[0],
        speaking=_mark(prepared.sides, side_numbers)[0],
        side_names=list(side_numbers),
        table=build_table(readings, names),
    )


def is_act(columns: Columns, act: Act) -> Flags:
    """Which statements do this."""
    found: Flags = columns.acts == _ACTS.index(act)
    return found


def _number(values: Iterable[str | None]) -> tuple[Numbers, dict[str, int]]:
    """Equal values have equal numbers; None has −1."""
    numbers: dict[str, int] = {}
    return np.array([-1 if value is None else numbers.setdefault(value, len(numbers)) for value in values], dtype=np.int64), numbers


def _mark(sets: Sequence[Iterable[Value]], numbers: dict[Value, int] | None = None) -> tuple[Flags, dict[Value, int]]:
    """Which values each set has, and the number of each value."""
    known = dict(numbers or {})
    places = [(row, known.setdefault(value, len(known))) for row, values in enumerate(sets) for value in values]
    marks = np.zeros((len(sets), len(known)), dtype=bool)
    if places:
        marks[tuple(np.array(places).T)] = True
    return marks, known


def _points_to_own(prepared: Prepared, index: int) -> bool:
    """Whether a statement adds to the speaker's own denial right before it, so that its demonstrative means that one ("nor was that planned")."""
    reading, earlier = prepared.readings[index], prepared.before[index]
    if not reading.is_addition or not earlier or reading.statement.actor is None:
        return False
    own = prepared.readings[earlier[0]]
    return own.statement.actor == reading.statement.actor and own.is_denial and not own.pointer


def _find_answered(prepared: Prepared, index: int, *, over: bool) -> int:
    """The statement that a denial answers: the last one of its document by another side, right before it or `over` others of the denial's own side.

    News puts a denial behind what it denies: of denials that follow another side's statement about half contradict it, before it one in eight.
    """
    denial = prepared.readings[index]
    if not denial.is_denial:
        return -1
    for distance, earlier in enumerate(prepared.before[index]):
        reading = prepared.readings[earlier]
        if reading.statement.side is None or reading.statement.side != denial.statement.side:
            return earlier if (distance > 0) == over and not reading.is_denial else -1
    return -1
