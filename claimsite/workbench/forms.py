"""Narrowing the queue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claimsite.claims.models import Topic
from claimsite.core.models import Language
from claimsite.workbench.queue import QUEUES


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


class VerdictForm(forms.Form):
    """What somebody holds a row for."""

    verdict = forms.ChoiceField(label=_("What do you hold it for?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, verdicts: Mapping[str, Any], **kwargs: Any) -> None:
        """With the verdicts of the row's kind."""
        super().__init__(*args, **kwargs)
        self.fields["verdict"].choices = list(verdicts.items())  # type: ignore[attr-defined]
