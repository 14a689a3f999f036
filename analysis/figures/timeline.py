"""Statements over time: one lane a side, one mark a statement."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from analysis.figures import svg
from analysis.figures.escape import clean, for_svg, safe_url, shorten
from analysis.figures.marks import Mark, explain_forms, form_of, index_of, spread
from analysis.figures.model import MAX_POINTS, Figure, Row, TimelineEvent, check_status
from analysis.figures.plot import finish_plot, lane_axis, quiet_axis, trace_marks
from analysis.figures.wording import Wording

_LEFT, _TOP, _LANE, _WIDTH, _LABEL = 170, 12, 60, 800, 20


def build_timeline(events: Sequence[TimelineEvent], *, language: str = "en") -> Figure:
    """Draw statements by day and side; lanes stand in order of each side's first event as given.

    Args:
        events: in any order; beyond `MAX_POINTS` the oldest are left out.
        language: of the interface, "en" or "de".

    Raises:
        UnknownStatusError: if an act does not exist.
        UnknownFigureLanguageError: if the interface does not have the language.
    """
    wording = Wording(language)
    ordered = sorted(events, key=lambda e: e.date)
    omitted = max(0, len(ordered) - MAX_POINTS)
    shown = ordered[omitted:]
    kept = {id(e) for e in shown}
    lanes = index_of([clean(e.side) for e in events if id(e) in kept])
    marks = _place(shown, lanes, wording)
    title, summary = wording.say("timeline title"), _summarize(shown, wording)
    key = explain_forms(marks, wording)
    layout = {
        "xaxis": {"type": "date", "tickformat": "%Y-%m-%d", "nticks": 6, "tickangle": 0, **_range(shown), **quiet_axis()},
        "yaxis": lane_axis(list(lanes), _LABEL, reverse=True),
    }
    return Figure(
        kind="timeline",
        title=title,
        summary=summary,
        alt=f"{title} ({wording.say('timeline kind')}). {summary}",
        data=finish_plot(trace_marks(marks), layout, height=60 + _LANE * max(1, len(lanes))),
        key=key,
        columns=tuple(wording.say(k) for k in ("date", "side", "act", "statement")),
        rows=tuple(_row(e, wording) for e in shown),
        point_count=len(marks),
        omitted=omitted,
        omitted_note=wording.say("omitted old", n=omitted) if omitted else "",
        svg=_draw(lanes, shown, marks, title, summary, key),
    )


def _range(shown: Sequence[TimelineEvent]) -> dict[str, list[str]]:
    """A little room at both ends; days at the very ends of the calendar go without."""
    if not shown:
        return {}
    first, last = shown[0].date.toordinal(), shown[-1].date.toordinal()
    room = max(1, (last - first) // 20)
    low, high = max(1, first - room), min(dt.date.max.toordinal(), last + room)
    return {"range": [dt.date.fromordinal(low).isoformat(), dt.date.fromordinal(high).isoformat()]}


def _place(shown: Sequence[TimelineEvent], lanes: dict[str, int], wording: Wording) -> list[Mark]:
    """Marks in order of `shown`; those of one day and side stand above each other."""
    same_place = Counter((e.date, clean(e.side)) for e in shown)
    seen: Counter[tuple[dt.date, str]] = Counter()
    first = shown[0].date.toordinal() if shown else 0
    days = max(1, shown[-1].date.toordinal() - first) if shown else 1
    marks = []
    for event in shown:
        side, status = clean(event.side), check_status(event.act)
        place = (event.date, side)
        offset = spread(same_place[place])[seen[place]]
        seen[place] += 1
        hover = f"{wording.date(event.date)} – {side} {wording.say(status)}: {shorten(clean(event.label), 200)}"
        x = (event.date.toordinal() - first) / days
        marks.append(Mark(x, lanes[side] + offset, event.date.isoformat(), form_of(status), event.side_index, side, hover, safe_url(event.url)))
    return marks


def _row(event: TimelineEvent, wording: Wording) -> Row:
    cells = (wording.date(event.date), clean(event.side), wording.say(check_status(event.act)), clean(event.label))
    return Row(cells, safe_url(event.url))


def _summarize(shown: Sequence[TimelineEvent], wording: Wording) -> str:
    if not shown:
        return wording.say("empty")
    by_side = Counter(clean(e.side) for e in shown)
    most, n = by_side.most_common(1)[0]
    first, last = shown[0].date, shown[-1].date
    return wording.say(
        "timeline span" if first != last else "timeline day",
        statements=wording.count(len(shown), "statement"),
        sides=wording.count(len(by_side), "side"),
        first=wording.date(first),
        last=wording.date(last),
        most=most,
        n=n,
    )


def _draw(lanes: dict[str, int], shown: Sequence[TimelineEvent], marks: Sequence[Mark], title: str, summary: str, key: str) -> str:
    left, span = _LEFT + 40, _WIDTH - _LEFT - 80
    bottom = _TOP + _LANE * len(lanes)
    parts = []
    for name, lane in lanes.items():
        middle = _TOP + _LANE * (lane + 0.5)
        parts += [f"<g><title>{for_svg(name)}</title>{svg.label(0, middle, name, _LABEL)}</g>", svg.rule(_LEFT, middle, _WIDTH, middle)]
    if shown:
        first, last = shown[0].date.toordinal(), shown[-1].date.toordinal()
        for step in sorted({0, (last - first) // 2, last - first}):
            x = left + span * step / max(1, last - first)
            parts.append(svg.text(x, bottom + 16, dt.date.fromordinal(first + step).isoformat(), anchor="middle", css="soft"))
    parts += [svg.draw_mark(m, left + span * m.x, _TOP + _LANE * (m.y + 0.5)) for m in marks]
    words, height = svg.key_lines(0, bottom + 38, key, _WIDTH)
    return svg.frame(_WIDTH, bottom + 31 + height, title, summary, [*parts, words])
