"""Words that pages must show and never obey, put into everything that people or outlets can write."""

from __future__ import annotations

from typing import Any

from claimsite.articles.models import Article, Outlet
from claimsite.claims.models import Claim, Topic
from claimsite.comparisons.actions import publish_snapshot
from claimsite.comparisons.models import Comparison
from claimsite.core import note_actions
from claimsite.core.models import ApiToken, Invitation, User
from claimsite.pipeline.models import Job
from claimsite.statements.models import Actor, ActorName, Affiliation, ExtractionRun, Statement
from tests.factories import World, add_to_claim, make_actor, make_statement, make_version

#: Case → words. Whatever would act names "pwned".
PAYLOADS = {
    "script": "<script>pwned()</script>",
    "onerror": "<img src=x onerror=pwned()>",
    "svg": '<svg></p><style><a id="</style><img src=1 onerror=pwned()>">',
    "mathml": '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=pwned()&gt;">',
    "style": "</style></title></textarea><style>*{background:url(//pwned.example/)}</style>",
    "hx-get": '<div hx-get="/pwned" hx-trigger="load">',
    "data-hx-post": '<div data-hx-post="/pwned" data-hx-trigger="load">',
    "hx-on": '<div hx-on::load="pwned()" hx-on:click="pwned()">',
    "clobbering": '<a id="main" name="pwned"></a><form id="panel-body" name="pwned"><input name="csrfmiddlewaretoken" value="pwned">',
    "script end": "</script><!--<script>pwned()",
    "remote image": '<img src="//pwned.example/a.png" srcset="//pwned.example/b.png 2x">',
    "meta refresh": '<meta http-equiv="refresh" content="0;url=//pwned.example/">',
    "base": '<base href="//pwned.example/">',
    "form": '<form action="//pwned.example/"><button formaction="//pwned.example/">pwned</button>',
    "link": '<a href="javascript:pwned()">x</a> [x](javascript:pwned()) javascript:pwned()',
    "double quote": '" onmouseover=pwned() autofocus onfocus=pwned() x="',
    "single quote": "' onmouseover=pwned() autofocus onfocus=pwned() x='",
    "template": '{{ settings.SECRET_KEY }}{% debug %}{% include "pwned" %}${pwned}%{pwned}',
    "chart": "<b>pwned</b><br><a href='javascript:pwned()'>%{customdata} %{y:.2f}<extra>pwned</extra>",
}
#: For fields that hold little.
SHORT = {"author": "<b>pwned</b><script>pwned()</script>", "quote": '"><img src=x onerror=pwned()>'}


def join(limit: int, number: object = "") -> str:
    """As many of the words as fit, each whole."""
    words = f"{number}"
    for payload in (*PAYLOADS.values(), *SHORT.values()):
        if len(words) + len(payload) + 1 <= limit:
            words += f" {payload}"
    return words.strip()


def poison(world: World, comparison: Comparison, by: User) -> None:
    """Put the words into all rows of a world, and freeze them into a version of the comparison."""
    version = make_version("\n\n".join(f"Ida said {words}." for words in PAYLOADS.values()), outlet="Nasty", title="Nasty")
    speaker = make_actor("Nasty", side=world.sides["Rosmark"])
    for words in PAYLOADS.values():
        add_to_claim(world.claims["entered"], make_statement(version, words, actor=speaker))
    reasons = {"en": join(2000), "de": join(2000)}
    Statement.objects.update(source=join(500), why=reasons, why_actor=reasons, alternatives=[{"name": join(300), "score": 0.1, "why": reasons, "id": None}])
    Claim.objects.filter(pk=world.claims["entered"].pk).update(text=join(5000))
    ExtractionRun.objects.update(code_version=SHORT["quote"], flags=[join(300)], models_used={"reader": join(300)})
    for model, field, limit in ((Outlet, "name", 200), (Actor, "name", 300), (Topic, "title", 200), (ActorName, "name", 300), (Affiliation, "role", 300)):
        for row in model.objects.all():
            model.objects.filter(pk=row.pk).update(**{field: join(limit, row.pk)})
    Article.objects.update(title=join(500), author=join(300), note=join(300))
    version.article.versions.update(title=join(500))
    User.objects.filter(pk=by.pk).update(first_name=join(150), last_name=SHORT["author"])
    Invitation.objects.update(label=join(150))
    ApiToken.objects.update(name=join(80))
    Job.objects.update(
        payload={"title": join(500), "outlet_name": join(200), "url": "", "name": join(200)}, state="failed", error_code="x", error_detail=join(900)
    )
    note_actions.write_note(world.statements["never"], kind="statement", text=join(3900), by=by)
    words: dict[str, Any] = {"title": join(200), "note": join(5000), "method": join(5000)}
    Comparison.objects.filter(pk=comparison.pk).update(**words)
    comparison.refresh_from_db()
    publish_snapshot(comparison, by=by)
