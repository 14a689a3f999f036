"""The three forms of a figure show the same marks, and nothing foreign gets through as markup."""

import datetime as dt
import itertools
import json
import math
import re
from xml.etree import ElementTree as ET

import pytest

from analysis.figures import (
    MAX_POINTS,
    ActCount,
    Contradiction,
    Figure,
    MatrixCell,
    OutletCount,
    TimelineEvent,
    UnknownFigureLanguageError,
    UnknownStatusError,
    build_acts,
    build_matrix,
    build_network,
    build_outlets,
    build_timeline,
)
from analysis.figures.escape import clean, for_plotly, safe_url
from analysis.figures.palette import SYMBOLS
from analysis.figures.wording import _WORDS

SVG = "{http://www.w3.org/2000/svg}"
NASTY = "<img src=x onerror=alert(1)> & \"q\" 'a' %{x} $x$ </script>\u2028\u202e\x00\n<b>"

CELLS = [
    MatrixCell("The dam was mined", "Harbor board", 0, "asserts", 2, "/s/1", "the dam was mined at night"),
    MatrixCell("The dam was mined", "Ministry", 1, "denies", 1, "/s/2", "no mine was laid"),
    MatrixCell("The valves are open", "Ministry", 1, "speculates", 1, "/s/3", "may be open"),
    MatrixCell("The valves are open", "Ministry", 1, "declines", 1, "/s/4", ""),
    MatrixCell("The valves are open", "Divers", 2, "warns", 1, "/s/5", "it will flood"),
]
EVENTS = [
    TimelineEvent(dt.date(2024, 5, 3), "Ministry", 1, "It is safe.", "asserts", "/s/9"),
    TimelineEvent(dt.date(2024, 5, 1), "Divers", 2, "It leaks.", "asserts", "/s/7"),
    TimelineEvent(dt.date(2024, 5, 3), "Ministry", 1, "Nobody was hurt.", "denies", "/s/10"),
]
COUNTS = [ActCount("Ministry", 1, "denies", 4, "/q?side=m"), ActCount("Divers", 2, "denies", 1, "/q?side=d"), ActCount("Divers", 2, "asserts", 7, None)]


CARRIED = [
    OutletCount("Skerry Post", "English", "Ministry", 1, 3, "/q?o=1&side=m"),
    OutletCount("Skerry Post", "English", "Divers", 2, 1, "/q?o=1&side=d"),
    OutletCount("Fjordblatt", "German", "Ministry", 1, 9, None),
]
PAIRS = [
    Contradiction("Minister Vik", 1, "Ida Brandal", 0, 2, "/r/1"),
    Contradiction("Minister Vik", 1, "Divers", 2, 5, "/r/2"),
    Contradiction("Minister Vik", 1, "somebody", None, 1, "/r/3"),
]


def all_figures(language: str = "en") -> list[Figure]:
    return [
        build_matrix(CELLS, language=language),
        build_timeline(EVENTS, language=language),
        build_acts(COUNTS, language=language),
        build_outlets(CARRIED, language=language),
        build_network(PAIRS, language=language),
    ]


