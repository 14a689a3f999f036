"""Addresses of the API's page; the API has its own."""

from django.urls import path

from claimsite.api import views

app_name = "api"
urlpatterns = [path("docs", views.docs, name="docs")]
