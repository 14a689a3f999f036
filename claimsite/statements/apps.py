"""The statements app."""

from django.apps import AppConfig


class StatementsConfig(AppConfig):
    """Its name."""

    name = "claimsite.statements"
