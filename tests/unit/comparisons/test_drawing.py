"""Figures that are drawn once for the same rows."""

from analysis.figures import ActCount, build_acts
from claimsite.comparisons.drawing import draw
from claimsite.comparisons.templatetags.chart_parts import chart

ROWS = [ActCount("Harbor", 0, "asserts", 3), ActCount("Delta", 1, "denies", 2)]


def test_the_same_rows_are_drawn_once_and_shown_once():
    first = draw(build_acts, ROWS, language="en")
    assert draw(build_acts, iter(ROWS), language="en") is first
    assert first == build_acts(ROWS, language="en")
    assert chart(first) is chart(first)


def test_other_rows_and_other_languages_are_other_drawings():
    first = draw(build_acts, ROWS, language="en")
    changed = draw(build_acts, [ROWS[0], ActCount("Delta", 1, "denies", 5)], language="en")
    assert "5" in changed.rows[1].cells
    assert chart(changed) != chart(first)
    assert draw(build_acts, ROWS, language="de").title != first.title
