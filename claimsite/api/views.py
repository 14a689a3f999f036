"""The page that describes the API, out of its OpenAPI schema: without a script, and so under the site's content security policy."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claimsite.api.site import api


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Each address with what it takes and what it answers."""
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    models: dict[str, Any] = schema.get("components", {}).get("schemas", {})
    operations = [
        {
            "method": method.upper(),
            "path": path,
            "summary": operation.get("summary", ""),
            "description": operation.get("description", ""),
            "needs_token": bool(operation.get("security")),
            "parameters": operation.get("parameters", []),
            "fields": _list_fields(operation.get("requestBody"), models),
            "answers": [{"status": status, "fields": _list_fields(answer, models)} for status, answer in operation.get("responses", {}).items()],
        }
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]
    return render(request, "api/docs.html", {"about": schema["info"], "operations": operations, "base": request.build_absolute_uri("/")[:-1]})


def _list_fields(content: Any, models: dict[str, Any]) -> list[dict[str, Any]]:
    """Name, type and meaning of each field of a JSON body."""
    given = ((content or {}).get("content") or {}).get("application/json", {}).get("schema", {})
    model = models.get(given.get("$ref", "").rsplit("/", 1)[-1], given)
    required = model.get("required", [])
    return [
        {"name": name, "type": _name_type(each), "description": each.get("description", ""), "is_required": name in required}
        for name, each in model.get("properties", {}).items()
    ]


def _name_type(field: dict[str, Any]) -> str:
    if "enum" in field:
        return " | ".join(map(str, field["enum"]))
    if "anyOf" in field:
        return " | ".join(_name_type(each) for each in field["anyOf"])
    return str(field.get("format") or field.get("type") or "object")
