"""One row a body, whatever language named it; sides of several states; offices with dates; what people wrote stays."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from analysis.types import Actor as Found
from analysis.types import ActorKind
from claimsite.core.history import save_signed
from claimsite.pipeline.actors import ActorRecorder
from claimsite.pipeline.store import store
from claimsite.statements.models import Actor, ActorName, Affiliation, Statement
from claimsite.statements.voices import find_voices, is_spoken
from tests.factories import make_run, make_user, make_version
from tests.unit.pipeline.documents import NEVER, TEXT, document, found

pytestmark = pytest.mark.django_db

GERMAN = Found("Saubere Luft", ActorKind.BODY, side="Saubere Luft", english="Clean Air")
ENGLISH = Found("Clean Air initiative", ActorKind.BODY, side="Clean Air initiative")
CHAIR = Found("Orla Finn", ActorKind.PERSON, side="Tropmar", person="Orla Finn", office="chairwoman", organization="Tropmar", since="2021-03")
TWO = Found("Norwegian and Polish officials", ActorKind.COLLECTIVE, side="Norway and Poland", parts=("Norway", "Poland"))


def recorder(language: str = "en", outlet: str = "One") -> ActorRecorder:
    return ActorRecorder(make_version("A text.", outlet=outlet, language=language).article)


def record(actor: Found, language: str = "en", outlet: str = "One") -> Actor:
    """The row that an article gives to an actor, stored with its keys."""
    one = recorder(language, outlet)
    row = one.record(actor)
    one.write()
    return row


def test_a_body_under_names_in_two_languages_is_one_actor_with_names_as_written():
    german, english = recorder("de", "Eins"), recorder("en", "Two")
    first = german.record(GERMAN)
    german.record_name(first, "die Initiative Saubere Luft")
    german.write()
    second = english.record(ENGLISH)
    english.record_name(second, "the Clean Air initiative")
    english.write()
    assert first == second
    assert Actor.objects.filter(kind="body").count() == 1
    names = {(name.name, name.language, name.first_seen_in) for name in ActorName.objects.all()}
    assert names == {("Initiative Saubere Luft", "de", german.article), ("Clean Air initiative", "en", english.article)}


def test_the_side_of_a_body_is_the_body_in_either_language():
    record(GERMAN, "de", "Eins")
    english = recorder("en", "Two")
    assert english.record_side(ENGLISH) == english.record(ENGLISH) == Actor.objects.get()


def test_names_and_keys_of_all_actors_are_stored_in_four_queries(django_assert_num_queries):
    one = recorder("de", "Eins")
    for number in range(5):
        row = one.record(replace(GERMAN, name=f"Saubere Luft {number}", side=None))
        one.record_name(row, f"der Verein Saubere Luft {number}")
        one.record_name(row, f"Saubere Luft {number}")
    with django_assert_num_queries(4):
        one.write()
    again = recorder("de", "Zwei")
    again.record_name(row, "Saubere Luft 4")
    again.write()
    assert ActorName.objects.count() == ActorName.history.count() == 10


def test_who_is_known_is_looked_up_once_for_all(django_assert_num_queries):
    known = [replace(GERMAN, name=f"Saubere Luft {number}", side=f"Saubere Luft {number}", english=None) for number in range(5)]
    for actor in known:
        row = record(actor, "de", "Eins")
        row.side = row
        row.save()
    save_signed(Actor.objects.get(name="Saubere Luft 3"), by=make_user("editor"), reason="looked up")
    again = recorder("de", "Zwei")
    with django_assert_num_queries(4):  # rows, which of them people wrote in, whom they count to; and the side that a person left
        again.expect(known)
        rows = [again.record(actor) for actor in known]
        sides = [again.settle_side(row, actor) for row, actor in zip(rows, known, strict=True)]
    assert sides == rows == list(Actor.objects.order_by("name"))


def test_bodies_of_other_names_and_persons_of_other_languages_stay_apart():
    one = recorder()
    assert one.record(ENGLISH) != one.record(replace(ENGLISH, name="Clean Water initiative"))
    first = recorder("de", "Eins").record(Found("Jane Lemmert", ActorKind.PERSON, person="Jane Lemmert"))
    assert recorder("fr", "Deux").record(Found("Jaine Lemmert", ActorKind.PERSON, person="Jaine Lemmert")) != first


def test_a_name_out_of_cyrillic_finds_the_person():
    latin = recorder("de", "Eins")
    row = latin.record(Found("Jane Lemmert", ActorKind.PERSON, person="Jane Lemmert"))
    latin.record_name(row, "Jane Lemmert")
    latin.write()
    assert recorder("ru", "Odin").record(Found("Dzhein Lemmert", ActorKind.PERSON, person="Dzhein Lemmert")) == row


def test_two_spellings_of_a_state_that_no_table_has_are_one():
    one = recorder("de", "Eins")
    german = one.record_side(Found("Schelinian government", ActorKind.STATE, side="Schelinia"))
    one.write()
    assert recorder("en", "Two").record_side(Found("Zhelinian government", ActorKind.STATE, side="Zhelinia")) == german
    assert recorder("en", "Two").record_side(Found("Slovakian government", ActorKind.STATE, side="Slovakia")) != recorder("fr", "Deux").record_side(
        Found("Slovenian government", ActorKind.STATE, side="Slovenia")
    )


def test_a_side_of_two_states_belongs_to_both():
    one = recorder()
    group, both = one.record(TWO), one.record_side(TWO)
    assert both is not None
    assert (both.kind, {part.name for part in both.parts.all()}) == ("collective", {"Norway", "Poland"})
    norway = Actor.objects.get(name="Norway")
    assert norway.side == norway
    assert group.kind == "collective"


def test_what_a_group_said_is_among_the_statements_of_each_of_its_states():
    version = make_version(TEXT)
    spoken = replace(NEVER, candidates=(replace(NEVER.candidates[0], actor=TWO),))
    store(version, document(spoken), make_run(version))
    statement = Statement.objects.get()
    for name in ("Norway", "Poland", "Norway and Poland", "Norwegian and Polish officials"):
        assert list(Statement.objects.filter(is_spoken(*find_voices(Actor.objects.get(name=name)).every))) == [statement]


def test_offices_keep_the_dates_that_the_text_gives():
    one = recorder()
    one.record(CHAIR)
    office = Affiliation.objects.get()
    assert (office.role, office.started_on, office.ended_on) == ("chairwoman", dt.date(2021, 3, 1), None)
    recorder(outlet="Two").record(replace(CHAIR, since=None, until="2024"))
    office.refresh_from_db()
    assert (office.started_on, office.ended_on) == (dt.date(2021, 3, 1), dt.date(2024, 12, 31))


@pytest.mark.parametrize("date", ["2021-13", "2021-02-30", ""])
def test_dates_that_are_none_are_left_out(date):
    recorder().record(replace(CHAIR, since=date, until=None))
    assert Affiliation.objects.get().started_on is None


def test_dates_that_a_person_wrote_stay():
    recorder().record(replace(CHAIR, since=None))
    office = Affiliation.objects.get()
    office.started_on = dt.date(2020, 1, 1)
    save_signed(office, by=make_user("editor"), reason="looked up")
    recorder(outlet="Two").record(replace(CHAIR, until="2024"))
    office.refresh_from_db()
    assert (office.started_on, office.ended_on) == (dt.date(2020, 1, 1), None)


def test_a_name_that_a_person_corrected_is_found_again_and_stays():
    row = record(CHAIR)
    row.name = "Orla Finn-Marsh"
    save_signed(row, by=make_user("editor"), reason="married")
    again = recorder(outlet="Two").record(CHAIR)
    assert (again.pk, again.name) == (row.pk, "Orla Finn-Marsh")


def test_a_row_that_a_person_merged_gives_the_one_that_stayed():
    first, second = recorder(), recorder(outlet="Two")
    old, new = first.record(GERMAN), first.record(replace(GERMAN, name="Reine Luft e. V.", english=None))
    first.write()
    old.merged_into = new
    save_signed(old, by=make_user("editor"), reason="the same")
    assert second.record(ENGLISH) == new


FIRM, TWIN = Found("Querlatto", ActorKind.BODY, side="Querlatto"), Found("Kverlato", ActorKind.BODY, side="Kverlato")
RUTA, OTHER = Found("Ruta Solvay", ActorKind.PERSON, person="Ruta Solvay"), Found("Ole Brand", ActorKind.PERSON, person="Ole Brand")


def report(language: str, *actors: Found) -> list[Actor | None]:
    """Who the rows of an article's speakers are."""
    version = make_version(TEXT, outlet=f"{language} {actors[0].name}", language=language)
    contents = ("The dredger never entered the lagoon", "There was no dredging at night")
    attributions = [found(words, actor=actor) for words, actor in zip(contents, actors, strict=False)]
    store(version, document(*attributions, language=language), make_run(version))
    return [row.actor for row in Statement.objects.filter(article=version.article).order_by("id")]


