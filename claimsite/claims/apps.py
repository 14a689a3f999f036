"""The claims app."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """Its name."""

    name = "claimsite.claims"
