"""Names that mean one actor, sides, offices with dates, and states that only the article tells of. All names are invented."""

from __future__ import annotations

import pytest

from analysis.actors import aliases_of, is_same_actor, is_same_name, keys_of
from analysis.actors.aliases import sound_of
from analysis.actors.sides import is_proper, with_side
from analysis.actors.tenures import find_tenure
from analysis.actors.translation import translate_name
from analysis.types import Actor, ActorKind
from tests.unit.analysis.test_actors import resolve


@pytest.mark.parametrize(
    ("language", "name", "english"),
    [
        ("de", "Saubere Luft", "Clean Air"),
        ("de", "Stimme der Bauern", "Voice of the Farmer"),
        ("fr", "Lac bleu", "Blue Lake"),
        ("ru", "Свободный берег", "Free Coast"),
        ("de", "Xandrupp", None),
        ("en", "Clean Air", None),
    ],
)
def test_names_of_plain_words_are_put_into_english(language: str, name: str, english: str | None) -> None:
    assert translate_name(name, language) == english


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Norwegian defence ministry", "Norwegian Defence Ministry", True),
        ("Norwegian trade ministry", "Norwegian Ministry of Trade", True),
        ("Tropmar chief executive Orla Finn", "Orla Finn", True),
        ("Clean Air initiative", "Clean Air", True),
        ("Front of the Northern Valleys", "Northern Valley Front", True),
        ("Norwegian defence ministry", "Norwegian health ministry", False),
        ("Norwegian defence ministry", "Polish defence ministry", False),
        ("Orla Finn", "Basil Finn", False),
        ("Tropmar works council", "Tropmar", False),
    ],
)
def test_which_names_are_one_actor(first: str, second: str, same: bool) -> None:
    assert is_same_name(first, second) is same
    assert is_same_name(second, first) is same


def test_aliases_have_the_canonical_name_first_and_the_english_form_of_a_foreign_one() -> None:
    body = Actor("Saubere Luft", ActorKind.BODY, side="Saubere Luft", english="Clean Air")
    assert aliases_of(body) == ("Saubere Luft", "Clean Air")
    assert is_same_actor("Clean Air campaign", body)
    ministry = Actor("Norwegian health ministry", ActorKind.BODY, side="Norway")
    assert {"Norwegian Ministry of Health", "Ministry of Health of Norway"} <= set(aliases_of(ministry))


def test_keys_are_shared_by_spellings_and_not_by_strangers() -> None:
    german, english = Actor("Saubere Luft", ActorKind.BODY, english="Clean Air"), Actor("Clean Air initiative", ActorKind.BODY)
    assert set(keys_of(german)) & set(keys_of(english))
    russian, latin = (Actor(name, ActorKind.PERSON, person=name) for name in ("Dzheins Lemmert", "Jane Lemmert"))
    assert not set(keys_of(russian)) & set(keys_of(Actor("Joan Lomond", ActorKind.PERSON, person="Joan Lomond")))
    assert keys_of(latin)[-1].startswith("~")
    assert not any(key.startswith("~") for key in keys_of(Actor("Norwegian government", ActorKind.STATE, side="Norway")))


@pytest.mark.parametrize(
    ("first", "second"), [("Jenner", "Dzhenner"), ("Marrach", "Marrakh"), ("Zhelin", "Schelin"), ("Clémence", "Klemans"), ("Hargald", "Khargald")]
)
def test_transliterations_sound_alike(first: str, second: str) -> None:
    assert sound_of(first) == sound_of(second)


@pytest.mark.parametrize(
    ("side", "proper"),
    [
        ("Norway", True),
        ("IG Nebel", True),
        ("police", False),
        ("Western media", True),
        ("National police", False),
        ("legal department", False),
        ("eNergo", True),
    ],
)
def test_a_side_is_a_name(side: str, proper: bool) -> None:
    assert is_proper(side) is proper


def test_sides_fall_back_to_the_own_name_or_none() -> None:
    person = Actor("Orla Finn", ActorKind.PERSON, person="Orla Finn")
    assert with_side(person).side == "Orla Finn"
    assert with_side(Actor("a witness", ActorKind.PERSON, side="a witness")).side is None
    assert with_side(Actor("European Commission", ActorKind.BODY, side="European Commission")).side == "European Union"
    former = Actor("Orla Finn", ActorKind.PERSON, side="Norway", person="Orla Finn", office="former health minister")
    assert with_side(former).side == "Orla Finn"


@pytest.mark.parametrize(
    ("language", "words", "behind", "tenure"),
    [
        ("en", "Chairwoman Orla Finn", ", in office since March 2021, said", ("2021-03", None)),
        ("en", "Orla Finn", ", health minister from 2015 to 2019, said", ("2015", "2019")),
        ("de", "Minister Kuno Hass", " (im Amt seit 2019) sagte", ("2019", None)),
        ("de", "Kuno Hass", ", der die Bank bis 2020 leitete, sagte", (None, "2020")),
        ("fr", "la directrice Agathe Morvil", ", en poste depuis mai 2018, a dit", ("2018-05", None)),
        ("ru", "министр Глеб Сорокин", ", на посту с 2020 года, заявил", ("2020", None)),
        ("en", "Orla Finn", ", who has lived in Oslo since 2019. She", (None, None)),
        ("en", "Chairwoman Orla Finn", " said. The mill has been shut since 2019.", (None, None)),
    ],
)
def test_offices_are_dated_by_what_stands_beside_the_name(language: str, words: str, behind: str, tenure: tuple[str | None, str | None]) -> None:
    assert find_tenure(words, words + behind, len(words), language) == tenure


