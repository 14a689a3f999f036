"""Parameters, ids, files and names of odd shape: the page without them, or one that says no; never an error."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, URLPattern, reverse
from django.urls.converters import IntConverter

from claimsite.articles.models import Article, Feed
from claimsite.comparisons.actions import save_comparison
from claimsite.core.downloads import Download, downloading
from claimsite.core.token_actions import create_token
from claimsite.pipeline.models import Job
from claimsite.statements.models import Statement
from tests.factories import build_world, make_outlet, make_statement, make_user, make_version
from tests.integration import test_permission_matrix as matrix

pytestmark = pytest.mark.django_db
LISTS = (
    "/",
    "/statements/",
    "/articles/",
    "/claims/",
    "/actors/",
    "/compare/",
    "/c/",
    "/statements.csv",
    "/statements.json",
    "/workbench/",
    "/jobs/",
    "/outlets/",
)
HUGE = 10**30


@pytest.fixture
def signed_in(client: Client) -> Client:
    """An admin's browser; what goes wrong comes as an answer."""
    client.raise_request_exception = False
    client.force_login(make_user("the-admin", role="admin"))
    return client


@pytest.mark.hostile("size.many-parameters")
@pytest.mark.parametrize("address", LISTS)
def test_ten_thousand_parameters(signed_in, address):
    for query in ("&".join(f"a{n}=1" for n in range(10_000)), "&".join(f"side=s{n}" for n in range(10_000)), "page=" + "9" * 10_000):
        assert signed_in.get(f"{address}?{query}").status_code in (200, 400, 404)


@pytest.mark.hostile("size.many-parameters")
def test_ten_thousand_fields_of_a_form(signed_in):
    answer = signed_in.post("/add/", {f"f{n}": "x" for n in range(10_000)})
    assert answer.status_code == 400
    assert "Traceback" not in answer.content.decode()
    many = {f"f{n}": SimpleUploadedFile(f"{n}.txt", b"x") for n in range(200)}
    assert signed_in.post("/add/", many).status_code in (400, 422)


@pytest.mark.hostile("size.page-minus-one", "size.page-1e9", "size.page-nan")
@pytest.mark.parametrize("address", LISTS[:-1])
def test_a_page_that_is_none_is_the_first(signed_in, address):
    build_world()
    plain = signed_in.get(address)
    assert plain.status_code == 200
    for page in ("-1", "1e9", "NaN", "1" * 400, "²\x00%", "o2024-01-02.99999999999999999999"):
        odd = signed_in.get(address, {"page": page})
        assert (odd.status_code, count_rows(odd)) == (200, count_rows(plain)), page


def count_rows(answer: Any) -> int:
    return len(re.findall(r"<li|<article|<tr", answer.getvalue().decode()))


@pytest.mark.hostile("size.like-wildcards", "size.search-syntax")
@pytest.mark.parametrize("text", ["%", "_", "\\", "100%", "' OR 1=1 --", "* ^ col: NEAR("])
def test_wildcards_stand_for_themselves(signed_in, text):
    version = make_version("Ida said that prices rose by 100% and that a_b stayed.")
    make_statement(version, "prices rose by 100%", source="Ida")
    for address in ("/statements/", "/articles/", "/actors/", "/claims/", "/outlets/"):
        assert signed_in.get(address, {"q": text}).status_code == 200, address
    assert signed_in.get("/actors/find.json", {"q": text}).status_code == 200
    shown = signed_in.get("/statements/", {"q": text}).content.decode()
    assert ("prices rose" in shown) is (text == "100%")


def test_wildcards_find_no_name(signed_in):
    build_world()
    assert signed_in.get("/actors/find.json", {"q": "brandal"}).content.count(b"Brandal")
    for text in ("%", "_", "b%l", "br_ndal"):
        assert b"Brandal" not in signed_in.get("/actors/find.json", {"q": text}).content


def list_numbered() -> list[tuple[str, URLPattern]]:
    """Routes that take a number."""
    return [(name, route) for name, route in matrix.ROUTES.items() if any(isinstance(each, IntConverter) for each in route.pattern.converters.values())]


