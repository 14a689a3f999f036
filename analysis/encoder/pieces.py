"""A text as word pieces with their places and with what a reader sees beside the words: quotation marks, sentence and paragraph starts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

import numpy as np
import numpy.typing as npt
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from analysis.quotations import find_quotations
from analysis.text import split_paragraphs
from analysis.types import Span, Spans

Integers = npt.NDArray[np.int64]

BEGIN: Final = 0
PAD: Final = 1
END: Final = 2
UNKNOWN: Final = 3
#: Sentences are cut after this many characters even without a sign of an end.
LONGEST_SENTENCE: Final = 1200

_ABBREVIATION = re.compile(
    r"(?:^|[\s(„“\"«])(?:\w|[A-Z]\w|Dr|Prof|Mr|Mrs|Ms|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Rev|Hon|Jr|Sr|St|vs|Inc|Corp|Co|Ltd|No|Nr|bzw|ca|usw|etc|Mio|Mrd|geb|gest|inkl|evtl|"
    r"ggf|sog|Abs|Art|Bd|Jan|Feb|Aug|Sept?|Oct|Okt|Nov|De[cz]|Mme|Mlle|MM|г|гг|ул|им|млн|млрд|тыс|руб|см|U\.S|U\.K|D\.C|z\.\s?B|d\.\s?h|u\.\s?a|т\.\s?е|т\.\s?д)\.$"
)
_SENTENCE_END = re.compile(r"[.!?…]+[\"“”»«’'‘)\]]*\s+(?=[\"„“”«»‚‘'(\[–—-]*\s?[^\Wa-zß-öø-ÿа-яё_])")


class Quote(IntEnum):
    """Where a piece stands to quotation marks."""

    OUTSIDE = 0
    INSIDE = 1
    OPENS = 2
    CLOSES = 3


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text cut into word pieces; all arrays have one entry a piece, in text order.

    Attributes:
        text: the text that the places refer to.
        ids: identifiers in the vocabulary.
        starts: first code point, white space excluded.
        ends: one past the last code point.
        quotes: a `Quote`.
        quotations: number of the quotation that the piece stands in, from 1; 0 outside.
        sentences: number of the sentence, from 0.
        paragraphs: number of the paragraph, from 0.
        words: number of the word (stretch without white space), from 0.
    """

    text: str
    ids: Integers
    starts: Integers
    ends: Integers
    quotes: Integers
    quotations: Integers
    sentences: Integers
    paragraphs: Integers
    words: Integers

    def __len__(self) -> int:
        return len(self.ids)


def build_tokenizer(pieces: list[tuple[str, float]]) -> Tokenizer:
    """The Unigram tokenizer of a vocabulary whose first four entries are begin, pad, end and unknown."""
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=UNKNOWN, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    return tokenizer


def split_sentences(text: str) -> list[Span]:
    """Sentences in order, never across a line break: cut behind end marks before something that can start a sentence, not behind abbreviations."""
    found = []
    for paragraph in split_paragraphs(text):
        start = paragraph.start
        for match in _SENTENCE_END.finditer(text, paragraph.start, paragraph.end):
            before = text[max(start, match.start() - 12) : match.start() + 1]
            if (text[match.start()] == "." and _ABBREVIATION.search(before)) or (
                text[match.start() - 1 : match.start()].isdigit() and _is_ordinal(text, match)
            ):
                continue
            found.extend(_cut_long(Span(start, match.end())))
            start = match.end()
        if start < paragraph.end:
            found.extend(_cut_long(Span(start, paragraph.end)))
    return found


def _is_ordinal(text: str, match: re.Match[str]) -> bool:
    """Whether "3. " is a day or rank rather than the end of a sentence: one or two digits, a word in lower case or a month after it."""
    number = re.search(r"(?:^|\s)\d{1,2}$", text[max(0, match.start() - 4) : match.start()])
    return bool(number) and match.group().strip() == "." and text[match.end() : match.end() + 3] not in ("", "Die", "Der", "Das", "The", "He ", "She")


def _cut_long(span: Span) -> list[Span]:
    return [Span(at, min(at + LONGEST_SENTENCE, span.end)) for at in range(span.start, span.end, LONGEST_SENTENCE)]


def cut_into_pieces(text: str, tokenizer: Tokenizer) -> Pieces:
    """Cut a text; paragraphs are encoded one by one so that none runs into the next."""
    columns: list[tuple[int, int, int]] = []
    for paragraph in split_paragraphs(text):
        encoding = tokenizer.encode(paragraph.of(text), add_special_tokens=False)
        for piece, (start, end) in zip(encoding.ids, encoding.offsets, strict=True):
            start, end = start + paragraph.start, end + paragraph.start
            while start < end and text[start].isspace():
                start += 1
            if start < end:
                columns.append((piece, start, end))
    ids, starts, ends = (np.array([c[k] for c in columns], dtype=np.int64) for k in range(3))
    quotes, quotations = _quote_columns(text, starts)
    return Pieces(
        text=text,
        ids=ids,
        starts=starts,
        ends=ends,
        quotes=quotes,
        quotations=quotations,
        sentences=_number(starts, [s.start for s in split_sentences(text)]),
        paragraphs=_number(starts, [p.start for p in split_paragraphs(text)]),
        words=_number(starts, [m.start() for m in re.finditer(r"\S+", text)]),
    )


def keep_pieces(pieces: Pieces, spans: Spans) -> Pieces:
    """Only the pieces that begin in one of the spans; sentences and paragraphs keep their numbers."""
    kept = np.zeros(len(pieces), dtype=bool)
    for span in spans:
        kept[np.searchsorted(pieces.starts, span.start) : np.searchsorted(pieces.starts, span.end)] = True
    columns = {name: getattr(pieces, name)[kept] for name in ("ids", "starts", "ends", "quotes", "quotations", "sentences", "paragraphs", "words")}
    return replace(pieces, **columns)


def _number(starts: Integers, borders: list[int]) -> Integers:
    return np.maximum(np.searchsorted(np.array(borders, dtype=np.int64), starts, side="right") - 1, 0).astype(np.int64)


def _quote_columns(text: str, starts: Integers) -> tuple[Integers, Integers]:
    quotes = np.zeros(len(starts), dtype=np.int64)
    numbers = np.zeros(len(starts), dtype=np.int64)
    for number, quotation in enumerate(find_quotations(text)[0], start=1):
        first, last = np.searchsorted(starts, [quotation.outer.start, quotation.outer.end])
        numbers[first:last] = number
        quotes[first:last] = Quote.INSIDE
        if first < last:
            quotes[first] = Quote.OPENS
            if not quotation.continues:
                quotes[last - 1] = Quote.CLOSES
    return quotes, numbers
