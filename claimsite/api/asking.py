"""What a list is asked for: the filters of the page with the same name, a cursor and a size."""

from __future__ import annotations

import base64
import datetime as dt
import re
from typing import Annotated, Any, Literal

from django import forms
from django.http import HttpRequest, HttpResponse
from ninja import Path, Schema
from ninja.errors import ValidationError
from pydantic import BeforeValidator, Field, create_model

from claimsite.core.paging import NEWEST, CursorError, KeysetPage, Order, read_page

LARGEST = 100
USUAL = 25
_LARGEST_ID = 2**63 - 1
#: Ids and slugs in addresses.
Id = Annotated[int, Path(ge=1, le=_LARGEST_ID)]
#: The same as a parameter: a larger number fits into no database.
AskedId = Annotated[int, Field(ge=1, le=_LARGEST_ID)]
Slug = Annotated[str, Path(pattern=r"^[-a-zA-Z0-9_]+$", max_length=120)]


def _check_day(given: Any) -> Any:
    if not isinstance(given, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given):
        raise ValueError("a day is written as 2024-03-05")
    return given


#: A day as RFC 3339 writes it. Left to itself pydantic takes a number for seconds since 1970, so that "2024" would be the first of January of that year.
Day = Annotated[dt.date, BeforeValidator(_check_day)]

_CURSOR = Field("", max_length=120, pattern=r"^[-A-Za-z0-9_]*$", description="Where to go on: taken from `next` or `previous` of a page, never made up.")
_LIMIT = Field(USUAL, ge=1, le=LARGEST, description=f"Rows of a page, at most {LARGEST}.")


class Asked(Schema):
    """Of a list without filters."""

    cursor: str = _CURSOR
    limit: int = _LIMIT


def make_query(name: str, form: type[forms.Form], **words: str) -> type[Asked]:
    """Parameters out of a page's filter, so that both narrow down alike; `words` describe what the form's labels do not."""
    fields: dict[str, Any] = {each: _make_field(field, words.get(each, "")) for each, field in form.base_fields.items()}
    made: type[Asked] = create_model(name, __base__=Asked, **fields)
    return made


def _make_field(field: Any, words: str) -> tuple[Any, Any]:
    """An empty parameter is one that was not given, as a form sends it."""
    if isinstance(field, forms.ModelChoiceField):
        kind: Any = Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]*$", max_length=120)] if field.to_field_name else Annotated[int, Field(ge=1, le=_LARGEST_ID)]
    elif isinstance(field, forms.ChoiceField):
        kind = Literal[tuple(str(value) for value, _ in list(field.choices) if value)]  # type: ignore[arg-type]
    elif isinstance(field, forms.DateField):
        kind = Day
    elif isinstance(field, forms.IntegerField):
        kind = Annotated[int, Field(ge=field.min_value, le=field.max_value)]
    else:
        kind = Annotated[str, Field(max_length=getattr(field, "max_length", None), pattern=r"^[^\x00]*$")]
    return Literal[""] | kind, Field("", description=words)


def refuse(field: str, message: str) -> ValidationError:
    """The error that says what is wrong with a parameter."""
    return ValidationError([{"loc": ("query", field), "msg": message, "type": "value_error"}])


def check_parameters(request: HttpRequest, query: Asked) -> None:
    """A parameter that the list does not know is refused: a filter with a slip in its name would else give everything.

    Raises:
        ValidationError: naming it.
    """
    unknown = sorted(set(request.GET) - set(type(query).model_fields))
    if unknown:
        raise ValidationError([{"loc": ("query", name[:80]), "msg": "there is no such parameter", "type": "value_error"} for name in unknown[:20]])


def fill(form: type[forms.Form], request: HttpRequest, query: Asked, **usual: str) -> Any:
    """The page's filter with what was asked for.

    Raises:
        ValidationError: if a value leads nowhere, or there is no such parameter.
    """
    check_parameters(request, query)
    given = {name: str(value) for name, value in query.model_dump(exclude={"cursor", "limit"}).items() if value != ""}
    filled = form({**usual, **given})
    if not filled.is_valid():
        raise ValidationError([{"loc": ("query", name), "msg": str(errors[0]), "type": "value_error"} for name, errors in filled.errors.items()])
    return filled


def cut_page(request: HttpRequest, response: HttpResponse, rows: Any, query: Asked, order: Order = NEWEST) -> KeysetPage[Any]:
    """A page of the rows; the ways on stand in the Link header (RFC 8288), too.

    Raises:
        ValidationError: if the cursor is none of ours.
    """
    try:
        page = read_page(rows, _open_cursor(query.cursor), query.limit, order)
    except (CursorError, ValueError) as error:
        raise refuse("cursor", "this is no cursor of this list") from error
    links = [f'<{address}>; rel="{name}"' for name, address in link(request, page).items() if address]
    if links:
        response["Link"] = ", ".join(links)
    return page


def link(request: HttpRequest, page: KeysetPage[Any]) -> dict[str, str | None]:
    """Addresses of the pages behind and before it."""
    return {name: _go_to(request, cursor) for name, cursor in (("next", page.older), ("previous", page.newer))}


def _go_to(request: HttpRequest, cursor: str | None) -> str | None:
    if cursor is None:
        return None
    given = request.GET.copy()
    given["cursor"] = base64.urlsafe_b64encode(cursor.encode()).decode().rstrip("=")
    return request.build_absolute_uri(f"{request.path}?{given.urlencode()}")


def _open_cursor(given: str) -> str | None:
    return base64.b64decode(given + "=" * (-len(given) % 4), altchars=b"-_", validate=True).decode("ascii") if given else None
