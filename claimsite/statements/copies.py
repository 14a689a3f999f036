"""Statements that outlets repeat with the text they share: one of them counts, the others point to it. `actions` calls this when either may have changed."""

from __future__ import annotations

from collections import defaultdict

from claimsite.articles.likeness import split_words
from claimsite.articles.models import Article
from claimsite.core.models import ReviewState
from claimsite.core.turns import Track, in_turn
from claimsite.statements.models import Statement

#: The words of a content, and which time they occur in their article.
Key = tuple[str, int]


@in_turn(Track.STATEMENTS)
def settle_statement_copies(article: Article) -> None:
    """Say of each statement of an article, and of its copies, which one counts: what people decided before what is proposed, then the oldest.

    Args:
        article: its text, its statements or a decision about one of them is new.
    """
    own = Statement.objects.filter(article=article.pk, copy_of__isnull=False).order_by().values_list("pk", "copy_of__article__copies")
    others = Statement.objects.filter(copy_of__article=article.pk).order_by().values_list("pk", "article__copies")
    pointing = {**dict(own), **dict(others)}
    # Whoever pointed out of its group, or into an article that left it, stands for itself until its group is settled.
    if pointing:
        Statement.objects.filter(pk__in=pointing).update(copy_of=None)
    groups = {*Article.objects.filter(pk=article.pk).order_by().values_list("copies", flat=True), *dict(own).values(), *dict(others).values()}
    for group in groups:
        if group is not None:
            _settle(group)


def _settle(group: int) -> None:
    fields = ("content", "state", "article", "published_on", "withdrawn_at", "copy_of")
    rows = list(Statement.objects.filter(article__copies=group).only(*fields))
    standing = [row for row in rows if row.withdrawn_at is None and row.state != ReviewState.REJECTED]
    firsts = {copy.pk: members[0].pk for members in _group(standing) for copy in members[1:]}
    changes: dict[int | None, list[int]] = defaultdict(list)
    for row in rows:
        if row.copy_of_id != firsts.get(row.pk):
            changes[firsts.get(row.pk)].append(row.pk)
    for first, copies in changes.items():
        Statement.objects.filter(pk__in=copies).update(copy_of=first)  # the machine's finding, not an edit: no history


def _group(statements: list[Statement]) -> list[list[Statement]]:
    """Statements with the same words, of one article at most one in each group; the one that counts first."""
    ranked = sorted(statements, key=lambda row: (row.state == ReviewState.PROPOSED, row.published_on, row.article_id, row.pk))
    seen: dict[tuple[int, str], int] = defaultdict(int)
    groups: dict[Key, list[Statement]] = defaultdict(list)
    for row in ranked:
        words = " ".join(split_words(row.content))
        seen[row.article_id, words] += 1
        groups[words, seen[row.article_id, words]].append(row)
    return list(groups.values())