@pytest.mark.hostile("size.ids-beyond-64-bits")
@pytest.mark.parametrize("number", [2**63, HUGE, 0], ids=["2**63", "10**30", "0"])
def test_an_id_that_no_database_holds_is_not_found(signed_in, number):
    world, admin = build_world(), make_user(role="admin")
    arguments = matrix._find_arguments(world, admin)
    secret = create_token(admin, name="x")[1]
    routes = list_numbered()
    assert len(routes) > 25
    wrong = []
    for name, route in routes:
        # Several addresses may have one name; in this one at least one number is too big.
        given = arguments.get(name, {}) | {key: number for key, each in route.pattern.converters.items() if isinstance(each, IntConverter)}
        try:
            address = reverse(name, kwargs=given)
        except NoReverseMatch:
            continue
        for method in ("get", "post"):
            answer = getattr(signed_in, method)(address, headers={"Authorization": f"Bearer {secret}"})
            if answer.status_code not in (404, 405, 403, 422, 302, 400):
                wrong.append((name, method, answer.status_code))
    assert not wrong


@pytest.mark.hostile("size.ids-beyond-64-bits")
def test_an_id_in_a_form_or_parameter_that_no_database_holds_is_refused(signed_in):
    world = build_world()
    comparison = save_comparison(title="X", note="", query={"topic": world.topic.slug}, by=make_user())
    parameters = dict.fromkeys(("claim", "actor", "outlet", "topic", "version", "seen", "after", "id", "side", "against"), HUGE)
    for address in (*LISTS, comparison.get_absolute_url(), world.english.article.get_absolute_url(), world.claims["never"].get_absolute_url()):
        assert signed_in.get(address, parameters).status_code in (200, 404), address
    statement = world.statements["never"]
    for form in ({"decision": "accept", "revision": HUGE}, {"decision": "accept", "revision": -1}, {"decision": "accept", "revision": "NaN"}):
        assert signed_in.post(reverse("statements:statement_decide", args=[statement.pk]), form).status_code == 422
    for form in (
        {"do": "merge", "other": HUGE, "merge-other": HUGE},
        {"reply_to": HUGE, "text": "x"},
        {"entry": HUGE, "revision": HUGE},
        {"claims": [HUGE], "pk": HUGE},
    ):
        for name, given in (("core:notes", {"kind": "claim", "pk": 1}), ("core:history_restore", {"kind": "claim", "pk": 1}), ("claims:claim_edit", {"pk": 1})):
            assert signed_in.post(reverse(name, kwargs=given), form).status_code < 500
    assert Statement.objects.get(pk=statement.pk).state == "proposed"


@pytest.mark.hostile("size.upload-1gb")
def test_a_gigabyte_is_dropped_while_it_arrives(signed_in):
    class Endless:
        """A body of a gigabyte that is never in memory."""

        def __init__(self) -> None:
            head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n'
            self.pieces, self.read_bytes = [head], 0

        def readline(self, size: int = -1) -> bytes:
            return self.read(size)

        def read(self, size: int = -1) -> bytes:
            piece = self.pieces.pop()[:size] if self.pieces else b"x" * min(size if size > 0 else 65536, 65536)
            self.read_bytes += len(piece)
            return piece if self.read_bytes < 60_000_000 else b""

    body = Endless()
    import tracemalloc

    tracemalloc.start()
    answer = signed_in.generic(
        "POST", "/add/", data=b"", content_type="multipart/form-data; boundary=b", **{"wsgi.input": body, "CONTENT_LENGTH": str(1_000_000_000)}
    )
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert answer.status_code in (400, 413, 422)
    assert peak < 40_000_000
    assert not Job.objects.exists()


