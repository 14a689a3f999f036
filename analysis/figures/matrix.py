"""Who said what: sides or actors across, claims down, one mark for each that spoke, a dot for silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.figures import svg
from analysis.figures.escape import clean, for_svg, safe_url, shorten
from analysis.figures.marks import Mark, explain_forms, form_of, index_of, spread
from analysis.figures.model import MAX_POINTS, SMALL_COLUMNS, Figure, MatrixCell, Row, Status, check_status
from analysis.figures.plot import finish_plot, lane_axis, trace_marks
from analysis.figures.wording import Wording

_ROW_WIDTH, _COLUMN_WIDTH = 28, 14
_LEFT, _TOP, _ROW, _COLUMN = 210, 46, 46, 110


@dataclass(frozen=True, slots=True)
class _Grid:
    rows: dict[str, int]
    columns: dict[str, int]
    cells: list[MatrixCell]
    omitted: int
    first_omitted: str


def build_matrix(cells: Sequence[MatrixCell], *, language: str = "en") -> Figure:
    """Draw who says, denies or keeps silent on each claim.

    Rows and columns stand in order of their first cell. A place without a cell is silent and gets a dot; callers need not list silence.

    Args:
        cells: any number; beyond `MAX_POINTS` marks whole claims are left out from the end.
        language: of the interface, "en" or "de".

    Raises:
        UnknownStatusError: if a cell's status does not exist.
        UnknownFigureLanguageError: if the interface does not have the language.
    """
    wording = Wording(language)
    grid = _arrange(cells)
    marks = _place(grid, wording)
    title, summary = wording.say("matrix title"), _summarize(grid, wording)
    height = _TOP + _ROW * max(1, len(grid.rows)) + 20
    layout = {
        "xaxis": {**lane_axis(list(grid.columns), _COLUMN_WIDTH), "side": "top"},
        "yaxis": lane_axis(list(grid.rows), _ROW_WIDTH, reverse=True),
    }
    note = wording.say("omitted rows", n=grid.omitted, label=shorten(grid.first_omitted, 80)) if grid.omitted else ""
    key = explain_forms(marks, wording)
    return Figure(
        kind="matrix",
        title=title,
        summary=summary,
        alt=f"{title} ({wording.say('matrix kind')}). {summary}",
        data=finish_plot(trace_marks(marks), layout, height=height),
        key=key,
        columns=tuple(wording.say(k) for k in ("claim", "side", "act", "statements", "words")),
        rows=tuple(_row(cell, wording) for cell in grid.cells),
        point_count=len(marks),
        omitted=grid.omitted,
        omitted_note=note,
        svg=_draw(grid, marks, title, summary, key),
        is_small=len(grid.columns) <= SMALL_COLUMNS,
    )


def _arrange(cells: Sequence[MatrixCell]) -> _Grid:
    """The cells by row and column, with silence where nothing was given or silence stood beside words.

    As many whole rows as fit; of a first row that is too long its first places.
    """
    rows = index_of([clean(c.row_label) for c in cells])
    side_index = {clean(c.column_label): c.column_side_index for c in reversed(cells)}
    columns = index_of([clean(c.column_label) for c in cells])
    said: dict[tuple[str, str], list[MatrixCell]] = {}
    for cell in cells:
        if check_status(cell.status) is not Status.SILENT:
            said.setdefault((clean(cell.row_label), clean(cell.column_label)), []).append(cell)
    total = len(rows) * len(columns) - len(said) + sum(map(len, said.values()))
    kept: list[MatrixCell] = []
    cut = ""
    for row in rows:
        # Looked at row by row: the whole grid of a large comparison would hold millions of silences.
        line = [c for x in columns for c in said.get((row, x)) or [MatrixCell(row, x, side_index[x], Status.SILENT, count=0)]]
        if len(kept) + len(line) > MAX_POINTS:
            cut = row
            kept = kept or line[:MAX_POINTS]
            break
        kept += line
    shown_rows, shown_columns = index_of([clean(c.row_label) for c in kept]), index_of([clean(c.column_label) for c in kept])
    return _Grid(shown_rows, shown_columns, kept, total - len(kept), cut)


def _place(grid: _Grid, wording: Wording) -> list[Mark]:
    marks: list[Mark] = []
    places: dict[tuple[int, int], list[MatrixCell]] = {}
    for cell in grid.cells:
        places.setdefault((grid.columns[clean(cell.column_label)], grid.rows[clean(cell.row_label)]), []).append(cell)
    for (x, y), group in places.items():
        for cell, offset in zip(group, spread(len(group)), strict=True):
            status = check_status(cell.status)
            side = clean(cell.column_label)
            hover = f"{side}: {wording.say(status)}"
            if status is not Status.SILENT:
                hover += f" ({wording.count(cell.count, 'statement')})" + (f" – {shorten(clean(cell.words), 160)}" if cell.words else "")
            marks.append(
                Mark(x + offset, y, x + offset, form_of(status), cell.column_side_index, side, f"{hover} – {clean(cell.row_label)}", safe_url(cell.url))
            )
    return marks


def _row(cell: MatrixCell, wording: Wording) -> Row:
    status = check_status(cell.status)
    return Row(
        (clean(cell.row_label), clean(cell.column_label), wording.say(status), str(cell.count), clean(cell.words)),
        safe_url(cell.url),
    )


def _summarize(grid: _Grid, wording: Wording) -> str:
    """One sentence: how many claims are contested, else who denies, else how much is silent."""
    if all(c.status == Status.SILENT for c in grid.cells):
        return wording.say("empty")
    quiet = (Status.SILENT, Status.DECLINES, Status.DENIES)
    denied = {(clean(c.row_label), clean(c.column_label)) for c in grid.cells if c.status == Status.DENIES}
    put = {(clean(c.row_label), clean(c.column_label)) for c in grid.cells if c.status not in quiet}
    contested = {row for row, side in denied if any(r == row and s != side for r, s in put)}
    if not contested:
        first = wording.say("matrix uncontested")
    else:
        verb = wording.say("is" if len(contested) == 1 else "are")
        first = wording.say("matrix contested", n=len(contested), claims=wording.count(len(grid.rows), "claim"), is_are=verb)
    deniers = index_of([clean(c.column_label) for c in grid.cells if c.status == Status.DENIES])
    second = wording.say("matrix deniers", sides=wording.join(list(deniers))) if deniers else ""
    silent = sum(c.status == Status.SILENT for c in grid.cells)
    third = wording.say("matrix silent", n=silent, cells=len(grid.rows) * len(grid.columns)) if silent else ""
    return " ".join(part for part in (first, second, third) if part)


def _draw(grid: _Grid, marks: Sequence[Mark], title: str, summary: str, key: str) -> str:
    width = _LEFT + _COLUMN * max(1, len(grid.columns))
    bottom = _TOP + _ROW * len(grid.rows)
    parts = []
    for name, x in grid.columns.items():
        parts.append(svg.label(_LEFT + _COLUMN * (x + 0.5), _TOP / 2, name, _COLUMN_WIDTH, anchor="middle"))
    for name, y in grid.rows.items():
        middle = _TOP + _ROW * (y + 0.5)
        parts += [f"<g><title>{for_svg(name)}</title>{svg.label(0, middle, name, _ROW_WIDTH)}</g>", svg.rule(_LEFT, middle, width, middle)]
    parts += [svg.draw_mark(m, _LEFT + _COLUMN * (m.x + 0.5), _TOP + _ROW * (m.y + 0.5)) for m in marks]
    words, height = svg.key_lines(0, bottom + 20, key, width)
    return svg.frame(width, bottom + 13 + height, title, summary, [*parts, words])
