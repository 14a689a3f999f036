"""A snapshot of format 2 as a file, as an earlier release wrote it: all that is made of a version is still made of it, without its articles."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from claimsite.articles.models import Article
from claimsite.comparisons import actions, frozen
from claimsite.comparisons.changes import changed_since
from claimsite.comparisons.models import Comparison, FrozenText, Snapshot
from claimsite.statements import actions as statement_actions
from tests.factories import build_world, make_user

pytestmark = pytest.mark.django_db

STORED = json.loads(Path(__file__).with_name("snapshot-format-2.json").read_text(encoding="utf-8"))
CONTENT, TEXTS = STORED["content"], STORED["texts"]
CLAIMS = [row["claim"] for row in CONTENT["table"]["rows"]]
SHOWN = {each["id"]: each for each in frozen.iterate_statements(CONTENT["table"])}
FILES = ["export.csv", "export.json", "export.jsonld", "annotations.jsonld", "changes.atom", "citation.txt"]
BASE = "/c/kept/v/1/"


def add_version(comparison: Comparison, content: dict[str, Any]) -> Snapshot:
    number = comparison.snapshots.count() + 1
    return Snapshot.objects.create(
        comparison=comparison, number=number, content=content, content_hash=frozen.hash_content(content), created_by=comparison.owner
    )


@pytest.fixture
def kept():
    """The version on a site that has neither its articles nor its claims."""
    FrozenText.objects.bulk_create(FrozenText(sha256=sha256, text=text) for sha256, text in TEXTS.items())
    comparison = Comparison.objects.create(slug="kept", title=CONTENT["title"], query=CONTENT["query"], owner=make_user("ada"))
    assert not Article.objects.exists()
    return add_version(comparison, CONTENT)


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode("utf-8-sig")


def test_the_file_is_of_format_2_and_has_its_hash(kept):
    assert CONTENT["format"] == 2
    assert kept.content_hash == STORED["content_hash"]
    assert frozen.read_content(CONTENT) == CONTENT


def test_spans_stand_in_the_texts_that_are_kept(kept):
    for pk, each in CONTENT["statements"].items():
        text = FrozenText.objects.get(pk=each["text"]).text
        assert all(text[span["start"] : span["end"]] == span["exact"] for span in each["spans"])
        assert frozen.find_frozen_statement(CONTENT, int(pk))["article"]["outlet"] == SHOWN[int(pk)]["outlet"]


@pytest.mark.parametrize("address", [BASE, "/c/kept/", f"{BASE}print/", "/embed/c/kept/v/1/"])
def test_pages_say_every_claim_and_the_words_of_both_sides(kept, client, address):
    page = read(client, address)
    for words in (CONTENT["title"], CONTENT["note"], "Rosmark", "Lindsund", *(claim["text"] for claim in CLAIMS)):
        assert words in page, words
    assert [each["quote"] for each in SHOWN.values() if each["quote"] not in page] == ([] if "/embed/" not in address else hidden_in_frames())


def hidden_in_frames() -> list[str]:
    """A frame shows the first statement of each side."""
    first = {cell["statements"][0]["id"] for row in CONTENT["table"]["rows"] for cell in row["cells"] if cell["statements"]}
    return [each["quote"] for pk, each in SHOWN.items() if pk not in first]


def test_the_page_tells_its_method_and_the_decision(kept, client):
    assert CONTENT["method"] in read(client, BASE)
    decided = next(pk for pk, each in CONTENT["statements"].items() if each["decided_by"])
    assert CONTENT["statements"][decided]["decided_by"] in read(client, f"{BASE}s/{decided}/")


def test_every_statement_is_shown_in_its_context(kept, client):
    for pk, each in SHOWN.items():
        for address in (f"{BASE}s/{pk}/", f"/embed/c/kept/v/1/statements/{pk}/"):
            assert f"<mark>{each['quote']}</mark>" in read(client, address)


def test_the_pdf_file_is_made(kept, client):
    answer = client.get(f"{BASE}document.pdf")
    assert answer["Content-Type"] == "application/pdf"
    words = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(answer.content)).pages)
    for expected in (CONTENT["title"], CONTENT["method"], *(each["quote"] for each in SHOWN.values())):
        assert expected in words, expected
    assert kept.content_hash in words.replace(" ", "")


def test_the_picture_and_the_charts_are_made(kept, client):
    assert client.get(f"{BASE}picture.png").content.startswith(b"\x89PNG")
    for kind in ("matrix", "acts"):
        assert "<svg" in read(client, f"/embed/c/kept/v/1/charts/{kind}/")


@pytest.mark.parametrize("name", FILES)
def test_every_export_is_made(kept, client, name):
    for address in (f"{BASE}{name}", f"/c/kept/{name}"):
        assert (CLAIMS[0]["text"] if name == "export.csv" else CONTENT["title"]) in read(client, address)


def test_exports_hold_every_statement(kept, client):
    rows = list(csv.DictReader(io.StringIO(read(client, f"{BASE}export.csv"), newline="")))
    assert {int(row["statement_id"]) for row in rows if row["statement_id"]} == {
        each["id"] for row in CONTENT["table"]["rows"] for cell in row["cells"] for each in cell["statements"]
    }
    annotations = read(client, f"{BASE}annotations.jsonld")
    linked = read(client, f"{BASE}export.jsonld")
    for each in SHOWN.values():
        assert json.dumps(each["quote"], ensure_ascii=False) in annotations
    assert all(json.dumps(claim["text"], ensure_ascii=False) in linked for claim in CLAIMS)


def test_the_same_content_later_differs_in_nothing_and_less_is_listed(kept, client):
    add_version(kept.comparison, {**CONTENT, "generator": {"name": "Claimsite", "analysis": ["later"]}})
    assert "Nothing that readers see is different." in read(client, "/c/kept/diff/1..2/")
    fewer = {**CONTENT, "table": {**CONTENT["table"], "rows": CONTENT["table"]["rows"][1:]}}
    add_version(kept.comparison, fewer)
    page = read(client, "/c/kept/diff/2..3/")
    assert "Nothing that readers see is different." not in page
    assert re.search(rf"<li>(<a [^>]*>)?{CLAIMS[0]['text']}(</a>)?</li>", page), re.findall("<li>.*</li>", page)


def test_all_of_it_is_listed_as_gone_where_its_articles_are_gone(kept):
    gone = {(each["kind"], each["text"]) for each in changed_since(kept)}
    assert {("claim_removed", claim["text"]) for claim in CLAIMS} <= gone
    assert {kind for kind, _text in gone} == {"claim_removed", "statement_removed", "contradiction_removed"}


def describe_shape(value: Any) -> Any:
    """The names in a content, whatever their values; of lists that of all items together."""
    if isinstance(value, dict):
        by_number = all(name.isdigit() or len(name) == 64 for name in value)
        return describe_shape(list(value.values())) if by_number else {name: describe_shape(each) for name, each in value.items()}
    if isinstance(value, list):
        shapes = [describe_shape(each) for each in value]
        return [merge(shapes)] if all(isinstance(each, dict) for each in shapes) else sorted({str(each) for each in shapes})
    return ""


def merge(shapes: list[dict[str, Any]]) -> dict[str, Any]:
    """The names that any of them has."""
    return {name: shape for each in shapes for name, shape in each.items()}


def test_a_content_of_today_has_that_shape_and_says_the_same():
    """Where this fails, contents have changed: raise `frozen.FORMAT`, teach `read_content` the old shape, and keep a file of the new one."""
    world, ada = build_world(), make_user("ada")
    statement_actions.accept(world.statements["treaty"], by=ada, revision=0)
    made = actions.save_comparison(title=CONTENT["title"], note=CONTENT["note"], query=CONTENT["query"], by=ada)
    made = actions.edit_comparison(made, title=made.title, note=made.note, method=CONTENT["method"], by=ada)
    today = frozen.build_content(made)
    assert today["format"] == CONTENT["format"]
    assert describe_shape(today) == describe_shape(CONTENT)
    kept = [{(each["quote"], each["act"], each["actor"], each["side"]) for each in frozen.iterate_statements(of["table"])} for of in (today, CONTENT)]
    assert kept[0] == kept[1]
    assert today["texts"].keys() == CONTENT["texts"].keys()
