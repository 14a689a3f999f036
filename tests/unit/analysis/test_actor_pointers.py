"""Short names, halves of countries, pairs of governments, and whom a sentence is about. All sentences are invented."""

from __future__ import annotations

import pytest

from analysis.actors.entities import Sentences
from tests.unit.analysis.test_actors import names, resolve


def sides(language: str, text: str, *sources: str) -> list[str | None]:
    return [candidates[0].actor.side for candidates in resolve(language, text, *sources)]


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        ("en", "North Korea fired a rocket. The North said that it was a test.", "The North"),
        ("de", "Nordkorea schweigt. Der Norden erklärte später, es war ein Test.", "Der Norden"),
        ("ru", "Северная Корея молчит. Север заявил позже, что это было испытание.", "Север"),
    ],
)
def test_half_a_country_is_meant_where_the_article_names_it(language, text, source):
    assert sides(language, text, source) == ["North Korea"]


def test_half_a_country_is_nobody_where_the_article_names_none_or_two():
    assert sides("en", "Farmers are angry. The North said that the dam is late.", "The North") != ["North Korea"]
    two = "South Korea and South Sudan signed a paper. The South said that it was fair."
    assert not {"South Korea", "South Sudan"} & set(sides("en", two, "The South"))


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        ("de", "Die norwegisch-polnische Kommission tagte in Berlin. Frankreich fehlte, teilten beide Regierungen mit.", "beide Regierungen"),
        ("en", "Norway and Poland held talks on Germany. Both governments said that it went well.", "Both governments"),
    ],
)
def test_both_governments_are_the_two_named_in_one_breath(language, text, source):
    assert sides(language, text, source) == ["Norway and Poland"]


def test_a_family_name_that_stands_first_is_the_person():
    text = "Deputy minister Pak Sun-hwa flew to Oslo. Pak said that the talks went well."
    assert [name.split()[-1] for name in names("en", text, "Deputy minister Pak Sun-hwa", "Pak")] == ["Sun-hwa", "Sun-hwa"]


def test_a_pronoun_points_to_whom_the_sentence_before_is_about():
    text = "Orla Finn has seen the pump, said the engineer Ole Brand. “It leaks,” Brand said. Mayor Jon Tasker is not amused. He warned that it will burst."
    assert names("en", text, "the engineer Ole Brand", "Brand", "He")[-1] == "Jon Tasker"


def test_a_pronoun_points_to_a_surname_in_the_running_text():
    text = "Jon Tasker spoke first. Ole Brand denied it twice. He left. Tasker is not amused. If a pump bursts, he warned, it will flood the town."
    assert names("en", text, "Ole Brand", "he")[-1] == "Jon Tasker"


def test_the_regime_is_the_capital_that_opens_the_sentence_before():
    text = "Oslo affirme le contraire. Cela dure depuis un an. Minsk n'a rien dit des navires. Le régime avait nié les faits."
    assert sides("fr", text, "Oslo", "Le régime") == ["Norway", "Belarus"]


def test_an_office_belongs_to_the_capital_that_it_stands_with():
    text = "À Oslo, le ministère de la Pêche se tait. Le Conseil national de sécurité promet une réponse à Moscou."
    assert sides("fr", text, "Le Conseil national de sécurité") == ["Norway"]


def test_a_federation_with_its_members_named_is_not_the_company_before():
    text = "Brandywell owns the mill. Brandywell says the water is clean. But the potters' federation speaks of lead."
    assert "Brandywell" not in names("en", text, "Brandywell", "the potters' federation")[-1]


def test_the_end_of_a_russian_verb_tells_whom_a_pronoun_may_mean():
    text = "Трубу осмотрел Олаф Бренк. Позже приехала Рута Сольвей. Ждать нельзя, сказала Сольвей. Иначе, добавила она, трубу прорвёт."
    assert names("ru", text, "Рута Сольвей", "она")[-1] == "Ruta Solvei"


def test_a_name_that_only_one_state_has_tells_whose_minister_it_is():
    text = "Республика Корея и Норвегия договорились, рассказал министр иностранных дел Пак Сун Хва. Норвегия довольна."
    assert sides("ru", text, "министр иностранных дел Пак") == ["South Korea"]


def test_a_day_or_a_form_of_address_ends_no_sentence():
    text = "Es gab Streit, sagte Ole Brand. Der Chef Jon Tasker kam am 13. Mai ins Werk. Die Pumpe lecke ihm zufolge."
    assert names("de", text, "Ole Brand", "ihm")[-1] == "Jon Tasker"
    assert Sentences(text, code="de").between(0, len(text) - 1) == 2
    assert Sentences("Mr. Tasker came. Dr. Brand left.", code="en").between(0, 31) == 1


def test_a_mere_noun_that_opens_a_sentence_is_whoever_was_named_so_before():
    text = "Город судится с концерном «Ваксилон», сказал Оле Бранд. Концерн не платит. Причин нет, говорится в его заявлении."
    assert names("ru", text, "Оле Бранд", "его заявлении")[-1] == "Vaksilon"


def test_a_ministry_is_known_by_what_it_is_for():
    text = "Norwegen wartet. Besorgt ist das Fischereiministerium. Das Ministerium fordert ein Verbot, und das laut Ministerium sofort."
    assert names("de", text, "Das Ministerium") == ["Norwegian fisheries ministry"]
    assert names("de", text, "Ministerium")[-1:] == ["Norwegian fisheries ministry"]


def test_a_french_minister_with_the_portfolio_before_the_name_is_known():
    text = "Le ministre norvégien de la Culture, Ole Brand, s'étrangle. Le navire est perdu, assure-t-il."
    assert names("fr", text, "il") == ["Norwegian Culture Minister Ole Brand"]


def test_no_one_calls_the_white_house_a_presidential_office():
    text = "Der Kreml schweigt. Das Weiße Haus klagt über Moskau. Unbeeindruckt zeigt sich das Präsidialamt. Es gebe keinen Grund."
    assert sides("de", text, "das Präsidialamt") == ["Russia"]


def test_a_first_deputy_minister_is_of_the_ministry():
    actor = resolve(
        "ru",
        "Норвегия довольна, сказал первый заместитель министра иностранных дел Норвегии Оле Бранд.",
        "первый заместитель министра иностранных дел Норвегии Оле Бранд",
    )
    assert actor[0][0].actor.organization == "Norwegian foreign ministry"
