"""Look for copies among stored articles."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from claimsite.articles.copies import settle_copies
from claimsite.articles.models import Article, ArticleVersion
from claimsite.core.turns import in_turn
from claimsite.statements.copies import settle_statement_copies


class Command(BaseCommand):
    """For articles from before copies were looked for, and to look again; safe at any time."""

    help = "Group stored articles with the same text: those that were never looked at, or all with --all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which articles."""
        parser.add_argument("--all", action="store_true", help="look at all articles again")

    def handle(self, *args: Any, **options: Any) -> None:
        """One article a transaction."""
        versions = ArticleVersion.objects.filter(is_current=True).order_by("id")
        if not options["all"]:
            versions = versions.filter(article__bands__isnull=True)
        for pk in versions.values_list("pk", flat=True).iterator(chunk_size=1000):
            with in_turn():
                version = ArticleVersion.objects.select_related("article").get(pk=pk)
                settle_copies(version)
                settle_statement_copies(version.article)
        self.stdout.write(f"{Article.objects.filter(copies__isnull=False).count()} articles share their text with another")
