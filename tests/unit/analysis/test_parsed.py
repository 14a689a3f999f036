"""Each rule over the English and French parse, on sentences made up for it."""

from __future__ import annotations

import pytest

from analysis.attributions import extract_attributions
from analysis.languages import get_language
from analysis.pipeline import parse

Found = tuple[str, str, str]


def found(text: str, code: str = "en") -> list[Found]:
    """(source, cue, content) of each attribution; several spans joined with "…"."""
    attributions, _ = extract_attributions(parse([text], code)[0], text, get_language(code))
    return [tuple(" … ".join(span.of(text) for span in spans) for spans in (a.source, a.cue, a.content)) for a in attributions]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # clausal complement, with and without complementizer
        ("The mayor said that the bridge was closed.", ("The mayor", "said", "the bridge was closed")),
        ("Harbour master Ole Brandt said the bridge was closed.", ("Harbour master Ole Brandt", "said", "the bridge was closed")),
        ("The union has warned that the mill would close.", ("The union", "has warned", "the mill would close")),
        ("It said the talks had failed.", ("It", "said", "the talks had failed")),
        # reporting clause behind, inverted, in the middle
        ("The bridge is closed, the mayor said.", ("the mayor", "said", "The bridge is closed")),
        ("The bridge, the mayor said, had been closed since May.", ("the mayor", "said", "The bridge … had been closed since May")),
        # direct speech before, behind, split
        ("“The bridge is closed,” said the mayor.", ("the mayor", "said", "The bridge is closed")),
        ("The mayor said: “The bridge is closed.”", ("The mayor", "said", "The bridge is closed")),
        ("“The bridge,” said the mayor, “is closed for good.”", ("the mayor", "said", "The bridge … is closed for good")),
        # mixed
        ("The mayor said the bridge was “a danger to everyone”.", ("The mayor", "said", "the bridge was … a danger to everyone")),
        # prepositional cues
        ("According to the mayor, the bridge is closed.", ("the mayor", "According to", "the bridge is closed")),
        ("The bridge, according to the mayor, is closed.", ("the mayor", "according to", "The bridge … is closed")),
        # infinitives and requests
        ("The company promised to rebuild the bridge.", ("The company", "promised", "rebuild the bridge")),
        ("The mayor urged the company to rebuild the bridge.", ("The mayor", "urged", "rebuild the bridge")),
        # refusals
        ("The company declined to say when the bridge would open.", ("The company", "declined to say", "when the bridge would open")),
        ("The company would not say when the bridge would open.", ("The company", "would not say", "when the bridge would open")),
        # objects, names, accusations
        ("The company denied any responsibility for the collapse.", ("The company", "denied", "any responsibility for the collapse")),
        ("The mayor called the bridge “a ruin”.", ("The mayor", "called", "the bridge … a ruin")),
        ("The mayor accused the company of hiding the report.", ("The mayor", "accused", "hiding the report")),
        # adjectives
        ("The mayor is confident that the bridge will reopen.", ("The mayor", "is confident", "the bridge will reopen")),
        # gerund with shared subject
        ("The mayor closed the bridge, adding that it would stay shut.", ("The mayor", "adding", "it would stay shut")),
        # relative clause: the antecedent is the source
        ("Engineers dispute this, but Nora Weld, who said the pillars were sound, left.", ("Nora Weld", "said", "the pillars were sound")),
        # speaker label
        ("Mayor: Bridge will stay closed", ("Mayor", "", "Bridge will stay closed")),
    ],
)
def test_each_english_rule(text: str, expected: Found) -> None:
    assert expected in found(text)


def test_elided_subject_is_that_of_the_first_verb() -> None:
    assert ("The mayor", "added", "repairs would take a year") in found("The mayor closed the bridge on Monday and added that repairs would take a year.")


def test_a_noun_cue_belongs_to_its_owner_and_its_content_to_who_rejects_it() -> None:
    results = found("The company rejected the claim by the farmers that the river was polluted.")
    assert ("The company", "rejected", "the river was polluted") in results
    assert ("the farmers", "claim", "the river was polluted") in results


def test_nested_reporting_gives_both() -> None:
    results = found("The farmer said a doctor had told him that the water was poisoned.")
    assert ("The farmer", "said", "a doctor had told him that the water was poisoned") in results
    assert ("a doctor", "had told", "the water was poisoned") in results


