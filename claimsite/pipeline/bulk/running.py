"""Several processes over one file: lines are handed out in order, and what is done is noted in order, whichever process is faster."""

from __future__ import annotations

import gzip
import json
import resource
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from claimsite.pipeline import limits
from claimsite.pipeline.bulk.progress import Progress
from claimsite.pipeline.bulk.records import MAX_LINE_BYTES
from claimsite.pipeline.bulk.working import FAILED, KNOWN, STORED, Outcome, process
from claimsite.pipeline.confined import Child, ChildDiedError
from claimsite.pipeline.errors import INTERNAL, JobError

#: Articles that are analyzed together: more take more memory and no less time.
BATCH = 12
#: Lines that fail in a row by a fault of ours, after which it is no use to go on: a broken model must not use an archive up.
GIVE_UP = 60
#: Batches that wait for a process, or for an earlier one to be done; what bounds the memory of this process.
AHEAD = 3


@dataclass(frozen=True, slots=True)
class Batch:
    """Lines, and where in the file the last one ends; None stands for a line that is too long."""

    lines: list[bytes | None]
    end: int


@dataclass
class Run:
    """One reading of an archive."""

    archive: Path
    errors: Path
    progress: Progress
    state: Path
    processes: int
    report: Callable[[Run], None]
    limit: int = 0
    started: float = field(default_factory=time.monotonic)
    begun_at: int = 0
    is_stopping: threading.Event = field(default_factory=threading.Event)
    faults_in_row: int = 0
    children: list[Child] = field(default_factory=list)

    def run(self) -> None:
        """Read the file from where it was left to its end, or until `is_stopping` is set."""
        self.begun_at, before = self.progress.lines, self.progress.seconds
        self.children = [Child(f"reader {number}", limits.ANALYZE_MEMORY) for number in range(1, self.processes + 1)]
        free = list(self.children)
        lock = threading.Lock()

        def work(batch: Batch) -> list[Outcome]:
            with lock:
                child = free.pop()
            try:
                return _process(child, batch.lines)
            finally:
                with lock:
                    free.append(child)

        pending: list[tuple[Batch, Future[list[Outcome]]]] = []
        try:
            with ThreadPoolExecutor(self.processes) as pool, self._open_errors() as errors:
                for batch in self._read_batches():
                    pending.append((batch, pool.submit(work, batch)))
                    while len(pending) >= self.processes + AHEAD:
                        self._settle(*pending.pop(0), errors, before)
                for batch, future in pending:
                    self._settle(batch, future, errors, before)
        finally:
            for child in self.children:
                child.stop()
        self.progress.is_finished = not self.is_stopping.is_set() and not self.limit
        self.progress.save(self.state)

    def measure_memory(self) -> int:
        """Bytes: the most that this process or any one of its children took."""
        gone = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        return 1024 * max(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, gone, *(_read_peak(child.pid) for child in self.children))

    def measure_rate(self) -> float:
        """Lines a second, since this call began."""
        return (self.progress.lines - self.begun_at) / max(0.001, time.monotonic() - self.started)

    def measure_share(self) -> float:
        """Part of the file that is done: 0 to 1; of a packed one an estimate, by four bytes in each packed one."""
        size = self.archive.stat().st_size * (4 if self.archive.suffix == ".gz" else 1)
        return 1.0 if self.progress.is_finished else min(1.0, self.progress.offset / max(1, size))

    def estimate_seconds(self) -> float:
        """What is left, at the rate of this call."""
        share = self.measure_share()
        lines_left = self.progress.lines / share - self.progress.lines if share else 0.0
        return lines_left / max(0.001, self.measure_rate())

    def _read_batches(self) -> Iterator[Batch]:
        with _open(self.archive) as file:
            file.seek(self.progress.offset)
            lines: list[bytes | None] = []
            read, end = 0, self.progress.offset
            for line in _read_lines(file):
                if self.is_stopping.is_set() or (self.limit and read >= self.limit):
                    break
                end = file.tell()
                if line is None or line.strip():
                    lines.append(line)
                    read += 1
                if len(lines) >= BATCH:
                    yield Batch(lines, end)
                    lines = []
            if lines:
                yield Batch(lines, end)

    def _open_errors(self) -> IO[bytes]:
        """The errors file, without what was written for lines that are read again."""
        self.errors.touch()
        file = self.errors.open("r+b")
        file.truncate(min(self.progress.errors_size, self.errors.stat().st_size))
        file.seek(0, 2)
        return file

    def _settle(self, batch: Batch, future: Future[list[Outcome]], errors: IO[bytes], before: float) -> None:
        outcomes = future.result()
        progress = self.progress
        for line, outcome in zip(batch.lines, outcomes, strict=True):
            progress.lines += 1
            progress.stored += outcome.state == STORED
            progress.known += outcome.state == KNOWN
            self.faults_in_row = self.faults_in_row + 1 if outcome.code == INTERNAL else 0
            if outcome.state == FAILED:
                progress.failed += 1
                errors.write(_describe(progress.lines, line, outcome))
        errors.flush()
        progress.offset, progress.errors_size = batch.end, errors.tell()
        progress.seconds = before + time.monotonic() - self.started
        progress.save(self.state)
        self.report(self)
        if self.faults_in_row >= GIVE_UP:
            self.is_stopping.set()


def _process(child: Child, lines: list[bytes | None]) -> list[Outcome]:
    """All at once; where that kills the child, one by one, so that one line costs no other."""
    whole = [line for line in lines if line is not None]
    try:
        found = iter(child.call(process, whole, seconds=limits.ANALYZE_SECONDS * max(1, len(whole) // 2)) if whole else [])
    except (JobError, ChildDiedError) as error:
        if len(whole) == 1:
            code = error.code if isinstance(error, JobError) else INTERNAL
            found = iter([Outcome(FAILED, code, str(error))])
        else:
            found = iter([outcome for line in whole for outcome in _process(child, [line])])
    return [Outcome(FAILED, "bad_record", f"a line of more than {MAX_LINE_BYTES} bytes") if line is None else next(found) for line in lines]


def _read_peak(pid: int | None) -> int:
    """Kilobytes that a living process ever held at once; 0 where the system does not say."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)


def _open(archive: Path) -> IO[bytes]:
    return gzip.open(archive, "rb") if archive.suffix == ".gz" else archive.open("rb")  # type: ignore[return-value]


def _read_lines(file: IO[bytes]) -> Iterator[bytes | None]:
    """Line by line; of one that is too long no more than a piece is held at a time."""
    while line := file.readline(MAX_LINE_BYTES):
        if len(line) < MAX_LINE_BYTES or line.endswith(b"\n"):
            yield line
            continue
        while (rest := file.readline(MAX_LINE_BYTES)) and not rest.endswith(b"\n"):
            pass
        yield None


def _describe(number: int, line: bytes | None, outcome: Outcome) -> bytes:
    """A line of the errors file, which can be read in again once the reason is gone."""
    entry: dict[str, object] = {"line": number, "error": outcome.code, "detail": outcome.detail[:500]}
    try:
        given = json.loads(line) if line is not None else None
    except (ValueError, RecursionError):
        given = None
    if isinstance(given, dict):
        entry["record"] = given.get("record") if isinstance(given.get("record"), dict) else given
    elif line is not None:
        entry["beginning"] = line[:200].decode("utf-8", "replace")
    return json.dumps(entry, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
