"""Names found in texts, whatever their endings."""

import pytest

from claimsite.claims.mentions import Names
from claimsite.statements.models import Actor, ActorKind, ActorName

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
