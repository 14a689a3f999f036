"""Forms for adding articles."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from analysis.text import MAX_CHARACTERS, TextError, check_text, normalize
from claimsite.core.models import Language
from claimsite.pipeline.errors import JobError, get_message

if TYPE_CHECKING:
    from collections.abc import Iterable

EARLIEST = dt.date(1800, 1, 1)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class AddTextForm(forms.Form):
    """An article as pasted text or as a text file."""

    title = forms.CharField(label=_("Title"), max_length=500, required=False, help_text=_("Left empty, it is the first sentence."))
    outlet = forms.CharField(label=_("Outlet"), max_length=200, help_text=_("Who published the article."))
    published_on = forms.DateField(
        label=_("Published on"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
    )
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[("", _("detect")), *Language.choices])
    text = forms.CharField(label=_("Text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 16}))
    file = forms.FileField(label=_("Or a text file"), required=False, allow_empty_file=True, help_text=_("Plain text in UTF-8, at most 1 MB."))

    def __init__(self, *args: Any, files_too_big: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._files_too_big = set(files_too_big)
        self.fields["outlet"].widget.attrs["list"] = "known-outlets"
        self.fields["file"].widget.attrs["accept"] = ".txt,text/plain"

    def clean_published_on(self) -> dt.date:
        """A day on which articles were published."""
        day: dt.date = self.cleaned_data["published_on"]
        if not EARLIEST <= day <= timezone.localdate() + dt.timedelta(days=1):
            raise forms.ValidationError(_("The date must lie between 1800 and tomorrow."))
        return day

    def clean(self) -> dict[str, Any]:
        """One text, from one of the two places; errors stand at the field that the text came from."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors.keys() & {"text", "file"}:
            return cleaned
        upload, pasted = cleaned.get("file"), cleaned.get("text") or ""
        field = "file" if upload or "file" in self._files_too_big else "text"
        if field == "file" and pasted.strip():
            self.add_error("file", _("Give either a text or a file, not both."))
            return cleaned
        try:
            if "file" in self._files_too_big:
                raise JobError("file_too_big")
            text = _read(upload) if upload else pasted
            _check(text)
        except (JobError, TextError) as error:
            self.add_error(field, str(get_message(error.code)))
            return cleaned
        cleaned["text"] = text
        return cleaned

    def get_request(self) -> dict[str, Any]:
        """The arguments of `request_text`."""
        given = self.cleaned_data
        return {
            "title": given["title"],
            "outlet_name": given["outlet"],
            "language": given["language"] or None,
            "published_on": given["published_on"],
            "text": given["text"],
        }


class LanguageForm(forms.Form):
    """The language that an article is really in."""

    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)


def _check(text: str) -> None:
    # Far over the limit it need not be normalised to know.
    if len(text) > 2 * MAX_CHARACTERS:
        raise TextError("too_long", "")
    check_text(normalize(text), raw=text)


def _read(upload: UploadedFile) -> str:
    """The text of a file.

    Raises:
        JobError: ``encoding`` if it is not UTF-8; ``binary`` if it is no text.
    """
    data = upload.read()
    if data.startswith(_UTF_16):
        raise JobError("encoding")
    if b"\0" in data:
        raise JobError("binary")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        controls = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in data[:10_000])
        raise JobError("binary" if controls * 100 > len(data[:10_000]) else "encoding", str(error)) from error
