"""The tag `url` as Django has it, which remembers the addresses that it found; every template has it (`TEMPLATES` in the settings)."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import defaulttags
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape

from claimsite.core.addresses import find_address

register = template.Library()


class KeptURLNode(defaulttags.URLNode):
    """An address by numbers and strings is looked for once; all else is left to Django."""

    def render(self, context: Any) -> Any:
        name = self.view_name.resolve(context)
        args = tuple(arg.resolve(context) for arg in self.args)
        if self.kwargs or not all(type(arg) in (int, str) for arg in args):
            return super().render(context)
        try:
            address = find_address(name, *args, app=_find_app(context))
        except NoReverseMatch:
            return super().render(context)  # which knows what that means here
        if self.asvar:
            context[self.asvar] = address
            return ""
        return conditional_escape(address) if context.autoescape else address


@register.tag
def url(parser: Any, token: Any) -> KeptURLNode:
    """``{% url "app:name" argument %}``, ``{% url … as variable %}``."""
    node = defaulttags.url(parser, token)
    return KeptURLNode(node.view_name, node.args, node.kwargs, node.asvar)


def _find_app(context: Any) -> str | None:
    """Of apps that stand at several addresses, the one that the request came to, as Django finds it."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    return getattr(request, "current_app", None) or getattr(match, "namespace", None)
