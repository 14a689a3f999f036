"""Pages of saved comparisons: who reads them, versions, what changed, secret links."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.http import parse_http_date

from claimsite.articles.actions import add_version
from claimsite.comparisons import actions, sharing_actions
from claimsite.comparisons.models import SecretLink, Visibility
from claimsite.statements import actions as statement_actions
from tests.factories import HARBOR_EN, make_claim, make_statement, make_user

pytestmark = pytest.mark.django_db


def save(world, by, visibility=Visibility.PUBLISHED, title="Who dredged?"):
    return actions.save_comparison(
        title=title, note="A note.", query={"side": ["rosmark", "lindsund"], "topic": world.topic.slug}, by=by, visibility=visibility
    )


@pytest.fixture
def comparison(world, ada):
    return save(world, ada)


def read(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


@pytest.mark.parametrize("visibility", [Visibility.DRAFT, Visibility.UNLISTED])
def test_what_is_not_published_is_read_by_its_people_alone(world, ada, client, visibility):
    comparison = save(world, ada, visibility)
    bo = make_user("bo")
    sharing_actions.add_editor(comparison, name="bo", by=ada)
    addresses = ["/c/who-dredged/", "/c/who-dredged/v/1/", "/c/who-dredged/timemap/", "/c/who-dredged/diff/1..1/", "/history/comparison/1/"]
    unknown = client.get("/c/unknown/")
    for user in (None, make_user(), make_user(role="admin")):
        client.logout()
        if user:
            client.force_login(user)
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code == 404, (user, address)
        answer = client.get("/c/who-dredged/")
        assert answer.headers["Cache-Control"] == unknown.headers["Cache-Control"] == "private, no-store"
        assert "Who dredged?" not in read(client, "/c/")
    for user in (ada, bo):
        client.force_login(user)
        answer = client.get("/c/who-dredged/")
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert "Who dredged?" in read(client, "/c/")


def test_a_draft_shows_how_it_stands_now(world, ada, client):
    save(world, ada, Visibility.DRAFT)
    client.force_login(ada)
    assert "breaking the treaty" in read(client, "/c/who-dredged/").lower()
    statement_actions.reject(world.statements["treaty"], by=ada, revision=0)
    page = read(client, "/c/who-dredged/").lower()
    assert "breaking the treaty" not in page
    assert "this is a draft" in page


@pytest.mark.hostile("sharing.token-reach", "sharing.no-referrer", "sharing.noindex", "sharing.cached-copies")
def test_a_secret_link_opens_its_page_and_no_other(world, ada):
    comparison, other = save(world, ada, Visibility.UNLISTED), save(world, ada, Visibility.UNLISTED, "Another")
    link, token = sharing_actions.make_link(comparison, label="", days=None, by=ada)
    answer = Client().get(f"/c/who-dredged/?key={token}")
    assert answer.status_code == 200
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert not answer.cookies
    page = answer.content.decode()
    # The address of the picture alone repeats it (see test_pictures): nothing that can be clicked.
    assert token not in re.sub(r'<meta [^>]*content="[^"]*/c/who-dredged/picture\.png\?[^"]*">', "", page)
    assert "csrfmiddlewaretoken" not in page
    assert not re.search(r"/v/\d+/|/history/|/timemap/|/diff/", page)
    closed = [f"/c/{other.slug}/", "/c/who-dredged/v/1/", "/c/who-dredged/timemap/", "/c/who-dredged/diff/1..1/", f"/history/comparison/{comparison.pk}/"]
    for address in [*closed, f"/c/who-dredged/v/1/s/{world.statements['never'].pk}/"]:
        assert Client().get(f"{address}?key={token}").status_code == 404, address
    assert SecretLink.objects.get() == link


@pytest.mark.hostile("sharing.revoked", "sharing.expired", "sharing.unknown-like-revoked")
def test_links_that_do_not_open_look_alike(world, ada, client):
    comparison = save(world, ada, Visibility.UNLISTED)
    revoked, first = sharing_actions.make_link(comparison, label="", days=None, by=ada)
    late, second = sharing_actions.make_link(comparison, label="", days=1, by=ada)
    assert client.get(f"/c/who-dredged/?key={first}").status_code == client.get(f"/c/who-dredged/?key={second}").status_code == 200
    sharing_actions.revoke_link(revoked, by=ada)
    SecretLink.objects.filter(pk=late.pk).update(expires_at=timezone.now())
    answers = [client.get(address) for address in (f"/c/who-dredged/?key={first}", f"/c/who-dredged/?key={second}", "/c/who-dredged/?key=x", "/c/no/?key=x")]
    # The page repeats its own address, and is as much longer as that is.
    headers = {tuple(sorted((name, value) for name, value in answer.headers.items() if name not in ("Content-Length", "X-Request-ID"))) for answer in answers}
    assert {answer.status_code for answer in answers} == {404}
    assert {answer.headers["Cache-Control"] for answer in answers} == {"private, no-store"}
    assert len(headers) == 1
    words = {re.sub(r'value="[^"]*"|next=[^"]*', "", answer.content.decode()) for answer in answers}
    assert len(words) == 1


def test_former_addresses_lead_on(world, ada, comparison, client):
    actions.edit_comparison(comparison, title="Who dug?", note="", method="", by=ada)
    answer = client.get("/c/who-dredged/v/1/?side=rosmark")
    assert (answer.status_code, answer.url) == (301, "/c/who-dug/v/1/?side=rosmark")
    assert client.get("/c/who-dredged/").url == "/c/who-dug/"
    assert "Who dredged?" in read(client, "/c/who-dug/")
    hidden = save(world, ada, Visibility.DRAFT, "Hidden")
    actions.edit_comparison(hidden, title="Hidden anew", note="", method="", by=ada)
    assert client.get("/c/hidden/").status_code == 404


def test_changes_are_listed_and_linked(world, ada, comparison, client):
    assert "Nothing has changed since." in read(client, "/c/who-dredged/")
    gone, corrected = world.statements["no_night"], world.statements["treaty"]
    statement_actions.reject(gone, by=ada, revision=0)
    statement_actions.correct(corrected, by=ada, revision=0, act="warns")
    claim = make_claim(make_statement(world.english, "the treaty", actor=world.actors["ministry"]), topic=world.topic)
    add_version(world.german.article, text=world.german.text.replace("nachts", "nachts auch"), title="Streit", by=None)
    page = read(client, "/c/who-dredged/")
    assert f'<a href="/c/who-dredged/v/1/s/{gone.pk}/">There was no dredging at night</a>' in page
    assert f'<a href="/claims/{claim.pk}/">The treaty</a>' in page
    assert f'<a href="/articles/{corrected.article_id}/#s{corrected.pk}">' in page
    assert re.search(rf'<a href="/articles/{world.german.article_id}/versions/2/[^"]*against=1">Fjordblatt: Streit</a>', page)
    for words in ("1 statement rejected", "1 statement corrected", "1 claim added", "1 article edited by its outlet"):
        assert words in page


def test_two_versions_are_compared(world, ada, comparison, client):
    statement_actions.reject(world.statements["no_night"], by=ada, revision=0)
    actions.edit_comparison(comparison, title=comparison.title, note="Another note.", method="By hand.", by=ada)
    actions.publish_snapshot(comparison, by=ada)
    page = read(client, "/c/who-dredged/diff/1..2/")
    assert "<del>A note.</del> <ins>Another note.</ins>" in page
    assert "By hand." in page
    assert f'href="/c/who-dredged/v/1/s/{world.statements["no_night"].pk}/"' in page
    assert "Nothing that readers see is different." in read(client, "/c/who-dredged/diff/2..2/")
    assert client.get("/c/who-dredged/diff/1..3/").status_code == 404
    assert "/c/who-dredged/diff/1..2/" in read(client, "/c/who-dredged/v/2/")


def test_a_version_is_a_memento(world, ada, comparison, client):
    statement_actions.reject(world.statements["no_night"], by=ada, revision=0)
    actions.publish_snapshot(comparison, by=ada)
    for number, neighbor in ((1, 'v/2/>; rel="successor-version"'), (2, 'v/1/>; rel="predecessor-version"')):
        answer = client.get(f"/c/who-dredged/v/{number}/")
        assert parse_http_date(answer.headers["Memento-Datetime"]) == int(comparison.snapshots.get(number=number).created_at.timestamp())
        assert '<http://testserver/c/who-dredged/>; rel="original"' in answer.headers["Link"]
        assert '<http://testserver/c/who-dredged/timemap/>; rel="timemap"; type="application/link-format"' in answer.headers["Link"]
        assert '<http://testserver/c/who-dredged/v/2/>; rel="latest-version"' in answer.headers["Link"]
        assert neighbor in answer.headers["Link"]
        assert answer.headers["Cache-Control"] == "public, max-age=86400, immutable"
        assert not answer.cookies
        assert "csrfmiddlewaretoken" not in answer.content.decode()
    assert "There is a newer version." in read(client, "/c/who-dredged/v/1/")
    assert "Memento-Datetime" not in client.get("/c/who-dredged/").headers
    client.force_login(ada)
    assert client.get("/c/who-dredged/v/1/").headers["Cache-Control"] == "private, no-cache"


def test_the_time_map_lists_all_versions(world, ada, comparison, client):
    statement_actions.reject(world.statements["no_night"], by=ada, revision=0)
    actions.publish_snapshot(comparison, by=ada)
    answer = client.get("/c/who-dredged/timemap/")
    assert answer.headers["Content-Type"] == "application/link-format"
    lines = answer.content.decode().strip().split(",\n")
    assert [re.search(r'rel="([^"]+)"', line)[1] for line in lines] == ["original", "self", "first memento", "last memento"]
    assert all(re.fullmatch(r"<http://testserver/c/who-dredged/[^>]*>(; [a-z]+=\"[^\"]*\")+", line) for line in lines)


def test_a_statement_is_shown_as_it_was(world, comparison, client, ada):
    statement = world.statements["no_night"]
    address = f"/c/who-dredged/v/1/s/{statement.pk}/"
    assert address in read(client, "/c/who-dredged/v/1/")
    statement_actions.correct(statement, by=ada, revision=0, act="warns")
    add_version(world.english.article, text=HARBOR_EN.replace("at night", "by day"), title="Other", by=None)
    page = read(client, address)
    assert "<mark>There was no dredging at night</mark>" in page
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<mark>There was no dredging at night</mark>" in part
    assert "<html" not in part
    assert client.get("/c/who-dredged/v/1/s/999999/").status_code == 404


def test_the_address_can_narrow_what_is_shown(world, comparison, client):
    claim = world.claims["treaty"].pk
    page = read(client, f"/c/who-dredged/?claim={claim}&side=rosmark")
    assert "You see part of this comparison." in page
    table = page[page.index("<table class") : page.index("</table>")]
    assert table.count("<tr data-row>") == 1
    assert "lindsund" not in table
    assert "You see part of this comparison." not in read(client, "/c/who-dredged/?claim=x&side=nobody")


@pytest.mark.parametrize("address", ["/c/who-dredged/", "/c/who-dredged/v/1/", "/c/who-dredged/diff/1..2/", "/c/"])
def test_the_number_of_queries_is_fixed(world, ada, comparison, client, address, django_assert_max_num_queries):
    statement_actions.reject(world.statements["no_night"], by=ada, revision=0)
    actions.publish_snapshot(comparison, by=ada)
    for number in range(12):
        make_claim(make_statement(world.english, "the treaty", actor=world.actors["ministry"]), topic=world.topic, text=f"Claim {number}")
    with django_assert_max_num_queries({"/c/who-dredged/": 30, "/c/who-dredged/v/1/": 6, "/c/who-dredged/diff/1..2/": 8, "/c/": 4}[address]):
        client.get(address)


def test_history_of_a_published_one_is_public(comparison, client):
    assert "ada" in read(client, f"/history/comparison/{comparison.pk}/")
