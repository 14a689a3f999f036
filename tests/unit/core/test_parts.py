"""Parts of pages that are remembered by the values they are made from."""

from typing import NamedTuple

import pytest
from django.urls import set_script_prefix
from django.utils.safestring import mark_safe
from django.utils.translation import override

from claimsite.core import parts
from claimsite.core.parts import Parts, render_part


class Guide(NamedTuple):
    code: object


@pytest.fixture(autouse=True)
def rendered(monkeypatch):
    """What is made anew, in a memory of its own."""
    made = []

    class Template:
        def render(self, context):
            made.append(context["guide"].code)
            return mark_safe(f"<b>{context['guide'].code}</b>")

    monkeypatch.setattr(parts, "PARTS", Parts())
    monkeypatch.setattr(parts, "_find", lambda name: Template())
    return made


def test_a_part_is_made_once_for_the_same_values(rendered):
    assert render_part("core/_guide_part.html", Guide("a")) == render_part("core/_guide_part.html", Guide("a")) == "<b>a</b>"
    assert rendered == ["a"]
    assert render_part("core/_guide_part.html", Guide("b")) == "<b>b</b>"
    assert rendered == ["a", "b"]


def test_each_template_language_and_prefix_has_its_own(rendered):
    render_part("core/_guide_part.html", Guide("a"))
    render_part("claims/_guide_part.html", Guide("a"))
    with override("de"):
        render_part("core/_guide_part.html", Guide("a"))
    set_script_prefix("/below/")
    try:
        render_part("core/_guide_part.html", Guide("a"))
    finally:
        set_script_prefix("/")
    assert len(rendered) == 4


@pytest.mark.parametrize("value", [mark_safe("<i>a</i>"), object(), ["a"], ("a", (mark_safe("b"),))])
def test_only_plain_values_make_a_part(value):
    with pytest.raises(TypeError):
        render_part("core/_guide_part.html", Guide(value))


def test_the_older_half_goes_when_there_is_too_much():
    kept = Parts(limit=10_000)
    for number in range(4):
        kept.put(number, mark_safe("x" * 100))
    assert [number for number in range(4) if kept.get(number)] == [0, 1, 2, 3]
    for number in range(4, 9):
        kept.put(number, mark_safe("x" * 100))
        kept.get(0)
    assert kept.get(0), "what is asked for stays"
    assert not kept.get(1)
    kept.clear()
    assert not kept.get(0)
