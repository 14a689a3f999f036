"""Which outlets carry which sides: outlets down, sides across, each mark as large as its number of statements."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from analysis.figures import svg
from analysis.figures.escape import clean, for_plotly, for_svg, safe_url
from analysis.figures.marks import index_of
from analysis.figures.model import MAX_POINTS, SMALL_COLUMNS, Figure, OutletCount, Row
from analysis.figures.palette import PALETTE, color_name, symbol_name
from analysis.figures.plot import finish_plot, lane_axis
from analysis.figures.wording import Wording

_ROW_WIDTH, _COLUMN_WIDTH = 28, 14
_LEFT, _TOP, _ROW, _COLUMN = 210, 46, 34, 110


def build_outlets(counts: Sequence[OutletCount], *, language: str = "en") -> Figure:
    """Draw how many statements of each side each outlet reports.

    Args:
        counts: at most one for each outlet and side; those of 0 are not drawn. Beyond `MAX_POINTS` marks the outlets with least are left out.
        language: of the interface, "en" or "de".

    Raises:
        ValueError: if an outlet has two counts of one side.
        UnknownFigureLanguageError: if the interface does not have the language.
    """
    wording = Wording(language)
    shown, omitted = _choose(counts)
    columns, rows = index_of([clean(c.side) for c in shown]), index_of([clean(c.outlet) for c in shown])
    title, summary = wording.say("outlets title"), _summarize(shown, wording)
    layout = {
        "xaxis": {**lane_axis(list(columns), _COLUMN_WIDTH), "side": "top"},
        "yaxis": lane_axis(list(rows), _ROW_WIDTH, reverse=True),
    }
    key = wording.say("key size") if shown else ""
    return Figure(
        kind="outlets",
        title=title,
        summary=summary,
        alt=f"{title} ({wording.say('outlets kind')}). {summary}",
        data=finish_plot(_trace(shown, columns, rows, wording), layout, height=_TOP + _ROW * max(1, len(rows)) + 20),
        key=key,
        columns=tuple(wording.say(k) for k in ("outlet", "language", "side", "statements")),
        rows=tuple(Row((clean(c.outlet), clean(c.language), clean(c.side), str(c.count)), safe_url(c.url)) for c in shown),
        point_count=len(shown),
        omitted=omitted,
        omitted_note=wording.say("omitted outlets", n=omitted) if omitted else "",
        svg=_draw(shown, columns, rows, (title, summary, key), wording),
        is_small=len(columns) <= SMALL_COLUMNS,
    )


def _choose(counts: Sequence[OutletCount]) -> tuple[list[OutletCount], int]:
    """Whole outlets, those with most statements first, the sides of each in order of first appearance; and how many marks were left out."""
    places = Counter((clean(c.outlet), clean(c.side)) for c in counts)
    twice = [place for place, n in places.items() if n > 1]
    if twice:
        raise ValueError(f"two counts of {twice[0][1]} in {twice[0][0]!r}")
    drawn = [c for c in counts if c.count > 0]
    totals: Counter[str] = Counter()
    for c in drawn:
        totals[clean(c.outlet)] += c.count
    sides = index_of([clean(c.side) for c in drawn])
    kept: list[OutletCount] = []
    for outlet, _ in totals.most_common():
        line = sorted((c for c in drawn if clean(c.outlet) == outlet), key=lambda c: sides[clean(c.side)])
        if len(kept) + len(line) > MAX_POINTS:
            kept = kept or line[:MAX_POINTS]
            break
        kept += line
    return sorted(kept, key=lambda c: -totals[clean(c.outlet)]), len(drawn) - len(kept)


def _radius(count: int, largest: int) -> float:
    """The area, not the width, grows with the number."""
    return 4 + 8 * math.sqrt(count / largest)


def _hover(c: OutletCount, wording: Wording) -> str:
    return f"{clean(c.outlet)} ({clean(c.language)}): {clean(c.side)}, {wording.count(c.count, 'statement')}"


def _trace(shown: Sequence[OutletCount], columns: dict[str, int], rows: dict[str, int], wording: Wording) -> list[dict[str, object]]:
    largest = max((c.count for c in shown), default=1)
    traces: list[dict[str, object]] = []
    for side in columns:
        cells = [c for c in shown if clean(c.side) == side]
        name = color_name(cells[0].side_index)
        marker = {
            "color": PALETTE["light"][name],
            "symbol": symbol_name(cells[0].side_index),
            "opacity": 1,  # of marks of several sizes Plotly would draw the paper through
            "size": [round(2 * _radius(c.count, largest), 1) for c in cells],
        }
        traces.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "name": for_plotly(side),
                "x": [columns[side]] * len(cells),
                "y": [rows[clean(c.outlet)] for c in cells],
                "text": [f"    {c.count}" for c in cells],
                "textposition": "middle right",
                "hovertext": [for_plotly(_hover(c, wording)) for c in cells],
                "hoverinfo": "text",
                "customdata": [safe_url(c.url) for c in cells],
                "marker": marker,
                "meta": {"color": name},
            }
        )
    return traces


def _summarize(shown: Sequence[OutletCount], wording: Wording) -> str:
    if not shown:
        return wording.say("empty")
    carried = Counter(clean(c.side) for c in shown)
    heard = Counter(clean(c.outlet) for c in shown)
    (most, n), total = carried.most_common(1)[0], len(heard)
    summary = wording.say("outlets summary", outlets=wording.count(total, "outlet"), sides=wording.count(len(carried), "side"), most=most, n=n)
    alone = [outlet for outlet, sides in heard.items() if sides == 1]
    if alone and len(carried) > 1:
        summary += " " + wording.say("outlets alone", outlets=wording.join(alone))
    return summary


def _draw(shown: Sequence[OutletCount], columns: dict[str, int], rows: dict[str, int], words: tuple[str, str, str], wording: Wording) -> str:
    title, summary, key = words
    largest = max((c.count for c in shown), default=1)
    width, bottom = _LEFT + _COLUMN * max(1, len(columns)), _TOP + _ROW * len(rows)
    parts = [svg.label(_LEFT + _COLUMN * (x + 0.5), _TOP / 2, name, _COLUMN_WIDTH, anchor="middle") for name, x in columns.items()]
    for name, y in rows.items():
        middle = _TOP + _ROW * (y + 0.5)
        parts += [f"<g><title>{for_svg(name)}</title>{svg.label(0, middle, name, _ROW_WIDTH)}</g>", svg.rule(_LEFT, middle, width, middle)]
    for c in shown:
        place = _LEFT + _COLUMN * (columns[clean(c.side)] + 0.5), _TOP + _ROW * (rows[clean(c.outlet)] + 0.5)
        radius = _radius(c.count, largest)
        shape = svg.color_group(c.side_index, svg.draw_shape(c.side_index, *place, radius / svg.RADIUS))
        parts.append(svg.link(safe_url(c.url), _hover(c, wording), shape + svg.text(place[0] + radius + 6, place[1] + 4, str(c.count))))
    lines, height = svg.key_lines(0, bottom + 20, key, width)
    return svg.frame(width, bottom + 13 + height, title, summary, [*parts, lines])
