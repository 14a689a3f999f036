"""A made-up archive of any size, for measuring: written straight into the tables, with vectors that lie as those of real sentences do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import chain
from typing import Any

import numpy as np
from django.db import connection, models, transaction
from django.utils import timezone

from analysis.embeddings import DIMENSIONS, Vectors
from claimsite.articles.models import Article, ArticleVersion, Outlet
from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement, RelationEvidence, Topic
from claimsite.pipeline.models import StatementVector
from claimsite.pipeline.packing import MODEL, pack
from claimsite.statements.models import Actor, ExtractionRun, Statement

#: How far apart the claims are that contradict each other.
APART = 8
#: Statements an article has, a claim and a topic.
PER_ARTICLE, PER_CLAIM, PER_TOPIC = 10, 4, 200
SIDES, ACTORS, OUTLETS = 60, 2000, 50
#: Who says every eighth sentence, and for which side: pages of theirs are as long in a small archive as in a large one.
LOUD, LOUD_SIDE = 66, 7
FIRST, DAYS = dt.date(2023, 1, 1), 730
#: Weights that give the cosines measured on real sentences: .74 within a claim, .31 within a topic.
OF_TOPIC, OF_CLAIM = 0.65, 0.86
# ruff: noqa: SIM905
_NOUNS = """bridge dam border mine harbor pipeline school hospital railway grid forest river market court prison airport tunnel reactor ferry
archive""".split()
_VERBS = "closed opened sold attacked repaired flooded searched guarded bought inspected burned blocked cleared shelled rebuilt mapped taxed".split()
_PLACES = "Lindsund Rosmark Skerry Vetla Oskand Brenna Tarvik Holm Sandvik Merrow Kestrel Dunmore Fallow Greyport Istad Norvale Penrith".split()


class Shapes:
    """Draws vectors: the directions differ in how much they vary, as in real ones (the k-th by the square root of 1/k)."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self._spread = (1 / np.sqrt(np.arange(1, DIMENSIONS + 1))).astype(np.float32)

    def draw(self, around: Vectors | None = None, weight: float = 0.0, count: int = 1) -> Vectors:
        """Unit vectors, each by so much like those given."""
        noise = self.random.normal(size=(count, DIMENSIONS)).astype(np.float32) * self._spread
        noise /= np.linalg.norm(noise, axis=1, keepdims=True)
        if around is None:
            return noise
        near = weight * around + np.float32(np.sqrt(1 - weight**2)) * noise
        unit: Vectors = near / np.linalg.norm(near, axis=1, keepdims=True)
        return unit


