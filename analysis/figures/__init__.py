"""Figures: dataclasses in, Plotly figure JSON, table rows and SVG out, all three with the same marks.

The caller maps its rows to `MatrixCell`, `TimelineEvent`, `ActCount`, `OutletCount` or `Contradiction` and shows ``Figure.svg`` (without JavaScript),
``Figure.data`` (with it) and always
``Figure.columns`` and ``Figure.rows``. Colors for dark paper: for each trace take ``layout.meta.palette.dark[trace.meta.color]``.
"""

from analysis.figures.acts import build_acts
from analysis.figures.matrix import build_matrix
from analysis.figures.model import MAX_POINTS, ActCount, Contradiction, Figure, MatrixCell, OutletCount, Row, Status, TimelineEvent, UnknownStatusError
from analysis.figures.network import build_network
from analysis.figures.outlets import build_outlets
from analysis.figures.timeline import build_timeline
from analysis.figures.wording import UnknownFigureLanguageError

__all__ = [
    "MAX_POINTS",
    "ActCount",
    "Contradiction",
    "Figure",
    "MatrixCell",
    "OutletCount",
    "Row",
    "Status",
    "TimelineEvent",
    "UnknownFigureLanguageError",
    "UnknownStatusError",
    "build_acts",
    "build_matrix",
    "build_network",
    "build_outlets",
    "build_timeline",
]