def strings_in(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [s for v in value.values() for s in strings_in(v)]
    return [s for v in value for s in strings_in(v)] if isinstance(value, list) else []


@pytest.mark.parametrize("figure", all_figures(), ids=lambda f: f.kind)
def test_table_plotly_and_svg_show_the_same_marks(figure):
    plotly = sorted(str(url) for trace in figure.data["data"] for url in trace["customdata"])
    table = sorted(str(row.url) for row in figure.rows)
    root = ET.fromstring(figure.svg)
    linked = sorted(a.get("href") for a in root.iter(f"{SVG}a"))

    assert plotly == table
    assert linked == [url for url in table if url != "None"]
    assert figure.point_count == len(figure.rows) == len(plotly)
    assert all(len(row.cells) == len(figure.columns) for row in figure.rows)


@pytest.mark.parametrize("figure", all_figures(), ids=lambda f: f.kind)
def test_json_is_plain_small_and_transparent(figure):
    text = json.dumps(figure.data)
    assert "bdata" not in text
    assert "template" not in text
    assert len(text) < 6000
    assert figure.data["layout"]["paper_bgcolor"] == figure.data["layout"]["plot_bgcolor"] == "rgba(0,0,0,0)"
    assert {t["type"] for t in figure.data["data"]} <= {"scatter", "bar"}
    palette = figure.data["layout"]["meta"]["palette"]
    for trace in figure.data["data"]:
        assert (trace["line"] if trace.get("mode") == "lines" else trace["marker"])["color"] == palette["light"][trace["meta"]["color"]]
        assert trace["meta"]["color"] in palette["dark"]


def test_matrix_tells_by_form_who_says_denies_and_is_silent():
    figure = build_matrix(CELLS)
    form = {(t["marker"]["symbol"], url) for t in figure.data["data"] for url in t["customdata"]}
    assert {("triangle-up", "/s/1"), ("circle-x-open", "/s/2"), ("square", "/s/3"), ("circle-open", "/s/4"), ("diamond", "/s/5")} <= form
    silent = [row.cells[:3] for row in figure.rows if row.url is None]
    assert silent == [
        ("The dam was mined", "Divers", "no statement found"),
        ("The valves are open", "Harbor board", "no statement found"),
    ]
    assert figure.summary == (
        "1 of 2 claims is denied by one side and put forward by another. Denials come from Ministry. No statement was found for 2 of 6 cells."
    )
    assert "dot: no statement found" in figure.key


def test_marks_of_one_place_do_not_cover_each_other():
    matrix, timeline, *_ = all_figures()
    for figure in (matrix, timeline):
        places = [(x, y) for t in figure.data["data"] for x, y in zip(t["x"], t["y"], strict=True)]
        assert len(set(places)) == figure.point_count


def test_timeline_runs_from_old_to_new_and_says_who_speaks_most():
    figure = build_timeline(EVENTS)
    assert [row.url for row in figure.rows] == ["/s/7", "/s/9", "/s/10"]
    assert figure.rows[0].cells == ("1 May 2024", "Divers", "asserts", "It leaks.")
    assert figure.summary == "3 statements by 2 sides from 1 May 2024 to 3 May 2024; most by Ministry (2)."
    assert figure.data["layout"]["yaxis"]["ticktext"] == ["Ministry", "Divers"]


def test_acts_count_and_compare():
    figure = build_acts(COUNTS)
    assert [row.cells for row in figure.rows] == [("asserts", "Divers", "7"), ("denies", "Ministry", "4"), ("denies", "Divers", "1")]
    assert figure.summary == "12 statements by 2 sides; most frequent act: asserts (7). Ministry denies most often (4)."


def test_german():
    matrix, timeline, acts, outlets, network = all_figures("de")
    assert matrix.title == "Wer was gesagt hat"
    assert matrix.rows[2].cells[2] == "keine Aussage gefunden"
    assert timeline.summary == "3 Aussagen von 2 Seiten vom 1. Mai 2024 bis 3. Mai 2024; am meisten: Ministry (2)."
    assert acts.rows[0].cells[0] == "behauptet"
    assert outlets.summary == "2 Medien berichten, was 2 Seiten sagen; am weitesten verbreitet: Ministry (2). Nur eine Seite kommt zu Wort in Fjordblatt."
    assert network.summary == (
        "8 Widersprüche zwischen 4 Sprechern; die meisten: Minister Vik ↔ Divers (5). Den meisten anderen widerspricht: Minister Vik (3)."
    )
    assert build_acts([], language="de-at").summary == "Es gibt noch keine Aussage zu zeigen."


def test_every_word_exists_in_both_languages_with_the_same_gaps():
    assert _WORDS["en"].keys() == _WORDS["de"].keys()
    for key, english in _WORDS["en"].items():
        assert set(re.findall(r"{\w+}", english)) == set(re.findall(r"{\w+}", _WORDS["de"][key])), key


@pytest.mark.hostile("content.pseudo-html-in-charts", "content.templates-in-charts")
@pytest.mark.parametrize(
    "figure",
    [
        build_matrix([MatrixCell(NASTY, NASTY, 0, "denies", 1, "/ok?a=1&b=%22", NASTY)]),
        build_timeline([TimelineEvent(dt.date(2024, 1, 1), NASTY, 0, NASTY, "denies", "javascript:alert(1)")]),
        build_acts([ActCount(NASTY, 0, "denies", 1, "//evil.example/")]),
        build_outlets([OutletCount(NASTY, NASTY, NASTY, 0, 1, "//evil.example/")]),
        build_network([Contradiction(NASTY, 0, "x", 1, 1, "javascript:alert(1)")]),
    ],
    ids=lambda f: f.kind,
)
def test_foreign_markup_stays_text(figure):
    for label in strings_in(figure.data):
        assert "<" not in label.replace("<br>", "")
        assert "%{" not in label
        assert "\n" not in label
        assert "\u202e" not in label
    assert "hovertemplate" not in json.dumps(figure.data)
    root = ET.fromstring(figure.svg)
    assert {e.tag for e in root.iter()} <= {f"{SVG}{t}" for t in ("svg", "g", "a", "title", "text", "path", "rect", "circle")}
    assert not any(name.startswith("on") or name == "style" for e in root.iter() for name in e.attrib)
    assert "javascript:" not in figure.svg
    assert "evil" not in figure.svg + json.dumps(figure.data)


@pytest.mark.hostile("content.pseudo-html-in-charts")
@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", " javascript:x", "java\tscript:x", "data:text/html,x", "//evil.example", "/\\evil.example", "\\\\evil", "vbscript:x", "x y", ""],
)
def test_harmful_addresses_are_dropped(url):
    assert safe_url(url) is None


