"""The command line: what it prints, and how it complains."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from analysis.__main__ import BAD_INPUT, main
from analysis.types import Reason, Relation, RelationKind, StatementInput

ENGLISH = "The mayor said that the bridge was closed."


def attribute(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[dict[str, Any]], list[str]]:
    status = main(["attribute", *arguments])
    out, err = capsys.readouterr()
    return status, [json.loads(line) for line in out.splitlines()], err.splitlines()


def test_a_text_file_gives_one_line_named_after_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bridge.txt"
    path.write_text(ENGLISH, encoding="utf-8")
    status, lines, errors = attribute(capsys, str(path))
    assert (status, errors) == (0, [])
    assert [line["document"] for line in lines] == ["bridge.txt"]
    (found,) = lines[0]["attributions"]
    assert [ENGLISH[s["start"] : s["end"]] for s in found["content"]] == ["the bridge was closed"]
    assert [ENGLISH[s["start"] : s["end"]] for s in found["source"]] == ["The mayor"]
    assert set(found) == {"content", "source", "cue", "type", "act", "actor", "side", "aliases", "score", "why"}
    assert (found["type"], found["act"]) == ("indirect", "asserts")
    assert 0 < found["score"] <= 1


def test_offsets_refer_to_the_text_as_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "\ufeff\r\n\r\n  " + ENGLISH
    path = tmp_path / "odd.txt"
    path.write_bytes(text.encode())
    _, lines, _ = attribute(capsys, "--language", "en", str(path))
    (found,) = lines[0]["attributions"]
    assert text[found["content"][0]["start"] : found["content"][0]["end"]] == "the bridge was closed"


def test_bad_lines_are_named_and_the_others_answered_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "many.jsonl"
    rows = [
        json.dumps({"document": "a", "text": ENGLISH}),
        "{not json",
        json.dumps({"document": "b", "text": ENGLISH, "language": "xx"}),
        json.dumps({"document": "c", "text": 7}),
        "[1]",
        "",
        json.dumps({"document": "d", "text": ENGLISH, "language": "en", "published": "2031-02-03"}),
        "[" * 100_000,
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    status, lines, errors = attribute(capsys, str(path))
    assert status == BAD_INPUT
    assert [line["document"] for line in lines] == ["a", "d"]
    assert [error.split(": ")[0] for error in errors] == [f"{path}:{n}" for n in (2, 3, 4, 5, 8)]


def test_unreadable_files_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    latin, good = tmp_path / "latin.txt", tmp_path / "good.txt"
    latin.write_bytes("Die Brücke".encode("latin-1"))
    good.write_text(ENGLISH, encoding="utf-8")
    status, lines, errors = attribute(capsys, str(tmp_path / "missing.txt"), str(latin), str(good))
    assert status == BAD_INPUT
    assert [line["document"] for line in lines] == ["good.txt"]
    assert [error.split(": ")[0] for error in errors] == [f"{tmp_path / 'missing.txt'}:1", f"{latin}:1"]


def test_an_unknown_language_option_is_a_complaint_not_a_trace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ENGLISH, encoding="utf-8")
    status, lines, errors = attribute(capsys, "--language", "xx", str(path))
    assert (status, lines, len(errors)) == (BAD_INPUT, [], 1)


def test_a_flag_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The mayor said: “The bridge is closed.", encoding="utf-8")
    _, lines, _ = attribute(capsys, str(path))
    assert lines[0]["flags"] == ["unclosed quotation mark at 16"]


@pytest.fixture
def relations(monkeypatch: pytest.MonkeyPatch) -> list[StatementInput]:
    """Stand in for the relating itself; keeps what it was given."""
    given: list[StatementInput] = []
    module = ModuleType("analysis.relations")

    def relate(statements: list[StatementInput]) -> list[Relation]:
        given.extend(statements)
        return [Relation(statements[0].id, statements[1].id, RelationKind.REPEATS, 0.51234, Reason(en="same words", de="gleiche Wörter"))]

    module.relate = relate  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "analysis.relations", module)
    return given


def test_relate_reads_statements_and_prints_links(relations: list[StatementInput], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"id": i, "text": ENGLISH, "language": "en", "act": "asserts"} for i in ("x/1", "x/2")]
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(json.dumps(row) + "\n" for row in rows) + '{"id": "x/3"}\n'))
    assert main(["relate"]) == BAD_INPUT
    out, err = capsys.readouterr()
    assert json.loads(out) == {"a": "x/1", "b": "x/2", "relation": "repeats", "score": 0.512, "why": "same words"}
    assert err.startswith("<stdin>:3: ")
    assert [s.id for s in relations] == ["x/1", "x/2"]


def test_relate_refuses_an_unknown_act(relations: list[StatementInput], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    good = [{"id": i, "text": ENGLISH, "language": "en"} for i in ("x/1", "x/2")]
    rows = [*good, {"id": "x/3", "text": ENGLISH, "language": "en", "act": "sings"}]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(json.dumps(row) for row in rows)))
    assert main(["relate"]) == BAD_INPUT
    assert "sings" in capsys.readouterr().err


def test_evaluate_names_a_missing_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(tmp_path / "gold.jsonl"), str(tmp_path / "system.jsonl")]) == BAD_INPUT
    assert "gold.jsonl" in capsys.readouterr().err


def test_evaluate_prints_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text("", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "analysis.evaluation", SimpleNamespace(main_table=lambda g, s: f"{Path(g).name} {Path(s).name}"))
    assert main(["evaluate", str(gold), str(gold)]) == 0
    assert capsys.readouterr().out == "gold.jsonl gold.jsonl\n"


def test_without_a_command_it_says_how(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([])
    assert stopped.value.code == 2
    assert "usage" in capsys.readouterr().err
