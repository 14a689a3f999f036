"""In place of processes and threads."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any


class Now:
    """Does at once what a pool would do."""

    def __init__(self, *_: Any) -> None: ...
    def __enter__(self) -> Now:
        return self

    def __exit__(self, *_: Any) -> None: ...
    def submit(self, function: Any, *args: Any) -> Future[Any]:
        """The result, or whatever the function raises."""
        future: Future[Any] = Future()
        future.set_result(function(*args))
        return future
