"""The page on quality, and where the site says that the trained reader is missing."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command
from django.urls import reverse

from analysis.encoder.files import Condition, State
from claimsite.pipeline import checks, context, quality

pytestmark = pytest.mark.django_db
COUNTS = {"precision": 71.2, "recall": 51.3, "f": 59.6}
MODE = {
    "match@0.5": COUNTS,
    "joint@0.5": COUNTS,
    "matched": {"act": {"per_cent": 88.8, "right": 8, "total": 9}},
    "recall": {"direct": {"per_cent": 44.0, "right": 4, "total": 9}, "mixed": {"per_cent": 50.0, "right": 1, "total": 2}},
}
FIGURES = {
    "format": quality.FORMAT,
    "measured_on": "2031-02-03",
    "memory_mb": 512,
    "sets": [{"set": "disputes", "language": code, "documents": 3, "gold": 11, "full": MODE, "rules": MODE} for code in ("fr", "ru", "all")],
    "reliability": [{"set": "disputes", "bins": [{"low": 0.5, "high": 0.6, "count": 7, "mean": 55.0, "right": 57.1}]}],
    "missed": [{"set": "disputes", "kinds": {"right": 5, "not found": 6, "made up": 2}}],
    "speed": [{"set": "disputes", "mode": "full", "articles_per_cpu_second": 2.4}],
    "relations": [{"kind": "contradicts", "gold": 40, **COUNTS}],
    "peers": [{"set": "disputes", "system": "Other <system>", "joint": 42.0, "source": "their paper"}],
}


@pytest.fixture
def figures(tmp_path, monkeypatch):
    path = tmp_path / "quality.json"
    path.write_text(json.dumps(FIGURES), encoding="utf-8")
    monkeypatch.setattr(quality.load_figures, "__defaults__", (path,))
    return path


@pytest.fixture
def reader_missing(monkeypatch):
    condition = Condition(State.MISSING, "there is no reader.json in models/")
    monkeypatch.setattr(context, "get_reader_condition", lambda: condition)
    monkeypatch.setattr(checks, "inspect", lambda: condition)


@pytest.fixture
def reader_there(monkeypatch):
    monkeypatch.setattr(context, "get_reader_condition", lambda: Condition(State.READY, name="reader"))


def test_figures_are_shown_by_set_and_language(client, figures, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get(reverse("pipeline:quality")).content.decode()
    for words in ("French", "Russian", "all languages", "59.6", "88.8", "Other &lt;system&gt;", "contradicts", "3 February 2031", "57 %"):
        assert words in page


def test_the_page_speaks_german(client, figures):
    page = client.get(reverse("pipeline:quality"), headers={"Accept-Language": "de"}).content.decode()
    assert "Wie gut die Maschine ist" in page
    assert "59,6" in page


@pytest.mark.parametrize("content", [None, json.dumps({"format": 0})])
def test_without_figures_that_it_can_read_the_page_says_so(client, figures, content):
    if content is None:
        figures.unlink()
    else:
        figures.write_text(content, encoding="utf-8")
    assert "No figures have been measured" in client.get(reverse("pipeline:quality")).content.decode()


def test_the_committed_figures_are_shown(client):
    assert "US news articles" in client.get(reverse("pipeline:quality")).content.decode()


def test_footer_and_method_lead_to_it(client):
    page = client.get(reverse("core:method")).content.decode()
    assert page.count(f'href="{reverse("pipeline:quality")}"') == 2


@pytest.mark.hostile("faults.model-missing")
def test_editors_see_a_banner_where_the_reader_is_missing_and_others_do_not(client, editor, reader_missing):
    banner = "The trained reader is not in use"
    assert banner in client.get(reverse("core:method")).content.decode()
    client.logout()
    page = client.get(reverse("core:method")).content.decode()
    assert banner not in page
    assert "is not installed here" in page


@pytest.mark.hostile("faults.model-missing")
def test_no_banner_where_the_reader_is_there(client, editor, reader_there):
    page = client.get(reverse("core:method")).content.decode()
    assert "The trained reader is not in use" not in page
    assert "is not installed here" not in page


def test_the_system_check_warns_of_a_missing_reader(reader_missing, capsys):
    call_command("check")
    assert checks.READER_MISSING in capsys.readouterr().err
    (warning,) = checks.check_reader(None)
    assert "reader.json" in warning.msg
