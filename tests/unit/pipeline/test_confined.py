"""A child that hangs, takes all memory or dies costs one call; the next one has a new child."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from claimsite.core.collecting import YOUNGEST
from claimsite.pipeline.confined import NICENESS, Child, ChildDiedError, _Line
from claimsite.pipeline.errors import FetchError, JobError


@pytest.fixture
def child():
    made = Child("test child", 300_000_000)
    yield made
    made.stop()


def test_what_others_wait_for_goes_first():
    line, order, threads = _Line(), [], []

    def take(name, is_urgent):
        with line.turn(is_urgent=is_urgent):
            order.append(name)

    with line.turn(is_urgent=False):
        for name in ("first", "second", "urgent"):
            threads.append(threading.Thread(target=take, args=(name, name == "urgent")))
            threads[-1].start()
            while len(line._changed._waiters) < len(threads):
                time.sleep(0.001)
    for thread in threads:
        thread.join()
    assert order[0] == "urgent"
    assert sorted(order) == ["first", "second", "urgent"]


def test_one_process_serves_many_calls_and_errors_come_over(child):
    assert child.call(max, [1, 3, 2], seconds=20) == 3
    first = child.pid
    with pytest.raises(ValueError, match="invalid literal"):
        child.call(int, "x", seconds=20)
    assert child.call(len, "x" * 1_000_000, seconds=20) == 1_000_000
    assert child.pid == first


def test_what_it_has_loaded_is_left_out_of_the_search_for_garbage(child):
    child.call(len, "x", seconds=20)
    assert child.call(gc.get_freeze_count, seconds=20) > 10_000
    assert child.call(gc.get_threshold, seconds=20)[0] == YOUNGEST


@pytest.mark.parametrize(
    ("function", "args", "error"),
    [
        (time.sleep, (60,), "read_too_slow"),
        (bytearray, (10**9,), "read_too_big"),
        (os._exit, (3,), None),
        (os.kill, (0, signal.SIGSEGV), None),
    ],
    ids=["hangs", "takes all memory", "ends", "breaks"],
)
def test_what_goes_wrong_in_it_ends_there(child, function, args, error):
    child.call(len, "", seconds=20)
    if function is os.kill:
        args = (child.pid, signal.SIGSEGV)
    started = time.monotonic()
    with pytest.raises(JobError if error else ChildDiedError) as caught:
        child.call(function, *args, seconds=1)
    assert error is None or caught.value.code == error
    assert time.monotonic() - started < 10
    assert child.call(max, [1, 2], seconds=20) == 2


def test_errors_with_codes_keep_them(child):
    import pickle

    for error in (JobError("paywall", "why"), FetchError("server_error", "why", may_pass=True, retry_after="5")):
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), again.code, again.detail, str(again)) == (type(error), error.code, "why", "why")
        assert vars(again) == vars(error)


def test_it_stands_back_for_whoever_writes(child):
    own = os.getpriority(os.PRIO_PROCESS, 0)
    assert child.call(os.getpriority, os.PRIO_PROCESS, 0, seconds=60) == min(19, own + NICENESS)


def test_a_child_ends_when_its_parent_is_killed(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(
        "import time\nfrom claimsite.pipeline.confined import Child\nif __name__ == '__main__':\n"
        "    child = Child('x', 10**9)\n    child.call(len, '', seconds=60)\n    print(child.pid, flush=True)\n    child.call(time.sleep, 100, seconds=100)\n"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])}
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=environment) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
    for _ in range(100):
        if not Path(f"/proc/{pid}").exists() or ") Z " in Path(f"/proc/{pid}/stat").read_text():
            break
        time.sleep(0.1)
    else:
        pytest.fail("the child lives on")
