import re
import threading
import time
from collections import Counter
from contextlib import suppress

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from claimsite.claims import actions as claim_actions
from claimsite.claims.models import Claim
from claimsite.core import operations
from claimsite.core.turns import Track, hold_rows, in_turn
from claimsite.deployment import measuring
from claimsite.statements import actions
from claimsite.statements.models import Statement
from tests.factories import add_to_claim, build_world, make_user

#: Seconds that the first writer waits for the second to come as far; longer than a fast machine takes, for then nothing would be shown.
PATIENCE = 2

needs_postgres = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time anyway")


@pytest.fixture
def world():
    """Two statements of one claim, and a place in the queue for each that is not what the next decision makes of it."""
    world = build_world()
    add_to_claim(world.claims["entered"], world.statements["sold"])
    Statement.objects.update(need=1)
    return world


class Writers:
    """Several at once, each with a connection of their own."""

    def __init__(self):
        self.errors = []

    def run(self, *acts):
        threads = [threading.Thread(target=self._do, args=(act,)) for act in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert not any(thread.is_alive() for thread in threads)

    def _do(self, act):
        try:
            act()
        except Exception as error:
            self.errors.append(error)
        finally:
            connection.close()


class MeetingWriters(Writers):
    """Two people at once, each at the same point of what they do."""

    def __init__(self, monkeypatch):
        super().__init__()
        self.meeting = threading.Barrier(2)
        self.is_together = False
        monkeypatch.setattr(actions, "FOLLOW_UPS", [self._meet, *actions.FOLLOW_UPS])
        monkeypatch.setattr(operations, "FOLLOW_UPS", [self._meet, *operations.FOLLOW_UPS])

    def _meet(self, _):
        """Both have locked what they came for, unless one of them is not let in before the other is through."""
        with suppress(threading.BrokenBarrierError):
            self.meeting.wait(PATIENCE)
            self.is_together = True


@needs_postgres
@pytest.mark.django_db(transaction=True)
def test_two_decisions_about_statements_of_one_claim_are_both_stored(world, monkeypatch):
    writers = MeetingWriters(monkeypatch)
    ida, ove = make_user(), make_user()
    first, second = world.statements["entered"], world.statements["sold"]
    writers.run(lambda: actions.accept(first, by=ida, revision=0), lambda: actions.reject(second, by=ove, revision=0))
    assert (writers.errors, writers.is_together) == ([], False)
    assert [Statement.objects.get(pk=row.pk).state for row in (first, second)] == ["accepted", "rejected"]


@needs_postgres
@pytest.mark.django_db(transaction=True)
def test_a_decision_and_a_new_wording_of_its_claim_are_both_stored(world, monkeypatch):
    writers = MeetingWriters(monkeypatch)
    ida, ove = make_user(), make_user()
    statement, claim = world.statements["entered"], world.claims["entered"]
    writers.run(lambda: actions.reject(statement, by=ida, revision=0), lambda: claim_actions.rephrase(claim, "The Petrel was in the lagoon.", by=ove))
    assert (writers.errors, writers.is_together) == ([], False)
    assert Statement.objects.get(pk=statement.pk).state == "rejected"
    assert Claim.objects.get(pk=claim.pk).text == "The Petrel was in the lagoon."


@needs_postgres
@pytest.mark.django_db(transaction=True)
def test_a_turn_ends_with_its_transaction_and_is_waited_for_until_then(world):
    order = []

    def write():
        with in_turn():
            order.append("second")
        connection.close()

    with suppress(ZeroDivisionError), in_turn():
        other = threading.Thread(target=write)
        other.start()
        other.join(0.5)
        order.append("first")
        order.append(1 / 0)
    other.join(10)
    assert order == ["first", "second"]


@pytest.mark.django_db
def test_within_a_turn_no_other_is_taken():
    with CaptureQueriesContext(connection) as queries, in_turn(), in_turn():
        pass
    locks = [query for query in queries if "advisory" in query["sql"]]
    assert len(locks) == (len(Track) if connection.vendor == "postgresql" else 0)


@pytest.mark.django_db(transaction=True)
def test_what_turns_take_and_are_waited_for_is_counted():
    before = read_counts()
    with in_turn(), in_turn():
        time.sleep(0.05)
    after = read_counts()
    assert (after["seconds_count"] - before["seconds_count"], after["wait_seconds_count"] - before["wait_seconds_count"]) == (1, 1)
    assert after["seconds_sum"] - before["seconds_sum"] >= 0.05


def read_counts() -> Counter[str]:
    """What this process counted of turns for claims."""
    found = re.findall(r'^claimsite_turn_(\w+)\{database="default",track="claims"\} (\S+)$', measuring.render().decode(), re.MULTILINE)
    return Counter({name: float(value) for name, value in found})


@pytest.mark.django_db
def test_who_may_hold_rows_already_is_refused_a_turn():
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic(), in_turn():
        pass
    with in_turn():
        assert connection.in_atomic_block, "and the next one gets it"


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="elsewhere the database wakes who waits")
@pytest.mark.django_db(transaction=True)
def test_threads_at_one_file_wait_for_each_other_and_not_for_a_clock(monkeypatch):
    monkeypatch.setattr("claimsite.core.turns._PATIENCE", 20 * PATIENCE)
    order, is_inside = [], threading.Event()

    def follow():
        is_inside.wait()
        with in_turn():
            order.append("second")
        connection.close()

    thread = threading.Thread(target=follow)
    thread.start()
    with suppress(LookupError), in_turn():
        is_inside.set()
        thread.join(0.2)
        order.append("first")
        raise LookupError  # whoever fails gives way, too
    thread.join(PATIENCE)
    assert order == ["first", "second"]
    assert not thread.is_alive()


