"""One spaCy pipeline a language, loaded once; documents go through in batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.types import AnalyzedDocument


@dataclass(frozen=True, slots=True)
class InputDocument:
    """A text to analyze; ``language`` None means: detect it."""

    document: str
    text: str
    language: str | None = None
    published: str | None = None


def analyze(documents: Iterable[InputDocument], *, fast: bool = False) -> Iterator[AnalyzedDocument]:
    """Find the attributions of each document, in input order.

    Raises:
        UnknownLanguageError: at the document whose language is not read.
    """
    raise NotImplementedError
