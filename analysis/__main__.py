"""``python -m analysis``: attribute texts, relate statements, measure both, make the models."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from analysis.actors import aliases_of
from analysis.commands import add_commands, run_measure, run_with_torch
from analysis.encoder.files import State, inspect
from analysis.languages import UnknownLanguageError, get_language
from analysis.pipeline import UNDETERMINED, InputDocument, analyze, detect_language
from analysis.types import Act, AnalyzedDocument, Attribution, Spans, StatementInput

#: Exit status if part of the input could not be read; the rest has been answered.
BAD_INPUT = 2


class _Complaints:
    """Collects what could not be read: one line each on standard error."""

    def __init__(self) -> None:
        self.count = 0

    def add(self, where: str, what: str) -> None:
        self.count += 1
        print(f"{where}: {' '.join(what.split())}", file=sys.stderr)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] in (["train"], ["train-pairs"], ["export"]):
        return run_with_torch(given[0], given[1:])
    options = _parser().parse_args(given)
    status: int = options.run(options)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m analysis", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    attribute = commands.add_parser("attribute", help="find who says what in texts; prints one JSON line a document")
    attribute.add_argument("--language", help="language of all documents that name none; detected if left out")
    attribute.add_argument("--fast", action="store_true", help="let the rules answer alone, without the trained reader")
    attribute.add_argument("files", nargs="+", metavar="FILE", help="plain text, or JSON lines (.jsonl) with document, text, language, published")
    attribute.set_defaults(run=_run_attribute)
    relate = commands.add_parser("relate", help="link statements, given as JSON lines on standard input; prints one JSON line a link")
    relate.set_defaults(run=_run_relate)
    evaluate = commands.add_parser("evaluate", help="score what `attribute` printed against a gold file, or measure everything and write the figures")
    evaluate.add_argument("gold", metavar="GOLD.jsonl", nargs="?")
    evaluate.add_argument("system", metavar="SYSTEM.jsonl", nargs="?")
    evaluate.add_argument("--write", type=Path, metavar="FILE", help="read the sets named below, score and write the figures that the site shows")
    evaluate.add_argument("--set", action="append", default=[], metavar="NAME=GOLD.jsonl", help="with --write: an annotated set")
    evaluate.add_argument("--disputes", action="append", default=[], metavar="NAME=FOLDER", help="with --write: dispute files, whose links are scored too")
    evaluate.set_defaults(run=_run_evaluate)
    add_commands(commands)
    return parser


def _run_attribute(options: argparse.Namespace) -> int:
    complaints = _Complaints()
    if not options.fast and (condition := inspect()).state is State.UNFIT:
        print(f"the trained reader is left out: {condition.problem}", file=sys.stderr)
    documents = _read_documents(options.files, options.language, complaints)
    for analyzed in analyze(documents, fast=options.fast):
        _print_line(as_dict(analyzed))
    return BAD_INPUT if complaints.count else 0


def _run_relate(options: argparse.Namespace) -> int:
    from analysis.relations import relate  # loads the sentence vectors

    complaints = _Complaints()
    statements = list(_read_statements(sys.stdin, complaints))
    for relation in relate(statements):
        _print_line({"a": relation.a, "b": relation.b, "relation": relation.kind.value, "score": _rounded(relation.score), "why": relation.why.en})
    return BAD_INPUT if complaints.count else 0


def _run_evaluate(options: argparse.Namespace) -> int:
    from analysis.evaluation import main_table

    if options.write is not None:
        return run_measure(options)
    if options.system is None:
        print("evaluate needs GOLD.jsonl and SYSTEM.jsonl, or --write", file=sys.stderr)
        return BAD_INPUT
    for path in (options.gold, options.system):
        if not Path(path).is_file():
            print(f"{path}: no such file", file=sys.stderr)
            return BAD_INPUT
    try:
        print(main_table(options.gold, options.system))
    except (ValueError, KeyError, TypeError) as error:
        print(f"{options.gold}, {options.system}: {' '.join(str(error).split())}", file=sys.stderr)
        return BAD_INPUT
    return 0


def as_dict(analyzed: AnalyzedDocument) -> dict[str, Any]:
    """One document in the form that ``attribute`` prints."""
    return {
        "document": analyzed.document,
        "language": analyzed.language,
        "attributions": [_attribution_as_dict(a) for a in analyzed.attributions],
        "flags": [flag.en for flag in analyzed.flags],
    }


def _attribution_as_dict(attribution: Attribution) -> dict[str, Any]:
    actor = attribution.actor
    return {
        "content": _spans_as_list(attribution.content),
        "source": _spans_as_list(attribution.source),
        "cue": _spans_as_list(attribution.cue),
        "type": attribution.type.value,
        "act": attribution.act.value,
        "actor": actor.name if actor else None,
        "side": actor.side if actor else None,
        "aliases": list(aliases_of(actor))[1:] if actor else [],
        "score": _rounded(attribution.score),
        "why": attribution.why.en,
    }


def _spans_as_list(spans: Spans) -> list[dict[str, int]]:
    return [{"start": span.start, "end": span.end} for span in spans]


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, 3)


def _print_line(record: dict[str, Any]) -> None:
    print(json.dumps(record, ensure_ascii=False), flush=True)


def _read_documents(files: Iterable[str], language: str | None, complaints: _Complaints) -> Iterator[InputDocument]:
    """The documents that can be analyzed, with their language; complaints about the others."""
    for file in files:
        try:
            text = Path(file).read_bytes().decode("utf-8")
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else "not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
            complaints.add(f"{file}:1", reason)
            continue
        if file.endswith((".jsonl", ".ndjson")):
            found: Iterable[tuple[str, InputDocument]] = _read_json_lines(file, text, complaints)
        else:
            found = [(f"{file}:1", InputDocument(Path(file).name, text))]
        for where, document in found:
            code = document.language if document.language is not None else language
            try:
                known = get_language(code).code if code is not None else detect_language(document.text)
            except UnknownLanguageError as error:
                complaints.add(where, str(error))
                continue
            yield InputDocument(document.document, document.text, None if known == UNDETERMINED else known, document.published)


def _read_json_lines(file: str, text: str, complaints: _Complaints) -> Iterator[tuple[str, InputDocument]]:
    # Not splitlines(): U+2028 and U+0085 may stand in a JSON string.
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{file}:{number}"
        try:
            record = _record(line)
            yield where, InputDocument(_string(record, "document"), _string(record, "text"), _optional(record, "language"), _optional(record, "published"))
        except ValueError as error:
            complaints.add(where, str(error))


def _read_statements(stream: TextIO, complaints: _Complaints) -> Iterator[StatementInput]:
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        where = f"<stdin>:{number}"
        try:
            record = _record(line)
            act = _optional(record, "act")
            code = get_language(_string(record, "language")).code
            yield StatementInput(
                id=_string(record, "id"),
                text=_string(record, "text"),
                language=code,
                actor=_optional(record, "actor"),
                side=_optional(record, "side"),
                act=Act(act) if act else None,
                document=_optional(record, "document"),
                published=_optional(record, "published"),
            )
        except ValueError as error:
            complaints.add(where, str(error))


def _record(line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"bad JSON: {error}") from error
    if not isinstance(record, dict):
        raise ValueError("bad JSON: not an object")
    return record


def _string(record: dict[str, Any], key: str) -> str:
    value = record.get(key)
    if not isinstance(value, str):
        raise ValueError(f"no {key!r}" if value is None else f"{key!r} is not a string")
    return value


def _optional(record: dict[str, Any], key: str) -> str | None:
    return None if record.get(key) is None else _string(record, key)


if __name__ == "__main__":
    sys.exit(main())
