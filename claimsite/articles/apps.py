"""The articles app."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """Its name, public histories, and what follows operations."""

    name = "claimsite.articles"

    def ready(self) -> None:
        """Register, before the apps that build on articles do."""
        from claimsite.articles import rows
        from claimsite.articles.correcting import follow_correction
        from claimsite.core import operations

        rows.register()
        if follow_correction not in operations.FOLLOW_UPS:
            operations.FOLLOW_UPS.append(follow_correction)
