"""The comparisons app."""

from django.apps import AppConfig


class ComparisonsConfig(AppConfig):
    """Its name, and the public history of comparisons."""

    name = "claimsite.comparisons"

    def ready(self) -> None:
        """Drafts of others have no history that one could look up."""
        from django.utils.translation import gettext_lazy

        from claimsite.comparisons.models import Comparison
        from claimsite.core.rows import RowKind, register_rows

        register_rows("comparison", RowKind(Comparison, gettext_lazy("comparison"), Comparison.objects.visible_to))
