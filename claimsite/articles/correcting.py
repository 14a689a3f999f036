"""Putting right what is stored of an article besides its text; `articles.actions` is the way in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from claimsite.articles.models import Article
from claimsite.articles.outlet_actions import get_or_create_outlet
from claimsite.core.days import check_day
from claimsite.core.history import save_signed
from claimsite.core.operations import list_changed, operate
from claimsite.core.review import ReviewError, StaleEditError
from claimsite.core.turns import in_turn
from claimsite.core.words import tidy

if TYPE_CHECKING:
    from datetime import date

    from claimsite.core.models import Operation, User

KIND = "correct-article"
#: Characters that are kept.
_LONGEST = {"title": 500, "author": 300, "note": 300}


@in_turn()
def correct_article(
    article: Article,
    *,
    by: User,
    revision: int | None = None,
    title: str | None = None,
    author: str | None = None,
    published_on: date | None = None,
    note: str | None = None,
    outlet: str | None = None,
) -> Operation | None:
    """Put an article's details right; None leaves one as it is. Whatever builds on them follows, and undoing the operation takes all of it back.

    Args:
        article: brought up to date.
        by: who does it.
        revision: the article's revision as the person saw it; None does not ask.
        title: headline; cut at 500 characters. Later versions of the outlet's leave it alone.
        author: as the page names them; cut at 300 characters; empty for nobody.
        published_on: the outlet's day.
        note: shown to readers above the text; cut at 300 characters; empty for none.
        outlet: name of the publisher, which is added if it is new; that of one that was merged into another means the other.

    Returns:
        The operation; None if everything is like that already.

    Raises:
        StaleEditError: if somebody else was faster; `current` is the row as it stands.
        ValueError: if the title or the outlet's name is empty, or the day none on which articles were published.
    """
    article.refresh_from_db(from_queryset=Article.objects.select_for_update())
    if revision is not None and revision != article.revision:
        raise StaleEditError(article)
    values = _read(article, title=title, author=author, published_on=published_on, note=note)
    if outlet is not None:
        values["outlet"] = get_or_create_outlet(outlet, by=by)
    changes = {name: value for name, value in values.items() if getattr(article, name) != value}
    if not changes:
        return None
    if "title" in changes:
        changes["is_titled_by_hand"] = True
    with operate(KIND, by=by, summary=changes.get("title", article.title)) as recorder:
        recorder.change(article, **changes)
    return recorder.operation


def _read(article: Article, *, published_on: date | None, **words: str | None) -> dict[str, Any]:
    """What is wanted, in the form in which it is stored."""
    values: dict[str, Any] = {name: tidy(given)[: _LONGEST[name]] for name, given in words.items() if given is not None}
    if values.get("title") == "":
        raise ValueError("an article needs a title")
    if published_on is not None:
        if check_day(published_on) is None:
            raise ValueError(f"no article was published on {published_on}")
        values["published_on"] = published_on
    return values


def restore_article(article: Article, record: Any, *, by: User, revision: int | None) -> Operation:
    """Bring an article's details back to what they were after an entry of its history, as a new correction.

    Raises:
        ReviewError: if somebody else was faster, or it already stands like that.
    """
    details = {name: getattr(record, name) for name in ("title", "author", "published_on", "note")}
    operation = correct_article(article, by=by, revision=revision, outlet=record.outlet.name, **details)
    if operation is None:
        raise ReviewError(_("The details are like that already."))
    return operation


def follow_correction(operation: Operation) -> None:
    """What an undoing must not bring back: an outlet that was merged into another by now, and a title that the outlet has changed since."""
    if operation.undone_at is None:
        return
    titled = list_changed(operation, Article, "title")
    for article in Article.objects.filter(pk__in=list_changed(operation, Article)).select_related("outlet__merged_into"):
        _bring_up_to_date(article, operation, is_title_undone=article.pk in titled)


def _bring_up_to_date(article: Article, operation: Operation, *, is_title_undone: bool) -> None:
    stale: dict[str, Any] = {}
    if article.outlet.merged_into is not None:
        stale["outlet"] = article.outlet.merged_into
    if is_title_undone and not article.is_titled_by_hand:
        stale["title"] = article.versions.get(is_current=True).title
    stale = {name: value for name, value in stale.items() if getattr(article, name) != value}
    for name, value in stale.items():
        setattr(article, name, value)
    if stale:
        save_signed(article, by=operation.undone_by, reason="as it is by now", update_fields=stale)
