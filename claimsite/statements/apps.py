"""The statements app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class StatementsConfig(AppConfig):
    """Its name, public histories, and the search index, which migrations of the table would leave out of step."""

    name = "claimsite.statements"

    def ready(self) -> None:
        """Register, and look after the index when migrations are through."""
        from claimsite.articles import outlet_actions
        from claimsite.core import operations
        from claimsite.statements import rows
        from claimsite.statements.actor_actions import follow_operation
        from claimsite.statements.article_actions import follow_correction, follow_merge
        from claimsite.statements.search import ensure_index

        rows.register()
        for follow in (follow_correction, follow_operation):
            if follow not in operations.FOLLOW_UPS:
                operations.FOLLOW_UPS.append(follow)
        if follow_merge not in outlet_actions.FOLLOW_UPS:
            outlet_actions.FOLLOW_UPS.append(follow_merge)
        post_migrate.connect(ensure_index, sender=self, dispatch_uid="statements_search")
