"""What stands against a statement, for pages that know only the statement and the claims it belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from claimsite.claims.headings import Heading, find_headings
from claimsite.claims.linked import Linked, find_against
from claimsite.claims.models import ClaimStatement

register = template.Library()
#: How many are named; the claim's page has all of them.
NAMED = 3


@register.simple_tag
def what_leads(members: Iterable[ClaimStatement]) -> dict[int, Heading]:
    """The words in the reader's language of those of a statement's claims that have some, by claim."""
    return find_headings(member.claim_id for member in members)


@register.simple_tag
def what_stands_against(members: Iterable[ClaimStatement]) -> list[Linked]:
    """The surest statements against the claims of a statement, each once."""
    claims = [member.claim_id for member in members]
    found = find_against(claims)
    shown = {each.other.pk: each for pk in dict.fromkeys(claims) for each in found.get(pk, []) if each.other is not None}
    return list(shown.values())[:NAMED]
