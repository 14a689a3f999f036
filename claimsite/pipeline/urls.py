"""Addresses of adding articles, of jobs and of feeds."""

from django.urls import path

from claimsite.pipeline import feed_views, job_views, quality_views, version_views, views

app_name = "pipeline"
urlpatterns = [
    path("add/", views.add, name="add"),
    path("quality/", quality_views.quality, name="quality"),
    path("articles/<int:pk>/language/", views.article_language, name="article_language"),
    path("articles/<int:pk>/analyze/", views.article_analyze, name="article_analyze"),
    path("articles/<int:pk>/fetch/", views.article_fetch, name="article_fetch"),
    path("articles/<int:pk>/versions/new/", version_views.version_publish, name="version_publish"),
    path("feeds/", feed_views.feed_list, name="feed_list"),
    path("feeds/<int:pk>/follow/", feed_views.feed_follow, name="feed_follow"),
    path("jobs/", job_views.job_list, name="job_list"),
    path("jobs/<int:pk>/", job_views.job_detail, name="job_detail"),
    path("jobs/<int:pk>/retry/", job_views.job_retry, name="job_retry"),
]
