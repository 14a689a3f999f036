"""An archive is read whole, whatever its lines hold and wherever it was interrupted, and each article is stored once."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claimsite.articles.models import Article, ArticleVersion
from claimsite.pipeline import analyzing, suggest
from claimsite.pipeline.analyzing import Analyzed
from claimsite.pipeline.bulk import progress, records, running, working
from claimsite.pipeline.bulk.working import FAILED, KNOWN, STORED
from claimsite.pipeline.confined import ChildDiedError
from claimsite.pipeline.errors import JobError
from claimsite.pipeline.management.commands import ingest
from claimsite.statements.models import ExtractionRun, Statement
from tests.unit.pipeline.bulk.pools import Now
from tests.unit.pipeline.documents import document, found

pytestmark = pytest.mark.django_db


class Child:
    """Calls where it stands, and dies of lines that say so."""

    def __init__(self, *_: Any) -> None:
        self.pid = None

    def call(self, function: Any, lines: list[bytes], *, seconds: float) -> Any:
        if any(b"poison" in line for line in lines):
            raise ChildDiedError("the reader ended")
        return function(lines)

    def stop(self) -> None:
        """Nothing to end."""


@pytest.fixture(autouse=True)
def suggested(monkeypatch) -> list[int]:
    """Analysis that finds one sentence, comparing that is only noted, and no processes."""

    def analyze(texts: Any) -> list[Analyzed]:
        if any("unreadable" in text for _, text, _, _ in texts):
            raise JobError("language", "detected 'xx'")
        return [Analyzed(document(found("was late", text=text), text=text, language=language or "en"), "1", {}) for _, text, language, _ in texts]

    compared: list[int] = []
    monkeypatch.setattr(analyzing, "analyze_texts", analyze)
    monkeypatch.setattr(suggest, "suggest", lambda version, run: compared.append(version.pk))
    monkeypatch.setattr(running, "Child", Child)
    monkeypatch.setattr(running, "ThreadPoolExecutor", Now)
    monkeypatch.setattr(ingest.connections, "close_all", lambda: None)
    return compared


def make_line(number: int, **changes: Any) -> str:
    given = {"url": f"https://skerry.example/{number}", "title": f"Ferry {number}", "text": f"Ferry {number} was late, the mayor said."}
    return json.dumps(given | {"outlet": "Skerry Post", "language": "en", "date": "2024-05-06T08:00Z"} | changes)


def write(path: Path, *lines: str) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def ingest_all(archive: Path, **options: Any) -> None:
    call_command("ingest", jsonl=archive, processes=1, verbosity=0, stdout=open("/dev/null", "w"), **options)  # noqa: SIM115


def read_state(settings: Any) -> dict[str, Any]:
    (state,) = (Path(settings.VAR_DIR) / "ingest").glob("*.json")
    return json.loads(state.read_text())


def test_all_lines_are_stored_with_their_statements_and_compared(tmp_path, settings, suggested):
    ingest_all(write(tmp_path / "a.jsonl", *(make_line(n) for n in range(30)), ""))
    assert (Article.objects.count(), ExtractionRun.objects.count(), Statement.objects.count(), len(suggested)) == (30, 30, 30, 30)
    state = read_state(settings)
    assert (state["lines"], state["stored"], state["failed"], state["is_finished"]) == (30, 30, 0, True)
    article = Article.objects.order_by("id").first()
    assert article is not None
    assert (article.url, str(article.outlet), article.published_on.isoformat()) == ("https://skerry.example/0", "Skerry Post", "2024-05-06")


def test_a_second_call_goes_on_behind_the_first_and_doubles_nothing(tmp_path, settings):
    archive = write(tmp_path / "a.jsonl", *(make_line(n) for n in range(40)))
    ingest_all(archive, limit=15)
    assert Article.objects.count() == 15
    ingest_all(archive)
    state = read_state(settings)
    assert (Article.objects.count(), state["stored"], state["known"], state["lines"]) == (40, 40, 0, 40)
    ingest_all(archive, restart=True)
    assert (Article.objects.count(), ExtractionRun.objects.count(), read_state(settings)["known"]) == (40, 40, 40)


def test_lines_that_were_added_to_a_finished_archive_are_read(tmp_path):
    archive = write(tmp_path / "a.jsonl", make_line(1))
    ingest_all(archive)
    write(archive, make_line(1), make_line(2))
    ingest_all(archive)
    assert Article.objects.count() == 2


def test_what_was_stored_when_the_state_was_lost_is_known_and_only_compared(tmp_path, settings, suggested):
    archive = write(tmp_path / "a.jsonl", *(make_line(n) for n in range(5)))
    ingest_all(archive)
    suggested.clear()
    (Path(settings.VAR_DIR) / "ingest").rename(tmp_path / "lost")
    ingest_all(archive)
    assert read_state(settings)["known"] == 5
    assert ArticleVersion.objects.count() == ExtractionRun.objects.count() == 5
    assert len(suggested) == 5  # nothing says that they were compared


BAD = {
    "no JSON": ("{", "bad_record"),
    "a list": ("[1]", "bad_record"),
    "nested too deep": ("[" * 100_000, "bad_record"),
    "no text": (make_line(1, text=" "), "empty"),
    "not text": (make_line(1, text="\x00\x01\x02 a"), "binary"),
    "too long": (make_line(1, text="a " * 150_000), "too_long"),
    "no outlet": (make_line(1, outlet="", url=""), "outlet"),
    "no day": (make_line(1, date="yesterday"), "bad_record"),
    "the year 9999": (make_line(1, date="9999-01-01"), "bad_record"),
    "no address": (make_line(1, url="javascript:alert(1)"), "bad_record"),
    "no language of ours": (make_line(1, language="xx"), "language"),
    "a language that is not found": (make_line(1, text="This is unreadable for all."), "language"),
    "a child that dies": (make_line(1, text="This is poison."), "internal"),
    "a line without end": ("x" * (records.MAX_LINE_BYTES + 10), "bad_record"),
}


@pytest.mark.parametrize(("line", "code"), BAD.values(), ids=BAD.keys())
def test_a_bad_line_costs_no_other_and_stands_with_its_reason(tmp_path, settings, line, code):
    ingest_all(write(tmp_path / "a.jsonl", make_line(7), line, make_line(8)))
    assert set(Article.objects.values_list("title", flat=True)) == {"Ferry 7", "Ferry 8"}
    (errors,) = (Path(settings.VAR_DIR) / "ingest").glob("*.errors.jsonl")
    (entry,) = map(json.loads, errors.read_text(encoding="utf-8").splitlines())
    assert (entry["line"], entry["error"]) == (2, code)


def test_the_errors_file_can_be_read_like_an_archive(tmp_path, settings):
    ingest_all(write(tmp_path / "a.jsonl", make_line(1, language="xx")))
    (errors,) = (Path(settings.VAR_DIR) / "ingest").glob("*.errors.jsonl")
    assert working.process(errors.read_bytes().splitlines())[0].code == "language"
    mended = errors.read_bytes().replace(b'"xx"', b'"en"')
    assert working.process(mended.splitlines())[0].state == STORED


def test_an_interrupted_run_leaves_no_error_twice(tmp_path, settings):
    archive = write(tmp_path / "a.jsonl", *(make_line(n, text="") for n in range(30)))
    ingest_all(archive, limit=12)
    (errors,) = (Path(settings.VAR_DIR) / "ingest").glob("*.errors.jsonl")
    with errors.open("a", encoding="utf-8") as file:
        file.write('{"line": 13, "error": "written", "detail": "before the state was"}\n')
    ingest_all(archive)
    assert [json.loads(line)["line"] for line in errors.read_text().splitlines()] == list(range(1, 31))


def test_a_fault_of_ours_does_not_use_the_archive_up(tmp_path, settings, monkeypatch):
    monkeypatch.setattr(suggest, "suggest", lambda *_: 1 / 0)
    for module in (running, ingest):
        monkeypatch.setattr(module, "GIVE_UP", 10)
    with pytest.raises(CommandError, match="in a row failed"):
        ingest_all(write(tmp_path / "a.jsonl", *(make_line(n) for n in range(100))))
    assert read_state(settings)["lines"] < 70


def test_a_packed_archive_is_read_and_resumed(tmp_path):
    archive = tmp_path / "a.jsonl.gz"
    archive.write_bytes(gzip.compress("".join(f"{make_line(n)}\n" for n in range(20)).encode()))
    ingest_all(archive, limit=5)
    ingest_all(archive)
    assert Article.objects.count() == 20


def test_a_page_is_read_as_a_page_and_kept():
    text = "The ferry was late again on Monday, the mayor of Lindsund said after the council had met. " * 5
    html = f"<html lang='en'><head><title>Late</title></head><body><article><h1>Late</h1><p>{text}</p><p>{text}</p></article></body></html>"
    (outcome,) = working.process([json.dumps({"url": "https://skerry.example/a", "html": html, "language": "en"}).encode()])
    version = ArticleVersion.objects.get()
    assert outcome.state == STORED
    assert version.original.size == len(html)
    assert working.process([json.dumps({"url": "http://skerry.example/a/", "html": html, "language": "en"}).encode()])[0].state == KNOWN


def test_a_newer_text_of_a_known_address_is_a_version():
    working.process([make_line(1).encode()])
    working.process([make_line(1, text="Ferry 1 was late, the mayor said. It sank.").encode()])
    assert Article.objects.get().versions.count() == 2


def test_where_another_process_is_faster_it_tries_again(monkeypatch):
    from django.db import OperationalError

    calls = []
    once = working._store_once

    def store(*args: Any) -> Any:
        calls.append(1)
        if len(calls) < 3:
            raise OperationalError("database is locked")
        return once(*args)

    monkeypatch.setattr(working, "_store_once", store)
    monkeypatch.setattr(working.time, "sleep", lambda _: None)
    assert [each.state for each in working.process([make_line(1).encode()])] == [STORED]
    assert len(calls) == 3


def test_comparing_again_reads_nothing_again(monkeypatch):
    from django.db import OperationalError

    calls = []

    def compare(*_: Any) -> None:
        calls.append(1)
        if len(calls) < 3:
            raise OperationalError("database is locked")

    monkeypatch.setattr(suggest, "suggest", compare)
    monkeypatch.setattr(working.time, "sleep", lambda _: None)
    assert working.process([make_line(1).encode()])[0].state == STORED
    assert (len(calls), ExtractionRun.objects.count()) == (3, 1)


def test_state_of_another_archive_is_not_taken_for_this_ones(tmp_path):
    first, other = write(tmp_path / "a.jsonl", make_line(1)), write(tmp_path / "b.jsonl", make_line(2))
    state = tmp_path / "state.json"
    progress.Progress(progress.identify(first), offset=10).save(state)
    assert progress.load(state, first).offset == 10
    assert progress.load(state, other).offset == 0
    state.write_text("{broken")
    assert progress.load(state, first).offset == 0


def test_outcomes_name_what_failed():
    assert [each.state for each in working.process([b"{", make_line(1).encode()])] == [FAILED, STORED]
