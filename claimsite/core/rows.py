"""Kinds of rows that people look back on, talk about and give opinions on.

Each app registers its own when the site starts; `ROWS` is the only list, and addresses name rows by it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db import models

    from claimsite.core.histories import Change
    from claimsite.core.models import User


@dataclass(frozen=True, slots=True)
class RowKind:
    """A kind of row.

    `visible` are the rows that a person may see; `version` names the machine's reading behind a row; `more` adds changes that other tables keep, by the
    row's revision; `restore` brings back what an entry of the history says. `verdicts` are what a second opinion can say, in words; `settle` decides the
    row by a verdict that two people share; `template` shows the row without what others decided.
    """

    model: type[models.Model]
    title: Any
    visible: Callable[[User | AnonymousUser], models.QuerySet[Any]]
    version: Callable[[Any], str] = lambda row: ""
    more: Callable[[Any], Mapping[int, list[Change]]] = lambda row: {}
    restore: Callable[..., Any] | None = None
    verdicts: Mapping[str, Any] = field(default_factory=dict)
    settle: Callable[..., Any] | None = None
    template: str = ""


ROWS: dict[str, RowKind] = {}


def register_rows(name: str, kind: RowKind) -> None:
    """Give a kind of row its public history, its notes and, with verdicts, its second opinions."""
    ROWS[name] = kind


def get_kind(name: str) -> RowKind:
    """The kind by its name in addresses.

    Raises:
        Http404: if there is none of that name.
    """
    kind = ROWS.get(name)
    if kind is None:
        raise Http404(_("There are no rows of that kind."))
    return kind
