"""What the read API answers; `id` and `url` stay, `page` is the same for people."""

from __future__ import annotations

import datetime as dt
from typing import Generic, TypeVar

from ninja import Schema
from pydantic import Field

T = TypeVar("T")


class FieldError(Schema):
    """What is wrong with one field or parameter."""

    field: str
    message: str


class ErrorBody(Schema):
    """Why a request was refused."""

    code: str = Field(description="Stays; for programs.")
    message: str = Field(description="For people.")
    fields: list[FieldError] | None = Field(None, description="With the code `invalid`: each field that is wrong.")


class ErrorOut(Schema):
    """Every refusal."""

    error: ErrorBody


#: Refusals that any reading address knows.
REFUSED = {frozenset({404, 422, 429}): ErrorOut}


class ListOut(Schema, Generic[T]):
    """A page of a list; the ways on stand in the Link header, too."""

    items: list[T]
    next: str | None = Field(description="Address of the page behind this one; null at the end.")
    previous: str | None = Field(description="Address of the page before this one; null at the start.")


class OutletOut(Schema):
    """A publisher."""

    id: int
    name: str


class ActorRef(Schema):
    """A speaker or a side."""

    slug: str
    name: str
    kind: str = Field(description="person, body, state or collective")
    url: str
    page: str


class ArticleRef(Schema):
    """An article, where something else is from it."""

    id: int
    title: str
    outlet: OutletOut
    published_on: dt.date
    language: str
    original: str | None = Field(description="The outlet's address; null where a text was entered without one.")
    url: str
    page: str


class ArticleOut(ArticleRef):
    """An article. Its text is on its page alone; here are the statements found in it."""

    author: str
    is_sample: bool
    statements: int = Field(description="Standing statements in it.")
    statements_url: str


class VersionOut(Schema):
    """A text of an article; it never changes."""

    number: int
    title: str
    sha256: str = Field(description="Of the text, in UTF-8.")
    read_at: dt.datetime
    is_current: bool
    page: str


class ArticleDetail(ArticleOut):
    """An article with its versions, and articles of the same text."""

    versions: list[VersionOut]
    same_text: list[ArticleRef] = Field(description="Articles with the same text, as wire copy in several outlets has.")


class ActorOut(ActorRef):
    """A speaker with its side."""

    id: int
    side: ActorRef | None = Field(description="The party that it is counted to; itself for a side; null if none is known.")
    statements_url: str


class NameOut(Schema):
    """A name as it was written."""

    name: str
    language: str


class AffiliationOut(Schema):
    """An office or a membership."""

    organization: ActorRef
    role: str
    started_on: dt.date | None
    ended_on: dt.date | None
    seen_first_on: dt.date | None
    seen_last_on: dt.date | None


class ActorDetail(ActorOut):
    """A speaker with names as written, offices, and who is counted to it."""

    wikidata_id: str | None
    names: list[NameOut]
    affiliations: list[AffiliationOut]
    members: list[ActorRef]


class ElsewhereOut(Schema):
    """Another outlet that has the same statement in a copy of the text."""

    id: int
    outlet: OutletOut
    url: str
    page: str


class StatementOut(Schema):
    """Who said what, as it was found in an article, and where people's review of it stands."""

    id: int
    url: str
    page: str
    published_on: dt.date
    language: str
    content: str = Field(description="The words that are attributed, as they stand in the article.")
    source: str = Field(description="The words that name the speaker.")
    act: str = Field(description="asserts, denies, speculates, warns, commits, demands or declines")
    type: str = Field(description="direct, indirect or mixed: all, none or part of it stands in quotation marks.")
    state: str = Field(description="proposed: by the machine, no person has looked at it yet; accepted, corrected or disputed: people have.")
    score: float | None = Field(description="How sure the machine was, from 0 to 1; null where it did not say.")
    actor: ActorRef | None
    side: ActorRef | None
    article: ArticleRef
    also_in: list[ElsewhereOut]


class SpanOut(Schema):
    """A stretch of the article's text: half-open, in Unicode code points."""

    role: str = Field(description="source, cue or content")
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


class StretchOut(Schema):
    """A piece of the context; pieces follow one another."""

    text: str
    role: str = Field(description="content, cue or source; empty for what stands around.")


class ClaimRef(Schema):
    """A claim, where something else names it."""

    id: int
    text: str
    language: str
    url: str
    page: str


class InClaim(Schema):
    """How a statement stands to a claim."""

    claim: ClaimRef
    stance: str = Field(description="supports, opposes or unclear")
    state: str


class StatementDetail(StatementOut):
    """A statement with its place in the text, its context, its claims and its reasons."""

    version: int = Field(description="Number of the article's version that the places count in.")
    sha256: str = Field(description="Of that version's text, in UTF-8.")
    removed_in: int | None = Field(description="Number of the version in which the outlet no longer has the words.")
    spans: list[SpanOut]
    context: list[StretchOut]
    claims: list[InClaim]
    why: dict[str, str] = Field(description="Why it was taken for a statement, by language.")
    why_actor: dict[str, str] = Field(description="Why this speaker, by language.")
    decided_at: dt.datetime | None


class TopicOut(Schema):
    """What claims are about."""

    slug: str
    title: str
    titles: dict[str, str] = Field(description="By language; empty where one title is for all.")


class VoiceOut(Schema):
    """How often a side says or denies a claim; without a side, those of whom none is known."""

    side: ActorRef | None
    says: int
    denies: int


class ClaimOut(ClaimRef):
    """A checkable sentence that statements express."""

    topic: TopicOut | None
    created_at: dt.datetime
    sides: list[VoiceOut]
    outlets: int
    languages: list[str]
    newest: dt.date | None = Field(description="Day of its newest statement.")
    contradicted_by: list[int] = Field(description="Ids of claims that stand against it.")
    statements_url: str
    relations_url: str


class ClaimStatementOut(Schema):
    """A statement that expresses a claim."""

    stance: str = Field(description="supports, opposes or unclear")
    state: str
    score: float | None
    why: dict[str, str]
    statement: StatementOut


class EvidenceOut(Schema):
    """The statements that show a link best, of its first and its second claim."""

    a: StatementOut
    b: StatementOut


class RelationOut(Schema):
    """How two claims stand to each other; symmetric."""

    id: int
    url: str
    kind: str = Field(description="contradicts, supports or repeats")
    state: str
    score: float | None
    why: dict[str, str]
    a: ClaimRef
    b: ClaimRef
    evidence: EvidenceOut | None
