"""Any text that somebody pastes is refused with a reason, or stored and shown as it is, with every span in its place."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from analysis.pipeline import InputDocument, analyze
from analysis.text import TextError, check_text, normalize
from claimsite.articles import actions
from claimsite.core.tabular import guard_cell, write_csv
from claimsite.statements.anchors import build_spans, check_places, join_words
from claimsite.statements.models import ExtractionRun, Statement
from tests.fuzz.measure import fuzz
from tests.security.pages import read

#: Letters, marks, controls and lone surrogates of every plane, and what texts and markup are made of.
PIECES = st.one_of(
    st.text(max_size=20),
    st.text(st.characters(categories=("Cf", "Cc", "Cs", "Mn", "Zs", "Zl", "Zp", "Co")), max_size=6),
    st.sampled_from(
        [
            "“",
            "”",
            "„",
            "«",
            "»",
            '"',
            "'",
            "(",
            ")",
            "<b>",
            "</script>",
            "&amp;",
            "&",
            "{{ x }}",
            "\n\n",
            "\r\n",
            "\u2028",
            "\u202e",
            "e\u0301",
            "😀",
            "ß",
            "İ",
        ]
    ),
    st.sampled_from(["Ida said that the port is closed.", "„Nein“, sagte Vik.", "Она сказала: «Нет».", "He denied it", "said", ". ", ", "]),
)
TEXTS = st.lists(PIECES, max_size=25).map("".join)


@fuzz
@given(TEXTS)
def test_a_text_in_its_form_stays_so_and_can_be_stored(text):
    normal = normalize(text)
    assert normalize(normal) == normal
    assert not re.search("[\0-\x08\x0b\x0e-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff\r\u2028]", normal)
    normal.encode()


@fuzz
@given(TEXTS)
def test_any_text_is_analyzed_and_its_spans_hold(text):
    (found,) = analyze([InputDocument("x", normalize(text) or "x", "en")], fast=True)
    for each in found.attributions:
        for span in (*each.content, *each.source, *each.cue):
            assert 0 <= span.start < span.end <= len(found.text)
            assert found.text[span.start : span.end].strip()


def refuses(text: str, normal: str) -> bool:
    """Whether the door is shut, for one of its reasons."""
    try:
        check_text(normal, raw=text)
    except TextError as refused:
        return refused.code in {"empty", "too_long", "binary"}
    return False


@pytest.mark.django_db
@fuzz
@given(text=TEXTS, cuts=st.lists(st.integers(0, 400), min_size=2, max_size=8))
def test_from_pasting_to_the_page(text, cuts):
    normal = normalize(text)
    if refuses(text, normal):
        return
    outlet = actions.get_or_create_outlet("Skerry Post", by=None)
    article = actions.add_article(outlet, title=text[:600], text=normal, language="en", published_on=dt.date(2024, 3, 4), by=None)
    version = article.versions.get(is_current=True)
    assert version.text == normal
    wanted = store_statements(version, cuts)
    page = read("article", Client().get(article.get_absolute_url()).content.decode())
    shown = re.sub(r"\s+", "", page.words)
    for statement in wanted:
        for span in statement.spans.all():
            assert version.text[span.start_char : span.end_char] == span.exact
        assert Client().get(statement.get_absolute_url()).status_code == 200
    assert all(re.sub(r"\s+", "", line) in shown for line in normal.split("\n") if not wanted), "every line of the text stands on the page"


def store_statements(version, cuts) -> list[Statement]:
    """Statements at chance places of the text, as far as these can hold one."""
    run, made = ExtractionRun.objects.create(version=version, code_version="fuzz"), []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        start, end = sorted((start % (len(version.text) + 1), end % (len(version.text) + 1)))
        if not version.text[start:end].strip():
            continue
        try:
            places = check_places(version.text, {"content": [(start, end)], "source": [], "cue": []})
        except ValueError:
            continue
        statement = Statement.objects.create(
            version=version,
            article=version.article,
            outlet_id=version.article.outlet_id,
            run=run,
            act="asserts",
            type="indirect",
            content=join_words(version.text, places["content"]),
            language="en",
            published_on=version.article.published_on,
        )
        for span in build_spans(statement, version.text, places):
            span.save()
        made.append(statement)
    return made


@fuzz
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_cells_of_a_table_come_back(cells):
    import csv
    import io

    kept = [cell.replace("\0", "").encode("utf-8", "replace").decode() for cell in cells]
    written = "".join(write_csv([str(n) for n in range(len(kept))], [{str(n): cell for n, cell in enumerate(kept)}]))
    rows = list(csv.reader(io.StringIO(written[1:], newline="")))
    assert rows[1:] == [[guard_cell(cell) for cell in kept]] or kept == [""]
