"""The comparison table."""

import datetime as dt
import json

import pytest
from django.utils.translation import override

from claimsite.claims import actions as claim_actions
from claimsite.claims.models import ClaimRelation
from claimsite.comparisons.table import build_table, default_sides, default_topic
from claimsite.core.palette import get_number
from claimsite.statements import actions as statement_actions
from claimsite.statements.models import Actor
from tests.factories import add_to_claim, make_actor, make_claim, make_relation, make_side, make_statement, make_topic, make_user, make_version

pytestmark = pytest.mark.django_db


def build(world, *names, **options):
    return build_table(sides=[world.sides[name] for name in names or ("Rosmark", "Lindsund", "Anglers")], topic=world.topic, **options)


def find_row(table, claim):
    return next(row for row in table["rows"] if row["claim"]["id"] == claim.pk)


def test_table_is_plain_json(world):
    table = build(world, since=dt.date(2024, 1, 1))
    assert json.loads(json.dumps(table)) == table
    rosmark = {"slug": "rosmark", "name": "Rosmark", "kind": "state", "url": "/actors/rosmark/"}
    assert table["sides"][0] == {**rosmark, "index": 0, "color": get_number(world.sides["Rosmark"]), "speakers": 2, "statements": 3}
    assert (table["statements"], table["articles"], table["outlets"], table["languages"]) == (8, 2, 2, ["de", "en"])
    assert (table["first"], table["last"], table["since"], table["until"]) == ("2024-03-04", "2024-03-05", "2024-01-01", None)


def test_denials_stand_in_the_row_of_the_claim_that_they_contradict(world):
    table = build(world)
    row = find_row(table, world.claims["entered"])
    assert row["contested"]
    assert [cell["status"] for cell in row["cells"]] == ["said", "denied", "silent"]
    denial = row["cells"][1]["statements"][0]
    assert (denial["id"], denial["via"], denial["act"]) == (world.statements["never"].pk, "counterclaim", "denies")
    assert world.claims["never"].pk not in [row["claim"]["id"] for row in table["rows"]]
    versus = row["versus"][0]
    assert (versus["relation"], versus["kind"], versus["state"], versus["why"]["de"][:8]) == (
        world.relations["entered"].pk,
        "contradicts",
        "proposed",
        "Das Verb",
    )
    assert (versus["a"]["side"], versus["b"]["side"]) == (0, 1)
    assert versus["b"]["quote"] == "the dredger Petrel never entered the lagoon"
    assert row["counts"] == {
        "statements": 3, "sides": 2, "outlets": 2, "articles": 2, "languages": ["de", "en"], "by_status": {"denied": 1, "said": 2},
    }  # fmt: skip


def test_statement_in_a_cell_says_who_what_where_and_when(world):
    statement = find_row(build(world), world.claims["sperren"])["cells"][2]["statements"][0]
    assert {name: statement[name] for name in ("quote", "language", "act", "actor", "source", "outlet", "published_on", "state", "score", "via")} == {
        "quote": "die Lagune zu sperren",
        "language": "de",
        "act": "demands",
        "actor": "Anglers' union",
        "source": "Die Fischer",
        "outlet": "Fjordblatt",
        "published_on": "2024-03-05",
        "state": "proposed",
        "score": 0.5,
        "via": "claim",
    }
    article = world.german.article
    assert (statement["article_url"], statement["url"]) == (f"/articles/{article.pk}/", f"/articles/{article.pk}/#s{statement['id']}")


def test_claim_shows_its_wording_in_other_languages(world):
    claim = find_row(build(world), world.claims["entered"])["claim"]
    assert claim["other_wordings"] == [{"language": "de", "text": "Der Bagger „Petrel“ sei in die Lagune eingefahren"}]


def test_opposing_statement_denies(world):
    row = find_row(build(world), world.claims["nachts"])
    assert [cell["status"] for cell in row["cells"]] == ["silent", "denied", "silent"]


@pytest.mark.parametrize(
    ("act", "status"), [("speculates", "speculated"), ("warns", "warned"), ("demands", "demanded"), ("commits", "committed"), ("denies", "said")]
)
def test_act_gives_the_status(world, act, status):
    statement = world.statements["sold"]
    type(statement).objects.filter(pk=statement.pk).update(act=act)
    assert find_row(build(world), world.claims["sold"])["cells"][2]["status"] == status


