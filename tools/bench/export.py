"""Measures what it costs the web process to write every stored statement into a file.

usage: python -m tools.bench.export FOLDER STATEMENTS [--limit-mb 200]

FOLDER holds the database of `tools.bench.pages`; an archive that is there already is used again. One gunicorn process serves it; `/statements.csv` and
`/statements.json` are loaded to their end while the process's memory is watched, read by what reads such files, and compared with each other and with the
number of rows in the database. Fails if the process has more than the limit at any time, or if a row is missing.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.sample_site import find_port, wait_for

ROOT = Path(__file__).resolve().parents[2]
TICKS = os.sysconf("SC_CLK_TCK")
EVERY = 0.2


def main() -> None:
    """Fill once, serve, load, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("statements", type=int)
    parser.add_argument("--limit-mb", type=int, default=200)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    os.environ |= {"CLAIMSITE_VAR": str(options.folder), "DJANGO_SETTINGS_MODULE": "claimsite.settings", "OMP_NUM_THREADS": "1", "LOG_LEVEL": "ERROR"}
    os.environ.pop("DATABASE_URL", None)
    stored = prepare(options.statements)
    with serve(options.folder) as (site, process), tempfile.TemporaryDirectory(dir=options.folder) as place:
        faults = report(site, process, Path(place), stored, options.limit_mb)
    if faults:
        raise SystemExit("; ".join(faults))


def prepare(total: int) -> int:
    """The archive, unless it is there; how many statements a file without filters holds."""
    import django

    django.setup()
    from claimsite.statements.models import Statement
    from tools.bench import pages

    pages.prepare(total)
    return Statement.objects.standing().counted_once().count()


@contextmanager
def serve(folder: Path) -> Iterator[tuple[str, int]]:
    """The address of one web process as in production, and its id."""
    for command in (["compile_translations", "-v0"], ["collectstatic", "--noinput", "-v0"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True)
    port = find_port()
    options = ["--config", "python:claimsite.deployment.gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "4"]
    metrics = {"PROMETHEUS_MULTIPROC_DIR": str(folder / "metrics")}
    server = subprocess.Popen([sys.executable, "-m", "gunicorn", "claimsite.wsgi", *options], cwd=ROOT, env=os.environ | metrics)
    try:
        site = f"http://127.0.0.1:{port}"
        wait_for(f"{site}/statements/", tries=300, seconds=30)  # one page made, so that what a process needs once is there
        yield site, find_child(server.pid)
    finally:
        server.terminate()
        server.wait()


def find_child(process: int) -> int:
    """The one process that answers, the child of the one that watches over it."""
    (child,) = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return int(child)


@dataclass
class Loading:
    """What loading a file took, by the clock and of the web process."""

    size: int
    first_byte: float
    seconds: float
    cpu: float
    memory_mb: list[float]


class Memory(threading.Thread):
    """Looks at a process's resident memory until it is told to stop."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.process, self.seen, self._end = process, [read_memory(process)], threading.Event()

    def run(self) -> None:
        while not self._end.wait(EVERY):
            self.seen.append(read_memory(self.process))

    def stop(self) -> list[float]:
        self._end.set()
        self.join()
        return [*self.seen, read_memory(self.process)]


def report(site: str, process: int, place: Path, stored: int, limit_mb: int) -> list[str]:
    """A row for each file; what is wrong with them."""
    faults, sums = [], {}
    print(f"{stored} statements; the process before: {read_memory(process):.0f} MB, at most {read_peak(process):.0f} MB\n")
    print("| file | rows | MB | first byte, s | all, s | CPU, s | CPU a row, ms | memory, MB: median | in its last tenth | at most | peak of the process |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for ending, read in (("csv", read_csv), ("json", read_json)):
        file = place / f"statements.{ending}"
        took = load(f"{site}/statements.{ending}", file, process)
        rows, sums[ending] = read(file)
        file.unlink()
        middle, late, peak = sorted(took.memory_mb)[len(took.memory_mb) // 2], max(took.memory_mb[-len(took.memory_mb) // 10 :]), read_peak(process)
        print(
            f"| {ending} | {rows} | {took.size / 1e6:.0f} | {took.first_byte:.2f} | {took.seconds:.0f} | {took.cpu:.1f} | {1000 * took.cpu / max(rows, 1):.3f} "
            f"| {middle:.0f} | {late:.0f} | {max(took.memory_mb):.0f} | {peak:.0f} |",
            flush=True,
        )
        if rows != stored:
            faults.append(f"{ending} has {rows} rows of {stored}")
        if peak > limit_mb:
            faults.append(f"{ending}: {peak:.0f} MB of memory, more than {limit_mb}")
    return faults if sums["csv"] == sums["json"] else [*faults, "the two files differ"]


def load(address: str, file: Path, process: int) -> Loading:
    """To its end, however long that takes."""
    memory, cpu, started = Memory(process), read_cpu(process), time.monotonic()
    memory.start()
    with urllib.request.urlopen(address) as answer, file.open("wb") as out:  # noqa: S310 – our own address
        first = answer.read(1)
        first_byte = time.monotonic() - started
        out.write(first)
        while part := answer.read(1 << 16):
            out.write(part)
    return Loading(file.stat().st_size, first_byte, time.monotonic() - started, read_cpu(process) - cpu, memory.stop())


def read_csv(file: Path) -> tuple[int, int]:
    """Rows, and a sum over what identifies each and what it says, in their order."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return add_up(csv.DictReader(lines, strict=True))


def read_json(file: Path) -> tuple[int, int]:
    """The same. A row stands on a line of its own, so that the file need not be held; head and end are read as what they are."""
    with file.open(encoding="utf-8") as lines:
        head = next(lines)
        json.loads(f"{head}]}}")
        return add_up(_read_lines(lines))


def _read_lines(lines: Iterator[str]) -> Iterator[dict[str, Any]]:
    for line in lines:
        if line == "]}\n":
            return
        yield json.loads(line.rstrip(",\n"))
    raise SystemExit("the JSON breaks off")


def add_up(rows: Any) -> tuple[int, int]:
    """Number and sum."""
    number, total = 0, 0
    for row in rows:
        number += 1
        total = zlib.crc32(f"{row['id']} {row['url']} {row['content'].lstrip(chr(39))}".encode(), total)
    return number, total


def read_memory(process: int) -> float:
    """Resident now, in MB."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def read_peak(process: int) -> float:
    """Resident at most since it was started (VmHWM), in MB."""
    (line,) = [line for line in Path(f"/proc/{process}/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) * 1024 / 1e6


def read_cpu(process: int) -> float:
    """Seconds of processor time, in Python and in the kernel."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


if __name__ == "__main__":
    main()
