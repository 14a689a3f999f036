"""Plotly figure JSON, built and checked by Plotly's own classes, small and without typed arrays."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from analysis.figures.escape import for_plotly
from analysis.figures.marks import Mark, wrap_label
from analysis.figures.palette import PALETTE, color_name, symbol_name

_TRANSPARENT = "rgba(0,0,0,0)"


def trace_marks(marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """One scatter trace for each side and form, in order of first appearance."""
    groups: dict[tuple[str, str, int | None], list[Mark]] = {}
    for mark in marks:
        # Silence looks alike for everyone, and may be most of the figure: one trace for all of it.
        place = ("", "dot", 0) if mark.form == "dot" else (mark.side, mark.form, mark.side_index)
        groups.setdefault(place, []).append(mark)
    return [_trace(group) for group in groups.values()]


def _trace(group: Sequence[Mark]) -> dict[str, Any]:
    first = group[0]
    name = "soft" if first.form == "dot" else color_name(first.side_index)
    symbol = {"filled": symbol_name(first.side_index), "ring": "circle-x-open", "open": "circle-open", "dot": "circle"}[first.form]
    marker: dict[str, Any] = {"color": PALETTE["light"][name], "symbol": symbol, "size": 5 if first.form == "dot" else 15}
    if first.form in ("ring", "open"):
        marker["line"] = {"width": 2.5}
    return {
        "type": "scatter",
        "mode": "markers",
        "name": for_plotly("" if first.form == "dot" else first.side),
        "x": [m.x_value for m in group],
        "y": [m.y for m in group],
        "hovertext": [for_plotly(m.hover) for m in group],
        "hoverinfo": "text",
        "customdata": [m.url for m in group],
        "marker": marker,
        "meta": {"color": name},
    }


def lane_axis(labels: Sequence[str], width: int, *, reverse: bool = False, places: Sequence[float] | None = None) -> dict[str, Any]:
    """An axis with a lane a label, at 0, 1, 2 … or at `places`; labels wrapped to two lines of `width` characters."""
    last = max(1, len(labels)) - 0.5
    return {
        "tickmode": "array",
        "tickvals": list(range(len(labels)) if places is None else places),
        "ticktext": ["<br>".join(for_plotly(line) for line in wrap_label(label, width)) for label in labels],
        "range": [last, -0.5] if reverse else [-0.5, last],
        **quiet_axis(),
    }


def quiet_axis() -> dict[str, Any]:
    """What every axis has: a faint grid, no zero line, no zoom, room for its labels."""
    return {"automargin": True, "fixedrange": True, "zeroline": False, "showline": False, "gridcolor": PALETTE["light"]["line"]}


def finish_plot(traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any], *, height: int) -> dict[str, Any]:
    """Figure JSON with the colors of both schemes in ``layout.meta.palette``.

    Args:
        traces: scatter or bar traces as plain dictionaries.
        layout: axes and whatever else the figure needs.
        height: pixels.

    Returns:
        ``{"data": [...], "layout": {...}}`` of lists, strings, numbers and None only.

    Raises:
        ValueError: if Plotly does not know a property or value.
    """
    names = {"ink", "soft", "line"} | {trace["meta"]["color"] for trace in traces}
    meta = {"palette": {scheme: {k: v for k, v in colors.items() if k in names} for scheme, colors in PALETTE.items()}}
    base: dict[str, Any] = {
        "template": "none",
        "paper_bgcolor": _TRANSPARENT,
        "plot_bgcolor": _TRANSPARENT,
        "font": {"family": "inherit", "size": 13, "color": PALETTE["light"]["ink"]},
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "height": height,
        "hovermode": "closest",
        "dragmode": False,
        "showlegend": False,
        "meta": meta,
    }
    figure = go.Figure(data=list(traces), layout={**base, **layout})
    plain: dict[str, Any] = json.loads(json.dumps(figure.to_plotly_json(), allow_nan=False))
    plain["layout"].pop("template", None)
    return {"data": plain["data"], "layout": plain["layout"]}