def test_refusal_to_comment_is_no_position(world):
    type(world.statements["sold"]).objects.filter(pk=world.statements["sold"].pk).update(act="declines")
    assert world.claims["sold"].pk not in [row["claim"]["id"] for row in build(world)["rows"]]


def test_contested_rows_come_first_then_by_outlets_then_the_newest(world):
    order = [row["claim"]["id"] for row in build(world)["rows"]]
    claims = world.claims
    assert order == [claims[name].pk for name in ("entered", "sperren", "nachts", "treaty", "sold", "no_night")]


def test_only_contested_and_only_unanswered(world):
    assert [row["claim"]["id"] for row in build(world, only="contested")["rows"]] == [world.claims["entered"].pk]
    unanswered = [row["claim"]["id"] for row in build(world, only="unanswered")["rows"]]
    assert world.claims["entered"].pk not in unanswered
    assert len(unanswered) == 5
    with pytest.raises(ValueError, match="unknown"):
        build(world, only="true")


def test_answer_by_a_side_that_is_not_chosen_does_not_count(world):
    row = find_row(build(world, "Rosmark", "Anglers"), world.claims["entered"])
    assert (row["contested"], row["versus"], len(row["cells"])) == (False, [], 2)


def test_dispute_within_one_claim_is_contested(world):
    add_to_claim(world.claims["sold"], world.statements["no_night"], stance="opposes")
    row = find_row(build(world), world.claims["sold"])
    assert row["contested"]
    assert [cell["status"] for cell in row["cells"]] == ["silent", "denied", "speculated"]


def test_assertions_that_contradict_each_other_both_have_a_row(world):
    relation = make_relation(world.claims["treaty"], world.claims["sold"])
    table = build(world)
    for name, other in (("treaty", "sold"), ("sold", "treaty")):
        row = find_row(table, world.claims[name])
        assert [(v["relation"], v["other_claim"], v["a"]["id"]) for v in row["versus"]] == [(relation.pk, world.claims[other].pk, world.statements[name].pk)]


def test_denials_that_contradict_denials_only_have_rows(world):
    claim_actions.change_kind(world.relations["night"], "contradicts", by=make_user(), revision=0)
    table = build(world)
    assert find_row(table, world.claims["nachts"])["versus"]
    assert find_row(table, world.claims["no_night"])["versus"]


def test_rejected_and_withdrawn_things_are_absent(world):
    editor = make_user()
    claim_actions.reject(world.relations["entered"], by=editor, revision=0)
    table = build(world)
    assert find_row(table, world.claims["entered"])["versus"] == []
    assert find_row(table, world.claims["never"])["cells"][1]["status"] == "said"
    claim_actions.undo(world.relations["entered"], by=editor)
    statement_actions.reject(world.statements["never"], by=editor, revision=0)
    table = build(world)
    assert find_row(table, world.claims["entered"])["cells"][1]["status"] == "silent"
    assert world.claims["never"].pk not in [row["claim"]["id"] for row in table["rows"]]


def test_proposed_relation_whose_evidence_was_rejected_is_not_shown(world):
    other = make_statement(world.english, "no dredging at night", actor=world.actors["brandal"], act="denies")
    add_to_claim(world.claims["never"], other)
    statement_actions.reject(world.statements["never"], by=make_user(), revision=0)
    assert find_row(build(world), world.claims["entered"])["versus"] == []


def test_relation_that_an_editor_accepted_is_shown_with_the_statements_that_are_left(world):
    editor = make_user()
    other = make_statement(world.english, "no dredging at night", actor=world.actors["brandal"], act="denies")
    add_to_claim(world.claims["never"], other)
    claim_actions.accept(world.relations["entered"], by=editor, revision=0)
    statement_actions.reject(world.statements["never"], by=editor, revision=0)
    assert find_row(build(world), world.claims["entered"])["versus"][0]["b"]["id"] == other.pk


def test_dates_and_topic_narrow_the_table(world):
    assert build(world, since=dt.date(2024, 3, 5))["statements"] == 3
    assert build(world, until=dt.date(2024, 3, 4))["statements"] == 5
    assert build_table(sides=list(world.sides.values()), topic=make_topic("Other"))["rows"] == []
    assert build_table(sides=list(world.sides.values()))["statements"] == 8


def test_no_sides_and_no_statements_give_an_empty_table(world):
    assert build_table(sides=[])["rows"] == []
    table = build_table(sides=[make_side("Nobody")])
    assert (table["rows"], table["first"], table["languages"], table["sides"][0]["statements"]) == ([], None, [], 0)


