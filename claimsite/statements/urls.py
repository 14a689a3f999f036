"""Addresses of statements and of decisions about them."""

from django.urls import path

from claimsite.core.downloads import make_paths
from claimsite.statements import actor_views, decision_views, export_views, reading_views

app_name = "statements"
urlpatterns = [
    path("actors/find.json", actor_views.actor_find, name="actor_find"),
    path("actors/<slug:slug>/correction/", actor_views.actor_edit, name="actor_edit"),
    path("statements/", reading_views.statement_list, name="statement_list"),
    *make_paths("statements", export_views.export_statements, "statements"),
    *make_paths("statements/<int:pk>", export_views.export_statement, "statement"),
    path("statements/<int:pk>/", reading_views.statement_detail, name="statement_detail"),
    path("statements/<int:pk>/decision/", decision_views.statement_decide, name="statement_decide"),
    path("statements/<int:pk>/speaker/", decision_views.statement_attribute, name="statement_attribute"),
    path("statements/<int:pk>/correction/", decision_views.statement_correct, name="statement_correct"),
]
