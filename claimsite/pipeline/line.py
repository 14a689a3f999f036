"""Passing one after another, in the order in which one came, whatever each does in between."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Place:
    """Of one thread in a line; nobody stands in it before `enter`."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def enter(self) -> None:
        """Stand behind all that are in the line."""
        with self._line.changed:
            self._line.standing.append(self)

    def wait(self) -> None:
        """Wait until nobody stands before this one."""
        with self._line.changed:
            self._line.changed.wait_for(lambda: self._line.standing[0] is self)


class Line:
    """Who stands in it, first the one whose turn it is."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.standing: list[Place] = []

    @contextmanager
    def place(self) -> Iterator[Place]:
        """A place that is given up at the end, also by one who fails."""
        place = Place(self)
        try:
            yield place
        finally:
            with self.changed:
                if place in self.standing:
                    self.standing.remove(place)
                    self.changed.notify_all()
