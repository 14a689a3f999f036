"""Articles as rows that people look back on."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from claimsite.articles.correcting import restore_article
from claimsite.articles.models import Article
from claimsite.core.rows import RowKind, register_rows


def register() -> None:
    """Tell the registry."""
    register_rows("article", RowKind(Article, _("article"), lambda user: Article.objects.all(), restore=restore_article))
