"""Which words lead a claim: the reader's, unless a person chose others."""

import pytest
from django.utils.translation import override

from claimsite.claims.headings import find_headings, list_wordings
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make.build_world()


def find(world, reader):
    with override(reader):
        return {name: found.text for name, claim in world.claims.items() for pk, found in find_headings([claim.pk]).items() if pk == claim.pk}


def test_a_claim_is_led_in_the_readers_language_where_a_statement_has_it(world):
    assert find(world, "de") == {"entered": "Der Bagger „Petrel“ sei in die Lagune eingefahren"}
    assert find(world, "en") == find(world, "fr") == {}


def test_an_editors_wording_leads_for_everybody(world):
    claim = world.claims["entered"]
    claim.worded_by = make.make_user()
    claim.save()
    assert find(world, "de") == {}


def test_who_stands_to_a_claim_otherwise_than_most_does_not_word_it(world):
    world.claims["entered"].claim_statements.filter(statement=world.statements["eingefahren"]).update(stance="opposes")
    make.add_to_claim(world.claims["entered"], world.statements["sold"])
    assert find(world, "de") == {}


def test_all_claims_of_a_page_take_two_queries(world, django_assert_num_queries):
    with override("de"), django_assert_num_queries(2):
        assert find_headings(claim.pk for claim in world.claims.values())


def test_wordings_are_one_a_language_and_none_in_the_claims_own(world):
    said = [world.statements[name] for name in ("entered", "eingefahren", "sperren", "never")]
    assert [each["language"] for each in list_wordings(said, "en")] == ["de"]
