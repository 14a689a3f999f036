"""Which words can stand alone as a subject line. All sentences are invented."""

import pytest

from claimsite.claims.standing_alone import BEST, as_line, rate_line

LENGTH = 90


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The mill was sold to the brothers in May"),
        ("de", "Die Mühle ist im Mai an die Brüder verkauft worden"),
        ("de", "Der Müller reiste am Montag nach Moskau"),
        ("fr", "Le moulin a été vendu aux deux frères en mai"),
        ("ru", "Мельницу в мае продали двум братьям из города"),
    ],
)
def test_a_whole_sentence_stands_alone(language, text):
    assert rate_line(text, language, LENGTH) == BEST


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It was sold to the brothers in May"),
        ("en", "Fresh rumours of a possible sale alarming"),
        ("en", "It was 40"),
        ("en", "Such a sale would harm the town for years"),
        ("en", "Having sold the mill to the brothers"),
        ("de", "Ging die Mühle dagegen erst im Mai an die Brüder"),
        ("de", "Den Verkauf der Mühle ernsten Bruch des Vertrags"),
        ("de", "die Soldaten und ersten Granaten an der Grenze"),
        ("de", "Solche Verkäufe habe es in der Stadt nie gegeben"),
        ("fr", "Ces ventes ont été faites sans le conseil"),
        ("ru", "Этого никогда не было в нашем городе"),
    ],
)
def test_pronouns_fragments_and_pointing_words_do_not(language, text):
    assert rate_line(text, language, LENGTH) < BEST


def test_a_gap_is_closed_and_what_hung_on_the_writers_clause_goes():
    assert as_line("In May … the mill was sold", "en", LENGTH) == "In May the mill was sold"
    assert as_line("At least forty wheels were taken … which keeps no list", "en", LENGTH) == "At least forty wheels were taken"


def test_a_long_line_is_cut_where_a_clause_ends():
    text = "The mill was sold to the brothers, but nobody in the town has seen the paper on which the price stands"
    assert as_line(text, "en", LENGTH) == "The mill was sold to the brothers"
    assert as_line("word " * 40, "en", 20).endswith("…")
