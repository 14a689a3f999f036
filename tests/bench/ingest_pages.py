"""How fast pages go from their addresses to statements: a queue, a worker and outlets on loopback, on a database of its own.

usage: python -m tests.bench.ingest_pages [--count 10000] [--workers 3] [--report-every 500] [--minutes 0] [--folder FOLDER]
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=0, help="threads of the worker; 0 takes what the settings say")
    parser.add_argument("--report-every", type=int, default=500)
    parser.add_argument("--minutes", type=float, default=0, help="end the run after so many, whatever is left; 0 waits for all")
    parser.add_argument("--folder", help="an empty folder for the database, which is kept there; without, nothing is kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        folder = options.folder or passing
        os.environ |= {"CLAIMSITE_VAR": folder, "DJANGO_SETTINGS_MODULE": "claimsite.settings", "LOG_LEVEL": "ERROR", "OMP_NUM_THREADS": "1"}
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        measure(options.count, options.workers, options.report_every, options.minutes * 60 or float("inf"))


def measure(count: int, workers: int, report_every: int, seconds: float) -> None:
    from django.conf import settings
    from django.core.management import call_command
    from huey.contrib.djhuey import HUEY

    from claimsite.pipeline import actions
    from claimsite.pipeline.models import Job, JobState
    from claimsite.pipeline.web import transport
    from claimsite.statements.models import Statement
    from tests.outlets.mill import make_page
    from tests.outlets.server import Outlets

    call_command("migrate", verbosity=0)
    outlets = Outlets()
    for name, replacement in outlets.install().items():
        setattr(transport, name, replacement)
    urls = [f"http://outlet{number % 40}.example/a/{number}" for number in range(count)]
    for url in urls:
        outlets.script(url, lambda sock, request: sock.sendall(_answer(make_page(int(request.path.rsplit("/", 1)[1])))))
    started = time.monotonic()
    for url in urls:
        actions.request_url(url, by=None)
    print(f"{count} pages asked for in {time.monotonic() - started:.1f} s")
    # The settings' number goes to the command that runs the site's worker alone; a consumer that is made here has one thread if not told.
    consumer = HUEY.create_consumer(workers=workers or settings.HUEY["consumer"]["workers"], periodic=False)
    started = time.monotonic()
    consumer.start()
    watch(count, report_every, seconds, (outlets.asked, outlets.resolved))
    consumer.stop(graceful=True)
    states = {state: Job.objects.filter(state=state).count() for state in JobState.values}
    print(states, f"{Statement.objects.count()} statements", f"{time.monotonic() - started:.0f} s")
    print(f"statements of the largest claims {list_largest('claim')}, claims of the largest topics {list_largest('topic')}")


def watch(count: int, report_every: int, seconds: float, asked: Iterable[list[Any]]) -> None:
    """Say now and then how far it is, until all is done; what the outlets remember of being asked is no memory of the worker's, and goes."""
    from claimsite.pipeline.models import Job, JobState

    started = last = time.monotonic()
    before = done = 0
    while done < count and time.monotonic() - started < seconds:
        time.sleep(0.5)
        done = Job.objects.exclude(state__in=[JobState.WAITING, JobState.RUNNING]).count()
        if done - before >= report_every or done == count:
            now = time.monotonic()
            print(f"{done:6} done, {(done - before) / (now - last):5.1f}/s now, {done / (now - started):5.1f}/s in all, {describe_processes()}", flush=True)
            last, before = now, done
            for memory in asked:
                memory.clear()


def list_largest(group: str) -> list[int]:
    """How much the largest claims or topics hold, and the one in the middle."""
    from django.db.models import Count

    from claimsite.claims.models import Claim, ClaimStatement

    rows = ClaimStatement.objects.standing_with_statement() if group == "claim" else Claim.objects.standing().exclude(topic=None)
    sizes = sorted(rows.order_by().values(group).annotate(n=Count("pk")).values_list("n", flat=True), reverse=True)
    return [*sizes[:5], sizes[len(sizes) // 2]]


def describe_processes() -> str:
    """Megabytes of their own, those of mapped files, and seconds of CPU, of this process (site, outlets and worker) and of its children."""
    from claimsite.pipeline.confined import analyzer, reader

    parts = {"worker": os.getpid(), "reader": reader.pid, "analyzer": analyzer.pid}
    return ", ".join(f"{name} {_resident(pid)} MB {_used(pid):.0f} s" for name, pid in parts.items() if pid)


def _resident(pid: int) -> str:
    sizes = dict(line.split(":") for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("Rss"))
    own, mapped = (int(sizes[name].split()[0]) // 1024 for name in ("RssAnon", "RssFile"))
    return f"{own} + {mapped}"


def _used(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _answer(page: str) -> bytes:
    data = page.encode()
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(data) + data


if __name__ == "__main__":
    main()
