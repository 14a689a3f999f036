"""The page that describes the API, out of its OpenAPI schema: without a script, and so under the site's content security policy."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claimsite.api.asking import LARGEST, USUAL
from claimsite.api.errors import CODES
from claimsite.api.site import api
from claimsite.api.throttling import READS, WRITES

#: Described once for all addresses.
_EVERYWHERE = {"cursor", "limit"}


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Each address with what it takes and what it answers, and each kind of object once."""
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    models: dict[str, Any] = schema.get("components", {}).get("schemas", {})
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            groups.setdefault(operation.get("tags", [""])[0], []).append(_describe(method, path, operation, models))
    context = {
        "about": schema["info"],
        "groups": [{"tag": tag, "operations": operations} for tag, operations in groups.items()],
        "models": [_describe_model(name, models[name]) for name in sorted(models) if not name.startswith(("ListOut", "Error", "FieldError"))],
        "codes": CODES,
        "rates": {"reads": READS.limit, "writes": WRITES.limit},
        "sizes": {"usual": USUAL, "largest": LARGEST},
        "base": request.build_absolute_uri("/")[:-1],
    }
    return render(request, "api/docs.html", context)


def _describe(method: str, path: str, operation: dict[str, Any], models: dict[str, Any]) -> dict[str, Any]:
    answers = [
        {"status": status, "type": _find_type(answer), "fields": _list_fields(answer, models)}
        for status, answer in operation.get("responses", {}).items()
        if status < 300
    ]
    parameters = [each for each in operation.get("parameters", []) if each["name"] not in _EVERYWHERE]
    return {
        "method": method.upper(),
        "path": path,
        "summary": operation.get("summary", ""),
        "description": operation.get("description", ""),
        "needs_token": bool(operation.get("security")),
        "is_list": any(each["name"] == "cursor" for each in operation.get("parameters", [])),
        "parameters": [{**each, "type": _name_type(each["schema"])} for each in parameters],
        "fields": _list_fields(operation.get("requestBody"), models),
        "answers": answers,
    }


def _describe_model(name: str, model: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "description": model.get("description", ""), "fields": _list_properties(model)}


def _find_schema(content: Any) -> dict[str, Any]:
    found: dict[str, Any] = ((content or {}).get("content") or {}).get("application/json", {}).get("schema", {})
    return found


def _find_type(content: Any) -> str:
    return _name_type(_find_schema(content))


def _list_fields(content: Any, models: dict[str, Any]) -> list[dict[str, Any]]:
    """Name, type and meaning of each field of a JSON body."""
    given = _find_schema(content)
    return _list_properties(models.get(given.get("$ref", "").rsplit("/", 1)[-1], given))


def _list_properties(model: dict[str, Any]) -> list[dict[str, Any]]:
    required = model.get("required", [])
    return [
        {"name": name, "type": _name_type(each), "description": each.get("description", ""), "is_required": name in required}
        for name, each in model.get("properties", {}).items()
    ]


def _name_type(field: dict[str, Any]) -> str:
    if "$ref" in field:
        name = field["$ref"].rsplit("/", 1)[-1]
        return f"page of {name[8:-1]}" if name.startswith("ListOut_") else name
    if "enum" in field:
        return " | ".join(str(each) for each in field["enum"] if each != "")
    if "anyOf" in field:
        return " | ".join(_name_type(each) for each in field["anyOf"] if each.get("const") != "")
    if field.get("type") == "array":
        return f"list of {_name_type(field.get('items', {}))}"
    return str(field.get("format") or field.get("type") or "object")
