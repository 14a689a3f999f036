"""Who contradicts whom: speakers on a ring, a line for each pair that stands against each other; all positions are computed here."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

from analysis.figures import svg
from analysis.figures.escape import clean, for_plotly, safe_url, shorten
from analysis.figures.model import Contradiction, Figure, Row
from analysis.figures.palette import PALETTE, color_name, symbol_name
from analysis.figures.plot import finish_plot
from analysis.figures.wording import Wording

#: More speakers on one ring nobody can follow.
MAX_NODES = 16
_WIDTH, _HEIGHT, _LEVEL, _RING, _LABEL = 800, 460, 110, 165, 26

Point = tuple[float, float]


def build_network(pairs: Sequence[Contradiction], *, language: str = "en") -> Figure:
    """Draw contradictions between speakers.

    Args:
        pairs: at most one for two speakers, whichever comes first. Of more than `MAX_NODES` speakers those with fewest contradictions are left out.
        language: of the interface, "en" or "de".

    Raises:
        ValueError: if two speakers are given twice.
        UnknownFigureLanguageError: if the interface does not have the language.
    """
    wording = Wording(language)
    shown, omitted = _choose(pairs)
    height = _choose_height(shown)
    places = _place(shown, height)
    title, summary = wording.say("network title"), _summarize(shown, wording)
    axis = {"visible": False, "fixedrange": True}
    layout = {
        "xaxis": {**axis, "range": [0, _WIDTH]},
        "yaxis": {**axis, "range": [height, 0]},
    }
    return Figure(
        kind="network",
        title=title,
        summary=summary,
        alt=f"{title} ({wording.say('network kind')}). {summary}",
        data=finish_plot(_trace(shown, places, wording), layout, height=height),
        key=wording.say("key number") if shown else "",
        columns=tuple(wording.say(k) for k in ("speaker", "against", "contradictions")),
        rows=tuple(Row((clean(p.a), clean(p.b), str(p.count)), safe_url(p.url)) for p in shown),
        point_count=len(shown),
        omitted=omitted,
        omitted_note=wording.say("omitted pairs", n=omitted) if omitted else "",
        svg=_draw(shown, places, height, (title, summary, wording.say("key number") if shown else ""), wording),
    )


def _choose(pairs: Sequence[Contradiction]) -> tuple[list[Contradiction], int]:
    """The pairs among the speakers that stand in most contradictions, the most frequent first."""
    twice = [pair for pair, n in Counter(frozenset((clean(p.a), clean(p.b))) for p in pairs).items() if n > 1]
    if twice:
        raise ValueError(f"given twice: {' and '.join(sorted(twice[0]))}")
    drawn = [p for p in pairs if p.count > 0 and clean(p.a) != clean(p.b)]
    weight: Counter[str] = Counter()
    for p in drawn:
        weight[clean(p.a)] += p.count
        weight[clean(p.b)] += p.count
    kept = {name for name, _ in weight.most_common(MAX_NODES)}
    shown = sorted((p for p in drawn if clean(p.a) in kept and clean(p.b) in kept), key=lambda p: -p.count)
    return shown, len(drawn) - len(shown)


def _choose_height(shown: Sequence[Contradiction]) -> int:
    """Two speakers face each other on a level line, which needs no more room than itself."""
    return _HEIGHT if len(_number_speakers(shown)) > 2 else _LEVEL


def _place(shown: Sequence[Contradiction], height: int) -> dict[str, Point]:
    """Positions in pixels. Each next speaker on the ring is the one with most contradictions to those just placed, so that most lines are short."""
    links: dict[str, Counter[str]] = {}
    for p in shown:
        links.setdefault(clean(p.a), Counter())[clean(p.b)] += p.count
        links.setdefault(clean(p.b), Counter())[clean(p.a)] += p.count
    order: list[str] = []
    rest = sorted(links, key=lambda name: (-links[name].total(), name))
    while rest:
        near = order[-2:]
        best = max(rest, key=lambda name: (sum(links[name][other] for other in near), -rest.index(name))) if order else rest[0]
        rest.remove(best)
        order.append(best)
    turn = 2 * math.pi / max(1, len(order))
    ring = _RING if len(order) > 2 else _RING * 0.8
    # Two speakers face each other across, so that the line between their names is level.
    start = math.pi if len(order) == 2 else -math.pi / 2
    return {
        name: (round(_WIDTH / 2 + 1.25 * ring * math.cos(start + turn * i), 1), round(height / 2 + ring * math.sin(start + turn * i), 1))
        for i, name in enumerate(order)
    }


def _number_speakers(shown: Sequence[Contradiction]) -> dict[str, int | None]:
    """The side of each speaker, as first given."""
    found: dict[str, int | None] = {}
    for p in shown:
        found.setdefault(clean(p.a), p.a_index)
        found.setdefault(clean(p.b), p.b_index)
    return found


def _label_at(x: float, y: float) -> tuple[float, float, str]:
    """Where a speaker's name stands: outside of the ring."""
    if abs(x - _WIDTH / 2) < 30:
        return x, y - 16 if y < _HEIGHT / 2 else y + 26, "middle"
    return (x + 16, y + 4, "start") if x > _WIDTH / 2 else (x - 16, y + 4, "end")


