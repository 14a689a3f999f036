"""Read stored articles again."""

from __future__ import annotations

import datetime as dt
import json
import signal
import sys
import threading
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from claimsite.pipeline.bulk import engines
from claimsite.pipeline.bulk.reanalyzing import BATCH, Campaign, Tally, list_batches, select

#: Seconds between two reports.
QUIET = 10.0
#: Articles that fail in a row, after which it is no use to go on.
GIVE_UP = 60


class Command(BaseCommand):
    """An interrupted campaign goes on at the next call: what was read since it began is not read again."""

    help = "Read all stored articles again, after the analysis has changed, by processes here or on a Dask cluster. Decisions of editors stay as they are."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which, and by whom."""
        parser.add_argument("--engine", choices=["local", "dask"], default="local")
        parser.add_argument("--processes", type=int, default=2, help="of this machine (default 2; each takes about 1.5 GB)")
        parser.add_argument("--scheduler", default="tcp://127.0.0.1:8786", help="of the Dask cluster")
        parser.add_argument("--batch", type=int, default=BATCH, help="articles that are analyzed together")
        parser.add_argument("--language", default="", choices=["de", "en", "fr", "ru"])
        parser.add_argument("--from", dest="published_from", type=dt.date.fromisoformat, help="published on this day or later")
        parser.add_argument("--until", dest="published_until", type=dt.date.fromisoformat, help="published on this day or earlier")
        parser.add_argument("--restart", action="store_true", help="begin a new campaign, whatever was read in the one before")

    def handle(self, *args: Any, engine: str, **options: Any) -> None:
        """Batch by batch, until all is read or somebody stops it."""
        state = Path(settings.VAR_DIR) / "reanalysis.json"
        campaign, tally = self._begin(state, options)
        self.total, self.earlier, self.started, self._said = select(campaign).count(), tally.done, time.monotonic(), 0.0
        self.stdout.write(f"{self.total:,} articles to read again, none of them since {campaign.since:%Y-%m-%d %H:%M:%S} UTC")
        is_stopping = threading.Event()
        previous = {number: signal.signal(number, lambda *_: is_stopping.set()) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            self._run(engine, campaign, tally, is_stopping, state, options)
        except engines.EngineError as error:
            raise CommandError(str(error)) from error
        finally:
            for number, handler in previous.items():
                signal.signal(number, handler)
        self._report(tally, is_last=True)
        if is_stopping.is_set():
            raise CommandError("stopped; the same call goes on from here", returncode=130)
        state.unlink(missing_ok=True)
        if tally.faults:
            first = next(iter(tally.faults.items()))
            raise CommandError(f"{len(tally.faults)} articles could not be read, first version {first[0]}: {first[1]}")

    def _begin(self, state: Path, options: dict[str, Any]) -> tuple[Campaign, Tally]:
        """The campaign that was left, or a new one."""
        kept = {} if options["restart"] else _read(state)
        since = dt.datetime.fromisoformat(kept["since"]) if kept else dt.datetime.now(dt.UTC)
        tally = Tally(done=kept.get("done", 0), known=kept.get("known", 0), statements=kept.get("statements", 0))
        if kept:
            self.stdout.write(f"goes on with the campaign of {since:%Y-%m-%d %H:%M:%S} UTC; --restart begins another")
        _write(state, since, tally)
        return Campaign(since, options["language"], options["published_from"], options["published_until"]), tally

    def _run(self, engine: str, campaign: Campaign, tally: Tally, is_stopping: threading.Event, state: Path, options: dict[str, Any]) -> None:
        batches = list_batches(campaign, max(1, options["batch"]))
        if engine == "dask":
            results = engines.run_dask(batches, campaign.since, options["scheduler"], is_stopping)
        else:
            results = engines.run_local(batches, campaign.since, max(1, options["processes"]), is_stopping)
        in_row = 0
        for result in results:
            tally.add(result)
            in_row = 0 if result.done or result.known else in_row + len(result.faults)
            _write(state, campaign.since, tally)
            self._report(tally)
            if in_row >= GIVE_UP:
                is_stopping.set()
                raise CommandError(f"{in_row} articles in a row could not be read, so it ends here: {list(result.faults.values())[-1]}")
        connections.close_all()

    def _report(self, tally: Tally, *, is_last: bool = False) -> None:
        """Where it is."""
        if not is_last and time.monotonic() - self._said < QUIET:
            return
        self._said = time.monotonic()
        seconds = max(0.001, self._said - self.started)
        done = tally.done - self.earlier
        left = (self.total - done) / (done / seconds) if done else 0.0
        line = f"{done:,} of {self.total:,} read, {tally.statements:,} statements, {len(tally.faults)} failed; {done / seconds:.2f} a second"
        self.stdout.write(line if is_last else f"{line}, about {left / 60:.0f} min left")
        sys.stdout.flush()


def _read(state: Path) -> dict[str, Any]:
    try:
        given: dict[str, Any] = json.loads(state.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return given


def _write(state: Path, since: dt.datetime, tally: Tally) -> None:
    """Whole or not at all."""
    beside = state.with_suffix(".new")
    beside.write_text(json.dumps({"since": since.isoformat(), **tally.as_json()}), encoding="utf-8")
    beside.replace(state)
