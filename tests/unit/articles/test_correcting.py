"""An editor puts an article's details right, takes that back, and nothing undoes it behind their back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from claimsite.articles import actions
from claimsite.articles.correcting import restore_article
from claimsite.articles.models import Outlet
from claimsite.core.models import Operation
from claimsite.core.operations import OperationError, undo_operation
from claimsite.core.review import ReviewError, StaleEditError
from tests.factories import make_outlet, make_user, make_version

pytestmark = pytest.mark.django_db

DETAILS = {"title": "Crane falls", "author": "Olla Vik", "published_on": dt.date(2023, 3, 4), "note": "Shortened.", "outlet": "Fjordblatt"}


@pytest.fixture
def editor():
    return make_user("ada")


@pytest.fixture
def article():
    return make_version("The crane fell.", outlet="Skerry Post", title="Crane fells").article


def describe(article):
    article.refresh_from_db()
    return {name: str(getattr(article, name)) for name in DETAILS}


def test_all_details_are_put_right_at_once_and_the_history_says_by_whom(article, editor):
    operation = actions.correct_article(article, by=editor, revision=article.revision, **DETAILS)
    assert describe(article) == {name: str(value) for name, value in DETAILS.items()}
    entry = article.history.first()
    assert (entry.history_user, entry.history_change_reason, entry.title) == (editor, f"correct-article: #{operation.pk}", "Crane falls")
    assert operation.summary == "Crane falls"


def test_what_is_not_named_stays_and_without_a_difference_nothing_is_written(article, editor):
    before, entries = describe(article), article.history.count()
    assert actions.correct_article(article, by=editor, revision=article.revision, title=" Crane   fells ", outlet="skerry post") is None
    assert article.history.count() == entries
    assert not Operation.objects.exists()
    actions.correct_article(article, by=editor, author="Olla Vik")
    assert describe(article) == before | {"author": "Olla Vik"}
    actions.correct_article(article, by=editor, author="")
    assert describe(article) == before


def test_of_two_editors_the_slower_one_is_told_and_stores_nothing(article, editor):
    seen = article.revision
    actions.correct_article(article, by=make_user("bea"), revision=seen, author="Bea's")
    with pytest.raises(StaleEditError) as stale:
        actions.correct_article(article, by=editor, revision=seen, author="Ada's", outlet="A new one")
    assert stale.value.current.author == "Bea's"
    assert not Outlet.objects.filter(name="A new one").exists()
    assert actions.correct_article(article, by=editor, revision=stale.value.current.revision, author="Ada's")


@pytest.mark.parametrize(
    "given",
    [{"title": " "}, {"outlet": "\u200b"}, {"published_on": dt.date(1799, 12, 31)}, {"published_on": timezone.localdate() + dt.timedelta(days=2)}],
)
def test_what_cannot_be_is_refused(article, editor, given):
    before = describe(article)
    with pytest.raises(ValueError, match=r"needs a|was published"):
        actions.correct_article(article, by=editor, **{"author": "Olla", **given})
    assert describe(article) == before


@pytest.mark.parametrize("day", [dt.date(1800, 1, 1), timezone.localdate() + dt.timedelta(days=1)])
def test_days_within_bounds_do(article, editor, day):
    actions.correct_article(article, by=editor, published_on=day)
    assert describe(article)["published_on"] == day.isoformat()


def test_words_are_kept_as_long_as_they_may_be(article, editor):
    actions.correct_article(article, by=editor, title="t" * 501, author="a" * 301, note="n" * 301)
    assert {name: len(value) for name, value in describe(article).items() if name in ("title", "author", "note")} == {"title": 500, "author": 300, "note": 300}


def test_an_outlet_that_was_merged_means_the_other_and_a_new_name_is_added(article, editor):
    kept = make_outlet("Fjordblatt")
    actions.merge_outlets(make_outlet("Fjord Online"), into=kept, by=editor)
    actions.correct_article(article, by=editor, outlet="fjord online")
    assert describe(article)["outlet"] == "Fjordblatt"
    actions.correct_article(article, by=editor, outlet="  Lindsund  Bote ")
    assert Outlet.objects.get(name="Lindsund Bote").history.get().history_user == editor


def test_later_versions_leave_a_title_alone_that_an_editor_put_right(article, editor):
    actions.correct_article(article, by=editor, title="Crane falls")
    version = actions.add_version(article, text="The crane fell at dawn.", title="Crane FELLS", by=None)
    assert describe(article)["title"] == "Crane falls"
    assert (version.title, version.headline) == ("Crane FELLS", "Crane falls")
    first = article.versions.get(number=1)
    assert first.headline == "Crane fells"


def test_other_corrections_leave_the_title_to_the_outlet_and_so_does_taking_one_back(article, editor):
    actions.correct_article(article, by=editor, author="Olla")
    actions.add_version(article, text="Two.", title="Two", by=None)
    assert describe(article)["title"] == "Two"
    undo_operation(actions.correct_article(article, by=editor, title="Zwei"), by=editor)
    actions.add_version(article, text="Three.", title="Three", by=None)
    assert describe(article)["title"] == "Three"


def test_undoing_leads_back_latest_first(article, editor):
    before = describe(article)
    first = actions.correct_article(article, by=editor, **DETAILS)
    second = actions.correct_article(article, by=editor, author="Somebody else")
    with pytest.raises(OperationError):
        undo_operation(first, by=editor)
    undo_operation(second, by=editor)
    undo_operation(first, by=editor)
    assert describe(article) == before


def test_undoing_does_not_lead_to_an_outlet_that_is_no_more(article, editor):
    operation = actions.correct_article(article, by=editor, outlet="Fjordblatt")
    kept = make_outlet("Skerry Daily")
    actions.merge_outlets(Outlet.objects.get(name="Skerry Post"), into=kept, by=editor)
    undo_operation(operation, by=editor)
    assert describe(article)["outlet"] == "Skerry Daily"


def test_undoing_leaves_the_title_that_the_outlet_has_given_since(article, editor):
    first = actions.correct_article(article, by=editor, title="Crane falls")
    second = actions.correct_article(article, by=editor, title="A crane falls")
    actions.add_version(article, text="The crane fell at dawn.", title="Dawn", by=None)
    undo_operation(second, by=editor)
    assert describe(article)["title"] == "Crane falls"
    undo_operation(first, by=editor)
    assert describe(article)["title"] == "Dawn"
    assert article.history.first().history_user == editor


def test_an_entry_of_the_history_is_brought_back_as_a_correction_of_its_own(article, editor):
    before, first = describe(article), article.history.first()
    actions.correct_article(article, by=editor, **DETAILS)
    with pytest.raises(StaleEditError):
        restore_article(article, first, by=editor, revision=first.history_id)
    restore_article(article, first, by=editor, revision=article.revision)
    assert describe(article) == before
    with pytest.raises(ReviewError):
        restore_article(article, first, by=editor, revision=None)
