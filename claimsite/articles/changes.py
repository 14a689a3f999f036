"""What an outlet changed between two versions of a text: by sentence, and within changed sentences by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from rapidfuzz.distance import Indel

EQUAL, INSERTED, DELETED = "equal", "insert", "delete"
#: Words and signs up to which a changed stretch is compared word by word; longer ones are shown as a whole (the table takes their product in bits).
MAX_TOKENS = 6_000
#: A single word that stayed between changes of at least this many words is shown with them: nobody reads it as text that stayed.
DROWNED = 3

_SENTENCE = re.compile(r"[^\n.!?…]*(?:[.!?…]+[\"'»”“’)\]]*[ \t\u00a0]*|\n+|$)")
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch that both texts have: where it begins in each, and its length, in code points."""

    old: int
    new: int
    size: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that stayed, came or went."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph with what changed in it."""

    segments: list[Segment] = field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        """Whether anything came or went."""
        return any(segment.kind != EQUAL and segment.text.strip() for segment in self.segments)


@dataclass(frozen=True, slots=True)
class Part:
    """Passages that are shown, or a run of unchanged ones that is folded in."""

    passages: list[Passage]
    is_folded: bool


def align(old: str, new: str) -> list[Block]:
    """Stretches that stayed, in order, as long as they are: neighboring ones are one."""
    blocks: list[Block] = []
    old_at = new_at = 0
    for kind, text in _compare(old, new):
        if kind == EQUAL:
            last = blocks[-1] if blocks else None
            if last and (last.old + last.size, last.new + last.size) == (old_at, new_at):
                blocks[-1] = Block(last.old, last.new, last.size + len(text))
            else:
                blocks.append(Block(old_at, new_at, len(text)))
        old_at += len(text) if kind != INSERTED else 0
        new_at += len(text) if kind != DELETED else 0
    return blocks


def describe_changes(old: str, new: str) -> list[Passage]:
    """Both texts in one, paragraph by paragraph; a line break ends a paragraph whether it stayed, came or went."""
    passages = [Passage()]
    for segment in _smooth(_compare(old, new)):
        for number, line in enumerate(segment.text.split("\n")):
            if number:
                passages.append(Passage())
            if line:
                passages[-1].segments.append(Segment(segment.kind, line))
    return [passage for passage in passages if any(segment.text.strip() for segment in passage.segments)]


def fold(passages: Sequence[Passage]) -> list[Part]:
    """Fold unchanged passages in, except those right before and after a changed one."""
    near = {i + step for i, passage in enumerate(passages) if passage.is_changed for step in (-1, 0, 1)}
    grouped = groupby(enumerate(passages), key=lambda each: each[0] not in near)
    return [Part([passage for _, passage in rows], is_folded) for is_folded, rows in grouped]


def count_words(passages: Iterable[Passage], kind: str) -> int:
    """Words that came or went."""
    return sum(len(_WORD.findall(segment.text)) for passage in passages for segment in passage.segments if segment.kind == kind)


def _compare(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Stretches in order, deleted before inserted; those of kind equal and deleted make the old text, equal and inserted the new one."""
    before, after = _split(old), _split(new)
    gone: list[str] = []
    come: list[str] = []
    for operation in Indel.opcodes(before, after):
        if operation.tag == "equal":
            yield from _compare_words("".join(gone), "".join(come))
            gone, come = [], []
            yield EQUAL, "".join(before[operation.src_start : operation.src_end])
        else:
            gone += before[operation.src_start : operation.src_end]
            come += after[operation.dest_start : operation.dest_end]
    yield from _compare_words("".join(gone), "".join(come))


def _compare_words(old: str, new: str) -> Iterator[tuple[str, str]]:
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if not before or not after or max(len(before), len(after)) > MAX_TOKENS:
        yield from ((kind, text) for kind, text in ((DELETED, old), (INSERTED, new)) if text)
        return
    for operation in Indel.opcodes(before, after):
        gone, come = "".join(before[operation.src_start : operation.src_end]), "".join(after[operation.dest_start : operation.dest_end])
        if operation.tag == "equal":
            yield EQUAL, gone
            continue
        yield from ((kind, text) for kind, text in ((DELETED, gone), (INSERTED, come)) if text)


def _smooth(parts: Iterable[tuple[str, str]]) -> Iterator[Segment]:
    """Show what lies between two changes, and is too short to be read as text that stayed, as gone and come."""
    listed = list(parts)
    staying = [kind == EQUAL and not (0 < index < len(listed) - 1 and _is_drowned(listed, index)) for index, (kind, _) in enumerate(listed)]
    for stays, group in groupby(zip(staying, listed, strict=True), key=lambda each: each[0]):
        rows = [row for _, row in group]
        if stays:
            yield Segment(EQUAL, "".join(text for _, text in rows))
            continue
        gone = "".join(text for kind, text in rows if kind != INSERTED)
        come = "".join(text for kind, text in rows if kind != DELETED)
        yield from (Segment(kind, text) for kind, text in ((DELETED, gone), (INSERTED, come)) if text)


def _is_drowned(parts: Sequence[tuple[str, str]], index: int) -> bool:
    text = parts[index][1]
    around = " ".join(text for kind, text in [*parts[max(0, index - 2) : index], *parts[index + 1 : index + 3]] if kind != EQUAL)
    words = len(_WORD.findall(text))
    return "\n" not in text and (words == 0 or (words == 1 and len(_WORD.findall(around)) >= DROWNED))


def _split(text: str) -> list[str]:
    """Sentences with the white space behind them; together they are the text."""
    return [piece for piece in _SENTENCE.findall(text) if piece]
