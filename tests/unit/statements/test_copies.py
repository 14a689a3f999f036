"""A statement that copies of a text repeat counts once, whatever people decide about any of them."""

from __future__ import annotations

import datetime as dt

import pytest

from claimsite.articles import actions as article_actions
from claimsite.statements import actions
from claimsite.statements.copies import settle_statement_copies
from claimsite.statements.drafts import StatementDraft
from claimsite.statements.models import Statement
from tests.factories import find_place, make_run, make_user

pytestmark = pytest.mark.django_db

FELL, HURT = "the crane fell at dawn", "Nobody was hurt"
TEXT = """The harbor office said that the crane fell at dawn. “Nobody was hurt,” mayor Ida Brandal added. Work on the quay stops until the end of the month,
and ships are sent to Rosmark. The owner of the crane could not be reached on Monday. Two weeks ago another crane was taken out of use in the same harbor."""


def publish(outlet: str, text: str = TEXT, *, day: int = 4, found: tuple[str, ...] = (FELL, HURT)):
    """An outlet's copy with the statements that the machine found in it."""
    article = article_actions.add_article(
        article_actions.get_or_create_outlet(outlet, by=None), title="Crane", text=text, language="en", published_on=dt.date(2024, 3, day), by=None
    )
    return record(article, found)


def record(article, found: tuple[str, ...]):
    version = article.versions.get(is_current=True)
    drafts = [StatementDraft(content=[find_place(version.text, words)], act="asserts", type="indirect") for words in found]
    actions.record_statements(version, run=make_run(version), drafts=drafts)
    return article


def get(article, words: str) -> Statement:
    return Statement.objects.get(article=article, content=words)


def count() -> int:
    return Statement.objects.standing().counted_once().count()


def test_copies_count_once_and_the_oldest_counts():
    later, first, third = publish("Fjordblatt", day=6), publish("Skerry Post", day=4), publish("Lindsund Bote", f"(wire) {TEXT}", day=5)
    assert (Statement.objects.count(), count()) == (6, 2)
    for words in (FELL, HURT):
        assert get(first, words).copy_of is None
        assert get(later, words).copy_of == get(third, words).copy_of == get(first, words)
    assert set(get(first, FELL).copies.values_list("article__outlet__name", flat=True)) == {"Fjordblatt", "Lindsund Bote"}


def test_what_only_one_copy_has_counts_too():
    publish("Skerry Post")
    publish("Fjordblatt", TEXT + " The union called for an inspection.", found=(FELL, "called for an inspection"))
    assert count() == 3


def test_the_same_words_in_other_articles_are_no_copies():
    publish("Skerry Post", found=(FELL,))
    other = "A wholly different report of the night says that the crane fell at dawn, among other things. " + "Much else is told here at length. " * 9
    publish("Fjordblatt", other, found=(FELL,))
    assert count() == 2


def test_words_that_an_article_has_twice_count_twice():
    text = TEXT + " Later the office repeated that the crane fell at dawn, and nothing else."
    for outlet in ("Skerry Post", "Fjordblatt"):
        article = publish(outlet, text, found=(HURT,))
        version = article.versions.get()
        places = [(text.index(FELL), text.index(FELL) + len(FELL)), (text.rindex(FELL), text.rindex(FELL) + len(FELL))]
        drafts = [StatementDraft(content=[place], act="asserts", type="indirect") for place in places]
        actions.record_statements(version, run=make_run(version), drafts=drafts)
    assert Statement.objects.standing().count() == 4
    assert count() == 2


def test_what_a_person_decided_counts_before_what_is_older():
    first, second = publish("Skerry Post", day=4), publish("Fjordblatt", day=6)
    actions.accept(get(second, FELL), by=make_user(), revision=0)
    assert get(second, FELL).copy_of is None
    assert get(first, FELL).copy_of == get(second, FELL)


def test_where_the_one_that_counts_is_rejected_another_counts_and_an_undo_brings_it_back():
    first, second = publish("Skerry Post", day=4), publish("Fjordblatt", day=6)
    editor = make_user()
    actions.reject(get(first, FELL), by=editor, revision=0)
    assert get(second, FELL).copy_of is None
    assert count() == 2
    actions.undo(get(first, FELL), by=editor)
    assert get(second, FELL).copy_of == get(first, FELL)


def test_an_outlet_that_rewrites_its_copy_counts_for_itself():
    first, second, third = publish("Skerry Post", day=4), publish("Fjordblatt", day=5), publish("Lindsund Bote", day=6)
    rewritten = "Everything is different now in this article. " * 12 + "The office denies that the crane fell at dawn."
    article_actions.add_version(first, text=rewritten, title="New", by=None)
    record(first, (FELL,))
    assert Statement.objects.standing().get(article=first, content=FELL).copy_of is None
    assert get(third, FELL).copy_of == get(second, FELL)
    assert get(second, FELL).copy_of is None
    assert count() == 3


def test_settling_again_changes_nothing(django_assert_max_num_queries):
    publish("Skerry Post")
    article = publish("Fjordblatt")
    before = list(Statement.objects.order_by("pk").values_list("pk", "copy_of"))
    with django_assert_max_num_queries(12):
        settle_statement_copies(article)
    assert list(Statement.objects.order_by("pk").values_list("pk", "copy_of")) == before
