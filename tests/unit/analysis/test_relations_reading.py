"""What relating reads in a statement: which negations count, what figures count, who may be speaking."""

import pytest

from analysis.relations.alignment import align
from analysis.relations.comparing import compare_figures, find_count_against_none, name_party
from analysis.relations.describing import describe
from analysis.relations.features import FEATURES, prepare
from analysis.relations.quantities import Quantity
from analysis.relations.reading import read_statements
from analysis.types import Act, StatementInput


def read(text, language="en", **more):
    return read_statements([StatementInput(id="s", text=text, language=language, **more)])[0]


@pytest.mark.parametrize(
    ("language", "text", "negations"),
    [
        ("de", "Der Damm wurde nie geprüft", ("nie",)),
        ("de", "Der Damm ist nicht nur alt, sondern auch rissig", ()),
        ("de", "Der Bericht lässt daran keinen Zweifel", ()),
        ("de", "Ungestraft werde das nicht bleiben", ()),
        ("de", "Es zähle das Wohl der Stadt und nicht das Geld der Bank", ()),
        ("de", "der Damm wurde geprüft und nicht gesperrt", ("nicht",)),
        ("en", "No less than forty barges are stuck", ()),
        ("en", "We will not hesitate to close the lock", ()),
        ("en", "The safety of the crews matters, not the price of coal", ()),
        ("en", "No barges are stuck", ("No",)),
        ("fr", "Nous n'hésiterons pas à fermer l'écluse", ()),
        ("fr", "il n'a que deux barrages", ()),
        ("fr", "le barrage n'a jamais été contrôlé", ("n", "jamais")),
        ("ru", "затонуло не менее сорока барж", ()),
        ("ru", "нарушение не останется без ответа", ()),
        ("ru", "баржи не тонули", ("не",)),
        ("de", "Ohne neue Schleuse drohe der Hafen zu verlanden", ()),
        ("de", "der Hafen blieb ohne Schleuse", ("ohne",)),
        ("en", "Without a new lock the harbor will silt up", ()),
        ("fr", "Sans nouvelle écluse le port s'ensablera", ()),
        ("ru", "Без нового шлюза порт обмелеет", ()),
        ("en", "The tide will not exceed 4 metres", ()),
        ("de", "Die Flut werde 4 Meter nicht überschreiten", ()),
        ("en", "The limit was never exceeded", ("never",)),
    ],
)
def test_only_negations_that_turn_something_round_count(language, text, negations):
    assert read(text, language).negations == negations


def test_an_idle_negation_makes_no_denial_of_a_verb_that_only_says():
    assert not read("There is no doubt about the dam", act=Act.DENIES).is_denial
    assert read("the dam was inspected", act=Act.DENIES).is_denial
    assert read("There is no dam", act=Act.ASSERTS).is_denial


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "There never was such a contract", True),
        ("en", "No such contract exists", True),
        ("de", "Einen solchen Vertrag hat es nie gegeben", True),
        ("fr", "il n'y a aucun contrat", True),
        ("ru", "такого договора не было", True),
        ("en", "There was a contract", False),
        ("en", "nobody signed the contract", False),
        ("de", "der Vertrag wurde nicht erfüllt", False),
    ],
)
def test_who_says_that_there_is_none(language, text, expected):
    assert read(text, language).is_absence is expected


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("en", "we have photographs of the barge", ("photographs",)),
        ("de", "das stehe so im Protokoll der Schleuse", ("Protokoll",)),
        ("fr", "des témoins ont tout vu", ("témoins", "vu")),
        ("ru", "у нас есть документы", ("документы",)),
        ("en", "the barge sank", ()),
    ],
)
def test_words_for_what_can_be_shown(language, text, shown):
    assert read(text, language).evidence == shown


def test_one_is_a_figure_only_before_what_it_counts():
    assert read("one barge sank").numbers == {1.0}
    assert read("one of the barges sank").numbers == {1.0}
    assert read("there is no barge and there never was one").numbers == set()


def test_a_demonstrative_before_a_mere_topic_points_to_nothing():
    assert read("No deal on this subject").pointer == ""
    assert read("zu dieser Frage kein Vertrag", "de").pointer == ""
    assert read("There was no such deal").pointer == "such"