@pytest.mark.parametrize("url", ["/s/1?x=%22&y=2#z", "https://example.org/a", "#s1", "?page=2"])
def test_good_addresses_stay(url):
    assert safe_url(url) == url


def test_cleaning_keeps_words_and_drops_tricks():
    assert clean("a\u202eb\x00c \n\t d\ud800") == "abc d"
    assert for_plotly("5 < 6 & %{x} cost $3") == "5 &lt; 6 &amp; %&#123;x} cost &#36;3"


@pytest.mark.hostile("size.comparison-of-10k-claims")
def test_matrix_is_capped_and_says_from_where_on():
    cells = [MatrixCell(f"Claim {i}", f"Side {j}", j, "asserts", 1, f"/s/{i}-{j}") for i in range(10_000) for j in (0, 2)]
    cells.append(MatrixCell("Claim 0", "Side 1", 1, "denies", 1, "/s/x"))
    figure = build_matrix(cells)
    assert figure.point_count == len(figure.rows) == 198
    assert figure.omitted == 30_000 - 198
    assert figure.omitted_note == "29802 more cells are left out, from the claim “Claim 66” on."


def test_matrix_with_more_sides_than_points_keeps_the_first():
    figure = build_matrix([MatrixCell("Claim", f"Side {j}", j, "asserts", 1, f"/{j}") for j in range(500)])
    assert figure.point_count == MAX_POINTS
    assert figure.omitted == 300


def test_timeline_keeps_the_newest_and_acts_the_longest():
    start = dt.date(2020, 1, 1)
    timeline = build_timeline([TimelineEvent(start + dt.timedelta(days=i), "A", 0, "x", "asserts", f"/{i}") for i in range(MAX_POINTS + 5)])
    assert (timeline.point_count, timeline.omitted, timeline.rows[0].url) == (MAX_POINTS, 5, "/5")
    assert timeline.omitted_note == "5 older statements are left out."
    acts = build_acts([ActCount(f"S{i}", i, "warns", i + 1, None) for i in range(MAX_POINTS + 3)])
    assert (acts.point_count, acts.omitted) == (MAX_POINTS, 3)
    assert min(int(row.cells[2]) for row in acts.rows) == 4


