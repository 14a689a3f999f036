"""Addresses; each app names its own."""

from django.contrib import admin
from django.urls import include, path

from claimsite.api.site import urls as api_urls

urlpatterns = [
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/", include("claimsite.api.urls")),
    path("api/v1/", include(api_urls[:2], namespace=api_urls[2])),
    path("", include("claimsite.deployment.urls")),
    path("", include("claimsite.core.urls")),
    path("", include("claimsite.pipeline.urls")),
    path("", include("claimsite.articles.urls")),
    path("", include("claimsite.comparisons.urls")),
    path("", include("claimsite.statements.urls")),
    path("", include("claimsite.claims.urls")),
    path("", include("claimsite.workbench.urls")),
]

handler500 = "claimsite.core.failing.answer"
