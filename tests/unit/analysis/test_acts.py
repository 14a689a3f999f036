"""Acts: from the reporting expression, else from the content."""

from __future__ import annotations

import json
from importlib import resources

import pytest

from analysis.acts import CONTENT_ORDER, classify_act
from analysis.languages import CODES, get_language
from analysis.types import Act


def act(language: str, cue: str, content: str, lemma: str | None = None) -> Act:
    return classify_act(content_text=content, cue_text=cue, cue_lemma=lemma, language=get_language(language))


@pytest.mark.parametrize(
    ("language", "cue", "content", "expected"),
    [
        ("de", "wies zurück", "der Hafen sei überlastet", Act.DENIES),
        ("de", "lehnte eine Stellungnahme ab", "dem Zeitplan", Act.DECLINES),
        ("de", "wollte sich nicht äußern", "den Kosten", Act.DECLINES),
        ("de", "hält es für möglich", "der Damm nachgibt", Act.SPECULATES),
        ("de", "rief auf", "die Brücke zu meiden", Act.DEMANDS),
        ("de", "kündigte an", "drei Linien einzustellen", Act.COMMITS),
        ("de", "befürchtete", "das Wasser steige", Act.WARNS),
        ("en", "denied", "any cattle had been sold", Act.DENIES),
        ("en", "declined to comment", "the harvest", Act.DECLINES),
        ("en", "called on", "open the archive", Act.DEMANDS),
        ("en", "pledged", "plant ten thousand trees", Act.COMMITS),
        ("en", "cautioned", "the roof could give way", Act.WARNS),
        ("fr", "a démenti", "toute entente sur les prix", Act.DENIES),
        ("fr", "a refusé de commenter", "le calendrier", Act.DECLINES),
        ("fr", "n'exclut pas", "une fermeture", Act.SPECULATES),
        ("fr", "exige", "la réouverture du pont", Act.DEMANDS),
        ("ru", "опровергла", "школу закроют", Act.DENIES),
        ("ru", "отказался комментировать", "сроки ремонта", Act.DECLINES),
        ("ru", "потребовал", "вернуть архив", Act.DEMANDS),
        ("ru", "предупредил", "лёд тонкий", Act.WARNS),
    ],
)
def test_a_telling_cue_decides(language: str, cue: str, content: str, expected: Act) -> None:
    assert act(language, cue, content) is expected


@pytest.mark.parametrize(
    ("language", "cue", "content", "expected"),
    [
        ("de", "sagte", "Der Stadtrat solle den Markt verlegen", Act.DEMANDS),
        ("de", "sagte", "Wir werden jede Weide einzäunen", Act.COMMITS),
        ("de", "betonte", "Es gab keine Absprachen mit dem Händler", Act.DENIES),
        ("de", "sagte", "Die Herde könnte morgen zurückkehren", Act.SPECULATES),
        ("de", "sagte", "Ohne Regen verlieren wir die halbe Ernte", Act.WARNS),
        ("de", "sagte", "Der Markt öffnet um acht", Act.ASSERTS),
        ("fr", "jure", "douze barques ont quitté le port", Act.ASSERTS),
        ("fr", "jure", "les barques reviendront", Act.COMMITS),
        ("fr", "a tranché", "Sans fondement", Act.DENIES),
        ("en", "said", "The harbour was never at risk", Act.DENIES),
        ("en", "said", "The harbour is at risk", Act.WARNS),
        ("en", "said", "The council should move the market", Act.DEMANDS),
        ("en", "said", "We will fence every pasture", Act.COMMITS),
        ("en", "said", "There were no such talks", Act.DENIES),
        ("en", "said", "The herd may have crossed the river", Act.SPECULATES),
        ("en", "said", "If the rain stays away, farmers would lose half the crop", Act.WARNS),
        ("en", "said", "The market opens at eight", Act.ASSERTS),
        ("fr", "a dit", "Il faut déplacer le marché", Act.DEMANDS),
        ("fr", "a dit", "Nous rouvrirons la passerelle lundi", Act.COMMITS),
        ("fr", "a dit", "Nous n'avons jamais vendu ces terrains", Act.DENIES),
        ("fr", "a dit", "Le marché ouvre à huit heures", Act.ASSERTS),
        ("ru", "сказал", "Город должен перенести рынок", Act.DEMANDS),
        ("ru", "сказал", "Никаких переговоров не было", Act.DENIES),
        ("ru", "сказал", "Рынок открывается в восемь", Act.ASSERTS),
    ],
)
def test_a_neutral_cue_leaves_it_to_the_content(language: str, cue: str, content: str, expected: Act) -> None:
    assert act(language, cue, content) is expected


def test_the_lemma_counts_where_the_wording_is_unknown() -> None:
    language = get_language("en")
    lemma = next(verb for verb, signalled in language.cue_verbs.items() if signalled is Act.WARNS)
    assert classify_act(content_text="the ice is thin", cue_text="xyzzied", cue_lemma=lemma, language=language) is Act.WARNS


def test_a_consequence_is_no_promise() -> None:
    assert act("de", "sagte", "Wenn der Vertrag käme, würde er gegen das Gesetz verstoßen") is Act.WARNS


def test_a_condition_is_no_demand() -> None:
    assert act("en", "said", "Should the talks fail, both ferries stay in port") is not Act.DEMANDS


@pytest.mark.parametrize("language", CODES)
def test_empty_and_endless_input_asserts(language: str) -> None:
    assert act(language, "", "") is Act.ASSERTS
    assert act(language, "", "(" * 20_000) is Act.ASSERTS


def test_every_language_has_signals_for_every_act() -> None:
    table = json.loads(resources.files("analysis.languages").joinpath("data", "acts.json").read_text(encoding="utf-8"))
    for code in CODES:
        assert {Act(name) for name in table[code]["content"]} | {Act.DENIES} == set(CONTENT_ORDER)
        assert {Act(name) for name in table[code]["cue"]} == set(CONTENT_ORDER)