class OnBothTracks(Writers):
    """One writer who stores and one who brings into claims, at once."""

    def _do(self, act):
        track, write = act
        super()._do(lambda: in_turn(track)(write)())


@needs_postgres
@pytest.mark.django_db(transaction=True)
def test_storing_and_bringing_into_claims_happen_at_once():
    writers, meeting = OnBothTracks(), threading.Barrier(2)
    writers.run((Track.STATEMENTS, lambda: meeting.wait(PATIENCE)), (Track.CLAIMS, lambda: meeting.wait(PATIENCE)))
    assert writers.errors == []


@needs_postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("track", [Track.STATEMENTS, Track.CLAIMS])
def test_who_writes_on_both_tracks_waits_for_either(track):
    order, is_inside = [], threading.Event()

    def store():
        with in_turn(track):
            is_inside.set()
            time.sleep(0.3)
            order.append("one track")
        connection.close()

    thread = threading.Thread(target=store)
    thread.start()
    is_inside.wait(PATIENCE)
    with in_turn():
        order.append("both")
    thread.join(PATIENCE)
    assert order == ["one track", "both"]


@needs_postgres
@pytest.mark.django_db(transaction=True)
def test_no_row_of_another_track_is_kept_while_one_is_waited_for(world):
    """Two transactions that come to the same two statements from either end: one that waited with the first in hand would lock both out."""
    # The database looks at rows in the order in which they were stored, so it has the earlier one in hand when it comes to the later.
    earlier, later = (Statement.objects.filter(pk=pk) for pk in sorted(world.statements[name].pk for name in ("entered", "sold")))
    writers, has_later, has_asked = OnBothTracks(), threading.Event(), threading.Event()

    def store():
        later.update(score=0.25)
        has_later.set()
        has_asked.wait(PATIENCE)
        time.sleep(0.1)  # the other one stands before `later` by now
        assert any(is_free(earlier) for _ in range(100))
        earlier.update(score=0.25)

    def rate():
        has_later.wait(PATIENCE)
        has_asked.set()
        hold_rows(earlier | later, Track.STATEMENTS)
        (earlier | later).update(need=7)

    writers.run((Track.STATEMENTS, store), (Track.CLAIMS, rate))
    assert writers.errors == []
    assert {(row.score, row.need) for row in earlier | later} == {(0.25, 7)}


def is_free(rows) -> bool:
    """Whether nobody holds a row at this moment; it is held from now on then."""
    time.sleep(0.01)
    with suppress(OperationalError), transaction.atomic():
        return bool(rows.select_for_update(nowait=True))
    return False


@needs_postgres
@pytest.mark.django_db(transaction=True)
def test_rows_that_stay_taken_are_given_up_in_time(world, monkeypatch):
    monkeypatch.setattr("claimsite.core.turns._PATIENCE", 0.1)
    rows, is_taken, is_over = Statement.objects.filter(pk=world.statements["entered"].pk), threading.Event(), threading.Event()

    def store():
        rows.update(score=0.25)
        is_taken.set()
        is_over.wait(10)

    def rate():
        is_taken.wait(PATIENCE)
        try:
            hold_rows(rows.all(), Track.STATEMENTS)
        finally:
            is_over.set()

    writers = OnBothTracks()
    writers.run((Track.STATEMENTS, store), (Track.CLAIMS, rate))
    assert [type(error) for error in writers.errors] == [OperationalError]


@pytest.mark.django_db(transaction=True)
def test_a_turn_on_one_track_is_none_on_the_other(world):
    with in_turn(Track.CLAIMS):
        with in_turn(Track.CLAIMS):
            pass
        with pytest.raises(RuntimeError, match="for claims alone; one for statements must"), in_turn(Track.STATEMENTS):
            pass
        with pytest.raises(RuntimeError, match="one for claims and statements"):
            actions.accept(world.statements["entered"], by=make_user(), revision=0)
    with in_turn(), in_turn(Track.CLAIMS):
        hold_rows(Statement.objects.all(), Track.STATEMENTS)
