"""Wire copy in several outlets is one statement wherever statements are counted, and all outlets are named."""

from __future__ import annotations

import pytest
from django.urls import reverse

from claimsite.articles.copies import settle_copies
from claimsite.claims.disputes import list_disputes
from claimsite.claims.overview import list_claims, summarize_claims
from claimsite.claims.speakers import list_speakers
from claimsite.comparisons.charts import build_figures
from claimsite.comparisons.table import build_table
from claimsite.statements.copies import settle_statement_copies
from claimsite.statements.models import Statement
from claimsite.workbench.queue import list_statements
from tests.factories import HARBOR_EN, add_to_claim, make_statement, make_version

pytestmark = pytest.mark.django_db
OUTLETS = ("Coast Herald", "Island Bote", "Northern Mail")


@pytest.fixture
def carried(world):
    """Three more outlets carry the English article; each copy has one of its statements, in the same claim."""
    for outlet in OUTLETS:
        version = make_version(f"{HARBOR_EN} {outlet}.", outlet=outlet, published_on="2024-03-06")
        copy = make_statement(version, "The dredger Petrel entered the lagoon on 2 March", actor=world.actors["vik"], source="minister Tore Vik")
        add_to_claim(world.claims["entered"], copy)
        settle_copies(version)
        settle_statement_copies(version.article)
    settle_copies(world.english)
    settle_statement_copies(world.english.article)
    return world


def test_the_oldest_counts_and_the_others_point_to_it(carried):
    assert set(carried.statements["entered"].copies.values_list("article__outlet__name", flat=True)) == set(OUTLETS)


def test_a_claim_has_as_many_voices_as_before_and_more_outlets(carried):
    (summary,) = [each for each in summarize_claims(list(list_claims())) if each.claim == carried.claims["entered"]]
    assert sum(voice.says + voice.denies for voice in summary.voices) == 2
    assert len(summary.outlets) == 5


def test_a_speaker_is_counted_once_for_it(carried):
    groups, _ = list_speakers()
    counts = {actor.name: actor.statement_count for group in groups for actor in group.members}
    assert counts["Minister Tore Vik"] == 1


def test_a_comparison_counts_it_once_and_names_all_outlets(carried):
    sides = [carried.sides["Lindsund"], carried.sides["Rosmark"]]
    table = build_table(sides=sides, topic=carried.topic)
    (row,) = [each for each in table["rows"] if each["claim"]["id"] == carried.claims["entered"].pk]
    shown = [each for cell in row["cells"] for each in cell["statements"] if each["id"] == carried.statements["entered"].pk]
    assert shown[0]["also_in"] == sorted(OUTLETS)
    assert row["counts"]["outlets"] == 5
    assert row["counts"]["statements"] == sum(len(cell["statements"]) for cell in row["cells"]) == 3
    assert table["statements"] == Statement.objects.standing().counted_once().filter(side__in=sides).count()
    acts = build_figures(table, language="en")["acts"]
    assert acts is not None


def test_a_dispute_has_more_outlets_but_no_more_statements(carried):
    (dispute,) = list_disputes()
    assert dispute.outlets == 5
    assert sum(len(half.days) for half in dispute.halves) == 3


def test_the_list_shows_it_once_with_all_outlets_and_each_outlet_its_own(client, carried):
    page = client.get(reverse("statements:statement_list"), {"q": "Petrel entered"}).content.decode()
    assert page.count("Minister Tore Vik</a>") == 1
    assert "Same text in 3 more outlets" in page
    assert all(outlet in page for outlet in OUTLETS)
    copy = Statement.objects.get(article__outlet__name=OUTLETS[0])
    own = client.get(reverse("statements:statement_list"), {"outlet": copy.article.outlet_id}).content.decode()
    assert copy.get_absolute_url() in own


def test_the_queue_asks_once(carried):
    assert carried.statements["entered"] in list_statements()
    assert not list_statements().filter(article__outlet__name__in=OUTLETS).exists()


def test_lists_need_no_query_for_each_copy(client, carried, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        client.get(reverse("statements:statement_list"))
