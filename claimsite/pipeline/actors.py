"""From actors as the analysis names them to rows: one row an actor, its side, the names it went under, the offices it was seen in."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Count, Q

from analysis import types
from analysis.actors import keys_of
from analysis.actors.mentions import name_without_article
from analysis.languages import get_language
from claimsite.articles.models import Article
from claimsite.core.history import find_edited, save_all_signed, save_signed
from claimsite.core.models import ReviewState
from claimsite.core.slugs import make_slug
from claimsite.pipeline.naming import make_names
from claimsite.statements.models import Actor, ActorKey, ActorKind, ActorName, Affiliation, Statement

#: Written for a row that the machine added or completed.
REASON = "found in a text"
#: What a name of one word may be: a body, or the state or town that speaks for itself.
_PLACES = frozenset((types.ActorKind.BODY, types.ActorKind.STATE))
#: Articles of a body that are asked for its company.
COMPANY = 50


class ActorRecorder:
    """Finds or adds the rows for the actors of one article; rows are looked up once.

    All other writers wait meanwhile, so what can be asked or written for all actors together is: asked in `expect`, written in `write`.
    """

    def __init__(self, article: Article) -> None:
        self.article = article
        self._rows: dict[str, Actor] = {}
        self._by_id: dict[int, Actor] = {}
        self._expected: dict[str, Actor | None] = {}
        self._names: set[tuple[int, str]] = set()
        self._keys: dict[str, dict[int, Actor]] = {}
        self._seen_offices: set[tuple[int, int, str]] = set()
        self._divided: set[int] = set()
        self._votes: dict[int, Counter[int | None]] = {}
        self._edited: dict[int, bool] = {}
        self._company: dict[str, set[str]] = {}
        self._states: dict[int, str] = {}

    def expect(self, actors: Iterable[types.Actor]) -> None:
        """Note everyone who speaks in the article, for a name in another spelling is believed only in known company; and look up who is known."""
        for actor in actors:
            names = [name for name in (get_row_name(actor), actor.organization, actor.side) if name]
            self._company.setdefault(get_row_name(actor), set()).update([*names, *keys_of(actor)])
            self._expected |= {name[:300]: None for name in names}
        found = {row.name: row for row in Actor.objects.filter(name__in=self._expected)}
        self._expected |= found
        edited = find_edited(list(found.values()))
        self._edited |= {row.pk: row.pk in edited for row in found.values()}
        self._count_votes([row for name, row in found.items() if name in self._company])

    def write(self) -> None:
        """Store names as written and keys, of all actors; to be called at the end."""
        rows = [ActorKey(actor_id=pk, key=key) for key, rows in self._keys.items() for pk in rows]
        ActorKey.objects.bulk_create(rows, ignore_conflicts=True)
        stored = ActorName.objects.filter(actor__in={pk for pk, _ in self._names}, language=self.article.language)
        new = self._names - set(stored.order_by().values_list("actor", "name"))
        names = [ActorName(actor_id=pk, name=name, language=self.article.language, first_seen_in=self.article) for pk, name in sorted(new)]
        save_all_signed(names, by=None, reason=REASON)
        self._name_for_readers()

    def _name_for_readers(self) -> None:
        """Give all actors of the article the names that readers of each language know them by, sides first."""
        written: dict[int, list[str]] = {}
        for pk, name in self._names:
            written.setdefault(pk, []).append(name)
        sides = {row.side_id for row in self._by_id.values()}
        for row in sorted(self._by_id.values(), key=lambda row: row.pk not in sides):
            known = dict(row.local_names)
            is_decided = self._was_edited(row)
            if row.pk in self._states and not (is_decided and self.article.language in known):
                known[self.article.language] = self._states[row.pk]
            of = self._by_id.get(row.side_id or 0) or row.side
            side = (of.name, of.local_names) if of else None
            spellings = {self.article.language: written.get(row.pk, [])}
            found = make_names(row.name, row.kind, side=side, written=spellings, known=known, is_decided=is_decided)
            if found != row.local_names:
                row.local_names = found
                save_signed(row, by=None, reason=REASON, update_fields=["local_names"])

    def record(self, actor: types.Actor) -> Actor:
        """The row of an actor, with its office; a person is known by name, whatever the office, a body by its name in any language.

        A merged row gives the one it was merged into. What people wrote in a row stays as it is.
        """
        row = self._get_or_add(self._spell(actor), actor.kind, keys_of(actor))
        if actor.organization and row.kind == ActorKind.PERSON:
            self._record_office(row, actor)
        return row

    def _spell(self, actor: types.Actor) -> str:
        """What identifies an actor; what is named after a state is named after the state's row ("Schemyrian ministry" of Zhemyria → "Zhemyrian ministry")."""
        name, side = get_row_name(actor), actor.side or ""
        if actor.kind not in (types.ActorKind.BODY, types.ActorKind.STATE) or not side or name == side or not name.startswith(side):
            return name
        row = self.record_side(actor)
        return name if row is None else row.name + name.removeprefix(side)

    def settle_side(self, row: Actor, actor: types.Actor) -> Actor | None:
        """The side that a statement of this actor counts for, and with it the actor's own.

        One misread article must not carry an actor over to another side for good: each article has a vote, the actor's side is what most say (a draw
        changes nothing), and a side that a person set stays.
        """
        found = self.record_side(actor)
        if self._was_edited(row):
            return row.side
        if row.pk not in self._votes:
            self._count_votes([row])
        votes = self._votes[row.pk].copy()
        if found is None:
            return row.side
        votes[found.pk] += 1
        if row.side_id != found.pk and votes[found.pk] > votes[row.side_id]:
            self._change_side(row, found)
        return row.side if votes[row.side_id] > votes[found.pk] else found

    def _count_votes(self, rows: list[Actor]) -> None:
        """How many other articles count each actor to which side."""
        self._votes |= {row.pk: Counter() for row in rows}
        stored = Statement.objects.standing().filter(actor__in=rows, side__isnull=False).exclude(article=self.article)
        for actor, side, count in stored.order_by().values_list("actor", "side").annotate(articles=Count("article", distinct=True)):
            self._votes[actor][side] = count

    def record_side(self, actor: types.Actor) -> Actor | None:
        """The row of the actor's side; a side is a state unless something else by that name is known."""
        if not actor.side:
            return None
        kind = actor.kind if actor.side in (actor.name, actor.person) else types.ActorKind.COLLECTIVE if actor.parts else types.ActorKind.STATE
        row = self._get_or_add(actor.side, kind, () if actor.parts else keys_of(types.Actor(actor.side, kind, side=actor.side)))
        if actor.parts and row.pk not in self._divided:
            self._divided.add(row.pk)
            row.parts.add(*(part for name in actor.parts if (part := self.record_side(types.Actor(name, types.ActorKind.STATE, side=name)))))
        if row.side_id is None and not self._was_edited(row):
            self._change_side(row, row)
        if actor.side_written and actor.side_written != row.name:
            self._states.setdefault(row.pk, actor.side_written[:300])
        return row

    def record_name(self, row: Actor, source: str) -> None:
        """Keep the words that an actor was named with, without the article that they stood with; pronouns name nobody."""
        name = name_without_article(" ".join(source.split()), self.article.language).strip(" ,;:")[:300]
        if name and name.casefold() not in get_language(self.article.language).pronouns:
            self._names.add((row.pk, name))

    def _get_or_add(self, name: str, kind: types.ActorKind, keys: tuple[str, ...] = ()) -> Actor:
        name = name[:300]
        if name not in self._rows:
            keys = tuple(key for key in keys if len(key) <= 300)
            row = self._expected[name] if name in self._expected else Actor.objects.filter(name=name).first()
            row = row or self._find_by_key(kind, keys) or self._add(name, kind)
            for key in keys:
                self._keys.setdefault(key, {})[row.pk] = row
            while row.merged_into is not None:
                row = row.merged_into
            self._rows[name] = self._by_id.setdefault(row.pk, row)
        return self._rows[name]

    def _add(self, name: str, kind: types.ActorKind) -> Actor:
        slug = make_slug(Actor, name, fallback="actor", length=110)
        local_names = make_names(name, str(kind), side=None, written={}, known={}, is_decided=False)
        row = save_signed(Actor(name=name, kind=str(kind), slug=slug, local_names=local_names), by=None, reason=REASON)
        self._edited[row.pk], self._votes[row.pk] = False, Counter()  # nobody can have written in it, or spoken of it
        return row

    def _find_by_key(self, kind: types.ActorKind, keys: tuple[str, ...]) -> Actor | None:
        """The one row of a kind under another spelling of a name; None where none or several fit.

        What merely sounds alike is the same only for states that no table knows, for persons of whom one spelling is Russian and the other is not, and
        for bodies that no text of the article's language has named yet and that were seen in the company of somebody who speaks here too. Under the last
        condition a body may also be a state: a town in whose name a body speaks looks like either.
        """
        for key in keys:
            kinds = _PLACES if key.startswith("~") and kind in _PLACES else {kind}
            rows = {row.pk: row for row in Actor.objects.filter(keys__key=key, kind__in=[str(each) for each in kinds])}
            rows |= {pk: row for pk, row in self._keys.get(key, {}).items() if row.kind in kinds}
            if key.startswith("~") and kind == types.ActorKind.PERSON:
                rows = {pk: row for pk, row in rows.items() if self._is_transliterated(row)}
            if key.startswith("~") and kind in _PLACES:
                is_known_state = {pk: row.kind == kind == types.ActorKind.STATE for pk, row in rows.items()}
                rows = {pk: row for pk, row in rows.items() if is_known_state[pk] or (self._is_foreign(row) and self._is_in_company(row, set(keys)))}
            if len(rows) == 1:
                return next(iter(rows.values()))
        return None

    def _is_transliterated(self, row: Actor) -> bool:
        """Whether a row's name stands in Cyrillic texts alone and the article is none, or the other way round."""
        languages = set(row.names.values_list("language", flat=True)) | {self.article.language for pk, _ in self._names if pk == row.pk}
        return bool(languages) and ("ru" not in languages if self.article.language == "ru" else languages == {"ru"})

    def _is_foreign(self, row: Actor) -> bool:
        """Whether texts of other languages alone speak of a row: two names in one language are two bodies."""
        spoken = Statement.objects.standing().filter(Q(actor=row) | Q(side=row))
        return spoken.exists() and not spoken.filter(language=self.article.language).exclude(article=self.article).exists()

    def _is_in_company(self, row: Actor, own: set[str]) -> bool:
        """Whether somebody else of the article spoke in an article of a row's too."""
        articles = Statement.objects.standing().filter(Q(actor=row) | Q(side=row)).values("article").distinct()[:COMPANY]
        speakers = _list_speakers(list(articles.values_list("article", flat=True)))
        others = dict(Actor.objects.filter(pk__in=speakers).exclude(pk=row.pk).exclude(side=row).values_list("pk", "name"))
        company = set().union(*(names for names in self._company.values() if not names & own))
        known = {*others.values(), *ActorKey.objects.filter(actor__in=others).values_list("key", flat=True)}
        known |= {key for key, rows in self._keys.items() if rows.keys() & others.keys()}
        return bool(company & known)

    def _was_edited(self, row: Actor) -> bool:
        """Whether a person ever wrote in a row; asked once for each."""
        if row.pk not in self._edited:
            self._edited[row.pk] = bool(find_edited([row]))
        return self._edited[row.pk]

    def _change_side(self, row: Actor, side: Actor) -> None:
        before, row.side = row.side, side
        save_signed(row, by=None, reason=REASON, update_fields=["side"])
        if before is not None:  # proposals follow; what people decided stays
            Statement.objects.filter(actor=row, side=before, state=ReviewState.PROPOSED).update(side=side)

    def _record_office(self, row: Actor, actor: types.Actor) -> None:
        body = types.Actor(actor.organization or "", types.ActorKind.BODY, side=actor.organization)
        organization = self._get_or_add(self._spell(replace(body, side=actor.side)), body.kind, keys_of(body))
        role = (actor.office or "")[:300]
        if organization.pk == row.pk or (row.pk, organization.pk, role) in self._seen_offices:
            return
        self._seen_offices.add((row.pk, organization.pk, role))
        side = self.record_side(actor)
        if organization.side_id is None and side is not None and not self._was_edited(organization):
            self._change_side(organization, side)
        day = self.article.published_on
        found = Affiliation.objects.filter(actor=row, organization=organization, role=role).first()
        if found is None:
            dates = {"started_on": _first_day(actor.since), "ended_on": _last_day(actor.until)}
            save_signed(Affiliation(actor=row, organization=organization, role=role, seen_first_on=day, seen_last_on=day, **dates), by=None, reason=REASON)
            return
        self._complete_dates(found, actor)
        first, last = min(found.seen_first_on or day, day), max(found.seen_last_on or day, day)
        # When an office was seen is the machine's count, not an edit: no history.
        Affiliation.objects.filter(pk=found.pk).update(seen_first_on=first, seen_last_on=last)

    @staticmethod
    def _complete_dates(found: Affiliation, actor: types.Actor) -> None:
        """Fill in since when and until when an office was held, where neither machine nor people wrote it before."""
        started, ended = found.started_on or _first_day(actor.since), found.ended_on or _last_day(actor.until)
        is_new = (started, ended) != (found.started_on, found.ended_on) and not (started and ended and ended < started)
        if is_new and not find_edited([found]):
            found.started_on, found.ended_on = started, ended
            save_signed(found, by=None, reason=REASON, update_fields=["started_on", "ended_on"])


def _list_speakers(articles: list[int]) -> set[int]:
    """Actors and sides of statements in articles."""
    pairs = Statement.objects.standing().filter(article__in=articles).values_list("actor", "side")
    return {pk for pair in pairs for pk in pair if pk is not None}


def _first_day(date: str | None) -> dt.date | None:
    """The first day of "2019", "2019-03" or "2019-03-14"; None for what is no date."""
    parts = [int(part) for part in date.split("-")] if date else []
    try:
        return dt.date(parts[0], *[*parts[1:], 1, 1][:2]) if parts else None
    except ValueError:
        return None


def _last_day(date: str | None) -> dt.date | None:
    """The last day of "2019", "2019-03" or "2019-03-14"; None for what is no date."""
    first = _first_day(date)
    if first is None or date is None or date.count("-") == 2:
        return first
    month = first.month if "-" in date else 12
    return dt.date(first.year, month, calendar.monthrange(first.year, month)[1])


def get_row_name(actor: types.Actor) -> str:
    """What identifies an actor among the rows: a person's bare name, since offices change; else the canonical name."""
    return actor.person or actor.name
