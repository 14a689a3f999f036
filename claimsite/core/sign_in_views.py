"""Signing in and out."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse


class SignIn(LoginView):
    """By name and password; failures are counted by axes, for all processes in the database."""

    template_name = "core/login.html"
    redirect_authenticated_user = True


class SignOut(LogoutView):
    """End the session, and have the browser forget the pages that it kept."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """As in the parent, with the header."""
        response = super().dispatch(request, *args, **kwargs)
        if response.status_code < 400:
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response
