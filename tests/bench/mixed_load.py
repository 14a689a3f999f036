"""Readers, editors and an ingesting worker at once, on SQLite or (by DATABASE_URL) PostgreSQL: no error, no lock error, and how long pages take.

usage: python -m tests.bench.mixed_load [--minutes 10] [--readers 50] [--editors 5] [--statements 10000] [--every 4]

Readers look at pages of all kinds with a second's pause on average. Editors look at a statement and decide about it, or leave a note. A text is asked for
every few seconds, which the worker reads, stores and compares. What an editor was told is stored must be there at the end.
"""

from __future__ import annotations

import argparse
import datetime as dt
import http.client
import json
import random
import statistics
import sys
import threading
import time
from collections import Counter, defaultdict
from typing import Any

from tests.bench.serving import Browser, own_site, running, sign_in
from tools.sample_site import find_port, wait_for

#: What an editor may be told without anything being wrong: done, or somebody else was faster.
GOOD = {"read": {200}, "decide": {200, 302, 409, 422}, "note": {302}}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--editors", type=int, default=5)
    parser.add_argument("--statements", type=int, default=10_000)
    parser.add_argument("--every", type=float, default=4, help="seconds between two texts that are added")
    options = parser.parse_args()
    with own_site() as folder:
        from tools.bench.pages import list_pages, prepare

        prepare(options.statements)
        number_on()
        load = Load(find_port(), list(list_pages().values()), options)
        from claimsite.pipeline.serving import build_site_command, build_worker_command

        site, worker = folder / "site.log", folder / "worker.log"
        with running(build_site_command("127.0.0.1", load.port), site), running(build_worker_command(), worker):
            wait_for(f"http://127.0.0.1:{load.port}/healthz")
            load.run()
        return load.report([*site.read_text().splitlines(), *worker.read_text().splitlines()])


def number_on() -> None:
    """PostgreSQL does not notice that rows were written with their numbers."""
    from django.apps import apps
    from django.core.management.color import no_style
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(apps.get_models(include_auto_created=True))):
            cursor.execute(statement)


class Load:
    """All people at once, and what they met."""

    def __init__(self, port: int, pages: list[str], options: Any) -> None:
        from claimsite.statements.models import Statement
        from tests.factories import make_user

        self.port, self.pages, self.options = port, pages, options
        self.people = [sign_in(port, make_user(f"editor-{number}")) for number in range(options.editors)]
        self.statements = list(Statement.objects.order_by("-pk").values_list("pk", flat=True)[:400])
        self.times: dict[str, list[float]] = defaultdict(list)
        self.answers: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.noted: list[str] = []
        self.asked = 0
        self.is_over = threading.Event()
        self._lock = threading.Lock()

    def run(self) -> None:
        """For so many minutes."""
        readers = [threading.Thread(target=self._read, args=(number,)) for number in range(self.options.readers)]
        editors = [threading.Thread(target=self._edit, args=(number, browser)) for number, browser in enumerate(self.people)]
        threads = [*readers, *editors, threading.Thread(target=self._add)]
        for thread in threads:
            thread.start()
        deadline = time.monotonic() + 60 * self.options.minutes
        while time.monotonic() < deadline:
            time.sleep(min(30, max(0.1, deadline - time.monotonic())))
            print(f"{dict(self.answers)}, {len(self.wrong)} wrong", flush=True)
        self.is_over.set()
        for thread in threads:
            thread.join()

    def _ask(self, kind: str, browser: Browser, path: str, form: dict[str, str] | None = None) -> int:
        started = time.monotonic()
        try:
            status, _ = browser.ask(path, form)
        except (OSError, http.client.HTTPException) as error:
            with self._lock:
                self.wrong.append(f"{kind} {path}: {error!r}")
            return 0
        with self._lock:
            self.times[kind].append(time.monotonic() - started)
            self.answers[f"{kind} {status}"] += 1
            if status not in GOOD[kind]:
                self.wrong.append(f"{kind} {path}: {status}")
        return status

    def _read(self, number: int) -> None:
        chance, browser = random.Random(number), Browser(self.port)
        while not self.is_over.wait(chance.expovariate(1.0)):
            page = chance.choice(self.pages) if chance.random() < 0.7 else f"/statements/{chance.choice(self.statements)}/"
            self._ask("read", browser, page)

    def _edit(self, number: int, browser: Browser) -> None:
        chance, revisions = random.Random(1000 + number), Counter[int]()
        while not self.is_over.wait(chance.expovariate(0.5)):
            pk = chance.choice(self.statements)
            self._ask("read", browser, f"/statements/{pk}/")
            if chance.random() < 0.3:
                text = f"note {number} {chance.random()}"
                if self._ask("note", browser, f"/notes/statement/{pk}/", {"text": text}) == 302:
                    with self._lock:
                        self.noted.append(text)
                continue
            decision = chance.choice(["accept", "reject"]) if not revisions[pk] else "undo"
            if self._ask("decide", browser, f"/statements/{pk}/decision/", {"decision": decision, "revision": str(revisions[pk])}) in (200, 302):
                revisions[pk] += 1

    def _add(self) -> None:
        from claimsite.pipeline import actions
        from tests.outlets.mill import make_page

        while not self.is_over.wait(self.options.every):
            try:
                actions.request_html(make_page(self.asked), by=None, outlet_name=f"Outlet {self.asked % 9}", published_on=dt.date(2024, 6, 1))
                self.asked += 1
            except Exception as error:
                self.wrong.append(f"add: {error!r}")

    def report(self, lines: list[str]) -> int:
        """A table, and whether all was well."""
        from django.db import connection

        from claimsite.core.models import Note
        from claimsite.pipeline.models import Job

        lost = set(self.noted) - set(Note.objects.values_list("text", flat=True))
        jobs = Counter(Job.objects.values_list("state", flat=True))
        told = [line for line in lines if any(word in line for word in ("Traceback", "ERROR", "locked", "CRITICAL", "deadlock"))]
        seconds = 60 * self.options.minutes
        print(f"\n{connection.vendor}, {self.options.statements} statements, {self.options.readers} readers, {self.options.editors} editors, {seconds:.0f} s")
        for kind, times in sorted(self.times.items()):
            cuts = statistics.quantiles(times, n=100) if len(times) > 1 else [0.0] * 99
            print(
                f"{kind:7} {len(times):6} {len(times) / seconds:6.1f}/s  p50 {cuts[49] * 1000:5.0f} ms  p95 {cuts[94] * 1000:5.0f} ms  max {max(times):.1f} s"
            )
        print(f"texts asked for {self.asked}, jobs {dict(jobs)}, notes acknowledged {len(self.noted)}, lost {len(lost)}")
        print(f"wrong answers {len(self.wrong)} {self.wrong[:5]}, lines of errors {len(told)} {told[:5]}")
        is_good = not (self.wrong or lost or told or jobs.get("failed"))
        print(json.dumps({"good": is_good, "answers": dict(self.answers)}))
        return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
