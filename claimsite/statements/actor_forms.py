"""Forms that put actors right; each knows the action behind it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claimsite.core.forms import make_day
from claimsite.core.models import Language, Operation, User
from claimsite.core.review import REASON_LENGTH
from claimsite.core.words import tidy
from claimsite.statements import actor_actions
from claimsite.statements.forms import find_actor, name_in_form
from claimsite.statements.models import Actor, ActorKind, ActorName, Affiliation, Statement

#: Statements offered for a split; more are split in several steps.
SPLIT_LIMIT = 200


#: The first eight pairs of color and mark, by the mark: colors differ between light and dark.
LOOKS = [
    gettext_lazy("triangle"),
    gettext_lazy("square"),
    gettext_lazy("diamond"),
    gettext_lazy("circle"),
    gettext_lazy("triangle on its point"),
    gettext_lazy("pentagon"),
    gettext_lazy("star of five"),
    gettext_lazy("star of six"),
]


class ActorField(forms.CharField):
    """An actor by its name, or by a name as written that only one goes by."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=300, widget=forms.TextInput(attrs={"list": "known-actors", "autocomplete": "off"}), **kwargs)

    def clean(self, value: Any) -> Any:
        """The actor; None for nothing where nothing is needed."""
        name = tidy(super().clean(value) or "")
        actor = find_actor(name) if name else None
        if name and actor is None:
            raise ValidationError(_("There is nobody by this name."))
        return actor

    def prepare_value(self, value: Any) -> Any:
        """The actor's name."""
        return name_in_form(value) if isinstance(value, Actor) else value


class ActorForm(forms.Form):
    """What all have in common: whom they are about."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        self.actor = actor
        super().__init__(*args, **kwargs)

    def act(self, by: User) -> Operation:
        """Do what the form says; it must be valid."""
        raise NotImplementedError


class DescribeForm(ActorForm):
    """Name, kind, side, Wikidata."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=300)
    name_de = forms.CharField(
        label=gettext_lazy("Name on German pages"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Empty for the name itself. A new name holds on all pages, unless you change this too."),
    )
    name_en = forms.CharField(label=gettext_lazy("Name on English pages"), max_length=300, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=ActorKind.choices)
    side = ActorField(
        label=gettext_lazy("Side"), required=False, help_text=gettext_lazy("Whom it speaks for; its own name if it is a side itself; empty if unknown.")
    )
    wikidata_id = forms.CharField(label="Wikidata", max_length=20, required=False, help_text=gettext_lazy("Q and digits; leave it empty rather than guess."))
    palette_number = forms.TypedChoiceField(
        label=gettext_lazy("Color and mark as a side"),
        choices=[("", gettext_lazy("as it is")), *enumerate(LOOKS)],
        coerce=int,
        empty_value=None,
        required=False,
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=REASON_LENGTH, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        stored = {"name": actor.name, "kind": actor.kind, "side": actor.side, "wikidata_id": actor.wikidata_id or ""}
        for language, _label in settings.LANGUAGES:
            stored[f"name_{language}"] = actor.local_names.get(language, "")
        super().__init__(*args, actor=actor, initial=stored, **kwargs)

    def act(self, by: User) -> Operation:
        """Describe."""
        given = dict(self.cleaned_data)
        local_names = {language: given.pop(f"name_{language}") for language, _label in settings.LANGUAGES}
        return actor_actions.describe_actor(self.actor, by=by, local_names=local_names, **given)


class MergeForm(ActorForm):
    """The same as somebody else."""

    into = ActorField(label=gettext_lazy("The same as"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=REASON_LENGTH, required=False)

    def act(self, by: User) -> Operation:
        """Merge."""
        return actor_actions.merge_actors(self.actor, by=by, **self.cleaned_data)


class SplitForm(ActorForm):
    """Statements that are somebody else's."""

    statements = forms.ModelMultipleChoiceField(Statement.objects.none(), label=gettext_lazy("Statements of the new one"), widget=forms.CheckboxSelectMultiple)
    name = forms.CharField(label=gettext_lazy("Name of the new one"), max_length=300)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=ActorKind.choices)
    side = ActorField(label=gettext_lazy("Side"), required=False)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=REASON_LENGTH, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        newest = Statement.objects.filter(actor=actor).newest_first().values("pk")[:SPLIT_LIMIT]
        self.fields["statements"].queryset = Statement.objects.filter(pk__in=list(newest.values_list("pk", flat=True))).newest_first()  # type: ignore[attr-defined]

    def act(self, by: User) -> Operation:
        """Split."""
        return actor_actions.split_actor(self.actor, by=by, **self.cleaned_data)


class NameForm(ActorForm):
    """One more name as written."""

    name = forms.CharField(label=gettext_lazy("Name as written"), max_length=300)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=Language.choices)

    def act(self, by: User) -> Operation:
        """Add."""
        return actor_actions.add_name(self.actor, by=by, **self.cleaned_data)


class RemoveNameForm(ActorForm):
    """A name that is wrong."""

    written = forms.ModelChoiceField(ActorName.objects.none())

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["written"].queryset = actor.names.all()  # type: ignore[attr-defined]

    def act(self, by: User) -> Operation:
        """Remove."""
        return actor_actions.remove_name(self.cleaned_data["written"], by=by)


class AffiliationForm(ActorForm):
    """An office, new or put right."""

    affiliation = forms.ModelChoiceField(Affiliation.objects.none(), required=False, widget=forms.HiddenInput)
    organization = ActorField(label=gettext_lazy("Body or state"))
    role = forms.CharField(label=gettext_lazy("Office"), max_length=300, required=False)
    started_on = make_day(gettext_lazy("From"))
    ended_on = make_day(gettext_lazy("Until"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["affiliation"].queryset = actor.affiliations.all()  # type: ignore[attr-defined]

    def act(self, by: User) -> Operation:
        """Add or change."""
        return actor_actions.set_affiliation(self.actor, by=by, **self.cleaned_data)


class RemoveAffiliationForm(ActorForm):
    """An office that is wrong."""

    affiliation = forms.ModelChoiceField(Affiliation.objects.none())

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["affiliation"].queryset = actor.affiliations.all()  # type: ignore[attr-defined]

    def act(self, by: User) -> Operation:
        """Remove."""
        return actor_actions.remove_affiliation(self.cleaned_data["affiliation"], by=by)


#: By the word that names each in a request.
ACTOR_FORMS: dict[str, type[ActorForm]] = {
    "describe": DescribeForm,
    "merge": MergeForm,
    "split": SplitForm,
    "name": NameForm,
    "unname": RemoveNameForm,
    "affiliate": AffiliationForm,
    "unaffiliate": RemoveAffiliationForm,
}
