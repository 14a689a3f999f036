"""Measures what each action of an editor at the queue costs the server, against the number of stored statements.

usage: python -m tools.bench.review FOLDER STATEMENTS [--proposals 100]

FOLDER holds the database; an archive that is there already is used again. An editor opens each kind of queue, decides so many proposals, a form of htmx for
each as the page sends them, and loads the next rows before they are reached; then every decision is taken back, which is measured, too, and leaves the
archive as it was but for its history. Times are of the processor, which others' work on the same machine does not touch; the database lies in the same
process and is in them.
"""

from __future__ import annotations

import argparse
import re
import statistics
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

HTMX = {"HX-Request": "true"}
_FORM = re.compile(r'action="(/(?:statements|relations|memberships)/\d+/decision/)"[^>]*>(?:(?!</form>).)*?name="revision" value="(\d+)"', re.DOTALL)
_NEXT = re.compile(r'hx-get="([^"]+&amp;more=1)"')
#: Rows left on the page when the next ones are loaded (see static/js/queue.js).
AHEAD = 5


def main() -> None:
    """Fill once, review, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("statements", type=int)
    parser.add_argument("--proposals", type=int, default=100)
    options = parser.parse_args()
    from tools.bench.pages import open_site, prepare

    open_site(options.folder)
    prepare(options.statements)
    rate()
    report(options.proposals)


def rate() -> None:
    """Put the archive, which was written past the site's own actions, in the order of the queue; every seventh speaker is in doubt."""
    from django.db.models import F

    from claimsite.claims.models import Claim
    from claimsite.claims.needs import rate_claims
    from claimsite.statements.models import Statement

    if not Statement.objects.filter(has_doubtful_speaker=True).exists():
        Statement.objects.annotate(rest=F("id") % 7).filter(rest=0).update(has_doubtful_speaker=True)
        rate_claims(Claim.objects.values_list("pk", flat=True))


def report(proposals: int) -> None:
    """Each kind of queue in turn."""
    from claimsite.workbench.queue import QUEUES

    print("| queue | action | times | p50, ms | p95, ms | queries at most |\n|---|---|---|---|---|---|")
    everything: list[float] = []
    Desk("relations").review(2)  # templates and queries are compiled once
    for kind in QUEUES:
        desk = Desk(kind)
        desk.review(proposals)
        for name, taken in desk.taken.items():
            _print_row(kind, name, taken, max(desk.queries[name]))
            everything += taken
    _print_row("all", "all", everything, 0)


def _print_row(kind: str, name: str, taken: list[float], queries: int) -> None:
    high = statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]
    print(f"| {kind} | {name} | {len(taken)} | {statistics.median(taken):.1f} | {high:.1f} | {queries or ''} |", flush=True)


class Desk:
    """An editor at one kind of queue, with a clock."""

    def __init__(self, kind: str) -> None:
        from django.contrib.auth.models import Group
        from django.test import Client

        from claimsite.core.models import User

        editor, _is_new = User.objects.get_or_create(username="bench")
        editor.groups.add(Group.objects.get(name="editor"))
        self.client = Client()
        self.client.force_login(editor)
        self.kind = kind
        self.taken: dict[str, list[float]] = defaultdict(list)
        self.queries: dict[str, list[int]] = defaultdict(list)

    def prepare(self, proposals: int) -> None:
        """The made-up archive has no history; what is decided here gets its first entry, as the machine writes it."""
        from django.utils import timezone

        from claimsite.core.paging import keyset_page
        from claimsite.workbench.queue import NEED, QUEUES

        rows: list[Any] = keyset_page(QUEUES[self.kind].find("", ""), None, 2 * proposals, NEED).rows
        for row in rows:
            history: Any = type(row).history  # type: ignore[attr-defined]
            if not history.filter(id=row.pk).exists():
                values = {field.attname: getattr(row, field.attname) for field in history.model.tracked_fields}
                history.model.objects.create(**values, history_type="+", history_date=timezone.now(), history_change_reason="proposed by the machine")

    def review(self, proposals: int) -> None:
        """Decide so many or as many as there are, going on from page to page, then take all back."""
        self.prepare(proposals)
        page = self._ask("open", f"/workbench/?kind={self.kind}")
        forms, following, decided = _FORM.findall(page), _NEXT.search(page), []
        while forms and len(decided) < proposals:
            address, revision = forms.pop(0)
            decision = "reject" if len(decided) % 4 == 3 else "accept"
            self._ask(decision, address, {"decision": decision, "revision": revision})
            decided.append((address, int(revision) + 1))
            if len(forms) == AHEAD and following:
                page = self._ask("load the next", following[1].replace("&amp;", "&"))
                forms, following = forms + _FORM.findall(page), _NEXT.search(page)
        for address, revision in reversed(decided):
            self._ask("undo", address, {"decision": "undo", "revision": str(revision)})

    def _ask(self, name: str, address: str, data: dict[str, Any] | None = None) -> str:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            started = time.process_time()
            answer = self._send(address, data, HTMX if name != "open" else {})
            self.taken[name].append(1000 * (time.process_time() - started))
        self.queries[name].append(len(queries))
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")
        return str(answer.content.decode())

    def _send(self, address: str, data: dict[str, Any] | None, headers: dict[str, str]) -> Any:
        return self.client.get(address, headers=headers) if data is None else self.client.post(address, data, headers=headers)


if __name__ == "__main__":
    main()