def _mid(p: Contradiction, places: dict[str, Point]) -> Point:
    """Where a line's number stands: off the middle, where many lines cross."""
    (x1, y1), (x2, y2) = places[clean(p.a)], places[clean(p.b)]
    return round(x1 + (x2 - x1) * 0.42, 1), round(y1 + (y2 - y1) * 0.42, 1)


def _hover(p: Contradiction, wording: Wording) -> str:
    return f"{clean(p.a)} ↔ {clean(p.b)}: {wording.count(p.count, 'contradiction')}"


def _trace_speaker(name: str, number: int | None, place: Point) -> dict[str, Any]:
    """A speaker's mark and name; it leads nowhere."""
    x, y = place
    color = color_name(number)
    position = {"start": "middle right", "end": "middle left"}.get(_label_at(x, y)[2], "top center" if y < _HEIGHT / 2 else "bottom center")
    return {
        "type": "scatter",
        "cliponaxis": False,
        "mode": "markers+text",
        "x": [x],
        "y": [y],
        "text": [for_plotly(f" {shorten(name, _LABEL)} ")],
        "textposition": position,
        "hoverinfo": "skip",
        "customdata": [],
        "marker": {"color": PALETTE["light"][color], "symbol": symbol_name(number), "size": 16},
        "meta": {"color": color},
    }


def _trace(shown: Sequence[Contradiction], places: dict[str, Point], wording: Wording) -> list[dict[str, Any]]:
    """Lines, speakers, and last the numbers, which are the marks that lead somewhere."""
    base = {"type": "scatter", "hoverinfo": "text", "cliponaxis": False}
    ink, soft = PALETTE["light"]["ink"], PALETTE["light"]["soft"]
    lines: dict[str, Any] = {"x": [], "y": []}
    for p in shown:
        for axis in (0, 1):
            lines["xy"[axis]] += [places[clean(p.a)][axis], places[clean(p.b)][axis], None]
    traces: list[dict[str, Any]] = [
        {**base, "mode": "lines", **lines, "line": {"width": 1.2, "color": soft}, "hoverinfo": "skip", "customdata": [], "meta": {"color": "soft"}}
    ]
    traces += [_trace_speaker(name, number, places[name]) for name, number in _number_speakers(shown).items()]
    middles = [_mid(p, places) for p in shown]
    traces.append(
        {
            **base,
            "mode": "markers+text",
            "x": [x for x, _ in middles],
            "y": [y for _, y in middles],
            "text": [str(p.count) for p in shown],
            "textposition": "middle right",
            "hovertext": [for_plotly(_hover(p, wording)) for p in shown],
            "customdata": [safe_url(p.url) for p in shown],
            "marker": {"color": ink, "symbol": "circle", "opacity": 1, "size": [9 + 3 * min(p.count, 5) for p in shown]},
            "meta": {"color": "ink"},
        }
    )
    return traces if shown else []


def _summarize(shown: Sequence[Contradiction], wording: Wording) -> str:
    if not shown:
        return wording.say("network empty")
    first = shown[0]
    weight: Counter[str] = Counter()
    for p in shown:
        weight[clean(p.a)] += 1
        weight[clean(p.b)] += 1
    most, n = weight.most_common(1)[0]
    summary = wording.say(
        "network summary" if len(shown) > 1 and first.count > shown[1].count else "network pair" if len(shown) == 1 else "network even",
        contradictions=wording.count(sum(p.count for p in shown), "contradiction"),
        speakers=wording.count(len(weight), "speaker"),
        a=clean(first.a),
        b=clean(first.b),
        n=first.count,
    )
    return summary + (" " + wording.say("network hub", most=most, n=n) if n > 2 else "")


def _draw(shown: Sequence[Contradiction], places: dict[str, Point], tall: int, words: tuple[str, str, str], wording: Wording) -> str:
    title, summary, key = words
    parts = [svg.rule(*places[clean(p.a)], *places[clean(p.b)], css="soft") for p in shown]
    for name, number in _number_speakers(shown).items():
        x, y = places[name]
        tx, ty, anchor = _label_at(x, y)
        parts.append(svg.link(None, name, svg.color_group(number, svg.draw_shape(number, x, y)) + svg.text(tx, ty, shorten(name, _LABEL), anchor=anchor)))
    for p in shown:
        x, y = _mid(p, places)
        radius = 4.5 + 1.5 * min(p.count, 5)
        parts.append(svg.link(safe_url(p.url), _hover(p, wording), svg.circle(x, y, radius, filled=True) + svg.text(x + radius + 3, y + 4, str(p.count))))
    lines, height = svg.key_lines(0, tall + 10, key, _WIDTH)
    return svg.frame(_WIDTH, tall + 3 + height, title, summary, [*parts, lines])
