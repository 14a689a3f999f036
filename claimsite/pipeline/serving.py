"""Site and worker as two child processes that start and stop together."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from types import FrameType
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: How long a child may take to end by itself; a job cut off then is done again when its lease has run out.
PATIENCE = 15.0
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def is_port_free(host: str, port: int) -> bool:
    """Whether a server could listen there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def build_site_command(host: str, port: int) -> list[str]:
    """Two processes of four threads: one process at work leaves the other free to answer."""
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    options = ["--config", "python:claimsite.deployment.gunicorn", "--bind", address, "--workers", "2", "--threads", "4", "--log-level", "warning"]
    return [sys.executable, "-m", "gunicorn", "claimsite.wsgi", *options]


def build_worker_command() -> list[str]:
    """One worker: the language pipelines take their memory once."""
    return [sys.executable, "manage.py", "run_huey", "--quiet"]


@dataclass
class Supervisor:
    """Runs commands until one of them ends or somebody asks to stop; then all end. Children get a process group of their own, so that Ctrl-C reaches
    this process only and they are stopped in order."""

    commands: dict[str, Sequence[str]]
    say: Callable[[str], None]
    _children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    _asked: int = 0

    def run(self, *, on_start: Callable[[], None] | None = None) -> int:
        """Block until all has ended; 0 if somebody asked for it, 1 if a child ended by itself."""
        previous = {number: signal.signal(number, self._note) for number in _SIGNALS}
        try:
            for name, command in self.commands.items():
                self._children[name] = subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True)
            if on_start:
                on_start()
            ended = self._wait()
        finally:
            self._stop()
            for number, handler in previous.items():
                signal.signal(number, handler)
        if ended:
            self.say(f"The {ended} ended by itself (code {self._children[ended].returncode}); everything is stopped.")
        return 1 if ended else 0

    def is_alive(self) -> bool:
        """Whether all children run and nobody asked to stop."""
        return not self._asked and all(child.poll() is None for child in self._children.values())

    def _wait(self) -> str | None:
        while not self._asked:
            for name, child in self._children.items():
                if child.poll() is not None:
                    return name
            time.sleep(0.2)
        return None

    def _stop(self) -> None:
        for child in self._children.values():
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + PATIENCE
        for child in self._children.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()

    def _note(self, number: int, frame: FrameType | None) -> None:
        self._asked = number
