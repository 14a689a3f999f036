"""Addresses of adding articles and of jobs."""

from django.urls import path

from claimsite.pipeline import views

app_name = "pipeline"
urlpatterns = [
    path("add/", views.add, name="add"),
    path("jobs/<int:pk>/", views.job_detail, name="job_detail"),
    path("jobs/<int:pk>/retry/", views.job_retry, name="job_retry"),
    path("articles/<int:pk>/language/", views.article_language, name="article_language"),
]
