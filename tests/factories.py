"""Rows for tests: plain functions, each with the least it needs; `build_world` makes a small consistent dispute.

Every statement's spans are true: `version.text[start:end] == exact`. All names and sentences are invented.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils.text import slugify

from claimsite.articles.models import Article, ArticleVersion, Outlet
from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement, RelationEvidence, Topic
from claimsite.claims.needs import rate_claims
from claimsite.claims.wording import word
from claimsite.core.models import User
from claimsite.core.needs import measure_need
from claimsite.statements.anchors import build_spans, check_places, join_words
from claimsite.statements.models import Actor, ExtractionRun, Statement, StatementSpan
from claimsite.statements.recording import find_familiar

PASSWORD = "correct horse battery"
_hashes: list[str] = []
_numbers = itertools.count(1)

WHY = {"en": "The verb “said” introduces the sentence.", "de": "Das Verb „sagte“ leitet den Satz ein."}


def make_user(name: str | None = None, *, role: str | None = "editor") -> User:
    """Somebody with a role; None: signed in without one. The password is `PASSWORD`; it is hashed once, for that is slow on purpose."""
    if not _hashes:
        _hashes.append(make_password(PASSWORD))
    user = User.objects.create(username=name or f"user{next(_numbers)}", password=_hashes[0])
    if role:
        user.groups.add(Group.objects.get_or_create(name=role)[0])
    return user


def make_outlet(name: str | None = None) -> Outlet:
    """A publisher."""
    return Outlet.objects.get_or_create(name=name or f"Outlet {next(_numbers)}")[0]


def make_version(text: str, *, outlet: str | None = None, title: str = "Headline", language: str = "en", published_on: str = "2024-03-04") -> ArticleVersion:
    """An article with one version that has this text."""
    article = Article.objects.create(outlet=make_outlet(outlet), title=title, language=language, published_on=dt.date.fromisoformat(published_on))
    return ArticleVersion.objects.create(article=article, number=1, title=title, text=text, sha256=hashlib.sha256(text.encode()).hexdigest())


def make_actor(name: str, *, kind: str = "body", side: Actor | None = None) -> Actor:
    """An actor; give a side to whom belongs to one."""
    actor, _ = Actor.objects.get_or_create(name=name, defaults={"slug": slugify(name)[:120], "kind": kind, "side": side})
    return actor


def make_side(name: str) -> Actor:
    """An actor that is its own side."""
    actor = make_actor(name, kind="state")
    if actor.side_id is None:
        actor.side = actor
        actor.save()
    return actor


def make_run(version: ArticleVersion) -> ExtractionRun:
    """A reading of the text by the machine."""
    return ExtractionRun.objects.create(version=version, code_version="test")


def find_place(text: str, words: str) -> tuple[int, int]:
    """Where these words stand; they must occur once."""
    assert text.count(words) == 1, f"{words!r} occurs {text.count(words)} times"
    start = text.index(words)
    return start, start + len(words)


def make_statement(
    version: ArticleVersion,
    content: str | list[str],
    *,
    actor: Actor | None = None,
    source: str = "",
    cue: str = "",
    act: str = "asserts",
    type: str = "indirect",
    score: float | None = 0.8,
    run: ExtractionRun | None = None,
    **fields: Any,
) -> Statement:
    """A proposal whose spans are where the given words stand in the version's text."""
    text = version.text
    contents = [content] if isinstance(content, str) else content
    given = {"content": contents, "source": [source] if source else [], "cue": [cue] if cue else []}
    places = check_places(text, {role: [find_place(text, words) for words in each] for role, each in given.items()})
    statement = Statement.objects.create(
        version=version,
        article=version.article,
        outlet_id=version.article.outlet_id,
        run=run or version.runs.first() or make_run(version),
        actor=actor,
        side=actor.side if actor else None,
        act=act,
        type=type,
        content=join_words(text, places["content"]),
        source=source,
        language=version.article.language,
        published_on=version.article.published_on,
        score=score,
        why=WHY,
        why_actor=WHY if actor else {},
        need=measure_need(score, is_contested=False),
        has_doubtful_speaker=actor is None or "alternatives" in fields or not find_familiar({actor.pk}),
        **fields,
    )
    for span in build_spans(statement, text, places):
        span.save()
    return statement


def make_topic(title: str | None = None) -> Topic:
    """A dispute."""
    title = title or f"Topic {next(_numbers)}"
    return Topic.objects.create(title=title, slug=slugify(title)[:120])


def make_claim(*statements: Statement, text: str | None = None, topic: Topic | None = None, stance: str = "supports") -> Claim:
    """A claim that these statements express."""
    claim = Claim.objects.create(text=text or word(statements[0]), language=statements[0].language if statements else "en", topic=topic)
    for statement in statements:
        add_to_claim(claim, statement, stance=stance)
    return claim


def add_to_claim(claim: Claim, statement: Statement, *, stance: str = "supports") -> ClaimStatement:
    """One more statement of a claim."""
    member = ClaimStatement.objects.create(claim=claim, statement=statement, stance=stance, score=0.7, why=WHY)
    rate_claims([claim.pk])
    member.refresh_from_db()
    return member


