"""The comparisons app."""

from django.apps import AppConfig


class ComparisonsConfig(AppConfig):
    """Its name."""

    name = "claimsite.comparisons"
