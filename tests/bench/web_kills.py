"""Web processes that are killed (SIGKILL) while people write: what was acknowledged is stored once, what was not is whole or not there at all.

The site runs as it does for readers, with one process of four threads, loaded and warmed before it is forked, so that a killed one is replaced at once.
Editors send notes and decisions without a pause; at a chance moment the process is killed. After all rounds each acknowledged note must be there exactly
once, each other at most once, and the history of each statement must have as many decisions as its revision says.

usage: python -m tests.bench.web_kills [--rounds 1000] [--editors 4] [--seed 1]      (SQLite, or an empty database named by DATABASE_URL)
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tests.bench.serving import Browser, own_site, running, sign_in
from tools.sample_site import find_port, wait_for


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--editors", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", default="", help="of a site for measuring that is there already; everything in it is changed")
    options = parser.parse_args()
    with own_site(folder=options.folder) as folder:
        from claimsite.pipeline.serving import build_site_command
        from tests.factories import build_world

        build_world()
        kills = Kills(find_port(), options)
        served = ["tests.bench.warm" if word == "claimsite.wsgi" else word for word in build_site_command("127.0.0.1", kills.port)]
        command = [*served, "--preload", "--workers", "1"]
        with running(command, folder / "site.log") as master:
            wait_for(f"http://127.0.0.1:{kills.port}/healthz")
            try:
                kills.run(master.pid)
            except SystemExit:
                print((folder / "site.log").read_text()[-3000:])
                raise
        return kills.report()


class Kills:
    """Editors at work, and what they were told."""

    def __init__(self, port: int, options: Any) -> None:
        from claimsite.statements.models import Statement
        from tests.factories import make_user

        self.port, self.rounds, self.chance = port, options.rounds, random.Random(options.seed)
        self.browsers = [sign_in(port, make_user(f"editor-{number}")) for number in range(options.editors)]
        self.statements = list(Statement.objects.values_list("pk", flat=True))
        self.acknowledged: list[str] = []
        self.sent: list[str] = []
        self.outcomes: Counter[str] = Counter()
        self.killed = self.killed_in_write = 0
        self.in_flight = 0
        self.last = ""
        self.is_over = threading.Event()
        self._lock = threading.Lock()

    def run(self, master: int) -> None:
        """Round by round: some time of peace, then a kill."""
        threads = [threading.Thread(target=self._edit, args=(number, browser), daemon=True) for number, browser in enumerate(self.browsers)]
        for thread in threads:
            thread.start()
        started = time.monotonic()
        for number in range(self.rounds):
            self._await_an_answer()
            time.sleep(self.chance.uniform(0, 0.4))
            self._kill(master)
            if (number + 1) % 100 == 0:
                print(
                    f"{number + 1} rounds, {time.monotonic() - started:.0f} s, {len(self.acknowledged)} notes acknowledged, {dict(self.outcomes)}", flush=True
                )
        self.is_over.set()
        for thread in threads:
            thread.join()

    def _await_an_answer(self) -> None:
        """Until the new process has acknowledged something: one that is killed before it works shows nothing."""
        before, deadline = len(self.acknowledged), time.monotonic() + 60
        while len(self.acknowledged) == before:
            if time.monotonic() > deadline:
                raise SystemExit(f"the site does not answer any more: {dict(self.outcomes)}, last {self.last}")
            time.sleep(0.005)

    def _kill(self, master: int) -> None:
        """Whatever child the master has, once it has one that works."""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
            if children:
                with self._lock:
                    self.killed_in_write += self.in_flight > 0
                os.kill(int(children[0]), signal.SIGKILL)
                self.killed += 1
                return
            time.sleep(0.01)
        raise SystemExit("the site did not come back")

    def _edit(self, number: int, browser: Browser) -> None:
        chance, count = random.Random(number), 0
        while not self.is_over.is_set():
            pk, count = chance.choice(self.statements), count + 1
            if count % 3:
                text = f"note {number} {count}"
                self.sent.append(text)
                if self._send(browser, f"/notes/statement/{pk}/", {"text": text}) == 302:
                    self.acknowledged.append(text)
            else:
                self._send(browser, f"/statements/{pk}/decision/", {"decision": chance.choice(["accept", "reject"]), "revision": str(self._get_revision(pk))})

    def _get_revision(self, pk: int) -> int:
        from claimsite.statements.models import Statement

        return Statement.objects.values_list("revision", flat=True).get(pk=pk)

    def _send(self, browser: Browser, path: str, form: dict[str, str]) -> int:
        with self._lock:
            self.in_flight += 1
        try:
            status, _ = browser.ask(path, form)
        except (OSError, http.client.HTTPException) as error:
            status, self.last = 0, repr(error)
            time.sleep(0.02)
        with self._lock:
            self.in_flight -= 1
            self.outcomes[path.split("/")[1] + f" {status or 'cut off'}"] += 1
        return status

    def report(self) -> int:
        """What came out, as JSON; 1 if anything was lost, doubled or torn."""
        from django.db import connection

        from claimsite.core.models import Note
        from claimsite.statements.models import Statement

        stored = Counter(Note.objects.values_list("text", flat=True))
        lost = [text for text in self.acknowledged if not stored[text]]
        doubled = [text for text, times in stored.items() if times > 1]
        unknown = sorted(stored.keys() - set(self.sent))
        torn = [row.pk for row in Statement.objects.all() if row.history.exclude(state="proposed").count() != row.revision]
        figures = {"database": connection.vendor, "rounds": self.killed, "killed_in_write": self.killed_in_write, "acknowledged": len(self.acknowledged)}
        stored_unacknowledged = len(stored) - len(set(self.acknowledged))
        figures |= {"outcomes": dict(self.outcomes), "stored_but_cut_off": stored_unacknowledged}
        print(json.dumps(figures | {"lost": lost, "doubled": doubled, "unknown": unknown, "torn": torn}))
        errors = [name for name in self.outcomes if name.endswith(" 500")]
        return 1 if lost or doubled or unknown or torn or errors else 0


if __name__ == "__main__":
    sys.exit(main())
