"""Marks of busy days stand beside and above each other."""

import datetime as dt
import itertools
import math
from xml.etree import ElementTree as ET

import pytest

from analysis.figures import Figure, TimelineEvent, build_timeline

SVG = "{http://www.w3.org/2000/svg}"


def find_places(figure: Figure) -> list[tuple[float, float]]:
    """Middles of the marks in pixels, as drawn."""
    return [(float(each.get("cx")), float(each.get("cy"))) for each in ET.fromstring(figure.svg).iter(f"{SVG}circle")]


@pytest.mark.parametrize(("days", "each"), [(1, 60), (3, 40), (60, 3), (400, 1), (2, 100)])
def test_marks_of_busy_days_never_overlap(days, each):
    start = dt.date(2024, 1, 1)
    events = [TimelineEvent(start + dt.timedelta(days=i), "Quay", 3, f"{i} {j}", "asserts", f"/{i}-{j}") for i in range(days) for j in range(each)]
    figure = build_timeline(events)
    places = find_places(figure)
    assert len(places) == figure.point_count == len(figure.rows)
    assert figure.point_count + figure.omitted == days * each
    assert min(math.dist(a, b) for a, b in itertools.combinations(places, 2)) >= 18.8
    assert all(170 <= x <= 800 for x, _ in places)
    plotted = [(x, y) for t in figure.data["data"] for x, y in zip(t["x"], t["y"], strict=True)]
    assert len(set(plotted)) == figure.point_count


def test_days_that_no_lane_can_hold_are_left_out_and_named():
    events = [TimelineEvent(dt.date(2024, 1, 1 + 30 * (i % 2) // 2), "Quay", 3, "x", "asserts", f"/{i}") for i in range(150)]
    wide = [TimelineEvent(dt.date(2020, 1, 1), "Quay", 3, "x", "asserts", "/old")]
    figure = build_timeline(events + wide)
    assert figure.omitted > 0
    assert f"{figure.omitted} statements of crowded days are left out." in figure.omitted_note


@pytest.mark.parametrize(("span", "expected"), [(0, ("2024-03-01", "2024-03-01")), (20, ("2024-03-01", "2024-03-21")), (500, ("2024-02-20", "2025-07-24"))])
def test_marks_of_the_first_and_last_of_many_days_are_whole(span, expected):
    first = dt.date(2024, 3, 1)
    figure = build_timeline([TimelineEvent(day, "Quay", 3, "x", "asserts") for day in (first, first + dt.timedelta(days=span))])
    assert tuple(end[:10] for end in figure.data["layout"]["xaxis"]["range"]) == expected