def write_sentence(topic: int, claim: int, statement: int) -> str:
    """Words that topic and claim share."""
    noun, place = _NOUNS[topic % len(_NOUNS)], _PLACES[topic // len(_NOUNS) % len(_PLACES)]
    verb, other = _VERBS[claim % len(_VERBS)], _NOUNS[claim // len(_VERBS) % len(_NOUNS)]
    return f"The {noun} of {place} was {verb} near the {other} on day {statement % 28 + 1} of phase {topic}"


def insert(table: type[models.Model], rows: Iterable[dict[str, Any]], **shared: Any) -> None:
    """Rows without history, by column; what is not given is the field's default, and a number of a row the database's."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    rows = chain([first], rows)
    fields = [field for field in table._meta.concrete_fields if not (isinstance(field, models.AutoField) and field.attname not in first)]
    base = {field.attname: field.get_default() for field in fields} | shared
    marks = ", ".join(["%s"] * len(fields))
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    command = f"INSERT INTO {connection.ops.quote_name(table._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608 – names of our own tables
    ready = {field.attname: field.get_db_prep_save(base[field.attname], connection) for field in fields}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(command, [list((ready | row).values()) for row in rows])


def add_people() -> None:
    """Sides, those who speak for them, and outlets."""
    sides = ({"id": pk, "name": f"Side {pk}", "slug": f"side-{pk}", "side_id": pk} for pk in range(1, SIDES + 1))
    insert(Actor, sides, kind="state")
    speakers = ({"id": pk, "name": f"Speaker {pk}", "slug": f"speaker-{pk}", "side_id": pk % SIDES + 1} for pk in range(SIDES + 1, ACTORS + 1))
    insert(Actor, speakers, kind="person")
    insert(Outlet, ({"id": pk, "name": f"Outlet {pk}"} for pk in range(1, OUTLETS + 1)))


def add_statements(first: int, count: int, shapes: Shapes, topics: Vectors, total: int, *, has_vectors: bool = True) -> None:
    """Statements with ids from `first` on, their articles, vectors and claims; in order of time, like an archive that grew."""
    ids = np.arange(first, first + count)
    claim_of = (ids - 1) // PER_CLAIM + 1
    topic_of = _get_topics(claim_of, len(topics))
    texts = [write_sentence(int(t), int(c), int(s)) for t, c, s in zip(topic_of, claim_of, ids, strict=True)]
    days = [FIRST + dt.timedelta(days=int((pk - 1) * DAYS // total)) for pk in ids]
    articles = sorted({int((pk - 1) // PER_ARTICLE + 1) for pk in ids})
    day_of = {int((pk - 1) // PER_ARTICLE + 1): day for pk, day in zip(ids, days, strict=True)}
    _add_articles(articles, day_of)
    rows = (
        {
            "id": int(pk),
            "version_id": a,
            "article_id": a,
            "outlet_id": a % OUTLETS + 1,
            "run_id": a,
            "actor_id": who,
            "side_id": who % SIDES + 1,
            "content": text,
            "published_on": day.isoformat(),
        }
        for pk, text, day, a, who in zip(ids, texts, days, ((ids - 1) // PER_ARTICLE + 1).tolist(), _choose_speakers(ids, claim_of).tolist(), strict=True)
    )
    insert(Statement, rows, act="asserts", type="indirect", language="en", source="a speaker", score=0.8)
    if has_vectors:
        vectors = shapes.draw(_draw_claims(claim_of, topics, shapes), OF_CLAIM, count)
        insert(
            StatementVector, ({"statement_id": int(pk), "data": pack(v)} for pk, v in zip(ids, vectors, strict=True)), model=MODEL, updated_at=timezone.now()
        )
    new = {int(c): (int(t), text) for c, t, text in zip(claim_of, topic_of, texts, strict=True)}
    insert(Claim, ({"id": c, "topic_id": t + 1, "text": text} for c, (t, text) in new.items()), language="en")
    members = ({"claim_id": int(c), "statement_id": int(s)} for c, s in zip(claim_of, ids, strict=True))
    insert(ClaimStatement, members, stance="supports", score=0.8)
    _add_relations(sorted(new))


def _choose_speakers(ids: Any, claim_of: Any) -> Any:
    """All by turns, but one who says the first sentence of many claims, never of two that contradict each other: that would be a change of line."""
    is_loud = ((ids - 1) % PER_CLAIM == 0) & ((claim_of - 1) // APART % 2 == 0)
    return np.where(is_loud, LOUD, SIDES + 1 + (ids * 7919) % (ACTORS - SIDES))


def add_topics(shapes: Shapes, total: int) -> Vectors:
    """One for each 200 statements."""
    count = max(1, total // PER_TOPIC)
    insert(Topic, ({"id": pk, "title": f"Topic {pk}", "slug": f"topic-{pk}"} for pk in range(1, count + 1)))
    return shapes.draw(count=count)


def _get_topics(claims: Any, count: int) -> Any:
    """Claims of a topic come one after the other, eight topics at a time."""
    per_topic = PER_TOPIC // PER_CLAIM
    return np.minimum((claims - 1) // (per_topic * 8) * 8 + (claims - 1) % 8, count - 1)


def _draw_claims(claim_of: Any, topics: Vectors, shapes: Shapes) -> Vectors:
    distinct, places = np.unique(claim_of, return_inverse=True)
    drawn = shapes.draw(topics[_get_topics(distinct, len(topics))], OF_TOPIC, len(distinct))
    return drawn[places]


def _add_articles(articles: list[int], day_of: dict[int, dt.date]) -> None:
    rows = [{"id": pk, "outlet_id": pk % OUTLETS + 1, "title": f"Article {pk}", "published_on": day_of[pk].isoformat()} for pk in articles]
    insert(Article, rows, language="en")
    insert(
        ArticleVersion, ({"id": pk, "article_id": pk, "sha256": f"{pk:064x}"} for pk in articles), number=1, is_current=True, title="An article", text="A text."
    )
    insert(ExtractionRun, ({"id": pk, "version_id": pk} for pk in articles), code_version="bench")


def _add_relations(claims: list[int]) -> None:
    """Every fourth claim contradicts another of its topic."""
    pairs = [(claim, claim + APART) for claim in claims[::4] if claim + APART <= claims[-1]]
    insert(ClaimRelation, ({"id": a, "claim_a_id": a, "claim_b_id": b} for a, b in pairs), kind="contradicts", score=0.7)
    evidence = ({"relation_id": a, "statement_a_id": (a - 1) * PER_CLAIM + 1, "statement_b_id": (b - 1) * PER_CLAIM + 1} for a, b in pairs)
    insert(RelationEvidence, evidence, kind="contradicts", score=0.7)
