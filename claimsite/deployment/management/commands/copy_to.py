"""Copy the database to PostgreSQL."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claimsite.deployment import copying


class Command(BaseCommand):
    """The site may run meanwhile; what is written after the copy began is not in it, so stop the worker and the editors first."""

    help = "Copy the whole database to an empty PostgreSQL and compare the two: all of it, or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("url", help="postgres://USER:PASSWORD@HOST/NAME of an empty database")

    def handle(self, *args: Any, url: str, **options: Any) -> None:
        """One line a table, then what was compared."""
        try:
            report = copying.copy(url, self.stdout.write)
        except copying.CopyError as error:
            raise CommandError(str(error)) from error
        if report.replaced:
            self.stdout.write(f"{report.replaced} NUL characters, which PostgreSQL cannot hold, became U+FFFD")
        found = sum(report.searches.values())
        self.stdout.write(
            f"{sum(report.counts.values()):,} rows of {len(report.counts)} tables; {len(report.searches)} searches find the same {found:,} statements"
        )
        self.stdout.write("Set DATABASE_URL to the new address, then start the site and its worker again.")