def test_a_body_in_two_spellings_of_two_languages_is_one_where_it_keeps_company():
    (firm, _), (twin, _) = report("en", FIRM, RUTA), report("ru", TWIN, RUTA)
    assert firm == twin == Actor.objects.get(name="Querlatto")


def test_bodies_that_sound_alike_stay_apart_without_company_and_in_one_language():
    report("en", FIRM, RUTA)
    assert [row.name for row in report("ru", TWIN, OTHER) if row] == ["Kverlato", "Ole Brand"]
    assert "Kverlato" in {row.name for row in report("en", TWIN, RUTA) if row}


def test_a_ministry_is_named_after_its_state_in_whichever_spelling():
    german = record(Found("Schelinian trade ministry", ActorKind.BODY, side="Schelinia"), "de", "Eins")
    assert recorder("en", "Two").record(Found("Zhelinian trade ministry", ActorKind.BODY, side="Zhelinia")) == german


TOWN, TOWN_HALL = Found("Velkastre", ActorKind.BODY, side="Velkastre"), Found("Velcastre port office", ActorKind.BODY, side="Velcastre")


def test_a_town_in_whose_name_a_body_speaks_is_the_state_or_town_of_another_spelling():
    report("ru", TOWN_HALL, RUTA)
    (town, _) = report("de", TOWN, RUTA)
    assert town == Actor.objects.get(name="Velcastre")
    assert town.kind == ActorKind.STATE