@pytest.mark.hostile("size.bidi-override", "size.zero-width")
def test_marks_of_direction_are_taken_out_of_titles_and_names_at_the_door(signed_in):
    text = "The port said on Monday that nobody dredged at night, and Rosmark denied this."
    sent = {"kind": "text", "text": f"{text}\u202e", "title": "Port \u202edeines\u202c", "outlet": "Sker\u200bry Post", "published_on": "2024-03-04"}
    answer = signed_in.post("/add/", sent | {"do": "text"})
    assert answer.status_code in (200, 302)
    job = Job.objects.get()
    assert not re.search("[\u200b\u202a-\u202e]", str(job.payload))
    assert job.payload["outlet"] == "Skerry Post"


URLS = {
    "javascript": "javascript:alert(1)",
    "javascript in capitals": "JaVaScRiPt:alert(1)",
    "data": "data:text/html;base64,PHNjcmlwdD4=",
    "vbscript": "vbscript:msgbox(1)",
    "tab": "java\tscript:alert(1)",
    "newline": "java\nscript:alert(1)",
    "leading control": "\x01javascript:alert(1)",
    "entities": "&#106;avascript&colon;alert(1)",
    "no scheme but code": '//skerry.example/"onmouseover=alert(1)',
    "encoded": "%6aavascript:alert(1)",
}


@pytest.mark.hostile(
    cases={
        "content.url-javascript": "javascript",
        "content.url-data": "data",
        "content.url-vbscript": "vbscript",
        "content.url-tabs-and-entities": "tab",
    }
)
@pytest.mark.parametrize("case", URLS)
def test_an_address_that_would_run_is_refused_wherever_one_is_written(signed_in, case):
    from django.db import IntegrityError, transaction

    address, secret = URLS[case], create_token(make_user(), name="x")[1]
    form = {"urls": address, "url": address, "text": "x", "feed": address, "host": address, "hosts": address}
    for route in ("/add/", "/feeds/", reverse("articles:outlet_edit", args=[make_outlet("A").pk])):
        signed_in.post(route, form)
    for given in ({"url": address}, {"url": address, "html": "<p>x</p>"}, {"url": address, "text": "x", "outlet": "B"}):
        answer = signed_in.post("/api/v1/articles", given, content_type="application/json", headers={"Authorization": f"Bearer {secret}"})
        assert answer.status_code == 422 or not re.match(r"[\s\x00-\x20]*(java|data|vb)", str(Job.objects.last().payload.get("url", "")))
    for job in Job.objects.all():
        assert job.payload.get("url", "") == "" or job.payload["url"].startswith(("https://", "http://"))
        assert '"' not in job.payload.get("url", "")
    version = make_version("He said so.", outlet="A")
    for write in (
        lambda: Article.objects.filter(pk=version.article_id).update(url=address),
        lambda: Feed.objects.create(outlet=version.article.outlet, url=address),
        lambda: version.article.addresses.create(key="x", url=address),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


NAMES = ['a"; filename="evil.exe', "a\r\nSet-Cookie: x=1\r\n\r\n<script>", "lind\u202ecod.exe", "a/../../b", "Ångström „x“", "日本", "", "a;b", "\\"]


@pytest.mark.hostile("content.download-crlf", "content.download-quotes", "content.download-rtl")
@pytest.mark.parametrize("title", NAMES)
def test_the_name_of_a_download_is_plain_whatever_the_title(client, title):
    world = build_world()
    comparison = save_comparison(title=title or "x", note="", query={"topic": world.topic.slug}, by=make_user())
    for name in ("csv", "json", "jsonld", "annotations", "citation"):
        answer = client.get(reverse(f"comparisons:export_{name}", kwargs={"slug": comparison.slug}))
        given = answer.get("Content-Disposition", 'attachment; filename="x.txt"')
        assert re.fullmatch(r'(attachment|inline); filename="[\w.%-]+"', given, re.ASCII), given
        assert "evil" not in given.partition(".")[2]
        assert not answer.cookies


@pytest.mark.hostile("content.download-crlf")
def test_a_line_end_in_a_header_is_refused():
    from django.http import BadHeaderError

    with pytest.raises(BadHeaderError):
        downloading(lambda request: Download("a\r\nX: y", "/", (), list))(RequestFactory().get("/"), ending="csv")
