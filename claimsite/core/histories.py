"""What has happened to a row, read from its history: who or which reading of the machine, when, from what to what, why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.encoding import force_str
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claimsite.core.templatetags.claimsite import in_interface_language

if TYPE_CHECKING:
    import datetime as dt

    from claimsite.core.models import User
    from claimsite.core.rows import RowKind

#: What says nothing to a reader, or what the entry says anyway.
_HIDDEN = frozenset({"id", "revision", "decided_at", "decided_by", "added_at", "added_by", "slug"})
#: A page shows the newest; the export has all.
PAGE_LIMIT = 200

_ENTRY_TYPES = {"+": gettext_lazy("added"), "~": gettext_lazy("changed"), "-": gettext_lazy("deleted")}
_VERBS = {
    "accepted": gettext_lazy("accepted"),
    "corrected": gettext_lazy("corrected"),
    "rejected": gettext_lazy("rejected"),
    "disputed": gettext_lazy("disputed"),
    "undone": gettext_lazy("undone"),
    "added": gettext_lazy("added"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after, in words; None where there was nothing."""

    label: str
    before: str | None
    after: str | None


@dataclass(slots=True)
class Entry:
    """One thing that happened to a row. `by` None is the machine, and `version` then says which; `revision` is the row's after it."""

    pk: int
    at: dt.datetime
    by: User | None
    verb: str
    reason: str
    revision: int | None
    version: str = ""
    changes: list[Change] = field(default_factory=list)


def read_history(row: models.Model, kind: RowKind, *, limit: int | None = None) -> list[Entry]:
    """What happened to a row, newest first; five queries and one more for each related table whose rows are named."""
    records = row.history.select_related("history_user").order_by("-history_id")  # type: ignore[attr-defined]
    stored = list(records[: limit + 1] if limit else records)
    fields = _list_fields(type(row))
    names = _name_related(fields, stored)
    more, version = kind.more(row), kind.version(row)
    entries = []
    for index, record in enumerate(stored[:limit] if limit else stored):
        before = stored[index + 1] if index + 1 < len(stored) else None
        entry = build_entry(record, version)
        entry.changes = [*_compare(fields, before, record, names), *more.get(entry.revision if entry.revision is not None else -1, [])]
        entries.append(entry)
    return [entry for entry in entries if entry.changes or entry.reason or entry.verb]


def build_entry(record: Any, version: str) -> Entry:
    """An entry of the history in words, without its changes."""
    verb, _colon, reason = (record.history_change_reason or "").partition(":")
    known = _VERBS.get(verb)
    return Entry(
        pk=record.history_id,
        at=record.history_date,
        by=record.history_user,
        verb=force_str(known or _ENTRY_TYPES[record.history_type]),
        reason=reason.strip() if known else (record.history_change_reason or ""),
        revision=getattr(record, "revision", None),
        version="" if record.history_user_id else version,
    )


def _list_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [each for each in model._meta.concrete_fields if each.name not in _HIDDEN]


def _name_related(fields: Iterable[models.Field[Any, Any]], records: Iterable[Any]) -> dict[str, dict[Any, str]]:
    """For each foreign key the rows' names by id, all in one query a field."""
    wanted: dict[str, set[Any]] = defaultdict(set)
    keys = [each for each in fields if isinstance(each, models.ForeignKey)]
    for record in records:
        for key in keys:
            value = getattr(record, key.attname, None)
            if value is not None:
                wanted[key.name].add(value)
    return {key.name: {pk: str(row) for pk, row in _get_rows(key, wanted[key.name]).items()} for key in keys if wanted[key.name]}


def _get_rows(key: models.ForeignKey[Any, Any], ids: set[Any]) -> dict[Any, models.Model]:
    model: Any = key.related_model
    return dict(model._default_manager.in_bulk(ids))


def _compare(fields: Iterable[models.Field[Any, Any]], before: Any, after: Any, names: Mapping[str, Mapping[Any, str]]) -> Iterator[Change]:
    for each in fields:
        new = getattr(after, each.attname, None)
        old = getattr(before, each.attname, None) if before is not None else None
        if new == old or (before is None and new in (None, "", [], {}, False)):
            continue
        yield Change(capfirst(force_str(each.verbose_name)), _put_in_words(each, old, names), _put_in_words(each, new, names))


def _put_in_words(each: models.Field[Any, Any], value: Any, names: Mapping[str, Mapping[Any, str]]) -> str | None:
    if value in (None, "", [], {}):
        return None
    if each.name in names:
        return names[each.name].get(value, f"#{value}")
    if each.choices:
        return force_str(dict(each.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return in_interface_language(value)
    if isinstance(value, list):
        return ", ".join(force_str(item.get("name", item) if isinstance(item, dict) else item) for item in value)
    return force_str(value)
