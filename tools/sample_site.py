"""A site with the sample articles that lives as long as somebody looks at it: served as in production, and nothing is left behind."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EDITOR, PASSWORD = "editor", "only for pictures"  # of a site that lives for a minute


@contextlib.contextmanager
def serve_samples(folder: Path | None = None) -> Iterator[str]:
    """Prepare, serve, stop; gives the address. A folder that is given is used again if it holds a site, and stays."""
    with tempfile.TemporaryDirectory() as temporary:
        used = folder or Path(temporary)
        environment = os.environ | {"CLAIMSITE_VAR": str(used), "LOG_LEVEL": "ERROR", "OMP_NUM_THREADS": "1"}
        environment.pop("DATABASE_URL", None)
        is_new = not (used / "claimsite.sqlite3").exists()
        for command in (["migrate", "-v0"], ["compile_translations", "-v0"], ["collectstatic", "--noinput", "-v0"], *([["load_samples"]] if is_new else [])):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
        if is_new:
            add_editor(environment)
        port = find_port()
        command = [sys.executable, "-m", "gunicorn", "claimsite.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "4"]
        server = subprocess.Popen([*command, "--log-level", "error"], cwd=ROOT, env=environment)
        try:
            wait_for(f"http://127.0.0.1:{port}/method/")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def find_chromium() -> str:
    """Debian's browser."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("chromium is missing (Debian: apt install chromium)")
    return chromium


def add_editor(environment: dict[str, str]) -> None:
    """Whoever sees the queue."""
    code = (
        "from claimsite.core.models import User; from django.contrib.auth.models import Group; "
        f"User.objects.create_user({EDITOR!r}, password={PASSWORD!r}).groups.add(Group.objects.get(name='editor'))"
    )
    subprocess.run([sys.executable, "manage.py", "shell", "-c", code], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def find_port() -> int:
    """One that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, *, tries: int = 150, seconds: float = 5) -> None:
    """Until the site answers, each time within so many seconds: a page of a large archive takes longer the first time."""
    for _ in range(tries):
        try:
            with urllib.request.urlopen(address, timeout=seconds):  # noqa: S310 – our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise SystemExit("the site did not start")
