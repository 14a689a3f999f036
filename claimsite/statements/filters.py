"""What a search of statements asks for: all of it in the address, and whatever makes no sense is left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from claimsite.articles.models import Outlet
from claimsite.core.forms import make_day
from claimsite.core.models import Language, ReviewState
from claimsite.core.querysets import is_standing
from claimsite.statements.models import Act, Actor, Statement
from claimsite.statements.querysets import StatementQuerySet
from claimsite.statements.search import search

#: How a statement stands to the claim that it expresses; the claims themselves live a layer above.
STANCES = [("supports", _("says it")), ("opposes", _("says the opposite")), ("unclear", _("unclear"))]
STATES = [each for each in ReviewState.choices if each[0] != ReviewState.REJECTED]


def _make_choice(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(required=False, label=label, choices=[("", _("all")), *choices])


class StatementFilter(forms.Form):
    """Words, speaker and days are typed; `FACETS` are chosen from lists that count."""

    FACETS = ("side", "act", "stance", "outlet", "language", "state")

    q = forms.CharField(required=False, max_length=300, label=_("Words"), widget=forms.TextInput(attrs={"type": "search"}))
    actor = forms.CharField(required=False, max_length=300, label=_("Speaker"))
    since = make_day(_("From"))
    until = make_day(_("To"))
    side = forms.ModelChoiceField(Actor.objects.none(), required=False, label=_("Side"), to_field_name="slug")
    act = _make_choice(_("Act"), Act.choices)
    stance = _make_choice(_("Stance to the claim"), STANCES)
    outlet = forms.ModelChoiceField(Outlet.objects.none(), required=False, label=_("Outlet"))
    language = _make_choice(_("Language"), Language.choices)
    state = _make_choice(_("Review"), STATES)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.fields["side"].queryset = Actor.objects.standing().sides()  # type: ignore[attr-defined]
        self.fields["outlet"].queryset = Outlet.objects.all()  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def is_filtered(self) -> bool:
        """Whether anything was asked for."""
        return any(self.cleaned_data.values())

    @property
    def typed(self) -> list[forms.BoundField]:
        """The fields that people type into, without the words."""
        return [self[name] for name in ("actor", "since", "until")]

    def as_parameters(self, **changes: str | None) -> str:
        """The address of what is asked for, without what made no sense; `changes` put something else in its place, None takes it out."""
        given = {name: _write(value) for name, value in self.cleaned_data.items() if value} | changes
        return urlencode({name: value for name, value in given.items() if value})

    def narrow(self, statements: StatementQuerySet, *, without: str = "", since: int | None = None) -> StatementQuerySet:
        """Those asked for; `without` leaves one facet open, `since` is the lowest id among which words are looked for."""
        given = self.list_given(without)
        found = narrow_exactly(statements, given, is_counted_once=self.is_counted_once(without))
        if "actor" in given:
            found = found.filter(actor__in=Actor.objects.named_like(given["actor"]).values("pk"))
        return found.filter(search(given["q"], since=since)) if "q" in given else found

    def list_given(self, without: str = "") -> dict[str, Any]:
        """What was asked for."""
        return {name: value for name, value in self.cleaned_data.items() if value and name != without}

    def is_counted_once(self, without: str = "") -> bool:
        """Of one outlet's statements each is its own, whoever else carries it; of all outlets' a copy is no further one."""
        return without != "outlet" and not self.cleaned_data.get("outlet")


#: What narrows a list down without a search, by the field of the form.
EXACT = {
    "side": "side",
    "act": "act",
    "language": "language",
    "state": "state",
    "outlet": "outlet",
    "since": "published_on__gte",
    "until": "published_on__lte",
}


def narrow_exactly(statements: StatementQuerySet, given: Mapping[str, Any], *, is_counted_once: bool) -> StatementQuerySet:
    """Those that have what `EXACT` and "stance" name; values, or the places of a prepared query."""
    found = statements.counted_once() if is_counted_once else statements
    found = found.filter(**{path: given[name] for name, path in EXACT.items() if name in given})
    return found.filter(Exists(list_memberships().filter(statement=OuterRef("pk"), stance=given["stance"]))) if "stance" in given else found


def list_memberships() -> Any:
    """Standing memberships of statements in claims, asked by name for the sake of the layers."""
    return Statement._meta.get_field("claim_statements").related_model._default_manager.filter(is_standing()).order_by()  # type: ignore[union-attr]


def _write(value: Any) -> str:
    """A cleaned value as it stands in an address."""
    return str(value.slug if isinstance(value, Actor) else value.pk if isinstance(value, Outlet) else value)
