"""Compile the message catalogs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from claimsite.core.translations import compile_catalogs


class Command(BaseCommand):
    """What changed is compiled; the rest is left."""

    help = "Compile translations (.po → .mo) that changed."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was written."""
        written = compile_catalogs([Path(folder) for folder in settings.LOCALE_PATHS])
        self.stdout.write(f"{len(written)} compiled" if written else "translations are current")
