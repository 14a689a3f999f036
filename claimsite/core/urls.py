"""Addresses of signing in, preferences and the method."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from claimsite.core import views

app_name = "core"
urlpatterns = [
    path("login/", LoginView.as_view(template_name="core/login.html", redirect_authenticated_user=True), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("preferences/", views.preferences, name="preferences"),
    path("preferences/theme/", views.theme, name="theme"),
    path("method/", views.method, name="method"),
]
