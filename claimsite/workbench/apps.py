"""The workbench app."""

from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    """Its name, and how decisions about several rows are undone."""

    name = "claimsite.workbench"

    def ready(self) -> None:
        """Tell those who undo."""
        from claimsite.core import operations
        from claimsite.workbench.bulk import KIND, undo_bulk

        operations.UNDOERS[KIND] = undo_bulk
