"""What a page makes a reader load: markup, styles and scripts, compressed, without a chart; nothing more than 120 KB."""

from __future__ import annotations

import gzip

import pytest

from tests.browser.test_every_page import paths  # noqa: F401 – a fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIMIT = 120 * 1024
READ = ("home", "articles", "article", "statements", "statement", "actors", "actor", "claims", "claim", "compare", "comparisons", "comparison", "method")


def test_no_page_is_heavier_than_120_kilobytes(visit, paths):  # noqa: F811
    page = visit("about:blank", viewport={"width": 1280, "height": 700})
    loaded: dict[str, int] = {}

    def weigh(response) -> None:
        if response.request.resource_type in ("document", "stylesheet", "script") and "/vendor/plotly/" not in response.url:
            loaded[response.url] = len(gzip.compress(response.body()))

    page.on("response", weigh)
    weights = {}
    for name in READ:
        loaded.clear()
        page.goto(paths[name])
        page.wait_for_load_state("networkidle")
        weights[name] = sum(loaded.values())
    assert weights["home"] > 10_000
    assert not {name: weight for name, weight in weights.items() if weight > LIMIT}
