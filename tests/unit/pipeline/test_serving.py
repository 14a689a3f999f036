"""Two children start and stop together."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time

import pytest

from claimsite.pipeline.serving import Supervisor, build_site_command, is_port_free

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def test_a_taken_port_is_noticed():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert not is_port_free("127.0.0.1", port)
    assert is_port_free("127.0.0.1", port)


def test_the_end_of_one_child_ends_all():
    said = []
    supervisor = Supervisor({"site": SLEEP, "worker": [sys.executable, "-c", "raise SystemExit(3)"]}, said.append)
    assert supervisor.run() == 1
    assert said == ["The worker ended by itself (code 3); everything is stopped."]
    assert not supervisor.is_alive()
    assert all(child.returncode is not None for child in supervisor._children.values())


@pytest.mark.hostile("faults.sigterm")
def test_a_signal_stops_both_and_is_no_failure():
    supervisor = Supervisor({"site": SLEEP, "worker": SLEEP}, lambda _: None)
    threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGTERM)).start()
    started = time.monotonic()
    assert supervisor.run() == 0
    assert time.monotonic() - started < 10
    assert [child.returncode for child in supervisor._children.values()] == [-signal.SIGTERM] * 2


def test_addresses_of_both_families():
    assert "127.0.0.1:8000" in build_site_command("127.0.0.1", 8000)
    assert "[::1]:8000" in build_site_command("::1", 8000)
