"""What editors should know about feeds, wherever they work."""

from __future__ import annotations

from typing import Any

from django import template

from claimsite.pipeline.feed_actions import count_given_up

register = template.Library()


@register.inclusion_tag("pipeline/_feed_notice_part.html")
def feed_notice() -> dict[str, Any]:
    """How many feeds the machine has given up, if any."""
    return {"count": count_given_up()}
