"""Editors' decisions in the form of evaluation files."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claimsite.workbench.gold import describe_articles, describe_topics, list_decided_versions


class Command(BaseCommand):
    """Writes `attributions.jsonl` and a file for each topic with links."""

    help = "Write what editors decided as gold data: python -m analysis evaluate and training read it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--with-open", action="store_true", help="articles too in which proposals wait for a decision (what is not there may then be missing)"
        )

    def handle(self, *args: Any, folder: Path, with_open: bool, **options: Any) -> None:
        """Write all, or say why not."""
        try:
            (folder / "disputes").mkdir(parents=True, exist_ok=True)
            articles = self._write_articles(folder / "attributions.jsonl", with_open)
            topics = self._write_topics(folder / "disputes", with_open)
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        self.stdout.write(f"{articles} articles, {topics} topics with links")

    def _write_articles(self, path: Path, with_open: bool) -> int:
        count = 0
        with path.open("w", encoding="utf-8") as file:
            for record in describe_articles(list_decided_versions(with_open=with_open)):
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
                count += 1
        return count

    def _write_topics(self, folder: Path, with_open: bool) -> int:
        count = 0
        for dispute in describe_topics(list_decided_versions(with_open=with_open)):
            (folder / f"{dispute['dispute']}.json").write_text(json.dumps(dispute, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            count += 1
        return count
