"""Addresses that are found once."""

import pytest
from django.template import Context, Template
from django.template.exceptions import TemplateSyntaxError
from django.urls import NoReverseMatch, reverse, set_script_prefix

from claimsite.core.addresses import find_address, find_addresses


def test_addresses_are_those_that_django_finds():
    assert find_address("claims:claim_detail", 7) == reverse("claims:claim_detail", args=[7])
    assert find_address("claims:actor_detail", "harbor") == reverse("claims:actor_detail", args=["harbor"])
    assert find_addresses("claims:actor_detail")("harbor") == reverse("claims:actor_detail", args=["harbor"])
    with pytest.raises(NoReverseMatch):
        find_address("claims:nothing")


def test_a_prefix_has_addresses_of_its_own():
    assert find_address("claims:claim_detail", 7) == "/claims/7/"
    set_script_prefix("/below/")
    try:
        assert find_address("claims:claim_detail", 7) == "/below/claims/7/"
        assert [find_addresses("claims:claim_detail")(pk) for pk in (7, 8)] == ["/below/claims/7/", "/below/claims/8/"]
    finally:
        set_script_prefix("/")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% url "claims:claim_detail" pk %}', "/claims/7/"),
        ('{% url "claims:claim_detail" pk as here %}[{{ here }}]', "[/claims/7/]"),
        ('{% url "claims:claim_detail" pk=pk %}', "/claims/7/"),
        ('{% url "claims:actor_detail" slug %}', "/actors/harbor/"),
        ('{% url "claims:nothing" as here %}[{{ here }}]', "[]"),
    ],
)
def test_the_tag_does_what_djangos_does(source, expected):
    assert Template(source).render(Context({"pk": 7, "slug": "harbor"})) == expected


def test_the_tag_refuses_what_djangos_refuses():
    with pytest.raises(NoReverseMatch):
        Template('{% url "claims:nothing" %}').render(Context())
    with pytest.raises(TemplateSyntaxError):
        Template("{% url %}")
