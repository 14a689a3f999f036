"""Who contradicts, backs or repeats whom, on invented statements in four languages."""

import itertools

import numpy as np
import pytest

from analysis.embeddings import embed
from analysis.languages import CODES, UnknownLanguageError
from analysis.relations import relate, relate_new
from analysis.relations.alignment import align
from analysis.relations.closure import close
from analysis.relations.describing import describe
from analysis.relations.features import FEATURES, prepare
from analysis.relations.likeness import sound_alike
from analysis.relations.quantities import read_numbers
from analysis.relations.reading import read_statements, tokenize
from analysis.relations.words import are_opposites, get_words
from analysis.types import Act, RelationKind, StatementInput

#: Signals that rest on the two statements alone.
WORDS = [FEATURES.index(name) for name in ("cosine", "cover_low", "shared_words", "shared_predicates", "opposites", "figures_clash", "same_name", "unopposed")]
CONTRADICTS, SUPPORTS, REPEATS = RelationKind.CONTRADICTS, RelationKind.SUPPORTS, RelationKind.REPEATS


def said(id, text, language="en", side=None, act=Act.ASSERTS, document=None):
    return StatementInput(id=id, text=text, language=language, actor=side, side=side, act=act, document=document)


def kind_of(*statements):
    """The link between the first two of some statements."""
    wanted = {statements[0].id, statements[1].id}
    return next((r.kind for r in relate(statements) if {r.a, r.b} == wanted), None)


MILL = "the paper mill has poisoned the river with mercury"


def test_a_denial_by_verb_contradicts_the_assertion_and_repeats_another_denial():
    statements = [
        said("a", MILL, side="villagers", document="x"),
        said("b", MILL, side="mill", act=Act.DENIES, document="x"),
        said("c", "die Papierfabrik hat den Fluss mit Quecksilber vergiftet", "de", side="mill", act=Act.DENIES, document="y"),
    ]
    found = {frozenset((r.a, r.b)): r for r in relate(statements)}
    assert found[frozenset("ab")].kind is CONTRADICTS
    assert found[frozenset("ac")].kind is CONTRADICTS
    assert found[frozenset("bc")].kind is REPEATS
    assert "is denied" in found[frozenset("ab")].why.en
    assert "bestritten" in found[frozenset("ab")].why.de


@pytest.mark.parametrize(
    ("claim", "denial", "negation"),
    [
        (("de", "Die Brücke wurde vor dem Einsturz geprüft"), ("de", "Die Brücke wurde vor dem Einsturz nie geprüft"), "nie"),
        (("en", "The bridge was inspected before it collapsed"), ("en", "The bridge was never inspected before it collapsed"), "never"),
        (("fr", "Le pont a été inspecté avant son effondrement"), ("fr", "Le pont n'a jamais été inspecté avant son effondrement"), "n"),
        (("ru", "Мост проверяли перед обрушением"), ("ru", "Мост никогда не проверяли перед обрушением"), "никогда"),
        (("en", "The bridge was inspected before it collapsed"), ("de", "Die Brücke wurde vor dem Einsturz nie geprüft"), "nie"),
        (("ru", "Мост проверяли перед обрушением"), ("fr", "Le pont n'a jamais été inspecté avant son effondrement"), "n"),
    ],
)
def test_a_denial_by_negation_contradicts_in_and_across_languages(claim, denial, negation):
    a = said("a", claim[1], claim[0], side="builders", document="x")
    b = said("b", denial[1], denial[0], side="inspectors", act=Act.DENIES, document="x")
    (relation,) = relate([a, b])
    assert relation.kind is CONTRADICTS
    assert f"“{negation}”" in relation.why.en
    assert f"„{negation}“" in relation.why.de


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("en", "Four hundred workers will lose their jobs at the shipyard"), ("de", "Auf der Werft verlieren vierhundert Arbeiter ihre Stelle")),
        (("fr", "quatre cents ouvriers du chantier naval perdront leur emploi"), ("en", "400 workers will lose their jobs at the shipyard")),
        (("ru", "четыреста рабочих верфи потеряют работу"), ("en", "Four hundred workers will lose their jobs at the shipyard")),
    ],
)
def test_a_translation_by_the_same_side_repeats(left, right):
    assert kind_of(said("a", left[1], left[0], side="union", document="x"), said("b", right[1], right[0], side="union", document="y")) is REPEATS


def test_a_demonstrative_takes_its_topic_from_before():
    statements = [
        said("a", "the minister and the smugglers talked about a secret harbor during the fair", side="newspapers", act=Act.SPECULATES, document="x"),
        said("b", "no deal on a secret harbor was made with the smugglers during the fair", side="ministry", act=Act.DENIES, document="x"),
        said("c", "There were no such plans", side="ministry", act=Act.DENIES, document="x"),
    ]
    found = {frozenset((r.a, r.b)): r for r in relate(statements)}
    assert found[frozenset("ab")].kind is CONTRADICTS
    assert found[frozenset("ac")].kind is CONTRADICTS
    assert "“such” points back" in found[frozenset("ac")].why.en
    assert "„such“ weist zurück" in found[frozenset("ac")].why.de


