"""Rows as files."""

import csv
import io
import json

import pytest

from claimsite.core.tabular import gather, guard_cell, write_csv, write_json


@pytest.mark.hostile("exports.formula-cells")
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_spreadsheet_runs_what_somebody_said(start):
    assert guard_cell(f"{start}cmd|calc") == f"'{start}cmd|calc"


def test_numbers_and_gaps_stay_what_they_are():
    assert [guard_cell(value) for value in (-3, 0.5, None, "", "a=b", "„-x“")] == [-3, 0.5, "", "", "a=b", "„-x“"]


@pytest.mark.hostile("exports.round-trip")
def test_what_was_written_reads_back():
    rows = [{"a": 'He said "no", twice\nand left', "b": -1}, {"a": "=1+1", "b": None}]
    text = "".join(write_csv(["a", "b"], rows))
    assert text.startswith("\ufeffa,b\r\n")
    assert list(csv.reader(io.StringIO(text[1:], newline=""))) == [["a", "b"], [rows[0]["a"], "-1"], ["'=1+1", ""]]
    assert json.loads("".join(write_json({"url": "/x"}, rows))) == {"url": "/x", "rows": rows}
    assert json.loads("".join(write_json({}, []))) == {"rows": []}


@pytest.mark.hostile("exports.bounded-memory")
def test_long_files_come_in_pieces_as_they_are_read():
    read = []

    def lines():
        for number in range(5000):
            read.append(number)
            yield f"line {number}\n"

    pieces = gather(lines())
    next(pieces)
    assert len(read) < 2500
    assert sum(map(len, pieces)) > 30_000
