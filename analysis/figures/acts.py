"""How each side speaks: bars of statements by act and side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from analysis.figures import svg
from analysis.figures.escape import clean, for_plotly, safe_url
from analysis.figures.marks import index_of
from analysis.figures.model import MAX_POINTS, ActCount, Figure, Row, Status, check_status
from analysis.figures.palette import PALETTE, PATTERNS, color_name, mark_index
from analysis.figures.plot import finish_plot, lane_axis, quiet_axis
from analysis.figures.wording import Wording

_LEFT, _BAR, _GAP, _WIDTH = 170, 20, 12, 640


def build_acts(counts: Sequence[ActCount], *, language: str = "en") -> Figure:
    """Draw bars grouped by act, one for each side that used it.

    Args:
        counts: at most one for each side and act; those of 0 are not drawn. Beyond `MAX_POINTS` the shortest are left out.
        language: of the interface, "en" or "de".

    Raises:
        ValueError: if a side has two counts of one act.
        UnknownStatusError: if an act does not exist.
        UnknownFigureLanguageError: if the interface does not have the language.
    """
    wording = Wording(language)
    shown, omitted = _choose(counts)
    acts = [status for status in Status if any(c.act == status for c in shown)]
    title, summary = wording.say("acts title"), _summarize(shown, wording)
    layout: dict[str, Any] = {
        "barmode": "group",
        "bargap": 0.25,
        "showlegend": True,
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        "xaxis": {**quiet_axis(), "rangemode": "tozero", "tickformat": "d", **_choose_ticks(shown)},
        "yaxis": lane_axis([wording.say(act) for act in acts], 18, reverse=True),
    }
    return Figure(
        kind="acts",
        title=title,
        summary=summary,
        alt=f"{title} ({wording.say('acts kind')}). {summary}",
        data=finish_plot(_trace(shown, acts, index_of([clean(c.side) for c in counts])), layout, height=_measure(shown, acts)),
        key="",
        columns=tuple(wording.say(k) for k in ("act", "side", "statements")),
        rows=tuple(Row((wording.say(check_status(c.act)), clean(c.side), str(c.count)), safe_url(c.url)) for c in shown),
        point_count=len(shown),
        omitted=omitted,
        omitted_note=wording.say("omitted small", n=omitted) if omitted else "",
        svg=_draw(shown, acts, title, summary, wording),
        is_small=True,
    )


def _choose_ticks(shown: Sequence[ActCount]) -> dict[str, Any]:
    """There is no half of a statement: between few of them Plotly would put marks that say the same number twice."""
    return {"dtick": 1} if max((c.count for c in shown), default=0) < 10 else {}


def _measure(shown: Sequence[ActCount], acts: Sequence[Status]) -> int:
    """Each act has room for all sides, also where some of them have no bar."""
    return 90 + (_BAR * len({clean(c.side) for c in shown}) + _GAP) * len(acts)


def _choose(counts: Sequence[ActCount]) -> tuple[list[ActCount], int]:
    """Bars by act in a fixed order, then by side in order of first appearance; and how many were left out."""
    places = Counter((check_status(c.act), clean(c.side)) for c in counts)
    twice = [place for place, n in places.items() if n > 1]
    if twice:
        raise ValueError(f"two counts of {twice[0][0]} for {twice[0][1]!r}")
    drawn = [c for c in counts if c.count > 0]
    kept = sorted(drawn, key=lambda c: -c.count)[:MAX_POINTS]
    sides, acts = index_of([clean(c.side) for c in counts]), list(Status)
    kept.sort(key=lambda c: (acts.index(check_status(c.act)), sides[clean(c.side)]))
    return kept, len(drawn) - len(kept)


def _trace(shown: Sequence[ActCount], acts: Sequence[Status], sides: Iterable[str]) -> list[dict[str, Any]]:
    traces = []
    for side in sides:
        bars = [c for c in shown if clean(c.side) == side]
        if not bars:
            continue
        name = color_name(bars[0].side_index)
        pattern = {"shape": PATTERNS[mark_index(bars[0].side_index)], "fillmode": "overlay", "size": 6}
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": for_plotly(side),
                "x": [c.count for c in bars],
                "y": [acts.index(check_status(c.act)) for c in bars],
                "text": [str(c.count) for c in bars],
                "textposition": "outside",
                "textfont": {"size": 12},
                "constraintext": "none",  # the number stands beside the bar; by itself it shrinks to the bar's height
                "cliponaxis": False,
                "hovertext": [for_plotly(f"{side}: {c.count}") for c in bars],
                "hoverinfo": "text",
                "customdata": [safe_url(c.url) for c in bars],
                "marker": {"color": PALETTE["light"][name], "pattern": pattern},
                "meta": {"color": name},
            }
        )
    return traces


def _summarize(shown: Sequence[ActCount], wording: Wording) -> str:
    if not shown:
        return wording.say("empty")
    by_act: Counter[str] = Counter()
    for bar in shown:
        by_act[bar.act] += bar.count
    act, n = by_act.most_common(1)[0]
    summary = wording.say(
        "acts summary",
        statements=wording.count(by_act.total(), "statement"),
        sides=wording.count(len({clean(c.side) for c in shown}), "side"),
        act=wording.say(act),
        n=n,
    )
    denials = sorted((c for c in shown if c.act == Status.DENIES), key=lambda c: -c.count)
    if denials and (len(denials) == 1 or denials[0].count > denials[1].count):
        summary += " " + wording.say("acts denials", side=clean(denials[0].side), n=denials[0].count)
    return summary


def _draw(shown: Sequence[ActCount], acts: Sequence[Status], title: str, summary: str, wording: Wording) -> str:
    """Bars with the side's name and number at their end, so no legend is needed."""
    longest = max((c.count for c in shown), default=1)
    y, parts = 8.0, []
    for act in acts:
        bars = [c for c in shown if c.act == act]
        parts.append(svg.label(0, y + _BAR * len(bars) / 2, wording.say(act), 22))
        for bar in bars:
            length = 300 * bar.count / longest
            hover = f"{clean(bar.side)}, {wording.say(act)}: {bar.count}"
            rect = f'<rect x="{_LEFT}" y="{svg.number(y + 2)}" width="{svg.number(length)}" height="{_BAR - 4}" fill="currentColor"/>'
            named = svg.text(_LEFT + length + 8, y + _BAR - 6, f"{bar.count}  {clean(bar.side)[:28]}")
            parts.append(svg.link(safe_url(bar.url), hover, svg.color_group(bar.side_index, rect) + named))
            y += _BAR
        y += _GAP
    return svg.frame(_WIDTH, y + 4, title, summary, parts)
