"""The form that puts a statement right; it works without scripts: words are copied out of the text, a line for each stretch."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claimsite.articles.models import ArticleVersion
from claimsite.core.languages import read_language
from claimsite.core.merging import follow_merges
from claimsite.core.review import REASON_LENGTH
from claimsite.core.words import tidy
from claimsite.statements.anchors import Place
from claimsite.statements.models import Act, Actor, ActorKind, AttributionType, SpanRole, Statement

_NUMBERS = re.compile(r"@\s*(\d{1,9})\s*[-–:,]\s*(\d{1,9})", re.ASCII)
_MAX_STRETCHES = 20


class AttributionForm(forms.Form):
    """Who, what, how and where. A stretch is its exact words, or ``@start-end`` in characters of the text."""

    actor = forms.CharField(
        label=gettext_lazy("Who is accountable"), max_length=300, required=False, help_text=gettext_lazy("A known name; empty if nobody can be named.")
    )
    add_actor = forms.BooleanField(label=gettext_lazy("Add this name if it is new"), required=False)
    actor_same_as = forms.CharField(
        label=gettext_lazy("The name means the same as"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For a new name of somebody known, who is then known by it."),
    )
    actor_kind = forms.ChoiceField(label=gettext_lazy("What the new one is"), choices=ActorKind.choices, required=False, initial=ActorKind.PERSON)
    actor_side = forms.CharField(label=gettext_lazy("Side of the new one"), max_length=300, required=False)
    act = forms.ChoiceField(label=gettext_lazy("Act"), choices=Act.choices)
    type = forms.ChoiceField(label=gettext_lazy("Form"), choices=AttributionType.choices)
    content = forms.CharField(label=gettext_lazy("Content"), widget=forms.Textarea(attrs={"rows": 4}), max_length=20_000)
    source = forms.CharField(label=gettext_lazy("Source as written"), widget=forms.Textarea(attrs={"rows": 2}), max_length=5_000, required=False)
    cue = forms.CharField(label=gettext_lazy("Cue"), widget=forms.Textarea(attrs={"rows": 2}), max_length=5_000, required=False)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=REASON_LENGTH, required=False)

    def __init__(self, *args: Any, text: str, stored: dict[str, list[Place]], **kwargs: Any) -> None:
        """Over a text, with the places that are stored by now; words that occur several times are looked for near these."""
        self.text, self.stored = text, stored
        super().__init__(*args, **kwargs)
        self.fields["actor"].widget.attrs["list"] = "known-actors"
        self.fields["actor_same_as"].widget.attrs["list"] = "known-actors"
        self.fields["actor_side"].widget.attrs["list"] = "known-actors"
        for role in SpanRole.values:
            self.fields[role].help_text = _("The exact words of the text, or @start-end; a line for each stretch.")

    def clean_content(self) -> list[Place]:
        """Places of the content."""
        return self._read(SpanRole.CONTENT)

    def clean_source(self) -> list[Place]:
        """Places of the source; none is allowed."""
        return self._read(SpanRole.SOURCE)

    def clean_cue(self) -> list[Place]:
        """Places of the cue; none is allowed."""
        return self._read(SpanRole.CUE)

    def clean(self) -> dict[str, Any]:
        """Look the actor up."""
        cleaned = super().clean() or self.cleaned_data
        cleaned |= {"new_actor": None, "new_name": ""}
        name = tidy(cleaned.get("actor") or "")
        cleaned["actor"] = find_actor(name) if name else None
        if name and cleaned["actor"] is None:
            self._meet_new_name(cleaned, name)
        return cleaned

    def _meet_new_name(self, cleaned: dict[str, Any], name: str) -> None:
        """Another name of somebody known, or somebody new, who comes with a side."""
        same_as, side_name = tidy(cleaned.get("actor_same_as") or ""), tidy(cleaned.get("actor_side") or "")
        side = find_actor(side_name) if side_name else None
        if same_as:
            cleaned["actor"], cleaned["new_name"] = find_actor(same_as), name
            if cleaned["actor"] is None:
                self.add_error("actor_same_as", _("There is nobody by this name."))
        elif not cleaned.get("add_actor"):
            self.add_error("actor", _("There is nobody by this name yet. Choose a known name, or say that it is to be added."))
        elif side_name and side is None:
            self.add_error("actor_side", _("There is no side by this name yet."))
        else:
            cleaned["new_actor"] = {"name": name, "kind": cleaned.get("actor_kind") or ActorKind.PERSON, "side": side}

    def get_spans(self) -> dict[str, list[Place]]:
        """Places by role, as `actions.correct` takes them."""
        return {role: self.cleaned_data[role] for role in SpanRole.values}

    def _read(self, role: str) -> list[Place]:
        lines = [line.strip() for line in (self.cleaned_data[role] or "").splitlines() if line.strip()]
        if len(lines) > _MAX_STRETCHES:
            raise ValidationError(_("These are too many stretches."))
        places: list[Place] = []
        for i, line in enumerate(lines):
            stored = self.stored[role]
            near = places[-1][1] if places else stored[min(i, len(stored) - 1)][0] if stored else self._get_start()
            places.append(self._find(line, near))
        places.sort()
        if any(place[0] < before[1] for before, place in pairwise(places)):
            raise ValidationError(_("Two stretches overlap."))
        return places

    def _find(self, line: str, near: int) -> Place:
        numbers = _NUMBERS.fullmatch(line)
        if numbers:
            start, end = int(numbers[1]), int(numbers[2])
            if not start < end <= len(self.text) or not self.text[start:end].strip():
                raise ValidationError(_("%(line)s is no stretch of the text; it has %(length)s characters."), params={"line": line, "length": len(self.text)})
            return start, end
        found = find_words(self.text, line, near)
        if found is None:
            raise ValidationError(_("The text does not contain: %(words)s"), params={"words": line[:200]})
        return found

    def _get_start(self) -> int:
        return min((start for places in self.stored.values() for start, _ in places), default=0)


class CorrectionForm(AttributionForm):
    """Puts a statement right."""

    revision = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, statement: Statement, **kwargs: Any) -> None:
        """With what is stored."""
        self.statement, text = statement, statement.version.text
        stored: dict[str, list[Place]] = {role: [] for role in SpanRole.values}
        for span in sorted(statement.spans.all(), key=lambda span: span.start_char):
            stored[span.role].append((span.start_char, span.end_char))
        lines = {role: "\n".join(_write(text, place) for place in places) for role, places in stored.items()}
        row = {"revision": statement.revision, "actor": name_in_form(statement.actor) if statement.actor else "", "act": statement.act, "type": statement.type}
        super().__init__(*args, text=text, stored=stored, initial=row | lines | kwargs.pop("initial", {}), **kwargs)


class AdditionForm(AttributionForm):
    """Adds a statement that the machine did not find."""

    def __init__(self, *args: Any, version: ArticleVersion, **kwargs: Any) -> None:
        """Over a version's text, nothing stored."""
        super().__init__(*args, text=version.text, stored={role: [] for role in SpanRole.values}, **kwargs)

    def find_start(self, lines: str) -> int:
        """Where the first stretch of a field begins, before it was checked; 0 if it is none."""
        numbers = _NUMBERS.match(lines.strip())
        return min(int(numbers[1]), len(self.text)) if numbers else 0


