"""The pipeline app."""

from django.apps import AppConfig


class PipelineConfig(AppConfig):
    """Its name, its system checks, and what follows the corrections of articles."""

    name = "claimsite.pipeline"

    def ready(self) -> None:
        """Register them."""
        from claimsite.core import operations
        from claimsite.pipeline import checks  # noqa: F401 – registers itself
        from claimsite.pipeline.days import follow_correction

        if follow_correction not in operations.FOLLOW_UPS:
            operations.FOLLOW_UPS.append(follow_correction)
