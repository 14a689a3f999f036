"""What a page was made from goes with it."""

from __future__ import annotations

import gc
import weakref

import pytest
from django.template import TemplateDoesNotExist, engines
from django.template.loader import get_template
from django.test import RequestFactory


class Row:
    """Something that a page shows."""

    def __str__(self) -> str:
        return "a row"


def test_what_a_page_shows_is_let_go_of_at_once():
    template = engines["django"].from_string("{{ row }}")
    row = Row()
    gone = weakref.ref(row)
    gc.collect()
    gc.disable()
    try:
        assert template.render({"row": row}, RequestFactory().get("/")) == "a row"
        del row
        assert gone() is None
    finally:
        gc.enable()


def test_a_missing_template_is_named():
    with pytest.raises(TemplateDoesNotExist, match=r"core/nothing\.html"):
        get_template("core/nothing.html")
    with pytest.raises(TemplateDoesNotExist, match=r"core/nothing\.html"):
        engines["django"].from_string('{% include "core/nothing.html" %}').render({}, RequestFactory().get("/"))
