"""Measuring everything: what the figures hold, and that no text is among them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.__main__ import main
from analysis.encoder.files import FOLDER
from analysis.quality import FORMAT, GoldSet, measure

TEXT = "The mayor said that the bridge was closed. “It is old,” engineer Ada Brook said."


def gold() -> dict[str, object]:
    def spans(words: str) -> list[dict[str, int]]:
        start = TEXT.index(words)
        return [{"start": start, "end": start + len(words)}]

    return {
        "document": "a",
        "language": "en",
        "text": TEXT,
        "attributions": [
            {"content": spans("the bridge was closed"), "source": spans("The mayor"), "cue": spans("said"), "type": "indirect", "act": "asserts"},
            {"content": spans("engineer"), "source": [], "cue": [], "type": "direct"},
        ],
    }


def test_figures_count_what_was_found_missed_and_made_up() -> None:
    figures = measure([GoldSet("own", [gold()])], [], lambda line: None)
    (row,) = figures["sets"]
    assert (row["language"], row["documents"], row["gold"]) == ("en", 1, 2)
    assert row["rules"]["joint@0.5"] == {"precision": 50.0, "recall": 50.0, "f": 50.0}
    assert row["rules"]["recall"]["indirect"] == {"per_cent": 100.0, "right": 1, "total": 1}
    (missed,) = figures["missed"]
    assert missed["kinds"] == {"right": 1, "other source": 0, "other borders": 0, "not found": 1, "made up": 1}
    (reliability,) = figures["reliability"]
    assert sum(b["count"] for b in reliability["bins"]) == 2
    assert {s["mode"] for s in figures["speed"]} == {"full", "rules"}


def test_the_command_writes_figures_and_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "gold.jsonl", tmp_path / "quality.json"
    path.write_text(json.dumps(gold()) + "\n", encoding="utf-8")
    assert main(["evaluate", "--write", str(out), "--set", f"own={path}"]) == 0
    figures = json.loads(out.read_text(encoding="utf-8"))
    assert figures["format"] == FORMAT
    assert "bridge" not in out.read_text(encoding="utf-8")
    assert str(tmp_path) not in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("given", ["nonsense", "own=/no/such/file", "=x"])
def test_bad_sets_are_named_not_measured(tmp_path: Path, given: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "quality.json"
    assert main(["evaluate", "--write", str(out), "--set", given]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not out.exists()


def test_committed_figures_are_of_this_format() -> None:
    figures = json.loads((FOLDER / "quality.json").read_text(encoding="utf-8"))
    assert figures["format"] == FORMAT
    assert {row["set"] for row in figures["sets"]} == {"polnear", "german-news", "disputes"}


def test_training_without_its_packages_says_what_is_missing(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "torch", None)
    for name in ("analysis.encoder.train", "analysis.encoder.export"):
        monkeypatch.delitem(__import__("sys").modules, name, raising=False)
    for command in ("train", "export"):
        assert main([command, "--help"]) == 1
        assert "requirements-train.txt" in capsys.readouterr().err
