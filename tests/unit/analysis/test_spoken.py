"""What an actor is called in another language: by tables where the canonical name is made of them, else as texts write the name."""

import pytest

from analysis.actors.spoken import find_written, spoken_name
from analysis.types import ActorKind

STATE, BODY, PERSON, GROUP = ActorKind.STATE, ActorKind.BODY, ActorKind.PERSON, ActorKind.COLLECTIVE


@pytest.mark.parametrize(
    ("name", "kind", "german"),
    [
        ("Germany", STATE, "Deutschland"),
        ("United States", STATE, "USA"),
        ("Britain", STATE, "Großbritannien"),
        ("United Kingdom", STATE, "Großbritannien"),
        ("Turkey", STATE, "Türkei"),
        ("Bavarian", STATE, "Bayern"),
        ("Russian government", BODY, "Russische Regierung"),
        ("US government", STATE, "US-Regierung"),
        ("South Korean foreign ministry", BODY, "Südkoreanisches Außenministerium"),
        ("Norwegian general staff", BODY, "Norwegischer Generalstab"),
        ("natural resources ministry", BODY, "Rohstoffministerium"),
        ("US national security council", BODY, "Nationaler Sicherheitsrat der USA"),
        ("United Nations", BODY, "Vereinte Nationen"),
        ("White House spokesman", PERSON, "Sprecher des Weißen Hauses"),
        ("Russian Deputy Foreign Minister", PERSON, "Russischer Vizeaußenminister"),
        ("former restorer", PERSON, "Ehemaliger Restaurator"),
        ("Norwegian and Polish officials", GROUP, "Norwegische und polnische Beamte"),
        ("Polish and US officials", GROUP, "Polnische und US-Beamte"),
        ("Norway and Poland", GROUP, "Norwegen und Polen"),
        ("Hollen regional court", BODY, "Landgericht Hollen"),
        ("Hollen press office", BODY, "Hollen-Pressestelle"),
        ("Upper Hollen commission", BODY, "Kommission von Upper Hollen"),
    ],
)
def test_german_names(name, kind, german):
    assert spoken_name(name, kind, "de") == german


@pytest.mark.parametrize(
    ("language", "name"),
    [("fr", "Ministère des Affaires étrangères russe"), ("ru", "Российское министерство иностранных дел"), ("en", None)],
)
def test_other_languages(language, name):
    assert spoken_name("Russian foreign ministry", BODY, language) == name


def test_french_adjectives_go_with_their_noun():
    said = [spoken_name(f"{adjective} army", BODY, "fr") for adjective in ("Ukrainian", "Turkish", "Russian", "German")]
    assert said == ["Armée ukrainienne", "Armée turque", "Armée russe", "Armée allemande"]
    assert spoken_name("French officials", GROUP, "fr") == "Responsables français"


@pytest.mark.parametrize("name", ["Japan", "Grüne Mitte", "Zarvanian government", "Orla Finn", "Front", "Ardovia's foremost museum"])
def test_what_no_table_knows_keeps_its_name(name):
    assert spoken_name(name, BODY, "de") is None


def test_a_state_of_an_article_lends_its_name_to_its_bodies():
    state = ("Zarvania", "Zarwanien")
    assert spoken_name("Zarvania", STATE, "de", state=state) == "Zarwanien"
    assert spoken_name("Zarvanian environment ministry", BODY, "de", state=state) == "Zarwanisches Umweltministerium"
    assert spoken_name("Belmor culture ministry", BODY, "de", state=("Belmor", "Belmohr")) == "Kulturministerium von Belmohr"


@pytest.mark.parametrize(
    ("name", "written", "language", "found"),
    [
        ("Igor Streshnev", ["Der Sprecher Igor Streschnew", "er", "Streschnew"], "de", "Igor Streschnew"),
        ("Igor Streshnev", ["пресс-секретарь Игорь Стрешнев"], "ru", "Игорь Стрешнев"),
        ("Bonnie Tarrell", ["заместитель госсекретаря Бонни Таррелл"], "ru", "Бонни Таррелл"),
        ("Igor Streshnev", ["Streschnew", "der Sprecher", "Igor Streschnews Büro"], "de", None),
        ("Orla Finn", ["die Vorsitzende Orla Finn"], "de", None),
    ],
)
def test_persons_as_a_language_writes_them(name, written, language, found):
    assert find_written(name, PERSON, written, language) == found


def test_bodies_as_a_language_writes_them():
    assert find_written("Saubere Luft", BODY, ["the Clean Air initiative", "the initiative"], "en") == "Clean Air"
    assert find_written("Saubere Luft", BODY, ["la direction", "le groupe Air vert"], "fr") is None
    assert find_written("residents", GROUP, ["Residents of Hollen"], "en") is None
