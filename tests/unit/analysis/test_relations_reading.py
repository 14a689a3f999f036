"""What relating reads in a statement: which negations count, what figures count, who may be speaking."""

import pytest

from analysis.relations.comparing import compare_figures, find_count_against_none, name_party
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
    ],
)
def test_only_negations_that_turn_something_round_count(language, text, negations):
    assert read(text, language).negations == negations


def test_an_idle_negation_makes_no_denial_of_a_verb_that_only_says():
    assert not read("There is no doubt about the dam", act=Act.DENIES).is_denial
    assert read("the dam was inspected", act=Act.DENIES).is_denial
    assert read("There is no dam", act=Act.ASSERTS).is_denial


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


def test_parties_are_named_by_names_not_by_offices():
    spokesman = StatementInput(id="a", text="x", language="en", actor="harbor spokesman Ivo Brandel", side="Morvenia")
    bare = StatementInput(id="b", text="x", language="en", actor="Ivo Brandel")
    ministry = StatementInput(id="c", text="x", language="en", actor="Morvenian foreign ministry", side="foreign ministry")
    assert name_party(spokesman) & name_party(bare) == {"ivo", "brandel"}
    assert name_party(ministry) == {"morvenian"}
    assert not name_party(StatementInput(id="d", text="x", language="en", actor="North Karelia")) & name_party(
        StatementInput(id="e", text="x", language="en", actor="South Karelia")
    )