def make_relation(a: Claim, b: Claim, *, kind: str = "contradicts", score: float = 0.9, **fields: Any) -> ClaimRelation:
    """A proposed link between two claims, with the evidence of their first statements if they have any."""
    first, second = sorted((a, b), key=lambda claim: claim.pk)
    relation = ClaimRelation.objects.create(claim_a=first, claim_b=second, kind=kind, score=score, why=WHY, **fields)
    pair = sorted(link.statement_id for link in (first.claim_statements.order_by("id").first(), second.claim_statements.order_by("id").first()) if link)
    if len(pair) == 2:
        RelationEvidence.objects.create(relation=relation, statement_a_id=pair[0], statement_b_id=pair[1], kind=kind, score=score, why=WHY)
    rate_claims([first.pk, second.pk])
    relation.refresh_from_db()
    return relation


HARBOR_EN = """The harbor authority of Lindsund said on Monday that the dredger Petrel never entered the lagoon. \
“There was no dredging at night,” spokeswoman Ida Brandal added.
Rosmark's ministry of fisheries accused the port of breaking the treaty. The dredger Petrel entered the lagoon on 2 March, minister Tore Vik said.
The anglers' union suspects that sand was sold abroad."""

HARBOR_DE = """Das Ministerium in Rosmark teilte mit, der Bagger „Petrel“ sei in die Lagune eingefahren. \
Die Hafenbehörde weist zurück, dass nachts gebaggert wurde.
Die Fischer fordern, die Lagune zu sperren."""


@dataclass
class World:
    """A dispute with two articles, three sides, eight statements, seven claims and two relations."""

    topic: Topic
    english: ArticleVersion
    german: ArticleVersion
    sides: dict[str, Actor] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    relations: dict[str, ClaimRelation] = field(default_factory=dict)


def build_world() -> World:
    """A small harbor dispute, as the machine would have left it: everything proposed, nothing decided."""
    english = make_version(HARBOR_EN, outlet="The Skerry Post", title="Who dredged the lagoon?", published_on="2024-03-04")
    german = make_version(HARBOR_DE, outlet="Fjordblatt", title="Streit um die Lagune", language="de", published_on="2024-03-05")
    world = World(topic=make_topic("Lindsund, Rosmark: dredging in the lagoon"), english=english, german=german)
    _add_people(world)
    _add_statements(world)
    _add_claims(world)
    return world


def _add_people(world: World) -> None:
    world.sides = {name: make_side(name) for name in ("Lindsund", "Rosmark", "Anglers")}
    world.actors = {
        "authority": make_actor("Lindsund harbor authority", side=world.sides["Lindsund"]),
        "brandal": make_actor("Spokeswoman Ida Brandal", kind="person", side=world.sides["Lindsund"]),
        "ministry": make_actor("Rosmark ministry of fisheries", side=world.sides["Rosmark"]),
        "vik": make_actor("Minister Tore Vik", kind="person", side=world.sides["Rosmark"]),
        "union": make_actor("Anglers' union", kind="collective", side=world.sides["Anglers"]),
    }


def _add_statements(world: World) -> None:
    en, de, who = world.english, world.german, world.actors
    world.statements = {
        "never": make_statement(
            en,
            "the dredger Petrel never entered the lagoon",
            actor=who["authority"],
            source="The harbor authority of Lindsund",
            cue="said on Monday",
            act="denies",
        ),
        "no_night": make_statement(
            en, "There was no dredging at night", actor=who["brandal"], source="spokeswoman Ida Brandal", cue="added", act="denies", type="direct", score=0.95
        ),
        "treaty": make_statement(en, "breaking the treaty", actor=who["ministry"], source="Rosmark's ministry of fisheries", cue="accused", score=0.4),
        "entered": make_statement(en, "The dredger Petrel entered the lagoon on 2 March", actor=who["vik"], source="minister Tore Vik"),
        "sold": make_statement(en, "sand was sold abroad", actor=who["union"], source="The anglers' union", cue="suspects", act="speculates"),
        "eingefahren": make_statement(
            de, "der Bagger „Petrel“ sei in die Lagune eingefahren", actor=who["ministry"], source="Das Ministerium in Rosmark", cue="teilte mit"
        ),
        "nachts": make_statement(de, "nachts gebaggert wurde", actor=who["authority"], source="Die Hafenbehörde", cue="weist zurück", act="denies"),
        "sperren": make_statement(de, "die Lagune zu sperren", actor=who["union"], source="Die Fischer", cue="fordern", act="demands", score=0.5),
    }


def _add_claims(world: World) -> None:
    said, topic = world.statements, world.topic
    world.claims = {
        "entered": make_claim(said["entered"], said["eingefahren"], topic=topic),
        "never": make_claim(said["never"], topic=topic),
        "no_night": make_claim(said["no_night"], topic=topic),
        "nachts": make_claim(said["nachts"], topic=topic, stance="opposes"),
        "sold": make_claim(said["sold"], topic=topic),
        "treaty": make_claim(said["treaty"], topic=topic),
        "sperren": make_claim(said["sperren"], topic=topic),
    }
    world.relations = {
        "entered": make_relation(world.claims["entered"], world.claims["never"]),
        "night": make_relation(world.claims["no_night"], world.claims["nachts"], kind="supports", score=0.6),
    }


def get_spans(statement: Statement) -> list[tuple[str, int, int]]:
    """Role and place of each span, in text order."""
    return [(span.role, span.start_char, span.end_char) for span in StatementSpan.objects.filter(statement=statement).order_by("start_char", "role")]
