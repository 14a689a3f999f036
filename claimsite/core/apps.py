"""The core app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Its name."""

    name = "claimsite.core"
