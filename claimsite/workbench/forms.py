"""Narrowing the queue, judging a row, and deciding several rows at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claimsite.claims.models import Topic
from claimsite.core.models import Language
from claimsite.core.review import REASON_LENGTH
from claimsite.statements.actor_forms import ActorField
from claimsite.workbench.bulk import ACCEPT, ATTRIBUTE, LIMIT, REJECT, TABLES
from claimsite.workbench.queue import QUEUES

#: No larger than a database can hold.
_ROW = re.compile(r"(\d{1,18}):(\d{1,9})", re.ASCII)


class QueueForm(forms.Form):
    """The parameters of the queue's address; whatever is no choice counts as not given."""

    kind = forms.ChoiceField(label=_("Proposals"), choices=[(name, queue.title) for name, queue in QUEUES.items()], required=False)
    language = forms.ChoiceField(label=_("Language"), choices=[("", _("all")), *Language.choices], required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)

    def __init__(self, *args: Any, topics: Iterable[Topic], **kwargs: Any) -> None:
        """With the topics that can be chosen."""
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [("", _("all")), *((topic.slug, topic.title) for topic in topics)]  # type: ignore[attr-defined]

    def get(self, name: str) -> str:
        """The chosen value, empty without one."""
        return str(self.cleaned_data.get(name) or "")


class ChosenRowsField(forms.Field):
    """Rows as ``id:revision``, each as the person saw it."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[tuple[int, int]]:
        """Pairs of numbers, at least one."""
        found = [_ROW.fullmatch(each) for each in value or []]
        rows = [(int(match[1]), int(match[2])) for match in found if match]
        if not rows:
            raise ValidationError(gettext("Choose at least one row."))
        if len(rows) > LIMIT or len(rows) < len(found):
            raise ValidationError(gettext("At most %(n)d rows can be decided together."), params={"n": LIMIT})
        return rows


class BulkForm(forms.Form):
    """Which rows, and what is said about all of them."""

    kind = forms.ChoiceField(choices=[(name, table.title) for name, table in TABLES.items()])
    row = ChosenRowsField(label=_("Rows"))
    decision = forms.ChoiceField(choices=[(each, each) for each in (ACCEPT, REJECT, ATTRIBUTE)])
    actor = ActorField(label=_("Who is accountable"), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=REASON_LENGTH, required=False)

    def clean(self) -> dict[str, Any]:
        """A speaker is for statements alone, and has to be named."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("decision") != ATTRIBUTE:
            cleaned["actor"] = None
        elif cleaned.get("kind") != "statement" or (cleaned.get("actor") is None and "actor" not in self.errors):
            self.add_error("actor", gettext("Say who it is."))
        return cleaned


class VerdictForm(forms.Form):
    """What somebody holds a row for."""

    verdict = forms.ChoiceField(label=_("What do you hold it for?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, verdicts: Mapping[str, Any], **kwargs: Any) -> None:
        """With the verdicts of the row's kind."""
        super().__init__(*args, **kwargs)
        self.fields["verdict"].choices = list(verdicts.items())  # type: ignore[attr-defined]
