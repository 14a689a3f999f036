"""Writes about actors: each is one operation, which can be undone, and the history of every row that it changes names the person and the reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from claimsite.core.merging import follow_merges
from claimsite.core.operations import OperationError, Recorder, list_changed, operate
from claimsite.core.slugs import make_slug
from claimsite.core.words import tidy
from claimsite.statements.models import Actor, ActorKind, ActorName, Affiliation, Statement
from claimsite.statements.naming import keep_everywhere, name_anew

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from claimsite.core.models import Operation, User

NAME_LENGTH = 300
_WIKIDATA = re.compile(r"Q[1-9][0-9]{0,11}")


def describe_actor(
    actor: Actor,
    *,
    by: User,
    name: str,
    kind: str,
    side: Actor | None,
    wikidata_id: str = "",
    palette_number: int | None = None,
    local_names: Mapping[str, str] | None = None,
    reason: str = "",
) -> Operation:
    """Put right what an actor is called, what it is and whom it belongs to; its address stays, so that links hold.

    Its statements follow to the new side, but those whose side an editor chose apart from the actor's.

    Args:
        actor: brought up to date.
        by: who says so.
        name: canonical name; white space is put in order.
        kind: one of `ActorKind`.
        side: the party that it belongs to, or itself; None if unknown.
        wikidata_id: "Q" and digits; empty for none.
        palette_number: color and mark that it has as a side, 0 to 63 (see core/palette.py); None leaves them.
        local_names: names for readers by language, empty for the name itself; a new name holds in all languages but those that are given anew.
        reason: why, at most `review.REASON_LENGTH` characters.

    Raises:
        OperationError: if the name is empty or another actor's, the id malformed or another actor's, or the side belongs to another side itself.
        ValueError: for an unknown kind.
    """
    name = _clean_name(name)
    if kind not in ActorKind.values:
        raise ValueError(f"unknown kind {kind!r}")
    if wikidata_id and not _WIKIDATA.fullmatch(wikidata_id):
        raise OperationError(_("A Wikidata id is Q and digits, such as Q42."))
    others = Actor.objects.exclude(pk=actor.pk)
    if others.filter(name=name).exists():
        raise OperationError(_("Another speaker has the name “%(name)s”. Merge the two if they are the same.") % {"name": name})
    if wikidata_id and others.filter(wikidata_id=wikidata_id).exists():
        raise OperationError(_("Another speaker has that Wikidata id. Merge the two if they are the same."))
    if side is not None and side.pk != actor.pk and side.side_id not in (None, side.pk):
        raise OperationError(_("“%(side)s” belongs to a side itself and cannot be one.") % {"side": side})
    with operate("describe", by=by, summary=f"{actor.name} → {name}" if name != actor.name else name, reason=reason) as recorder:
        actor.refresh_from_db()
        before = actor.side_id
        given = {language: tidy(each)[:NAME_LENGTH] for language, each in (local_names or {}).items()}
        names = name_anew(actor.local_names, given, is_renamed=name != actor.name)
        number = actor.palette_number if palette_number is None else palette_number
        recorder.change(actor, name=name, kind=kind, side=side, wikidata_id=wikidata_id or None, palette_number=number, local_names=names)
        if before != actor.side_id:
            for statement in Statement.objects.filter(actor=actor, side=before):
                recorder.change(statement, side=side)
    return recorder.operation


def merge_actors(actor: Actor, *, into: Actor, by: User, reason: str = "") -> Operation:
    """Say that two actors are the same: whatever was one's is the other's, names as written included; texts that name the first mean the second from now on.

    Args:
        actor: the one that goes.
        into: the one that stays; where it was merged itself, the one that it went into.
        by: who says so.
        reason: why, at most `review.REASON_LENGTH` characters.

    Raises:
        OperationError: if both are the same already, or the first was merged before.
    """
    actor.refresh_from_db()
    into = follow_merges(into)
    if actor.pk == into.pk:
        raise OperationError(_("That is the same speaker already."))
    if actor.merged_into_id is not None:
        raise OperationError(_("“%(actor)s” was merged before.") % {"actor": actor})
    if into.side_id == actor.pk:
        raise OperationError(_("“%(into)s” belongs to “%(actor)s”: merge the other way round, or change its side first.") % {"into": into, "actor": actor})
    with operate("merge", by=by, summary=f"{actor.name} → {into.name}", reason=reason) as recorder:
        _move_statements(recorder, actor, into)
        for member in Actor.objects.filter(side=actor).exclude(pk=actor.pk):
            recorder.change(member, side=into.side or into)
        _move_names(recorder, actor, into)
        _move_affiliations(recorder, actor, into)
        recorder.change(actor, merged_into=into, side=None)
    return recorder.operation


def split_actor(actor: Actor, *, statements: Iterable[Statement], name: str, kind: str, side: Actor | None, by: User, reason: str = "") -> Operation:
    """Say that some statements are another actor's, who is new; names as written that only those have go along.

    Args:
        actor: the one that too much was counted to.
        statements: those of the new actor, at least one.
        name: canonical name of the new one.
        kind: one of `ActorKind`.
        side: the party that it belongs to; None if unknown.
        by: who says so.
        reason: why, at most `review.REASON_LENGTH` characters.

    Raises:
        OperationError: if there is no statement of this actor among those given, or the name is taken.
        ValueError: for an unknown kind.
    """
    moved = list(Statement.objects.filter(pk__in=[statement.pk for statement in statements], actor=actor))
    name = _clean_name(name)
    if kind not in ActorKind.values:
        raise ValueError(f"unknown kind {kind!r}")
    if not moved:
        raise OperationError(_("Choose the statements that are somebody else's."))
    if Actor.objects.filter(name=name).exists():
        raise OperationError(_("There is a speaker of that name: correct the statements, or choose another name."))
    with operate("split", by=by, summary=f"{actor.name} → {name}", reason=reason) as recorder:
        new = recorder.create(Actor(name=name, kind=kind, side=side, slug=make_slug(Actor, name, fallback="actor"), local_names=keep_everywhere()))
        for statement in moved:
            recorder.change(statement, actor=new, side=side)
        kept = set(Statement.objects.filter(actor=actor).values_list("source", "language"))
        for written in actor.names.all():
            if (written.name, written.language) in {(s.source, s.language) for s in moved} - kept:
                recorder.change(written, actor=new)
    return recorder.operation


def add_name(actor: Actor, *, name: str, language: str, by: User) -> Operation:
    """Say that an actor is also called so in texts of a language.

    Raises:
        OperationError: if it has that name already, or there is no name.
    """
    name = _clean_name(name)
    if actor.names.filter(name=name, language=language).exists():
        raise OperationError(_("That name is there already."))
    with operate("add-name", by=by, summary=f"{actor.name}: {name}") as recorder:
        recorder.create(ActorName(actor=actor, name=name, language=language))
    return recorder.operation


def remove_name(written: ActorName, *, by: User) -> Operation:
    """Say that an actor is not called so."""
    with operate("remove-name", by=by, summary=f"{written.actor.name}: {written.name}") as recorder:
        recorder.delete(written)
    return recorder.operation


def set_affiliation(
    actor: Actor, *, organization: Actor, role: str, started_on: dt.date | None, ended_on: dt.date | None, by: User, affiliation: Affiliation | None = None
) -> Operation:
    """Say what office an actor holds or held, and when.

    Args:
        actor: the person or body.
        organization: where; not the actor itself.
        role: the office in words; may be empty.
        started_on: None if unknown.
        ended_on: None if unknown, or if it still holds.
        by: who says so.
        affiliation: one of the actor's to put right; None adds one.

    Raises:
        OperationError: if the dates are out of order, the organization is the actor itself, or that affiliation is there already.
    """
    role = tidy(role)[:NAME_LENGTH]
    if organization.pk == actor.pk:
        raise OperationError(_("Nobody can be a member of themselves."))
    if started_on and ended_on and ended_on < started_on:
        raise OperationError(_("The end lies before the start."))
    same = actor.affiliations.filter(organization=organization, role=role)
    if (same.exclude(pk=affiliation.pk) if affiliation else same).exists():
        raise OperationError(_("That affiliation is there already."))
    values: dict[str, Any] = {"organization": organization, "role": role, "started_on": started_on, "ended_on": ended_on}
    with operate("affiliate", by=by, summary=f"{actor.name}: {role or organization.name}") as recorder:
        if affiliation is None:
            recorder.create(Affiliation(actor=actor, **values))
        else:
            recorder.change(affiliation, **values)
    return recorder.operation


def remove_affiliation(affiliation: Affiliation, *, by: User) -> Operation:
    """Say that an actor does not belong there."""
    with operate("remove-affiliation", by=by, summary=str(affiliation)) as recorder:
        recorder.delete(affiliation)
    return recorder.operation


def follow_operation(operation: Operation) -> None:
    """See that whatever builds on statements learns which of them an operation changed."""
    from claimsite.statements.actions import FOLLOW_UPS

    for statement in Statement.objects.filter(pk__in=list_changed(operation, Statement)):
        for follow in FOLLOW_UPS:
            follow(statement)


def _clean_name(name: str) -> str:
    name = tidy(name)[:NAME_LENGTH]
    if not name:
        raise OperationError(_("Please enter a name."))
    return name


def _move_statements(recorder: Recorder, actor: Actor, into: Actor) -> None:
    side = into.side or into
    for statement in Statement.objects.filter(actor=actor):
        is_own_side = statement.side_id in (actor.side_id, actor.pk)
        recorder.change(statement, actor=into, side=into.side if is_own_side else statement.side)
    for statement in Statement.objects.filter(side=actor):
        recorder.change(statement, side=side)


def _move_names(recorder: Recorder, actor: Actor, into: Actor) -> None:
    known = set(into.names.values_list("name", "language"))
    for written in actor.names.all():
        if (written.name, written.language) in known:
            recorder.delete(written)
        else:
            recorder.change(written, actor=into)
            known.add((written.name, written.language))
    if actor.name not in {name for name, _language in known}:
        recorder.create(ActorName(actor=into, name=actor.name, language="en"))


def _move_affiliations(recorder: Recorder, actor: Actor, into: Actor) -> None:
    for affiliation in Affiliation.objects.filter(actor=actor) | Affiliation.objects.filter(organization=actor):
        ends = {"actor": into if affiliation.actor_id == actor.pk else affiliation.actor}
        ends["organization"] = into if affiliation.organization_id == actor.pk else affiliation.organization
        is_there = Affiliation.objects.filter(**ends, role=affiliation.role).exclude(pk=affiliation.pk).exists()
        if is_there or ends["actor"] == ends["organization"]:
            recorder.delete(affiliation)
        else:
            recorder.change(affiliation, **ends)
