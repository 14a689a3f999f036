"""How often somebody asks, counted for all processes; and that nobody is kept out where nothing can be counted."""

from claimsite.core import rates
from claimsite.core.rates import Rate, count


def test_each_caller_and_each_scope_is_counted_apart():
    rate = Rate(2)
    assert [count(rate, scope="read", who=who) > 0 for who in ("a", "a", "b", "a")] == [False, False, False, True]
    assert count(rate, scope="write", who="a") == 0


def test_the_next_may_come_when_the_time_is_over(monkeypatch):
    rate, now = Rate(1, seconds=60), 1_000_000.0
    monkeypatch.setattr(rates.time, "time", lambda: now)
    assert (count(rate, scope="read", who="a"), count(rate, scope="read", who="a")) == (0, 60)
    now += 59
    assert count(rate, scope="read", who="a") == 1
    now += 1
    assert count(rate, scope="read", who="a") == 0


def test_where_nothing_can_be_counted_all_may_pass(settings, caplog):
    settings.VAR_DIR = settings.VAR_DIR / "gone"
    assert [count(Rate(1), scope="read", who="a") for _ in range(3)] == [0, 0, 0]
    assert "cannot be counted" in caplog.text
    settings.VAR_DIR.mkdir()
    assert [count(Rate(1), scope="read", who="a") > 0 for _ in range(2)] == [False, True]
