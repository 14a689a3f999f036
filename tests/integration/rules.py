"""Who may do what: the words of the matrix, and its rules for the API and for files."""

from __future__ import annotations

from typing import Any

from claimsite.comparisons.models import Comparison
from tests.factories import World

#: Who is meant by a rule: everybody, whoever is signed in, editors, admins; nobody for methods that a route does not know;
#: programs with a token, to whom a session gives nothing.
EVERYBODY, SIGNED_IN, EDITORS, ADMINS, NOBODY, TOKEN = range(6)
ROLES: dict[str, int] = {"nobody": EVERYBODY, "no role": SIGNED_IN, "reader": SIGNED_IN, "editor": EDITORS, "admin": ADMINS}
READ, EDIT, EDIT_ONLY, DECIDE = (EVERYBODY, NOBODY), (EDITORS, EDITORS), (EDITORS, NOBODY), (NOBODY, EDITORS)


API_RULES: dict[str, tuple[int, int]] = {
    # What no other address of the API is; it says so, whatever the method.
    "api-1:nothing": (EVERYBODY, EVERYBODY),
    "api-1:list_articles": (EVERYBODY, TOKEN),
    "api-1:add_article": (EVERYBODY, TOKEN),
    "api-1:article": READ,
    "api-1:article_statements": READ,
    "api-1:list_statements": READ,
    "api-1:statement": READ,
    "api-1:list_actors": READ,
    "api-1:actor": READ,
    "api-1:actor_statements": READ,
    "api-1:list_claims": READ,
    "api-1:claim": READ,
    "api-1:claim_statements": READ,
    "api-1:relations": READ,
    "api-1:relation": READ,
    "api-1:list_comparisons": READ,
    "api-1:comparison": READ,
    "api-1:changes": READ,
    "api-1:snapshots": READ,
    "api-1:snapshot": READ,
}
DOWNLOAD_RULES: dict[str, tuple[int, int]] = {
    **{
        f"{name}_{ending}": READ
        for ending in ("csv", "json", "zip")
        for name in (
            "statements:statements",
            "statements:statement",
            "articles:articles",
            "comparisons:compare",
            "comparisons:comparisons",
            *(f"claims:{each}" for each in ("article", "actors", "actor", "claims", "claim")),
        )
    },
}


def find_arguments_of_the_api(world: World, comparison: Comparison) -> dict[str, dict[str, Any]]:
    statement, claim = world.statements["never"], world.claims["never"]
    return {
        "api-1:nothing": {"rest": "x/y"},
        **{f"api-1:{name}": {"pk": statement.article_id} for name in ("article", "article_statements")},
        **{f"api-1:{name}": {"pk": claim.pk} for name in ("claim", "claim_statements")},
        **{f"api-1:{name}": {"slug": world.actors["vik"].slug} for name in ("actor", "actor_statements")},
        **{f"api-1:{name}": {"slug": comparison.slug} for name in ("comparison", "changes", "snapshots")},
        "api-1:snapshot": {"slug": comparison.slug, "number": 1},
        "api-1:statement": {"pk": statement.pk},
        "api-1:relation": {"pk": world.relations["entered"].pk},
    }