def test_a_town_stays_apart_from_one_that_sounds_alike_without_company():
    report("ru", TOWN_HALL, RUTA)
    (town, _) = report("de", TOWN, OTHER)
    assert town.name == "Velkastre"


def test_a_government_is_named_after_its_state_in_whichever_spelling():
    first = record(Found("Schelinian government", ActorKind.STATE, side="Schelinia"), "de", "Eins")
    assert record(Found("Zhelinian government", ActorKind.STATE, side="Zhelinia"), "en", "Two") == first


def test_who_holds_an_office_belongs_to_the_government_of_the_state_in_whichever_spelling():
    government = record(Found("Schelinian government", ActorKind.STATE, side="Schelinia"), "de", "Eins")
    record(Found("Ida Holm", ActorKind.PERSON, side="Zhelinia", person="Ida Holm", office="envoy", organization="Zhelinian government"), "en", "Two")
    assert Affiliation.objects.get().organization == government


@pytest.mark.parametrize(
    ("language", "words", "name"),
    [
        *(("de", "des Hafenamts", "Hafenamts"), ("fr", "L’entreprise", "entreprise"), ("fr", "le syndicat,", "syndicat")),
        *(("fr", "Le Brenn", "Le Brenn"), ("de", "von der Marsch", "von der Marsch"), ("en", "The Dredgers", "Dredgers")),
    ],
)
def test_a_name_is_kept_without_the_article_before_it(language, words, name):
    one = recorder(language)
    one.record_name(one.record(GERMAN), words)
    one.write()
    assert ActorName.objects.get().name == name
