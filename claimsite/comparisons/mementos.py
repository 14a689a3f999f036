"""Frozen versions for programs, after RFC 7089 (Memento): which versions there are, and how one leads to the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import http_date

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.http import HttpResponse

    from claimsite.comparisons.models import Comparison, Snapshot

LINK_FORMAT = "application/link-format"
#: A day, after which a reader learns of a newer version; the version itself never changes.
KEPT_SECONDS = 86_400


def add_version_headers(response: HttpResponse, snapshot: Snapshot, others: Sequence[Snapshot], absolute: Callable[[str], str]) -> None:
    """When a version is from, and where the original, the list, its neighbors and the latest are.

    Args:
        response: the version's page.
        snapshot: what it shows.
        others: all of the comparison's snapshots, the latest first; their content is not needed.
        absolute: gives a path its host.
    """
    by_number = {each.number: each for each in others}
    links = [_link(snapshot.comparison.get_absolute_url(), absolute, 'rel="original"'), _link_map(snapshot.comparison, absolute)]
    neighbors = {
        "predecessor-version": by_number.get(snapshot.number - 1),
        "successor-version": by_number.get(snapshot.number + 1),
        "latest-version": others[0],
    }
    links += [_link(each.get_absolute_url(), absolute, f'rel="{relation}"') for relation, each in neighbors.items() if each is not None]
    response["Memento-Datetime"] = http_date(snapshot.created_at.timestamp())
    response["Link"] = ", ".join(links)


def add_original_headers(response: HttpResponse, comparison: Comparison, latest: Snapshot, absolute: Callable[[str], str]) -> None:
    """Where the versions of a comparison are."""
    latest_link = _link(latest.get_absolute_url(), absolute, 'rel="latest-version"')
    response["Link"] = ", ".join([_link(comparison.get_absolute_url(), absolute, 'rel="original"'), _link_map(comparison, absolute), latest_link])


def write_timemap(comparison: Comparison, snapshots: Sequence[Snapshot], absolute: Callable[[str], str]) -> str:
    """All versions with their times, the first one first (RFC 7089, section 5)."""
    ordered = sorted(snapshots, key=lambda each: each.number)
    times = [http_date(each.created_at.timestamp()) for each in ordered]
    here = absolute(reverse("comparisons:timemap", args=[comparison.slug]))
    lines = [
        _link(comparison.get_absolute_url(), absolute, 'rel="original"'),
        f'<{here}>; rel="self"; type="{LINK_FORMAT}"; from="{times[0]}"; until="{times[-1]}"',
    ]
    for place, (each, time) in enumerate(zip(ordered, times, strict=True)):
        relation = " ".join([*(["first"] if place == 0 else []), *(["last"] if place == len(ordered) - 1 else []), "memento"])
        lines.append(_link(each.get_absolute_url(), absolute, f'rel="{relation}"; datetime="{time}"'))
    return ",\n".join(lines) + "\n"


def _link(path: str, absolute: Callable[[str], str], attributes: str) -> str:
    return f"<{absolute(path)}>; {attributes}"


def _link_map(comparison: Comparison, absolute: Callable[[str], str]) -> str:
    return _link(reverse("comparisons:timemap", args=[comparison.slug]), absolute, f'rel="timemap"; type="{LINK_FORMAT}"')
