"""A comparison as an Atom feed (RFC 4287): its versions, and an entry for each change, also of those that no version holds yet.

Ids stay: a change that was seen before it came into a version keeps its id there, and renaming the comparison changes none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.text import Truncator

from claimsite.comparisons.changes import changed_since, compare_row_by_row
from claimsite.comparisons.exports.moments import find_moments
from claimsite.comparisons.frozen import read_content
from claimsite.comparisons.models import Snapshot
from claimsite.comparisons.presentation import CHANGE_WORDS, describe_changes, link_gone

if TYPE_CHECKING:
    from claimsite.comparisons.exports.content import Shared

#: Versions in the feed, the newest.
ENTRIES = 20
#: Changes in the feed, the newest.
CHANGES = 200
#: Changes of one kind that the entry of a version lists.
LISTED = 30
#: What XML 1.0 cannot hold, escaped or not.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Entry = dict[str, Any]


def write_feed(shared: Shared, *, feed_url: str, language: str) -> str:
    """The feed: what is not in a version yet comes first, then each version with its changes."""
    comparison = shared.comparison
    host = shared.origin.split("//", 1)[-1].split(":")[0]
    identity = f"tag:{host},{comparison.created_at:%Y-%m-%d}:comparison-{comparison.pk}"
    feed = Atom1Feed(
        title=clean(comparison.title),
        link=shared.absolute(comparison.get_absolute_url()),
        description=clean(comparison.note),
        language=language,
        author_name=clean(str(comparison.owner)),
        feed_url=feed_url,
        feed_guid=identity,
    )
    for entry in _list_entries(shared, identity):
        feed.add_item(**entry)
    return str(feed.writeString("utf-8"))


def clean(words: str) -> str:
    """Without characters that no XML may hold."""
    return _FORBIDDEN.sub("", words)


def _list_entries(shared: Shared, identity: str) -> Iterator[Entry]:
    """Each id once, in its newest form."""
    versions = list(Snapshot.objects.filter(comparison=shared.comparison).select_related("created_by", "comparison").order_by("-number")[: ENTRIES + 1])
    by_version = compare_row_by_row([read_content(version.content) for version in reversed(versions)])[::-1]
    seen: set[str] = set()
    for entry in _chain(shared, identity, versions, [*by_version, []]):
        is_change = entry["unique_id"].count("/") > 1
        if entry["unique_id"] not in seen and (not is_change or len(seen) < CHANGES):
            seen.add(entry["unique_id"])
            yield entry


def _chain(shared: Shared, identity: str, versions: Sequence[Snapshot], by_version: Sequence[list[Entry]]) -> Iterator[Entry]:
    latest = versions[0]
    open_changes = link_gone(changed_since(latest), latest)
    moments = find_moments(open_changes, since=latest.created_at)
    live = [_describe_change(each, shared, identity, moment) for each, moment in zip(open_changes, moments, strict=True)]
    yield from sorted(live, key=lambda entry: (entry["pubdate"], entry["unique_id"]), reverse=True)
    for place, version in enumerate(versions[:ENTRIES]):
        yield _describe_version(version, by_version[place], shared, identity)
        if place + 1 < len(versions):
            changes = link_gone(by_version[place], versions[place + 1])
            yield from (_describe_change(each, shared, identity, version.created_at) for each in changes)


def _describe_version(version: Snapshot, changes: Iterable[Entry], shared: Shared, identity: str) -> Entry:
    """A version, with what changed since the one before as a list, in HTML."""
    parts = []
    for change in describe_changes(changes):
        items = "".join(f"<li>{escape(row['text'])}</li>" for row in change["rows"][:LISTED])
        parts.append(f"<p>{escape(change['words'])}</p><ul>{items}</ul>")
    return {
        "title": clean(f"{version.content.get('title') or shared.comparison.title} (v{version.number})"),
        "link": shared.absolute(version.get_absolute_url()),
        "description": clean("".join(parts)),
        "author_name": clean(str(version.created_by)),
        "unique_id": f"{identity}/{version.number}",
        "pubdate": version.created_at,
        "updateddate": version.created_at,
    }


def _describe_change(change: Entry, shared: Shared, identity: str, moment: dt.datetime) -> Entry:
    """One change, with the way to the row, or to where a version still shows it."""
    words = Truncator(" ".join(change["text"].split())).chars(120)
    return {
        "title": clean(f"{CHANGE_WORDS[change['kind']] % {'n': 1}}: {words}"),
        "link": shared.absolute(change["url"]),
        "description": clean(f"<p>{escape(change['text'])}</p>"),
        "unique_id": f"{identity}/{change['kind']}/{change['id']}/{change['mark']}",
        "pubdate": moment,
        "updateddate": moment,
    }
