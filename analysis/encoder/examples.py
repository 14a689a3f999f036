"""Annotated texts for training, from files of three kinds, all brought to one form."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from analysis.types import Act, Span, Spans

_LETTERS: Final = {"a": Act.ASSERTS, "d": Act.DENIES, "s": Act.SPECULATES, "w": Act.WARNS, "m": Act.COMMITS, "r": Act.DEMANDS, "x": Act.DECLINES}
_ROLES: Final = {"c": "content", "s": "source", "q": "cue"}
_TAG = re.compile(r"\[(\d+)([csq]) ?|\]")
#: Contents of fewer words are parliament's fragments ("das", "davon"), which our rules do not mark.
_LEAST_WORDS: Final = 3


class ExampleError(ValueError):
    """An annotated text is malformed."""


@dataclass(frozen=True, slots=True)
class Gold:
    """An attribution as annotated.

    Attributes:
        content: never empty.
        source, cue: may be empty.
        act: None where the data does not say.
        sure: whether our rules would mark it too; others are neither right nor wrong for training.
    """

    content: Spans
    source: Spans
    cue: Spans
    act: Act | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Example:
    """An annotated text.

    Attributes:
        style: one of `analysis.encoder.labels.STYLES`.
        names: persons named in it, for variants with other names.
        doubtful: stretches where an anchor is neither right nor wrong.
    """

    document: str
    language: str
    text: str
    style: str
    attributions: tuple[Gold, ...]
    names: tuple[str, ...] = ()
    doubtful: Spans = ()


def read_disputes(folder: Path, leave_out: frozenset[str] = frozenset()) -> Iterator[Example]:
    """Articles of dispute files (offsets compiled), one example an article, except the disputes named in `leave_out`."""
    for path in sorted(folder.glob("*.json")):
        if path.name.endswith(".src.json") or path.stem in leave_out:
            continue
        data = json.loads(path.read_text(encoding="utf-8"))
        for article in data["articles"]:
            own = [s for s in data["statements"] if s["article"] == article["id"]]
            golds = tuple(Gold(_spans(s["content"]), _spans(s["source"]), _spans(s["cue"]), Act(s["act"])) for s in own)
            names = tuple(sorted({s["actor"] for s in own if s.get("actor")}))
            yield Example(f"{data['dispute']}/{article['id']}", article["language"], article["text"], "news", golds, names)


def read_parliament(path: Path) -> Iterator[Example]:
    """Speeches of SpkAtt-2023 (GermEval 2023, CC BY-SA 4.0) as JSON lines; spaces that tokenizing left beside quotation marks are removed."""
    for line in path.read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        text, moved = _close_up(data["text"])
        golds = []
        for each in data["attributions"]:
            content, source, cue = (_move(_spans(each[role]), moved) for role in ("content", "source", "cue"))
            if not content:
                continue
            words = sum(len(span.of(text).split()) for span in content)
            golds.append(Gold(content, source, cue, None, sure=words >= _LEAST_WORDS))
        yield Example(data["document"], data["language"], text, "parliament", tuple(golds))


def read_marked(path: Path) -> Iterator[Example]:
    """Our own training texts.

    Articles begin with a line ``# language name``; ``[1s the minister] [1q said] [1c words of the content]`` marks source, cue and content of attribution
    1; brackets nest, a tag may repeat. Content alone goes on with the source of the number before. A line ``= 1d 2w`` at the end of an article gives acts
    other than asserts (d denies, s speculates, w warns, m commits, r demands, x declines).

    Raises:
        ExampleError: naming file and article.
    """
    for part in re.split(r"^# ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, _, body = part.partition("\n")
        language, _, name = head.strip().partition(" ")
        acts: dict[int, Act] = {}
        lines = body.strip().split("\n")
        if lines[-1].startswith("= "):
            acts = {int(item[:-1]): _LETTERS[item[-1]] for item in lines.pop()[2:].split()}
        text, spans = parse_marked("\n".join(lines).strip(), where=f"{path.name}, {name}")
        unknown = set(acts) - set(spans)
        if unknown:
            raise ExampleError(f"{path.name}, {name}: acts of unmarked attributions {sorted(unknown)}")
        for number, roles in sorted(spans.items()):
            if "source" not in roles and "cue" not in roles:
                roles["source"] = spans.get(number - 1, {}).get("source", [])
        golds = tuple(
            Gold(tuple(roles["content"]), tuple(roles.get("source", ())), tuple(roles.get("cue", ())), acts.get(number, Act.ASSERTS))
            for number, roles in sorted(spans.items())
        )
        yield Example(f"{path.stem}/{name}", language, text, "made" if path.stem.startswith("made") else "news", golds)


def parse_marked(marked: str, where: str = "text") -> tuple[str, dict[int, dict[str, list[Span]]]]:
    """Marked-up text → plain text and attribution number → role → spans.

    Raises:
        ExampleError: on brackets that do not match or an attribution without content.
    """
    out: list[str] = []
    length = at = 0
    stack: list[tuple[int, str, int]] = []
    spans: dict[int, dict[str, list[Span]]] = {}
    for match in _TAG.finditer(marked):
        out.append(marked[at : match.start()])
        length += match.start() - at
        at = match.end()
        if match.group(1):
            stack.append((int(match.group(1)), _ROLES[match.group(2)], length))
            continue
        if not stack:
            raise ExampleError(f"{where}: a bracket closes nothing after {marked[max(0, at - 40) : at]!r}")
        number, role, start = stack.pop()
        if start == length:
            raise ExampleError(f"{where}: an empty mark before {marked[at : at + 40]!r}")
        spans.setdefault(number, {}).setdefault(role, []).append(Span(start, length))
    if stack:
        raise ExampleError(f"{where}: mark {stack[-1][0]} is not closed")
    if bare := [number for number, roles in spans.items() if "content" not in roles]:
        raise ExampleError(f"{where}: attributions without content {bare}")
    out.append(marked[at:])
    return "".join(out), {n: {r: sorted(s) for r, s in roles.items()} for n, roles in spans.items()}


def _spans(raw: list[dict[str, Any]]) -> Spans:
    return tuple(sorted(Span(s["start"], s["end"]) for s in raw))


def _close_up(text: str) -> tuple[str, list[int]]:
    """Text without the spaces behind opening and before closing marks; for each old offset the new one."""
    drop = {m.end() - 1 for m in re.finditer(r"[„‚(] (?=\S)", text)} | {m.start() for m in re.finditer(r" (?=[“‘)])", text)}
    moved, at = [], 0
    for i in range(len(text)):
        moved.append(at)
        at += i not in drop
    moved.append(at)
    return "".join(ch for i, ch in enumerate(text) if i not in drop), moved


def _move(spans: Spans, moved: list[int]) -> Spans:
    return tuple(Span(moved[s.start], moved[s.end]) for s in spans if moved[s.start] < moved[s.end])
