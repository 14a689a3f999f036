"""The address of the list of articles."""

from django.urls import path

from claimsite.articles import views

app_name = "articles"
urlpatterns = [path("articles/", views.article_list, name="article_list")]
