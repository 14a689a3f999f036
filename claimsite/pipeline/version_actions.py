"""An editor's word on what an outlet's article says by now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.text import check_text, normalize
from claimsite.articles import actions as article_actions
from claimsite.core.turns import in_turn
from claimsite.pipeline.actions import request_reanalysis
from claimsite.statements import actions as statement_actions

if TYPE_CHECKING:
    from claimsite.articles.models import Article
    from claimsite.core.models import User
    from claimsite.pipeline.models import Job


@in_turn()
def publish_version(article: Article, *, text: str, title: str, by: User) -> Job | None:
    """Add what an outlet's article says by now, as a person read it; statements follow their words at once, and the machine reads the text again.

    Args:
        article: brought up to date.
        text: as it came; it is normalised here.
        title: headline as it reads now; empty leaves it.
        by: who pasted it.

    Returns:
        The job that reads it; None if this is the text that is there.

    Raises:
        analysis.text.TextError: if the text is empty, too long or not text; nothing is stored then.
    """
    normalized = normalize(text)
    check_text(normalized, raw=text)
    before = article.versions.get(is_current=True)
    version = article_actions.add_version(article, text=normalized, title=title.strip() or article.title, by=by)
    if version == before:
        return None
    if title.strip():
        article_actions.correct_article(article, title=title, by=by)  # theirs counts although one before them has put the title right
    article.refresh_from_db()
    statement_actions.reanchor_statements(version)
    return request_reanalysis(article, by=by)
