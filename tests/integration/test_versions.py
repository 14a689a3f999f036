"""What an outlet changed, what it removed, and who carries the same text: on the pages."""

from __future__ import annotations

import pytest
from django.urls import reverse

from claimsite.articles import actions as article_actions
from claimsite.articles.forms import MergeForm
from claimsite.articles.models import Outlet
from claimsite.pipeline.models import Job
from claimsite.statements import actions as statement_actions
from claimsite.statements.models import Statement
from tests.factories import make_outlet, make_statement, make_user, make_version

pytestmark = pytest.mark.django_db

TEXT = """The harbor office said that the crane fell at dawn. “Nobody was hurt,” mayor Ida Brandal added. Work on the quay stops until the end of the month.

The union claims that the crane was never inspected.

Ships are sent to Rosmark for the time being. Two weeks ago another crane was taken out of use in the same harbor."""
NEW = TEXT.replace("until the end of the month", "until the summer").replace("The union claims that the crane was never inspected.\n\n", "")


@pytest.fixture
def first():
    version = make_version(TEXT, outlet="Skerry Post", title="Crane falls")
    make_statement(version, "the crane fell at dawn")
    make_statement(version, "the crane was never inspected")
    return version


@pytest.fixture
def second(first):
    version = article_actions.add_version(first.article, text=NEW, title="Crane falls in harbor", by=None)
    statement_actions.reanchor_statements(version)
    return version


def read(client, address, **parameters):
    response = client.get(address, parameters)
    assert response.status_code == 200
    return response.content.decode()


def test_the_article_says_that_it_was_changed_and_what_was_removed(client, second):
    page = read(client, second.article.get_absolute_url())
    assert "The outlet has changed this article; this is version 2 of 2." in page
    assert reverse("articles:version_changes", args=[second.article_id, 2]) in page
    gone = Statement.objects.get(content="the crane was never inspected")
    assert f'id="s{gone.pk}"' in page
    assert "removed by the outlet on" in page
    assert page.count("the crane was never inspected") == 1


def test_an_earlier_version_shows_its_statements_though_they_have_moved_on_or_are_gone(client, second):
    page = read(client, second.article.get_absolute_url(), version=1)
    for statement in Statement.objects.all():
        assert f'id="s{statement.pk}" class="said__mark' in page
    assert "Removed by the outlet" not in page


def test_the_changes_mark_what_came_and_went_and_fold_what_stayed(client, second):
    page = read(client, reverse("articles:version_changes", args=[second.article_id, 2]))
    assert "<del>" in page
    assert "summer." in page.split("<ins>")[3]
    assert "[added:]" in page
    assert "[removed:]" in page
    assert "<del>Crane falls</del> <ins>Crane falls in harbor</ins>" in page


def test_the_first_version_has_nothing_to_be_compared_with(client, first):
    assert "nothing to compare" in read(client, reverse("articles:version_changes", args=[first.article_id, 1]))
    assert client.get(reverse("articles:version_changes", args=[first.article_id, 7])).status_code == 404


@pytest.mark.hostile("size.ids-beyond-64-bits")
@pytest.mark.parametrize("against", ["", "x", "99", "-1", "1" * 400, "²"])
def test_nonsense_compares_with_the_version_before(client, second, against):
    assert "Version 2 against version 1" in read(client, reverse("articles:version_changes", args=[second.article_id, 2]), against=against)


def test_all_versions_are_listed(client, second):
    page = read(client, reverse("articles:version_list", args=[second.article_id]))
    assert page.index("Version 2") < page.index("Version 1")
    assert "Publish a new version" not in page


def test_an_editor_publishes_a_version_and_its_statements_follow_at_once(client, first, editor):
    address = reverse("pipeline:version_publish", args=[first.article_id])
    assert TEXT.split("\n")[0] in read(client, address).replace("&#x27;", "'")
    response = client.post(address, {"title": "", "text": NEW.replace("\n", "\r\n")})
    job = Job.objects.get()
    assert response.url == job.get_absolute_url()
    version = first.article.versions.get(is_current=True)
    assert (version.number, version.added_by, version.text) == (2, editor, NEW)
    assert Statement.objects.get(content="the crane fell at dawn").version == version
    assert client.post(address, {"title": "", "text": NEW}).url == first.article.get_absolute_url()
    assert first.article.versions.count() == 2


@pytest.mark.parametrize("text", ["", " \n", "a" * 200_001, "\x00\x01\x02\x03 a"])
def test_what_is_no_text_is_no_version(client, first, editor, text):
    assert client.post(reverse("pipeline:version_publish", args=[first.article_id]), {"text": text}).status_code == 422
    assert first.article.versions.count() == 1


