"""The articles app."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """Its name."""

    name = "claimsite.articles"
