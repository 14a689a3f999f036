"""What each process does with a handful of lines: read them, analyze them together, store and compare one after the other."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimsite.articles.models import ArticleVersion
    from claimsite.pipeline.analyzing import Analyzed
    from claimsite.pipeline.bulk.records import Record
    from claimsite.statements.models import ExtractionRun

T = TypeVar("T")

STORED, KNOWN, FAILED = "stored", "known", "failed"
#: Attempts where another process was faster, or holds the database.
ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a line."""

    state: str
    code: str = ""
    detail: str = ""


def process(lines: list[bytes]) -> list[Outcome]:
    """Store the articles of some lines, each whole or not at all; again with the same result.

    Runs in a child process, which knows nothing of the site before.

    Args:
        lines: JSON, one article each.

    Returns:
        One outcome a line, in their order.
    """
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
    from claimsite.pipeline.bulk.records import read_record
    from claimsite.pipeline.errors import JobError

    outcomes: dict[int, Outcome] = {}
    records: dict[int, Record] = {}
    for number, line in enumerate(lines):
        try:
            record = read_record(line)
            if _is_done(record):
                outcomes[number] = Outcome(KNOWN)
            else:
                records[number] = record
        except JobError as error:
            outcomes[number] = Outcome(FAILED, error.code, error.detail)
        except Exception as error:
            outcomes[number] = _describe_fault(error)
    for number, result in _analyze(records).items():
        outcomes[number] = result if isinstance(result, Outcome) else _store(records[number], result)
    return [outcomes[number] for number in range(len(lines))]


def _analyze(records: dict[int, Record]) -> dict[int, Analyzed | Outcome]:
    """All at once; one by one if one of them cannot be."""
    from claimsite.pipeline.analyzing import analyze_texts
    from claimsite.pipeline.errors import JobError

    def describe(number: int) -> tuple[str, str, str | None, str | None]:
        fetched = records[number].fetched
        return f"line-{number}", fetched.text, records[number].language, fetched.published_on.isoformat()

    try:
        return dict(zip(records, analyze_texts([describe(number) for number in records]), strict=True))
    except JobError as error:
        if len(records) == 1:
            return {next(iter(records)): Outcome(FAILED, error.code, error.detail)}
    results: dict[int, Analyzed | Outcome] = {}
    for number, record in records.items():
        results |= _analyze({number: record})
    return results


def _store(record: Record, analyzed: Analyzed) -> Outcome:
    from claimsite.pipeline.suggest import suggest

    try:
        version, run = take_again(lambda: _store_once(record, analyzed))
        take_again(lambda: suggest(version, run))
    except Exception as error:
        return _describe_fault(error)
    return Outcome(STORED)


def take_again(step: Callable[[], T]) -> T:
    """What a step gives; where another process was faster, or holds the database, it is taken again. Each step is whole or leaves nothing."""
    from django.db import IntegrityError, OperationalError

    for attempt in range(1, ATTEMPTS):
        try:
            return step()
        except (IntegrityError, OperationalError):
            time.sleep(0.2 * attempt)
    return step()


def _describe_fault(error: Exception) -> Outcome:
    return Outcome(FAILED, "internal", f"{type(error).__name__}: {error}")


def _store_once(record: Record, analyzed: Analyzed) -> tuple[ArticleVersion, ExtractionRun]:
    from dataclasses import replace

    from claimsite.articles import actions as article_actions
    from claimsite.core.turns import Track, in_turn
    from claimsite.pipeline.runs import record_run

    with in_turn(Track.STATEMENTS):
        version = article_actions.store_fetched(replace(record.fetched, language=analyzed.document.language), by=None)
        return version, record_run(version, analyzed)


def _is_done(record: Record) -> bool:
    """Whether the article is there with this text, read and compared; what was interrupted between the two is compared now."""
    from claimsite.pipeline.suggest import suggest

    version = _find_version(record)
    run = version.runs.first() if version else None
    if version is None or run is None:
        return False
    statements = version.statements.standing()
    if statements.exists() and not statements.filter(claim_statements__isnull=False).exists():
        suggest(version, run)
    return True


def _find_version(record: Record) -> ArticleVersion | None:
    from claimsite.articles.actions import compute_sha256
    from claimsite.articles.addresses import make_key
    from claimsite.articles.models import ArticleVersion

    fetched = record.fetched
    found = ArticleVersion.objects.filter(sha256=compute_sha256(fetched.text), is_current=True)
    if fetched.url:
        return found.filter(article__addresses__key=make_key(fetched.url)).first()
    return found.filter(article__outlet__name__iexact=fetched.outlet_name or fetched.site_name).first()
