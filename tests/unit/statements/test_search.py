"""Full text search."""

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimsite.statements import actions, search
from claimsite.statements.models import Statement
from tests.factories import build_world, find_place, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return build_world()


def find(text):
    names = {"never": "the dredger Petrel never", "no_night": "There was no dredging", "entered": "The dredger Petrel entered", "sold": "sand was sold"}
    found = {row.content for row in Statement.objects.filter(search.search(text))}
    return sorted(name for name, start in names.items() if any(content.startswith(start) for content in found))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("petrel", ["entered", "never"]),
        ("PETREL never", ["never"]),
        ('"petrel entered"', ["entered"]),
        ('"entered petrel"', []),
        ("petrel -never", ["entered"]),
        ('dredger -"never entered"', ["entered"]),
        ("brandal", ["no_night"]),
        ("dredging at night", ["no_night"]),
        ('"no dredging', ["no_night"]),
        ("-petrel", ["no_night", "sold"]),
        ("dredg", []),
    ],
)
def test_words_phrases_and_minus(world, text, expected):
    assert find(text) == expected


@pytest.mark.parametrize("text", ["behorde", "Behörde", "BEHÖRDE"])
def test_accents_and_case_do_not_matter(world, text):
    Statement.objects.filter(pk=world.statements["sperren"].pk).update(content="die Behörde zu sperren")
    assert Statement.objects.get(search.search(text)) == world.statements["sperren"]


def test_nothing_typed_finds_all_and_nothing_searchable_finds_none(world):
    assert Statement.objects.filter(search.search("  ")).count() == 8
    assert not Statement.objects.filter(search.search('"* ^ (')).exists()


@pytest.mark.parametrize(
    "text",
    [
        '" OR NEAR( * ^ col:',
        "NEAR(petrel lagoon)",
        "content:petrel",
        "petrel*",
        "^petrel",
        "petrel AND",
        "NOT",
        "- -",
        '-"',
        '""',
        "a" * 5000,
        "'; DROP TABLE x; --",
        "%",
        "_",
        "\x00",
        "petrel\x00never",
        "(" * 400,
        "{a b}: c",
        "+petrel",
        "petrel OR lagoon",
        "\ud800",
        "пе́сок",
        "日本",
    ],
)
def test_operators_of_the_database_are_only_words(world, text):
    list(Statement.objects.filter(search.search(text)))
    assert search.has_index()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40) | st.text(alphabet="\"-*^():+ aNEARODT{}\\'", max_size=30))
def test_nothing_that_people_type_is_an_error(text):
    list(Statement.objects.filter(search.search(text))[:1])


def test_index_follows_corrections_and_undo(world):
    statement, editor = world.statements["never"], make_user()
    actions.correct(statement, by=editor, revision=0, spans={"content": [find_place(world.english.text, "sand was sold abroad")], "source": []})
    assert find("petrel") == ["entered"]
    assert Statement.objects.filter(search.search("sold")).count() == 2
    actions.undo(statement, by=editor)
    assert find("petrel") == ["entered", "never"]
    assert Statement.objects.filter(search.search('"harbor authority"')).count() == 1


def test_lost_index_degrades_and_is_made_anew(world):
    search.drop(connection)
    assert not search.has_index()
    assert find("petrel") == ["entered", "never"]
    search.rebuild()
    assert search.has_index()
    assert find("petrel") == ["entered", "never"]


def test_lost_trigger_is_noticed_after_migrations(world):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no triggers here")
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER statements_search_changed")
    Statement.objects.filter(pk=world.statements["sold"].pk).update(content="pebbles were sold")
    call_command("migrate", verbosity=0)
    assert search.has_index()
    assert Statement.objects.get(search.search("pebbles")) == world.statements["sold"]


def test_terms():
    assert search.parse('a "b  c" -d -"e f" - "" * x-y') == search.Terms(("a", "b c", "x-y"), ("d", "e f"))
    assert len(search.parse("w " * 200).wanted) == search.MAX_TERMS


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's planner tells common words by itself")
def test_common_words_are_found_like_rare_ones(world, monkeypatch):
    texts = ("petrel", "petrel -lagoon", '"the dredger" petrel')
    rarely = [find(text) for text in texts]
    monkeypatch.setattr(search, "COMMON", 1)
    assert [find(text) for text in texts] == rarely
    assert rarely[0] == ["entered", "never"]


def damage() -> None:
    """Break the pages that the index stands on, as a bad disk would."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {search.TABLE}_data WHERE id > 10")


@pytest.mark.hostile("faults.search-index-corrupt")
def test_a_damaged_index_degrades_says_so_and_is_made_anew(world, caplog):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL checks its own pages")
    damage()
    assert find("petrel") == ["entered", "never"]
    assert find("petrel -never") == ["entered"]
    assert "rebuild_search" in caplog.text
    search.rebuild()
    caplog.clear()
    assert find("petrel") == ["entered", "never"]
    assert not caplog.text


@pytest.mark.hostile("faults.search-index-stale")
def test_a_stale_index_is_put_right(world):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its index in step by itself")
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {search.TABLE}({search.TABLE}) VALUES ('delete-all')")
    assert find("petrel") == []
    search.rebuild()
    assert find("petrel") == ["entered", "never"]
