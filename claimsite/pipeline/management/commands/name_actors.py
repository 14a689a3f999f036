"""Name actors for readers of each language again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from claimsite.claims.models import Topic
from claimsite.claims.titles import name_topics
from claimsite.core.history import save_all_signed
from claimsite.core.turns import in_turn
from claimsite.pipeline.naming import list_batches, name_batch
from claimsite.statements.models import Actor, ActorName


class Command(BaseCommand):
    """After the tables of names have changed; what people wrote stays. Safe at any time."""

    help = "Give all actors their names in each language from the tables and from names as written, and topics theirs after them."

    def handle(self, *args: Any, **options: Any) -> None:
        """A batch of actors, or a topic, a transaction."""
        named = 0
        for ids in list_batches(Actor):
            with in_turn():
                rows = name_batch(ids, Actor, ActorName, Actor.history.model)
                save_all_signed(rows, by=None, reason="named for readers", fields=["local_names"])
            named += len(rows)
        for topic in Topic.objects.filter(merged_into__isnull=True).order_by("pk").values_list("pk", flat=True):
            with in_turn():
                name_topics([topic])
        self.stdout.write(f"{named} actors have other names for readers now")
