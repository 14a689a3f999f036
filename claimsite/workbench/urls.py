"""Addresses of the queue, second opinions and what comes of decisions."""

from django.urls import path

from claimsite.workbench import bulk_views, opinion_views, views

app_name = "workbench"
urlpatterns = [
    path("workbench/", views.queue, name="queue"),
    path("workbench/decisions/", bulk_views.bulk_decide, name="bulk_decide"),
    path("workbench/threads/", views.threads, name="threads"),
    path("people/<int:pk>/", views.person, name="person"),
    path("opinions/", opinion_views.opinions, name="opinions"),
    path("opinions/<slug:kind>/<int:pk>/", opinion_views.opinion, name="opinion"),
    path("opinions/<slug:kind>/<int:pk>/request/", opinion_views.opinion_request, name="opinion_request"),
    path("quality/editors/", opinion_views.quality_editors, name="quality_editors"),
    path("quality/editors/<slug:kind>/<slug:state>/", opinion_views.quality_decided, name="quality_decided"),
]
