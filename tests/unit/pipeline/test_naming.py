"""Names for readers are stored with the actor: from tables at once, from texts when a text writes them; what people wrote stays."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from analysis.types import Actor as Found
from analysis.types import ActorKind
from claimsite.pipeline.actors import ActorRecorder
from claimsite.pipeline.naming import make_names
from claimsite.statements.actor_actions import describe_actor
from claimsite.statements.models import Actor, ActorName
from tests.factories import make_actor, make_user, make_version

pytestmark = pytest.mark.django_db

GOVERNMENT = Found("Russian government", ActorKind.BODY, side="Russia")
SPOKESMAN = Found("Igor Streshnev", ActorKind.PERSON, side="Russia", person="Igor Streshnev")
MINISTRY = Found("Zarvanian environment ministry", ActorKind.BODY, side="Zarvania")


def read(*found: tuple[Found, str], language: str = "en") -> None:
    """Store who speaks in an article, with the words that name each."""
    recorder = ActorRecorder(make_version("A text.", outlet=f"Paper {language}", language=language).article)
    for actor, words in found:
        row = recorder.record(actor)
        recorder.record_name(row, words)
        recorder.settle_side(row, actor)
    recorder.write()


def name(actor: str, language: str = "de") -> str | None:
    return Actor.objects.get(name=actor).local_names.get(language)


def test_tables_name_an_actor_and_its_side_at_once():
    read((GOVERNMENT, "Moscow"))
    assert (name("Russian government"), name("Russia"), name("Russia", "fr"), name("Russia", "en")) == ("Russische Regierung", "Russland", "Russie", None)


def test_a_person_is_called_as_the_language_writes_the_name():
    read((SPOKESMAN, "Igor Streshnev, the spokesman"))
    assert name("Igor Streshnev") is None
    read((SPOKESMAN, "der Sprecher Igor Streschnew"), language="de")
    assert name("Igor Streshnev") == "Igor Streschnew"


def test_a_state_that_only_texts_know_names_its_bodies():
    read((MINISTRY, "the ministry"))
    known = Found(MINISTRY.name, MINISTRY.kind, side=MINISTRY.side, side_written="Zarwanien")
    read((known, "das Ministerium"), language="de")
    assert (name("Zarvania"), name(MINISTRY.name)) == ("Zarwanien", "Zarwanisches Umweltministerium")


def test_a_state_of_two_spellings_names_bodies_of_both():
    side = ("Jarvania", {"en": "Zharvania", "de": "Scharwanien"})
    for name in ("Zharvanian government", "Jarvanian government"):
        assert make_names(name, "body", side=side, written={}, known={}, is_decided=False)["de"] == "Scharwanische Regierung"


def test_what_a_person_named_is_called_so_whatever_is_read_later():
    read((GOVERNMENT, "Moscow"), (SPOKESMAN, "Igor Streshnev"))
    ida, actor = make_user(), Actor.objects.get(name="Igor Streshnev")
    given = {"by": ida, "kind": actor.kind, "side": actor.side}
    describe_actor(actor, name="Igor Streshnev", local_names={"de": "Igor Strehschnew"}, **given)
    government = Actor.objects.get(name="Russian government")
    describe_actor(government, name="Cabinet of Russia", by=ida, kind=government.kind, side=government.side, local_names={"de": "Russische Regierung"})
    read((SPOKESMAN, "Igor Streschnew"), language="de")
    call_command("name_actors", stdout=StringIO())
    assert name("Igor Streshnev") == "Igor Strehschnew"
    assert name("Cabinet of Russia") == ""


def test_the_command_names_actors_that_were_stored_without():
    russia = make_actor("Russia", kind="state")
    ActorName.objects.create(actor=make_actor("Igor Streshnev", kind="person", side=russia), name="Sprecher Igor Streschnew", language="de")
    out = StringIO()
    call_command("name_actors", stdout=out)
    assert (name("Russia"), name("Igor Streshnev")) == ("Russland", "Igor Streschnew")
    assert out.getvalue().startswith("2 ")
    again = StringIO()
    call_command("name_actors", stdout=again)
    assert again.getvalue().startswith("0 ")


def test_a_persons_choice_among_new_actors_is_named_as_they_said():
    ida, actor = make_user(), make_actor("Russia", kind="state")
    describe_actor(actor, name="Russian Federation", by=ida, kind="state", side=None)
    Actor.objects.update(local_names={})  # as it was stored before names by language were
    call_command("name_actors", stdout=StringIO())
    assert name("Russian Federation") == ""
