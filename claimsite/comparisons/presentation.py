"""What templates need beside the table's plain data: choices of the form, words for counts and changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from claimsite.claims.disputes import list_topics
from claimsite.comparisons.frozen import iterate_statements, read_content
from claimsite.comparisons.local_names import localize
from claimsite.comparisons.query import Query
from claimsite.comparisons.table import ALL, CONTESTED, OUTLETS, RECENT, SILENT, UNANSWERED
from claimsite.statements.naming import sort_by_name
from claimsite.statements.sides import read_sides

if TYPE_CHECKING:
    from claimsite.comparisons.models import Comparison, Snapshot

#: Sides that the form offers; any other works in the address.
OFFERED = 40

#: Status of a cell → what the side does.
STATUS_WORDS: dict[str, Promise] = {
    "said": _("says"),
    "denied": _("denies"),
    "speculated": _("speculates"),
    "warned": _("warns"),
    "demanded": _("demands"),
    "committed": _("commits"),
    "silent": _("no statement found"),
}

_ONLY: dict[str, Promise] = {
    ALL: _("All claims"),
    CONTESTED: _("Contradicted"),
    UNANSWERED: _("Unanswered"),
    SILENT: _("A side is silent"),
}
_SORTS: dict[str, Promise] = {CONTESTED: _("contradicted first"), RECENT: _("newest first"), OUTLETS: _("most outlets first")}

CHANGE_WORDS: dict[str, Any] = {
    "statement_added": ngettext_lazy("%(n)d statement added", "%(n)d statements added", "n"),
    "statement_corrected": ngettext_lazy("%(n)d statement corrected", "%(n)d statements corrected", "n"),
    "statement_rejected": ngettext_lazy("%(n)d statement rejected", "%(n)d statements rejected", "n"),
    "statement_removed": ngettext_lazy("%(n)d statement no longer shown", "%(n)d statements no longer shown", "n"),
    "claim_added": ngettext_lazy("%(n)d claim added", "%(n)d claims added", "n"),
    "claim_removed": ngettext_lazy("%(n)d claim no longer shown", "%(n)d claims no longer shown", "n"),
    "claim_reworded": ngettext_lazy("%(n)d claim reworded", "%(n)d claims reworded", "n"),
    "article_edited": ngettext_lazy("%(n)d article edited by its outlet", "%(n)d articles edited by their outlets", "n"),
    "contradiction_added": ngettext_lazy("%(n)d contradiction added", "%(n)d contradictions added", "n"),
    "contradiction_removed": ngettext_lazy("%(n)d contradiction gone", "%(n)d contradictions gone", "n"),
    "contradiction_changed": ngettext_lazy("%(n)d contradiction decided anew", "%(n)d contradictions decided anew", "n"),
}


def describe_table(table: Mapping[str, Any]) -> dict[str, Any]:
    """The table, its columns by number, and whether there is anything in it; with the reader's names."""
    table = localize(table)
    return {"table": table, "sides": table["sides"], "status_words": STATUS_WORDS, "is_narrow": len(table["sides"]) > 4}


def describe_choices(query: Query) -> dict[str, Any]:
    """Sides and topics to choose from, and the links that show all, contested or unanswered claims."""
    offered = read_sides()[:OFFERED]
    chosen = {side.pk for side in query.sides}
    topics = list_topics(50)
    if query.topic is not None and query.topic not in topics:
        topics.insert(0, query.topic)
    return {
        "sides": [*query.sides, *sorted((side for side in offered if side.pk not in chosen), key=sort_by_name)],
        "chosen": chosen,
        "topics": topics,
        "only": [_describe_tab(query, "only", value, label) for value, label in _ONLY.items()],
        "sorts": [_describe_tab(query, "sort", value, label) for value, label in _SORTS.items()],
        "all": query.as_parameters(rows="all"),
    }


def describe_changes(changes: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Changes by kind, each with its words and the rows behind them."""
    by_kind: dict[str, list[Mapping[str, Any]]] = {}
    for change in changes:
        by_kind.setdefault(change["kind"], []).append(change)
    return [{"words": CHANGE_WORDS[kind] % {"n": len(rows)}, "rows": rows} for kind, rows in by_kind.items()]


def describe_choice(comparison: Comparison, table: Mapping[str, Any], query: Query) -> dict[str, Any]:
    """What the edit page lets one choose: the claims that are shown, in order, those that no statement is found for any more, and all others."""
    own = {int(each["id"]): each.get("words") or "" for each in comparison.claims}
    shown = [{"id": row["claim"]["id"], "text": row["claim"].get("original") or row["claim"]["text"], "claim": row["claim"]} for row in table["rows"]]
    ids = {each["id"] for each in shown}
    others = [row["claim"] for row in query.build_table()["rows"] if row["claim"]["id"] not in ids] if own else []
    return {
        "rows": [{**each, "words": own.get(each["id"], "")} for each in shown],
        "lost": [{"id": pk, "words": words} for pk, words in own.items() if pk not in ids],
        "others": others,
        "has_choice": bool(own),
    }


def list_embed_choices(view: QueryDict, *, part: str, is_frozen: bool, theme: str) -> list[list[dict[str, Any]]]:
    """Links of the share dialog: live or frozen, and the colors; each keeps the other choice and the part of the comparison that is meant."""

    def link(label: Promise, is_current: bool, kind: str, colors: str) -> dict[str, Any]:
        given = view.copy()
        given["part"], given["embed"], given["theme"] = part, kind, colors
        return {"label": label, "is_current": is_current, "parameters": given.urlencode()}

    kind = "frozen" if is_frozen else "live"
    kinds = {"live": _("live: always the latest version"), "frozen": _("frozen: this version")}
    colors = {"auto": _("as the device"), "light": _("light"), "dark": _("dark")}
    return [
        [link(label, value == kind, value, theme) for value, label in kinds.items()],
        [link(label, value == theme, kind, value) for value, label in colors.items()],
    ]


def list_silent(row: Mapping[str, Any], sides: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Sides of which a row has no statement: where there is little room they share one line, for empty columns say no more."""
    return [sides[cell["side"]] for cell in row["cells"] if not cell["statements"]]


def link_frozen(table: Mapping[str, Any], content: Mapping[str, Any], snapshot: Snapshot) -> None:
    """Let the statements of a table lead to their context as the snapshot keeps it; those of old formats lead to the live one."""
    for each in iterate_statements(table):
        if str(each["id"]) in content["statements"]:
            each["context_url"] = get_frozen_url(snapshot, each["id"])


def link_gone(changes: Iterable[Mapping[str, Any]], snapshot: Snapshot) -> list[dict[str, Any]]:
    """Changes in which what is gone leads to where the snapshot shows it."""
    kept = read_content(snapshot.content)["statements"]
    linked = []
    for change in changes:
        is_kept = change["kind"].startswith("statement_") and str(change["id"]) in kept
        gone = get_frozen_url(snapshot, change["id"]) if is_kept else snapshot.get_absolute_url()
        linked.append({**change, "url": change["url"] or gone})
    return linked


def get_frozen_url(snapshot: Snapshot, statement: int) -> str:
    """Where a snapshot shows a statement in its context."""
    return reverse("comparisons:frozen_statement", args=[snapshot.comparison.slug, snapshot.number, statement])


def _describe_tab(query: Query, name: str, value: str, label: Promise) -> dict[str, Any]:
    return {"value": value, "label": label, "is_current": getattr(query, name) == value, "parameters": query.as_parameters(**{name: value})}
