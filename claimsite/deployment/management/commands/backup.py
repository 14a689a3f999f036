"""Take a backup."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claimsite.deployment import backups


class Command(BaseCommand):
    """While people write; what they write afterwards is not in it."""

    help = "Write the whole database, as it is at one moment, to a file that manage.py restore reads. Safe while the site runs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="also where there is such a file")

    def handle(self, *args: Any, file: Path, replace: bool = False, **options: Any) -> None:
        """Say what is in it."""
        if file.exists() and not replace:
            raise CommandError(f"{file} is there already; choose another name or give --replace")
        try:
            manifest = backups.take(file)
        except (backups.BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        rows = sum(manifest.counts.values())
        self.stdout.write(f"{file}: {rows:,} rows of {len(manifest.counts)} tables ({manifest.vendor}), {file.stat().st_size / 1e6:.1f} MB, checked")