def test_merged_side_counts_to_the_one_it_was_merged_into(world):
    kept = make_side("Realm of Rosmark")
    Actor.objects.filter(pk=world.sides["Rosmark"].pk).update(merged_into=kept)
    table = build_table(sides=[kept], topic=world.topic)
    assert table["sides"][0]["statements"] == 3


@pytest.mark.hostile("size.comparison-of-10k-claims")
def test_limit_says_how_many_rows_are_missing(world):
    table = build(world, limit=2)
    assert (len(table["rows"]), table["omitted"]) == (2, 4)


def test_long_quotes_and_full_cells_are_cut(world):
    version = make_version(" ".join(f"Sentence number {i} ends." for i in range(60)))
    actor = world.actors["vik"]
    for i in range(9):
        add_to_claim(world.claims["treaty"], make_statement(version, f"number {i} ends", actor=actor))
    long = make_statement(version, " ".join(f"Sentence number {i} ends." for i in range(20, 50)), actor=actor)
    make_claim(long, topic=world.topic)
    table = build(world)
    cell = find_row(table, world.claims["treaty"])["cells"][0]
    assert (len(cell["statements"]), cell["more"]) == (8, 2)
    quote = next(s["quote"] for row in table["rows"] for cell in row["cells"] for s in cell["statements"] if s["id"] == long.pk)
    assert len(quote) <= 320
    assert quote.endswith("…")


def test_queries_do_not_grow_with_the_table(world, django_assert_max_num_queries):
    sides = list(world.sides.values())
    with django_assert_max_num_queries(8):
        build_table(sides=sides, topic=world.topic)
    version = make_version(" ".join(f"Sentence number {i} ends." for i in range(40)), outlet="Third Paper")
    claims = [
        make_claim(
            make_statement(version, f"Sentence number {i} ends", actor=make_actor(f"Speaker {i}", side=sides[i % 3]), act="denies" if i % 2 else "asserts"),
            topic=world.topic,
        )
        for i in range(40)
    ]
    for a, b in zip(claims[::2], claims[1::2], strict=True):
        make_relation(a, b)
    with django_assert_max_num_queries(8):
        table = build_table(sides=sides, topic=world.topic)
    assert table["contested"] == 21


def test_language_of_the_interface_does_not_change_the_data(world):
    with override("de"):
        german = build(world)
    assert german == build(world)


def test_default_topic_and_sides_are_the_most_contested(world):
    quiet = make_topic("Quiet")
    make_claim(
        make_statement(make_version("Nothing happens here."), "Nothing happens here", actor=make_actor("Someone", side=make_side("Elsewhere"))), topic=quiet
    )
    assert default_topic() == world.topic
    assert [side.name for side in default_sides(None)] == ["Rosmark", "Lindsund", "Anglers"]
    assert [side.name for side in default_sides(quiet)] == ["Elsewhere"]


def test_defaults_of_an_empty_site():
    assert default_topic() is None
    assert default_sides(None) == []


@pytest.mark.parametrize("together", [0.55, 0.85])
def test_a_doubtful_link_does_not_lead_the_table_however_many_outlets_and_pairs_carry_it(together):
    olla, bert = make_side("Olla"), make_side("Bert")
    claims = {}
    for name, outlets, score in (("weir", 5, 0.55), ("gate", 1, 0.9)):
        said = [make_statement(make_version(f"The {name} is open.", outlet=f"{name} {n}"), f"The {name} is open", actor=olla) for n in range(outlets)]
        denied = make_statement(make_version(f"The {name} is shut.", outlet=f"{name} other"), f"The {name} is shut", actor=bert, act="denies")
        claims[name] = make_claim(*said)
        make_relation(claims[name], make_claim(denied), score=score)
    ClaimRelation.objects.filter(score=0.55).update(score=together)
    rows = build_table(sides=[olla, bert])["rows"]
    assert [row["claim"]["id"] for row in rows[:2]] == [claims["gate"].pk, claims["weir"].pk]


def test_chosen_claims_are_counted_alone(world):
    whole, chosen = build(world), build(world, claims=[world.claims["entered"].pk])
    # The counterclaim stands in the claim's row: two say so, one denies it.
    assert (chosen["statements"], chosen["articles"], chosen["outlets"], chosen["languages"]) == (3, 2, 2, ["de", "en"])
    assert [side["statements"] for side in chosen["sides"]] == [2, 1, 0]
    assert whole["statements"] == 8
