"""Statements over time: one lane a side, one mark a statement, stacked by day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any

from analysis.figures import svg
from analysis.figures.escape import clean, for_svg, safe_url, shorten
from analysis.figures.marks import Mark, explain_forms, form_of, index_of
from analysis.figures.model import MAX_POINTS, Figure, Row, TimelineEvent, check_status
from analysis.figures.plot import finish_plot, lane_axis, quiet_axis, trace_marks
from analysis.figures.stacking import STEP, stack
from analysis.figures.wording import Wording

_LEFT, _TOP, _PAD, _LANE, _WIDTH, _LABEL = 170, 12, 22, 50, 800, 20
_SPAN = _WIDTH - _LEFT - 20
#: Marks of so many days stay apart in the width of a phone.
_SMALL_DAYS = 2


def build_timeline(events: Sequence[TimelineEvent], *, language: str = "en") -> Figure:
    """Draw statements by day and side; lanes stand in order of each side's first event as given.

    Args:
        events: in any order; beyond `MAX_POINTS` the oldest are left out, and of a day that is too busy for its lane the rest.
        language: of the interface, "en" or "de".

    Raises:
        UnknownStatusError: if an act does not exist.
        UnknownFigureLanguageError: if the interface does not have the language.
    """
    wording = Wording(language)
    ordered = sorted(events, key=lambda e: e.date)
    old = max(0, len(ordered) - MAX_POINTS)
    stacked = stack([e.date for e in ordered[old:]], [clean(e.side) for e in ordered[old:]], _SPAN)
    placed = [(event, place) for event, place in zip(ordered[old:], stacked.places, strict=True) if place is not None]
    shown = [event for event, _ in placed]
    busy = len(ordered) - old - len(shown)
    kept = {id(e) for e in shown}
    lanes = _measure(index_of([clean(e.side) for e in events if id(e) in kept]), stacked.rows)
    marks = [_mark(event, place, shown[0].date, stacked.slot, lanes, wording) for event, place in placed]
    title, summary = wording.say("timeline title"), _summarize(shown, wording)
    key = explain_forms(marks, wording)
    height = max((bottom for _, bottom in lanes.values()), default=_LANE)
    days = _choose_days(shown)
    layout = {
        "xaxis": {"type": "date", "tickangle": 0, **_range(shown), **quiet_axis(), **_ticks(days, wording)},
        "margin": {"l": 8, "r": 64, "t": 8, "b": 8},  # half of the last day's name: Plotly leaves out names that go beyond the edge
        "yaxis": {**lane_axis(list(lanes), _LABEL, places=[(a + b) / 2 for a, b in lanes.values()]), "range": [height, 0], "showgrid": False},
    }
    notes = [wording.say("omitted old", n=old) if old else "", wording.say("omitted busy", n=busy) if busy else ""]
    return Figure(
        kind="timeline",
        title=title,
        summary=summary,
        alt=f"{title} ({wording.say('timeline kind')}). {summary}",
        data=finish_plot(trace_marks(marks), layout, height=60 + int(height)),
        key=key,
        columns=tuple(wording.say(k) for k in ("date", "side", "act", "statement")),
        rows=tuple(_row(e, wording) for e in shown),
        point_count=len(marks),
        omitted=old + busy,
        omitted_note=" ".join(note for note in notes if note),
        svg=_draw(lanes, days, marks, stacked.slot, (title, summary, key), wording),
        is_small=len({e.date for e in shown}) <= _SMALL_DAYS,
    )


def _measure(lanes: dict[str, int], rows: dict[str, int]) -> dict[str, tuple[float, float]]:
    """Top and bottom of each lane in pixels: as high as its busiest day."""
    places: dict[str, tuple[float, float]] = {}
    top = 0.0
    for lane in lanes:
        bottom = top + max(_LANE, rows.get(lane, 1) * STEP + _PAD)
        places[lane] = (top, bottom)
        top = bottom
    return places


def _mark(event: TimelineEvent, place: tuple[float, int], first: dt.date, slot: float, lanes: dict[str, tuple[float, float]], wording: Wording) -> Mark:
    """A mark at pixels of the lanes' field; Plotly gets the time of day that stands for its column."""
    side, status = clean(event.side), check_status(event.act)
    hover = f"{wording.date(event.date)} – {side} {wording.say(status)}: {shorten(clean(event.label), 200)}"
    y = lanes[side][1] - _PAD / 2 - STEP * (place[1] + 0.5)
    # The middle of a day's slot is its noon.
    hours = 24 * (place[0] / slot - (event.date - first).days)
    at = dt.datetime.combine(event.date, dt.time()) + dt.timedelta(hours=min(23.9, max(0.0, hours)))
    return Mark(place[0], y, at.isoformat(timespec="minutes"), form_of(status), event.side_index, side, hover, safe_url(event.url))


