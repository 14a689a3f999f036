"""What measurements under load share: a site of its own with its processes, people who sign in without a form, and connections that stay open."""

from __future__ import annotations

import http.client
import os
import secrets
import signal
import subprocess
import tempfile
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
#: Seconds; the site closes what is idle for five.
IDLE = 2.5
_NOT_OURS = ("SECRET_KEY", "HTTPS", "REDIS_URL")


@contextmanager
def own_site(*, redis_url: str = "", folder: str = "") -> Iterator[Path]:
    """Settings of a new site in a folder of its own (or one that is given, and kept); on SQLite, or where DATABASE_URL names a database, there."""
    with tempfile.TemporaryDirectory() as made:
        place = Path(folder or made)
        place.mkdir(parents=True, exist_ok=True)
        for name in _NOT_OURS:
            os.environ.pop(name, None)
        if redis_url:
            os.environ["REDIS_URL"] = redis_url
        os.environ |= {"CLAIMSITE_VAR": str(place), "DJANGO_SETTINGS_MODULE": "claimsite.settings", "OMP_NUM_THREADS": "1", "LOG_LEVEL": "WARNING"}
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(place / "metrics")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("compile_translations", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        yield place


@contextmanager
def running(command: list[str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process and its children, ended as a service is: SIGTERM, then patience."""
    with log.open("ab") as out:
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out, start_new_session=True)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(45)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@dataclass
class Browser:
    """One person: a connection that stays open, and cookies."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    _connection: Any = None
    _used_at: float = 0.0

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, bytes]:
        """Status and body of a page, or of a form that is sent; whatever breaks the connection is raised."""
        # As browsers do: what was idle for nearly as long as the site keeps connections may be closed at this very moment.
        if self._connection is not None and time.monotonic() - self._used_at > IDLE:
            self._connection.close()
            self._connection = None
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), "Accept-Encoding": "identity"}
        try:
            if form is None:
                self._connection.request("GET", path, headers=headers)
            else:
                headers |= {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": self.token}
                self._connection.request("POST", path, urllib.parse.urlencode(form), headers)
            response = self._connection.getresponse()
            answer = response.status, response.read()
            self._used_at = time.monotonic()
            return answer
        except (OSError, http.client.HTTPException):
            self._connection.close()
            self._connection = None
            raise


def sign_in(port: int, user: Any) -> Browser:
    """A browser that holds a session of this person."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user)
    token = secrets.token_hex(16)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return Browser(port, {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: token}, token)
