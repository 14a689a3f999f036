"""The pipeline app."""

from django.apps import AppConfig


class PipelineConfig(AppConfig):
    """Its name."""

    name = "claimsite.pipeline"