@pytest.mark.parametrize(
    ("language", "text", "pointer"),
    [
        ("de", "Es gab keine solchen Pläne", "solchen"),
        ("en", "This is false", "This"),
        ("fr", "De tels projets n'existent pas", "tels"),
        ("ru", "Таких планов не было", "Таких"),
        ("de", "Das stimmt nicht", "Das"),
        ("de", "Das Haus brennt", ""),
        ("de", "das alte Haus brennt", ""),
        ("en", "it will be paid this week", ""),
        ("en", "the permits that were issued", ""),
        ("en", "such heavy machines have crossed the old wooden bridge near the village every night", ""),
    ],
)
def test_pointers(language, text, pointer):
    assert read_statements([said("a", text, language)])[0].pointer == pointer


def test_who_has_something_to_show_for_a_claim_backs_it():
    statements = [
        said("a", "the shipyard had been warned of the crack in writing", side="union", document="x"),
        said("b", "I signed the letter to the shipyard myself", side="union", document="x"),
    ]
    (relation,) = relate(statements)
    assert relation.kind is SUPPORTS
    assert "offers evidence" in relation.why.en
    assert "Beleg" in relation.why.de


def test_the_same_topic_alone_is_no_relation():
    statements = [
        said("a", "The harbor was built in 1890 by a Dutch engineer", side="museum", document="x"),
        said("b", "Ships in the harbor pay a fee for every night", side="harbor board", document="y"),
        said("c", "The harbor restaurant opens at noon", side="owner", document="z"),
    ]
    assert relate(statements) == []


def test_statements_from_two_disputes_have_no_link():
    first = [said("a", MILL, side="villagers", document="x"), said("b", "the mill never used mercury", side="mill", act=Act.DENIES, document="x")]
    second = [
        said("c", "the referee was bribed before the final", side="fans", document="y"),
        said("d", "the referee was bribed before the final", side="league", act=Act.DENIES, document="y"),
    ]
    crossing = [r for r in relate(first + second) if (r.a in "ab") != (r.b in "ab")]
    assert crossing == []


ALL = [
    said("a", MILL, side="villagers", document="x"),
    said("b", MILL, side="mill", act=Act.DENIES, document="x"),
    said("c", "La papeterie a empoisonné la rivière au mercure", "fr", side="villagers", document="y"),
    said("d", "the mill will close its drain by Friday", side="mill", act=Act.COMMITS, document="y"),
    said("e", "the mill must close its drain by Friday", side="villagers", act=Act.DEMANDS, document="y"),
    said("f", "фабрика отравила реку ртутью", "ru", side="villagers", document="z"),
]


def test_links_are_found_when_nobody_knows_who_speaks():
    bare = [StatementInput(s.id, s.text, s.language) for s in (ALL[0], ALL[2], ALL[5])]
    assert {r.kind for r in relate(bare)} == {REPEATS}


def test_each_pair_once_best_first_and_named_in_input_order():
    relations = relate(ALL)
    order = [s.id for s in ALL]
    assert relations
    assert len({frozenset((r.a, r.b)) for r in relations}) == len(relations)
    assert all(order.index(r.a) < order.index(r.b) for r in relations)
    assert [r.score for r in relations] == sorted((r.score for r in relations), reverse=True)
    assert all(0 < r.score <= 1 for r in relations)


def test_order_of_input_does_not_change_the_links():
    alone = [StatementInput(s.id, s.text, s.language, s.actor, s.side, s.act) for s in ALL]
    expected = {frozenset((r.a, r.b)): (r.kind, r.score) for r in relate(alone)}
    assert expected
    for order in itertools.islice(itertools.permutations(alone), 0, 720, 97):
        found = {frozenset((r.a, r.b)): (r.kind, r.score) for r in relate(order)}
        assert found.keys() == expected.keys()
        for pair, (kind, score) in found.items():
            assert kind is expected[pair][0]
            assert score == pytest.approx(expected[pair][1], abs=2e-3)


def test_new_statements_are_linked_to_each_other_and_to_known_ones_only():
    relations = relate_new(ALL[:2], ALL[2:])
    assert {frozenset((r.a, r.b)) for r in relations} >= {frozenset("ab"), frozenset("ac")}
    assert all(r.a in "ab" for r in relations)
    assert relate_new([], ALL) == []
    assert {r.kind for r in relate_new(ALL[:1], [ALL[0], ALL[1]])} == {CONTRADICTS}


