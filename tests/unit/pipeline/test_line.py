"""Whoever came first passes first, and nobody waits for one who has gone."""

from __future__ import annotations

import threading

import pytest

from claimsite.pipeline.line import Line


def stand(line, done, name, entered, go):
    with line.place() as place:
        place.enter()
        entered.set()
        assert go.wait(10)
        place.wait()
        done.append(name)


def test_all_pass_in_the_order_in_which_they_came():
    line, done, gates = Line(), [], [threading.Event() for _ in range(3)]
    threads = []
    for name, go in zip("abc", gates, strict=True):
        entered = threading.Event()
        threads.append(threading.Thread(target=stand, args=(line, done, name, entered, go)))
        threads[-1].start()
        assert entered.wait(10)
    gates[2].set()
    gates[1].set()
    threads[1].join(0.05)
    assert done == []
    gates[0].set()
    for thread in threads:
        thread.join(10)
    assert done == ["a", "b", "c"]
    assert line.standing == []


def fail_in(line, then):
    with line.place() as place:
        place.enter()
        then()
        raise ZeroDivisionError


def test_one_who_fails_keeps_nobody_waiting():
    line = Line()
    with line.place() as place:
        with pytest.raises(ZeroDivisionError):
            fail_in(line, place.enter)
        place.wait()


def test_one_who_never_entered_keeps_nobody_waiting():
    line = Line()
    with line.place():
        pass
    with line.place() as place:
        place.enter()
        place.wait()
