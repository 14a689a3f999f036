"""The workbench app."""

from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    """Its name."""

    name = "claimsite.workbench"