def test_vectors_that_are_given_are_used():
    vectors = dict(zip((s.id for s in ALL), embed([s.text for s in ALL]), strict=True))
    assert relate(ALL, vectors=vectors) == relate(ALL)
    assert relate_new(ALL[:2], ALL[2:], vectors=vectors) == relate_new(ALL[:2], ALL[2:])


def test_odd_input():
    assert relate([]) == relate([said("a", MILL)]) == []
    odd = [said("a", ""), said("b", "(" * 20_000), said("c", "9" * 500), said("d", "\x00 … !"), said("e", "word " * 20_000), said("f", "", act=None)]
    assert isinstance(relate(odd), list)
    with pytest.raises(ValueError, match="same id"):
        relate([said("a", "x"), said("a", "y")])
    with pytest.raises(UnknownLanguageError, match="'it'"):
        relate([said("a", "x", "it"), said("b", "y")])


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("de", "4.000 Stellen und 12,5 Prozent", {4000, 12.5}),
        ("en", "two million dollars, 4,000 jobs", {2e6, 4000}),
        ("fr", "1 200 postes, quatre milliards", {1200, 4e9}),
        ("ru", "двенадцать человек и 3 тысячи рублей", {12, 3000}),
        ("en", "€480mn a year", {4.8e8}),
        ("de", "im Jahr 2024", {2024}),
        ("en", "nobody came", set()),
    ],
)
def test_figures_mean_the_same_in_each_language(language, text, values):
    assert read_numbers(tokenize(text), get_words(language)) == values


def test_opposites_and_names():
    assert are_opposites("gestiegen", "fell")
    assert are_opposites("ouverte", "geschlossen")
    assert are_opposites("unsicher", "sicher")
    assert not are_opposites("unsicher", "unsafe")
    assert not are_opposites("house", "river")
    assert sound_alike("Salakhov", "Салахов")
    assert sound_alike("Tschernow", "Chernov")
    assert not sound_alike("Berlin", "Bremen")


def test_words_on_one_side_of_opposites_are_akin_across_languages():
    first, second = read_statements([StatementInput("a", "sein Land verletzt nichts", "de"), StatementInput("b", "la Norvège ne viole rien", "fr")])
    assert align(first, second).left >= 0.3
    assert not align(first, second).opposites


@pytest.mark.parametrize("language", CODES)
def test_word_lists_are_lower_case_and_not_in_each_others_way(language):
    words = get_words(language)
    assert all(w == w.lower() for w in words.dull | words.times | set(words.numbers) | set(words.multipliers))
    assert not words.negations & words.function_words
    assert not words.pointers & words.function_words
    assert len(words.negations) > 8


def test_signals_of_a_pair_are_the_same_from_both_ends():
    prepared = prepare(ALL)
    for i, j in itertools.combinations(range(len(ALL)), 2):
        assert describe(prepared, [(i, j)]) == pytest.approx(describe(prepared, [(j, i)]), abs=1e-6)


def test_signals_of_a_pair_do_not_depend_on_what_else_is_described():
    prepared = prepare(ALL)
    pairs = list(itertools.permutations(range(len(ALL)), 2))
    together = describe(prepared, pairs)
    for pair, signals in zip(pairs, together, strict=True):
        assert describe(prepare([ALL[place] for place in pair]), [(0, 1)])[0, WORDS] == pytest.approx(signals[WORDS], abs=1e-6)
        assert describe(prepared, [pair])[0] == pytest.approx(signals, abs=1e-6)


def test_shared_words_are_counted_as_they_are_shown():
    prepared = prepare(ALL)
    pairs = list(itertools.combinations(range(len(ALL)), 2))
    for (i, j), signals in zip(pairs, describe(prepared, pairs), strict=True):
        shown = align(prepared.readings[i], prepared.readings[j])
        assert signals[FEATURES.index("shared_words")] == pytest.approx(min(len(shown.shared), 5) / 5)
        assert signals[FEATURES.index("opposites")] == bool(shown.opposites)
        assert signals[FEATURES.index("cover_low")] == pytest.approx(min(shown.left, shown.right), abs=1e-6)


def test_links_pass_over_repetitions():
    pairs = [(0, 1), (1, 2), (2, 3)]
    probabilities = np.array([[0.05, 0.0, 0.0, 0.95], [0.1, 0.9, 0.0, 0.0], [0.9, 0.1, 0.0, 0.0]])
    closed = close(pairs, probabilities)
    passed, bridge = closed[0, 2]
    assert bridge == (0, 1)
    assert passed[1] == pytest.approx(0.95**0.5 * 0.9)
    assert sum(passed) == pytest.approx(1.0)
    assert closed[1, 2][1] is None
    assert (0, 3) not in closed
