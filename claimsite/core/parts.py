"""Parts of pages that are made from plain values alone, and remembered by these values.

A row looks the same to everybody as long as what it shows is the same, so whoever asks for it next, editor or reader, before a change or after it, gets
what was made. Nothing can be stale and nobody's own can get in: the template is given the values and nothing else, no request, no person, no row of the
database, and the values are what it is found by.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any, NamedTuple

from django.template import Context, Template
from django.template.loader import get_template
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language

#: Bytes that the remembered parts of a process take, about; the older half goes when they are reached.
LIMIT = 16_000_000
#: What a value may be. No SafeString: it equals the same words that have yet to be escaped.
_PLAIN = (str, int, float, bool, type(None), dt.date)
#: What Python and the key take besides the characters of a part, about.
_OVERHEAD = 1000


class Parts:
    """The parts of this process in two halves: what is asked for moves to the younger one, and the older one is dropped as a whole. Needs no lock."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._young: dict[Any, SafeString] = {}
        self._old: dict[Any, SafeString] = {}
        self._bytes = 0

    def get(self, key: Any) -> SafeString | None:
        """The part made for this key, if it is still here."""
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key)
            if found is not None:
                self.put(key, found)
        return found

    def put(self, key: Any, part: SafeString) -> None:
        """Remember a part."""
        self._bytes += len(part) + _OVERHEAD
        if self._bytes > self._limit / 2:
            self._old, self._young, self._bytes = self._young, {}, len(part) + _OVERHEAD
        self._young[key] = part

    def clear(self) -> None:
        """Forget everything."""
        self._young, self._old, self._bytes = {}, {}, 0


PARTS = Parts()


def render_part(name: str, values: NamedTuple) -> SafeString:
    """A template filled in with plain values.

    Args:
        name: of the template; under which name it finds the values is what stands before "_part.html".
        values: strings, numbers, days, None, and tuples of these.

    Raises:
        TypeError: for any other value.
    """
    key = name, get_language(), get_script_prefix(), values
    found = PARTS.get(key)
    if found is None:
        _check(values)
        found = _find(name).render(Context({_name_values(name): values}))
        PARTS.put(key, found)
    return found


def _check(values: Any) -> None:
    for value in values:
        if isinstance(value, tuple):
            _check(value)
        elif not (type(value) in _PLAIN or (isinstance(value, str) and not isinstance(value, SafeString))):
            raise TypeError(f"a part is made of plain values, not of {type(value).__name__}")


def _find(name: str) -> Template:
    found: Any = get_template(name)
    template: Template = found.template
    return template


@lru_cache(maxsize=64)
def _name_values(name: str) -> str:
    return name.rpartition("/")[2].removeprefix("_").removesuffix("_part.html")
