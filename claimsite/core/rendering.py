"""Templates whose pages go from memory as soon as they are written."""

from __future__ import annotations

from typing import Any

from django.template import TemplateDoesNotExist
from django.template.backends.django import DjangoTemplates, Template, reraise
from django.template.context import make_context


class Templates(DjangoTemplates):
    """Django's, but what a page was made from is let go of.

    A context holds itself, so that all rows of a page stayed until the next search for memory that nothing points to: in one of ten to twenty pages, and
    it took as long as half a page.
    """

    def from_string(self, template_code: str) -> Template:
        return _Page(self.engine.from_string(template_code), self)

    def get_template(self, template_name: str) -> Template:
        return _Page(super().get_template(template_name).template, self)


class _Page(Template):
    def render(self, context: Any = None, request: Any = None) -> Any:
        filled = make_context(context, request, autoescape=self.backend.engine.autoescape)
        try:
            return self.template.render(filled)
        except TemplateDoesNotExist as missing:
            reraise(missing, self.backend)
        finally:
            filled.dicts.clear()