def test_figures_know_what_they_count():
    assert read("Forty barges and 1,200 tonnes of coal sank in 1998").quantities == (
        Quantity(40.0, "barges"),
        Quantity(1200.0, "tonnes"),
        Quantity(1998.0, ""),
    )
    assert read("7 % der Schiffe", "de").quantities == (Quantity(7.0, "%"),)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("900 litres leaked", ("60 000 Liter sind ausgelaufen", "de"), (False, True)),
        ("900 litres leaked", ("900 Liter sind ausgelaufen", "de"), (True, False)),
        ("900 litres leaked", ("it was 700", "en"), (False, True)),
        ("900 litres leaked", ("40 Schiffe sind gesunken", "de"), (False, False)),
        ("the dam was built in 1998", ("the dam has 12 gates", "en"), (False, False)),
        ("the dam broke", ("900 litres leaked", "en"), (False, False)),
    ],
)
def test_figures_clash_only_where_they_count_the_same(left, right, expected):
    assert compare_figures(read(left), read(*right)) == expected


def test_nobody_stands_against_a_count():
    assert find_count_against_none(read("12 miners are dead"), read("niemand wurde verletzt", "de")) == ("niemand", Quantity(12.0, "miners"))
    assert find_count_against_none(read("12 miners are dead"), read("the mine was not insured")) is None
    assert find_count_against_none(read("the mine closed in 1998"), read("nobody was hurt")) is None
    assert find_count_against_none(read("12 miners are dead"), read("anyone was hurt", act=Act.DENIES)) == ("anyone", Quantity(12.0, "miners"))
    assert find_count_against_none(read("12 miners are dead"), read("anyone was hurt")) is None


def test_parties_are_named_by_names_not_by_offices():
    spokesman = StatementInput(id="a", text="x", language="en", actor="harbor spokesman Ivo Brandel", side="Morvenia")
    bare = StatementInput(id="b", text="x", language="en", actor="Ivo Brandel")
    ministry = StatementInput(id="c", text="x", language="en", actor="Morvenian foreign ministry", side="foreign ministry")
    assert name_party(spokesman) & name_party(bare) == {"ivo", "brandel"}
    assert name_party(ministry) == {"morvenian"}
    assert not name_party(StatementInput(id="d", text="x", language="en", actor="North Karelia")) & name_party(
        StatementInput(id="e", text="x", language="en", actor="South Karelia")
    )


@pytest.mark.parametrize(("left", "right", "shared"), [("der Pachtvertrag ruht", "den Vertrag gibt es", 1), ("der Vertrag ruht", "der Verrat ist groß", 0)])
def test_a_compound_is_of_the_kind_that_its_last_part_names(left, right, shared):
    assert len(align(read(left, "de"), read(right, "de")).shared) == shared


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (("de", "der norwegische Hafen sei voll"), ("de", "die norwegische Flotte fährt aus"), 0),
        (("fr", "la flotte russe"), ("ru", "российский порт"), 0),
        (("de", "der alte Hafen sei voll"), ("de", "der alte Hafen ist leer"), 2),
    ],
)
def test_what_belongs_to_a_state_is_no_predicate(left, right, expected):
    prepared = prepare([StatementInput(id=text, text=text, language=language) for language, text in (left, right)])
    assert describe(prepared, [(0, 1)])[0, FEATURES.index("shared_predicates")] == pytest.approx(expected / 5)


@pytest.mark.parametrize(
    ("language", "accused", "denied", "added", "is_own"),
    [
        ("de", "Der Hafen wolle die Mole verkaufen", "Kein Vertrag sei geschlossen worden", "vorgesehen gewesen sei das auch nie", True),
        ("en", "The port wants to sell the pier", "No contract was signed", "That was not planned either", True),
        ("fr", "Le port veut vendre la jetée", "Aucun contrat n'a été signé", "Cela n'était pas prévu non plus", True),
        ("ru", "Порт хочет продать мол", "Договор не подписан", "Таких планов и не было", True),
        ("en", "The port wants to sell the pier", "No contract was signed", "There were no such plans", False),
        ("en", "The port wants to sell the pier", "A contract was signed", "That was not planned either", False),
    ],
)
def test_what_adds_to_an_own_denial_points_to_that_one(language, accused, denied, added, is_own):
    said = [
        StatementInput(id=str(n), text=text, language=language, document="d", actor=actor, side=actor)
        for n, (text, actor) in enumerate(((accused, "the town"), (denied, "the port"), (added, "the port")))
    ]
    points_at = describe(prepare(said), [(0, 2)])[0, FEATURES.index("points_at")]
    assert points_at == (not is_own)