@pytest.mark.parametrize(
    ("language", "text", "source", "name", "side"),
    [
        (
            "en",
            "Morvania closed its border. The Morvanian army said so in Delk, the Morvanian capital. Delk kept silent.",
            "Delk kept",
            "Morvanian",
            "Morvania",
        ),
        ("de", "Morvanien schweigt. Die morvanische Botschafterin kam. Delk ist die Hauptstadt Morvaniens.", "Morvanien", "Morvanian", "Morvania"),
        ("fr", "La Morvanie a fermé sa frontière. Le ministre morvanien est parti.", "La Morvanie", "Morvanian", "Morvania"),
        ("ru", "Морвания закрыла границу. Посольство Морвании молчит.", "Морвания", "Morvanian", "Morvania"),
    ],
)
def test_states_are_learned_from_the_article(language: str, text: str, source: str, name: str, side: str) -> None:
    words = source.removesuffix(" kept")
    (candidates,) = resolve(language, text[text.rindex(source) :] + " " + text, words)
    assert (candidates[0].actor.name, candidates[0].actor.side) == (f"{name} government", side)


def test_what_one_article_taught_is_forgotten_in_the_next() -> None:
    resolve("en", "Morvania closed its border. The Morvanian army said so.", "Morvania")
    (candidates,) = resolve("en", "Morvania sang well, the critics said.", "Morvania")
    assert candidates[0].actor.name == "Morvania"


@pytest.mark.parametrize(
    "text", ["A thief robbed Helmut. Helmut said so.", "The Marine Ministry met. Marine said so.", "Olivia met the minister. Olivia said so."]
)
def test_names_of_people_and_portfolios_are_no_states(text: str) -> None:
    words = text.split()[-3]
    (candidates,) = resolve("en", text[text.rindex(words) :] + " " + text, words)
    assert "government" not in candidates[0].actor.name


@pytest.mark.parametrize(
    ("language", "source"),
    [
        ("de", "norwegische und polnische Beamte"),
        ("en", "Norwegian and Polish officials"),
        ("fr", "Des responsables norvégiens et polonais"),
        ("ru", "Норвежские и польские чиновники"),
    ],
)
def test_a_group_of_two_states_is_two_sides(language: str, source: str) -> None:
    (candidates,) = resolve(language, f"{source}: 12.", source)
    assert (candidates[0].actor.name, candidates[0].actor.parts) == ("Norwegian and Polish officials", ("Norway", "Poland"))


def test_both_governments_are_the_two_spoken_of() -> None:
    (candidates,) = resolve("de", "Oslo und Warschau verhandeln. Beide Regierungen lehnten ab.", "Beide Regierungen")
    assert candidates[0].actor.parts == ("Norway", "Poland")


@pytest.mark.parametrize(
    ("text", "source", "side"),
    [
        ("Tropmar baut um. Der Konzern Tropmar wächst. Finanzvorständin Orla Finn sprach.", "Finanzvorständin Orla Finn", "Tropmar"),
        ("Die Gewerkschaft Milchbund ruft. Der Konzern Tropmar wächst. Gewerkschaftschefin Runa Halm sprach.", "Gewerkschaftschefin Runa Halm", "Milchbund"),
        ("In Oslo tagt man. Präsidentensprecher Odd Kvamme sprach.", "Präsidentensprecher Odd Kvamme", "Norway"),
        ("Rom und Moskau streiten. Präsidentensprecher Dmitri Sorokow sprach.", "Präsidentensprecher Dmitri Sorokow", "Russia"),
    ],
)
def test_an_office_without_body_finds_one_that_can_have_it(text: str, source: str, side: str) -> None:
    (candidates,) = resolve("de", text, source)
    assert candidates[0].actor.side == side
    assert candidates[0].why.de != candidates[0].why.en


def test_an_office_between_two_countries_keeps_both() -> None:
    (candidates,) = resolve("en", "Oslo wrote to Warsaw. The foreign ministry declined.", "The foreign ministry")
    assert {c.actor.side for c in candidates} == {"Norway", "Poland"}
    assert (candidates[0].score or 0) >= (candidates[1].score or 1)


@pytest.mark.parametrize("source", ["sensiblen Bereichen", "eigener Darstellung"])
def test_things_are_nobody(source: str) -> None:
    doc_tags = f"Man sprach in {source} davon."
    from analysis.actors import resolve_actors
    from analysis.languages import get_language
    from analysis.pipeline import parse  # the tagger tells common nouns
    from analysis.types import Span
    from tests.unit.analysis.test_actors import attribution

    (doc,) = parse([doc_tags], "de")
    start = doc_tags.index(source)
    (found,) = resolve_actors(doc, [attribution(Span(start, start + len(source)))], get_language("de"))
    assert found.candidates == ()


@pytest.mark.parametrize(
    ("name", "published", "side"),
    [
        ("Vladimir Putin", "2023-09-14", "Russia"),
        ("Vladimir Putin", None, "Russia"),
        ("Angela Merkel", "2020-01-01", "Germany"),
        ("Angela Merkel", "2023-01-01", "Angela Merkel"),
        ("Angela Merkel", None, "Angela Merkel"),
        ("Olaf Scholz", "2021-12-31", "Germany"),
        ("Olaf Scholz", "2020-02-02", "Olaf Scholz"),
        ("Orla Finn", "2023-01-01", "Orla Finn"),
    ],
)
def test_leaders_known_by_name_speak_for_what_they_lead_on_that_day(name, published, side):
    assert with_side(Actor(name, ActorKind.PERSON, person=name), published=published).side == side


def test_former_leaders_speak_for_themselves():
    assert with_side(Actor("Vladimir Putin", ActorKind.PERSON, person="Vladimir Putin", office="former president")).side == "Vladimir Putin"
