"""Articles from before copies were looked for are grouped by a command."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from claimsite.articles.models import Article, SketchBand
from claimsite.statements.models import Statement
from tests.factories import make_statement, make_version

pytestmark = pytest.mark.django_db
TEXT = "The ferry was late, the mayor said. " + " ".join(f"Pier {n} of the harbor was closed to all ships for a week." for n in range(9))


def test_stored_copies_are_found_and_their_statements_count_once():
    for outlet in ("Skerry Post", "Fjordblatt"):
        make_statement(make_version(f"{TEXT} {outlet}.", outlet=outlet), "The ferry was late")
    assert Statement.objects.counted_once().count() == 2
    out = StringIO()
    call_command("group_copies", stdout=out)
    assert out.getvalue().startswith("2 articles")
    assert Statement.objects.counted_once().count() == 1
    before = SketchBand.objects.count()
    call_command("group_copies", "--all", stdout=out)
    assert (SketchBand.objects.count(), Article.objects.filter(copies=None).count()) == (before, 0)
