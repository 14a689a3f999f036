"""Forms for adding articles and feeds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from analysis.text import MAX_CHARACTERS, TextError, check_text, normalize
from claimsite.articles.addresses import AddressError
from claimsite.core.forms import WordsField, make_day_of_publication
from claimsite.core.models import Language
from claimsite.pipeline import limits
from claimsite.pipeline.errors import JobError, get_message
from claimsite.pipeline.reading.charset import decode
from claimsite.pipeline.reading.files import Kind, recognize
from claimsite.pipeline.web.addresses import check_url

if TYPE_CHECKING:
    from collections.abc import Iterable


class AddAddressesForm(forms.Form):
    """Pages or feeds by their addresses, one a line."""

    urls = forms.CharField(
        label=_("Addresses"),
        help_text=_("Of articles or feeds, one a line. A feed is recognised and followed from then on."),
        widget=forms.Textarea(attrs={"rows": 3, "inputmode": "url", "spellcheck": "false", "autocapitalize": "off"}),
    )

    def clean_urls(self) -> list[str]:
        """The addresses in order, each once; every line that is none is named."""
        found: dict[str, None] = {}
        errors = []
        for line in self.cleaned_data["urls"].split():
            try:
                found.setdefault(check_url(line if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", line) else f"https://{line}"))
            except AddressError:
                wrong = gettext("“%(line)s” is not an address that can be read. It should look like https://outlet.example/article.")
                errors.append(wrong % {"line": line[:100]})
        if len(found) > limits.MAX_URLS:
            many = gettext("These are %(count)s addresses; at most %(most)s can be added at once.")
            errors.append(many % {"count": len(found), "most": limits.MAX_URLS})
        if errors:
            raise forms.ValidationError(errors[:10])
        return list(found)


class AddTextForm(forms.Form):
    """An article as pasted text, as the source of a page, or as a file."""

    title = forms.CharField(label=_("Title"), max_length=500, required=False, help_text=_("Left empty, it is the page's own, or the first sentence."))
    outlet = WordsField(label=_("Outlet"), max_length=200, required=False, help_text=_("Who published the article; needed, except for a list of feeds."))
    published_on = make_day_of_publication(initial=timezone.localdate, help_text=_("Left as it is, a page's own date counts."))
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[("", _("detect")), *Language.choices])
    text = forms.CharField(label=_("Text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 16}), help_text=_("Or the source of the page."))
    file = forms.FileField(
        label=_("Or a file"), required=False, allow_empty_file=True, help_text=_("Text, HTML, PDF or OPML (a list of feeds), at most 10 MB.")
    )

    def __init__(self, *args: Any, files_too_big: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._files_too_big = set(files_too_big)
        self.fields["outlet"].widget.attrs["list"] = "known-outlets"
        self.fields["file"].widget.attrs["accept"] = ".txt,.html,.htm,.pdf,.opml,text/plain,text/html,application/pdf"

    def clean(self) -> dict[str, Any]:
        """One text or file, from one of the two places; errors stand at the field that it came from."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors.keys() & {"text", "file"}:
            return cleaned
        upload, pasted = cleaned.get("file"), cleaned.get("text") or ""
        field = "file" if upload or "file" in self._files_too_big else "text"
        try:
            if field == "file" and pasted.strip():
                raise forms.ValidationError(_("Give either a text or a file, not both."))
            if "file" in self._files_too_big:
                raise JobError("file_too_big")
            cleaned |= self._read_upload(upload) if upload else self._read_pasted(pasted)
        except (JobError, TextError) as error:
            self.add_error(field, str(get_message(error.code)))
        except forms.ValidationError as error:
            self.add_error(field, error)
        if cleaned.get("kind") != Kind.OPML and not cleaned.get("outlet") and "outlet" not in self.errors:
            self.add_error("outlet", self.fields["outlet"].error_messages["required"])
        return cleaned

    def get_request(self) -> dict[str, Any]:
        """The arguments of `request_text` or, where there is `data`, of `request_file`."""
        given = self.cleaned_data
        common = {"title": given["title"], "outlet_name": given["outlet"], "language": given["language"] or None}
        if given["kind"] == Kind.TEXT:
            return common | {"published_on": given["published_on"], "text": given["text"]}
        # The day that the form suggests says nothing about a page that has a date of its own.
        day = given["published_on"] if "published_on" in self.changed_data else None
        return common | {"published_on": day, "data": given["data"], "name": given["name"], "content_type": given["content_type"]}

    def _read_upload(self, upload: UploadedFile) -> dict[str, Any]:
        data = upload.read()
        if not data.strip():
            raise JobError("empty")
        kind = recognize(data)
        if kind == Kind.TEXT:
            text = decode(data)
            _check(text)
            return {"kind": kind, "text": text}
        return {"kind": kind, "data": data, "name": upload.name or "", "content_type": ""}

    def _read_pasted(self, text: str) -> dict[str, Any]:
        kind = recognize(text.encode("utf-8", "replace"))
        if kind == Kind.PAGE:
            return {"kind": kind, "data": text.encode("utf-8", "replace"), "name": "", "content_type": "text/html; charset=utf-8"}
        _check(text)
        return {"kind": Kind.TEXT, "text": text}


class AddFeedForm(forms.Form):
    """A feed by its address."""

    url = forms.CharField(label=_("Address of the feed"), max_length=2000, widget=forms.URLInput(attrs={"placeholder": "https://outlet.example/feed.xml"}))

    def clean_url(self) -> str:
        """An address that can be fetched."""
        try:
            return check_url(self.cleaned_data["url"])
        except AddressError as error:
            raise forms.ValidationError(_("This is not an address that can be read. It should look like https://outlet.example/feed.xml.")) from error


class LanguageForm(forms.Form):
    """The language that an article is really in."""

    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)


def _check(text: str) -> None:
    # Far over the limit it need not be normalised to know.
    if len(text) > 2 * MAX_CHARACTERS:
        raise TextError("too_long", "")
    check_text(normalize(text), raw=text)
