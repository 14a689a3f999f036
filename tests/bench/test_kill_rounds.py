"""Killed workers lose and double nothing; see `kill_rounds`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.hostile("faults.kill-worker")
@pytest.mark.parametrize("rounds", [10, pytest.param(1000, marks=pytest.mark.slow)])
def test_killed_workers_lose_and_double_nothing(rounds):
    command = [sys.executable, "-m", "tests.bench.kill_rounds", "--rounds", str(rounds)]
    # SQLite in a folder of its own, whatever database the tests use: that one must be empty.
    own = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert (told["rounds"], told["wrong"]) == (rounds, [])
    assert set(told["by_stage"]) == {"fetch", "extract", "analyze", "store", "suggest"}
