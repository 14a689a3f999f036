"""The pipeline app."""

from django.apps import AppConfig


class PipelineConfig(AppConfig):
    """Its name, and its system checks."""

    name = "claimsite.pipeline"

    def ready(self) -> None:
        """Register the checks."""
        from claimsite.pipeline import checks  # noqa: F401 – registers itself
