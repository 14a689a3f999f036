"""Work on text from outside, in a child process that can be killed: a page that hangs a parser, or takes all memory, costs one child and no worker.

A child stays for the next piece of work, because loading the language pipelines takes seconds; one that was killed is replaced at the next call. There are
two, so that a hostile page does not cost the pipelines. Handing over an article and its result takes less than a millisecond.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import resource
import signal
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any, TypeVar

from claimsite.core.collecting import look_less_often
from claimsite.pipeline import limits
from claimsite.pipeline.errors import JobError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")
logger = logging.getLogger(__name__)
# Not fork: the worker has threads, and a fork would take their locks along.
_context = multiprocessing.get_context("spawn")
#: A new interpreter and its imports; far more than they take on a busy machine.
START_SECONDS = 120.0
#: Computing can wait; whoever has its turn to write keeps all others waiting (docs/adr/0018-writers-take-turns.md) and goes first.
NICENESS = 10


class ChildDiedError(RuntimeError):
    """The child ended in the middle of its work: killed for memory by the system, or broken inside a library."""


class _Line:
    """Who waits for a child: one after another, those first that others wait for."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._is_taken = False
        self._hurrying = 0

    @contextmanager
    def turn(self, *, is_urgent: bool) -> Iterator[None]:
        """Wait for it, and keep it for what is within."""
        with self._changed:
            self._hurrying += is_urgent
            try:
                self._changed.wait_for(lambda: not self._is_taken and (is_urgent or not self._hurrying))
                self._is_taken = True
            finally:
                self._hurrying -= is_urgent
        try:
            yield
        finally:
            with self._changed:
                self._is_taken = False
                self._changed.notify_all()


@dataclass
class Child:
    """One process and the limits that hold in it. One call at a time; others wait for their turn."""

    name: str
    memory: int
    _process: BaseProcess | None = None
    _connection: Connection | None = None
    _line: _Line = field(default_factory=_Line)

    def call(self, function: Callable[..., T], *args: Any, seconds: float, is_urgent: bool = False) -> T:
        """What `function(*args)` gives in the child.

        Args:
            function: importable by its name; it and its arguments and result are pickled.
            args: handed to it.
            seconds: after which the child is killed; its start is not counted.
            is_urgent: whether it goes before others that wait, for its caller holds what they will need.

        Raises:
            JobError: ``read_too_slow`` or ``read_too_big``; another attempt would meet the same.
            ChildDiedError: if the child ended for another reason.
            Exception: whatever the function raises.
        """
        with self._line.turn(is_urgent=is_urgent):
            try:
                connection = self._ensure_started()
                connection.send((function, args))
                if not connection.poll(seconds):
                    self.stop()
                    raise JobError("read_too_slow", f"{function.__name__} took more than {seconds:.0f} s")
                is_good, result = connection.recv()
            except (EOFError, OSError) as error:
                self.stop()
                raise ChildDiedError(f"the {self.name} ended during {function.__name__}") from error
        if is_good:
            return result
        if isinstance(result, MemoryError):
            raise JobError("read_too_big", f"{function.__name__} took more than {self.memory} bytes")
        raise result

    def stop(self) -> None:
        """End the child at once; the next call starts another."""
        process, self._process, self._connection = self._process, None, None
        if process is not None:
            process.kill()
            process.join()

    @property
    def pid(self) -> int | None:
        """Of the process, if there is one."""
        return self._process.pid if self._process else None

    def _ensure_started(self) -> Connection:
        if self._process is not None and self._process.is_alive() and self._connection is not None:
            return self._connection
        self.stop()
        ours, theirs = _context.Pipe()
        process = _context.Process(target=_serve, args=(theirs, self.memory, os.getpid()), name=self.name, daemon=True)
        process.start()
        theirs.close()
        self._process, self._connection = process, ours
        if not ours.poll(START_SECONDS):
            self.stop()
            raise ChildDiedError(f"the {self.name} does not start")
        ours.recv()
        return ours


def _serve(connection: Connection, memory: int, parent: int) -> None:
    """What a child does: one call after another, until its parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends this process when it is done
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    connection.send(None)
    loaded = 0
    while True:
        try:
            function, args = connection.recv()
        except (EOFError, OSError):
            return
        try:
            answer = (True, function(*args))
        except MemoryError:
            answer = (False, MemoryError())
        except Exception as error:
            answer = (False, error)
        _send(connection, answer)
        if len(sys.modules) > loaded:  # a language's pipeline comes with modules of its own
            loaded = len(sys.modules)
            look_less_often()


def _send(connection: Connection, answer: tuple[bool, Any]) -> None:
    try:
        connection.send(answer)
    except (BrokenPipeError, ConnectionResetError):
        return
    except Exception as error:  # what cannot be pickled; the words arrive
        connection.send((False, RuntimeError(f"{error!r} ({str(answer[1])[:300]})")))


def _end_with(parent: int) -> None:
    """A parent that was killed cannot end its child; the child looks for itself."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


#: For the language pipelines, which take seconds to load.
analyzer = Child("analyzer", limits.ANALYZE_MEMORY)
#: For pages, feeds and files.
reader = Child("reader", limits.READ_MEMORY)
