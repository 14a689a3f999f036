"""What pages of comparisons say to machines."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from claimsite.comparisons.exports.content import Shared
from claimsite.comparisons.exports.jsonld import build_document, write_script
from claimsite.comparisons.models import Snapshot

register = template.Library()


@register.simple_tag(takes_context=True)
def comparison_jsonld(context: dict[str, Any], snapshot: Snapshot) -> SafeString:
    """The snapshot's claims as schema.org has them, in an element that no script engine runs."""
    origin = context["request"].build_absolute_uri("/")[:-1]
    return write_script(build_document(Shared(context["comparison"], snapshot, snapshot.content["table"], origin, True)))
