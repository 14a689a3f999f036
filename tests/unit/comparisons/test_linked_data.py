"""Linked data as the reference processor of JSON-LD 1.1 reads it: nothing falls out, and every term means something.

The processor asks for contexts by address; here stand their terms that are used, after the Web Annotation vocabulary and schema.org.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pyld import jsonld

from claimsite.comparisons import actions
from claimsite.statements import actions as statement_actions
from tests.factories import build_world, make_user

pytestmark = pytest.mark.django_db

OA, SCHEMA = "http://www.w3.org/ns/oa#", "https://schema.org/"
ACTIVITY, FOAF = "http://www.w3.org/ns/activitystreams#", "http://xmlns.com/foaf/0.1/"
KIND = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_OF_LINKS = {name: {"@id": f"oa:{term}", "@type": "@id"} for name, term in {"body": "hasBody", "target": "hasTarget", "source": "hasSource"}.items()}
_OF_WORDS = {"motivation": "motivatedBy", "purpose": "hasPurpose"}
CONTEXTS: dict[str, Any] = {
    "http://www.w3.org/ns/anno.jsonld": {
        "oa": OA,
        "as": ACTIVITY,
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcterms": "http://purl.org/dc/terms/",
        "foaf": FOAF,
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "id": {"@id": "@id", "@type": "@id"},
        "type": {"@id": "@type", "@type": "@vocab"},
        **{name: f"oa:{name}" for name in ("Annotation", "SpecificResource", "TextualBody", "TextQuoteSelector", "TextPositionSelector", "TimeState")},
        **{name: f"oa:{name}" for name in ("exact", "prefix", "suffix", "start", "end")},
        **{name: f"as:{name}" for name in ("AnnotationCollection", "AnnotationPage")},
        "Software": "as:Application",
        **{term: f"foaf:{term}" for term in ("Person", "name")},
        **{name: f"oa:{name}" for name in ("classifying", "identifying", "tagging", "linking", "editing", "commenting", "describing")},
        **_OF_LINKS,
        **{name: {"@id": f"oa:{term}", "@type": "@vocab"} for name, term in _OF_WORDS.items()},
        "selector": {"@id": "oa:hasSelector", "@type": "@id"},
        "state": {"@id": "oa:hasState", "@type": "@id"},
        "cached": {"@id": "oa:cachedSource", "@type": "@id"},
        "sourceDate": {"@id": "oa:sourceDate", "@type": "xsd:dateTime"},
        "created": {"@id": "dcterms:created", "@type": "xsd:dateTime"},
        "creator": {"@id": "dcterms:creator", "@type": "@id"},
        "generator": {"@id": "as:generator", "@type": "@id"},
        "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
        "first": {"@id": "as:first", "@type": "@id"},
        "partOf": {"@id": "as:partOf", "@type": "@id"},
        "total": "as:totalItems",
        "startIndex": "as:startIndex",
        "label": "http://www.w3.org/2000/01/rdf-schema#label",
        "format": "dc:format",
        "value": "rdf:value",
    },
    "https://schema.org": {"@vocab": SCHEMA, "url": {"@id": f"{SCHEMA}url", "@type": "@id"}},
}


def load(url: str, options: Any) -> dict[str, Any]:
    """A context by its address; no other is asked for."""
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXTS[url]}}


@pytest.fixture
def comparison():
    world, editor = build_world(), make_user("ada")
    statement_actions.correct(world.statements["entered"], by=editor, revision=0, act="warns")
    return actions.save_comparison(title="Who dredged?", note="For everybody", query={"topic": world.topic.slug}, by=editor)


def read(comparison: Any, name: str) -> tuple[dict[str, Any], set[tuple[str, str, str]]]:
    """The document, and its triples."""
    document = Client().get(reverse(f"comparisons:{name}", args=[comparison.slug])).json()
    graph = jsonld.to_rdf(document, {"documentLoader": load})["@default"]
    return document, {(each["subject"]["value"], each["predicate"]["value"], each["object"]["value"]) for each in graph}


def test_annotations_say_what_they_are_for_and_what_they_are_about(comparison):
    document, triples = read(comparison, "export_annotations")
    items = document["first"]["items"]
    for item in items:
        assert (item["id"], f"{OA}motivatedBy", f"{OA}{item['motivation']}") in triples
        assert len({each for each in triples if each[0] == item["id"] and each[1] == f"{OA}hasTarget"}) == len(item["target"])
    for name in ("exact", "prefix", "suffix"):
        quoted = {target["selector"][0][name] for item in items for target in item["target"] if isinstance(target, dict)}
        assert {value for _, predicate, value in triples if predicate == f"{OA}{name}"} == quoted


def test_annotations_say_who_and_what_made_them(comparison):
    document, triples = read(comparison, "export_annotations")
    makers = {subject for subject, predicate, value in triples if predicate == KIND and value == f"{ACTIVITY}Application"}
    assert {value for subject, predicate, value in triples if subject in makers and predicate == f"{FOAF}name"} == {"Claimsite"}
    people = {subject for subject, predicate, value in triples if predicate == KIND and value == f"{FOAF}Person"}
    named = {item["creator"]["name"] for item in document["first"]["items"] if "creator" in item}
    assert named
    assert {value for subject, predicate, value in triples if subject in people and predicate == f"{FOAF}name"} == named


def test_claims_keep_their_relations_as_links(comparison):
    document, triples = read(comparison, "export_jsonld")
    for claim in document["hasPart"]:
        assert (claim["@id"], f"{SCHEMA}text", claim["text"]) in triples
        for term in ("contradicts", "deniedBy"):
            own = {value for subject, predicate, value in triples if subject == claim["@id"] and predicate == f"http://testserver/method/#{term}"}
            assert own == set(claim.get(term, []))
    assert any("contradicts" in claim for claim in document["hasPart"])
