"""axe finds nothing on any page, in both themes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories import build_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PATHS = ["/", "/articles/", "/statements/", "/actors/", "/claims/", "/compare/", "/c/", "/method/", "/login/", "/articles/{article}/", "/claims/{claim}/"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(visit: Any, theme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    from claimsite.articles.models import Article
    from claimsite.claims.models import Claim

    build_world()
    known = {"article": Article.objects.latest("pk").pk, "claim": Claim.objects.latest("pk").pk}
    page = visit("/", color_scheme=theme)
    found = {}
    for path in PATHS:
        page.goto(path.format(**known))
        results = Axe().run(page)
        if results.violations_count:
            found[path] = [f"{row['id']}: {row['nodes'][0]['html'][:160]}" for row in results.response["violations"]]
    assert found == {}
