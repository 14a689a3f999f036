"""What a process holds in memory goes to the index when it is much."""

import datetime as dt
import os

import pytest
from django.utils import timezone

from claimsite.pipeline import nearest
from claimsite.pipeline.models import StatementVector
from claimsite.pipeline.nearest import files, upkeep
from tests.unit.pipeline.test_nearest import ask, keep, make_unit

pytestmark = pytest.mark.django_db


def test_vectors_go_to_the_index_when_many_are_held(monkeypatch):
    own, near = keep(make_unit(0, 1)), keep(make_unit(0, 1, 2))
    near.vector.updated_at = own.vector.updated_at = near.vector.updated_at.replace(year=2024)
    near.vector.save()
    own.vector.save()
    assert set(ask(own)) == {near.pk}
    assert not upkeep.keep_up()
    monkeypatch.setattr(upkeep, "MOST_HELD", 2)
    assert upkeep.keep_up()
    assert set(ask(own)) == {near.pk}
    assert nearest.get_memory().count() == 0
    assert not nearest.get_memory().stamps


def test_an_index_made_just_now_is_not_made_again(monkeypatch):
    own = keep(make_unit(0, 1))
    ask(own)
    monkeypatch.setattr(upkeep, "MOST_HELD", 1)
    assert upkeep.keep_up()
    assert not upkeep.keep_up()
    manifest = files.get_folder() / "manifest.json"
    os.utime(manifest, (1, 1))
    StatementVector.objects.update(updated_at=timezone.now() + dt.timedelta(minutes=5))
    assert upkeep.keep_up()
