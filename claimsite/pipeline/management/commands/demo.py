"""From an empty folder to a running site with sample articles."""

from __future__ import annotations

import hashlib
import secrets
import subprocess
import sys
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from claimsite.core.models import User
from claimsite.core.permissions import EDITOR
from claimsite.core.translations import compile_catalogs
from claimsite.pipeline import jobs
from claimsite.pipeline.sample_articles import find_missing, read_samples
from claimsite.pipeline.serving import Supervisor, build_site_command, build_worker_command, is_port_free
from claimsite.statements import search

STAGES = 7
EDITOR_NAME = "editor"


class Command(BaseCommand):
    """Every stage looks first whether it has been done: a second run is quick and loses nothing."""

    help = "Prepare everything, then run site and worker until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to serve."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--prepare-only", action="store_true", help="do everything but serve")

    def handle(self, *args: Any, host: str, port: int, prepare_only: bool, **options: Any) -> None:
        """Stage by stage."""
        if not prepare_only and not is_port_free(host, port):
            raise CommandError(f"port {port} is taken; stop what runs there or choose another: make demo PORT={port + 1}")
        self._say(1, "database", self._migrate)
        self._say(2, "translations", self._compile_translations)
        self._say(3, "static files", self._collect_static)
        self._say(4, "search index", self._ensure_search)
        self._say(5, "sample articles", self._load_samples)
        self._say(6, "editor account", self._ensure_editor)
        if prepare_only:
            return
        self.stdout.write(f"{STAGES}/{STAGES} site and worker …")
        connections.close_all()
        supervisor = Supervisor({"site": build_site_command(host, port), "worker": build_worker_command()}, self.stdout.write)
        code = supervisor.run(on_start=lambda: self._announce(supervisor, host, port))
        self.stdout.write("stopped")
        sys.exit(code)

    def _say(self, number: int, title: str, stage: Any) -> None:
        started = time.monotonic()
        self.stdout.write(f"{number}/{STAGES} {title} …", ending="")
        self.stdout.flush()
        result = stage()
        self.stdout.write(f" {result} ({time.monotonic() - started:.1f} s)")

    def _migrate(self) -> str:
        call_command("migrate", verbosity=0, interactive=False)
        # Nobody works here now: what a worker held when it was killed need not wait for its lease.
        released = jobs.release_all()
        return f"ready, {len(released)} interrupted jobs wait again" if released else "ready"

    def _compile_translations(self) -> str:
        written = compile_catalogs([Path(folder) for folder in settings.LOCALE_PATHS])
        return f"{len(written)} compiled" if written else "current"

    def _collect_static(self) -> str:
        files = sorted((path, storage.path(path)) for finder in get_finders() for path, storage in finder.list([]))
        listing = [f"{path} {Path(place).stat().st_mtime_ns} {Path(place).stat().st_size}" for path, place in files]
        state = hashlib.sha256("\n".join([django.__version__, *listing]).encode()).hexdigest()
        stamp = Path(settings.VAR_DIR) / "static.stamp"
        if stamp.exists() and stamp.read_text() == state and Path(settings.STATIC_ROOT).exists():
            return "current"
        call_command("collectstatic", verbosity=0, interactive=False)
        stamp.write_text(state)
        return f"{len(files)} collected"

    def _ensure_search(self) -> str:
        if search.has_index():
            return "current"
        search.rebuild()
        return "built"

    def _load_samples(self) -> str:
        samples = read_samples()
        missing = find_missing(samples)
        if missing:
            self.stdout.write(f" {len(missing)} to read and compare")
            # Another process: the language pipelines' memory is given back before the worker takes its own.
            code = subprocess.run([sys.executable, "manage.py", "load_samples"], cwd=settings.BASE_DIR, check=False).returncode
            if code < 0 or code > 128:
                raise CommandError("the sample articles were interrupted; nothing is lost, run it again")
            if code:
                self.stdout.write("  the site starts without those")
        return f"{len(samples) - len(find_missing(samples))} of {len(samples)} there"

    def _ensure_editor(self) -> str:
        if User.objects.filter(username=EDITOR_NAME).exists():
            return f"“{EDITOR_NAME}” is there; a new password: .venv/bin/python manage.py changepassword {EDITOR_NAME}"
        password = secrets.token_urlsafe(12)
        user = User.objects.create_user(EDITOR_NAME, password=password)
        user.groups.add(Group.objects.get(name=EDITOR))
        return f"sign in as “{EDITOR_NAME}” with the password {password} (shown this once)"

    def _announce(self, supervisor: Supervisor, host: str, port: int) -> None:
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
        for _ in range(150):
            if not supervisor.is_alive():
                return
            try:
                with urllib.request.urlopen(f"{address}login/", timeout=5):  # noqa: S310 – our own address
                    break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.2)
        self.stdout.write(f"\nClaimsite is at {address} – Ctrl-C stops it.")
