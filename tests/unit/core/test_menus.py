"""Menus that are rendered once."""

from django import forms

from claimsite.core.templatetags.menus import field_once


class Filter(forms.Form):
    topic = forms.ChoiceField(required=False, choices=[("", "all"), ("a", "A <quay>")])
    q = forms.CharField(required=False)


def test_a_menu_is_what_the_form_renders():
    for given in ({}, {"topic": "a"}, {"topic": "nothing"}):
        form = Filter(given, auto_id="filter-%s")
        form.is_valid()
        for name in ("topic", "q"):
            assert field_once(form[name]) == str(form[name])
            assert field_once(form[name]) == str(form[name]), "the second time, too"


def test_a_menu_follows_its_choices():
    form = Filter({}, auto_id="filter-%s")
    assert "Harbor" not in field_once(form["topic"])
    form.fields["topic"].widget.choices = [("", "all"), ("h", "Harbor")]
    assert "Harbor" in field_once(form["topic"])
