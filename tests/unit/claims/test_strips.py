"""Small multiples of when both halves of a dispute were said."""

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from claimsite.claims.strips import TALLEST, WIDTH, count_tallest, draw_strip

DAYS = st.lists(st.dates(dt.date(2020, 1, 1), dt.date(2024, 12, 31)), max_size=40)


def test_bars_stand_on_the_line_of_their_half_and_count():
    first, last = dt.date(2024, 5, 1), dt.date(2024, 5, 10)
    strip = draw_strip([first, first, last], [dt.date(2024, 5, 5)], first=first, last=last, tallest=2)
    assert [bar.height for bar in strip.said] == [TALLEST, TALLEST / 2]
    assert {bar.y + bar.height for bar in strip.said} == {22}
    assert {bar.y + bar.height for bar in strip.against} == {44}
    assert strip.said[0].x < strip.against[0].x < strip.said[1].x


@given(DAYS, DAYS)
def test_bars_stay_inside_and_apart(said, against):
    days = [*said, *against, dt.date(2022, 1, 1)]
    first, last = min(days), max(days)
    tallest = count_tallest([said, against], first=first, last=last)
    strip = draw_strip(said, against, first=first, last=last, tallest=tallest)
    for bars in (strip.said, strip.against):
        for bar in bars:
            assert bar.x >= 0
            assert bar.x + bar.width <= WIDTH + 0.2
            assert 3 <= bar.height <= TALLEST
        assert all(a.x + a.width <= b.x for a, b in pairwise(bars))
    assert bool(said) == bool(strip.said)
