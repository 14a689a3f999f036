"""What articles and people write is shown, never obeyed, on every page of the site, whole and in part, to readers and to admins."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from lxml import etree

from claimsite.comparisons.models import Comparison
from claimsite.core.models import User
from tests.factories import build_world, make_user
from tests.integration import rules
from tests.integration import test_permission_matrix as matrix
from tests.security.pages import WORDS, Page, read
from tests.security.poison import PAYLOADS, poison

#: They answer with something else than HTML; looked at below.
_OTHER = {"set_language", "core:theme"}
#: Elements that no page of the site has.
FOREIGN = {"math", "mglyph", "base", "iframe", "object", "embed", "applet", "marquee", "frameset", "style"}
#: The one link of the site that runs something: for the reader's list of bookmarks.
BOOKMARKLET = "javascript:location.href='http://testserver/add/?url='+"
RUNS = re.compile(r"\s*(?:javascript|data|vbscript)\s*:", re.IGNORECASE)


_found: dict[str, Any] = {}
_pages: list[Page] = []


def visit(client: Client, address: str, **headers: str) -> Any:
    answer = client.get(address, headers=headers)
    assert answer.status_code < 500 or address in settings.PROBES, address
    if answer.streaming:
        answer.streaming_content = [b"".join(answer.streaming_content)]
        answer.body = b"".join(answer.streaming_content)
    else:
        answer.body = answer.content
    return answer


@pytest.fixture
def answers(db: None) -> dict[str, Any]:
    """Every route that one may GET, as an admin and as a reader without account, whole and in part, of a site where everything is poisoned.

    Asked once for all tests of this file, for it takes some seconds; they only look at what came.
    """
    if not _found:
        world, admin = build_world(), make_user("the-admin", role="admin")
        arguments = matrix._find_arguments(world, admin)
        poison(world, Comparison.objects.get(), User.objects.get(pk=admin.pk))
        signed_in, anybody = Client(), Client()
        signed_in.force_login(admin)
        for name in [name for name, (get, _) in matrix.RULES.items() if get not in (rules.NOBODY, rules.TOKEN) and name not in _OTHER]:
            address = reverse(name, kwargs=arguments.get(name, {}))
            _found[address] = visit(signed_in, address)
            _found[f"{address} in part"] = visit(signed_in, address, **{"HX-Request": "true"})
            _found[f"{address} for anybody"] = visit(anybody, address)
        for address in ("/statements/?q=ida", "/compare/?side=rosmark&side=lindsund", "/c/x/v/2/", "/embed/c/x/v/2/", "/workbench/?show=statements"):
            _found[address] = visit(signed_in, address)
    return _found


@pytest.fixture
def pages(answers: dict[str, Any]) -> list[Page]:
    """Those that are HTML."""
    if not _pages:
        _pages.extend(read(name, each.body.decode()) for name, each in answers.items() if each.get("Content-Type", "").startswith("text/html"))
    return _pages


@pytest.mark.hostile(
    cases={
        "content.script": "script",
        "content.onerror": "onerror",
        "content.svg-mutation": "svg",
        "content.mathml-mutation": "mathml",
        "content.style-breakout": "style",
        "content.hx-get": "hx-get",
        "content.data-hx-post": "data-hx-post",
        "content.hx-on": "hx-on",
        "content.clobbering-ids": "clobbering",
        "content.remote-images": "remote image",
        "content.meta-refresh": "meta refresh",
        "content.base": "base",
        "content.form": "form",
        "content.template-in-claim": "template",
    }
)
@pytest.mark.parametrize("case", PAYLOADS)
def test_words_of_an_article_are_shown_as_letters(pages, case):
    showing = [page for page in pages if PAYLOADS[case] in page.words]
    assert len(showing) >= 5
    # Data of scripts apart, the letters stand nowhere as they were written.
    sources = {page.address: re.sub(r"<script [^>]*json.*?</script>", "", page.source, flags=re.DOTALL) for page in showing}
    assert not [address for address, source in sources.items() if "<" in PAYLOADS[case] and PAYLOADS[case] in source]


@pytest.mark.hostile("content.html-in-author", "content.html-in-outlet", "content.html-in-title", "content.clobbering-ids", "content.base", "content.form")
def test_nothing_that_was_written_becomes_part_of_a_page(pages):
    assert len(pages) > 120
    for page in pages:
        for element in page.elements:
            where = (page.address, element)
            assert element.tag not in FOREIGN or (element.tag == "iframe" and element.attributes["src"].startswith("/embed/")), where
            for name, value in element.attributes.items():
                assert not name.startswith(("on", "hx-on", "data-hx")), where
                assert name != "style", where
                assert "pwned" not in name, where
                assert "pwned" not in value or name in WORDS or re.fullmatch(r"mailto:\?[\w%.=&-]+", value), where
                assert not (name in ("href", "src", "action", "formaction") and RUNS.match(value)) or value.startswith(BOOKMARKLET), where
        ids = Counter(element.attributes["id"] for element in page.elements if "id" in element.attributes)
        assert not [name for name, count in ids.items() if count > 1], page.address
        assert all(element.attributes.get("src") or "json" in element.attributes.get("type", "") for element in page.elements if element.tag == "script")


@pytest.mark.hostile("content.form", "content.meta-refresh")
def test_forms_send_to_this_site_and_pages_stay_where_they_are(pages):
    for page in pages:
        for element in page.elements:
            if element.tag == "form":
                assert element.attributes.get("action", "/").startswith(("/", "?", "#", "")), page.address
                assert not element.attributes.get("action", "/").startswith(("//", "http")), page.address
            if element.tag == "meta" and element.attributes.get("http-equiv", "").lower() == "refresh":
                assert re.fullmatch(r"\d+", element.attributes["content"]), page.address


@pytest.mark.hostile("content.script-end-in-json", "content.line-separators-in-json", "content.pseudo-html-in-charts", "content.templates-in-charts")
def test_data_in_pages_ends_no_element_and_stays_whole(pages):
    seen = 0
    for page in pages:
        for element, words in page.scripts:
            assert "json" in element.attributes.get("type", ""), page.address
            assert not re.search("[<>&\u2028\u2029]", words), page.address
            data = json.loads(words)
            seen += "pwned" in json.dumps(data)
            if element.attributes.get("id", "").startswith("chart-"):
                texts = list(_walk(data))
                assert not any("%{" in text or re.search(r"<(?!br>)", text) for text in texts), page.address
    assert seen > 5


def _walk(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for each in data.values() if isinstance(data, dict) else data:
            yield from _walk(each)


def test_no_template_runs_and_no_page_is_an_error(answers):
    ok = [name for name, each in answers.items() if each.status_code == 200]
    assert len(ok) > 150
    assert not [name for name, each in answers.items() if settings.SECRET_KEY.encode() in each.body]


def test_what_is_no_page_says_so_and_is_well_formed(answers):
    kinds = Counter()
    for name, each in answers.items():
        kind = each.get("Content-Type", "").partition(";")[0]
        kinds[kind] += 1
        if each.status_code == 200 and each.body and name.partition(" ")[0] not in settings.PROBES:
            assert each["X-Content-Type-Options"] == "nosniff", name
        if kind.endswith("json") and each.body:
            json.loads(each.body)
        if kind.endswith("xml") and each.body:
            root = etree.fromstring(each.body, etree.XMLParser(resolve_entities=False, no_network=True))
            assert not [element for element in root.iter() if isinstance(element.tag, str) and "pwned" in str(element.attrib)], name
    assert len(kinds) > 4
