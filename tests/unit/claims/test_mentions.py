"""Names found in texts, whatever their endings."""

import pytest

from claimsite.claims.mentions import Names, get_known_names
from claimsite.core.history import save_signed
from claimsite.statements.models import Actor, ActorKind, ActorName
from tests.factories import make_side

pytestmark = pytest.mark.django_db


def add(name, *others):
    row = Actor.objects.create(name=name, kind=ActorKind.STATE, slug=f"actor-{Actor.objects.count()}")
    for other in others:
        ActorName.objects.create(actor=row, name=other, language="de")
    return row.pk


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the harbor of Morvenia is closed", {"Morvenia"}),
        ("Morvenias Hafen und die Elbische Union", {"Morvenia", "Elbian Union"}),
        ("the Elbian Unions agreed", {"Elbian Union"}),
        ("the Elbian press and the Union", set()),
        ("Ida Brandal of Ida Vik's council", {"Ida Brandal", "Ida Vik"}),
        ("Ida Brand al", set()),
        ("EU ministers", {"EU"}),
        ("Europe, eureka", set()),
        ("it ends with Elbian", set()),
        ("", set()),
    ],
)
def test_who_is_named(text, found):
    rows = {name: add(name, *others) for name, *others in (("Morvenia",), ("Elbian Union", "Elbische Union"), ("Ida Brandal",), ("Ida Vik",), ("EU",))}
    assert Names(rows.values()).find(text) == {rows[name] for name in found}


def test_a_name_within_another_is_found_too():
    harbor, authority = add("Lindsund"), add("Lindsund Harbor Authority")
    names = Names([harbor, authority])
    assert names.find("the Lindsund Harbor Authority said") == {harbor, authority}
    assert names.find("Lindsund Harbor said") == {harbor}
    assert names.find("Lindsund") == {harbor}


def test_names_that_a_process_knows_follow_the_history():
    known = get_known_names()
    lindsund = make_side("Lindsund")
    assert known.find(["Lindsund and Rosmark", ""]) == [{lindsund.pk}, set()]
    rosmark = make_side("Rosmark")
    assert known.find(["Lindsund and Rosmark"]) == [{lindsund.pk, rosmark.pk}]
    save_signed(ActorName(actor=rosmark, name="the fjord", language="en"), by=None, reason="test")
    assert known.find(["the fjord"]) == [{rosmark.pk}]
    rosmark.name = "Skerry"
    save_signed(rosmark, by=None, reason="renamed")
    assert known.find(["Rosmark", "Skerry"]) == [set(), {rosmark.pk}]
    rosmark.merged_into = lindsund
    save_signed(rosmark, by=None, reason="merged")
    assert known.find(["Skerry"]) == [set()]
