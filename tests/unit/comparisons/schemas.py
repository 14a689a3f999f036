"""JSON schemas of what is exported, written from the specifications: Web Annotation Data Model (W3C, 2017) and schema.org."""

_IRI = {"type": "string", "pattern": r"^https?://\S+$"}
_UTC = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
_MOTIVATIONS = [
    "assessing",
    "bookmarking",
    "classifying",
    "commenting",
    "describing",
    "editing",
    "highlighting",
    "identifying",
    "linking",
    "moderating",
    "questioning",
    "replying",
    "tagging",
]

_TEXTUAL_BODY = {
    "type": "object",
    "required": ["type", "value"],
    "properties": {"type": {"const": "TextualBody"}, "value": {"type": "string"}, "format": {"const": "text/plain"}, "purpose": {"enum": _MOTIVATIONS}},
    "additionalProperties": False,
}
_SELECTOR = {
    "oneOf": [
        {
            "type": "object",
            "required": ["type", "exact"],
            "properties": {"type": {"const": "TextQuoteSelector"}, **{name: {"type": "string"} for name in ("exact", "prefix", "suffix")}},
            "additionalProperties": False,
        },
        {
            "type": "object",
            "required": ["type", "start", "end"],
            "properties": {"type": {"const": "TextPositionSelector"}, **{name: {"type": "integer", "minimum": 0} for name in ("start", "end")}},
            "additionalProperties": False,
        },
    ]
}
_TARGET = {
    "type": "object",
    "required": ["type", "source", "selector", "state"],
    "properties": {
        "type": {"const": "SpecificResource"},
        "source": _IRI,
        "selector": {"type": "array", "minItems": 2, "items": _SELECTOR},
        "state": {
            "type": "object",
            "required": ["type", "sourceDate", "cached"],
            "properties": {"type": {"const": "TimeState"}, "sourceDate": _UTC, "cached": _IRI},
        },
    },
    "additionalProperties": False,
}
_ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "motivation", "target"],
    "properties": {
        "id": _IRI,
        "type": {"const": "Annotation"},
        "motivation": {"enum": _MOTIVATIONS},
        "body": {"type": "array", "minItems": 1, "items": {"oneOf": [_IRI, _TEXTUAL_BODY]}},
        "target": {"type": "array", "minItems": 1, "items": {"oneOf": [_IRI, _TARGET]}},
        "created": _UTC,
        "creator": {
            "type": "object",
            "required": ["type", "name"],
            "properties": {"type": {"enum": ["Person", "Organization", "Software"]}, "name": {"type": "string", "minLength": 1}},
        },
        "generator": {"type": "object", "properties": {"type": {"const": "Software"}}},
    },
    "additionalProperties": False,
}
COLLECTION = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["@context", "id", "type", "total", "first"],
    "properties": {
        "@context": {"type": "array", "prefixItems": [{"const": "http://www.w3.org/ns/anno.jsonld"}]},
        "id": _IRI,
        "type": {"const": "AnnotationCollection"},
        "label": {"type": "string"},
        "total": {"type": "integer", "minimum": 0},
        "created": _UTC,
        "first": {
            "type": "object",
            "required": ["id", "type", "items", "partOf", "startIndex"],
            "properties": {"type": {"const": "AnnotationPage"}, "partOf": _IRI, "startIndex": {"const": 0}, "items": {"type": "array", "items": _ANNOTATION}},
        },
    },
}

_DAY = {"type": "string", "format": "date"}
_ARTICLE = {
    "type": "object",
    "required": ["@type", "headline", "datePublished", "publisher", "url"],
    "properties": {
        "@type": {"const": "NewsArticle"},
        "datePublished": _DAY,
        "url": _IRI,
        "publisher": {"type": "object", "properties": {"@type": {"const": "NewsMediaOrganization"}}, "required": ["name"]},
    },
}
_CLAIM = {
    "type": "object",
    "required": ["@type", "@id", "text", "appearance", "inLanguage"],
    "properties": {
        "@type": {"const": "Claim"},
        "author": {
            "type": "array",
            "items": {"properties": {"@type": {"enum": ["Person", "Organization", "GovernmentOrganization"]}, "@id": _IRI}, "required": ["name"]},
        },
        "appearance": {"type": "array", "items": _ARTICLE},
        "firstAppearance": _ARTICLE,
        "datePublished": _DAY,
        "contradicts": {"type": "array", "items": _IRI},
        "deniedBy": {"type": "array", "items": _IRI},
    },
}
CLAIMS = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["@context", "@id", "@type", "name", "hasPart"],
    "properties": {
        "@context": {"type": "array", "prefixItems": [{"const": "https://schema.org"}]},
        "@type": {"const": "CreativeWork"},
        "hasPart": {"type": "array", "minItems": 1, "items": _CLAIM},
    },
}
