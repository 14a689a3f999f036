"""The API itself; further parts are added here as routers."""

from __future__ import annotations

from ninja import NinjaAPI

from claimsite.api import articles
from claimsite.api.errors import add_handlers
from claimsite.api.opening import open_up
from claimsite.api.reads import actors, claims, comparisons, statements

api = NinjaAPI(
    title="Claimsite",
    version="1",
    description=(
        "Who said what in the news: read statements, speakers, claims, how claims stand to each other, and comparisons; with a token, add articles. "
        "Reading needs no token and shows what everybody may see. Lists come in pages: follow `next` until it is null. "
        "Answers carry an ETag: send it back as If-None-Match, and what has not changed is not sent again (304)."
    ),
    urls_namespace="api-1",
    docs_url=None,  # its page needs scripts from elsewhere or inline ones, which the content security policy forbids; see `views.docs`
    openapi_url="/openapi.json",
)
add_handlers(api)
for _router in (articles.router, statements.router, actors.router, claims.router, comparisons.router):
    api.add_router("", _router)
urls = open_up(api.urls)
