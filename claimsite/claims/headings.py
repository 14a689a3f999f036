"""Which words lead a claim where readers meet it: those in their language, unless an editor worded it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import QuerySet

from claimsite.claims.models import Claim, ClaimStatement
from claimsite.claims.wording import choose_wording_statement, word
from claimsite.core.languages import read_language
from claimsite.core.prepared import prepared
from claimsite.core.querysets import is_among
from claimsite.statements.models import Act, Statement


class Heading(NamedTuple):
    """Words that lead a claim."""

    text: str
    language: str


def find_usual(stances: Iterable[str]) -> str | None:
    """The stance that most statements take to a claim, of equals the first: only these say it in their own words."""
    counted = Counter(stances).most_common(1)
    return counted[0][0] if counted else None


def list_wordings(statements: Iterable[Statement], own: str) -> list[dict[str, str]]:
    """A claim in each language but its own that these statements of the usual stance come in."""
    by_language: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.language != own and statement.act != Act.DECLINES:
            by_language[statement.language].append(statement)
    return [{"language": language, "text": word(choose_wording_statement(rows))} for language, rows in sorted(by_language.items())]


def find_headings(claims: Iterable[int]) -> dict[int, Heading]:
    """What leads those of these claims that have words in the reader's language but are worded in another; the others lead themselves. Two queries."""
    reader = read_language()
    stances: dict[int, list[str]] = defaultdict(list)
    spoken: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for claim, statement, stance, language in _read_foreign(set(claims), reader):
        stances[claim].append(stance)
        if language == reader:
            spoken[claim].append((statement, stance))
    wanted = {claim: {pk for pk, stance in rows if stance == find_usual(stances[claim])} for claim, rows in spoken.items()}
    statements = {row.pk: row for row in _read_statements({pk for ids in wanted.values() for pk in ids})}
    wordings = {claim: list_wordings((statements[pk] for pk in sorted(ids)), "") for claim, ids in wanted.items()}
    return {claim: Heading(found[0]["text"], found[0]["language"]) for claim, found in wordings.items() if found}


def head(claim: Claim, headings: Mapping[int, Heading]) -> Heading:
    """What leads a claim, given those that `find_headings` found."""
    return headings.get(claim.pk) or Heading(claim.text, claim.language)


@prepared
def _read_foreign(claims: Any, reader: Any) -> QuerySet[Any, Any]:
    """Statements of claims that the machine worded in another language, the newest first."""
    found = ClaimStatement.objects.standing_with_statement().counted_once().filter(is_among("claim", claims), claim__worded_by__isnull=True)
    newest_first = found.exclude(claim__language=reader).order_by("-statement__published_on", "-statement")
    return newest_first.values_list("claim", "statement", "stance", "statement__language")


@prepared
def _read_statements(ids: Any) -> QuerySet[Statement]:
    return Statement.objects.filter(is_among("pk", ids)).order_by()