def _choose_days(shown: Sequence[TimelineEvent]) -> list[dt.date]:
    """The first day, the last and one between, to be named on the axis."""
    if not shown:
        return []
    first, last = shown[0].date.toordinal(), shown[-1].date.toordinal()
    steps = {0, last - first} | ({(last - first) // 2} if last - first > 2 else set())
    return [dt.date.fromordinal(first + step) for step in sorted(steps)]


def _ticks(days: Sequence[dt.date], wording: Wording) -> dict[str, Any]:
    return {"tickmode": "array", "tickvals": [f"{day.isoformat()}T12:00" for day in days], "ticktext": [wording.date(day) for day in days]}


def _range(shown: Sequence[TimelineEvent]) -> dict[str, list[str]]:
    """From the first morning to the last night; of many days with room for half a mark at either end, which would be cut off there."""
    if not shown:
        return {}
    first, last = shown[0].date.toordinal(), shown[-1].date.toordinal()
    room = round((last - first) / 50)
    ends = dt.date.fromordinal(max(1, first - room)), dt.date.fromordinal(min(dt.date.max.toordinal(), last + room))
    return {"range": [f"{ends[0].isoformat()}T00:00", f"{ends[1].isoformat()}T23:59"]}


def _row(event: TimelineEvent, wording: Wording) -> Row:
    cells = (wording.date(event.date), clean(event.side), wording.say(check_status(event.act)), clean(event.label))
    return Row(cells, safe_url(event.url))


def _summarize(shown: Sequence[TimelineEvent], wording: Wording) -> str:
    if not shown:
        return wording.say("empty")
    by_side = Counter(clean(e.side) for e in shown)
    most, n = by_side.most_common(1)[0]
    first, last = shown[0].date, shown[-1].date
    kind = "timeline span" if first != last else "timeline day"
    return wording.say(
        kind if len(by_side) > 1 else f"{kind} alone",
        statements=wording.count(len(shown), "statement"),
        sides=wording.count(len(by_side), "side"),
        first=wording.date(first),
        last=wording.date(last),
        most=most,
        n=n,
    )


def _draw(
    lanes: dict[str, tuple[float, float]], days: Sequence[dt.date], marks: Sequence[Mark], slot: float, words: tuple[str, str, str], wording: Wording
) -> str:
    title, summary, key = words
    bottom = _TOP + max((end for _, end in lanes.values()), default=_LANE)
    parts = []
    for name, (top, end) in lanes.items():
        parts.append(f"<g><title>{for_svg(name)}</title>{svg.label(0, _TOP + (top + end) / 2, name, _LABEL)}</g>")
        parts.append(svg.rule(_LEFT, _TOP + end - _PAD / 2, _WIDTH, _TOP + end - _PAD / 2))
    for day in days:
        x = _LEFT + slot * ((day - days[0]).days + 0.5)
        anchor = "start" if x < _LEFT + 60 else "end" if x > _WIDTH - 60 else "middle"
        parts.append(svg.text(x, bottom + 12, wording.date(day), anchor=anchor, css="soft"))
    parts += [svg.draw_mark(m, _LEFT + m.x, _TOP + m.y) for m in marks]
    lines, height = svg.key_lines(0, bottom + 34, key, _WIDTH)
    return svg.frame(_WIDTH, bottom + 27 + height, title, summary, [*parts, lines])
