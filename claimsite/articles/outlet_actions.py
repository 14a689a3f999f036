"""Writes of outlets; `articles.actions` is the way in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import transaction

from claimsite.articles.addresses import AddressError, get_host, guess_country
from claimsite.articles.models import Article, Feed, Outlet, OutletHost
from claimsite.core.history import save_signed
from claimsite.core.turns import in_turn
from claimsite.core.words import tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from claimsite.core.models import User

_COUNTRY = re.compile(r"[A-Z]{2}|")
#: What has to follow when one outlet was merged into another, in the same transaction; apps that build on articles register theirs when the site starts.
FOLLOW_UPS: list[Callable[[Outlet, Outlet], object]] = []


class OutletError(ValueError):
    """What was asked for cannot be; ``code`` is ``name``, ``country``, ``host`` or ``merge``."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@transaction.atomic
def get_or_create_outlet(name: str, *, by: User | None, country: str = "") -> Outlet:
    """Find an outlet by its name, in whatever case it is written, or add it.

    Args:
        name: as people call it; white space is put in order.
        by: who asked; None for the machine.
        country: ISO 3166 code of two letters; empty if unknown. Only used for a new outlet.

    Returns:
        The outlet; where it was merged into another, that one.

    Raises:
        ValueError: if `name` is empty.
    """
    name = tidy(name)[:200]
    if not name:
        raise ValueError("an outlet needs a name")
    found = Outlet.objects.filter(name=name).first() or Outlet.objects.filter(name__iexact=name).first()
    if found:
        return _follow(found)
    return save_signed(Outlet(name=name, country=country.upper()), by=by, reason="added")


@transaction.atomic
def get_or_create_outlet_of(url: str, *, by: User | None, site_name: str = "") -> Outlet:
    """Find the outlet that publishes on an address's host, or add it.

    Args:
        url: address of a page.
        by: who asked; None for the machine.
        site_name: what the page calls its publisher. Anybody can write anything there, so the name of an outlet that is known by other hosts is not
            believed, and that of an outlet without any only where the host looks like it.

    Raises:
        AddressError: if `url` is no address of a page.
    """
    host = get_host(url)
    known = OutletHost.objects.select_related("outlet").filter(host=host).first()
    if known:
        return _follow(known.outlet)
    name = tidy(site_name)[:180] or host
    namesake = Outlet.objects.filter(name__iexact=name).first()
    if namesake is None:
        outlet = save_signed(Outlet(name=name, country=guess_country(host)), by=by, reason="added")
    elif _looks_like(host, name) and not _follow(namesake).hosts.exists():
        outlet = _follow(namesake)
    else:
        outlet = get_or_create_outlet(host if name == host else f"{name[:100]} ({host[:90]})", by=by, country=guess_country(host))
    save_signed(OutletHost(outlet=outlet, host=host), by=by, reason="found at an address")
    return outlet


@transaction.atomic
def change_outlet(outlet: Outlet, *, name: str, country: str, hosts: Iterable[str], by: User) -> Outlet:
    """Put an outlet's name, country and hosts right.

    Args:
        outlet: brought up to date.
        name: as people call it.
        country: ISO 3166 code of two letters, empty if unknown.
        hosts: all of its hosts; one that is not named is taken away, one that belongs to another outlet is refused.
        by: who does it.

    Raises:
        OutletError: ``name`` if it is empty or another outlet's, ``country`` if it is no code, ``host`` if it is no host or another outlet's.
    """
    name, country = tidy(name), country.strip().upper()
    if not name or len(name) > 200 or Outlet.objects.filter(name__iexact=name).exclude(pk=outlet.pk).exists():
        raise OutletError("name", f"{name!r} is empty or taken")
    if not _COUNTRY.fullmatch(country):
        raise OutletError("country", f"{country!r} is no code of a country")
    wanted = _read_hosts(hosts)
    taken = OutletHost.objects.filter(host__in=wanted).exclude(outlet=outlet).values_list("host", flat=True).first()
    if taken:
        raise OutletError("host", taken)
    if (outlet.name, outlet.country) != (name, country):
        outlet.name, outlet.country = name, country
        save_signed(outlet, by=by, reason="corrected", update_fields=["name", "country"])
    for row in outlet.hosts.exclude(host__in=wanted):
        row._history_user = by  # type: ignore[attr-defined]
        row.delete()
    for host in sorted(wanted - set(outlet.hosts.values_list("host", flat=True))):
        save_signed(OutletHost(outlet=outlet, host=host), by=by, reason="added by hand")
    return outlet


@in_turn()
def merge_outlets(given_up: Outlet, *, into: Outlet, by: User) -> Outlet:
    """Make one outlet of two: articles, feeds and hosts move, the name that is given up leads to the one that stays.

    Raises:
        OutletError: ``merge`` if both are the same, or one was merged already.
    """
    rows = {row.pk: row for row in Outlet.objects.select_for_update().filter(pk__in=[given_up.pk, into.pk])}
    if len(rows) < 2 or any(row.merged_into_id is not None for row in rows.values()):
        raise OutletError("merge", "two different outlets that stand are needed")
    reason = f"merged into #{into.pk}"
    for model in (Article, Feed, OutletHost):
        for row in model._default_manager.filter(outlet=given_up).iterator(chunk_size=500):
            row.outlet = into
            save_signed(row, by=by, reason=reason, update_fields=["outlet"])
    Outlet.objects.filter(merged_into=given_up).update(merged_into=into)
    given_up.merged_into = into
    save_signed(given_up, by=by, reason=reason, update_fields=["merged_into"])
    for follow in FOLLOW_UPS:
        follow(given_up, into)
    return into


def _follow(outlet: Outlet) -> Outlet:
    return outlet.merged_into or outlet


def _looks_like(host: str, name: str) -> bool:
    """Whether a host could be that of an outlet with this name: "skerrypost.example" of "The Skerry Post"."""
    words = [word for word in re.findall(r"\w+", name.casefold()) if len(word) > 3] or [name.casefold()]
    return all(word in host for word in words)


def _read_hosts(hosts: Iterable[str]) -> set[str]:
    wanted = set()
    for host in hosts:
        given = host.strip()
        if not given:
            continue
        try:
            wanted.add(get_host(given if "://" in given else f"https://{given}/"))
        except AddressError as error:
            raise OutletError("host", given) from error
    return wanted