@pytest.mark.parametrize("build", [build_matrix, build_timeline, build_acts, build_outlets])
def test_empty_figures_say_so(build):
    figure = build([])
    assert figure.summary == "There is no statement to show yet."
    assert figure.point_count == 0
    ET.fromstring(figure.svg)


def test_outlets_grow_by_area_and_name_those_with_one_side():
    figure = build_outlets(CARRIED)
    assert [row.cells for row in figure.rows] == [
        ("Fjordblatt", "German", "Ministry", "9"),
        ("Skerry Post", "English", "Ministry", "3"),
        ("Skerry Post", "English", "Divers", "1"),
    ]
    assert figure.summary == "2 outlets report what 2 sides said; Ministry is heard in most of them (2). Only one side is heard in Fjordblatt."
    sizes = {size for trace in figure.data["data"] for size in trace["marker"]["size"]}
    assert sizes == {24.0, 17.2, 13.3}
    many = build_outlets([OutletCount(f"O{i}", "English", f"S{j}", j, 500 - i, None) for i in range(100) for j in range(3)])
    assert (many.point_count, many.omitted) == (198, 102)
    with pytest.raises(ValueError, match="two counts"):
        build_outlets([*CARRIED, CARRIED[0]])


def test_the_network_puts_speakers_apart_and_keeps_the_busiest():
    figure = build_network(PAIRS)
    assert [row.cells for row in figure.rows] == [("Minister Vik", "Divers", "5"), ("Minister Vik", "Ida Brandal", "2"), ("Minister Vik", "somebody", "1")]
    again = build_network(PAIRS)
    assert again.svg == figure.svg
    nodes = [(t["x"][0], t["y"][0]) for t in figure.data["data"] if len(t["x"]) == 1 and t["mode"] == "markers+text"]
    assert min(math.dist(a, b) for a, b in itertools.combinations(nodes, 2)) > 60
    assert all(0 < x < 800 and 0 < y < 460 for x, y in nodes)
    many = build_network([Contradiction(f"S{i}", 0, f"S{i + 1}", 1, 100 - i, None) for i in range(60)])
    assert many.omitted == 60 - many.point_count > 0
    assert "left out" in many.omitted_note
    assert build_network([]).summary == "No speaker contradicts another here."
    assert build_network([Contradiction("A", 0, "A", 0, 3)]).point_count == 0
    with pytest.raises(ValueError, match="given twice"):
        build_network([PAIRS[0], Contradiction("Ida Brandal", 0, "Minister Vik", 1, 1)])


def test_days_at_the_ends_of_the_calendar():
    figure = build_timeline([TimelineEvent(day, "A", 0, "x", "asserts") for day in (dt.date.min, dt.date.max)])
    assert figure.data["layout"]["xaxis"]["range"] == ["0001-01-01T00:00", "9999-12-31T23:59"]


def test_wrong_input_is_refused():
    with pytest.raises(UnknownStatusError, match="agrees"):
        build_matrix([MatrixCell("c", "s", 0, "agrees")])
    with pytest.raises(UnknownFigureLanguageError):
        build_acts(COUNTS, language="fr")
    with pytest.raises(ValueError, match="two counts"):
        build_acts([*COUNTS, ActCount("Divers", 2, "denies", 3)])


def test_who_speaks_for_no_side_has_a_mark_of_its_own():
    figure = build_timeline([TimelineEvent(dt.date(2024, 5, 1), "somebody", None, "It leaks.", "asserts", "/s/1")])
    assert figure.data["data"][0]["marker"]["symbol"] == "cross"
    assert figure.data["data"][0]["meta"]["color"] == "soft"
    assert "cross" not in SYMBOLS
