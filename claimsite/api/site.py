"""The API itself; further parts are added here as routers."""

from __future__ import annotations

from ninja import NinjaAPI

from claimsite.api import articles
from claimsite.api.errors import add_handlers

api = NinjaAPI(
    title="Claimsite",
    version="1",
    description="Who said what in the news: add articles, and see what the machine found.",
    urls_namespace="api-1",
    docs_url=None,  # its page needs scripts from elsewhere or inline ones, which the content security policy forbids; see `views.docs`
    openapi_url="/openapi.json",
)
add_handlers(api)
api.add_router("", articles.router)
