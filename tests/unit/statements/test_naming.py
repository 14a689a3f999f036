"""Names for readers: the language's own, else the name itself; what a person named is called so everywhere unless they said otherwise."""

from types import SimpleNamespace

import pytest
from django.utils.translation import override

from claimsite.statements.forms import find_actor, name_in_form
from claimsite.statements.models import Actor
from claimsite.statements.naming import keep_everywhere, name_anew, name_in_reason, name_locally, sort_by_name
from tests.factories import make_actor

NAMES = {"de": "Russische Regierung", "fr": "Gouvernement russe"}


def test_the_readers_language_then_the_name_itself():
    with override("de"):
        assert name_locally("Russian government", NAMES) == "Russische Regierung"
        assert name_locally("Russian government", {"de": ""}) == name_locally("Russian government", None) == "Russian government"
    with override("en"):
        assert name_locally("Russian government", NAMES) == "Russian government"


def test_a_new_name_holds_in_all_languages():
    assert name_anew(NAMES, {"de": "Russische Regierung", "en": ""}, is_renamed=True) == keep_everywhere()


def test_a_name_given_for_a_language_holds_in_it():
    assert name_anew(NAMES, {"de": "Regierung Russlands", "en": ""}, is_renamed=False) == {**NAMES, "de": "Regierung Russlands"}
    assert name_anew(NAMES, {"de": "Moskauer Regierung", "en": ""}, is_renamed=True) == {**keep_everywhere(), "de": "Moskauer Regierung"}
    assert name_anew(NAMES, {"de": "", "en": ""}, is_renamed=False) == {**NAMES, "de": ""}


def test_letters_with_marks_stand_beside_those_without():
    names = ["Österreich", "Zypern", "norwegische Küstenwache", "Oman"]
    assert sorted((SimpleNamespace(local_name=name) for name in names), key=sort_by_name)[2].local_name == "Österreich"


@pytest.mark.django_db
def test_an_actor_is_found_by_the_name_that_the_reader_knows():
    actor = make_actor("Rosmark coast guard")
    Actor.objects.update(local_names={"de": "Rosmarker Küstenwache"})
    with override("de"):
        actor.refresh_from_db()
        assert find_actor("Rosmarker Küstenwache") == actor
        assert name_in_form(actor) == "Rosmarker Küstenwache"
        assert list(Actor.objects.named_like("küstenwache")) == [actor]
        make_actor("Lindsund coast guard")
        Actor.objects.update(local_names={"de": "Rosmarker Küstenwache"})
        assert name_in_form(actor) == "Rosmark coast guard"
    with override("en"):
        assert find_actor("Rosmarker Küstenwache") is None


def test_a_reason_names_the_speaker_as_the_reader_does_but_quotes_as_written():
    actor = Actor(name="Rosmark ministry", local_names={"de": "Ministerium von Rossmark"})
    reason = "„the Rosmark ministry“ nennt Rosmark ministry; Seite: Rossmark."
    with override("de"):
        assert name_in_reason(reason, actor) == "„the Rosmark ministry“ nennt Ministerium von Rossmark; Seite: Rossmark."
        assert name_in_reason(reason, None) == reason
    with override("en"):
        assert name_in_reason(reason, actor) == reason
