"""Queries that are put together once: Django takes longer to turn a query into SQL than the database takes to answer it.

A prepared query is a function that builds a queryset. It is called once, with places in stead of values; from then on its SQL is kept, the values are
put into the places, and rows come as the queryset would give them: models, tuples or single values.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
import re
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, NamedTuple

from django.db import connections
from django.db.models import JSONField, QuerySet, Value, prefetch_related_objects
from django.db.models.expressions import Col
from django.http import Http404

#: Where numbers of `is_among` go.
_NUMBERS = re.compile(r"\{numbers ([0-9]+)\}")
_JSON = json.JSONDecoder()
#: Of a whole number in the database.
_LARGEST = 2**63 - 1


class Place(Value):
    """Where a value goes that is known when the query runs: a number, a day or a string; with `is_among`, many numbers."""

    def __init__(self, position: int) -> None:
        super().__init__(None)
        self.position = position

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]

    @property
    def numbers(self) -> str:
        """What stands in the SQL where many numbers go."""
        return f"{{numbers {self.position}}}"


class _Made(NamedTuple):
    """A query that was put together; `pieces` are its SQL, each second one the place of many numbers; `converters` make its columns Python's values."""

    queryset: Any
    compiler: Any
    pieces: list[str]
    parameters: tuple[Any, ...]
    converters: dict[int, Any]


class _Filled:
    """As much of a queryset as Django asks for to read its rows."""

    def __init__(self, made: _Made, values: tuple[Any, ...]) -> None:
        self.db, self.model = made.queryset.db, made.queryset.model
        self._known_related_objects: dict[Any, Any] = {}
        connection = connections[self.db]
        numbers = {place: _list_numbers(values[int(place)]) for place in set(made.pieces[1::2])}
        sql = "".join(numbers[piece] if i % 2 else piece for i, piece in enumerate(made.pieces))
        parameters = tuple(_adapt(values[each.position], connection) if isinstance(each, Place) else each for each in made.parameters)
        compiler = copy.copy(made.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *_, **__: (sql, parameters)
        compiler.get_converters = lambda _: made.converters
        self.query = copy.copy(made.queryset.query)
        self.query.get_compiler = lambda *_, **__: compiler


#: The queries of this process, by the function that builds them, the kind of database and which values are None.
KEPT: dict[Any, _Made] = {}


def prepared(build: Callable[..., QuerySet[Any, Any]]) -> Callable[..., list[Any]]:
    """Ask by a query that is put together once.

    Args:
        build: makes the queryset from places; what is None when asked stays None, so that a condition can be left out.

    Returns:
        A function of the values that returns the rows. Values are numbers, strings and days; for `is_among` any numbers. Among none there is nothing:
        the database is not asked.
    """

    @wraps(build)
    def ask(*given: Any) -> list[Any]:
        values = tuple(value if value is None or isinstance(value, int | str | dt.date) else tuple(value) for value in given)
        if () in values:
            return []
        if any(isinstance(value, int) and abs(value) > _LARGEST for value in values):
            return []  # as Django finds nothing by a number that the database cannot hold
        shape = tuple(value is None for value in values)
        key = build, connections["default"].vendor, shape
        made = KEPT.get(key)
        if made is None:
            made = KEPT[key] = _make(build(*(None if value is None else Place(position) for position, value in enumerate(values))))
        rows = list(made.queryset._iterable_class(_Filled(made, values)))
        if made.queryset._prefetch_related_lookups:
            prefetch_related_objects(rows, *made.queryset._prefetch_related_lookups)
        return rows

    return ask


def get_or_404(rows: list[Any]) -> Any:
    """The first row of a prepared query, which asks for one.

    Raises:
        Http404: if there is none.
    """
    if not rows:
        raise Http404
    return rows[0]


def _make(queryset: Any) -> _Made:
    compiler = queryset.query.get_compiler(using=queryset.db)
    sql, parameters = compiler.as_sql()
    columns = [column for column, *_ in compiler.select[: compiler.col_count]]
    found = {place: each for place, each in compiler.get_converters(columns).items() if not _is_done(compiler.connection, *each)}
    converters = {place: _shorten(compiler.connection, *each) for place, each in found.items()}
    return _Made(queryset, compiler, _NUMBERS.split(sql), tuple(parameters), converters)


def _is_done(connection: Any, converters: list[Any], column: Any) -> bool:
    """Whether SQLite's module makes the values of a column already, by its type: days, which Django then looks at once more."""
    return connection.vendor == "sqlite" and isinstance(column, Col) and converters == [connection.ops.convert_datefield_value]


def _shorten(connection: Any, converters: list[Any], column: Any) -> tuple[list[Any], Any]:
    """JSON of a column, which stands in SQLite as Django wrote it, without what Django looks at before it reads it."""
    is_plain = connection.vendor == "sqlite" and isinstance(column, Col) and isinstance(column.output_field, JSONField)
    return ([_read_json] if is_plain and column.output_field.decoder is None else converters), column


def _read_json(value: str | None, *_: Any) -> Any:
    return None if value is None else {} if value == "{}" else _JSON.raw_decode(value)[0]


def _list_numbers(values: Iterable[int]) -> str:
    return ",".join(str(int(value)) for value in values)


def _adapt(value: Any, connection: Any) -> Any:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, dt.date) else value
