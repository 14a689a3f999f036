"""The versions of a comparison as an Atom feed (RFC 4287): each entry says what changed since the one before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from claimsite.comparisons.changes import compare_tables
from claimsite.comparisons.models import Snapshot
from claimsite.comparisons.presentation import describe_changes

if TYPE_CHECKING:
    from claimsite.comparisons.exports.content import Shared

#: Versions in the feed, the newest.
ENTRIES = 20
#: Changes of one kind that an entry lists.
LISTED = 30
#: What XML 1.0 cannot hold, escaped or not.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_feed(shared: Shared, *, feed_url: str, language: str) -> str:
    """The feed; ids stay when the comparison gets another address."""
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
    versions = list(Snapshot.objects.filter(comparison=comparison).select_related("created_by").order_by("-number")[: ENTRIES + 1])
    for version, before in zip(versions[:ENTRIES], [*versions[1:], None][:ENTRIES], strict=False):
        feed.add_item(
            title=clean(f"{version.content.get('title') or comparison.title} (v{version.number})"),
            link=f"{shared.origin}/c/{comparison.slug}/v/{version.number}/",
            description=clean(_describe(version, before)),
            author_name=clean(str(version.created_by)),
            unique_id=f"{identity}/{version.number}",
            pubdate=version.created_at,
            updateddate=version.created_at,
        )
    return str(feed.writeString("utf-8"))


def clean(words: str) -> str:
    """Without characters that no XML may hold."""
    return _FORBIDDEN.sub("", words)


def _describe(version: Snapshot, before: Snapshot | None) -> str:
    """The changes since the version before as a list, in HTML."""
    if before is None:
        return ""
    parts = []
    for change in describe_changes(compare_tables(before.content["table"], version.content["table"])):
        items = "".join(f"<li>{escape(row['text'])}</li>" for row in change["rows"][:LISTED])
        parts.append(f"<p>{escape(change['words'])}</p><ul>{items}</ul>")
    return "".join(parts)
