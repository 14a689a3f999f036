"""Topics are called by one title in each language; no title mixes two."""

import pytest
from django.utils.translation import override

from claimsite.claims import actions
from claimsite.claims.models import Topic
from tests.factories import make_claim, make_relation, make_side, make_statement, make_version
from tests.unit.claims.mill import why

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic():
    olla, bert = make_side("Olla"), make_side("Bert")
    english = make_version("The mill burnt down on Friday. There was no fire.")
    german = make_version("Die Mühle ist abgebrannt. Es regnet.", language="de", published_on="2024-03-08")
    burnt, no_fire = make_statement(english, "The mill burnt down on Friday", actor=olla), make_statement(english, "There was no fire", actor=bert)
    abgebrannt = make_statement(german, "Die Mühle ist abgebrannt", actor=olla)
    actions.group_statements([burnt, no_fire], [(burnt, no_fire, "contradicts", 0.9, why())], run=english.runs.first())
    actions.group_statements([abgebrannt], [(abgebrannt, burnt, "repeats", 0.9, why())], run=german.runs.first())
    return Topic.objects.get()


def test_each_language_has_its_own_words(topic):
    assert topic.titles == {"de": "Olla, Bert: Die Mühle ist abgebrannt", "en": "Olla, Bert: The mill burnt down on Friday"}
    with override("de"):
        assert str(topic) == topic.titles["de"]
    with override("en"):
        assert str(topic) == topic.titles["en"] == topic.title
    with override("fr"):
        assert str(topic) == topic.titles["en"]


def test_without_english_words_there_is_another_language(topic):
    version = make_version("Der Fluss steigt. Der Fluss fällt.", language="de")
    rises, falls = (make_statement(version, words, actor=make_side(side)) for words, side in (("Der Fluss steigt", "Anna"), ("Der Fluss fällt", "Emil")))
    make_relation(make_claim(rises), make_claim(falls))
    actions.group_statements([rises, falls], [(rises, falls, "contradicts", 0.9, why())], run=version.runs.first())
    river = Topic.objects.exclude(pk=topic.pk).get()
    with override("en"):
        assert str(river) == "Anna, Emil: Der Fluss steigt"


def test_a_persons_title_holds_for_all_languages(topic, editor):
    actions.rename_topic(topic, "The mill", by=editor)
    with override("de"):
        assert str(topic) == "The mill"
    version = make_version("The mill burnt down in March.")
    late = make_statement(version, "The mill burnt down in March", actor=make_side("Olla"))
    burnt = topic.claims.first().claim_statements.first().statement
    actions.group_statements([late], [(late, burnt, "repeats", 0.9, why())], run=version.runs.first())
    topic.refresh_from_db()
    assert (topic.title, topic.titles) == ("The mill", {})


def test_a_title_is_a_line_that_stands_alone(topic):
    version = make_version("It was arson. The mill was insured against fire and flood. It was 40.", language="en", published_on="2024-03-09")
    texts = ("It was arson", "The mill was insured against fire and flood", "It was 40")
    arson, insured, forty = (make_statement(version, words, actor=make_side(side)) for words, side in zip(texts, ("Olla", "Bert", "Olla"), strict=True))
    links = [(arson, insured, "contradicts", 0.9, why()), (insured, forty, "contradicts", 0.9, why())]
    actions.group_statements([arson, insured, forty], links, run=version.runs.first())
    titles = [one.titles["en"].split(": ")[1] for one in Topic.objects.all()]
    assert not {"It was arson", "It was 40"} & set(titles)


def test_a_doubtful_contradiction_names_no_topic_where_a_sure_one_can():
    version = make_version("The weir was opened at night. The weir was closed at night. The gate was painted green. The gate was painted white.")
    opened, closed, green, white = (
        make_statement(version, words, actor=make_side(side))
        for words, side in zip(version.text.rstrip(".").split(". "), ("Anna", "Emil", "Anna", "Emil"), strict=True)
    )
    links = [(opened, closed, "contradicts", 0.9, why()), (green, white, "contradicts", 0.5, why()), (opened, green, "supports", 0.9, why())]
    actions.group_statements([opened, closed, green, white], links, run=version.runs.first())
    assert Topic.objects.get().titles["en"].endswith("The weir was opened at night")
