"""Names of actors for readers of each language, from the tables of the analysis and from names as written; stored with the actor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Exists, OuterRef

from analysis.actors.spoken import find_written, list_languages, spoken_name
from analysis.types import ActorKind
from claimsite.statements.naming import keep_everywhere

#: Rows that are named together.
BATCH = 500

#: Names as written by language.
Written = Mapping[str, Iterable[str]]


def make_names(
    name: str, kind: str, *, side: tuple[str, Mapping[str, str]] | None, written: Written, known: Mapping[str, str], is_decided: bool
) -> dict[str, str]:
    """What an actor is called in each language.

    Args:
        name: what identifies it.
        kind: one of `ActorKind`.
        side: name and names by language of its side.
        written: the words that texts name it with, by language; no need for all of them.
        known: names by language as stored.
        is_decided: whether a person wrote in the row: what it has then stays, an empty name too.

    Returns:
        Names by language, none where the name itself holds.
    """
    names = dict(known)
    # A state has two English spellings where the first text was in another language; bodies are named after either.
    spellings = (side[0], side[1].get("en", "")) if side else ()
    of = next((each for each in spellings if each and name.startswith(each)), side[0] if side else "")
    for language in list_languages():
        if is_decided and language in names:
            continue
        state = (of, side[1].get(language) or side[0]) if side and side[0] != name else None
        found = spoken_name(name, ActorKind(kind), language, state=state) or find_written(name, ActorKind(kind), written.get(language, ()), language)
        if found:
            names[language] = found[:300]
    return names


def name_batch(ids: list[int], actors: Any, names: Any, history: Any) -> list[Any]:
    """Give actors their names anew; decided ones keep what they have.

    Args:
        ids: of actors.
        actors: their model, or as a migration knows it.
        names: that of names as written.
        history: that of the actors' history.

    Returns:
        The rows whose names changed, not saved.
    """
    rows = list(actors.objects.filter(pk__in=ids).select_related("side").order_by("pk"))
    written: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for pk, language, name in names.objects.filter(actor__in=ids).order_by().values_list("actor", "language", "name"):
        written[pk][language].append(name)
    decided = _find_decided(rows, history)
    changed = []
    for row in rows:
        side = (row.side.name, row.side.local_names) if row.side else None
        known = row.local_names or decided.get(row.pk, {})
        found = make_names(row.name, row.kind, side=side, written=written[row.pk], known=known, is_decided=row.pk in decided)
        if found != row.local_names:
            row.local_names = found
            changed.append(row)
    return changed


def list_batches(actors: Any) -> Iterator[list[int]]:
    """Ids of all actors, sides first: what is named after a state needs the state's names."""
    for is_side in (True, False):
        found = actors.objects.filter(Exists(actors.objects.filter(side=OuterRef("pk"))) if is_side else ~Exists(actors.objects.filter(side=OuterRef("pk"))))
        ids = list(found.order_by("pk").values_list("pk", flat=True))
        yield from (ids[i : i + BATCH] for i in range(0, len(ids), BATCH))


def _find_decided(rows: list[Any], history: Any) -> dict[int, dict[str, str]]:
    """Of the rows that a person wrote in the names that hold then: where the name itself is a person's, that name in all languages."""
    edited = set(history.objects.filter(id__in=[row.pk for row in rows], history_user__isnull=False).order_by().values_list("id", flat=True))
    entries = history.objects.filter(id__in=edited).order_by("history_id").values_list("id", "name", "history_user")
    first: dict[int, tuple[str, Any]] = {}
    for pk, name, user in entries:
        first.setdefault(pk, (name, user))
    chosen = {row.pk for row in rows if row.pk in first and (first[row.pk][1] is not None or first[row.pk][0] != row.name)}
    return {pk: keep_everywhere() if pk in chosen else {} for pk in edited}
