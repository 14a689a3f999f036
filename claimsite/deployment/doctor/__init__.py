"""What is wrong with a deployment, and what to do about it: `manage.py doctor`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from claimsite.deployment.doctor import database, derived, machine, web, work
from claimsite.deployment.doctor.findings import Finding, Level

#: In the order in which one mends them: what stands on a database that does not answer is not asked.
ON_THE_DATABASE: tuple[Callable[[], Iterator[Finding]], ...] = (
    database.check_migrations,
    database.check_settings,
    derived.check_search,
    derived.check_vectors,
    work.check_worker,
    work.check_queue,
    machine.check_clock,
)
BESIDE_IT: tuple[Callable[[], Iterator[Finding]], ...] = (
    work.check_redis,
    web.check_key,
    web.check_hosts,
    web.check_https,
    web.check_debug,
    web.check_static,
    machine.check_models,
    machine.check_packages,
    machine.check_libraries,
    machine.check_space,
    machine.check_agent,
)


def examine() -> list[Finding]:
    """Everything that was found, good news too; a check that breaks is itself a finding."""
    findings = _ask(database.check_reachable)
    checks = BESIDE_IT if any(each.level == Level.ERROR for each in findings) else ON_THE_DATABASE + BESIDE_IT
    for check in checks:
        findings += _ask(check)
    return findings


def _ask(check: Callable[[], Iterator[Finding]]) -> list[Finding]:
    try:
        return list(check())
    except Exception as error:
        return [Finding("doctor", Level.ERROR, f"{check.__name__} could not be asked: {type(error).__name__}: {error}", "Mend what the message names.")]
