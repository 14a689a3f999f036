"""Make the search index anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from claimsite.statements import search
from claimsite.statements.models import Statement


class Command(BaseCommand):
    """Safe at any time; searches during it see the old index."""

    help = "Make the search index anew, whatever state it is in."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how much there is."""
        search.rebuild()
        self.stdout.write(f"{Statement.objects.count()} statements can be searched")
