"""An exported annotation collection into this site."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claimsite.comparisons.exports.importing import CollectionError, import_collection
from claimsite.core.models import User


class Command(BaseCommand):
    """Stores the texts and statements of a file that a comparison's `annotations.jsonld` gave."""

    help = "Import a collection of W3C Web Annotations that a comparison was exported as: its texts become articles, its statements proposals."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to read, and in whose name."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, help="user name of the person who imports")

    def handle(self, *args: Any, file: Path, by: str, **options: Any) -> None:
        """Import all, or say why not and leave everything as it was."""
        user = User.objects.filter(username=by, is_active=True).first()
        if user is None:
            raise CommandError(f"there is no active user {by!r}")
        try:
            count = import_collection(json.loads(file.read_bytes()), by=user)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except (CollectionError, ValueError) as error:
            raise CommandError(f"{file}: {error}") from error
        self.stdout.write(f"{count} statements imported")
