"""The trained reader as a spaCy component: it reads documents in batches and leaves what it found with each, for the rules to check and weigh.

Findings lie in ``Doc.user_data`` under one key; no extension attribute is registered, so pipelines elsewhere in the process see nothing of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final

from spacy.language import Language as Pipeline
from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from analysis.encoder.decode import Found
from analysis.encoder.files import FOLDER, State, inspect
from analysis.encoder.runtime import TrainedReader, load_reader
from analysis.languages import Language, get_language
from analysis.types import Span, Spans

COMPONENT: Final = "claimsite_reader"
_KEY: Final = "claimsite_readings"
#: Sentences on either side of one with a sign of reporting that are read with it.
_NEIGHBORS: Final = 1
_MARKS: Final = "[\"„“”«»‹›]|''|``"


def is_available() -> bool:
    """Whether the model files are there and fit."""
    return inspect(FOLDER).state is State.READY


def get_readings(doc: Doc) -> tuple[Found, ...] | None:
    """What the reader found in a document; None if no reader has read it."""
    readings: tuple[Found, ...] | None = doc.user_data.get(_KEY)
    return readings


def set_readings(doc: Doc, readings: Iterable[Found]) -> None:
    """Leave findings with a document; their spans refer to the document's own text."""
    doc.user_data[_KEY] = tuple(readings)


@Pipeline.factory(COMPONENT, default_config={"code": "en"})
def make_reader(nlp: Pipeline, name: str, code: str) -> ReaderComponent:
    """The component for one language; the network itself is opened once a process, at the first document."""
    return ReaderComponent(get_language(code))


class ReaderComponent:
    """Reads whole batches; stands behind tagger and lemmatizer, whose words tell which sentences need no reading.

    Args:
        language: whose reporting words count as signs.
        folder: where the model files are.

    Raises:
        ReaderError: at the first document, if the files do not fit the code.
    """

    def __init__(self, language: Language, folder: Path = FOLDER) -> None:
        self._language = language
        self._folder = folder

    def __call__(self, doc: Doc) -> Doc:
        """Read one document."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 8) -> Iterator[Doc]:
        """Read documents, `batch_size` at a time."""
        remaining = iter(stream)
        while batch := list(islice(remaining, batch_size)):
            reader: TrainedReader | None = load_reader(self._folder)
            if reader is not None:
                wanted = [find_signs(doc, self._language) for doc in batch]
                for doc, found in zip(batch, reader.read([doc.text for doc in batch], wanted), strict=True):
                    set_readings(doc, found)
            yield from batch


def find_signs(doc: Doc, language: Language) -> Spans:
    """The stretches of a document that may report something: sentences with quotation marks or reporting words, and those beside them."""
    words = language.cue_verbs.keys() | language.cue_nouns.keys()
    expressions = _expressions(language.code)
    sentences = list(doc.sents)
    signs = [_has_sign(sentence, words, expressions) for sentence in sentences]
    found: list[Span] = []
    for number, sentence in enumerate(sentences):
        if not any(signs[max(0, number - _NEIGHBORS) : number + _NEIGHBORS + 1]):
            continue
        end = sentences[number + 1].start_char if number + 1 < len(sentences) else len(doc.text)
        if found and found[-1].end == sentence.start_char:
            found[-1] = Span(found[-1].start, end)
        elif sentence.start_char < end:
            found.append(Span(sentence.start_char, end))
    return tuple(found)


@cache
def _expressions(code: str) -> re.Pattern[str]:
    """Quotation marks, and the language's expressions before or behind a source."""
    language = get_language(code)
    fixed = "|".join(re.escape(cue) for cue in (*language.cue_prepositions, *language.cue_postpositions) if cue)
    return re.compile(rf"{_MARKS}|\b(?:{fixed})\b" if fixed else _MARKS, re.IGNORECASE)


def _has_sign(sentence: Tokens, words: set[str], expressions: re.Pattern[str]) -> bool:
    if expressions.search(sentence.text):
        return True
    return any(t.lemma_.lower() in words or t.lower_ in words or "Sub" in t.morph.get("Mood", []) for t in sentence)
