"""Writes of outlets and articles; each is one transaction and names the person in the history."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction

from claimsite.articles.models import Article, ArticleVersion, Outlet
from claimsite.core.history import save_signed
from claimsite.core.models import Language

if TYPE_CHECKING:
    from datetime import date

    from claimsite.core.models import User


def compute_sha256(text: str) -> str:
    """The sum by which a text is known again: 64 hexadecimal digits over its UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def get_or_create_outlet(name: str, *, by: User | None, country: str = "", host: str | None = None) -> Outlet:
    """Find an outlet by its name, in whatever case it is written, or add it.

    Args:
        name: as people call it; white space is put in order.
        by: who asked; None for the machine.
        country: ISO 3166 code of two letters; empty if unknown. Only used for a new outlet.
        host: host name of its site; None if unknown. Only used for a new outlet.

    Raises:
        ValueError: if `name` is empty.
    """
    name = " ".join(name.split())
    if not name:
        raise ValueError("an outlet needs a name")
    found = Outlet.objects.filter(name=name).first() or Outlet.objects.filter(name__iexact=name).first()
    if found:
        return found
    return save_signed(Outlet(name=name, country=country.upper(), host=host), by=by, reason="added")


@transaction.atomic
def add_article(
    outlet: Outlet,
    *,
    title: str,
    text: str,
    language: str,
    published_on: date,
    by: User | None,
    url: str | None = None,
    note: str = "",
    is_sample: bool = False,
) -> Article:
    """Add an article with its first version; the same text from the same outlet gives the article that is there.

    Args:
        outlet: the publisher.
        title: headline; cut at 500 characters.
        text: the normalised text.
        language: one of `Language`.
        published_on: the outlet's date.
        by: who added it; None for the machine.
        url: where it stands; None for a pasted text.
        note: shown to readers above the text.
        is_sample: whether it is an invented article that shows the site.

    Raises:
        ValueError: if the text is empty or the language unknown.
    """
    _check_language(language)
    if not text:
        raise ValueError("an article needs a text")
    sha256 = compute_sha256(text)
    found = Article.objects.filter(outlet=outlet).with_text(sha256).first()
    if found:
        return found
    title = title[:500]
    article = Article(outlet=outlet, url=url, title=title, language=language, published_on=published_on, note=note[:300], is_sample=is_sample, added_by=by)
    save_signed(article, by=by, reason="added")
    ArticleVersion.objects.create(article=article, number=1, title=title, text=text, sha256=sha256)
    return article


@transaction.atomic
def add_version(article: Article, *, text: str, title: str, by: User | None) -> ArticleVersion:
    """Add what the outlet made of its article; a text equal to the current version's changes nothing.

    Args:
        article: locked until the end of the transaction, so that numbers stay in a row.
        text: the normalised text.
        title: headline as it reads now; cut at 500 characters.
        by: who added it; None for the machine.

    Returns:
        The current version, new or old.

    Raises:
        ValueError: if the text is empty.
    """
    if not text:
        raise ValueError("a version needs a text")
    article = Article.objects.select_for_update().get(pk=article.pk)
    current = article.versions.get(is_current=True)
    sha256 = compute_sha256(text)
    if current.sha256 == sha256:
        return current
    current.is_current = False
    current.save(update_fields=["is_current"])
    title = title[:500]
    version = ArticleVersion.objects.create(article=article, number=current.number + 1, title=title, text=text, sha256=sha256)
    if title != article.title:
        article.title = title
        save_signed(article, by=by, reason=f"version {version.number}", update_fields=["title"])
    return version


@transaction.atomic
def change_language(article: Article, *, language: str, by: User | None) -> bool:
    """Say that an article is in another language than stored.

    Returns:
        Whether anything changed.

    Raises:
        ValueError: if the language is unknown.
    """
    _check_language(language)
    if article.language == language:
        return False
    article.language = language
    save_signed(article, by=by, reason="language corrected", update_fields=["language"])
    return True


def _check_language(language: str) -> None:
    if language not in Language.values:
        raise ValueError(f"unknown language {language!r}; known are {', '.join(Language.values)}")
