"""Writes of outlets and articles; each is one transaction and names the person in the history."""

from __future__ import annotations

import contextlib
import hashlib
import zlib
from typing import TYPE_CHECKING

from django.db import IntegrityError

from claimsite.articles.addresses import AddressError, clean, is_canonical_for, is_first_page, make_key
from claimsite.articles.copies import settle_copies
from claimsite.articles.correcting import correct_article
from claimsite.articles.likeness import is_related
from claimsite.articles.models import Article, ArticleAddress, ArticleOriginal, ArticleVersion, Outlet
from claimsite.articles.outlet_actions import OutletError, change_outlet, get_or_create_outlet, get_or_create_outlet_of, merge_outlets
from claimsite.core.history import save_signed
from claimsite.core.models import Language
from claimsite.core.turns import Track, in_turn
from claimsite.core.words import tidy

if TYPE_CHECKING:
    from datetime import date

    from claimsite.articles.fetched import FetchedArticle
    from claimsite.core.models import User

__all__ = [
    "OutletError",
    "add_article",
    "add_version",
    "change_language",
    "change_outlet",
    "compute_sha256",
    "correct_article",
    "get_or_create_outlet",
    "get_or_create_outlet_of",
    "merge_outlets",
    "store_fetched",
]


def compute_sha256(text: str) -> str:
    """The sum by which a text is known again: 64 hexadecimal digits over its UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


@in_turn(Track.STATEMENTS)
def add_article(
    outlet: Outlet,
    *,
    title: str,
    text: str,
    language: str,
    published_on: date,
    by: User | None,
    url: str | None = None,
    author: str = "",
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
        author: as the page names them; cut at 300 characters.
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
    title = tidy(title)[:500]
    article = Article(
        outlet=outlet,
        url=url,
        title=title,
        author=tidy(author)[:300],
        language=language,
        published_on=published_on,
        note=tidy(note)[:300],
        is_sample=is_sample,
        added_by=by,
    )
    save_signed(article, by=by, reason="added")
    settle_copies(ArticleVersion.objects.create(article=article, number=1, title=title, text=text, sha256=sha256, added_by=by))
    return article


@in_turn(Track.STATEMENTS)
def add_version(article: Article, *, text: str, title: str, by: User | None) -> ArticleVersion:
    """Add what the outlet made of its article; a text equal to the current version's changes nothing.

    Args:
        article: locked until the end of the transaction, so that numbers stay in a row.
        text: the normalised text.
        title: headline as it reads now; cut at 500 characters. The article keeps one that an editor has put right.
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
    title = tidy(title)[:500]
    version = ArticleVersion.objects.create(article=article, number=current.number + 1, title=title, text=text, sha256=sha256, added_by=by)
    settle_copies(version)
    if title != article.title and not article.is_titled_by_hand:
        article.title = title
        save_signed(article, by=by, reason=f"version {version.number}", update_fields=["title"])
    return version


def store_fetched(fetched: FetchedArticle, *, by: User | None, article: Article | None = None) -> ArticleVersion:
    """Store what was read: a new article, a new version of one that is known by one of its addresses, or nothing if the text is the one that is there.

    Two workers that store the same page at once end with one article: its addresses are unique, and the slower one finds the other's rows.

    Args:
        fetched: what was read.
        by: who asked for it; None for the machine.
        article: the article that was fetched again; None finds it by its addresses, and without any by its text.

    Returns:
        The current version, new or old; `version.article` is at hand.

    Raises:
        ValueError: if the text is empty or the language unknown.
        AddressError: if `fetched.url` is no address of a page.
    """
    try:
        with in_turn(Track.STATEMENTS):
            return _store_fetched(fetched, by, article)
    except IntegrityError:  # somebody else stored the same page at the same moment: now it can be found
        with in_turn(Track.STATEMENTS):
            return _store_fetched(fetched, by, article)


@in_turn()
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


def _store_fetched(fetched: FetchedArticle, by: User | None, article: Article | None) -> ArticleVersion:
    addresses = _list_addresses(fetched)
    if article is None:
        article, addresses = _find_article(fetched, addresses)
    if article is None:
        article = add_article(
            _find_outlet(fetched, by=by),
            title=fetched.title,
            text=fetched.text,
            language=fetched.language,
            published_on=fetched.published_on,
            by=by,
            author=fetched.author,
            note=fetched.note,
            is_sample=fetched.is_sample,
        )
    version = add_version(article, text=fetched.text, title=fetched.title, by=by)
    _add_addresses(article, addresses, by=by)
    if fetched.original and not ArticleOriginal.objects.filter(version=version).exists():
        _keep_original(version, fetched)
    return ArticleVersion.objects.select_related("article__outlet").get(pk=version.pk)


def _list_addresses(fetched: FetchedArticle) -> list[str]:
    """The addresses that a page is known by, its proper one first, where it was asked for last."""
    if not fetched.url:
        return []
    asked, final = clean(fetched.url), clean(fetched.final_url or fetched.url)
    if is_first_page(final) and not is_first_page(asked):  # pages that are gone often lead there
        final = asked
    found = [final, asked]
    if fetched.canonical_url and is_canonical_for(fetched.canonical_url, final):
        with contextlib.suppress(AddressError):
            found.insert(0, clean(fetched.canonical_url))
    return found


def _find_article(fetched: FetchedArticle, addresses: list[str]) -> tuple[Article | None, list[str]]:
    """The article known by one of these addresses, and those of them that are its own.

    Where a page was asked for counts. Where it led, and what it names as its proper address, count only if the text is related to what is stored there:
    walls for consent and payment, and careless templates, give many pages the same one.
    """
    if not addresses:
        return None, []
    known = {row.key: row.article for row in ArticleAddress.objects.filter(key__in=map(make_key, addresses)).select_related("article")}
    asked = known.get(make_key(addresses[-1]))
    for url in [addresses[-1], *addresses[:-1]]:
        article = known.get(make_key(url))
        if article is not None and (article == asked or is_related(article.versions.get(is_current=True).text, fetched.text)):
            return article, addresses
    return None, [url for url in addresses if make_key(url) not in known]


def _add_addresses(article: Article, addresses: list[str], *, by: User | None) -> None:
    for url in addresses:
        if not ArticleAddress.objects.filter(key=make_key(url)).exists():
            ArticleAddress.objects.create(article=article, key=make_key(url), url=url)
    free = _find_free_url(addresses)
    if article.url is None and free is not None:
        article.url = free
        save_signed(article, by=by, reason="address found", update_fields=["url"])


def _find_free_url(addresses: list[str]) -> str | None:
    return next((url for url in addresses if not Article.objects.filter(url=url).exists()), None)


def _find_outlet(fetched: FetchedArticle, *, by: User | None) -> Outlet:
    if fetched.outlet_name.strip():
        return get_or_create_outlet(fetched.outlet_name, by=by, country=fetched.country)
    if fetched.url:
        return get_or_create_outlet_of(fetched.final_url or fetched.url, by=by, site_name=fetched.site_name)
    return get_or_create_outlet(fetched.site_name, by=by, country=fetched.country)


def _keep_original(version: ArticleVersion, fetched: FetchedArticle) -> None:
    ArticleOriginal.objects.create(
        version=version,
        data=zlib.compress(fetched.original, 6),
        media_type=fetched.media_type[:100],
        url=clean(fetched.final_url or fetched.url) if fetched.url else "",
        size=len(fetched.original),
        sha256=hashlib.sha256(fetched.original).hexdigest(),
    )
