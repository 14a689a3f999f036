"""How much room figures take: few marks fit a phone, and no axis says a number twice."""

import datetime as dt

import pytest

from analysis.figures import ActCount, MatrixCell, OutletCount, TimelineEvent, build_acts, build_matrix, build_outlets, build_timeline

SIDES = ["Skerry", "Rosmark", "Lindsund"]


def build_cells(sides):
    return build_matrix([MatrixCell("The ferry sank", side, i, "asserts") for i, side in enumerate(sides)])


def build_counts(sides):
    return build_outlets([OutletCount("The Skerry Post", "English", side, i, 2) for i, side in enumerate(sides)])


def build_days(sides):
    return build_timeline([TimelineEvent(dt.date(2024, 3, 1 + i), side, 0, "it sank", "asserts") for i, side in enumerate(sides)])


@pytest.mark.parametrize("build", [build_cells, build_counts, build_days])
def test_two_places_beside_each_other_fit_a_phone_and_three_scroll(build):
    assert build(SIDES[:2]).is_small
    assert not build(SIDES).is_small


def test_a_drawing_is_as_wide_as_it_is_made_and_only_small_ones_shrink():
    two, three = build_cells(SIDES[:2]).svg, build_cells(SIDES).svg
    assert 'width="430" viewBox="0 0 430 ' in two
    assert "figure-svg--small" in two
    assert "figure-svg--small" not in three


@pytest.mark.parametrize(("most", "step"), [(3, 1), (9, 1), (10, None), (400, None)])
def test_few_statements_are_counted_one_by_one(most, step):
    figure = build_acts([ActCount("Skerry", 0, "denies", most), ActCount("Skerry", 0, "asserts", 1)])
    assert figure.data["layout"]["xaxis"].get("dtick") == step
