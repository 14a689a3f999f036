"""The statements app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class StatementsConfig(AppConfig):
    """Its name, and the search index, which migrations of the table would leave out of step."""

    name = "claimsite.statements"

    def ready(self) -> None:
        """Look after the index when migrations are through."""
        from claimsite.statements.search import ensure_index

        post_migrate.connect(ensure_index, sender=self, dispatch_uid="statements_search")
