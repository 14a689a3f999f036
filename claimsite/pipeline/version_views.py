"""Publishing a new version of an article by hand."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from analysis.text import TextError
from claimsite.articles.models import Article
from claimsite.core.permissions import get_editor
from claimsite.pipeline.errors import get_message
from claimsite.pipeline.version_actions import publish_version


class VersionForm(forms.Form):
    """The text that an outlet has by now."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=500, required=False, help_text=gettext_lazy("Left empty, it stays."))
    text = forms.CharField(
        label=gettext_lazy("Text"), strip=False, widget=forms.Textarea(attrs={"rows": 20}), help_text=gettext_lazy("The whole text as it reads now.")
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def version_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Paste what an article says by now; its statements follow their words."""
    editor = get_editor(request)
    article = get_object_or_404(Article.objects.with_outlet(), pk=pk)
    current = article.versions.get(is_current=True)
    form = VersionForm(request.POST) if request.method == "POST" else VersionForm(initial={"title": article.title, "text": current.text})
    if request.method == "POST" and form.is_valid():
        try:
            job = publish_version(article, by=editor, **form.cleaned_data)
        except TextError as error:
            form.add_error("text", str(get_message(error.code)))
        else:
            if job is None:
                messages.info(request, _("This is the text that is there already."))
            return redirect(job or article)
    return render(request, "pipeline/version_publish.html", {"article": article, "form": form}, status=422 if form.errors else 200)
