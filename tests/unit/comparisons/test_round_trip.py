"""Annotations of a comparison, exported and taken in by an empty site: the same spans, in each language, also behind characters beyond the basic plane."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from claimsite.comparisons import actions
from claimsite.statements.models import StatementSpan
from tests.factories import make_actor, make_claim, make_side, make_statement, make_topic, make_version
from tests.unit.comparisons.test_exports import empty_site, get, list_spans

pytestmark = pytest.mark.django_db

IN_LANGUAGES = {
    "de": ("🛠️ Der Baggerführer sagte, „die Fähre lief auf Grund“.", "die Fähre lief auf Grund"),
    "en": ("🛠️ The dredger's master said “the ferry ran aground”.", "the ferry ran aground"),
    "fr": ("🛠️ Le pilote a déclaré que « le bac s’est échoué ».", "le bac s’est échoué"),
    "ru": ("🛠️ Лоцман сказал, что «паром сел на мель».", "паром сел на мель"),
}


@pytest.mark.parametrize("language", IN_LANGUAGES)
def test_spans_behind_emoji_come_back_in_each_language(language, world, editor, tmp_path):
    text, words = IN_LANGUAGES[language]
    pilot = make_actor("Pilot", side=make_side("Harbor"))
    statement = make_statement(make_version(text, language=language), words, actor=pilot)
    topic = make_topic("Ferry")
    make_claim(statement, topic=topic)
    made = actions.save_comparison(title="Aground?", note="", query={"side": [pilot.side.slug], "topic": topic.slug}, by=editor)
    file = tmp_path / "annotations.jsonld"
    file.write_bytes(get(made, "export_annotations").content)
    wanted = list_spans(statement=statement)
    empty_site()
    call_command("import_annotations", file, by="ada", stdout=io.StringIO())
    assert list_spans() == wanted
    span = StatementSpan.objects.get(exact=words)
    assert span.statement.version.text[span.start_char : span.end_char] == words
