"""The deployment app."""

from django.apps import AppConfig


class DeploymentConfig(AppConfig):
    """Its name."""

    name = "claimsite.deployment"
