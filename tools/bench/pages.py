"""Measures what each page costs the server, against the number of stored statements.

usage: python -m tools.bench.pages FOLDER STATEMENTS [--times 15]

FOLDER holds the database; an archive that is there already is used again. Each page is asked for several times by Django's test client, through all
middleware: made anew each time, of rows that this process has shown before and of rows that it has not, and as readers without a session get it, kept
until something changes. It stands beside two bare views that list 50 statements in the same run, one without and one within the site's frame; they are
never kept.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROWS = (
    "{% for row in rows %}<li>"
    '<a href="{{ row.get_absolute_url }}">{{ row.content }}</a> {{ row.actor }} {{ row.article.outlet }} {{ row.published_on }}'
    "</li>{% endfor %}"
)
FRAMED = '{% extends "base.html" %}{% block content %}<ul>' + ROWS + "</ul>{% endblock %}"
#: Articles that get a text with its statements marked; the others are only listed.
MARKED = 40


def main() -> None:
    """Fill once, ask, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("statements", type=int)
    parser.add_argument("--times", type=int, default=15)
    options = parser.parse_args()
    open_site(options.folder)
    prepare(options.statements)
    report(options.times)


def open_site(folder: Path) -> None:
    """The site on a database of its own in this process, before anything of it is imported."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ |= {"CLAIMSITE_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "claimsite.settings", "OMP_NUM_THREADS": "1", "LOG_LEVEL": "ERROR"}
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.conf import settings

    # No manifest of static files is built here; what is measured is how pages are made.
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    settings.ALLOWED_HOSTS = ["testserver"]


def prepare(total: int) -> None:
    """The archive, unless it is there."""
    from django.core.management import call_command
    from django.db import connection

    from claimsite.statements.models import Statement

    call_command("migrate", verbosity=0)
    if Statement.objects.exists():
        return
    from tools.bench.scale import fill

    fill(total, has_vectors=False)
    with connection.cursor() as cursor:
        # Acts and languages as mixed as in real archives, which the filters need.
        cursor.execute("UPDATE statements_statement SET act = CASE id % 7 WHEN 0 THEN 'denies' WHEN 3 THEN 'demands' WHEN 5 THEN 'warns' ELSE 'asserts' END")
        cursor.execute("UPDATE articles_article SET language = CASE id % 4 WHEN 0 THEN 'de' WHEN 1 THEN 'fr' WHEN 2 THEN 'ru' ELSE 'en' END")
        cursor.execute("UPDATE statements_statement SET language = (SELECT language FROM articles_article a WHERE a.id = article_id)")
        cursor.execute("UPDATE claims_claimstatement SET stance = CASE WHEN id % 6 = 0 THEN 'opposes' ELSE 'supports' END")
    mark_articles()
    from claimsite.claims.side_numbers import number_new_sides

    number_new_sides()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def mark_articles() -> None:
    """The newest articles get a text and their statements' places in it."""
    from claimsite.articles.models import ArticleVersion
    from claimsite.statements.models import Statement, StatementSpan

    for version in ArticleVersion.objects.order_by("-id")[:MARKED]:
        rows = list(Statement.objects.filter(version=version).order_by("id"))
        parts, spans, length = [], [], 0
        for row in rows:
            spans.append(StatementSpan(statement=row, role="content", position=0, start_char=length, end_char=length + len(row.content), exact=row.content))
            parts.append(f"{row.content}, a speaker said. Nobody else was asked about it that day.")
            length += len(parts[-1]) + 1
        ArticleVersion.objects.filter(pk=version.pk).update(text="\n".join(parts))
        StatementSpan.objects.bulk_create(spans)


