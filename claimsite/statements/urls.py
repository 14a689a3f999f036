"""Addresses of statements and of decisions about them."""

from django.urls import path

from claimsite.statements import actor_views, addition_views, decision_views, export_views, reading_views

app_name = "statements"
urlpatterns = [
    path("actors/find.json", actor_views.actor_find, name="actor_find"),
    path("actors/<slug:slug>/correction/", actor_views.actor_edit, name="actor_edit"),
    path("articles/<int:pk>/statements/new/", addition_views.statement_add, name="statement_add"),
    path("statements/", reading_views.statement_list, name="statement_list"),
    path("statements.csv", export_views.statements_csv, name="statements_csv"),
    path("statements.json", export_views.statements_json, name="statements_json"),
    path("statements/<int:pk>/", reading_views.statement_detail, name="statement_detail"),
    path("statements/<int:pk>/decision/", decision_views.statement_decide, name="statement_decide"),
    path("statements/<int:pk>/speaker/", decision_views.statement_attribute, name="statement_attribute"),
    path("statements/<int:pk>/correction/", decision_views.statement_correct, name="statement_correct"),
]
