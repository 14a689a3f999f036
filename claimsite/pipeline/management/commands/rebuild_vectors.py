"""Make the index of statement vectors anew."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from claimsite.pipeline.nearest.building import rebuild
from claimsite.pipeline.vectors import store_missing


class Command(BaseCommand):
    """Safe at any time: workers use the old index until the new one is there, and notice it then."""

    help = "Make the index of statement vectors anew: half-years that have changed, or everything; statements without a vector are given one first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How much."""
        parser.add_argument("--everything", action="store_true", help="also half-years to which nothing has come")

    def handle(self, *args: Any, everything: bool = False, **options: Any) -> None:
        """One line a half-year."""
        if missing := sum(store_missing()):
            self.stdout.write(f"{missing} statements had no vector")
        slices = 0
        for name, size, is_new in rebuild(everything=everything):
            slices += 1
            self.stdout.write(f"{name}: {size} vectors{'' if is_new else ', unchanged'}")
        if not slices:
            self.stdout.write("there are no vectors yet")
