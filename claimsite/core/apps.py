"""The core app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    """Its name, and the triggers that count changes, which migrations of tables leave out."""

    name = "claimsite.core"

    def ready(self) -> None:
        """Look after the database when migrations are through."""
        from claimsite.core.days import remember_days
        from claimsite.core.stamps import ensure_triggers, refresh_statistics

        remember_days()

        post_migrate.connect(ensure_triggers, sender=self, dispatch_uid="content_stamp")
        post_migrate.connect(refresh_statistics, sender=self, dispatch_uid="statistics")
