"""Put a backup in the place of the database."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from claimsite.deployment import backups


class Command(BaseCommand):
    """Whatever is wrong with the backup is found before anything is changed."""

    help = "Put a backup in the place of the database: checked, counted, and brought to this version's tables. Stop the site first."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which, and how."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--force", action="store_true", help="replace a database that holds articles or people")
        parser.add_argument("--check", action="store_true", help="only look whether the backup is whole and fits")

    def handle(self, *args: Any, file: Path, force: bool = False, check: bool = False, **options: Any) -> None:
        """Say how much there is now."""
        try:
            if check:
                with backups.unpack(file) as (manifest, _):
                    self.stdout.write(f"{file} of {manifest.taken_at} is whole and fits: {sum(manifest.counts.values()):,} rows ({manifest.vendor})")
                return
            manifest = backups.restore(file, force=force)
        except backups.BackupError as error:
            raise CommandError(str(error)) from error
        call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write(f"{sum(manifest.counts.values()):,} rows of {len(manifest.counts)} tables are back as of {manifest.taken_at}")
        self.stdout.write("Vectors of statements are searched without their index until manage.py rebuild_vectors has run.")