def list_pages() -> dict[str, str]:
    """An address of each page, of the newest rows, which have most around them."""
    from claimsite.claims.models import Claim, Topic
    from claimsite.statements.models import Actor, Statement
    from tools.bench import corpus

    statement = Statement.objects.newest_first().first()
    claim = Claim.objects.filter(relations_as_a__isnull=False).order_by("-id").first()
    assert statement is not None  # noqa: S101 – it was filled
    assert claim is not None  # noqa: S101
    side = Actor.objects.get(pk=corpus.LOUD_SIDE)
    speaker = Actor.objects.get(pk=corpus.LOUD)
    topic = Topic.objects.order_by("-id").first()
    word = statement.content.split()[1]
    return {
        "home": "/",
        "home, one side": f"/?side={side.slug}",
        "articles": "/articles/",
        "article": statement.article.get_absolute_url(),
        "statements": "/statements/",
        "statements, a common word": f"/statements/?q={word}",
        "statements, two words": f"/statements/?q={'+'.join(statement.content.split()[1:3])}",
        "statements, one side": f"/statements/?side={side.slug}",
        "statements, a rare choice": "/statements/?side=side-26&act=denies&language=ru&outlet=3",
        "statements, one language": "/statements/?language=ru",
        "statements, denied": "/statements/?stance=opposes",
        "statement": f"/statements/{statement.pk}/",
        "speakers": "/actors/",
        "side": side.get_absolute_url(),
        "speaker": speaker.get_absolute_url(),
        "claims": "/claims/",
        "claims, all": "/claims/?show=all",
        "claim": claim.get_absolute_url(),
        "compare": "/compare/",
        "compare, a topic": f"/compare/?topic={topic.slug if topic else ''}",
        "saved comparisons": "/c/",
        "charts of a claim": f"{claim.get_absolute_url()}charts/",
        "charts of a side": f"{side.get_absolute_url()}charts/",
    }


def build_bare_views() -> Iterator[tuple[str, Callable[[Any], Any]]]:
    """50 rows of the same table with what belongs to them: what Django itself costs."""
    from django.http import HttpResponse
    from django.template import engines

    from claimsite.statements.models import Statement

    for name, source in (("bare, 50 rows", ROWS), ("bare, 50 rows in the frame", FRAMED)):
        template = engines["django"].from_string(source)

        def view(request: Any, template: Any = template) -> HttpResponse:
            rows = Statement.objects.standing().with_people().newest_first()[:50]
            return HttpResponse(template.render({"rows": rows}, request))

        yield name, view


def report(times: int) -> None:
    """Each page between two calls of the bare views, so that all meet the same machine."""
    from django.conf import settings
    from django.test import Client
    from django.urls import path

    from claimsite import urls
    from claimsite.core.collecting import look_less_often

    bare = dict(build_bare_views())
    urls.urlpatterns[:0] = [path(f"bare/{number}/", view) for number, view in enumerate(bare.values())]
    client = Client()
    client.get("/")
    look_less_often()  # as where the site runs
    reference = [f"bare/{number}/" for number in range(len(bare))]
    figures = {name: measure(client, f"/{address}", times * 2) for name, address in zip(bare, reference, strict=True)}
    base, framed = (figures[name][0] for name in bare)
    kept = dict(figures)
    unseen = dict.fromkeys(figures, 0.0)
    limit = settings.KEPT_PAGES_MB
    for name, address in list_pages().items():
        settings.KEPT_PAGES_MB = 0
        unseen[name] = time_unseen(client, address)
        figures[name] = measure(client, address, times)
        settings.KEPT_PAGES_MB = limit
        kept[name] = measure(client, address, times)
    print(
        "| page | queries | made anew: p50, ms | p95, ms | to the bare view | in the frame | of rows unseen, ms | kept: p50, ms | p95, ms | to the bare view |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for name, (middle, high, queries) in figures.items():
        again, high_again, _ = kept[name]
        ratios = f"{middle / base:.2f} | {middle / framed:.2f}"
        print(
            f"| {name} | {queries} | {middle:.1f} | {high:.1f} | {ratios} | {unseen[name]:.1f} | {again:.1f} | {high_again:.1f} | {again / base:.2f} |",
            flush=True,
        )


def time_unseen(client: Any, address: str) -> float:
    """Milliseconds of processor time where nothing of the page was made before, median of three."""
    from claimsite.comparisons import drawing
    from claimsite.comparisons.templatetags import chart_parts
    from claimsite.core import addresses
    from claimsite.core.parts import PARTS

    client.get(address)
    taken = []
    for _ in range(3):
        PARTS.clear()
        addresses._find.cache_clear()
        drawing._draw.cache_clear()
        chart_parts._render.cache_clear()
        started = time.process_time()
        client.get(address)
        taken.append(1000 * (time.process_time() - started))
    return statistics.median(taken)


def measure(client: Any, address: str, times: int) -> tuple[float, float, int]:
    """Median and 95th percentile in milliseconds of processor time, which others' work on the same machine does not touch, and the number of queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    asked = len(queries)
    assert response.status_code == 200, (address, response.status_code)  # noqa: S101
    taken = []
    for _ in range(times):
        started = time.process_time()
        client.get(address)
        taken.append(1000 * (time.process_time() - started))
    high = statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]
    return statistics.median(taken), high, asked


if __name__ == "__main__":
    main()