@pytest.mark.parametrize("name", ["pipeline:version_publish", "articles:outlet_edit", "articles:outlet_merge"])
def test_only_editors_change_versions_and_outlets(client, first, name):
    address = reverse(name, args=[first.article_id if "version" in name else first.article.outlet_id])
    assert client.post(address, {"text": NEW, "name": "x"}).status_code == 302
    client.force_login(make_user(role=None))
    assert client.post(address, {"text": NEW, "name": "x"}).status_code == 403
    assert first.article.versions.count() == 1


def carry(*outlets: str):
    return [
        article_actions.add_article(make_outlet(name), title=f"Crane ({name})", text=f"{TEXT} {name}.", language="en", published_on=day, by=None)
        for name, day in zip(outlets, ("2024-03-04", "2024-03-05", "2024-03-06", "2024-03-07"), strict=False)
    ]


def test_copies_are_named_on_the_page_and_in_the_list(client, django_assert_max_num_queries):
    articles = carry("Skerry Post", "Fjordblatt", "Lindsund Bote", "Rosmark Daily")
    page = read(client, articles[0].get_absolute_url())
    assert "Same text in 4 outlets" in page
    assert all(name in page for name in ("Fjordblatt", "Lindsund Bote", "Rosmark Daily"))
    with django_assert_max_num_queries(8):
        listed = read(client, reverse("articles:article_list"))
    assert listed.count("same text in 4 outlets") == 4
    make_version("Another text.", title="Other")
    articles[0].refresh_from_db()
    narrowed = read(client, reverse("articles:article_list"), copies=articles[0].copies_id)
    assert "Other" not in narrowed
    assert narrowed.count("same text in 4 outlets") == 4


def test_articles_are_narrowed_down_by_days(client):
    carry("Skerry Post", "Fjordblatt", "Lindsund Bote")
    page = read(client, reverse("articles:article_list"), since="2024-03-05", until="05.03.2024")
    assert "Crane (Fjordblatt)" in page
    assert "Crane (Skerry Post)" not in page
    assert "Crane (Lindsund Bote)" not in page
    assert "Crane (Skerry Post)" in read(client, reverse("articles:article_list"), since="never", copies="-1", outlet="x")


def test_an_editor_puts_an_outlet_right(client, first, editor):
    outlet = first.article.outlet
    assert "Skerry Post" in read(client, reverse("articles:outlet_list"), q="skerry")
    address = reverse("articles:outlet_edit", args=[outlet.pk])
    assert client.post(address, {"name": "The Skerry Post", "country": "no", "hosts": "www.skerry.example\nskerry-post.example"}).status_code == 302
    outlet.refresh_from_db()
    assert (outlet.name, outlet.country) == ("The Skerry Post", "NO")
    assert "skerry-post.example" in read(client, reverse("articles:outlet_list"), q="skerry-post.ex")


def test_an_outlet_that_cannot_be_is_said_so(client, first, editor):
    make_outlet("Fjordblatt")
    response = client.post(reverse("articles:outlet_edit", args=[first.article.outlet_id]), {"name": "fjordblatt", "country": "", "hosts": ""})
    assert response.status_code == 422
    assert "Another outlet has this name" in response.content.decode()


def test_an_editor_merges_outlets(client, first, editor):
    into = make_outlet("Fjordblatt")
    response = client.post(reverse("articles:outlet_merge", args=[first.article.outlet_id]), {"into": into.pk})
    assert response.url == reverse("articles:outlet_edit", args=[into.pk])
    assert list(Outlet.objects.standing()) == [into]
    assert client.get(reverse("articles:outlet_edit", args=[first.article.outlet_id])).status_code == 404
    assert client.post(reverse("articles:outlet_merge", args=[into.pk]), {"into": into.pk}).url == reverse("articles:outlet_edit", args=[into.pk])


def test_an_outlet_that_somebody_merges_at_the_same_time_is_not_merged_again(client, first, editor, monkeypatch):
    into, third, is_valid = make_outlet("Fjordblatt"), make_outlet("Lindsund Bote"), MergeForm.is_valid

    def merge_meanwhile(form):
        outcome = is_valid(form)
        article_actions.merge_outlets(into, into=third, by=editor)
        return outcome

    monkeypatch.setattr(MergeForm, "is_valid", merge_meanwhile)
    answer = client.post(reverse("articles:outlet_merge", args=[first.article.outlet_id]), {"into": into.pk}, follow=True)
    assert "merged in the meantime" in answer.content.decode()
    assert first.article.outlet in Outlet.objects.standing()