class SpeakerForm(forms.Form):
    """Another speaker out of those whom the machine considered."""

    revision = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    actor = forms.CharField(max_length=300)

    def clean_actor(self) -> Actor:
        """The actor of that name."""
        actor = find_actor(tidy(self.cleaned_data["actor"]))
        if actor is None:
            raise ValidationError(_("There is nobody by this name yet. Correct the statement, and say there that it is to be added."))
        return actor


def _write(text: str, place: Place) -> str:
    """Words where they fit into a line and say what they mean, else numbers."""
    words = text[place[0] : place[1]]
    return f"@{place[0]}-{place[1]}" if "\n" in words or words != words.strip() or words.startswith("@") else words


def find_words(text: str, words: str, near: int) -> Place | None:
    """Where words stand in a text, white space aside; of several places the one that begins closest to `near`."""
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words.split()))
    places = [match.span() for match in pattern.finditer(text)]
    return min(places, key=lambda place: abs(place[0] - near)) if places else None


def find_actor(name: str) -> Actor | None:
    """The actor of that name, in whatever case, or of that name in the reader's language or as written in a text if only one goes by it."""
    found = (
        list(Actor.objects.filter(name=name))
        or list(Actor.objects.filter(name__iexact=name))
        or list(Actor.objects.standing().filter(**{f"local_names__{read_language()}": name})[:2])
        or list(Actor.objects.filter(names__name=name).distinct()[:2])
    )
    if len(found) != 1:
        return None
    return follow_merges(found[0])


def name_in_form(actor: Actor) -> str:
    """The name by which a form that is sent finds the actor again: the reader's, unless others are called so too."""
    return actor.local_name if actor.local_name == actor.name or find_actor(actor.local_name) == actor else actor.name
