"""Files of a comparison: right by their specifications, for those who may read it, and unharmed by what stands in them."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from jsonschema import Draft202012Validator

from claimsite.articles.models import Article, ArticleVersion
from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement, RelationEvidence
from claimsite.comparisons import actions
from claimsite.comparisons.exports.citation import escape
from claimsite.comparisons.exports.content import narrow
from claimsite.comparisons.exports.jsonld import write_script
from claimsite.comparisons.models import Comparison, FormerSlug, SecretLink, Snapshot
from claimsite.core import note_actions
from claimsite.core.actions import hash_token
from claimsite.statements import actions as statement_actions
from claimsite.statements.models import Actor, Statement, StatementSpan
from tests.factories import make_user
from tests.unit.comparisons.schemas import CLAIMS, COLLECTION

pytestmark = pytest.mark.django_db

FEED_QUERIES = 30  # it looks at how things stand now, too
NAMES = ["export_csv", "export_json", "export_jsonld", "export_annotations", "export_atom", "export_citation"]


@pytest.fixture
def comparison(world, editor):
    return actions.save_comparison(title="Who dredged?", note="=1+1", query={"side": ["rosmark", "lindsund"], "topic": world.topic.slug}, by=editor)


def get(comparison, name, number=None, client=None, **parameters):
    return (client or Client()).get(reverse(f"comparisons:{name}", args=[comparison.slug, *([number] if number else [])]), parameters)


def hide(comparison):
    Comparison.objects.filter(pk=comparison.pk).update(visibility="draft")


def test_a_table_has_a_row_a_statement_and_one_for_silence(comparison, world):
    response = get(comparison, "export_csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))
    assert response["Content-Disposition"] == 'attachment; filename="who-dredged-v1.csv"'
    entered = [row for row in rows if row["claim_id"] == str(world.claims["entered"].pk)]
    assert {(row["side"], row["status"], row["outlet"]) for row in entered} == {
        ("Rosmark", "said", "The Skerry Post"),
        ("Rosmark", "said", "Fjordblatt"),
        ("Lindsund", "denied", "The Skerry Post"),
    }
    assert any(row["status"] == "silent" and not row["statement_id"] for row in rows)
    assert response.content.count(b"\r\n") == len(rows) + 1


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝"])
def test_no_cell_is_a_formula_and_quotes_survive(comparison, start):
    words = f'{start}cmd|"a", b\r\nc'
    snapshot = comparison.snapshots.get()
    snapshot.content["table"]["rows"][0]["claim"]["text"] = words
    Snapshot.objects.filter(pk=snapshot.pk).update(content=snapshot.content)
    rows = list(csv.DictReader(io.StringIO(get(comparison, "export_csv").content.decode("utf-8-sig"), newline="")))
    assert rows[0]["claim"] == f"'{words}"


def test_json_is_what_was_frozen_and_its_hash_can_be_checked(comparison):
    answer = get(comparison, "export_json").json()
    assert answer["content_hash"] == actions.hash_content(answer["content"]) == comparison.snapshots.get().content_hash
    assert (answer["number"], answer["is_latest"], answer["url"]) == (1, True, "http://testserver/c/who-dredged/v/1/")


def test_claims_are_schema_org_claims(comparison, world):
    document = get(comparison, "export_jsonld").json()
    Draft202012Validator(CLAIMS).validate(document)
    claim = next(each for each in document["hasPart"] if each["@id"].endswith(f"/claims/{world.claims['entered'].pk}/"))
    assert [author["name"] for author in claim["author"]] == ["Rosmark"]
    assert claim["contradicts"] == [f"http://testserver/claims/{world.claims['never'].pk}/"]
    assert claim["deniedBy"] == ["http://testserver/actors/lindsund/"]
    assert claim["firstAppearance"]["datePublished"] == claim["datePublished"] == "2024-03-04"


def test_the_page_carries_them_and_nothing_in_them_ends_the_element(comparison):
    hostile = "</script><script>alert(1)</script><!--\u2028&"
    snapshot = comparison.snapshots.get()
    snapshot.content["title"] = hostile
    Snapshot.objects.filter(pk=snapshot.pk).update(content=snapshot.content)
    page = Client().get(comparison.get_absolute_url()).content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert json.loads(found[1])["name"] == hostile
    assert "\u2028" not in write_script({"a": hostile})


def test_annotations_follow_the_model_and_their_places_are_true(comparison):
    collection = get(comparison, "export_annotations").json()
    Draft202012Validator(COLLECTION).validate(collection)
    texts = {text["id"]: text["value"] for text in collection["texts"]}
    items = collection["first"]["items"]
    assert collection["total"] == len(items) == len({item["id"] for item in items})
    assert {item["motivation"] for item in items} == {"classifying", "identifying", "tagging", "linking", "commenting"}
    assert next(item for item in items if item["motivation"] == "commenting")["target"] == ["http://testserver/c/who-dredged/v/1/"]
    for target in (target for item in items for target in item["target"] if isinstance(target, dict)):
        quoted, place = target["selector"]
        text = texts[target["state"]["cached"]]
        assert text[place["start"] : place["end"]] == quoted["exact"]
        assert text[: place["start"]].endswith(quoted["prefix"])
        assert text[place["end"] :].startswith(quoted["suffix"])


def test_annotations_say_what_was_frozen_after_a_correction(comparison, world, editor):
    statement = world.statements["entered"]
    statement_actions.correct(statement, by=editor, revision=0, actor=world.actors["union"], act="warns")
    items = get(comparison, "export_annotations").json()["first"]["items"]
    values = [body["value"] for item in items if f"#s{statement.pk}-" in item["id"] for body in item["body"] if isinstance(body, dict)]
    assert {"Minister Tore Vik", "asserts"} <= set(values)
    assert not {"Anglers' union", "warns"} & set(values)


def test_corrections_are_annotations_by_whom_and_when(comparison, world, editor):
    statement = world.statements["entered"]
    statement_actions.correct(statement, by=editor, revision=0, actor=world.actors["ministry"], act="warns")
    Comparison.objects.update(claims=[{"id": world.claims["entered"].pk, "words": "The dredger was there."}])
    comparison.refresh_from_db()
    note_actions.write_note(statement, kind="statement", text="Among editors", by=editor)
    actions.publish_snapshot(comparison, by=editor)
    answer = get(comparison, "export_annotations")
    Draft202012Validator(COLLECTION).validate(answer.json())
    edits = {item["id"].rsplit("#")[-1]: item for item in answer.json()["first"]["items"] if item["motivation"] == "editing"}
    correction = edits[f"s{statement.pk}-correction"]
    assert correction["creator"] == {"type": "Person", "name": "ada"}
    assert correction["created"] == f"{Statement.objects.get(pk=statement.pk).decided_at:%Y-%m-%dT%H:%M:%SZ}"
    assert correction["body"][0]["value"].startswith("actor: Rosmark ministry of fisheries; act: warns")
    assert edits[f"c{world.claims['entered'].pk}-wording"]["body"][0]["value"] == "The dredger was there."
    assert "Among editors" not in answer.content.decode()


def list_spans(**conditions):
    spans = StatementSpan.objects.filter(**conditions).select_related("statement__version", "statement__actor")
    return {(s.statement.version.sha256, s.role, s.position, s.start_char, s.end_char, s.exact, s.prefix, s.suffix, s.statement.actor.name) for s in spans}


def empty_site():
    for model in (Snapshot, Comparison, RelationEvidence, ClaimRelation, ClaimStatement, Claim, StatementSpan, Statement):
        model.objects.all().delete()
    for version in ArticleVersion.objects.all():
        version.runs.all().delete()
    ArticleVersion.objects.all().delete()
    Article.objects.all().delete()
    Actor.objects.update(side=None)
    Actor.objects.all().delete()


def test_annotations_imported_into_an_empty_site_are_the_same_spans(comparison, world, editor, tmp_path):
    content = get(comparison, "export_annotations").content
    shown = {int(pk) for pk in re.findall(rb"#s(\d+)-content", content)}
    wanted = list_spans(statement__in=shown)
    assert len(shown) > 3
    empty_site()
    file = tmp_path / "annotations.jsonld"
    file.write_bytes(content)
    call_command("import_annotations", file, by="ada", stdout=io.StringIO())
    assert list_spans() == wanted
    assert Statement.objects.count() == len(shown)
    assert set(Statement.objects.values_list("state", flat=True)) == {"proposed"}
    call_command("import_annotations", file, by="ada", stdout=io.StringIO())
    assert Statement.objects.count() == len(shown)


def test_annotations_stay_when_the_articles_are_gone(comparison):
    before = get(comparison, "export_annotations").json()
    for model in (RelationEvidence, ClaimRelation, ClaimStatement, Claim, StatementSpan, Statement):
        model.objects.all().delete()
    for version in ArticleVersion.objects.all():
        version.runs.all().delete()
    ArticleVersion.objects.all().delete()
    Article.objects.all().delete()
    assert get(comparison, "export_annotations").json() == before


def test_snapshots_that_froze_no_places_take_them_from_the_rows(comparison):
    new = get(comparison, "export_annotations").json()
    snapshot = comparison.snapshots.get()
    content = {name: snapshot.content[name] for name in ("title", "note", "query", "table")} | {"format": 1}
    Snapshot.objects.filter(pk=snapshot.pk).update(content=content)
    assert get(comparison, "export_annotations").json() == new


@pytest.mark.parametrize("harm", ["text", "place", "words", "kind", "list"])
def test_a_harmed_collection_is_refused_and_leaves_nothing(comparison, harm, tmp_path):
    collection = get(comparison, "export_annotations").json()
    empty_site()
    target = collection["first"]["items"][0]["target"][0]["selector"]
    if harm == "text":
        collection["texts"][0]["value"] += "x"
    elif harm == "place":
        target[1]["end"] = 10**6
    elif harm == "words":
        target[0]["exact"] += "x"
    elif harm == "kind":
        collection = {"type": "AnnotationCollection"}
    else:
        collection = [1]
    file = tmp_path / "x.jsonld"
    file.write_text(json.dumps(collection))
    with pytest.raises(CommandError):
        call_command("import_annotations", file, by="ada")
    assert not Article.objects.exists()


def test_citations_name_the_version(comparison):
    plain = get(comparison, "export_citation").content.decode()
    assert re.fullmatch(r"ada: Who dredged\? Claimsite, version 1, \d{4}-\d\d-\d\d\. http://testserver/c/who-dredged/v/1/\n", plain)
    entry = get(comparison, "export_citation", format="bibtex").content.decode()
    assert entry.startswith("@misc{claimsite-who-dredged-v1,\n")
    assert comparison.snapshots.get().content_hash in entry
    assert entry.count("{") == entry.count("}")


def test_no_title_is_a_command_of_tex():
    assert escape("50 % of \\input{x}\n& more") == r"50 \% of \textbackslash{}input\{x\} \& more"


@pytest.mark.parametrize("name", NAMES)
def test_a_version_stays_and_a_former_address_leads_on(comparison, world, editor, name):
    first = get(comparison, name, 1).content
    statement_actions.reject(world.statements["treaty"], by=editor, revision=0)
    actions.publish_snapshot(comparison, by=editor)
    if name not in ("export_json", "export_atom"):  # the one says that it is no longer the latest, the other lists both
        assert get(comparison, name, 1).content == first
    assert get(comparison, name, 3).status_code == 404
    FormerSlug.objects.create(slug="old", comparison=comparison)
    moved = Client().get(reverse(f"comparisons:{name}", args=["old", 1]), {"side": "rosmark"})
    assert (moved.status_code, moved["Location"]) == (301, reverse(f"comparisons:{name}", args=["who-dredged", 1]) + "?side=rosmark")


@pytest.mark.parametrize("name", NAMES)
def test_what_is_had_already_is_not_sent_again(comparison, name):
    etag = get(comparison, name)["ETag"]
    address = reverse(f"comparisons:{name}", args=[comparison.slug])
    assert Client().get(address, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("name", NAMES)
def test_drafts_are_their_peoples(comparison, editor, name):
    hide(comparison)
    assert get(comparison, name).status_code == get(comparison, name, 1).status_code == 404
    stranger, owner = Client(), Client()
    stranger.force_login(make_user(role="admin"))
    owner.force_login(editor)
    assert get(comparison, name, client=stranger).status_code == 404
    response = get(comparison, name, client=owner)
    assert (response.status_code, response["Cache-Control"], response["X-Robots-Tag"]) == (200, "private, no-store", "noindex")


def test_a_secret_link_reaches_the_latest_version_alone(comparison, world, editor):
    statement_actions.reject(world.statements["treaty"], by=editor, revision=0)
    actions.publish_snapshot(comparison, by=editor)
    hide(comparison)
    link = SecretLink.objects.create(comparison=comparison, token_hash=hash_token("s3cret"), created_by=editor)
    assert get(comparison, "export_csv", key="s3cret").status_code == 200
    assert get(comparison, "export_csv", 2, key="s3cret").status_code == 200
    assert get(comparison, "export_csv", 1, key="s3cret").status_code == 404
    assert get(comparison, "export_atom", key="s3cret").status_code == 404
    SecretLink.objects.filter(pk=link.pk).update(revoked_at=link.created_at)
    assert get(comparison, "export_csv", key="s3cret").status_code == 404


def test_nobody_keeps_what_a_secret_link_opens_nor_where_it_leads(comparison, editor):
    hide(comparison)
    FormerSlug.objects.create(slug="old", comparison=comparison)
    SecretLink.objects.create(comparison=comparison, token_hash=hash_token("s3cret"), created_by=editor)
    moved = Client().get(reverse("comparisons:export_csv", args=["old"]), {"key": "s3cret"})
    assert (moved.status_code, moved["Location"]) == (302, reverse("comparisons:export_csv", args=["who-dredged"]) + "?key=s3cret")
    for answer in (moved, get(comparison, "export_csv", key="s3cret"), get(comparison, "export_csv", key="wrong")):
        assert (answer["Cache-Control"], answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("private, no-store", "no-referrer", "noindex")


def test_chosen_sides_and_claims_hold_in_every_file(comparison, world):
    wanted = str(world.claims["entered"].pk)
    table = get(comparison, "export_json", side="lindsund", claim=wanted).json()["content"]["table"]
    assert [side["slug"] for side in table["sides"]] == ["lindsund"]
    assert [row["claim"]["id"] for row in table["rows"]] == [int(wanted)]
    assert "Rosmark" not in get(comparison, "export_csv", side="lindsund", claim=wanted).content.decode()
    items = get(comparison, "export_annotations", side="lindsund").json()["first"]["items"]
    named = {body["value"] for item in items for body in item["body"] if isinstance(body, dict) and body["purpose"] == "identifying"}
    assert named == {"Lindsund harbor authority", "Spokeswoman Ida Brandal"}
    whole = comparison.snapshots.get().content["table"]
    assert narrow(whole, sides=["nobody"], claims=["x"]) == whole


@pytest.mark.parametrize("name", NAMES)
def test_queries_do_not_grow(comparison, name, django_assert_max_num_queries):
    with django_assert_max_num_queries(FEED_QUERIES if name == "export_atom" else 9):
        assert get(comparison, name).status_code == 200
