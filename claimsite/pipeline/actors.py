"""From actors as the analysis names them to rows: one row an actor, its side, the names it went under, the offices it was seen in."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from analysis import types
from analysis.languages import get_language
from claimsite.articles.models import Article
from claimsite.core.history import save_signed
from claimsite.core.models import ReviewState
from claimsite.core.slugs import make_slug
from claimsite.statements.models import Actor, ActorKind, ActorName, Affiliation, Statement

if TYPE_CHECKING:
    pass

#: Written for a row that the machine added or completed.
REASON = "found in a text"


class ActorRecorder:
    """Finds or adds the rows for the actors of one article; rows are looked up once."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self._rows: dict[str, Actor] = {}
        self._seen_names: set[tuple[int, str]] = set()
        self._seen_offices: set[tuple[int, int, str]] = set()
        self._votes: dict[int, Counter[int | None]] = {}

    def record(self, actor: types.Actor) -> Actor:
        """The row of an actor, with its office; a person is known by name, whatever the office. A merged row gives the one it was merged into."""
        row = self._get_or_add(get_row_name(actor), actor.kind)
        if actor.organization and row.kind == ActorKind.PERSON:
            self._record_office(row, actor)
        return row

    def settle_side(self, row: Actor, actor: types.Actor) -> Actor | None:
        """The side that a statement of this actor counts for, and with it the actor's own.

        One misread article must not carry an actor over to another side for good: each article has a vote, the actor's side is what most say (a draw
        changes nothing), and a side that a person set stays.
        """
        found = self.record_side(actor)
        if _was_edited(row):
            return row.side
        if row.pk not in self._votes:
            stored = Statement.objects.standing().filter(actor=row, side__isnull=False).exclude(article=self.article)
            self._votes[row.pk] = Counter(side for side, _ in stored.values_list("side", "article").distinct())
        votes = self._votes[row.pk].copy()
        if found is None:
            return row.side
        votes[found.pk] += 1
        if row.side_id != found.pk and votes[found.pk] > votes[row.side_id]:
            self._change_side(row, found)
        return row.side if votes[row.side_id] > votes[found.pk] else found

    def record_side(self, actor: types.Actor) -> Actor | None:
        """The row of the actor's side; a side is a state unless something else by that name is known."""
        if not actor.side:
            return None
        row = self._get_or_add(actor.side, actor.kind if actor.side == actor.name else types.ActorKind.STATE)
        if row.side_id is None and not _was_edited(row):
            self._change_side(row, row)
        return row

    def record_name(self, row: Actor, source: str) -> None:
        """Keep the words that an actor was named with; pronouns name nobody."""
        name = " ".join(source.split())[:300]
        if not name or (row.pk, name) in self._seen_names or name.casefold() in get_language(self.article.language).pronouns:
            return
        self._seen_names.add((row.pk, name))
        if not ActorName.objects.filter(actor=row, name=name, language=self.article.language).exists():
            save_signed(ActorName(actor=row, name=name, language=self.article.language, first_seen_in=self.article), by=None, reason=REASON)

    def _get_or_add(self, name: str, kind: types.ActorKind) -> Actor:
        name = name[:300]
        if name not in self._rows:
            found = Actor.objects.filter(name=name).first()
            row = found or save_signed(Actor(name=name, kind=str(kind), slug=make_slug(Actor, name, fallback="actor", length=110)), by=None, reason=REASON)
            while row.merged_into is not None:
                row = row.merged_into
            self._rows[name] = row
        return self._rows[name]

    def _change_side(self, row: Actor, side: Actor) -> None:
        before, row.side = row.side, side
        save_signed(row, by=None, reason=REASON, update_fields=["side"])
        if before is not None:  # proposals follow; what people decided stays
            Statement.objects.filter(actor=row, side=before, state=ReviewState.PROPOSED).update(side=side)

    def _record_office(self, row: Actor, actor: types.Actor) -> None:
        organization = self._get_or_add(actor.organization or "", types.ActorKind.BODY)
        role = (actor.office or "")[:300]
        if organization.pk == row.pk or (row.pk, organization.pk, role) in self._seen_offices:
            return
        self._seen_offices.add((row.pk, organization.pk, role))
        side = self.record_side(actor)
        if organization.side_id is None and side is not None and not _was_edited(organization):
            self._change_side(organization, side)
        day = self.article.published_on
        found = Affiliation.objects.filter(actor=row, organization=organization, role=role).first()
        if found is None:
            save_signed(Affiliation(actor=row, organization=organization, role=role, seen_first_on=day, seen_last_on=day), by=None, reason=REASON)
            return
        first, last = min(found.seen_first_on or day, day), max(found.seen_last_on or day, day)
        # When an office was seen is the machine's count, not an edit: no history.
        Affiliation.objects.filter(pk=found.pk).update(seen_first_on=first, seen_last_on=last)


def get_row_name(actor: types.Actor) -> str:
    """What identifies an actor among the rows: a person's bare name, since offices change; else the canonical name."""
    return actor.person or actor.name


def _was_edited(row: Actor) -> bool:
    return bool(row.history.filter(history_user__isnull=False).exists())