def test_speech_goes_on_behind_a_full_stop_with_the_same_speaker() -> None:
    results = found("“The bridge is closed,” the mayor told reporters. “Nobody will cross it this year.”")
    assert results[0] == ("the mayor", "told", "The bridge is closed")
    assert results[1] == ("the mayor", "", "Nobody will cross it this year")


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said: “We measured the pillars.\n\n“They will not last the winter.”",
        "“We measured the pillars.\n\n“They will not last the winter,” The mayor said.",
    ],
)
def test_speech_over_several_paragraphs_is_one(text: str) -> None:
    assert found(text) == [("The mayor", "said", "We measured the pillars … They will not last the winter")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The farmers, in her words, are “a noisy minority with old ideas”.", ("her", "in … words", "The farmers … are … a noisy minority with old ideas")),
        ("The ministry would not be drawn on the closure.", ("The ministry", "would not be drawn", "the closure")),
        ("“We measured the pillars,” said Nora Weld. “The bridge,” she went on, “is sound.”", ("she", "went on", "The bridge … is sound")),
        ("The council was adamant: “Not one pillar has been moved.”", ("The council", "was adamant", "Not one pillar has been moved")),
        ("“We have moved no pillar at all” – minister", ("minister", "", "We have moved no pillar at all")),
        (
            "The pillars might give way by June, cautioned Nora Weld, an engineer.",
            ("Nora Weld, an engineer", "cautioned", "The pillars might give way by June"),
        ),
    ],
)
def test_less_common_english_forms(text: str, expected: Found) -> None:
    assert expected in found(text)


def test_what_the_author_adds_behind_a_comma_is_not_content() -> None:
    assert found("The mayor denied that the bridge was unsafe, while the engineer warned that it would fall.")[0][2] == "the bridge was unsafe"


@pytest.mark.parametrize(
    "text",
    [
        "The mayor did not say that the bridge was closed.",
        "The bridge was closed on Monday after a pillar cracked.",
        "The exhibition is called the “Night of the Lanterns”.",
        "A copy of “The Long Winter” lay on the desk.",
        "“I think that we are late.”",
        "No engineer said that the bridge was closed.",
        "A thriller called “The Ninth Pillar” sells well.",
    ],
)
def test_what_reports_nothing(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La maire a déclaré que le pont était fermé.", ("La maire", "a déclaré", "le pont était fermé")),
        ("« Le pont est fermé », a déclaré la maire.", ("la maire", "a déclaré", "Le pont est fermé")),
        ("« Le pont est fermé », a-t-il déclaré.", ("il", "a … déclaré", "Le pont est fermé")),
        ("Le pont est fermé, affirment des habitants.", ("des habitants", "affirment", "Le pont est fermé")),
        ("Selon la maire, le pont est fermé.", ("la maire", "Selon", "le pont est fermé")),
        ("D'après la police, le pont est fermé.", ("la police", "D'après", "le pont est fermé")),
        ("Le groupe dément que le pont soit fermé.", ("Le groupe", "dément", "le pont soit fermé")),
        ("Le groupe nie avoir fermé le pont.", ("Le groupe", "nie", "avoir fermé le pont")),
        ("Le syndicat réclame la réouverture du pont.", ("Le syndicat", "réclame", "la réouverture du pont")),
    ],
)
def test_each_french_rule(text: str, expected: Found) -> None:
    assert expected in found(text, "fr")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Did the two talk about the bridge?"),
        ("en", "Did the mayor say that the bridge was closed?"),
        ("fr", "Le maire laisse dire."),
        ("fr", "Le pont fermé laisse les habitants du quai sur leur faim."),
        ("fr", "Entre 300 et 400 mètres : la digue a cédé sur toute sa longueur."),
    ],
)
def test_questions_letting_and_figures_report_nothing(code: str, text: str) -> None:
    assert found(text, code) == []


def test_whoever_is_asked_about_something_says_only_the_answer() -> None:
    assert [content for _, _, content in found("Asked about help for the harbour, he said the bridge was closed.")] == ["the bridge was closed"]


def test_letting_know_reports() -> None:
    assert ("Le maire", "laisse entendre", "le pont fermera") in found("Le maire laisse entendre que le pont fermera.", "fr")
