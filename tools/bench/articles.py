"""New articles about the topics of the made-up archive."""

from __future__ import annotations

import datetime as dt
from typing import Any

from analysis.embeddings import embed
from claimsite.articles.actions import compute_sha256
from claimsite.articles.models import Article, ArticleVersion
from claimsite.pipeline.suggest import suggest
from claimsite.statements import actions as statement_actions
from claimsite.statements.drafts import StatementDraft
from claimsite.statements.models import Actor, ExtractionRun
from tools.bench.corpus import DAYS, FIRST, OF_CLAIM, PER_ARTICLE, PER_CLAIM, SIDES, write_sentence


def choose_claim(number: int, total: int) -> int:
    """A claim of the archive's last days; another for each article."""
    return max(1, total // PER_CLAIM - 8 * (number + 1))


def make_vectors(shapes: Any, number: int, total: int) -> Any:
    """Vectors near those of stored statements of one topic."""
    from claimsite.pipeline.models import StatementVector
    from claimsite.pipeline.packing import unpack_many

    claim = choose_claim(number, total)
    near = [(claim - 8 * step) * PER_CLAIM for step in range(PER_ARTICLE)]
    rows = dict(StatementVector.objects.filter(pk__in=[max(1, pk) for pk in near]).values_list("pk", "data"))
    return shapes.draw(unpack_many([bytes(rows[max(1, pk)]) for pk in near]), OF_CLAIM, len(near))


def add_article(number: int, total: int, vectors: Any) -> None:
    """Store an article with its statements, compare them by these vectors, bring them into claims."""
    claim = choose_claim(number, total)
    topic = (claim - 1) // 400 * 8 + (claim - 1) % 8
    sentences = [write_sentence(topic, claim - 8 * step, number * 31 + step) for step in range(PER_ARTICLE)]
    text = ". ".join(sentences)
    article = Article.objects.create(outlet_id=1, title=f"New article {number}", language="en", published_on=FIRST + dt.timedelta(days=DAYS - 1))
    version = ArticleVersion.objects.create(article=article, number=1, is_current=True, text=text, sha256=compute_sha256(text))
    run = ExtractionRun.objects.create(version=version, code_version="bench")
    actors = Actor.objects.in_bulk([SIDES + 1 + number, SIDES + 2 + number])
    drafts, start = [], 0
    for step, sentence in enumerate(sentences):
        actor = list(actors.values())[step % 2]
        drafts.append(StatementDraft(content=[(start, start + len(sentence))], act="asserts", type="indirect", actor=actor, score=0.8))
        start += len(sentence) + 2
    statement_actions.record_statements(version, run=run, drafts=drafts)
    suggest(version, run, call=lambda function, *args: vectors[: len(args[0])] if function is embed else function(*args))
