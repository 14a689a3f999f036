"""The address of the queue."""

from django.urls import path

from claimsite.workbench import views

app_name = "workbench"
urlpatterns = [path("workbench/", views.queue, name="queue")]
