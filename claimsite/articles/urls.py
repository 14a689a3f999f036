"""Addresses of the list of articles, of their versions and details, and of outlets."""

from django.urls import path

from claimsite.articles import correcting_views, export_views, outlet_views, version_views, views
from claimsite.core.downloads import make_paths

app_name = "articles"
urlpatterns = [
    path("articles/", views.article_list, name="article_list"),
    *make_paths("articles", export_views.export_articles, "articles"),
    path("articles/<int:pk>/versions/", version_views.version_list, name="version_list"),
    path("articles/<int:pk>/versions/<int:number>/", version_views.version_changes, name="version_changes"),
    path("articles/<int:pk>/correct/", correcting_views.article_correct, name="article_correct"),
    path("outlets/", outlet_views.outlet_list, name="outlet_list"),
    path("outlets/<int:pk>/", outlet_views.outlet_edit, name="outlet_edit"),
    path("outlets/<int:pk>/merge/", outlet_views.outlet_merge, name="outlet_merge"),
]
